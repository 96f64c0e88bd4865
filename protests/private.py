"""The side door: what its owner or a moderator may see of a submission. Never a contact's address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, prefetch_related_objects

from protests.enums import Decision, Role
from protests.models import Contact, Membership, Message, Person, Submission
from protests.rules import permissions, tokens
from protests.rules.asking import Question

AS_IS = (
    "id decision is_change reason note title kind description bring group_name link languages accessibility local_date "
    "local_start local_end_date local_end timezone starts_at ends_at accuracy precision reveal_at venue "
    "address locality region country flags language created_at decided_at"
).split()


@dataclass(frozen=True)
class OwnSubmission:
    """All that was sent, for its owner and for moderators. `point` is the exact one, (lon, lat) in degrees."""

    id: UUID
    campaign: str
    campaign_name: str
    day: str
    day_title: str
    code: str
    decision: str
    is_change: bool
    reason: str
    note: str
    title: str
    kind: str
    description: str
    bring: str
    group_name: str
    link: str
    languages: list[str]
    accessibility: list[str]
    local_date: date
    local_start: time | None
    local_end_date: date | None
    local_end: time | None
    timezone: str
    starts_at: datetime | None
    ends_at: datetime | None
    point: tuple[float, float] | None
    accuracy: str
    precision: str
    reveal_at: datetime | None
    venue: str
    address: str
    locality: str
    region: str
    country: str
    flags: list[str]
    language: str
    created_at: datetime
    decided_at: datetime | None
    by_receipt: bool
    is_frozen: bool = False


@dataclass(frozen=True)
class InReview(OwnSubmission):
    """The same for moderators, who also see who decided: an address of the team, "" for the organiser or nobody.
    `version` is what they send back with their decision: it stands for all that they look at."""

    decided_by: str = ""
    version: str = ""
    assigned_to: str = ""
    is_spam: bool = False


@dataclass(frozen=True)
class Said:
    """One word of the thread: a question (`question` as the reader's language has it), or what was answered."""

    at: datetime
    is_answer: bool
    by: str
    question: str
    text: str


@dataclass(frozen=True)
class Whereabouts:
    """What a status link shows: where a submission stands, and nothing that was sent."""

    campaign: str
    day: str
    decision: str
    code: str


def of_status_token(token: str) -> Whereabouts | None:
    contact = contact_of(token, "status")
    submission = entries(contact).order_by("-created_at").first() if contact else None
    if submission is None:
        return None
    day = submission.day
    return Whereabouts(day.campaign.slug, day.slug, submission.decision, _code(submission))


def teams_of(person: Person) -> list[str]:
    """The slugs of the campaigns in whose team a person is; none for a stranger who signed in. Read once a request."""
    prefetch_related_objects([person], "memberships__campaign")
    return sorted(member.campaign.slug for member in person.memberships.all())


def for_moderator(person: Person, submission_id: UUID) -> InReview | None:
    """One submission, or None if it does not exist for this person."""
    record = with_relations(visible_to(person)).filter(pk=submission_id).first()
    return in_review(record) if record else None


def visible_to(person: Person) -> QuerySet[Submission]:
    """Nobody sees what was sent in the name of an address before that address said so."""
    return within_reach(person, Submission.objects.exclude(decision=Decision.UNCONFIRMED))


def within_reach(person: Person, found: QuerySet[Any]) -> QuerySet[Any]:
    """rules/permissions.may_moderate, said to the database; a test holds the two together. In plain words, so that it
    counts a heap of spam from an index."""
    reach = Q(pk__in=[])
    for member in person.memberships.all():
        reach |= Q(day__campaign=member.campaign_id) & _covered(member)
    return found.filter(reach)


def _covered(member: Membership) -> Q:
    """rules/permissions.covers."""
    covered = Q()
    if member.role != Role.COORDINATOR and member.countries:
        covered &= Q(country__in=member.countries)
    if member.role != Role.COORDINATOR and member.languages:
        covered &= Q(languages=[]) | Q(languages__overlap=member.languages)
    return covered


def threads(records: Iterable[Submission], *, names: bool = False) -> dict[UUID, list[Said]]:
    """What moderators asked and organisers answered, of each submission and of others of the same protest. With
    `names` it says who asked: for the team alone. One query."""
    shown = list(records)
    protests = [one.protest_id for one in shown if one.protest_id]
    about = Q(submission__in=shown)
    if protests:
        about |= Q(submission__in=Submission.objects.filter(protest__in=protests).values("pk"))
    found = list(Message.objects.filter(about).select_related("by", "submission").order_by("at", "pk"))
    return {one.pk: [_said(message, names) for message in found if _is_about(message, one)] for one in shown}


def _is_about(message: Message, record: Submission) -> bool:
    of = message.submission
    return of == record or (record.protest_id is not None and of.protest_id == record.protest_id)


def _said(one: Message, names: bool) -> Said:
    question = str(Question(one.question).label) if one.question else ""
    return Said(one.at, one.is_answer, str(one.by or "") if names else "", question, one.text)


def with_relations(found: QuerySet[Submission]) -> QuerySet[Submission]:
    return found.select_related("day__campaign", "protest", "contact", "decided_by", "assigned_to")


def contact_of(token: str, purpose: str) -> Contact | None:
    """Whose link it is; None for one that does not work (any more)."""
    contact = Contact.objects.filter(handle=tokens.handle_of(token)).first()
    if contact is None or not tokens.is_genuine(
        token, settings.CONTACT_KEY, purpose, contact.handle, contact.generation
    ):
        return None
    return contact


def entries(contact: Contact | None) -> QuerySet[Submission]:
    """The entries of a contact; what asks to change them is not among these."""
    return with_relations(Submission.objects.filter(contact=contact, is_change=False))


def in_review(record: Submission) -> InReview:
    decided_by = record.decided_by.email if record.decided_by else ""
    return InReview(
        decided_by=decided_by,
        version=record.version,
        assigned_to=str(record.assigned_to or ""),
        is_spam=record.is_spam,
        **sent(record),
    )


def sent(record: Submission) -> dict[str, Any]:
    """The values of an OwnSubmission."""
    return {
        "campaign": record.day.campaign.slug,
        "campaign_name": record.day.campaign.name,
        "day": record.day.slug,
        "day_title": record.day.title,
        "code": _code(record),
        "point": (record.exact_point.x, record.exact_point.y) if record.exact_point else None,
        "by_receipt": record.contact is not None and record.contact.has_receipt,
        "is_frozen": record.day.frozen_at is not None,
        **{name: getattr(record, name) for name in AS_IS},
    }


def _code(record: Submission) -> str:
    return record.protest.code if record.protest else ""


def coordinates(person: Person, campaign: str) -> bool:
    """Whether a person runs this campaign."""
    return Membership.objects.filter(person=person, campaign__slug=campaign, role=Role.COORDINATOR).exists()


def may_coordinate(person: Person) -> bool:
    return permissions.may_coordinate(person.memberships.all())


def leads(person: Person) -> list[str]:
    """The slugs of the campaigns that a person coordinates."""
    led = Membership.objects.filter(person=person, role=Role.COORDINATOR).order_by("campaign__slug")
    return list(led.values_list("campaign__slug", flat=True))
