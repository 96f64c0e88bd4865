"""What becomes a protest, and whether the site shows it: accepted, hidden, restored, or taken from an archive."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone as clock

from protests import emails
from protests.actions import gatherings
from protests.actions.log import changed, record
from protests.enums import Visibility
from protests.models import LocalGroup, Person, Protest, ProtestDay, Submission
from protests.rules import permissions, tokens
from protests.rules.draft import Draft
from protests.rules.reasons import Hiding


def accept(submission: Submission, *, by: Person | None, group: LocalGroup | None = None) -> Protest:
    """The protest that a new submission becomes; part of actions/submissions.approve and its transaction. Without `by`
    it is a trusted `group` whose entry it is: nobody has checked it."""
    now = clock.now()
    protest = _make(
        day=submission.day,
        contact=submission.contact,
        created_at=now,
        revised_at=now,
        checked_at=now if by else None,
        known=group,
        **gatherings.shared(submission),
    )
    if by:
        gatherings.mark_checked(protest)
    record("protest.accepted", protest, by=by)
    changed(submission.day)
    return protest


@transaction.atomic
def hide(*, code: str, reason: str, by: Person) -> Protest:
    """A moderator stops the site showing it, for one of rules/reasons.Hiding. Raises PermissionDenied,
    Protest.DoesNotExist, and ValueError for another reason."""
    why = Hiding(reason)
    return _show("protest.hidden", code, Visibility.PUBLIC, Visibility.HIDDEN, by=by, reason=why)


@transaction.atomic
def restore(*, code: str, by: Person) -> Protest:
    """It is shown again, as it stood. Raises as hide does."""
    return _show("protest.restored", code, Visibility.HIDDEN, Visibility.PUBLIC, by=by)


@transaction.atomic
def archive(
    *,
    day: ProtestDay,
    draft: Draft,
    locality: str,
    source: str,
    is_sample: bool,
    import_key: str,
    by: Person | None = None,
) -> bool:
    """Take a protest from an archive into a day; False if it was taken before. Exempt from the start window."""
    if is_archived(day=day, import_key=import_key):
        return False
    now = clock.now()
    values = gatherings.columns(draft) | {"locality": locality}
    protest = _make(
        day=day,
        created_at=now,
        revised_at=now,
        source=source,
        is_sample=is_sample,
        import_key=import_key,
        **values,
    )
    record("protest.archived", protest, by=by)
    changed(day)
    return True


def add(*, day: ProtestDay, draft: Draft, import_key: str, by: Person | None) -> Protest:
    """A row of a file that a coordinator looked at, listed as checked; part of actions/taking.take and its transaction.
    A past day is an archive: nobody is told of it."""
    now = clock.now()
    values = gatherings.columns(draft)
    protest = _make(day=day, created_at=now, revised_at=now, checked_at=now, import_key=import_key, **values)
    gatherings.mark_checked(protest)
    record("protest.imported", protest, by=by)
    changed(day)
    if protest.over_at > now:
        emails.added(protest)
    return protest


def take_off(protest: Protest, *, by: Person | None) -> bool:
    """Undo an add: the site stops showing it, and the file may bring it again."""
    protest.visibility, protest.import_key = Visibility.HIDDEN, None
    protest.sequence += 1
    protest.revised_at = clock.now()
    protest.save()
    record("protest.hidden", protest, by=by, reason="import")
    changed(protest.day)
    return True


def is_archived(*, day: ProtestDay, import_key: str) -> bool:
    return Protest.objects.filter(day=day, import_key=import_key).exists()


def _show(verb: str, code: str, now: Visibility, then: Visibility, *, by: Person, reason: str = "") -> Protest:
    """What is not `now` any more stays as it is: somebody else was faster."""
    protest = Protest.objects.select_for_update(of=("self",)).select_related("day").get(code=code)
    if not permissions.may_moderate(by.memberships.all(), protest.day.campaign_id, protest.country, protest.languages):
        raise PermissionDenied
    if protest.visibility == now:
        protest.visibility = then
        protest.sequence += 1
        protest.revised_at = clock.now()
        protest.save()
        record(verb, protest, by=by, reason=reason)
        changed(protest.day)
    return protest


def _make(*, day: ProtestDay, group_name: str, known: LocalGroup | None = None, **values: Any) -> Protest:
    group = known or gatherings.group(day, group_name)
    uid = f"{uuid4()}@{settings.UID_DOMAIN}"
    return Protest.objects.create(day=day, group=group, group_name=group_name, uid=uid, code=_unused_code(), **values)


def _unused_code() -> str:
    """A collision among 30^8 codes is rare, and the UNIQUE column would refuse it; this only spares the retry."""
    while Protest.objects.filter(code=(code := tokens.new_code())).exists():
        pass
    return code
