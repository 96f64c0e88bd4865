"""The log as the team reads it: who, when, what and why; of one entry, or as a whole for coordinators."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone as clock

from protests.enums import Role
from protests.models import AuditEvent, Campaign, Person
from protests.private import InReview
from protests.rules import retention

MOST_OF_ONE = 100
ON_A_PAGE = 100


@dataclass(frozen=True)
class Logged:
    """One act. `who` is the address of somebody of the team, "" where there is none or a year has passed; `by_team`
    tells those from acts of organisers and of the site itself."""

    id: int
    at: datetime
    verb: str
    kind: str
    object_id: str
    reason: str
    counts: dict[str, int]
    who: str
    by_team: bool


@dataclass(frozen=True)
class Asked:
    """What of the log somebody wants to read. `before` is the row that the page before ended with."""

    verb: str = ""
    person: int | None = None
    day: date | None = None
    before: int | None = None


def of_item(item: InReview) -> list[Logged]:
    """What happened to one entry that a moderator sees, and to the protest it became, in the order in which it did."""
    theirs = Q(kind="submission", object_id=str(item.id))
    if item.code:
        theirs |= Q(kind="protest", object_id=item.code)
    return _read(AuditEvent.objects.filter(theirs).order_by("-at", "-pk")[:MOST_OF_ONE])[::-1]


def of_campaigns(person: Person, asked: Asked) -> list[Logged]:
    """The latest first: of the campaigns that a person runs, and what concerns the whole site. One more than a page, if
    there is more."""
    found = _visible_to(person)
    if asked.verb:
        found = found.filter(verb=asked.verb)
    if asked.person:
        found = found.filter(actor=asked.person)
    if asked.day:
        found = found.filter(at__date=asked.day)
    if asked.before:
        found = found.filter(pk__lt=asked.before)
    return _read(found.order_by("-pk")[: ON_A_PAGE + 1])


def verbs(person: Person) -> list[str]:
    """Those that are in the log."""
    return list(_visible_to(person).order_by("verb").values_list("verb", flat=True).distinct())


def people(person: Person) -> list[tuple[int, str]]:
    """Who acted, of those who can still be named: number and address."""
    actors = _visible_to(person).exclude(actor_id=None).values("actor_id")
    return list(Person.objects.filter(pk__in=actors).order_by("email").values_list("pk", "email"))


def _visible_to(person: Person) -> QuerySet[AuditEvent]:
    led = Campaign.objects.filter(team__person=person, team__role=Role.COORDINATOR)
    return AuditEvent.objects.filter(Q(campaign=None) | Q(campaign__in=led.values("pk")))


def _read(found: QuerySet[AuditEvent]) -> list[Logged]:
    """Names come from beside the log: of who is forgotten there is none, and of nobody after a year."""
    now, events = clock.now(), list(found)
    fresh = {event.actor_id for event in events if now - event.at < retention.LOG_NAMES}
    people = Person.objects.in_bulk(fresh - {None})
    return [_logged(event, people if now - event.at < retention.LOG_NAMES else {}) for event in events]


def _logged(event: AuditEvent, people: Mapping[int, Person]) -> Logged:
    names = "id at verb kind object_id reason counts".split()
    values: dict[str, Any] = {name: getattr(event, name) for name in names}
    person = people.get(event.actor_id or 0)
    return Logged(**values, who=person.email if person else "", by_team=event.actor_id is not None)
