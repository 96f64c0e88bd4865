"""Our calendars as three programs that nobody here wrote read them: the same starts, clock changes or not (D2)."""

import csv
from datetime import UTC, date, datetime, time
from io import StringIO
from pathlib import Path

import icalendar
import pytest
from django.core.management import call_command

from maps.timezones import resolve
from protests import public
from protests.formats import ical
from tests.by_hand import UNANNOUNCED, suva
from tests.programs import read_calendar, starts_by_node_ical
from tests.test_ical import HEAD

SAMPLE = Path("protests/sample/sarchk_38_cities.csv")
# zone, wall time, fold, UTC: the hours before, in and after the changes of clocks in 2027, and zones that are odd.
CLOCK_CHANGES = [
    ("Europe/Berlin", "2027-03-28T01:59", 0, "2027-03-28T00:59Z"),
    ("Europe/Berlin", "2027-03-28T03:00", 0, "2027-03-28T01:00Z"),
    ("Europe/Berlin", "2027-10-31T02:30", 0, "2027-10-31T00:30Z"),
    ("Europe/Berlin", "2027-10-31T02:30", 1, "2027-10-31T01:30Z"),
    ("Europe/Athens", "2027-10-31T04:00", 0, "2027-10-31T02:00Z"),
    ("Europe/Dublin", "2027-07-01T18:00", 0, "2027-07-01T17:00Z"),
    ("America/New_York", "2027-03-14T03:00", 0, "2027-03-14T07:00Z"),
    ("America/New_York", "2027-11-07T01:30", 1, "2027-11-07T06:30Z"),
    ("Australia/Lord_Howe", "2027-04-04T01:45", 0, "2027-04-03T14:45Z"),
    ("Australia/Lord_Howe", "2027-04-04T01:45", 1, "2027-04-03T15:15Z"),
    ("Asia/Kathmandu", "2027-05-31T18:00", 0, "2027-05-31T12:15Z"),
    ("Pacific/Apia", "2027-05-31T18:00", 0, "2027-05-31T05:00Z"),
    ("Pacific/Chatham", "2027-09-26T03:45", 0, "2027-09-25T14:00Z"),
    ("Africa/Casablanca", "2027-02-21T18:00", 0, "2027-02-21T18:00Z"),
]


def starts_by_icalendar(content: bytes) -> dict[str, str]:
    return {str(one["UID"]): iso(one["DTSTART"].dt) for one in icalendar.Calendar.from_ical(content).events}


def starts_by_ical_js(content: bytes) -> dict[str, str]:
    return {one["uid"]: one["start"] for one in read_calendar(content)["entries"]}


READERS = {"icalendar": starts_by_icalendar, "ical.js": starts_by_ical_js, "node-ical": starts_by_node_ical}


def iso(moment: datetime | date) -> str:
    """As JavaScript writes it."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@pytest.mark.parametrize("name", READERS)
def test_every_start_of_the_sample_is_read_alike(may_31, client, name):
    call_command("import_protests", SAMPLE, day="sarchk/may-31", stdout=StringIO())
    zones = {row["city"]: row["timezone"] for row in csv.DictReader(SAMPLE.read_text().splitlines())}
    protests = public.protests()
    assert len(protests) == 38
    assert {one.timezone for one in protests} == set(zones.values())
    meant = {one.uid: iso(one.starts_at or one.local_date) for one in protests}
    assert READERS[name](client.get("/sarchk/may-31/calendar.ics").content) == meant


@pytest.mark.parametrize("name", READERS)
def test_every_start_beside_a_change_of_clocks_is_read_alike(name):
    protests, meant = [], {}
    for number, (zone, wall, fold, utc) in enumerate(CLOCK_CHANGES):
        day, hour = wall.split("T")
        starts_at = resolve(date.fromisoformat(day), time.fromisoformat(hour), zone, fold)
        uid = f"{number}@protest.example"
        meant[uid] = iso(datetime.fromisoformat(utc))
        assert iso(starts_at) == meant[uid], zone
        changes = {"uid": uid, "timezone": zone, "starts_at": starts_at, "ends_at": None, "local_end": None}
        protests.append(suva(**changes, local_date=date.fromisoformat(day), local_start=time.fromisoformat(hour)))
    assert READERS[name](ical.calendar(HEAD, [ical.ENTRY.piece(one) for one in protests])) == meant


@pytest.mark.parametrize("name", READERS)
def test_an_unannounced_start_is_the_same_date_to_all(name):
    protest = suva(**UNANNOUNCED)
    assert READERS[name](ical.single(protest)) == {protest.uid: "2026-05-31"}
