"""Carla subscribes once and reads again and again: what a calendar that keeps its entries sees of a protest's life."""

from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.utils import timezone as clock

from protests.actions import changes, merging, protests
from protests.rules import draft as draft_rule
from protests.rules.faults import Reading
from protests.rules.reasons import Hiding

MINIMAL = {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS"}


class Calendar:
    """Takes an entry in only if it is newer than the one it has (RFC 5546, 2.1.5), and never forgets one."""

    def __init__(self, client, path="/sarchk/may-31/calendar.ics"):
        self.client, self.path, self.kept = client, path, {}

    def read(self) -> list[str]:
        """The UIDs of what was taken in. Nothing that it has may come older, or changed and as old."""
        taken = []
        for entry in icalendar.Calendar.from_ical(self.client.get(self.path).content).events:
            had, uid = self.kept.get(entry["UID"]), str(entry["UID"])
            if had is None or age(entry) > age(had):
                self.kept[uid] = entry
                taken.append(uid)
            else:
                assert entry.to_ical() == had.to_ical()
        return taken

    def says(self, protest) -> tuple[str, int, str]:
        entry = self.kept[protest.uid]
        return str(entry["STATUS"]), int(entry["SEQUENCE"]), str(entry.get("SUMMARY", ""))


def age(entry):
    return int(entry["SEQUENCE"]), entry["DTSTAMP"].dt


@pytest.fixture
def calendar(client):
    return Calendar(client)


@pytest.fixture
def hour():
    """hour() goes one on: an iCalendar knows no parts of a second."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield lambda: traveller.shift(timedelta(hours=1))


@pytest.fixture
def become(raw, bo):
    """become(protest, title="...") -> edited as the draft says."""

    def become(protest, **values):
        draft = draft_rule.read(raw | values, Reading(), now=clock.now())
        return changes.revise(code=protest.code, draft=draft, by=bo)

    return become


def test_each_act_reaches_a_calendar_that_keeps_its_entries(hour, calendar, publish, become, bo, may_31):
    """D3, D4, S11, scoreboard: a stable UID, and SEQUENCE grows with every change of time, place or status."""
    protest, winner = publish(), publish(title="The other", email="b@example.org")
    assert sorted(calendar.read()) == sorted([protest.uid, winner.uid])
    story = [
        (lambda: become(protest, title="A better title"), "CONFIRMED", 0, "A better title, Suva"),
        (lambda: become(protest, venue="Albert Park"), "CONFIRMED", 2, "March for the 47, Suva"),
        (lambda: become(protest, local_start=f"{may_31.starts_on}T17:00"), "CONFIRMED", 4, "March for the 47, Suva"),
        (lambda: changes.cancel(code=protest.code, by=bo), "CANCELLED", 6, "Cancelled: March for the 47, Suva"),
        (lambda: changes.reinstate(code=protest.code, by=bo), "CONFIRMED", 8, "March for the 47, Suva"),
        (lambda: changes.postpone(code=protest.code, by=bo), "TENTATIVE", 10, "Postponed: March for the 47, Suva"),
        (lambda: changes.ban(code=protest.code, by=bo), "CANCELLED", 12, "Banned: March for the 47, Suva"),
        (
            lambda: changes.ban(code=protest.code, going_ahead=True, by=bo),
            "CONFIRMED",
            14,
            "March for the 47, Suva",
        ),
    ]
    for act, status, sequence, summary in story:
        hour()
        act()
        assert calendar.read() == [protest.uid]
        assert calendar.says(protest) == (status, sequence, summary)
        assert calendar.read() == []
    hour()
    protest.refresh_from_db()
    merging.merge(winner=winner.code, loser=protest.code, by=bo)
    assert calendar.read() == [protest.uid]
    assert calendar.says(protest) == ("CANCELLED", 16, "")
    assert set(calendar.kept[protest.uid]) == MINIMAL


def test_what_was_moved_says_where_it_was(calendar, publish, become):
    protest = publish()
    become(protest, venue="Albert Park")
    calendar.read()
    told = calendar.kept[protest.uid]["DESCRIPTION"].split("\n")
    assert "Changed. It was Harbour park, by the fountain." in told
    assert calendar.kept[protest.uid]["LOCATION"].startswith("Albert Park, ")


def test_a_reveal_reaches_it_too(calendar, publish, may_31):
    secret = publish(precision="city", reveal_at=f"{may_31.starts_on}T12:00")
    calendar.read()
    with time_machine.travel(secret.reveal_at, tick=False):
        assert calendar.read() == [secret.uid]
        assert calendar.says(secret)[1] == 1


def test_a_hidden_one_is_taken_out_for_thirty_days_and_shown_again_when_restored(hour, client, publish, bo):
    """DECISIONS, "Removal": in the feeds and in its own calendar, with no text but that."""
    protest = publish()
    feed, own = Calendar(client), Calendar(client, f"/p/{protest.code}.ics")
    assert feed.read() == own.read() == [protest.uid]
    hour()
    protests.hide(code=protest.code, reason=Hiding.values[0], by=bo)
    for calendar in (feed, own):
        assert calendar.read() == [protest.uid]
        assert calendar.says(protest) == ("CANCELLED", 2, "Removed")
        assert set(calendar.kept[protest.uid]) == MINIMAL | {"SUMMARY"}
    hour()
    protests.restore(code=protest.code, by=bo)
    assert feed.read() == own.read() == [protest.uid]
    assert feed.says(protest) == ("CONFIRMED", 4, "March for the 47, Suva")


def test_thirty_days_later_nothing_is_told_of_it(client, publish, bo):
    hidden, winner = publish(), publish(title="The other", email="b@example.org")
    loser = publish(title="Twice", email="c@example.org")
    protests.hide(code=hidden.code, reason=Hiding.values[0], by=bo)
    merging.merge(winner=winner.code, loser=loser.code, by=bo)
    path, pages = "/sarchk/may-31/calendar.ics", [f"/p/{one.code}.ics" for one in (hidden, loser)]
    with time_machine.travel(clock.now() + timedelta(days=29, hours=23), tick=False) as traveller:
        assert client.get(path).content.count(b"BEGIN:VEVENT") == 3
        assert [client.get(page).status_code for page in pages] == [200, 200]
        traveller.shift(timedelta(hours=2))
        assert client.get(path).content.count(b"BEGIN:VEVENT") == 1
        assert [client.get(page).status_code for page in pages] == [404, 301]
        assert client.get(pages[1]).headers["Location"] == f"/p/{winner.code}.ics"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("country=FJ", True),
        ("country=DE", False),
        ("near=-18.14,178.44&within=20", True),
        ("near=52.5,13.4", False),
        ("bbox=170,-30,-170,10", True),
        ("bbox=0,0,10,10", False),
        ("kind=march", True),
        ("q=march", False),
        ("q=Harbour", False),
        ("cancelled=exclude", False),
        ("status=confirmed", False),
    ],
)
def test_a_filtered_feed_tells_it_to_who_had_it_and_is_no_oracle(client, publish, bo, query, told):
    """D1, B62: by its country, kind, date and city; whatever asks for more finds nothing."""
    protest = publish()
    path = f"/sarchk/may-31/calendar.ics?{query}"
    protests.hide(code=protest.code, reason=Hiding.values[0], by=bo)
    assert (protest.uid.encode() in client.get(path).content) is told


def test_cancelled_ones_can_be_left_out(calendar, client, publish, bo):
    """D4: for who wants them gone."""
    protest = publish()
    changes.cancel(code=protest.code, by=bo)
    assert calendar.read() == [protest.uid]
    assert Calendar(client, "/sarchk/may-31/calendar.ics?cancelled=exclude").read() == []


@pytest.mark.parametrize("query", ["near=-18.14,178.44&within=20", "place=2198148", "language=en", "country=FJ"])
def test_feeds_for_a_place_a_language_a_country(client, publish, query):
    """D1: by the same query as the map."""
    suva = publish(languages=["en"])
    berlin = publish(languages=["de"], latitude=52.5244, longitude=13.4105, email="b@example.org")
    calendar = Calendar(client, f"/sarchk/calendar.ics?{query}")
    assert calendar.read() == [suva.uid]
    assert berlin.uid not in calendar.kept


def test_who_takes_part_online_gets_the_link(client, publish):
    """RFC 7986 5.11, and the picture of 5.10."""
    body = {"latitude": None, "longitude": None, "kind": "online", "timezone": "UTC", "venue": "", "address": ""}
    talk = publish(**body, public_link="https://meet.example/room")
    entry = icalendar.Calendar.from_ical(client.get(f"/de/p/{talk.code}.ics").content).events[0]
    assert str(entry["CONFERENCE"]) == "https://meet.example/room"
    assert entry["CONFERENCE"].params["VALUE"] == "URI"
    assert str(entry["IMAGE"]) == f"http://127.0.0.1:8000/de/p/{talk.code}/card.png"
