"""Why a submission may be declined."""

import pytest

from protests.rules import reasons
from protests.rules.faults import Reading
from protests.rules.reasons import Grounds, Reason


def _faults(raw):
    reading = Reading()
    assert reasons.read(raw, reading) is None
    return [(fault.field, fault.code) for fault in reading.faults]


def test_a_reason_of_the_list_and_a_word_to_the_organiser():
    reading = Reading()
    assert reasons.read({"reason": "unclear", "note": " Which square?\r\n"}, reading) == Grounds(
        Reason.UNCLEAR, "Which square?"
    )
    assert reading.faults == []


def test_the_word_may_be_missing():
    assert reasons.read({"reason": "spam"}, Reading()) == Grounds(Reason.SPAM, "")


@pytest.mark.parametrize("reason", [None, "", "because", ["spam"]])
def test_the_reason_may_not(reason):
    assert _faults({"reason": reason}) == [("reason", "reason.required")]


def test_the_word_is_a_text_like_any_other():
    """B04, B13."""
    assert _faults({"reason": "spam", "note": "\0"}) == [("note", "text.control_character")]
    assert _faults({"reason": "spam", "note": "x" * 1001}) == [("note", "text.too_long")]
