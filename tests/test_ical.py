"""iCalendar: what calendars of others make of our feeds. Ten of ten on the scoreboard of FEATURES.md."""

import csv
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from protests import public
from protests.formats import ical
from tests.by_hand import ONLINE, UNANNOUNCED, WITHHELD, suva
from tests.programs import read_calendar

SAMPLE = Path("protests/sample/sarchk_38_cities.csv")
HEAD = ical.Head(
    name="Solidarity: May 31",
    about="Protests, everywhere",
    url="https://protest.example/sarchk/may-31/",
    source="https://protest.example/sarchk/may-31/calendar.ics?country=DE,FJ",
    accent="#FFD400",
)
ENTRY = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Standpoint//Standpoint//EN
CALSCALE:GREGORIAN
BEGIN:VEVENT
SUMMARY:March for the 47\\, Suva
DTSTART:20260531T060000Z
DTEND:20260531T080000Z
DTSTAMP:20260502T100000Z
UID:4b0f2a5e-0000-4000-8000-000000000001@protest.example
SEQUENCE:4
CATEGORIES:March
CREATED:20260501T093015Z
DESCRIPTION:Bring a sign.\\n\\nBring: Water\\nTime there: 18:00–20:00 (Paci
 fic/Fiji)\\nOrganised by Suva stands\\nhttps://suva.example/march\\nhttp://12
 7.0.0.1:8000/p/ABCD2345/
GEO:-18.14160;178.44150
IMAGE;DISPLAY=FULLSIZE;FMTTYPE=image/png;VALUE=URI:http://127.0.0.1:8000/p
 /ABCD2345/card.png
LAST-MODIFIED:20260502T100000Z
LOCATION:Harbour park\\, by the fountain\\, Stinson Parade 1\\, Suva\\, Fiji
STATUS:CONFIRMED
TRANSP:TRANSPARENT
URL:http://127.0.0.1:8000/p/ABCD2345/
END:VEVENT
END:VCALENDAR
"""


def entry(**changes) -> icalendar.Event:
    return icalendar.Calendar.from_ical(ical.single(suva(**changes))).events[0]


def test_one_protest_byte_by_byte():
    """S12, scoreboard: UID with a domain, honest DTSTAMP, SEQUENCE, LAST-MODIFIED, GEO, UTC; nobody is mailed."""
    assert ical.single(suva()).decode() == ENTRY.replace("\n", "\r\n")


def test_a_feed_says_its_name_colour_source_and_when_to_come_again():
    """RFC 7986 and the names that older programs know."""
    feed = ical.calendar(HEAD, [ical.ENTRY.piece(suva())])
    assert feed == ical.calendar(HEAD, [ical.ENTRY.piece(suva())])
    unfolded = feed.decode().replace("\r\n ", "")
    assert sorted(unfolded.split("BEGIN:VEVENT")[0].split("\r\n")) == [
        "",
        "BEGIN:VCALENDAR",
        "CALSCALE:GREGORIAN",
        "COLOR:gold",
        "DESCRIPTION:Protests\\, everywhere",
        "LAST-MODIFIED:20260502T100000Z",
        "NAME:Solidarity: May 31",
        "PRODID:-//Standpoint//Standpoint//EN",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "SOURCE;VALUE=URI:https://protest.example/sarchk/may-31/calendar.ics?country=DE,FJ",
        "UID:600c6385-6576-5ee4-be2f-1b3e437297e4",
        "URL:https://protest.example/sarchk/may-31/",
        "VERSION:2.0",
        "X-APPLE-CALENDAR-COLOR:#FFD400",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-CALDESC:Protests\\, everywhere",
        "X-WR-CALNAME:Solidarity: May 31",
    ]


def test_an_empty_feed_is_a_calendar():
    read = read_calendar(ical.calendar(HEAD, []))
    assert read["entries"] == []
    assert read["head"]["x-wr-calname"] == "Solidarity: May 31"


@pytest.mark.parametrize(
    ("changes", "status", "summary"),
    [
        ({}, "CONFIRMED", "March for the 47, Suva"),
        ({"status": "tentative"}, "TENTATIVE", "March for the 47, Suva"),
        ({"status": "postponed"}, "TENTATIVE", "Postponed: March for the 47, Suva"),
        ({"status": "cancelled"}, "CANCELLED", "Cancelled: March for the 47, Suva"),
        ({"status": "banned"}, "CANCELLED", "Banned: March for the 47, Suva"),
        ({"status": "banned", "going_ahead": True}, "CONFIRMED", "March for the 47, Suva"),
        ({"is_sample": True}, "CONFIRMED", "March for the 47, Suva (sample)"),
    ],
)
def test_the_status_stands_in_status_and_in_words(changes, status, summary):
    """D4, S11: a cancelled one stays, and says so where STATUS isn't shown. Whatever the clock says: the bytes stay."""
    made = entry(**changes)
    assert (made["STATUS"], made["SUMMARY"]) == (status, summary)


def test_a_reason_and_a_sample_are_told_first():
    told = entry(status="cancelled", status_reason="Storm warning", is_sample=True)
    assert told["DESCRIPTION"].split("\n")[:3] == [
        "Sample data, not a reported protest.",
        "Storm warning",
        "Bring a sign.",
    ]
    assert told["CATEGORIES"].cats == ["March", "Sample"]


def test_an_archived_one_names_its_source():
    assert "Source: https://news.example/1" in entry(source="https://news.example/1")["DESCRIPTION"]


def test_an_unannounced_start_is_a_date():
    made = entry(**UNANNOUNCED)
    assert made["DTSTART"].dt == date(2026, 5, 31)
    assert b"DTSTART;VALUE=DATE:20260531\r\n" in made.to_ical()
    assert "DTEND" not in made
    assert "Time not announced yet" in made["DESCRIPTION"]


def test_an_unannounced_end_is_not_made_up():
    made = entry(local_end=None, local_end_date=None, ends_at=None)
    assert "DTEND" not in made
    assert "Time there: 18:00 (Pacific/Fiji)" in made["DESCRIPTION"]


@pytest.mark.parametrize(
    ("changes", "location", "geo", "note"),
    [
        (ONLINE, "Online", False, None),
        (WITHHELD, "Fiji", False, "The place is not public."),
        ({"venue": "", "address": "", "precision": "city"}, "Suva, Fiji", True, "shows the city"),
        ({"venue": "", "address": "", "precision": "area"}, "Suva, Fiji", True, "an area of about 1 km"),
        ({"accuracy": "city", "address": ""}, "Harbour park, by the fountain, Suva, Fiji", True, "shows the city"),
    ],
)
def test_a_place_is_told_as_far_as_it_may_be(changes, location, geo, note):
    """V3: GEO only where a point may be shown, and never taken for more than it is."""
    made = entry(**changes)
    assert made["LOCATION"] == location
    assert ("GEO" in made) is geo
    assert note is None or note in made["DESCRIPTION"]


@pytest.mark.parametrize("point", [(180.0, 90.0), (-180.0, -90.0), (0.00001, -0.00001)])
def test_coordinates_are_plain_decimals_at_the_edges_of_the_world(point):
    """B48."""
    longitude, latitude = point
    assert f"GEO:{latitude:.5f};{longitude:.5f}\r\n".encode() in ical.single(suva(point=point))
    assert read_calendar(ical.single(suva(point=point)))["entries"][0]["geo"] == [latitude, longitude]


HOSTILE = "a\x00b\x0bc\x0cd\x85e\u2028f\u2029g\x1bh\x7fi"


def test_what_readers_split_on_never_gets_into_a_line():
    """B04, B06, TRUST 1.7: NUL, VT, FF, NEL, U+2028, U+2029 are dropped; nothing can be injected by a line break."""
    made = ical.single(suva(title=HOSTILE, description="x\r\nEND:VEVENT\rBEGIN:VALARM\ny;z,\\n", venue=HOSTILE))
    assert made.decode().splitlines() == made.decode().split("\r\n")[:-1]
    read = read_calendar(made)["entries"]
    assert [one["summary"] for one in read] == ["abcdefghi, Suva"]
    assert read[0]["location"].startswith("abcdefghi, ")
    assert read[0]["description"].startswith("x\nEND:VEVENT\nBEGIN:VALARM\ny;z,\\n\n\n")


@pytest.mark.parametrize("title", ["香港" * 60, "😀" * 120, "شارع" * 30, "é" * 120, "<b>{{7*7}} %s"])
def test_long_lines_are_folded_by_octets_and_read_back_whole(title):
    """Scoreboard: 75 octets at most, never inside a character. B08, B09, B10."""
    made = ical.single(suva(title=title))
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    assert [line.decode() for line in made.split(b"\r\n")]
    assert read_calendar(made)["entries"][0]["summary"] == f"{title}, Suva"
    assert icalendar.Calendar.from_ical(made).events[0]["SUMMARY"] == f"{title}, Suva"


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_comes_back_without_what_is_forbidden(text):
    """S18."""
    made = ical.single(suva(description=text, title=f"x{text}"))
    expected = ical.FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert icalendar.Calendar.from_ical(made).events[0]["SUMMARY"] == f"x{expected}, Suva"
    assert len(made.decode().splitlines()) == made.count(b"\r\n") == made.count(b"\n")


@pytest.mark.parametrize(("accent", "name"), [("#FFD400", "gold"), ("#000000", "black"), ("#1E6FD9", "steelblue")])
def test_the_colour_is_the_nearest_that_has_a_name(accent, name):
    assert ical.colour_name(accent) == name


@pytest.fixture
def archive(may_31):
    call_command("import_protests", SAMPLE, day="sarchk/may-31", stdout=StringIO())
    return {row["city"]: row for row in csv.DictReader(SAMPLE.read_text().splitlines())}


def wall_times(archive) -> dict[str, str]:
    """city: "2021-05-31T18:00", or the date alone where no start was announced."""
    return {
        city: row["local_date"] + (f"T{row['local_start']}" if row["local_start"] else "")
        for city, row in archive.items()
    }


def test_every_start_is_the_wall_time_of_the_archive_for_ical_js_and_icalendar(archive, client):
    """D2: the 38 of the sample, read by two programs: the same hour at the place, or the same date."""
    feed = client.get("/sarchk/may-31/calendar.ics").content
    rows = {one.uid: archive[one.locality] for one in public.protests()}
    by_ical_js, by_icalendar = {}, {}
    for one in read_calendar(feed)["entries"]:
        row = rows[one["uid"]]
        moment = one["start"] if one["isDate"] else datetime.fromisoformat(one["start"])
        by_ical_js[row["city"]] = moment if one["isDate"] else at_the_place(moment, row)
    for one in icalendar.Calendar.from_ical(feed).events:
        row, start = rows[one["UID"]], one["DTSTART"].dt
        by_icalendar[row["city"]] = at_the_place(start, row) if isinstance(start, datetime) else start.isoformat()
    assert by_ical_js == by_icalendar == wall_times(archive)
    assert sum("T" not in start for start in by_ical_js.values()) == 2


def at_the_place(moment: datetime, row: dict[str, str]) -> str:
    assert moment.utcoffset() == UTC.utcoffset(None)
    return moment.astimezone(ZoneInfo(row["timezone"])).strftime("%Y-%m-%dT%H:%M")
