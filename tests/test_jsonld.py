"""JSON-LD in the page of a protest: what search engines read (D8)."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime

import pytest

from protests.formats import jsonld
from protests.public import PublicChange
from tests.by_hand import ONLINE, UNANNOUNCED, WITHHELD, suva

ADDRESS = {
    "@type": "PostalAddress",
    "streetAddress": "Stinson Parade 1",
    "addressLocality": "Suva",
    "addressRegion": "Central",
    "addressCountry": "FJ",
}


def test_the_whole_event_with_the_offset_of_the_place():
    assert jsonld.event(suva()) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": "http://127.0.0.1:8000/p/ABCD2345/",
        "url": "http://127.0.0.1:8000/p/ABCD2345/",
        "name": "March for the 47",
        "description": "Bring a sign.",
        "startDate": "2026-05-31T18:00:00+12:00",
        "endDate": "2026-05-31T20:00:00+12:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Harbour park, by the fountain",
            "address": ADDRESS,
            "geo": {"@type": "GeoCoordinates", "latitude": -18.1416, "longitude": 178.4415},
        },
        "organizer": {"@type": "Organization", "name": "Suva stands"},
        "inLanguage": ["en"],
        "isAccessibleForFree": True,
    }


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": "tentative"}, "EventScheduled"),
        ({"status": "postponed"}, "EventPostponed"),
        ({"status": "cancelled"}, "EventCancelled"),
        ({"status": "banned"}, "EventCancelled"),
        ({"status": "banned", "going_ahead": True}, "EventScheduled"),
    ],
)
def test_the_status_in_the_words_of_schema_org(changes, status):
    assert jsonld.event(suva(**changes))["eventStatus"] == f"https://schema.org/{status}"


def test_the_former_starts_of_a_rescheduled_one():
    """D8: with the offset of the place as it was, the latest first; none for one that only moved to another place."""
    first, second = (_change("time", local_date=date(2026, 5, day), starts_at=_at(day)) for day in (29, 30))
    untimed = _change("time", local_date=date(2026, 5, 28), starts_at=None)
    event = jsonld.event(suva(is_moved=True), [second, first, untimed, _change("place")])
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert event["previousStartDate"] == ["2026-05-30T18:00:00+12:00", "2026-05-29T18:00:00+12:00", "2026-05-28"]
    elsewhere = jsonld.event(suva(is_moved=True), [_change("place")])
    assert elsewhere["eventStatus"] == "https://schema.org/EventScheduled"
    assert "previousStartDate" not in elsewhere


def _at(day):
    return datetime(2026, 5, day, 6, tzinfo=UTC)


def _change(what, **before):
    blank = dict.fromkeys([field.name for field in fields(PublicChange)], "")
    return PublicChange(**blank | {"at": _at(1), "what": what, "timezone": "Pacific/Fiji"} | before)


def test_an_unannounced_start_is_a_date():
    event = jsonld.event(suva(**UNANNOUNCED))
    assert event["startDate"] == "2026-05-31"
    assert "endDate" not in event


def test_online_is_nowhere():
    event = jsonld.event(suva(**ONLINE))
    assert event["location"] == {"@type": "VirtualLocation", "url": "https://suva.example/march"}
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"


@pytest.mark.parametrize(
    ("changes", "location"),
    [
        (WITHHELD, {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "FJ"}}),
        ({"accuracy": "city"}, {"@type": "Place", "name": "Harbour park, by the fountain", "address": ADDRESS}),
        (
            {"precision": "city", "venue": "", "address": "", "region": ""},
            {
                "@type": "Place",
                "name": "Suva",
                "address": {"@type": "PostalAddress", "addressLocality": "Suva", "addressCountry": "FJ"},
            },
        ),
    ],
)
def test_only_the_place_itself_has_coordinates(changes, location):
    """V3: the middle of a city or a cell would be taken for the place."""
    event = jsonld.event(suva(**changes))
    assert event["location"] == location


def test_no_text_can_end_the_script():
    """B09: the same characters come out of a JSON reader, and none that HTML could take for its own go in."""
    hostile = "</script><!-- & \u2028\u2029 \"'"
    text = jsonld.script(jsonld.event(suva(title=hostile, description=hostile)))
    assert json.loads(text)["name"] == hostile
    assert [character for character in "<>&\u2028\u2029" if character in text] == []
