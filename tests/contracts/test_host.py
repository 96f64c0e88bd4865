"""Django's admin, for the host alone (issue 5.11): a look, no third party, and no lookup from an address."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from protests.actions import hosts
from protests.admin import host_site
from protests.models import AuditEvent, Person
from tests.conftest import PASSWORD, DeskClient
from tests.contracts.routes import names

HOME = "/host/"
LISTS = sorted(name for name in names() if name.startswith("host:") and name.endswith("_changelist"))


@pytest.fixture
def hanna(db):
    """Runs the machine."""
    return hosts.appoint(email="hanna@example.org", password=PASSWORD)


@pytest.fixture
def host(hanna):
    client = DeskClient()
    client.force_login(hanna)
    return client


class TestTheWayIn:
    def test_by_password_and_second_factor(self, hanna, second_factor):
        client, code = Client(), second_factor(hanna)
        to_login = client.get(HOME).headers["Location"]
        assert to_login == f"/moderate/login/?next={HOME}"
        answer = client.post(to_login, {"email": "hanna@example.org", "password": PASSWORD})
        assert client.get(HOME).headers["Location"] == f"/moderate/login/second/?next={HOME}"
        assert client.post(answer.headers["Location"], {"code": code}).headers["Location"] == HOME
        assert client.get(HOME).status_code == 200

    def test_a_host_on_no_team_is_led_here(self, hanna, second_factor):
        client, code = Client(), second_factor(hanna)
        to_second = client.post("/moderate/login/", {"email": "hanna@example.org", "password": PASSWORD})
        assert client.post(to_second.headers["Location"].split("?")[0], {"code": code}).headers["Location"] == HOME

    def test_nobody_of_a_team_finds_it(self, bo_signed_in):
        assert bo_signed_in.get(HOME).status_code == 404
        assert bo_signed_in.get(reverse("host:protests_person_changelist")).status_code == 404

    def test_no_public_page_leads_there(self, client, publish):
        for page in ("/", "/about/", "/privacy/", "/sarchk/", "/sarchk/may-31/", "/robots.txt", "/moderate/login/"):
            assert "/host/" not in client.get(page).content.decode()

    def test_the_command_line_makes_a_host_and_takes_it_away(self, db, capsys):
        call_command("makehost", "Hanna@Example.org")
        password = re.search(r"Password: (\S+)", capsys.readouterr().out)[1]
        hanna = Person.objects.get(email__iexact="hanna@example.org", is_host=True)
        assert hanna.check_password(password)
        call_command("makehost", "hanna@example.org", "--no-longer")
        client = DeskClient()
        client.force_login(hanna)
        assert client.get(HOME).status_code == 404
        assert Person.objects.get().left_at


class TestLists:
    @pytest.mark.parametrize("name", LISTS)
    def test_a_search_a_page_and_an_order(self, host, arguments, name):
        address = reverse(name)
        for query in ("", "?q=a", "?q=%00", "?o=1", "?o=-2.1", "?o=x", "?p=1", "?q=" + "x" * 2000):
            assert host.get(address + query).status_code == 200, query

    @pytest.mark.parametrize(
        "query",
        [
            "exact_point__bboverlaps=%7B%22driver%22%3A%22GTiff%22%7D",
            "exact_point=/vsicurl/http://evil.test/x.tif",
            "exact_point__dwithin=1",
            "public_point__intersects=POINT(0%200)",
            "id__exact=1",
            "contact__sealed_email__startswith=a",
            "person__password__startswith=a",
            "e=1",
            "all=",
            "_popup=1",
            "_facets=True",
            "_to_field=contact",
            "q=a&email__contains=a",
            "p=x",
            "p=-1",
        ],
    )
    def test_nothing_else_and_it_never_reaches_the_database(self, host, publish, query):
        """B47, TRUST 1.1."""
        for name in LISTS:
            with CaptureQueriesContext(connection) as queries:
                response = host.get(f"{reverse(name)}?{query}")
            assert response.status_code == 400, name
            assert not [one["sql"] for one in queries if host_table(name) in one["sql"].partition("FROM")[2][:40]], name

    def test_a_record_knows_no_query(self, host, hanna):
        address = reverse("host:protests_person_change", args=[hanna.pk])
        assert host.get(f"{address}?_to_field=password").status_code == 400
        assert host.get(f"{address}?_changelist_filters=q%3Da").status_code == 200

    @pytest.mark.parametrize("key", ["x", "0", "9" * 40, "1/../2", "%00"])
    def test_what_is_not_there(self, host, key):
        for model in ("person", "submission", "protest"):
            assert host.get(f"/host/protests/{model}/{key}/change/").status_code in (302, 404)


def host_table(name):
    """The table that a list would read; of people also the guard does."""
    table = name.removeprefix("host:").removesuffix("_changelist")
    return "no table" if table == "protests_person" else f'"{table}" '


class TestWhatIsShown:
    def test_no_secret_no_contact_no_exact_place(self):
        never = {"password", "exact_point", "city_point", "public_point", "venue", "address", "contact", "handle"}
        never |= {"sealed_email", "sealed_phone", "email_index", "request_key", "import_key", "digest", "note"}
        for found in host_site._registry.values():
            assert not never & set(found.fields), found

    def test_all_of_it_is_read_only_but_who_may_sign_in(self, host, arguments):
        for model in host_site._registry:
            address = reverse(f"host:protests_{model._meta.model_name}_change", args=[1])
            status = host.post(address, {"is_active": "on"}).status_code
            assert status == (405 if model is not Person else 302), model

    def test_no_page_asks_a_third_party_and_none_is_kept(self, host, arguments, hanna):
        for name in [*LISTS, "host:index"]:
            response = host.get(reverse(name))
            body = response.content.decode()
            assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', body) == []
            assert re.findall(r"<script(?![^>]*src)[^>]*>|<style|\sstyle=|\son[a-z]+=", body) == []
            assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store, private", "noindex")
            assert "unsafe" not in response["Content-Security-Policy"]


class TestShuttingOut:
    def test_ends_every_session_and_is_in_the_log(self, host, hanna, bo_signed_in, bo):
        address = reverse("host:protests_person_change", args=[bo.pk])
        assert host.post(address, {}).status_code == 302
        assert not Person.objects.get(pk=bo.pk).is_active
        assert bo_signed_in.get("/moderate/").headers["Location"].startswith("/moderate/login/")
        assert AuditEvent.objects.get(verb="person.shut_out").actor == hanna
        again = Client().post("/moderate/login/", {"email": "bo@example.org", "password": PASSWORD})
        assert again.status_code == 422
        assert host.post(address, {"is_active": "on"}).status_code == 302
        assert Person.objects.get(pk=bo.pk).is_active

    def test_needs_the_token_of_the_form(self, hanna, bo):
        client = DeskClient(enforce_csrf_checks=True)
        client.force_login(hanna)
        address = reverse("host:protests_person_change", args=[bo.pk])
        assert client.post(address, {}).status_code == 403
        assert Person.objects.get(pk=bo.pk).is_active

    def test_changes_nothing_else(self, host, bo):
        host.post(
            reverse("host:protests_person_change", args=[bo.pk]),
            {"is_active": "on", "is_host": "on", "email": "x@example.org"},
        )
        bo.refresh_from_db()
        assert (bo.is_host, bo.email) == (False, "bo@example.org")
