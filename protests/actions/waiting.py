"""What a coordinator sends in from a file for a moderator to look at, and what becomes of it while it waits. It has
no contact: whoever imported it answers for it."""

from typing import Any

from django.utils import timezone as clock

from protests.actions import gatherings
from protests.actions.log import record
from protests.enums import Decision
from protests.models import Person, ProtestDay, Submission
from protests.rules import draft as draft_rule
from protests.rules import transitions
from protests.rules.draft import Draft

FLAG = "imported"


def send_in(*, day: ProtestDay, draft: Draft, by: Person | None) -> Submission:
    """It waits in the queue; part of the act that takes a row in."""
    submission = Submission.objects.create(
        day=day,
        language="en",
        flags=[*draft.flags, FLAG],
        decision=Decision.WAITING,
        **gatherings.columns(draft),
    )
    record("submission.imported", submission, by=by)
    return submission


def rewrite(submission: Submission, *, draft: Draft, by: Person | None) -> None:
    """The file says something else of it now; it keeps its place in the queue."""
    submission.flags = [*draft.flags, *(flag for flag in submission.flags if flag not in draft_rule.FLAGS)]
    put_back(submission, gatherings.columns(draft), by=by)


def put_back(submission: Submission, values: dict[str, Any], *, by: Person | None) -> None:
    for name, value in values.items():
        setattr(submission, name, value)
    submission.save()
    record("submission.edited", submission, by=by)


def take_back(submission: Submission, *, by: Person | None) -> None:
    """Nobody needs to look at it any more. Raises NotNow."""
    transitions.check(submission.decision, Decision.WITHDRAWN)
    submission.decision, submission.decided_at = Decision.WITHDRAWN, clock.now()
    submission.save()
    record("submission.withdrawn", submission, by=by)
