"""What an organiser may do with an entry, in each state of it."""

import pytest

from protests.enums import Decision, Status
from protests.rules import running


@pytest.mark.parametrize("status", Status)
def test_what_is_public_may_always_be_taken_off_and_what_is_not_is_left_alone(status):
    assert running.REMOVE in running.acts(status, is_public=True, has_begun=False, is_over=False)
    assert running.acts(status, is_public=True, has_begun=True, is_over=True) - {running.REPORT} == {running.REMOVE}
    assert running.acts(status, is_public=False, has_begun=True, is_over=True) == frozenset()


@pytest.mark.parametrize(
    ("status", "may"),
    [("tentative", True), ("confirmed", True), ("banned", True), ("cancelled", False), ("postponed", False)],
)
def test_how_many_came_is_said_of_what_has_begun_and_is_held(status, may):
    """R2. Of a banned one too: some gather all the same."""
    assert running.REPORT not in running.acts(status, is_public=True, has_begun=False, is_over=False)
    assert (running.REPORT in running.acts(status, is_public=True, has_begun=True, is_over=False)) is may
    assert (running.REPORT in running.acts(status, is_public=True, has_begun=False, is_over=True)) is may


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        ("confirmed", {"undo"}),
        ("postponed", {"postpone"}),
        ("cancelled", {"edit", "cancel", "postpone", "ban"}),
        ("banned", set()),
    ],
)
def test_no_act_that_makes_no_sense(status, refused):
    every = {"edit", "cancel", "postpone", "ban", "undo"}
    assert every - running.acts(status, is_public=True, has_begun=False, is_over=False) == refused


@pytest.mark.parametrize("decision", Decision)
def test_before_approval_only_what_nobody_decided_is_open(decision):
    is_open = decision in (Decision.UNCONFIRMED, Decision.WAITING, Decision.ASKED)
    assert bool(running.before(decision)) == is_open
    assert ("confirm" in running.before(decision)) == (decision == Decision.UNCONFIRMED)
