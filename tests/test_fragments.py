"""What is written of a protest is kept until it changes (SPEED 2); one corrupt row never takes a feed down."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.db import DataError
from django.utils import timezone as clock

from protests import fragments, public
from protests.actions import changes, merging, protests
from protests.editions import Revision
from protests.formats import geojson, ical
from protests.fragments import Shelf
from protests.rules.reasons import Hiding
from tests.by_hand import suva

FEEDS = ["calendar.ics", "protests.geojson", "protests.csv", "changes.atom"]
CORRUPT = "Nobody's kind"


@pytest.fixture
def three(publish):
    return [publish(title=f"March {number}", email=f"a{number}@example.org") for number in range(3)]


@pytest.fixture
def written(monkeypatch):
    """The codes of what is written as GeoJSON."""
    codes, feature = [], geojson.feature
    monkeypatch.setattr(geojson, "feature", lambda protest: codes.append(protest.code) or feature(protest))
    return codes


def test_after_one_edit_only_that_one_is_written_again(three, client, bo, written):
    path = "/sarchk/may-31/protests.geojson"
    client.get(path)
    assert sorted(written) == sorted(one.code for one in three)
    written.clear()
    changes.cancel(code=three[1].code, by=bo)
    assert [one["properties"]["status"] for one in client.get(path).json()["features"]].count("cancelled") == 1
    assert client.get("/sarchk/protests.geojson?country=FJ").status_code == 200
    assert written == [three[1].code]


def test_each_language_has_its_own(three, client, written):
    client.get("/sarchk/may-31/protests.geojson")
    client.get("/de/sarchk/may-31/protests.geojson")
    assert len(written) == 6


def test_a_reveal_and_the_fate_of_the_one_to_go_to_instead_count_as_changes(publish, client, may_31, bo):
    """They change what is told without an act on the protest itself."""
    other = publish(title="Go here", email="b@example.org")
    secret = publish(precision="city", reveal_at=f"{may_31.starts_on}T12:00")
    changes.cancel(code=secret.code, instead=other.code, by=bo)
    path = "/api/v1/protests/"

    def told():
        (one,) = [one for one in client.get(path).json()["results"] if one["code"] == secret.code]
        return one["venue"], one["instead"]

    assert told() == ("", other.code)
    protests.hide(code=other.code, reason=Hiding.values[0], by=bo)
    assert told() == ("", None)
    with time_machine.travel(secret.reveal_at, tick=False):
        assert told() == ("Harbour park, by the fountain", None)


def test_who_leads_to_one_that_was_merged_leads_to_the_winner(publish, client, bo):
    winner, loser = publish(title="Winner", email="b@example.org"), publish(title="Loser", email="c@example.org")
    off = publish()
    changes.cancel(code=off.code, instead=loser.code, by=bo)
    client.get("/api/v1/protests/")
    merging.merge(winner=winner.code, loser=loser.code, by=bo)
    found = {one["code"]: one["instead"] for one in client.get("/api/v1/protests/").json()["results"]}
    assert found == {winner.code: None, off.code: winner.code}


@pytest.mark.parametrize("name", FEEDS)
def test_what_cannot_be_written_is_left_out_and_the_log_says_which(three, client, monkeypatch, caplog, name):
    fine = public._protest

    def corrupt(row):
        protest = fine(row)
        return suva(**vars(protest) | {"kind": CORRUPT, "starts_at": "never"}) if is_bad(row) else protest

    def is_bad(row):
        return row.code == three[1].code

    monkeypatch.setattr(public, "_protest", corrupt)
    _others_are_served(client, name, three, caplog)


@pytest.mark.parametrize("name", FEEDS)
def test_what_cannot_be_read_is_left_out_and_the_log_says_which(three, client, monkeypatch, caplog, name):
    """As when a date in the database is none that Python knows."""
    fine = public._protest

    def corrupt(row):
        if row.code == three[1].code:
            raise DataError("timestamp too large (after year 10K)")
        return fine(row)

    monkeypatch.setattr(public, "_protest", corrupt)
    _others_are_served(client, name, three, caplog)


def _others_are_served(client, name, three, caplog):
    with caplog.at_level(logging.ERROR):
        response = client.get(f"/sarchk/may-31/{name}")
    assert response.status_code == 200
    content = response.content.decode()
    assert [f"March {number}" in content for number in range(3)] == [True, False, True]
    assert three[1].code in caplog.text


def test_pages_of_the_api_go_on_past_one_that_cannot_be_written(three, client, monkeypatch, caplog):
    fine = public._protest
    first = min(one.code for one in three)
    monkeypatch.setattr("protests.api.pages.SIZE", 1)
    monkeypatch.setattr(
        public, "_protest", lambda row: suva(**vars(fine(row)) | ({"languages": 1} if row.code == first else {}))
    )
    with caplog.at_level(logging.ERROR):
        answer = client.get("/api/v1/protests/").json()
    assert answer["results"] == []
    assert answer["next"].endswith(f"cursor=after-{first}")


def test_a_shelf_forgets_what_nobody_asks_for():
    shelf, kind = Shelf(most=100), ("GeoJSON", "en")
    revisions = [Revision(f"CODE{number:04} 2026-05-31 t") for number in range(4)]
    pieces = [geojson.FEATURE.piece(suva(code=revision.code)) for revision in revisions]
    for revision, piece in zip(revisions, pieces, strict=True):
        shelf.put(kind, revision, piece)
        assert shelf.all(kind, revisions[:1]) == pieces[:1]
    assert shelf.all(kind, revisions) == [pieces[0], None, None, pieces[3]]
    assert shelf.all(("GeoJSON", "de"), revisions) == [None] * 4


def test_a_joined_calendar_is_the_one_that_is_written_whole():
    """The frame is icalendar's, the entries too: only put together here."""
    one, other = suva(), suva(code="EFGH2345", uid="other@protest.example")
    whole = ical._empty()
    for protest in (one, other):
        whole.add_component(ical.vevent(protest))
    assert ical._bytes(ical._empty(), [ical.ENTRY.piece(each).content for each in (one, other)]) == whole.to_ical()


def test_the_language_and_the_moment_are_part_of_the_name(three):
    now = clock.now()
    pieces = fragments.pieces(geojson.FEATURE, lambda rows: rows, now)
    assert fragments.pieces(geojson.FEATURE, lambda rows: rows, now + timedelta(days=1)) == pieces
