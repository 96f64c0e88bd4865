"""What the work on an import asks: which file, which rows are next, what is listed already. Nobody looks on."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone as clock

from maps import gazetteer
from protests.actions import gatherings
from protests.actions.taking import TAKEN
from protests.enums import Decision, Stage, Visibility
from protests.intake.pages import WORKING, Day, Row, day_of, rows
from protests.models import ColumnMatch, Import, ImportRow, Protest
from protests.rules import merging, similarity
from protests.rules.draft import Draft
from protests.rules.merging import Merged

# What was left alone for so long has no worker any more.
STALLED = timedelta(minutes=1)


@dataclass(frozen=True)
class Job:
    """An import as the worker sees it."""

    id: UUID
    stage: str
    filename: str
    content: bytes | None
    fields: list[str]
    order: str
    day_id: int
    day: Day


@dataclass(frozen=True)
class Known:
    """What a key was taken in as before. `merged` is what the file would make of it, None where nothing can be made."""

    protest_id: int | None
    submission_id: UUID | None
    merged: Merged | None
    is_cancelled: bool


def job(import_id: UUID) -> Job | None:
    found = Import.objects.select_related("day__campaign").filter(pk=import_id).first()
    if found is None:
        return None
    content = bytes(found.content) if found.content is not None else None
    own = {name: getattr(found, name) for name in ("id", "stage", "filename", "fields", "order", "day_id")}
    return Job(content=content, day=day_of(found.day), **own)


def stalled() -> list[UUID]:
    """Imports that somebody or a worker left in the middle."""
    limit = clock.now() - STALLED
    half_done = Q(stage__in=[stage.value for stage in WORKING]) | Q(stage=Stage.UNDONE, rows__outcome__in=TAKEN)
    return list(Import.objects.filter(half_done, touched_at__lt=limit).values_list("pk", flat=True).distinct())


def remembered(campaign: str) -> dict[str, str]:
    """What columns were said to be before, by heading."""
    return dict(ColumnMatch.objects.filter(campaign__slug=campaign).values_list("heading", "field"))


def unchecked(of: UUID, most: int) -> list[Row]:
    return rows(of, Q(verdict="", outcome=""), most=most)


def to_take(of: UUID, most: int) -> list[Row]:
    return rows(of, Q(is_ticked=True, outcome=""), most=most)


def is_stopped(of: UUID) -> bool:
    """Whether it was undone while it was being taken in."""
    return not Import.objects.filter(pk=of, stage=Stage.TAKING).exists()


def to_undo(of: UUID) -> list[int]:
    """The ids of the rows that are still as the import left them, the last first."""
    found = ImportRow.objects.filter(of=of, outcome__in=TAKEN).order_by("-number")
    return list(found.values_list("pk", flat=True))


def all_rows(of: UUID) -> Iterator[tuple[int, list[str]]]:
    """(id, cells) of every row, in order."""
    found = ImportRow.objects.filter(of=of).order_by("number")
    return iter(found.values_list("pk", "cells").iterator(chunk_size=1000))


def known(job: Job, drafts: dict[str, Draft | None]) -> dict[str, Known]:
    """Of each key what it became when it was last taken in, and what its draft would change about that."""
    before = ImportRow.objects.filter(of__day=job.day_id, key__in=drafts.keys(), outcome__in=TAKEN).exclude(of=job.id)
    latest = {
        row.key: row for row in before.select_related("protest", "submission__protest").order_by("of__created_at")
    }
    return {key: _known(row, drafts.get(key)) for key, row in latest.items()}


def _known(row: ImportRow, draft: Draft | None) -> Known:
    protest = row.protest or (row.submission.protest if row.submission else None)
    waiting = row.submission if row.submission and row.submission.decision == Decision.WAITING else None
    standing = protest if protest and protest.visibility == Visibility.PUBLIC else waiting if not protest else None
    is_over = standing is None or (protest is not None and protest.status == "cancelled")
    return Known(
        protest_id=protest.pk if protest else None,
        submission_id=waiting.pk if waiting and not protest else None,
        merged=merging.merge(gatherings.draft_of(standing), draft, row.prints) if standing and draft else None,
        is_cancelled=is_over,
    )


def twins(of: UUID, imprints: Collection[str]) -> dict[str, int]:
    """The first row of the import with each of these imprints, by number."""
    found = ImportRow.objects.filter(of=of, imprint__in=[one for one in imprints if one]).order_by("-number")
    return dict(found.values_list("imprint", "number"))


def listed_like(job: Job, draft: Draft, town_id: int | None) -> str:
    """The code of a listed protest of the campaign that looks the same; "" for none. `town_id` where it is known."""
    nearest = gazetteer.nearest_town(draft.point) if draft.point and not town_id else None
    sought = similarity.sought(draft, nearest.id if nearest else town_id)
    if sought is None:
        return ""
    listed = Protest.objects.public().filter(day__campaign__slug=job.day.campaign)
    return listed.similar_to(sought).values_list("code", flat=True).first() or ""
