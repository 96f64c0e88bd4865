"""Feeds and files: the same protests as on the page, for programs; refusals that say the right form."""

import csv
import json
import re
from datetime import timedelta
from io import StringIO

import icalendar
import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone as clock
from django.utils.http import parse_http_date

from protests import public
from protests.actions import protests
from protests.rules.reasons import Hiding
from tests.programs import geojson_faults

SAMPLE = "protests/sample/sarchk_38_cities.csv"
CALENDARS = ["/sarchk/may-31/calendar.ics", "/sarchk/calendar.ics"]
TABLES = ["/sarchk/may-31/protests.csv", "/sarchk/protests.csv"]
FILES = [*CALENDARS, *TABLES, "/sarchk/may-31/protests.geojson", "/sarchk/protests.geojson"]
# What each needs: the version, when it turns, which protests, those that are new to it; a calendar also what was
# changed and what was removed.
QUERIES = {path: 6 if path.endswith("ics") else 4 for path in FILES}
MEDIA = {"ics": "text/calendar; charset=utf-8", "csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


def titles(response) -> list[str]:
    if response.headers["Content-Type"].startswith("text/calendar"):
        return sorted(entry["SUMMARY"] for entry in icalendar.Calendar.from_ical(response.content).events)
    if response.headers["Content-Type"].startswith("text/csv"):
        return sorted(row["title"] for row in csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
    return sorted(feature["properties"]["title"] for feature in response.json()["features"])


def headers(response) -> dict[str, str]:
    return {name: response.headers.get(name) for name in OPEN}


@pytest.fixture
def two(publish):
    publish(title="Suva")
    return publish(title="Berlin", latitude=52.5244, longitude=13.4105)


@pytest.mark.parametrize("path", FILES)
def test_every_file_holds_the_protests_that_are_asked_for(two, client, path):
    assert titles(client.get(path)) == ["Berlin", "Suva"]
    assert titles(client.get(path, {"country": "DE"})) == ["Berlin"]
    assert titles(client.get(path, {"bbox": "170,-30,-170,10"})) == ["Suva"]
    assert titles(client.get(path, {"country": "NP"})) == []


@pytest.mark.parametrize("path", FILES)
def test_every_file_is_open_cacheable_and_sets_no_cookie(two, client, path):
    """S06, and the headers of TRUST 5 for what programs read."""
    response = client.get(path)
    assert headers(response) == OPEN
    assert response.headers["Cache-Control"] == "public, max-age=30, stale-if-error=3600"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert not response.cookies
    suffix = path.rpartition(".")[2]
    assert response.headers["Content-Type"] == MEDIA[suffix]
    assert response.headers["Content-Disposition"] == f'inline; filename="protests.{suffix}"'


@pytest.mark.parametrize(
    ("suffix", "media"),
    [(".ics", "text/calendar"), (".geojson", "application/geo+json"), (".json", "application/json")],
)
def test_one_protest_has_its_own_files(two, client, suffix, media):
    response = client.get(f"/p/{two.code}{suffix}")
    assert response.headers["Content-Type"].startswith(media)
    assert two.code in response.content.decode()
    assert headers(response) == OPEN


def test_the_38_of_the_archive_are_the_same_38_everywhere(may_31, client):
    call_command("import_protests", SAMPLE, day="sarchk/may-31", stdout=StringIO())
    codes = sorted(one.code for one in public.protests())
    calendar = icalendar.Calendar.from_ical(client.get("/sarchk/may-31/calendar.ics").content).events
    collection = client.get("/sarchk/may-31/protests.geojson")
    assert len(codes) == 38
    assert sorted(str(entry["URL"]).split("/")[-2] for entry in calendar) == codes
    assert sorted(feature["properties"]["code"] for feature in collection.json()["features"]) == codes
    assert sorted(one["code"] for one in client.get("/api/v1/protests/?day=sarchk/may-31").json()["results"]) == codes
    assert sorted(client.get("/sarchk/may-31/pins.json").json()["code"]) == codes
    page = client.get("/sarchk/may-31/").content.decode()
    assert sorted({href.split("/")[2] for href in re.findall(r'href="(/p/\w{8}/)"', page)}) == codes
    assert geojson_faults(collection.content) == []


def test_a_campaign_keeps_what_ended_in_the_last_30_days_unless_dates_are_asked_for(may_31, client):
    """D5, DECISIONS "Queries"; the day's own file holds the whole day."""
    call_command("import_protests", SAMPLE, day="sarchk/may-31", stdout=StringIO())
    over = max(one.over_at for one in public.protests())
    with time_machine.travel(over + timedelta(days=29, hours=23), tick=False) as traveller:
        got = client.get("/sarchk/calendar.ics")
        assert "Honolulu" in got.content.decode()
        first = len(titles(got))
        traveller.move_to(over + timedelta(days=30, seconds=-5))
        assert client.get("/sarchk/calendar.ics").headers["Cache-Control"].startswith("public, max-age=5,")
        traveller.move_to(over + timedelta(days=30))
        assert titles(client.get("/sarchk/calendar.ics")) == []
        assert 0 < first <= 38
        assert len(titles(client.get("/sarchk/calendar.ics?from=2021-05-01"))) == 38
        assert len(titles(client.get("/sarchk/may-31/calendar.ics"))) == 38


@pytest.mark.parametrize("path", FILES)
def test_a_refusal_names_the_parameter_and_is_never_cached(two, client, path):
    """B50, B62, B63, B78."""
    for query, field, code in [
        ("bbox=1,2,3", "bbox", "bbox.invalid"),
        ("contact__email__startswith=a", "contact__email__startswith", "unknown_parameter"),
        ("callback=x", "callback", "unknown_parameter"),
        ("limit=1e9", "limit", "unknown_parameter"),
        ("place=999999999", "place", "place.unknown"),
    ]:
        response = client.get(f"{path}?{query}")
        assert response.status_code == 400
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.headers["Cache-Control"] == "no-store, private"
        assert headers(response) == OPEN
        assert [(error["field"], error["code"]) for error in response.json()["errors"]] == [(field, code)]


def test_200_filters_are_too_many(two, client):
    """B78."""
    response = client.get("/sarchk/calendar.ics?" + "&".join(f"x{number}=1" for number in range(200)))
    assert (response.status_code, response.json()["code"]) == (400, "query.too_long")


@pytest.mark.parametrize(
    "path",
    [
        "/sarchk/june/calendar.ics",
        "/nobody/calendar.ics",
        "/nobody/protests.geojson",
        "/p/ZZZZ9999.ics",
        "/p/ZZZZ9999.json",
        "/p/%00.ics",
        "/p/%c0%ae.json",
    ],
)
def test_what_does_not_exist_is_a_problem_not_a_page(may_31, client, path):
    """TRUST 5: kept for seconds, so that what was just published is found."""
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "public, max-age=10"
    assert response.json()["code"] == "not_found"


def test_hidden_is_gone_from_every_file_at_once(two, client, bo):
    """S21: the version is the key, so a kept body is never told again. What takes it out of calendars stays a while."""
    assert [titles(client.get(path)) for path in FILES] == [["Berlin", "Suva"]] * 6
    protests.hide(code=two.code, reason=Hiding.values[0], by=bo)
    for path in FILES:
        assert titles(client.get(path)) == (["Removed", "Suva"] if path in CALENDARS else ["Suva"])
    assert {client.get(f"/p/{two.code}{suffix}").status_code for suffix in (".geojson", ".json")} == {404}


@pytest.mark.parametrize("path", FILES)
def test_a_kept_body_and_a_304_cost_one_query(two, client, path, django_assert_num_queries):
    """D11, SPEED "read path" 1: the version is asked for, nothing else."""
    first = client.get(path, headers={"accept-encoding": "gzip"})
    with django_assert_num_queries(1):
        assert client.get(path, headers={"accept-encoding": "gzip"}).content == first.content
    with django_assert_num_queries(1):
        again = client.get(path, headers={"accept-encoding": "gzip", "if-none-match": first.headers["ETag"]})
    assert (again.status_code, headers(again)) == (304, OPEN)
    assert client.get(path, headers={"if-modified-since": first.headers["Last-Modified"]}).status_code == 304


@pytest.mark.parametrize("path", FILES)
def test_building_costs_the_same_for_one_and_for_three(publish, client, path, django_assert_num_queries):
    publish()
    with django_assert_num_queries(QUERIES[path]):
        client.get(path)
    publish(title="Second")
    publish(title="Third")
    with django_assert_num_queries(QUERIES[path]):
        assert len(titles(client.get(path))) == 3


def test_a_reveal_bounds_the_life_of_a_body_and_shows_without_an_act(publish, client, may_31):
    """V4: the exact place is in no file before, in every file after; SEQUENCE, tag and date move with it."""
    secret = publish(precision="city", reveal_at=f"{may_31.starts_on}T12:00")
    with time_machine.travel(secret.reveal_at - timedelta(seconds=10), tick=False) as traveller:
        before = {path: client.get(path) for path in FILES}
        assert {answer.headers["Cache-Control"].split(",")[1] for answer in before.values()} == {" max-age=10"}
        traveller.move_to(secret.reveal_at)
        after = {path: client.get(path) for path in FILES}
        assert clock.now() == secret.reveal_at
    for path in FILES:
        assert b"Harbour park" not in before[path].content
        assert b"Harbour park" in after[path].content
        assert after[path].headers["ETag"] != before[path].headers["ETag"]
        assert parse_http_date(after[path].headers["Last-Modified"]) == secret.reveal_at.timestamp()
    sequences = [
        icalendar.Calendar.from_ical(answers[CALENDARS[0]].content).events[0]["SEQUENCE"] for answers in (before, after)
    ]
    assert sequences == [0, 1]


def test_each_language_has_its_own_file_and_the_zone_is_never_translated(two, client):
    english, chinese = (client.get(f"{prefix}/sarchk/may-31/calendar.ics") for prefix in ("", "/zh-hant"))
    assert english.headers["ETag"] != chinese.headers["ETag"]
    assert "Pacific/Fiji" in chinese.content.decode().replace("\r\n ", "")
    assert "/zh-hant/sarchk/may-31/calendar.ics" in chinese.content.decode().replace("\r\n ", "")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written_there(two, client, method):
    assert {getattr(client, method)(path).status_code for path in FILES} == {405}


def test_head_is_get_without_a_body(two, client):
    got, head = client.get(FILES[0]), client.head(FILES[0])
    assert head.content == b""
    assert head.headers["ETag"] == got.headers["ETag"]


def test_links_never_come_from_the_host_header(two, client, settings):
    """B66."""
    settings.ALLOWED_HOSTS = ["*"]
    content = client.get(FILES[0], headers={"host": "evil.test"}).content
    assert b"evil.test" not in content
    assert json.dumps(content.decode()).count("127.0.0.1:8000") > 2
