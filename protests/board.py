"""The board of a day: what its coordinators look at in the last week and on the day. Never an address."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Aggregate, Count, DurationField, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from protests.called import CalledDay
from protests.enums import Accuracy, Decision
from protests.models import Campaign, Protest, Submission
from protests.querysets import ProtestQuerySet, not_revealed
from protests.rules import permissions

MOST_LISTED = 200
# Rows that the clock shows of what comes.
MOST_NEXT = 12
BEGINS = Coalesce("starts_at", F("over_at") - timedelta(days=1))


class Median(Aggregate):
    """The middle one: half of them took less."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Line:
    """One protest on the board; `review` is the submission by which it came."""

    code: str
    title: str
    locality: str
    country: str
    status: str
    local_date: date
    local_start: time | None
    timezone: str
    starts_at: datetime | None
    over_at: datetime
    reveal_at: datetime | None
    asked_at: datetime | None
    still_on_at: datetime | None
    started_at: datetime | None
    headcount: int | None
    review: UUID | None


@dataclass(frozen=True)
class Pace:
    """How long decisions took; `person` is an address of the team, "" for all of them together."""

    person: str
    decided: int
    median: timedelta


@dataclass(frozen=True)
class Board:
    """The state of a day: the number of each list in LISTS, what waits, and the countries nobody looks after."""

    tallies: dict[str, int]
    waiting: int
    longest: datetime | None
    unmoderated: list[str]
    without: list[str]
    paces: list[Pace]
    on_now: list[Line]
    coming: list[Line]
    over: int
    headcount: int


def _unplaced(now: datetime) -> Q:
    """The exact place is not shown yet, or not known."""
    return not_revealed(now) | Q(accuracy=Accuracy.CITY, venue="")


def _narrowed(found: ProtestQuerySet, key: str, now: datetime) -> ProtestQuerySet:
    """One list of the board."""
    gathering = found.gathering()
    coming = gathering.filter(over_at__gt=now)
    lists = {
        "unplaced": coming.filter(_unplaced(now), point_expected()),
        "untimed": coming.filter(starts_at=None),
        "unsaid": coming.filter(Q(still_on_at=None) | Q(still_on_at__lt=F("asked_at")), asked_at__isnull=False),
        "said": coming.filter(still_on_at__isnull=False).exclude(still_on_at__lt=F("asked_at")),
        "off": found.exclude(pk__in=gathering.values("pk")),
        "started": gathering.filter(started_at__isnull=False),
        "silent": gathering.filter(starts_at__lte=now, started_at=None, over_at__gt=now),
    }
    return lists[key]


LISTS = ("unplaced", "untimed", "unsaid", "said", "off", "started", "silent")


def point_expected() -> Q:
    """Not for what takes place online."""
    return Q(exact_point__isnull=False)


def of_day(called: CalledDay, now: datetime) -> Board:
    """Everything on the board but the public counters."""
    protests, sent = _protests(called), _sent(called)
    waiting = sent.filter(decision=Decision.WAITING).aggregate(count=Count("pk"), longest=Min("created_at"))
    live = protests.gathering()
    return Board(
        tallies={key: _narrowed(protests, key, now).count() for key in LISTS},
        waiting=waiting["count"],
        longest=waiting["longest"],
        unmoderated=_unmoderated(called, protests, sent),
        without=_without(called, protests),
        paces=_paces(sent),
        on_now=_lines(live.filter(starts_at__lte=now, over_at__gt=now)),
        coming=_lines(live.filter(starts_at__gt=now))[:MOST_NEXT],
        over=live.filter(over_at__lte=now).count(),
        headcount=sum(live.exclude(headcount=None).values_list("headcount", flat=True)),
    )


def listed(called: CalledDay, key: str, now: datetime) -> list[Line]:
    """The protests behind one number of the board, by start."""
    return _lines(_narrowed(_protests(called), key, now))


def _protests(called: CalledDay) -> ProtestQuerySet:
    return Protest.objects.public().of_day(called.campaign, called.slug)


def _sent(called: CalledDay) -> QuerySet[Submission]:
    return Submission.objects.filter(day__campaign__slug=called.campaign, day__slug=called.slug)


def _lines(found: ProtestQuerySet) -> list[Line]:
    first = Submission.objects.filter(protest=OuterRef("pk"), is_change=False).order_by("created_at", "pk")
    rows = found.annotate(review=Subquery(first.values("pk")[:1]), begins=BEGINS).order_by("begins", "code")
    return [Line(**values) for values in rows.values(*Line.__dataclass_fields__)[:MOST_LISTED]]


def _unmoderated(called: CalledDay, protests: ProtestQuerySet, sent: QuerySet[Submission]) -> list[str]:
    """The countries of what is listed or waits that no moderator has."""
    team = Campaign.objects.get(slug=called.campaign).team.all()
    waiting = sent.filter(decision=Decision.WAITING)
    there = set(protests.values_list("country", flat=True)) | set(waiting.values_list("country", flat=True))
    return permissions.uncovered(team, there - {""})


def _without(called: CalledDay, protests: ProtestQuerySet) -> list[str]:
    """The countries that took part in another day of the campaign, and have nothing listed on this one."""
    others = Protest.objects.public().of_campaign(called.campaign).exclude(day__slug=called.slug)
    before = set(others.order_by().values_list("country", flat=True).distinct())
    return sorted(before - set(protests.gathering().values_list("country", flat=True)) - {""})


def _paces(sent: QuerySet[Submission]) -> list[Pace]:
    """From sending to the decision of a moderator, everybody together first."""
    decided = sent.filter(decided_by__isnull=False).annotate(took=F("decided_at") - F("created_at"))
    whole = decided.aggregate(count=Count("pk"), median=Median("took"))
    if not whole["count"]:
        return []
    each = decided.values_list("decided_by__email").annotate(count=Count("pk"), median=Median("took"))
    rows = [Pace(*one) for one in each.order_by("-count", "decided_by__email")]
    return [Pace("", whole["count"], whole["median"]), *rows]
