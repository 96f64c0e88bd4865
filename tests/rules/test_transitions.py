"""Which decision may follow which: the table, whole."""

from pathlib import Path

import pytest
from django.utils import translation

from protests.enums import Decision
from protests.rules.transitions import AFTER, NotNow, check, diagram

ALLOWED = {
    ("unconfirmed", "waiting"),
    ("unconfirmed", "withdrawn"),
    ("waiting", "approved"),
    ("waiting", "asked"),
    ("waiting", "rejected"),
    ("waiting", "withdrawn"),
    ("asked", "waiting"),
    ("asked", "approved"),
    ("asked", "rejected"),
    ("asked", "withdrawn"),
}


def _is_allowed(now, then):
    try:
        check(now, then)
    except NotNow:
        return False
    return True


def test_these_and_no_others():
    every = {(now, then) for now in Decision.values for then in Decision.values}
    assert {pair for pair in every if _is_allowed(*pair)} == ALLOWED


def test_a_refusal_says_where_it_stands():
    with pytest.raises(NotNow) as refused:
        check(Decision.WITHDRAWN, Decision.APPROVED)
    assert refused.value.decision == Decision.WITHDRAWN


def test_every_decision_is_in_the_table():
    assert set(AFTER) == set(Decision.values)


@pytest.mark.parametrize("final", [Decision.APPROVED, Decision.REJECTED, Decision.WITHDRAWN])
def test_nothing_follows_the_end(final):
    assert AFTER[final] == frozenset()


def test_nothing_reaches_approved_but_from_the_moderators_hands():
    """B69: a confirmed address alone publishes nothing."""
    assert {now for now, then in AFTER.items() if Decision.APPROVED in then} == {Decision.WAITING, Decision.ASKED}


def test_the_picture_in_the_documentation_is_drawn_from_it():
    with translation.override("en"):
        assert Path("docs/transitions.md").read_text() == diagram()
