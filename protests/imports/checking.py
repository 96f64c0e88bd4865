"""An import goes on from wherever it stands: the file is read, its rows are looked at, what is ticked is taken in.

Each step can be done twice: whoever stops in the middle, the next run goes on there.
"""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils import timezone as clock

from maps import gazetteer
from maps.gazetteer import name_key
from protests.actions import imports, taking
from protests.enums import Stage, Verdict
from protests.imports import cells, files, headings, rows
from protests.imports.hours import Frame
from protests.imports.places import Finder, Where
from protests.imports.rows import Look
from protests.imports.table import Unreadable
from protests.intake import work
from protests.intake.pages import Row
from protests.intake.work import Job, Known
from protests.rules.draft import Draft

AT_A_TIME = 200
# What is done while somebody waits for the page; the rest is the worker's.
SMALL = 100_000  # bytes of a file
FEW = 100  # rows to take in
logger = logging.getLogger(__name__)


def go_on(import_id: UUID, *, is_small: bool) -> None:
    """At once where that takes a moment, else by the worker."""
    if is_small:
        run(import_id)
    else:
        imports.run_soon(import_id=import_id)


def run(import_id: UUID) -> None:
    """Until somebody has to look."""
    steps = {Stage.READING: _read, Stage.CHECKING: _check, Stage.TAKING: _take}
    while (job := work.job(import_id)) and (step := steps.get(Stage(job.stage))):
        step(job)
    for row_id in work.to_undo(import_id) if job and job.stage == Stage.UNDONE else []:
        taking.undo_row(row_id=row_id)


def values_of(row_cells: Sequence[str], fields: Sequence[str], corrected: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row by what they are."""
    values = {field: cell for field, cell in zip(fields, row_cells, strict=False) if field}
    return values | dict(corrected)


def frame_of(job_or_file: Any) -> Frame:
    day = job_or_file.day
    fields = frozenset(field for field in job_or_file.fields if field)
    return Frame(day.title, day.starts_on, day.ends_on, clock.now(), job_or_file.order, fields, day.risky)


def look_at(row: Row, fields: Sequence[str], frame: Frame, where: Where | None = None) -> Look:
    """As it was looked at before, its place taken from then unless another is given."""
    marks = {fields[column] or "key": code for column, code in row.marks if column < len(fields)}
    for name in row.corrected:
        marks.pop(name, None)
    values = values_of(row.cells, fields, row.corrected)
    return rows.look(values, where or _as_found(row), frame, marks)


def _as_found(row: Row) -> Where:
    first = gazetteer.place(row.towns[0][0]) if row.towns else None
    return Where(row.certainty, (first,) if first else ())


def _read(job: Job) -> None:
    try:
        table = files.read(job.content or b"")
    except Unreadable as why:
        return imports.fail(import_id=job.id, code=why.code)
    fields = headings.guess(table.head, table.lines, work.remembered(job.day.campaign))
    about = {"form": table.form, "encoding": table.encoding, "head": table.head, "fields": fields}
    return imports.fill(import_id=job.id, rows=table.lines, **about)


def _check(job: Job) -> None:
    keys, order = _keys_and_order(job)
    imports.touch(import_id=job.id, order=job.order or order)
    again = work.job(job.id)
    finder = Finder()
    while again and (found := work.unchecked(job.id, AT_A_TIME)):
        imports.note(rows=_looked_at(again, found, keys, finder))
        imports.touch(import_id=job.id)
    imports.ready(import_id=job.id)


def _keys_and_order(job: Job) -> tuple[dict[int, str], str]:
    """The key of each row by its id, of what the file says, and the order of day and month if the dates tell."""
    all_values = [(pk, values_of(found, job.fields, {})) for pk, found in work.all_rows(job.id)]
    names = [_name(values) for _pk, values in all_values]
    often = Counter(names)
    keys = {}
    for (pk, values), name in zip(all_values, names, strict=True):
        more = "" if often[name] == 1 else f"\n{values.get('date')}\n{values.get('start')}"
        keys[pk] = sha256((name + more).encode()).hexdigest()
    order = cells.order_of(values.get("date", "") or values.get("start", "") for _pk, values in all_values)
    return keys, order if order in ("dmy", "mdy") else ""


def _name(values: Mapping[str, str]) -> str:
    """What a row is called in every version of the file: its key, or what seldom changes about a gathering."""
    if key := values.get("key"):
        return f"key\n{key}"
    parts = (values.get(name, "") for name in ("title", "group_name", "city", "country", "location"))
    return "row\n" + "\n".join(map(name_key, parts))


@dataclass(frozen=True)
class Found:
    """A row with what was found about it by itself."""

    row: Row
    key: str
    where: Where
    look: Look

    @property
    def town(self) -> int | None:
        return self.where.towns[0].id if self.where.towns else None


def _looked_at(
    job: Job, several: Sequence[Row], keys: Mapping[int, str], finder: Finder
) -> list[tuple[int, dict[str, Any]]]:
    """What is to be noted about each, by the ids."""
    frame = frame_of(job)
    wheres = [finder.where(values_of(row.cells, job.fields, row.corrected)) for row in several]
    found = [
        Found(row, keys[row.id], where, look_at(row, job.fields, frame, where))
        for row, where in zip(several, wheres, strict=True)
    ]
    known = work.known(job, {one.key: one.look.draft for one in found})
    twins = work.twins(job.id, {_imprint(one.look.draft) for one in found})
    return [(one.row.id, _noted(job, one, known.get(one.key), twins)) for one in found]


def _noted(job: Job, one: Found, before: Known | None, twins: dict[str, int]) -> dict[str, Any]:
    imprint, number = _imprint(one.look.draft), one.row.number
    first = twins[imprint] = min(number, twins.get(imprint, number)) if imprint else number
    judged = _judged(one.look, before) if before else _new(job, one, is_twin=first < number)
    towns = [[town.id, town.label] for town in one.where.towns]
    place = {"certainty": one.where.certainty, "towns": towns}
    return {"key": one.key, "imprint": imprint, "twin": first if first < number else None, **place, **judged}


def _imprint(draft: Draft | None) -> str:
    """The same for the same gathering: what rules/draft.is_same compares, and who calls it."""
    if draft is None:
        return ""
    place = f"{draft.point.x} {draft.point.y}" if draft.point else draft.link
    said = f"{place}\n{draft.when.starts_at}\n{draft.when.local_date}\n{draft.group_name}\n{draft.venue}"
    return sha256(said.encode()).hexdigest()


NOTHING: dict[str, Any] = {"like": "", "differing": [], "conflicts": [], "protest_id": None, "submission_id": None}


def _new(job: Job, one: Found, *, is_twin: bool) -> dict[str, Any]:
    """Of a row that was never taken in. What is cancelled and not listed has nothing to be taken in."""
    look, verdict, like = one.look, one.look.verdict, ""
    if look.is_cancelled:
        verdict = Verdict.LEFT
    elif look.draft:
        like = work.listed_like(job, look.draft, one.town)
        verdict = Verdict.DOUBT if like or is_twin else verdict
    return NOTHING | {"verdict": verdict, "like": like, "is_cancelled": False, "is_ticked": verdict == Verdict.GOOD}


def _judged(look: Look, before: Known) -> dict[str, Any]:
    """Of a row that was taken in before: what the file changed, what it cancels, what was changed here as well."""
    to = {"protest_id": before.protest_id, "submission_id": before.submission_id}
    merged, verdict = before.merged, look.verdict
    if before.is_cancelled:
        verdict = Verdict.LEFT
    elif look.is_cancelled:
        verdict = Verdict.GOOD
    elif merged and not merged.differing:
        verdict = Verdict.SAME
    elif merged and merged.conflicts:
        verdict = Verdict.DOUBT
    differing = merged and {"differing": list(merged.differing), "conflicts": list(merged.conflicts)}
    is_cancelled = look.is_cancelled and verdict == Verdict.GOOD
    said = {"verdict": verdict, "is_cancelled": is_cancelled, "is_ticked": verdict == Verdict.GOOD}
    return NOTHING | to | (differing or {}) | said


def _take(job: Job) -> None:
    frame = frame_of(job)
    while found := work.to_take(job.id, AT_A_TIME):
        for row in found:
            _take_one(row, look_at(row, job.fields, frame).draft)
        imports.touch(import_id=job.id)
        if work.is_stopped(job.id):
            return
    taking.finish(import_id=job.id)


def _take_one(row: Row, draft: Draft | None) -> None:
    """Whatever goes wrong with one row is that row's alone."""
    try:
        taking.take(row_id=row.id, draft=draft)
    except Exception:
        logger.exception("import row %s", row.id)
        taking.give_up(row_id=row.id)
