"""What every decision on a submission has in common: it is held, it is as it was seen, and the transitions allow it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone as clock

from protests.actions import changes
from protests.enums import Decision
from protests.models import Person, Protest, Submission
from protests.rules import permissions, transitions, versions

OPEN = (Decision.UNCONFIRMED, Decision.WAITING, Decision.ASKED)


def for_moderator(submission_id: UUID, by: Person) -> Submission:
    """Held until the act is done. Raises PermissionDenied, Submission.DoesNotExist."""
    submission = (
        Submission.objects.select_for_update(of=("self",)).select_related("day__campaign").get(pk=submission_id)
    )
    check_reach(submission, by)
    return submission


def check_reach(record: Submission | Protest, by: Person) -> None:
    """Raises PermissionDenied for what is another's to decide on."""
    if not permissions.may_moderate(by.memberships.all(), record.day.campaign_id, record.country, record.languages):
        raise PermissionDenied


def check_seen(submission: Submission, seen: str | None) -> None:
    """Raises versions.Changed unless what was seen is what there is; what it changes is held until the act is done."""
    if submission.is_change:
        submission.protest = changes.target(submission)
    is_as_seen = not submission.is_overtaken if seen is None else seen == submission.version
    if not is_as_seen:
        raise versions.Changed


def decide(submission: Submission, decision: Decision, *, by: Person | None = None) -> None:
    """Raises transitions.NotNow."""
    transitions.check(submission.decision, decision)
    _put(submission, decision, by)


def put_back(submission: Submission) -> None:
    """It waits again, with nothing decided. Raises transitions.NotNow."""
    transitions.check_undo(submission.decision)
    submission.reason = submission.note = ""
    _put(submission, Decision.WAITING, None)


def _put(submission: Submission, decision: Decision, by: Person | None) -> None:
    submission.decision = decision
    submission.decided_at = None if decision in OPEN else clock.now()
    submission.decided_by = by
    submission.save()
