"""When it happens (TRUST.md B32-B39): a wall time as somebody meant it, and what the clocks make of it."""

from datetime import UTC, date, datetime, time

import pytest

from protests.rules import when
from protests.rules.faults import Reading

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
LONDON, SUVA, KATHMANDU = "Europe/London", "Pacific/Fiji", "Asia/Kathmandu"


def read(zone=LONDON, *, archive=False, **raw):
    reading = Reading()
    return when.read(raw, zone, reading, now=NOW, archive=archive), reading.faults


def faults(zone=LONDON, **raw):
    return [(fault.field, fault.code) for fault in read(zone, **raw)[1]]


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("2027-05-31T15:30", "end.before_start"),  # B32
        ("2027-05-31T17:00", "end.before_start"),  # B32
        ("2027-05-31T17:05", "end.too_short"),  # B33
        ("2027-06-03T18:00", "end.too_long"),  # B33: 73 hours
    ],
)
def test_b32_b33_an_end_has_to_fit_the_start(end, code):
    assert faults(local_start="2027-05-31T17:00", local_end=end) == [("local_end", code)]


def test_b32_says_after_which_time():
    _when, found = read(local_start="2027-05-31T17:00", local_end="2027-05-31T15:30")
    assert str(found[0].message) == "The end is before the start. Enter a time after 17:00."


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("2027-02-28T11:00", [("local_start", "start.past")]),  # B33: 25 hours ago
        ("2027-02-28T12:00", []),  # B33: 24 hours
        ("2029-02-28T12:00", []),  # B33: 730 days
        ("2029-03-01T12:00", [("local_start", "start.too_far")]),  # B33: 731 days
        ("0001-01-01T10:00", [("local_start", "start.out_of_range")]),  # B34
        ("9999-12-31T23:59", [("local_start", "start.out_of_range")]),  # B34
        ("9999-12-31T23:59:59-14:00", [("local_start", "start.format")]),  # B34
        ("2027-03-28T01:30", [("local_start", "start.nonexistent")]),  # B35
        ("2027-10-31T01:30", [("local_start", "start.ambiguous")]),  # B36
    ],
)
def test_b33_to_b36_a_start_has_to_come_and_to_exist_once(start, found):
    assert faults(local_start=start) == found


def test_b35_says_why_there_is_no_such_time():
    _when, found = read(local_start="2027-03-28T01:30")
    expected = "Clocks go forward then; 01:30 doesn't exist. Enter another time, for example 02:30."
    assert str(found[0].message) == expected


def test_b36_offers_both_and_takes_the_choice():
    _when, found = read(local_start="2027-10-31T01:30")
    assert "the first (BST, UTC+1) or the second (GMT, UTC)" in str(found[0].message)
    first, _none = read(local_start="2027-10-31T01:30", fold=0)
    second, _none = read(local_start="2027-10-31T01:30", fold="1")
    assert first.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert second.starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert second.fold == 1


def test_b36_an_end_may_be_ambiguous_too():
    raw = {"local_start": "2027-10-30T23:00", "local_end": "2027-10-31T01:30"}
    assert faults(**raw) == [("local_end", "end.ambiguous")]
    vigil, _none = read(**raw, end_fold=1)
    assert vigil.ends_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert vigil.end_fold == 1


@pytest.mark.parametrize("choice", [2, -1, "x", True, [0]])
def test_a_choice_of_two_is_0_or_1(choice):
    assert faults(local_start="2027-05-31T17:00", fold=choice) == [("fold", "fold.choice")]


@pytest.mark.parametrize(
    "typed",
    [
        "2027-02-30T18:00",
        "2027-05-31T25:61",
        "now",
        "1e12",
        "२०२७-०५-३१T१८:००",
        "2027-05-31 18:00",
        "31.5.2027",
        1e12,
        [],
        {},
    ],
)
def test_b39_an_unreadable_start_is_refused_with_an_example(typed):
    _when, found = read(local_start=typed, local_date="2027-05-31")
    assert [(fault.field, fault.code) for fault in found] == [("local_start", "start.format")]
    assert str(found[0].message) == "Enter a date and time such as 2026-05-31T18:00."


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2027-02-30", "date.format"),  # B39
        ("२०२७-०१-०१", "date.format"),  # B39
        ("tomorrow", "date.format"),  # B39
        ("", "date.format"),
        (None, "date.format"),
        (20270531, "date.format"),
        ("0001-01-01", "date.out_of_range"),  # B34
        ("9999-12-31", "date.out_of_range"),  # B34
    ],
)
def test_b39_a_date_alone_has_to_be_readable(typed, code):
    assert faults(local_date=typed) == [("local_date", code)]


def test_an_end_without_a_start_means_nothing():
    found = faults(local_date="2027-05-31", local_end="2027-05-31T20:00")
    assert found == [("local_start", "start.required")]


def test_without_a_start_it_lasts_until_the_local_day_is_over():
    unannounced, _none = read(KATHMANDU, local_date="2027-05-31")
    assert unannounced.starts_at is None
    assert unannounced.over_at == datetime(2027, 5, 31, 18, 15, tzinfo=UTC)


def test_a_wall_time_in_suva_is_kept_beside_its_moment():
    march, _none = read(SUVA, local_start="2027-05-31T06:00", local_end="2027-05-31T08:00")
    assert (march.local_date, march.local_start, march.local_end) == (date(2027, 5, 31), time(6), time(8))
    assert march.starts_at == datetime(2027, 5, 30, 18, tzinfo=UTC)
    assert march.over_at == march.ends_at == datetime(2027, 5, 30, 20, tzinfo=UTC)


def test_a_vigil_may_end_on_the_next_day():
    vigil, found = read(local_start="2027-05-31T22:00", local_end="2027-06-01T00:30")
    assert found == []
    assert (vigil.local_date, vigil.local_end_date) == (date(2027, 5, 31), date(2027, 6, 1))


def test_an_archive_may_lie_in_the_past():
    march, found = read(local_start="2021-05-31T18:00", archive=True)
    assert found == []
    assert march.starts_at == datetime(2021, 5, 31, 17, tzinfo=UTC)


def test_all_that_is_wrong_is_told_at_once():
    assert faults(local_start="soon", local_end="late", fold=7) == [
        ("local_start", "start.format"),
        ("local_end", "end.format"),
        ("fold", "fold.choice"),
    ]
