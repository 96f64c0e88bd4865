"""A coordinator writes to a part of a day's organisers: once, each in their language, through the outbox."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from protests import emails
from protests.actions import led
from protests.actions.log import record
from protests.enums import Decision, Visibility
from protests.models import Contact, Notice, Person, Protest, ProtestDay, Submission
from protests.rules.slices import WAITING, Slice


@dataclass(frozen=True)
class Preview:
    """How many get it, of them by mail, and how many read each language."""

    receivers: int
    by_mail: int
    languages: Counter[str]


@transaction.atomic
def preview(*, campaign: str, day: str, to: Slice, by: Person) -> Preview:
    """Raises as send does."""
    found = _receivers(led.day_of(campaign, day, by), to)
    rows = list(Contact.objects.filter(pk__in=found).values_list("language", "has_receipt"))
    mailed = sum(not has_receipt for _language, has_receipt in rows)
    return Preview(len(rows), mailed, Counter(language for language, _receipt in rows))


@transaction.atomic
def send(*, campaign: str, day: str, to: Slice, texts: Mapping[str, str], key: str, by: Person) -> int:
    """How many it goes to; sent again under the same `key` it goes to nobody twice: who sends it at this moment too,
    waits for us. Raises Frozen, PermissionDenied, ProtestDay.DoesNotExist."""
    held = led.day_of(campaign, day, by)
    earlier = Notice.objects.filter(request_key=key).first()
    if earlier:
        return earlier.receivers.count()
    notice = Notice.objects.create(day=held, texts=dict(texts), language=held.campaign.language, request_key=key)
    receivers = list(Contact.objects.select_for_update(no_key=True).filter(pk__in=_receivers(held, to)))
    notice.receivers.set(receivers)
    emails.notice(notice, receivers)
    record("notice.sent", notice, by=by)
    return len(receivers)


def _receivers(day: ProtestDay, to: Slice) -> QuerySet[Contact]:
    """Of what is listed, and where it is asked for of what waits to be looked at; never of what nobody confirmed."""
    listed = Protest.objects.filter(day=day, visibility=Visibility.PUBLIC, contact__isnull=False)
    if to.statuses:
        listed = listed.filter(status__in=to.statuses)
    if to.unsaid:
        listed = listed.filter(Q(still_on_at=None) | Q(still_on_at__lt=F("asked_at")))
    waiting = Submission.objects.filter(day=day, decision__in=(Decision.WAITING, Decision.ASKED), is_change=False)
    wants_waiting = not to.unsaid and (not to.statuses or WAITING in to.statuses)
    theirs = Q(pk__in=_in(listed, to).values("contact"))
    if wants_waiting:
        theirs |= Q(pk__in=_in(waiting, to).exclude(contact=None).values("contact"))
    found = Contact.objects.filter(theirs)
    return found.filter(language__in=to.languages) if to.languages else found


def _in(found: QuerySet[Any], to: Slice) -> QuerySet[Any]:
    return found.filter(country__in=to.countries) if to.countries else found
