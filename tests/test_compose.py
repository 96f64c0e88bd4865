"""The compose file: valid, closed, and every word in it names something that exists."""

import hashlib
import importlib.util
import json
import re
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[1]
SCHEMA = Path(__file__).parent / "compose" / "compose-spec.json"
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
OURS = ["prepare", "web", "worker"]


def test_is_valid_by_the_specification():
    assert list(Draft202012Validator(json.loads(SCHEMA.read_text())).iter_errors(COMPOSE)) == []


def test_the_schema_is_the_one_its_provenance_names():
    assert hashlib.sha256(SCHEMA.read_bytes()).hexdigest() in (SCHEMA.parent / "README.md").read_text()


def test_has_the_four_parts_and_the_step_before_them():
    assert set(SERVICES) == {"db", "prepare", "web", "worker", "proxy"}


def test_only_the_proxy_is_reachable_and_only_from_this_machine():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"proxy": ["127.0.0.1:8000:8080"]}


def test_the_site_cannot_reach_out():
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert {name for name in SERVICES if "outside" in SERVICES[name]["networks"]} == {"worker", "proxy"}


@pytest.mark.parametrize("name", OURS)
def test_our_containers_cannot_change_themselves(name):
    assert SERVICES[name]["read_only"]
    assert SERVICES[name]["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "prepare"])
def test_what_runs_for_long_says_whether_it_is_healthy(name):
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", OURS)
def test_commands_name_what_exists(name):
    words = SERVICES[name]["command"].split()
    if words[1] == "-m":
        assert importlib.util.find_spec(words[2])
    else:
        assert words[1] == "manage.py"
        assert words[2] in get_commands()


def test_health_checks_name_what_exists():
    assert (ROOT / SERVICES["web"]["healthcheck"]["test"][2]).is_file()
    assert SERVICES["worker"]["healthcheck"]["test"][3] in get_commands()


def test_mounted_files_are_there():
    mounts = [volume for service in SERVICES.values() for volume in service.get("volumes", []) if volume[0] == "."]
    assert mounts
    assert all((ROOT / mount.split(":")[0]).is_file() for mount in mounts)


def test_each_secret_is_asked_for_by_name_and_stands_in_the_example():
    required = set(re.findall(r"\$\{(\w+):\?", TEXT))
    assert required == {"SITE_URL", "SECRET_KEY", "CONTACT_KEY", "EMAIL_URL", "APP_PASSWORD", "OWNER_PASSWORD"}
    example = (ROOT / "deploy" / "env.example").read_text()
    assert set(re.findall(r"^(\w+)=", example, re.MULTILINE)) == required


def test_the_database_roles_differ():
    """T: the site's role cannot change tables; only the step before it can."""
    assert SERVICES["web"]["environment"]["DATABASE_URL"].startswith("postgis://app:")
    assert SERVICES["worker"]["environment"]["DATABASE_URL"].startswith("postgis://app:")
    assert SERVICES["prepare"]["environment"]["DATABASE_URL"].startswith("postgis://owner:")


def test_neither_secrets_nor_data_get_into_the_image():
    assert ".*" in (ROOT / ".dockerignore").read_text().splitlines()  # .env, .local, .git


def test_the_proxy_keeps_no_log_and_tells_the_site_one_address_that_nobody_can_claim():
    """V6, B67: what a visitor writes into the header is overwritten; what the proxy in front of it wrote counts."""
    nginx = (ROOT / "deploy" / "nginx.conf").read_text()
    assert re.findall(r"^\s*access_log (.*);", nginx, re.MULTILINE) == ["off"]
    assert re.findall(r"^\s*error_log (\S+)", nginx, re.MULTILINE) == ["/dev/null"]
    assert re.findall(r"proxy_set_header X-Forwarded-For (.*);", nginx) == ["$remote_addr"]
    assert re.findall(r"proxy_set_header (?:X-Real-IP|Forwarded) (.*);", nginx) == ['""', '""']
    assert "real_ip_header X-Forwarded-For;" in nginx
    assert "set_real_ip_from 0.0.0.0/0" not in nginx
    assert "proxy_cache_use_stale " not in nginx.replace("no proxy_cache_use_stale", "")


@pytest.mark.parametrize(("name", "networks"), [("pmtiles", None), ("tiles", ["inside", "outside"])])
def test_street_maps_are_a_second_file_and_only_a_tile_server_opens_a_way_out(name, networks):
    added = yaml.safe_load((ROOT / "deploy" / f"compose.{name}.yml").read_text())
    assert list(Draft202012Validator(json.loads(SCHEMA.read_text())).iter_errors(added)) == []
    assert set(added["services"]) == {"web"}
    assert added["services"]["web"].get("networks") == networks


def test_the_proxy_does_not_fetch_all_streets_to_answer_for_one():
    """A range of a cached body makes nginx ask for the whole body."""
    nginx = (ROOT / "deploy" / "nginx.conf").read_text()
    assert re.search(r"location ~ \\\.pmtiles\$ \{([^}]*)\}", nginx)[1].split(";")[:-1] == [
        "\n            proxy_pass http://site"
    ]
