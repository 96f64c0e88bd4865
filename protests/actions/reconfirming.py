"""Is it still on? The worker asks before the start, the organiser answers with one tap, and says on the day that it has
begun."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone as clock

from protests import emails
from protests.actions import own
from protests.actions.log import changed, record
from protests.models import Contact, Protest
from protests.rules import running, still_on
from protests.rules.faults import Reading
from protests.rules.transitions import NotNow
from protests.rules.window import Frozen

# In one go; the rest is due at the next.
AT_A_TIME = 500
BEGINS = Coalesce("starts_at", F("over_at") - timedelta(days=1))


@transaction.atomic
def ask_due() -> int:
    """Ask the organisers for whom it is time: two workers at once ask nobody twice. How many were asked."""
    now = clock.now()
    due = Q(pk__in=[])
    for before in still_on.ASKED_BEFORE:
        not_since = Q(asked_at=None) | Q(asked_at__lt=F("begins") - before)
        unsaid = Q(still_on_at=None) | Q(still_on_at__lt=F("begins") - before - still_on.ANSWER_HOLDS)
        due |= Q(begins__lte=now + before, created_at__lt=F("begins") - before) & not_since & unsaid
    found = Protest.objects.public().gathering().annotate(begins=BEGINS).filter(due, begins__gt=now)
    found = found.filter(contact__isnull=False, day__frozen_at=None).select_related("contact").order_by("begins", "pk")
    # Whoever deletes their contact at this moment is not asked; the others can't until they were.
    held = Contact.objects.filter(pk__in=found.values("contact")).select_for_update(no_key=True, skip_locked=True)
    found = found.filter(contact__in=list(held.values_list("pk", flat=True)))
    asked = list(found.select_for_update(of=("self",), skip_locked=True)[:AT_A_TIME])
    for protest in asked:
        protest.asked_at = now
        protest.save(update_fields=["asked_at"])
        emails.still_on(protest)
    return len(asked)


@transaction.atomic
def say_still_on(*, token: str, entry: UUID) -> None:
    """It takes place as announced. Twice is as once a little later. Raises NotNow, Frozen."""
    protest = _standing(token, entry)
    begins, now = still_on.begins(protest.starts_at, protest.over_at), clock.now()
    if protest.asked_at is None and not still_on.may_answer(begins, protest.over_at, now):
        raise NotNow(protest.status)
    protest.still_on_at = now
    protest.save(update_fields=["still_on_at"])
    record("protest.still_on", protest, by=None)
    changed(protest.day)


@transaction.atomic
def say_started(*, token: str, entry: UUID, headcount: object) -> None:
    """It has begun, with so many people; said again, the number is another. Raises Faulty, NotNow, Frozen."""
    reading = Reading()
    people = reading.take("headcount", still_on.headcount, headcount)
    reading.finish()
    protest = _standing(token, entry)
    begins, now = still_on.begins(protest.starts_at, protest.over_at), clock.now()
    if not still_on.may_start(begins, protest.over_at, now):
        raise NotNow(protest.status)
    protest.started_at, protest.headcount = protest.started_at or now, people
    protest.still_on_at = protest.still_on_at or now
    protest.save(update_fields=["started_at", "headcount", "still_on_at"])
    record("protest.started", protest, by=None)
    changed(protest.day)


def _standing(token: str, entry: UUID) -> Protest:
    """The organiser's protest, which takes place as far as is known. Raises NotNow, Frozen."""
    contact = own.contact_of(token)
    submission = own.entry_of(contact, entry) if contact else None
    protest = own.protest_of(submission) if submission else None
    if protest is None:
        raise NotNow("")
    if protest.day.frozen_at:
        raise Frozen
    if running.EDIT not in own.acts_on(protest) or not running.gathers(protest.status, protest.going_ahead):
        raise NotNow(protest.status)
    return protest
