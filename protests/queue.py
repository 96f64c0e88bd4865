"""What waits for moderators, and how much of it: the tabs, the countries, what wants care, the heaps of the like.

Every number here is counted from an index: fifty thousand of likely spam must not slow down two hundred of the others.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Func, Min, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone as clock

from protests.enums import Accuracy, Decision
from protests.models import Concern, Membership, Person, Protest, Submission
from protests.private import InReview, in_review, visible_to, with_relations, within_reach
from protests.rules.concerning import URGENT
from protests.rules.waiting import LATE

SPAM = "spam"
NEWEST = "newest"
# So many alike are a heap, and of so many heaps the largest are offered.
HEAP = 3
MOST_HEAPS = 12
MOST_CONCERNS = 200
# Wants care, and no flag was set for it when it came.
NEEDS_PLACE = Q(accuracy=Accuracy.CITY, venue="", address="", exact_point__isnull=False)


@dataclass(frozen=True)
class Chosen:
    """Which submissions a moderator looks at. `country` is a code, "" for what takes place online, None for all;
    `mine`: those that were given to them; `words` stand in the title, the city, the group or the place."""

    decision: str = Decision.WAITING
    country: str | None = None
    flag: str = ""
    is_spam: bool = False
    mine: bool = False
    words: str = ""
    newest_first: bool = False


@dataclass(frozen=True)
class Heap:
    """What waits and is alike: how many, and the one that came first."""

    count: int
    first: InReview


@dataclass(frozen=True)
class Colleague:
    """Somebody of the team, to whom a submission can be given."""

    id: int
    name: str


@dataclass(frozen=True)
class OpenConcern:
    """What a visitor says is wrong, and about what."""

    id: int
    at: datetime
    kind: str
    text: str
    is_urgent: bool
    is_spam: bool
    code: str
    title: str
    locality: str
    country: str
    visibility: str
    review: UUID | None


class Unnest(Func):
    """One row for each element of an array."""

    function = "unnest"
    set_returning = True
    output_field = CharField()


def tallies(person: Person) -> Counter[str]:
    """How many submissions of each decision a person may see; likely spam that waits apart, under SPAM."""
    found = visible_to(person).values_list("decision", "is_spam").annotate(count=Count("*")).order_by("decision")
    tallied: Counter[str] = Counter()
    for decision, is_spam, count in found:
        tallied[SPAM if is_spam and decision == Decision.WAITING else decision] += count
    return tallied


def countries(person: Person, chosen: Chosen) -> Counter[str]:
    """How many of the chosen there are in each country, whatever country is chosen; "" is online."""
    return _count(_chosen(person, replace(chosen, country=None)), "country")


def flags(person: Person, chosen: Chosen) -> Counter[str]:
    """How many of the chosen wear each flag, whatever flag is chosen; also those that nobody needs to set. Of likely
    spam nobody asks that."""
    if chosen.is_spam:
        return Counter()
    found = _chosen(person, replace(chosen, flag=""))
    derived = found.aggregate(**{flag: Count("pk", filter=condition) for flag, condition in _derived().items()})
    counted = Counter({flag: count for flag, count in derived.items() if count})
    return _count(found.annotate(flag=Unnest("flags")), "flag") + counted


def queue(person: Person, chosen: Chosen, first: int = 0, most: int = 100) -> list[InReview]:
    """A stretch of the chosen submissions: the longest waiting first, of the decided ones the last decided."""
    order: list[Any] = ["-created_at" if chosen.newest_first else "created_at", "pk"]
    if chosen.decision not in (Decision.WAITING, Decision.ASKED):
        order.insert(0, F("decided_at").desc())
    found = with_relations(_chosen(person, chosen)).order_by(*order)
    return [in_review(record) for record in found[first : first + most]]


def longest_waiting(person: Person) -> datetime | None:
    """When the one was sent that waits longest; None if nothing does."""
    return _chosen(person, Chosen()).aggregate(first=Min("created_at"))["first"]


def mine(person: Person) -> int:
    """How many wait that were given to this person."""
    return _chosen(person, Chosen(mine=True)).count()


def heaps(person: Person, chosen: Chosen) -> list[Heap]:
    """The largest heaps of what is alike among the chosen. Three queries."""
    found = _chosen(person, chosen).exclude(likeness="")
    large = found.values_list("day", "likeness").annotate(count=Count("*")).filter(count__gte=HEAP)
    counts = {(day, key): count for day, key, count in large.order_by("-count", "likeness")[:MOST_HEAPS]}
    keys = {key for _day, key in counts}
    firsts = found.filter(likeness__in=keys).order_by("day", "likeness", "created_at").distinct("day", "likeness")
    records = (
        with_relations(Submission.objects.filter(pk__in=list(firsts.values_list("pk", flat=True)))) if keys else ()
    )
    shown = {(record.day_id, record.likeness): in_review(record) for record in records}
    return [Heap(count, shown[key]) for key, count in counts.items()]


def alike(person: Person, item: InReview) -> int:
    """How many others wait that are like it."""
    record = Submission.objects.get(pk=item.id)
    if not record.likeness:
        return 0
    same = visible_to(person).filter(day=record.day_id, likeness=record.likeness, decision=Decision.WAITING)
    return same.count() - (record.decision == Decision.WAITING)


def colleagues(person: Person) -> list[Colleague]:
    """Who is on a team with this person, themselves among them."""
    teams = Membership.objects.filter(person=person).values("campaign")
    found = Person.objects.filter(memberships__campaign__in=teams, is_active=True).distinct().order_by("email")
    return [Colleague(one.pk, str(one)) for one in found]


def colleague(person: Person, number: int) -> Person | None:
    """The one of them whom a form names."""
    known = {one.id for one in colleagues(person)}
    return Person.objects.get(pk=number) if number in known else None


def concerns(person: Person) -> list[OpenConcern]:
    """What visitors say and nobody closed, in the countries of this person: urgent ones first, likely spam last."""
    theirs = within_reach(person, Protest.objects.all())
    first = Submission.objects.filter(protest=OuterRef("protest"), is_change=False).order_by("created_at", "pk")
    found = Concern.objects.filter(closed_at=None, protest__in=theirs.values("pk")).select_related("protest")
    is_urgent = Case(When(kind__in=URGENT, then=0), default=1)
    shown = found.annotate(review=Subquery(first.values("pk")[:1])).order_by("is_spam", is_urgent, "at", "pk")
    return [_concern(one) for one in shown[:MOST_CONCERNS]]


def concern_count(person: Person) -> int:
    theirs = within_reach(person, Protest.objects.all())
    return Concern.objects.filter(closed_at=None, is_spam=False, protest__in=theirs.values("pk")).count()


def concern(person: Person, number: int) -> OpenConcern | None:
    """One of them."""
    return next((one for one in concerns(person) if one.id == number), None)


def _concern(one: Any) -> OpenConcern:
    protest = one.protest
    return OpenConcern(
        id=one.pk,
        at=one.at,
        kind=one.kind,
        text=one.text,
        is_urgent=one.kind in URGENT,
        is_spam=one.is_spam,
        code=protest.code,
        title=protest.title,
        locality=protest.locality,
        country=protest.country,
        visibility=protest.visibility,
        review=one.review,
    )


def _derived() -> dict[str, Q]:
    return {"late": Q(created_at__lt=clock.now() - LATE, decision=Decision.WAITING), "no_place": NEEDS_PLACE}


def _chosen(person: Person, chosen: Chosen) -> QuerySet[Submission]:
    found = visible_to(person).filter(decision=chosen.decision)
    if chosen.decision == Decision.WAITING:
        found = found.filter(is_spam=chosen.is_spam)
    if chosen.country is not None:
        found = found.filter(country=chosen.country)
    if chosen.mine:
        found = found.filter(assigned_to=person)
    for word in chosen.words.split():
        said = ("title", "locality", "group_name", "venue")
        found = found.filter(Q(*((f"{name}__icontains", word) for name in said), _connector=Q.OR))
    if not chosen.flag:
        return found
    return found.filter(_derived().get(chosen.flag) or Q(flags__contains=[chosen.flag]))


def _count(found: QuerySet[Any], column: str) -> Counter[str]:
    return Counter(dict(found.values_list(column).annotate(count=Count("*")).order_by(column)))
