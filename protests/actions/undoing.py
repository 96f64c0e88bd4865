"""A moderator takes back what was just decided: until its mail goes out it is as if nothing had been done.

What says whether anybody was told is the mail itself, held here while the worker passes it by. Where none was written
(a receipt code, a deleted address) it is the clock.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone as clock

from protests.actions import changes, deciding, merging
from protests.actions.log import changed, record
from protests.enums import Decision, Visibility
from protests.models import OutboxMail, Person, Protest, Submission
from protests.rules.delivery import UNDO
from protests.rules.transitions import NotNow

TOLD_OF = ("approved", "rejected", "change_approved", "change_rejected", "asked", "merged")


class Told(NotNow):
    """Too late: the mail is on its way, or its two minutes are over."""


@transaction.atomic
def undo(*, submission_id: UUID, by: Person) -> Submission:
    """It waits again. Raises PermissionDenied, Submission.DoesNotExist, Told, and NotNow if it or what became of it has
    moved on meanwhile."""
    submission = deciding.for_moderator(submission_id, by)
    if submission.decision not in TAKE_BACK:
        raise NotNow(submission.decision)
    since = submission.decided_at or submission.messages.filter(is_answer=False).latest("at").at
    _unsend(submission, since)
    TAKE_BACK[submission.decision](submission, by)
    deciding.put_back(submission)
    record("submission.undone", submission, by=by)
    return submission


def _unsend(submission: Submission, since: datetime) -> None:
    """Raises Told once one of its mails was taken to be sent."""
    about = Q(submission=submission, template__in=TOLD_OF)
    if submission.protest_id:
        about |= Q(protest=submission.protest_id, template__in=("changed", "merged"))
    mails = list(OutboxMail.objects.select_for_update(of=("self",)).filter(about, created_at__gte=since))
    if any(mail.attempts for mail in mails) or clock.now() >= since + UNDO:
        raise Told(submission.decision)
    OutboxMail.objects.filter(pk__in=[mail.pk for mail in mails if mail.template != "changed"]).delete()


def _unask(submission: Submission, by: Person) -> None:
    submission.messages.latest("at").delete()


def _unapprove(submission: Submission, by: Person) -> None:
    """A change is put back; a new protest is taken off the site, and keeps its code and UID: a calendar may have seen
    it. Approved again, it is another one."""
    protest = Protest.objects.select_for_update(of=("self",)).select_related("day").get(submissions=submission)
    if submission.is_change:
        _put_back(submission, protest, by)
        return
    if protest.visibility == Visibility.MERGED:
        merging.part(protest, by)
    elif protest.revised_at != protest.created_at or protest.submissions.filter(is_change=True).exists():
        raise NotNow(submission.decision)
    protest.visibility, protest.contact = Visibility.HIDDEN, None
    protest.sequence += 1
    protest.revised_at = clock.now()
    protest.save()
    record("protest.taken_back", protest, by=by)
    changed(protest.day)
    submission.protest = None


def _put_back(change: Submission, protest: Protest, by: Person) -> None:
    before = change.before
    others = protest.submissions.filter(is_change=True, decided_at=None)
    if protest.revised_at != before.until or protest.visibility != Visibility.PUBLIC or others.exists():
        raise NotNow(change.decision)
    changes.put_back(protest, changes.kept(before), since=before.until, by=by)
    change.base_at = protest.revised_at
    before.delete()


def _nothing(submission: Submission, by: Person) -> None:
    """A rejection leaves nothing but its mail."""


TAKE_BACK: dict[str, Callable[[Submission, Person], None]] = {
    Decision.ASKED: _unask,
    Decision.APPROVED: _unapprove,
    Decision.REJECTED: _nothing,
}
