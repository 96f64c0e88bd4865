"""Many at once: each by the normal act, in a transaction of its own; what could not be done is named one by one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from procrastinate.contrib.django import app

from protests.actions import deciding, submissions
from protests.actions.log import record
from protests.enums import Decision
from protests.models import Person, Submission
from protests.rules.transitions import NotNow
from protests.rules.versions import Changed

# In one go: what somebody waits for. The rest of a large heap is the worker's.
AT_A_TIME = 100


@dataclass(frozen=True)
class Ticked:
    """A row that somebody ticked, and the version of it that they saw."""

    id: UUID
    seen: str


@dataclass
class Outcome:
    """How many were done, and which not: they moved on, or are another's to decide. `to_come`: the worker does them."""

    done: int = 0
    left: list[UUID] = field(default_factory=list)
    to_come: int = 0


def approve(*, ticked: Iterable[Ticked], by: Person) -> Outcome:
    return _each(ticked, lambda one: submissions.approve(submission_id=one.id, by=by, seen=one.seen))


def reject(*, ticked: Iterable[Ticked], by: Person, reason: str, note: str = "") -> Outcome:
    def act(one: Ticked) -> object:
        return submissions.reject(submission_id=one.id, by=by, reason=reason, note=note, seen=one.seen)

    return _each(ticked, act)


def assign(*, ticked: Iterable[Ticked], to: Person | None, by: Person) -> Outcome:
    """Somebody of the team takes care of them; None for nobody."""
    return _each(ticked, lambda one: _assign(one.id, to, by))


def trust(*, ticked: Iterable[Ticked], by: Person) -> Outcome:
    """They are no spam: they join the queue."""
    return _each(ticked, lambda one: _trust(one.id, by))


def reject_alike(*, like: UUID, reason: str, note: str = "", by: Person) -> Outcome:
    """One that was seen, and what waits with the same likeness key: so many at once, the rest by the worker, to whom it
    can be said twice."""
    seen = Submission.objects.get(pk=like)
    found = Submission.objects.filter(likeness=seen.likeness, decision=Decision.WAITING, day=seen.day)
    if not seen.likeness:
        return Outcome()
    ids = list(found.order_by("created_at").values_list("pk", flat=True)[:AT_A_TIME])
    outcome = _each(ids, lambda one: _reject_like(one, seen.likeness, reason, note, by))
    outcome.to_come = found.count() - len(outcome.left) if outcome.done else 0
    if outcome.to_come:
        app.configure_task("reject_alike", priority=-1).defer(like=str(like), reason=reason, note=note, by=by.pk)
    return outcome


def go_on(*, like: str, reason: str, note: str, by: int) -> None:
    """The worker's part; nothing for somebody who left meanwhile."""
    person = Person.objects.filter(pk=by).first()
    if person:
        reject_alike(like=UUID(like), reason=reason, note=note, by=person)


@transaction.atomic
def _reject_like(submission_id: UUID, likeness: str, reason: str, note: str, by: Person) -> None:
    if deciding.for_moderator(submission_id, by).likeness != likeness:
        raise Changed
    submissions.reject(submission_id=submission_id, by=by, reason=reason, note=note)


@transaction.atomic
def _assign(submission_id: UUID, to: Person | None, by: Person) -> None:
    submission = deciding.for_moderator(submission_id, by)
    submission.assigned_to = to
    submission.save(update_fields=["assigned_to"])
    record("submission.assigned", submission, by=by)


@transaction.atomic
def _trust(submission_id: UUID, by: Person) -> None:
    submission = deciding.for_moderator(submission_id, by)
    submission.is_spam = False
    submission.flags = [flag for flag in submission.flags if flag != submissions.SPAM]
    submission.save(update_fields=["is_spam", "flags"])
    record("submission.no_spam", submission, by=by)


def _each(ones: Iterable[Any], act: Callable[[Any], object]) -> Outcome:
    outcome = Outcome()
    for one in ones:
        try:
            act(one)
            outcome.done += 1
        except (NotNow, Changed, PermissionDenied, Submission.DoesNotExist):
            outcome.left.append(one.id if isinstance(one, Ticked) else one)
    return outcome
