"""What the coordinators of a campaign may see of what the site keeps, forgets and still has to send: never to whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Min, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils import timezone as clock

from protests.enums import Accuracy, Decision, Role
from protests.models import AuditEvent, Campaign, Concern, Contact, Message, OutboxMail, Person, Protest, Submission
from protests.querysets import not_revealed
from protests.querysets.mailing import given_up, until_over
from protests.rules import retention


@dataclass(frozen=True)
class UnsentMail:
    """A mail that no server took yet, or any more: which, since when, how often it was tried. Never to whom."""

    id: int
    template: str
    day_title: str
    code: str
    created_at: datetime
    attempts: int
    next_at: datetime
    is_dead: bool


@dataclass(frozen=True)
class Kept:
    """How many of something there are, and when the first of them goes; None while there are none."""

    count: int
    first_goes: datetime | None


@dataclass(frozen=True)
class Purge:
    """One run that deleted something, and how many of what."""

    at: datetime
    counts: dict[str, int]


def unsent_mails(person: Person, most: int = 200) -> list[UnsentMail]:
    """The mails of a coordinator's campaigns that wait: those that are given up first, then the longest waiting."""
    now = clock.now()
    found = _mails_of(person).annotate(is_dead=Case(When(given_up(now), then=True), default=False))
    found = found.select_related(
        "submission__day", "submission__protest", "protest__day", "follower__day", "notice__day", "press__day"
    )
    return [_unsent(mail) for mail in found.order_by("-is_dead", "created_at", "pk")[:most]]


def may_try_again(person: Person, mail_id: int) -> bool:
    """Whether this mail waits, and is this coordinator's."""
    return _mails_of(person).filter(pk=mail_id).exists()


def kept(person: Person) -> dict[str, Kept]:
    """Of each kind that actions/retention.py forgets and that is a campaign's own. Followers are never counted."""
    now = clock.now()
    sent = Submission.objects.filter(day__campaign__in=_led_by(person))
    protests = Protest.objects.filter(day__campaign__in=_led_by(person))
    theirs = Q(submissions__in=sent.values("pk")) | Q(protests__in=protests.values("pk"))
    contacts = until_over(Contact.objects.filter(pk__in=Contact.objects.filter(theirs).values("pk")))
    exact = protests.filter(accuracy=Accuracy.EXACT)
    over = Coalesce("protest__over_at", "over_at")
    submission_over = Coalesce("submission__protest__over_at", "submission__over_at")
    return {
        "unconfirmed": _kept(sent.filter(decision=Decision.UNCONFIRMED), "created_at", retention.UNCONFIRMED),
        "contacts": _kept(contacts, "until", retention.CONTACT),
        "phones": _kept(contacts.exclude(sealed_phone=None), "until", retention.PHONE),
        "places": _kept(exact.filter(not_revealed(now)), "over_at", retention.PLACE),
        "archive": _kept(exact.exclude(not_revealed(now)), "over_at", retention.ARCHIVE),
        "rejected": _kept(sent.filter(decision=Decision.REJECTED), "decided_at", retention.REJECTED),
        "entries": _kept(sent.exclude(decision=Decision.UNCONFIRMED), over, retention.ENTRY),
        "messages": _kept(Message.objects.filter(submission__in=sent.values("pk")), submission_over, retention.MESSAGE),
        "concerns": _kept(Concern.objects.filter(protest__in=protests.values("pk")), "at", retention.CONCERN),
        "dead_mails": _kept(_mails_of(person), "created_at", retention.DEAD_LETTER),
    }


def purges(most: int = 50) -> list[Purge]:
    """The last runs that deleted something, of the whole site: numbers alone."""
    found = AuditEvent.objects.filter(verb="retention.purged").order_by("-at", "-pk")
    return [Purge(event.at, event.counts) for event in found[:most]]


def _led_by(person: Person) -> QuerySet[Campaign]:
    return Campaign.objects.filter(team__person=person, team__role=Role.COORDINATOR)


def _mails_of(person: Person) -> QuerySet[OutboxMail]:
    """What waits to be sent about anything of the campaigns that a person runs."""
    about = (
        "submission",
        "protest",
        "follower",
        "notice",
        "press",
        "contact__submissions",
        "contact__succeeds__submissions",
    )
    theirs = Q(campaign__in=_led_by(person))
    for path in about:
        theirs |= Q(**{f"{path}__day__campaign__in": _led_by(person)})
    theirs |= Q(contact__invitation__campaign__in=_led_by(person))
    return OutboxMail.objects.filter(pk__in=OutboxMail.objects.filter(theirs, sent_at=None).values("pk"))


def _unsent(mail: Any) -> UnsentMail:
    about = mail.submission or mail.protest or mail.follower or mail.notice or mail.press
    protest = mail.protest or (mail.submission and mail.submission.protest)
    return UnsentMail(
        id=mail.pk,
        template=mail.template,
        day_title=about.day.title if about else "",
        code=protest.code if protest else "",
        created_at=mail.created_at,
        attempts=mail.attempts,
        next_at=mail.not_before,
        is_dead=mail.is_dead,
    )


def _kept(found: QuerySet[Any], since: Any, after: timedelta) -> Kept:
    counted = found.aggregate(count=Count("pk"), first=Min(since))
    return Kept(counted["count"], counted["first"] and counted["first"] + after)
