"""The list reads as a timetable: what is on, what comes next, then the days; the board counts the same protests."""

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from protests.filters import Query
from protests.formats import history, pins, words
from protests.formats.banner import Banner, banners
from protests.formats.board import board_of
from protests.formats.facets import NOTHING, facets
from protests.formats.listing import by_distance, by_time
from protests.public import PublicChange, PublicProtest
from protests.rules import timing

NOW = datetime(2026, 5, 31, 11, 48, tzinfo=UTC)
PLACES = {
    "Suva": ("FJ", "Pacific/Fiji", (178.4415, -18.1416)),
    "Apia": ("WS", "Pacific/Apia", (-171.7667, -13.8333)),
    "Kathmandu": ("NP", "Asia/Kathmandu", (85.3206, 27.7017)),
    "Berlin": ("DE", "Europe/Berlin", (13.4105, 52.5244)),
}
BLANK = dict.fromkeys([field.name for field in fields(PublicProtest)], "")


def protest(city="Berlin", start="18:00", on=date(2026, 5, 31), end=None, **changes):
    """A public protest in one of the places of the cast, from wall times there."""
    country, zone, point = PLACES[city]
    starts_at, ends_at = (_utc(on, clock, zone) for clock in (start, end))
    whole = BLANK | {
        "code": city.upper(),
        "title": "March for the 47",
        "kind": "march",
        "status": "confirmed",
        "going_ahead": False,
        "local_date": on,
        "local_start": time.fromisoformat(start) if start else None,
        "local_end": time.fromisoformat(end) if end else None,
        "local_end_date": on,
        "timezone": zone,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "over_at": timing.over_at(on, zone, starts_at, ends_at),
        "locality": city,
        "country": country,
        "point": point,
        "precision": "exact",
        "accuracy": "exact",
        "reveal_at": None,
        "accessibility": (),
        "languages": (),
    }
    return PublicProtest(**whole | changes)


def _utc(on, clock, zone):
    return datetime.combine(on, time.fromisoformat(clock), ZoneInfo(zone)).astimezone(UTC) if clock else None


def read(groups):
    return [(group.title, group.detail, [row.protest.code for row in group.rows]) for group in groups]


def test_on_now_next_later_days_unannounced_finished():
    found = [
        protest("Suva", "20:00", code="OVER"),
        protest("Berlin", "13:00", end="15:00", code="ON"),
        protest("Berlin", "17:00", code="NEXT"),
        protest("Kathmandu", "20:45", code="NEXT-TOO"),
        protest("Berlin", "18:00", code="LATER"),
        protest("Suva", "18:00", date(2026, 6, 1), code="TOMORROW"),
        protest("Apia", None, date(2026, 6, 1), code="UNTIMED"),
    ]
    assert read(by_time(found, NOW)) == [
        ("On now", "", ["ON"]),
        ("Next", "in 3 h 12 min", ["NEXT", "NEXT-TOO"]),
        ("Later today", "", ["LATER"]),
        ("Monday 1 June", "", ["TOMORROW"]),
        ("Monday 1 June", "time not announced yet", ["UNTIMED"]),
        ("Finished", "", ["OVER"]),
    ]


def test_today_is_the_day_of_the_place():
    """At 11:48 UTC it is 31 May in Berlin and past midnight, 1 June, in Apia."""
    found = [protest("Berlin", "14:00", code="FIRST"), protest("Apia", "06:00", date(2026, 6, 1), code="APIA")]
    assert read(by_time(found, NOW))[1] == ("Later today", "", ["APIA"])


def test_a_day_of_the_world_lasts_fifty_hours():
    """It has one heading from Kiritimati to Honolulu, in the order of starts, until it has begun everywhere."""
    first, last = protest("Apia", "10:00", code="APIA"), protest("Berlin", "00:30", code="BERLIN")
    later = protest("Berlin", "18:00", code="LATER")
    dawn, noon = datetime(2026, 5, 30, 12, tzinfo=UTC), datetime(2026, 5, 30, 22, tzinfo=UTC)
    assert read(by_time([later, last, first], dawn)) == [
        ("Next", "in 9 h 0 min", ["APIA"]),
        ("Sunday 31 May", "", ["BERLIN", "LATER"]),
    ]
    assert read(by_time([later, last, first], noon)) == [
        ("On now", "", ["APIA"]),
        ("Next", "in 30 min", ["BERLIN"]),
        ("Later today", "", ["LATER"]),
    ]


def test_what_is_far_off_says_the_day_beside_next():
    assert read(by_time([protest(on=date(2026, 6, 12))], NOW)) == [("Next", "Friday 12 June", ["BERLIN"])]


def test_a_cancelled_protest_keeps_its_place_and_is_never_next_or_on():
    """S-rows of status: it stays readable, and promises nothing."""
    found = [protest("Berlin", "15:00", status="cancelled", code="OFF"), protest("Berlin", "17:00", code="NEXT")]
    assert read(by_time(found, NOW)) == [("Next", "in 3 h 12 min", ["NEXT"]), ("Later today", "", ["OFF"])]
    assert read(by_time([protest("Berlin", "13:00", status="cancelled")], NOW)) == [("Finished", "", ["BERLIN"])]


def test_by_distance_across_the_antimeridian():
    """P5: from Suva, Apia is nearer than Kathmandu though its longitude is far; what has no point comes last."""
    found = [protest("Kathmandu"), protest("Berlin", point=None, code="ONLINE"), protest("Apia"), protest("Suva")]
    (group,) = by_distance(found, NOW, PLACES["Suva"][2])
    assert [row.protest.code for row in group.rows] == ["SUVA", "APIA", "KATHMANDU", "ONLINE"]
    assert [row.km and round(row.km) for row in group.rows] == [0, 1151, 11229, None]


def test_zones_are_said_only_where_they_are_clear():
    found = [protest("Berlin"), protest("Kathmandu"), protest("Suva", None)]
    zones = {row.protest.code: row.zone for group in by_time(found, NOW) for row in group.rows}
    assert zones == {"BERLIN": "CEST", "KATHMANDU": "UTC+5:45", "SUVA": ""}


def test_the_board_before_on_the_day_and_after():
    found = [protest("Berlin", "17:00"), protest("Kathmandu", "20:45"), protest("Suva", "18:00", status="cancelled")]
    before, after = board_of(found, NOW), board_of(found, NOW + timedelta(days=2))
    assert (before.counts.cities, before.counts.countries, before.on_now) == (2, 2, 0)
    assert (before.next_in, before.next_names, before.is_over) == ("3 h 12 min", "Berlin, Kathmandu", False)
    assert (after.next_at, after.next_in, after.is_over) == (None, "", True)
    assert board_of(found, NOW + timedelta(hours=4)).on_now == 2


def test_pins_are_columns_and_leave_out_what_has_no_point():
    found = [protest("Suva", "20:00"), protest("Berlin", accuracy="city"), protest("Apia", point=None)]
    assert pins.columns(found, NOW) == {
        "code": ["SUVA", "BERLIN"],
        "lon": [17844150, -16503100],
        "lat": [-1814160, 7066600],
        "state": ["done", "soon"],
        "drawn": ["exact", "city"],
        "name": ["Suva", "Berlin"],
        "unpinned": ["APIA"],
    }


def test_chips_offer_what_is_there_with_counts():
    found = [protest("Berlin"), protest("Berlin", kind="rally"), protest("Suva")]
    country, kind = facets(found, Query(country=("DE",)), lambda name: found)
    assert [(option.label, option.count, option.is_chosen) for option in country.options] == [
        ("Fiji", 1, False),
        ("Germany", 2, True),
    ]
    assert (country.chosen, country.total, kind.chosen, kind.name) == ("Germany", 3, "", "kind")


def test_each_chip_counts_what_the_other_filters_leave():
    """F5: and offers nothing that would find nothing."""
    berlin, suva = protest("Berlin"), protest("Suva", kind="vigil")
    country, _kind = facets([berlin, suva], Query(kind=("vigil",)), {"country": [suva], "kind": [berlin, suva]}.get)
    assert [(option.value, option.count) for option in country.options] == [("FJ", 1)]


def test_a_chip_stands_where_there_is_something_to_choose():
    def names(found, query=NOTHING, **also):
        return [facet.name for facet in facets(found, query, lambda name: found, **also)]

    both = [protest("Berlin", languages=("de",)), protest("Berlin", languages=("en", "de"), status="cancelled")]
    assert names([protest(), protest()]) == []
    assert names([protest(), protest(on=date(2026, 6, 1))]) == ["on"]
    assert names([protest()], always=("on",)) == ["on"]
    assert names(both) == ["language", "status"]
    assert names(both[1:]) == []
    assert names([protest()], Query(country=("FR",))) == ["country"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (Query(on=date(2026, 5, 31)), "Sunday 31 May"),
        (Query(first=date(2026, 5, 30), last=date(2026, 6, 1)), "30 May 2026 – 1 June 2026"),
        (Query(first=date(2026, 5, 30)), "from Saturday 30 May"),
        (Query(last=date(2026, 6, 1)), "until Monday 1 June"),
    ],
)
def test_days_that_are_asked_for_are_said(query, said):
    (days,) = facets([protest()], query, lambda name: [protest()])
    assert (days.name, days.chosen) == ("on", said)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"start": "13:00", "end": "15:00"}, "live"),
        ({"start": "09:00"}, "done"),
        ({"status": "tentative"}, "tentative"),
        ({"status": "postponed"}, "postponed"),
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "banned"}, "banned"),
        ({"status": "banned", "going_ahead": True}, "care"),
    ],
)
def test_every_state_has_its_banner(changes, name):
    """P3: in words, not by colour alone."""
    (banner,) = banners(protest(**changes), [], NOW)
    assert (banner.name, bool(banner.title), len(banner.sentences)) == (name, True, 1)


def change(what, **before):
    blank = dict.fromkeys([field.name for field in fields(PublicChange)], "") | {
        "local_date": None,
        "local_start": None,
        "local_end": None,
        "starts_at": None,
    }
    return PublicChange(**blank | {"at": NOW - timedelta(days=1), "what": what} | before)


CHANGED = "Changed on Saturday 30 May, 13:48 CEST."
BEFORE = {
    "local_date": date(2026, 5, 30),
    "local_start": time(17),
    "starts_at": datetime(2026, 5, 30, 15, tzinfo=UTC),
    "timezone": "Europe/Berlin",
}


def test_a_move_says_where_to_where_from_and_when():
    moved = protest(is_moved=True, venue="Parliament Square")
    assert banners(moved, [change("place", venue="Trafalgar Square")], NOW) == [
        Banner("moved", "Moved to Parliament Square", ("It was Trafalgar Square.", "Same day, same time.", CHANGED))
    ]


def test_a_move_of_time_and_one_while_it_is_on():
    on = protest(start="13:00", end="15:00", is_moved=True)
    live, moved = banners(on, [change("time", **BEFORE)], NOW)
    assert (live.name, live.sentences) == ("live", ("Until 15:00.",))
    assert (moved.title, moved.sentences) == (
        "Moved to Sunday 31 May, 13:00",
        ("It was Saturday 30 May, 17:00 CEST.", "Same place.", CHANGED),
    )


def test_place_and_time_moved_are_both_told():
    moved = protest(is_moved=True, venue="Parliament Square")
    (banner,) = banners(moved, [change("place", venue="Trafalgar Square"), change("time", **BEFORE)], NOW)
    assert banner.sentences == ("It was Trafalgar Square.", "It was Saturday 30 May, 17:00 CEST.", CHANGED)


def test_another_end_is_no_other_start():
    now_longer = protest(end="20:00", is_moved=True)
    same_start = {**BEFORE, "local_date": now_longer.local_date, "starts_at": now_longer.starts_at}
    (banner,) = banners(now_longer, [change("time", **same_start, local_end=time(19))], NOW)
    assert (banner.title, banner.sentences[0]) == ("It ends at 20:00", "The end was 19:00.")
    (banner,) = banners(now_longer, [change("time", **same_start)], NOW)
    assert banner.sentences[0] == "The end was not announced."


def test_what_is_off_says_why_and_since_when():
    off = protest(status="cancelled", status_reason="Storm warning")
    (banner,) = banners(off, [change("status", status="confirmed")], NOW)
    assert (banner.reason, banner.sentences, banner.is_off) == ("Storm warning", (CHANGED,), True)


def test_who_moved_and_is_not_certain_says_both():
    moved = protest(status="tentative", is_moved=True)
    assert [one.name for one in banners(moved, [change("place", venue="X")], NOW)] == ["tentative", "moved"]


def test_an_old_place_that_nobody_could_read_stays_unread():
    """V3: it was changed, and no more is said."""
    assert history.was(change("place"), protest()) == "The place is another one now."


def test_the_history_says_what_each_change_made_of_it():
    found = [
        change("status", status="cancelled"),
        change("time", **BEFORE),
        change("status", status="confirmed"),
        change("place", venue="Trafalgar Square"),
    ]
    assert [(line.what, line.when) for line in history.lines(protest(), found)] == [
        ("Confirmed", CHANGED),
        ("It was Saturday 30 May, 17:00 CEST.", CHANGED),
        ("Cancelled", CHANGED),
        ("It was Trafalgar Square.", CHANGED),
    ]


def test_what_goes_to_plan_has_no_banner():
    assert banners(protest(), [], NOW) == []


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(days=12, hours=5), "12 days"),
        (timedelta(hours=48), "48 h 0 min"),
        (timedelta(hours=3, minutes=12, seconds=59), "3 h 12 min"),
        (timedelta(minutes=12), "12 min"),
    ],
)
def test_a_countdown_never_says_seconds(span, said):
    assert words.until(span) == said


def test_distances_and_windows_of_days():
    assert [words.kilometres(km) for km in (0.04, 1.46, 149.4)] == ["0.0 km", "1.5 km", "149 km"]
    assert words.days(date(2021, 5, 29), date(2021, 5, 31)) == "29 May 2021 – 31 May 2021"
    with override("ar"):
        assert words.clock(time(18)) == "18:00"
