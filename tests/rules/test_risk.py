"""Countries where people are in danger: what is not taken in (V9)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from protests.rules import draft as draft_rule
from protests.rules import risk
from protests.rules.faults import Reading

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
RAW = {"title": "March", "kind": "march", "latitude": -18.14, "longitude": 178.44, "local_start": "2027-05-31T18:00"}


@pytest.fixture
def draft():
    return draft_rule.read(RAW, Reading(), now=NOW)


def codes(draft, country="FJ", risky=("FJ",)):
    reading = Reading()
    risk.check(draft, country, risky, reading)
    return [(fault.field, fault.code) for fault in reading.faults]


def test_the_city_alone_and_no_name_may_be_said(draft):
    assert codes(draft) == [("precision", "risk.precision")]
    assert codes(replace(draft, precision="area")) == [("precision", "risk.precision")]
    assert codes(replace(draft, precision="city")) == []
    assert codes(replace(draft, precision="withheld")) == []
    assert codes(replace(draft, precision="city", reveal_at=NOW)) == [("reveal_at", "risk.reveal")]
    assert codes(replace(draft, precision="city", group_name="Suva stands")) == [("group_name", "risk.group")]


def test_everything_is_told_at_once_and_nothing_elsewhere(draft):
    named = replace(draft, group_name="Suva stands")
    assert codes(named) == [("precision", "risk.precision"), ("group_name", "risk.group")]
    assert codes(named, country="DE") == []
    assert codes(named, risky=()) == []
