"""What Bo or Amina do to a protest that stands: cancel, postpone, ban, reinstate, revise (E2-E5, S11)."""

from datetime import timedelta

import pytest
from django.utils import timezone as clock

from protests import public
from protests.actions import changes
from protests.models import AuditEvent, ProtestChange, ProtestDay
from protests.rules import draft as draft_rule
from protests.rules.faults import Faulty, Reading


@pytest.fixture
def protest(publish):
    return publish()


@pytest.fixture
def revised(raw, protest, bo):
    """revised(title="...") -> the protest with another draft."""

    def revised(**fields):
        draft = draft_rule.read(raw | fields, Reading(), now=clock.now())
        changes.revise(code=protest.code, draft=draft, by=bo)
        return public.find_protest(protest.code)

    return revised


@pytest.mark.parametrize(
    ("act", "state"), [(changes.cancel, "cancelled"), (changes.postpone, "postponed"), (changes.ban, "banned")]
)
def test_it_stays_and_says_so_everywhere(protest, bo, act, state):
    version = ProtestDay.objects.get(pk=protest.day_id).version
    act(code=protest.code, reason="Storm warning", by=bo)
    shown = public.find_protest(protest.code)
    assert (shown.state().name, shown.status_reason, shown.sequence) == (state, "Storm warning", 2)
    assert shown.updated_at > protest.revised_at
    assert ProtestDay.objects.get(pk=protest.day_id).version == version + 1
    assert AuditEvent.objects.filter(object_id=protest.code).count() == 2


def test_the_same_again_changes_nothing(protest, bo):
    changes.cancel(code=protest.code, reason="Storm", by=bo)
    before = public.find_protest(protest.code)
    changes.cancel(code=protest.code, reason="Storm", by=bo)
    assert public.find_protest(protest.code) == before


def test_reinstated_after_all(protest, bo):
    changes.cancel(code=protest.code, by=bo)
    changes.reinstate(code=protest.code, by=bo)
    shown = public.find_protest(protest.code)
    assert (shown.state().name, shown.status_reason, shown.sequence) == ("soon", "", 4)


def test_a_ban_with_going_ahead_counts_as_taking_place(protest, bo):
    """E5"""
    changes.ban(code=protest.code, going_ahead=True, by=bo)
    assert public.find_protest(protest.code).state().name == "soon"
    assert public.counts(public.protests()).protests == 1


def test_a_reason_is_checked_like_any_text(protest, bo):
    with pytest.raises(Faulty, match="control"):
        changes.cancel(code=protest.code, reason="a\x00b", by=bo)


def test_another_time_is_a_move_that_keeps_the_old_one(revised, protest, may_31):
    shown = revised(local_start=f"{may_31.starts_on}T19:00", local_end=None)
    assert (shown.state().name, shown.sequence) == ("moved", 2)
    (change,) = public.changes_of(shown)
    assert (change.what, change.local_start, change.starts_at) == ("time", protest.local_start, protest.starts_at)


def test_another_place_is_a_move_that_keeps_the_old_words(revised):
    shown = revised(venue="Albert Park", latitude=-18.1487, longitude=178.4237)
    assert (shown.is_moved, shown.venue, shown.sequence) == (True, "Albert Park", 2)
    (change,) = public.changes_of(shown)
    assert (change.what, change.venue, change.locality) == ("place", "Harbour park, by the fountain", "Suva")


def test_another_title_is_no_move(revised):
    shown = revised(title="Vigil for the 47")
    assert (shown.title, shown.is_moved, shown.sequence, public.changes_of(shown)) == ("Vigil for the 47", False, 0, [])


def test_a_new_time_ends_a_postponement(revised, protest, bo, may_31):
    changes.postpone(code=protest.code, by=bo)
    shown = revised(local_start=f"{may_31.starts_on + timedelta(days=7)}T18:00", local_end=None)
    assert (shown.status, shown.state().name) == ("confirmed", "moved")


def test_an_old_place_that_was_never_public_stays_private(revised, raw, protest, may_31):
    """V4: the change line of a place belongs to the place."""
    area = {"precision": "area", "reveal_at": None}
    revised(**area)
    shown = revised(**area, venue="Albert Park", latitude=-18.1487, longitude=178.4237)
    assert [change.venue for change in public.changes_of(shown)] == [""]
    shown = revised(venue="Third place", latitude=-18.12, longitude=178.43)
    words = [change.venue for change in public.changes_of(shown)]
    assert "Albert Park" not in words
    assert ProtestChange.objects.filter(venue="Albert Park").exists()
