"""How many came: what is read, what a word stands for, what adds up (R3, R4, R7, R10)."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from protests.enums import Outcome
from protests.rules import turnout
from protests.rules.faults import Reading, Refused

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def read(**raw):
    reading = Reading()
    return turnout.read({"said_by": "organisers"} | raw, reading), [fault.code for fault in reading.faults]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("250", 250), (" 1 200 ", 1200), ("1,200", 1200), ("1.200", 1200), ("1’200", 1200), ("١٢٠٠", 1200), ("", None),
     (None, None), ("0", 0), ("1\u202f200\u202f000", 1_200_000)],
)  # fmt: skip
def test_numbers_as_they_are_written_anywhere(typed, number):
    assert turnout.number(typed) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [("-5", "turnout.number"), ("1.5", "turnout.number"), ("many", "turnout.number"), ("1e3", "turnout.number"),
     ("1000000000", "turnout.too_many"), ("9" * 400, "turnout.number")],
)  # fmt: skip
def test_what_is_no_number_of_people_is_refused(typed, code):
    with pytest.raises(Refused) as refused:
        turnout.number(typed)
    assert refused.value.code == code


def test_one_number_is_both_ends_and_neither_says_only_that_it_took_place():
    claim, _codes = read(low="200")
    assert (claim.low, claim.high) == (200, 200)
    claim, _codes = read()
    assert turnout.span(claim.low, claim.high, claim.vague) is None


def test_vague_words_are_kept_and_counted_as_the_least_they_mean():
    """R4."""
    claim, _codes = read(vague="hundreds", words="several hundred")
    assert claim.words == "several hundred"
    assert turnout.span(claim.low, claim.high, claim.vague) == (200, 200)


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ({"low": "300", "high": "200"}, ["turnout.low_above_high"]),
        ({"low": "300", "vague": "hundreds"}, ["turnout.twice"]),
        ({"said_by": "police", "low": "300"}, ["turnout.source"]),
        ({"said_by": "a friend", "low": "300"}, ["turnout.said_by"]),
        ({"vague": "oodles"}, ["turnout.vague"]),
        ({"source": "javascript:alert(1)"}, ["url.scheme"]),
        ({"source": "no link"}, ["url.invalid"]),
        ({"sentence": "x" * 301}, ["text.too_long"]),
    ],
)
def test_what_is_wrong_is_named(raw, codes):
    claim, found = read(**raw)
    assert (claim, found) == (None, codes)


def test_a_large_figure_is_one_from_five_thousand_on():
    """R7."""
    assert [turnout.is_large(read(low="10", high=high)[0]) for high in ("4999", "5000")] == [False, True]
    assert turnout.is_large(read(vague="tens_of_thousands")[0])


def test_claims_span_a_range_and_are_never_averaged():
    """R3: the police say 77,000, the organisers 150,000."""
    assert turnout.widest([(77_000, 77_000), (150_000, 150_000)]) == (77_000, 150_000)
    assert turnout.widest([]) is None


def test_a_total_says_what_it_covers():
    total = turnout.total([("Suva", (100, 200)), ("Suva", (10, 10)), ("Berlin", (50, 60)), ("Oslo", None)], cities=38)
    assert total == turnout.Total((160, 270), reported=2, cities=38)
    assert turnout.total([("Oslo", None)], cities=38).span is None


@pytest.mark.parametrize(
    ("status", "more", "outcome"),
    [
        ("confirmed", {"reports": 1, "figures": (1, 2)}, Outcome.REPORTED),
        ("confirmed", {"reports": 1}, Outcome.TOOK_PLACE),
        ("confirmed", {}, Outcome.UNKNOWN),
        ("confirmed", {"over_at": NOW + timedelta(hours=1)}, Outcome.AHEAD),
        ("cancelled", {}, Outcome.OFF),
        ("postponed", {}, Outcome.OFF),
        ("banned", {}, Outcome.OFF),
        ("banned", {"going_ahead": True}, Outcome.UNKNOWN),
        ("banned", {"reports": 1, "figures": (5, 5)}, Outcome.REPORTED),
    ],
)
def test_four_different_things(status, more, outcome):
    """R10."""
    usual = {"going_ahead": False, "over_at": NOW - timedelta(hours=1), "now": NOW, "reports": 0, "figures": None}
    assert turnout.outcome(status, **usual | more) == outcome


def test_the_published_words_are_the_rule():
    """docs/turnout.md."""
    page = (Path(__file__).parents[2] / "docs" / "turnout.md").read_text()
    published = re.findall(r"^\| ([a-z ]+) \| ([\d,]+) \|$", page, re.MULTILINE)
    ours = [(word.replace("_", " "), f"{number:,}") for word, number in turnout.STANDS_FOR.items()]
    assert [pair for pair in published if pair[1] != "counted as"] == ours
    assert f"From {turnout.LARGE:,} people on" in page
    assert f"At most {turnout.MOST_REPORTS} claims" in page
