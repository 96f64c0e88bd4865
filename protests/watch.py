"""What moderators see around a submission: what stands on the site, what happened to it, what came with it; and what
organisers did of their own accord. Never a contact's address."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone as clock

from protests.enums import Accuracy, Decision, Precision
from protests.models import AuditEvent, Contact, Person, Protest, Submission
from protests.private import InReview, Said, threads, within_reach
from protests.rules.precision import cell_centre
from protests.rules.similarity import Sought

# For so long an act of an organiser is news.
NEWS = timedelta(days=7)
MOST_NEWS = 200
MOST_ALIKE = 3
# What organisers do without waiting for anybody.
LIVE = (
    "protest.cancelled protest.postponed protest.banned protest.undone protest.reinstated"
    " protest.withdrawn protest.claimed protest.handed_over protest.accepted protest.revised"
).split()


@dataclass(frozen=True)
class Standing:
    """A protest as it stands, whole, for moderators. `point` is the exact one, (lon, lat) in degrees."""

    code: str
    status: str
    status_reason: str
    visibility: str
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


@dataclass(frozen=True)
class Happened:
    """One act on a protest: `verb` as in the log, by its organiser or by somebody of the team."""

    at: datetime
    verb: str
    by_organiser: bool


@dataclass(frozen=True)
class Sibling:
    """A submission of the same contact, sent in the same go."""

    id: UUID
    locality: str
    title: str
    local_date: date
    decision: str


@dataclass(frozen=True)
class Around:
    """`alike` are the listed ones that it resembles and may be merged into, `since` is what happened to the protest
    after a change to it was made; `siblings` holds the submission itself."""

    standing: Standing | None
    alike: list[Standing]
    since: list[Happened]
    siblings: list[Sibling]
    has_address: bool
    thread: list[Said]
    # The code of the entry that it was merged into.
    merged_into: str


@dataclass(frozen=True)
class News:
    """What an organiser did, shown at once; `review` is the submission by which the protest came, if one is left."""

    at: datetime
    verb: str
    code: str
    title: str
    locality: str
    country: str
    visibility: str
    review: UUID | None


AS_IS = [name for name in Standing.__dataclass_fields__ if name != "point"]


def around(person: Person, item: InReview) -> Around:
    """What there is to know about a submission that this person may see."""
    record = Submission.objects.select_related("day", "protest__merged_into", "contact").get(pk=item.id)
    winner = record.protest and record.protest.merged_into
    return Around(
        standing=_standing(record.protest) if record.protest else None,
        alike=[] if record.is_change or winner else _alike(person, record),
        since=_since(record.protest, record) if record.protest and record.is_overtaken else [],
        siblings=_siblings(person, record),
        has_address=record.contact is not None and not record.contact.has_receipt,
        thread=threads([record], names=True)[record.pk],
        merged_into=winner.code if winner else "",
    )


def news(person: Person) -> list[News]:
    """What organisers did in the last days in the countries of this person, the latest first. Two queries."""
    acts = list(_acts(person).order_by("-at", "-pk")[:MOST_NEWS])
    first = Submission.objects.filter(protest=OuterRef("pk"), is_change=False).order_by("created_at", "pk")
    found = Protest.objects.filter(code__in={act.object_id for act in acts})
    protests = {one.code: one for one in found.annotate(review=Subquery(first.values("pk")[:1]))}
    return [_news(act, protests[act.object_id]) for act in acts]


def news_count(person: Person) -> int:
    return _acts(person).count()


def _acts(person: Person) -> QuerySet[AuditEvent]:
    theirs = within_reach(person, Protest.objects.all())
    acts = AuditEvent.objects.filter(kind="protest", verb__in=LIVE, actor=None, at__gt=clock.now() - NEWS)
    return acts.filter(object_id__in=theirs.values("code"))


def _news(act: AuditEvent, protest: Any) -> News:
    names = "code title locality country visibility review".split()
    return News(at=act.at, verb=act.verb, **{name: getattr(protest, name) for name in names})


def _standing(protest: Protest) -> Standing:
    point = protest.exact_point
    return Standing(point=(point.x, point.y) if point else None, **{name: getattr(protest, name) for name in AS_IS})


def _alike(person: Person, record: Submission) -> list[Standing]:
    """Found as whoever sent it found them: by what everybody may see."""
    point, city = record.exact_point, Accuracy.CITY
    if point is None:
        return []
    sought = Sought(
        point=point,
        cell=Point(*cell_centre(point.x, point.y), srid=4326),
        place_id=record.place_id,
        is_only_city=city in (record.accuracy, record.precision) or record.precision == Precision.WITHHELD,
        starts_at=record.starts_at,
        local_date=record.local_date,
    )
    listed = Protest.objects.public().similar_to(sought).filter(day__campaign=record.day.campaign_id)
    listed = listed.exclude(pk=record.protest_id)
    return [_standing(one) for one in within_reach(person, listed).order_by("created_at", "pk")[:MOST_ALIKE]]


def _since(protest: Protest, change: Submission) -> list[Happened]:
    """A change is made from what stands at that moment, or later, when it was edited: what came after both."""
    made = max(change.created_at, change.base_at or change.created_at)
    acts = AuditEvent.objects.filter(kind="protest", object_id=protest.code, at__gt=made)
    return [Happened(act.at, act.verb, act.actor_id is None) for act in acts.order_by("at", "pk")]


def _siblings(person: Person, record: Submission) -> list[Sibling]:
    if record.contact is None or record.is_change:
        return []
    found = within_reach(person, _sent_by(record.contact)).order_by("created_at", "pk")
    return [Sibling(**values) for values in found.values(*Sibling.__dataclass_fields__)]


def _sent_by(contact: Contact) -> QuerySet[Submission]:
    return contact.submissions.filter(is_change=False).exclude(decision=Decision.UNCONFIRMED)
