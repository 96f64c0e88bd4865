"""What happens to what local groups send: submit, confirm, withdraw, approve, reject."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone as clock

from protests import emails
from protests.actions import admission, changes, contacts, deciding, gatherings, own, protests, repeated
from protests.actions.log import record
from protests.enums import Decision
from protests.models import Before, Contact, LocalGroup, Person, Protest, ProtestDay, Submission
from protests.rules import likeness, similarity, tokens, transitions
from protests.rules.contact import ContactDraft
from protests.rules.draft import Draft
from protests.rules.reasons import Reason
from protests.rules.window import Frozen

# What the honeypot or the clock caught.
SPAM = "spam"


class Closed(Exception):
    """The day takes no submissions, or there is no such day."""


@dataclass(frozen=True)
class Submitted:
    """The receipt of a submission. `manage_token` is for the organiser alone: shown only where no mail can be sent."""

    id: UUID
    decision: str
    status_token: str
    manage_token: str
    by_receipt: bool


@transaction.atomic
def submit(
    *,
    campaign: str,
    day: str,
    draft: Draft,
    contact: ContactDraft,
    language: str,
    further: Sequence[Draft] = (),
    request: repeated.Request | None = None,
    flags: tuple[str, ...] = (),
    trusted: LocalGroup | None = None,
) -> Submitted:
    """Take in a new protest; a repeated `request` gives the first answer again. Raises Closed, and what
    `repeated` raises.

    `further` are other dates or places of the same group: each is a submission of its own, all have one contact.
    With an e-mail address they wait to be confirmed; with a receipt code they go to the moderators, flagged. What a
    `trusted` group sends by its own link (actions/groups.py) waits for nobody. Raises Faulty for what may not be said
    in a country where people are in danger.
    """
    if request:
        repeated.hold(request)
        if earlier := Submission.objects.filter(request_key=request.key).first():
            return _same_again(earlier, request)
    target = admission.open_day(campaign, day)
    if target is None:
        raise Closed
    for one in (draft, *further):
        admission.check_risk(target.campaign, one)
    reachable = contacts.make(contact, language)
    submission, *others = [
        _enter(target, draft, reachable, flags, request),
        *(_enter(target, other, reachable, flags) for other in further),
    ]
    if trusted:
        for entered in (submission, *others):
            _let_stand(entered, trusted)
    elif not reachable.has_receipt:
        emails.confirm(submission)
    return _receipt(submission, reachable)


@transaction.atomic
def confirm(*, token: str) -> Submission | None:
    """The organiser says that the address is theirs, once for all entries; saying it twice is the same. The latest of
    them, None for a dead link."""
    contact = own.contact_of(token)
    if contact is None:
        return None
    unconfirmed = contact.submissions.select_for_update(of=("self",)).filter(decision=Decision.UNCONFIRMED)
    for submission in unconfirmed.order_by("created_at"):
        deciding.decide(submission, Decision.WAITING)
        record("submission.confirmed", submission, by=None)
        Contact.objects.filter(pk=contact.pk).update(confirmed_at=clock.now())
    return own.entry_of(contact)


@transaction.atomic
def withdraw(*, token: str, entry: UUID | None = None) -> Submission | None:
    """The organiser takes an entry back, with what waits to be changed about it; what is on the site is hidden
    (DECISIONS "Removal"). None for a dead link. Raises transitions.NotNow."""
    contact = own.contact_of(token)
    submission = own.entry_of(contact, entry) if contact else None
    if submission is None or submission.decision == Decision.WITHDRAWN:
        return submission
    take_back_change(submission)
    if submission.protest:
        changes.withdraw(code=submission.protest.code)
    else:
        deciding.decide(submission, Decision.WITHDRAWN)
        record("submission.withdrawn", submission, by=None)
    return submission


def take_back_change(submission: Submission) -> None:
    """Nobody looks any more at the change that waits, if one does; part of an organiser's act."""
    change = own.change_to(submission)
    if change:
        deciding.decide(change, Decision.WITHDRAWN)
        record("submission.withdrawn", change, by=None)


@transaction.atomic
def approve(*, submission_id: UUID, by: Person, seen: str | None = None) -> Protest:
    """A moderator lets it stand: a new protest, or the change to one. `seen` is the version that they looked at;
    without it a change stands only on what the protest was when it was made.

    Raises PermissionDenied, Submission.DoesNotExist, transitions.NotNow, versions.Changed.
    """
    submission = deciding.for_moderator(submission_id, by)
    if submission.day.frozen_at:
        raise Frozen
    transitions.check(submission.decision, Decision.APPROVED)
    deciding.check_seen(submission, seen)
    protest = submission.protest = _accept(submission, by)
    deciding.decide(submission, Decision.APPROVED, by=by)
    record("submission.approved", submission, by=by)
    if submission.is_change:
        emails.change_approved(submission)
    else:
        emails.approved(submission)
        emails.added(protest)
    return protest


@transaction.atomic
def reject(*, submission_id: UUID, by: Person, reason: str, note: str = "", seen: str | None = None) -> Submission:
    """A moderator declines, for one of rules/reasons; the note goes to the organiser. A protest that was to be changed
    stays as it is. Raises as approve does, and ValueError for another reason."""
    submission = deciding.for_moderator(submission_id, by)
    if seen is not None:
        deciding.check_seen(submission, seen)
    submission.reason, submission.note = Reason(reason), note
    deciding.decide(submission, Decision.REJECTED, by=by)
    record("submission.rejected", submission, by=by, reason=reason)
    tell = emails.change_rejected if submission.is_change else emails.rejected
    tell(submission)
    return submission


def _accept(submission: Submission, by: Person) -> Protest:
    """What a change replaces is kept beside it."""
    if not submission.is_change:
        return protests.accept(submission, by=by)
    before = Before(submission=submission, **changes.kept(changes.target(submission)))
    protest = changes.apply(submission, by=by)
    before.until = protest.revised_at
    before.save()
    return protest


def _let_stand(submission: Submission, group: LocalGroup) -> None:
    """A trusted group's is on the map at once; moderators read of it in the news."""
    if submission.decision == Decision.UNCONFIRMED:
        deciding.decide(submission, Decision.WAITING)
    submission.group_name = group.name if submission.group_name else ""
    submission.protest = protests.accept(submission, by=None, group=group)
    deciding.decide(submission, Decision.APPROVED)
    record("submission.let_stand", submission, by=None)
    emails.approved(submission)
    emails.added(submission.protest)


def _enter(
    day: ProtestDay, draft: Draft, contact: Contact, flags: tuple[str, ...], request: repeated.Request | None = None
) -> Submission:
    columns = gatherings.columns(draft)
    submission = Submission.objects.create(
        day=day,
        contact=contact,
        language=contact.language,
        flags=[*draft.flags, *flags, *_resembling(day, draft, columns), *_of_sender(day, contact)],
        is_spam=SPAM in flags,
        likeness=likeness.key(draft.title, draft.description, draft.link),
        request_key=request.key if request else None,
        request_digest=request.digest if request else None,
        decision=Decision.WAITING if contact.has_receipt else Decision.UNCONFIRMED,
        **columns,
    )
    record("submission.submitted", submission, by=None)
    return submission


def _resembling(day: ProtestDay, draft: Draft, columns: dict[str, Any]) -> list[str]:
    """Whoever sent it said that it is another one; a moderator looks at both."""
    sought = similarity.sought(draft, columns.get("place_id"))
    listed = Protest.objects.public().filter(day__campaign=day.campaign_id)
    return ["duplicate"] if sought and listed.similar_to(sought).exists() else []


def _of_sender(day: ProtestDay, contact: Contact) -> list[str]:
    """By the blind index: whether something of this address was approved before. Nobody is shown whose it is."""
    same = Contact.objects.filter(email_index=contact.email_index, email_index__isnull=False)
    known = Submission.objects.filter(contact__in=same, decision=Decision.APPROVED, day__campaign=day.campaign_id)
    return [*([] if known.exists() else ["new_group"]), *(["no_email"] if contact.has_receipt else [])]


def _same_again(earlier: Submission, request: repeated.Request) -> Submitted:
    same = hmac.compare_digest(bytes(earlier.request_digest or b""), request.digest)
    if earlier.contact is None or not same:
        raise repeated.OtherBody
    return _receipt(earlier, earlier.contact)


def _receipt(submission: Submission, contact: Contact) -> Submitted:
    def token(purpose: str) -> str:
        return tokens.token(settings.CONTACT_KEY, purpose, contact.handle, contact.generation)

    return Submitted(
        id=submission.pk,
        decision=submission.decision,
        status_token=token("status"),
        manage_token=token("manage"),
        by_receipt=contact.has_receipt,
    )
