"""What the coordinators of a campaign see of the files that they take in: the file, its rows, what is gone from it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from protests.actions.taking import TAKEN
from protests.enums import Role, Stage, Visibility
from protests.models import Import, ImportRow, Person, ProtestDay

WORKING = (Stage.READING, Stage.CHECKING, Stage.TAKING)
MOST_SHOWN = 50


@dataclass(frozen=True)
class Day:
    """A day that somebody may take files into."""

    campaign: str
    campaign_name: str
    slug: str
    title: str
    starts_on: date
    ends_on: date
    is_frozen: bool
    risky: tuple[str, ...]


@dataclass(frozen=True)
class File:
    """An import; `fields` says what each column of `head` is. `counts` are rows by verdict, `outcomes` by outcome."""

    id: UUID
    day: Day
    filename: str
    form: str
    encoding: str
    stage: str
    fault: str
    head: list[str]
    fields: list[str]
    order: str
    is_for_review: bool
    created_at: datetime
    by: str
    counts: Counter[str]
    outcomes: Counter[str]
    ticked: int


@dataclass(frozen=True)
class Row:
    """One row of an import, see models/imports.ImportRow; `code` is of the protest that it became or belongs to."""

    id: int
    number: int
    cells: list[str]
    marks: list[list[Any]]
    corrected: dict[str, str]
    key: str
    certainty: str
    towns: list[list[Any]]
    verdict: str
    twin: int | None
    like: str
    differing: list[str]
    conflicts: list[str]
    is_cancelled: bool
    is_ticked: bool
    outcome: str
    code: str


def days(person: Person) -> list[Day]:
    """The days of the campaigns that a person runs, the latest first."""
    return [day_of(day) for day in _days_of(person).order_by("-starts_on", "pk")]


def day(person: Person, campaign: str, slug: str) -> Day | None:
    found = _days_of(person).filter(campaign__slug=campaign, slug=slug).first()
    return day_of(found) if found else None


def files(person: Person, of: Day, most: int = 20) -> list[File]:
    """The last imports of a day, their rows not counted."""
    found = _of_person(person).filter(day__campaign__slug=of.campaign, day__slug=of.slug)
    return [_file(one, []) for one in found.order_by("-created_at")[:most]]


def file(person: Person, import_id: UUID) -> File | None:
    """One import, or None if it does not exist for this person."""
    found = _of_person(person).filter(pk=import_id).first()
    if found is None:
        return None
    ticked = Count("pk", filter=Q(is_ticked=True, outcome=""))
    return _file(found, found.rows.values_list("verdict", "outcome").annotate(n=Count("pk"), ticked=ticked))


def rows(of: UUID, shown: Q, first: int = 0, most: int = MOST_SHOWN) -> list[Row]:
    found = ImportRow.objects.filter(shown, of=of).select_related("protest", "submission__protest").order_by("number")
    return [_row(one) for one in found[first : first + most]]


def row(of: UUID, number: int) -> Row | None:
    return next(iter(rows(of, Q(number=number))), None)


def count(of: UUID, shown: Q) -> int:
    return ImportRow.objects.filter(shown, of=of).count()


def vanished(of: UUID, most: int = MOST_SHOWN) -> list[tuple[str, str]]:
    """(code, title) of what stood in the file when it was last taken in, is listed still, and is not in it any more."""
    found = Import.objects.get(pk=of)
    keys = set(found.rows.values_list("key", flat=True))
    before = Import.objects.filter(day=found.day_id, created_at__lt=found.created_at, rows__outcome__in=TAKEN)
    last = before.filter(rows__key__in=keys).order_by("-created_at").first()
    if last is None:
        return []
    left = last.rows.filter(protest__visibility=Visibility.PUBLIC).exclude(protest__status="cancelled")
    return list(left.exclude(key__in=keys).values_list("protest__code", "protest__title")[:most])


def _days_of(person: Person) -> QuerySet[ProtestDay]:
    led = {"campaign__team__person": person, "campaign__team__role": Role.COORDINATOR}
    return ProtestDay.objects.select_related("campaign").filter(**led)


def _of_person(person: Person) -> QuerySet[Import]:
    return Import.objects.select_related("day__campaign", "person").filter(day__in=_days_of(person).values("pk"))


def day_of(found: ProtestDay) -> Day:
    own = {name: getattr(found, name) for name in ("slug", "title", "starts_on", "ends_on")}
    return Day(
        campaign=found.campaign.slug,
        campaign_name=found.campaign.name,
        is_frozen=found.frozen_at is not None,
        risky=tuple(found.campaign.risky_countries),
        **own,
    )


def _file(found: Import, tallies: Iterable[tuple[str, str, int, int]]) -> File:
    counts: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    ticked = 0
    for verdict, outcome, n, waits in tallies:
        counts[verdict] += n
        outcomes[outcome] += n
        ticked += waits
    names = "id filename form encoding stage fault head fields order is_for_review created_at".split()
    own = {name: getattr(found, name) for name in names}
    by = found.person.email if found.person else ""
    return File(day=day_of(found.day), by=by, counts=counts, outcomes=outcomes, ticked=ticked, **own)


def _row(found: ImportRow) -> Row:
    protest = found.protest or (found.submission.protest if found.submission else None)
    names = [name for name in Row.__dataclass_fields__ if name not in ("id", "code")]
    own = {name: getattr(found, name) for name in names}
    return Row(id=found.pk, code=protest.code if protest else "", **own)
