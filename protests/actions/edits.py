"""The organiser edits an entry. What waits is edited itself; to what was approved an edit is a change that moderators
look at first, while the old version stays public (S10)."""

from uuid import UUID

from django.db import transaction

from protests.actions import admission, gatherings, own, submissions
from protests.actions.log import record
from protests.enums import Decision
from protests.models import Contact, Protest, Submission
from protests.models.base import SHARED
from protests.rules import draft as draft_rule
from protests.rules import likeness, running, transitions, versions
from protests.rules.draft import Draft
from protests.rules.transitions import NotNow
from protests.rules.window import Frozen


@transaction.atomic
def edit(*, token: str, entry: UUID, draft: Draft, made_from: str, language: str) -> Submission | None:
    """The entry becomes what the draft says, or asks to. `made_from` is the version that the edit began with; what is
    there already is not written again. None for a dead link. Raises versions.Changed, NotNow, Faulty."""
    contact = own.contact_of(token)
    submission = own.entry_of(contact, entry) if contact else None
    if contact is None or submission is None:
        return None
    change, protest = own.change_to(submission), own.protest_of(submission)
    admission.check_risk(submission.day.campaign, draft)
    standing, values = change or protest or submission, gatherings.columns(draft)
    if _is_already(standing, values):
        return submission
    if versions.version(standing, SHARED) != made_from:
        raise versions.Changed
    if protest:
        _propose(submission, protest, contact, draft, language)
    else:
        _rewrite(submission, draft)
    return submission


@transaction.atomic
def take_back(*, token: str, entry: UUID) -> None:
    """The change that waits is not wanted any more; what is public stays as it is."""
    contact = own.contact_of(token)
    submission = own.entry_of(contact, entry) if contact else None
    if submission:
        submissions.take_back_change(submission)


def _is_already(standing: Submission | Protest, values: dict[str, object]) -> bool:
    return all(getattr(standing, name) == value for name, value in values.items())


def _rewrite(submission: Submission, draft: Draft) -> None:
    """It keeps its place in the queue; a question that was asked is answered by it. Raises NotNow."""
    if submission.day.frozen_at:
        raise Frozen
    if submission.decision == Decision.ASKED:
        transitions.check(submission.decision, Decision.WAITING)
        submission.decision = Decision.WAITING
    if submission.decision not in (Decision.UNCONFIRMED, Decision.WAITING):
        raise NotNow(submission.decision)
    for name, value in gatherings.columns(draft).items():
        setattr(submission, name, value)
    submission.flags = [*draft.flags, *(flag for flag in submission.flags if flag not in draft_rule.FLAGS)]
    submission.likeness = likeness.key(draft.title, draft.description, draft.link)
    submission.save()
    record("submission.edited", submission, by=None)


def _propose(entry: Submission, protest: Protest, contact: Contact, draft: Draft, language: str) -> None:
    """In the place of a change that was still waiting. Raises NotNow."""
    if running.EDIT not in own.acts_on(protest):
        raise NotNow(entry.decision)
    submissions.take_back_change(entry)
    if _is_already(protest, gatherings.columns(draft)):
        return
    change = Submission.objects.create(
        day=protest.day,
        protest=protest,
        is_change=True,
        base_at=protest.revised_at,
        contact=contact,
        language=language,
        flags=list(draft.flags),
        decision=Decision.WAITING,
        **gatherings.columns(draft),
    )
    record("submission.submitted", change, by=None)
