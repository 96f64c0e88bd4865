"""A change that Amina asks for: Bo lets it stand or not, and never without knowing what it replaces (S10)."""

import pytest
from django.utils import timezone as clock

from protests import public
from protests.actions import changes, gatherings, submissions
from protests.enums import Decision
from protests.models import AuditEvent, OutboxMail, Protest, ProtestDay, Submission
from protests.rules import draft as draft_rule
from protests.rules import versions
from protests.rules.faults import Reading
from protests.rules.reasons import Reason

PARK = {"venue": "Albert Park", "latitude": -18.1487, "longitude": 178.4237}


@pytest.fixture
def protest(publish):
    return publish()


def _log(code):
    return list(AuditEvent.objects.filter(object_id=code).order_by("id").values_list("verb", flat=True))


def _mails():
    return list(OutboxMail.objects.order_by("id").values_list("template", flat=True))


class TestApproving:
    def test_the_page_stays_as_it_was_until_then(self, protest, propose):
        before = public.find_protest(protest.code)
        propose(protest, title="Vigil for the 47")
        assert public.find_protest(protest.code) == before

    def test_makes_the_protest_what_was_asked_for(self, protest, propose, bo):
        sent = propose(protest, title="Vigil for the 47", group_name="Suva sings", bring="A candle")
        version = ProtestDay.objects.get().version
        assert submissions.approve(submission_id=sent.pk, by=bo) == protest
        changed = Protest.objects.get()
        assert gatherings.shared(changed) == gatherings.shared(sent)
        assert (changed.group.name, changed.code, changed.uid) == ("Suva sings", protest.code, protest.uid)
        assert changed.checked_at > protest.checked_at
        assert ProtestDay.objects.get().version == version + 1
        assert Submission.objects.get(pk=sent.pk).decision == Decision.APPROVED

    def test_another_time_and_place_count_once_and_leave_the_old_ones(self, protest, propose, bo, may_31):
        sent = propose(protest, local_start=f"{may_31.starts_on}T19:00", local_end=None, **PARK)
        submissions.approve(submission_id=sent.pk, by=bo)
        shown = public.find_protest(protest.code)
        assert (shown.venue, shown.is_moved, shown.sequence) == ("Albert Park", True, 2)
        told = {change.what: change for change in public.changes_of(shown)}
        assert told["time"].local_start == protest.local_start
        assert told["place"].venue == "Harbour park, by the fountain"

    def test_online_it_is_nowhere_any_more(self, protest, propose, bo):
        sent = propose(protest, kind="online", latitude=None, longitude=None, timezone="Pacific/Fiji")
        submissions.approve(submission_id=sent.pk, by=bo)
        changed = Protest.objects.get()
        assert (changed.exact_point, changed.locality, changed.country) == (None, "", "")

    def test_is_told_to_the_organiser_and_the_log(self, protest, propose, bo):
        sent = propose(protest, title="Vigil for the 47")
        submissions.approve(submission_id=sent.pk, by=bo)
        assert _mails() == ["confirm", "approved", "change_approved"]
        assert _log(protest.code) == ["protest.accepted", "protest.revised"]
        assert _log(sent.pk) == ["submission.approved"]

    def test_a_cancelled_one_stays_cancelled(self, protest, propose, bo):
        sent = propose(protest, title="Vigil for the 47")
        changes.cancel(code=protest.code, reason="Storm")
        sent.refresh_from_db()
        submissions.approve(submission_id=sent.pk, by=bo, seen=sent.version)
        changed = Protest.objects.get()
        assert (changed.title, changed.status, changed.status_reason) == ("Vigil for the 47", "cancelled", "Storm")

    def test_a_change_that_no_moderator_checked_takes_their_mark_away(self, protest, propose):
        """DECISIONS, "Trust marks": what a trusted group publishes at once."""
        changes.apply(propose(protest, title="Vigil for the 47"), by=None)
        assert Protest.objects.get().checked_at is None


class TestWhatWasSeen:
    """Nobody lets stand what they did not see, nor overwrites what they did not see either."""

    def test_a_protest_that_moved_on_is_not_overwritten(self, protest, propose, bo):
        sent = propose(protest, title="Vigil for the 47")
        changes.cancel(code=protest.code)
        with pytest.raises(versions.Changed):
            submissions.approve(submission_id=sent.pk, by=bo)
        assert Protest.objects.get().title == "March for the 47"
        assert Submission.objects.get(pk=sent.pk).decision == Decision.WAITING

    def test_nor_one_that_moved_on_while_somebody_looked(self, protest, propose, bo, raw):
        seen = propose(protest, title="Vigil for the 47")
        other = draft_rule.read(raw | {"bring": "A candle"}, Reading(), now=clock.now())
        changes.revise(code=protest.code, draft=other)
        with pytest.raises(versions.Changed):
            submissions.approve(submission_id=seen.pk, by=bo, seen=seen.version)
        fresh = Submission.objects.get(pk=seen.pk)
        assert fresh.is_overtaken
        submissions.approve(submission_id=seen.pk, by=bo, seen=fresh.version)
        assert Protest.objects.get().bring == ""

    @pytest.mark.parametrize("field", ["title", "venue", "address", "link", "description", "reveal_at"])
    def test_an_edit_meanwhile_is_seen_first(self, waiting, bo, field):
        sent = Submission.objects.get(pk=waiting().id)
        seen = sent.version
        setattr(sent, field, clock.now() if field == "reveal_at" else "Something else")
        sent.save()
        with pytest.raises(versions.Changed):
            submissions.approve(submission_id=sent.pk, by=bo, seen=seen)
        with pytest.raises(versions.Changed):
            submissions.reject(submission_id=sent.pk, by=bo, reason=Reason.SPAM, seen=seen)
        assert Protest.objects.count() == 0
        assert submissions.approve(submission_id=sent.pk, by=bo, seen=sent.version)

    def test_the_version_is_the_same_for_the_same(self, waiting, protest, propose):
        propose(protest, title="Vigil for the 47")
        waiting(title="Another march")
        seen = [[one.version for one in Submission.objects.order_by("pk")] for _ in range(2)]
        assert seen[0] == seen[1]
        assert len(set(seen[0])) == 3


class TestRejecting:
    def test_leaves_the_protest_as_it_is(self, protest, propose, bo):
        before = public.find_protest(protest.code)
        sent = propose(protest, title="Vigil for the 47")
        submissions.reject(submission_id=sent.pk, by=bo, reason=Reason.UNCLEAR, note="Which one?")
        assert public.find_protest(protest.code) == before
        assert _mails()[-1] == "change_rejected"
