"""The press page: what a journalist reads, sorts, takes along and quotes (R1, P8, C3, C6)."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone as clock

from protests.models import Protest, ProtestDay, TurnoutReport

PRESS = "/sarchk/may-31/press/"
BERLIN = {"latitude": 52.5244, "longitude": 13.4105, "venue": "Pariser Platz", "title": "In Berlin"}
APIA = {"latitude": -13.8333, "longitude": -171.7667, "venue": "Sea wall", "title": "In Apia"}


@pytest.fixture
def three(publish):
    """Apia, Suva and Berlin, as the day goes round the world."""
    return publish(**APIA, email="s@example.org"), publish(), publish(**BERLIN, email="b@example.org")


@pytest.fixture
def words(client):
    """The page as one line of text."""

    def words(query="", path=PRESS):
        page = client.get(path + query).content.decode()
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))

    return words


def cities(client, query=""):
    page = client.get(PRESS + query).content.decode()
    return re.findall(r'<th scope="row"><a href="[^"]+"><bdi>([^<]+)', page)


def test_the_numbers_stand_with_their_definition_and_their_moment(three, client, words, time_machine):
    time_machine.move_to(datetime(2026, 1, 2, 3, 4, tzinfo=UTC), tick=False)
    page = client.get(PRESS).content.decode()
    assert re.findall(r"<li><b>(\d+)</b> (\w+)</li>", page) == [("3", "cities"), ("3", "countries"), ("1", "day")]
    assert "A city counts once, if at least one protest there is announced and not cancelled" in words()
    assert "As of 2 January 2026, 03:04 UTC." in words()


def test_it_speaks_of_what_is_ahead_on_now_and_over(three, words, time_machine):
    apia, suva, berlin = (Protest.objects.get(pk=one.pk) for one in three)
    assert "3 protests are announced. The first starts on" in words()
    time_machine.move_to(suva.starts_at + timedelta(minutes=5))
    # The one in Apia, an hour earlier, lasts two.
    assert "On now: 2. Finished: 0. Next at 16:00 UTC: Berlin." in words()
    assert "Now " in words()
    time_machine.move_to(max(one.over_at for one in (apia, suva, berlin)) + timedelta(hours=1))
    text = words()
    assert "3 protests were announced, and their time is over." in text
    assert "Nobody has reported a figure yet." in text
    assert "Nothing is known 3" in text


def test_a_day_without_protests_says_so(may_31, client, words):
    assert client.get(PRESS).status_code == 200
    assert "Nothing is announced yet." in words()


def test_what_is_cancelled_stays_in_the_table_and_says_so(three, client):
    Protest.objects.filter(pk=three[1].pk).update(status="cancelled")
    page = client.get(PRESS).content.decode()
    assert f'<tr id="{three[1].code}" class="cities__off">' in page
    assert re.findall(r"<li><b>(\d+)</b>", page) == ["2", "2", "1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Apia", "Suva", "Berlin"]),
        ("?sort=-time", ["Berlin", "Suva", "Apia"]),
        ("?sort=city", ["Apia", "Berlin", "Suva"]),
        ("?sort=-city", ["Suva", "Berlin", "Apia"]),
        ("?sort=country", ["Suva", "Berlin", "Apia"]),
        ("?sort=people", ["Berlin", "Apia", "Suva"]),
    ],
)
def test_the_table_is_sorted_by_the_server(three, client, query, found, time_machine):
    TurnoutReport.objects.create(
        protest=three[2], at=clock.now(), said_by="media", low=5, high=9, finding="accepted", decided_at=clock.now()
    )
    page = client.get(PRESS + query).content.decode()
    table = page[page.index('<table class="ledger cities"') :]
    assert re.findall(r'<th scope="row"><a href="[^"]+"><bdi>([^<]+)', table) == found
    if query:
        column = query.split("=")[1].removeprefix("-")
        (head,) = re.findall(r'<th scope="col" aria-sort="(\w+)"><a href="([^"]+)"', table)
        is_up = (column == "people") is query.startswith("?sort=-")
        assert head[0] == ("ascending" if is_up else "descending")
        assert head[1].endswith(f"sort={column}#table" if "-" in query else f"sort=-{column}#table") or column == "time"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?sort=colour", "The table can&#x27;t be sorted so. Choose from: time, city, country, state, people."),
        ("?page=2", "The table has no such page. Here is the first one."),
        ("?page=x", "The table has no such page. Here is the first one."),
        ("?page=0", "The table has no such page. Here is the first one."),
        ("?page=99999999", "The table has no such page. Here is the first one."),
    ],
)
def test_what_cannot_be_read_of_the_address_is_told(three, client, query, told):
    response = client.get(PRESS + query)
    assert response.status_code == 200
    assert told in response.content.decode()
    assert cities(client, query)[-3:] == ["Apia", "Suva", "Berlin"]


def test_what_others_add_to_a_link_is_dropped(three, client):
    response = client.get(PRESS + "?sort=city&fbclid=x")
    assert (response.status_code, response["Location"]) == (302, PRESS + "?sort=city")


def test_every_row_and_every_mark_leads_somewhere_that_lasts(three, client):
    page = client.get(PRESS).content.decode()
    for protest in three:
        assert f'<a href="/p/{protest.code}/">' in page
        assert f'<a href="{PRESS}#{protest.code}" tabindex="-1">' in page
        assert f'<tr id="{protest.code}">' in page


def test_it_is_kept_and_answered_with_304(three, client):
    first = client.get(PRESS)
    assert first["Cache-Control"] == "public, max-age=30, stale-if-error=3600"
    assert client.get(PRESS, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert not first.cookies


def test_what_is_to_be_quoted_and_until_when_to_keep_it_back(three, words, time_machine):
    until = clock.now().replace(microsecond=0) + timedelta(hours=3)
    ProtestDay.objects.update(press_note="Forty-seven people are in prison.", embargo_until=until, version=99)
    text = words()
    assert "Forty-seven people are in prison." in text
    assert f"{until:%H:%M} UTC." in text
    assert "Embargoed until" in text
    time_machine.move_to(until + timedelta(seconds=1))
    assert "Embargoed until" not in words()


def test_the_bar_of_the_day_leads_there(three, client):
    for path in ("/sarchk/may-31/", f"/p/{three[0].code}/", "/sarchk/may-31/submit/"):
        assert f'<a class="bar__link" href="{PRESS}">Press</a>' in client.get(path).content.decode()
    assert f'<a class="bar__link" href="{PRESS}" aria-current="page">' in client.get(PRESS).content.decode()


def test_the_table_as_a_file(three, client):
    TurnoutReport.objects.create(
        protest=three[1],
        at=clock.now(),
        said_by="police",
        low=80,
        high=90,
        source="https://police.example/x",
        finding="accepted",
        decided_at=clock.now(),
    )
    Protest.objects.filter(pk=three[2].pk).update(title='=HYPERLINK("https://evil.example")')
    response = client.get("/sarchk/may-31/press.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["city"] for row in rows] == ["Apia", "Suva", "Berlin"]
    suva = rows[1]
    assert (suva["people_low"], suva["people_high"], suva["said_by"]) == ("80", "90", "The police")
    assert suva["sources"] == "https://police.example/x"
    assert suva["url"] == f"{settings.SITE_URL}/p/{three[1].code}/"
    assert suva["local_start"] == "18:00"
    assert rows[2]["title"].startswith("'=HYPERLINK")
    assert client.get("/sarchk/may-31/press.csv?sort=city").status_code == 400


def test_a_place_that_is_not_shown_is_not_in_table_or_file(publish, client):
    publish(precision="city", venue="Secret yard", address="Secret lane 1")
    for path in (PRESS, "/sarchk/may-31/press.csv"):
        assert b"Secret" not in client.get(path).content


def test_there_is_none_of_a_day_that_does_not_exist(may_31, client):
    for file in ("press/", "press.csv", "map.png", "map.svg", "card.png", "press/contact/"):
        assert client.get(f"/sarchk/never/{file}").status_code == 404
