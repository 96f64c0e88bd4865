"""What the page of an import shows: columns, tabs, rows with what is wrong in which cell, what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from protests.enums import RowOutcome, Stage, Verdict
from protests.formats import words
from protests.imports import checking
from protests.imports.headings import LABELS
from protests.imports.table import WHY
from protests.intake import pages
from protests.intake.pages import Day, File, Row
from protests.rules.numbers import whole_number
from protests.views import remarks
from protests.views.remarks import Told

TABS: dict[str, str | Promise] = {
    Verdict.GOOD: gettext_lazy("Good"),
    Verdict.DOUBT: gettext_lazy("Look at it"),
    Verdict.FAULTY: gettext_lazy("With faults"),
    Verdict.SAME: gettext_lazy("Unchanged"),
    Verdict.LEFT: gettext_lazy("Left out"),
}
CERTAINTY: dict[str, str | Promise] = {
    "given": gettext_lazy("coordinates from the file"),
    "chosen": gettext_lazy("place chosen by hand"),
    "sure": gettext_lazy("place found for certain"),
    "likely": gettext_lazy("place likely: look at it"),
    "guess": gettext_lazy("place guessed by a similar name"),
    "choose": gettext_lazy("several places are called so"),
    "none": gettext_lazy("place not found"),
}
ORDERS = (
    ("", gettext_lazy("as the dates themselves say")),
    ("dmy", gettext_lazy("day first: 31/5/2026")),
    ("mdy", gettext_lazy("month first: 5/31/2026")),
)


@dataclass(frozen=True)
class Shown:
    """One row as the page has it."""

    row: Row
    title: str
    when: str
    place: str
    certainty: str | Promise
    faults: list[Told]
    notes: list[Told]
    remarks: list[str | Promise]
    outcome: str | Promise
    may_tick: bool


@dataclass(frozen=True)
class Column:
    """A column of the file: where, its heading, what it is taken for, what stands in it."""

    place: int
    letter: str
    heading: str
    field: str
    sample: list[str] = field(default_factory=list)


def shared() -> dict[str, Any]:
    return {"section": "imports", "may_coordinate": True}


def day(person: Any, found: Day) -> dict[str, Any]:
    """Everything that templates/moderate/import_day.html needs."""
    files = [(one, Stage(one.stage).label) for one in pages.files(person, found)]
    return shared() | {"day": found, "files": files, "dates": words.days(found.starts_on, found.ends_on)}


def page(found: File, asked: Mapping[str, str]) -> dict[str, Any]:
    """Everything that templates/moderate/import.html needs. `asked` has the tab and the page of it."""
    tab, number = _asked(found, asked)
    of_tab = Q(verdict=tab)
    total = pages.count(found.id, of_tab)
    rows = pages.rows(found.id, of_tab, first=pages.MOST_SHOWN * (number - 1))
    shown = [_shown(found, row) for row in rows]
    is_working = found.stage in pages.WORKING
    return shared() | {
        "file": found,
        "dates": words.days(found.day.starts_on, found.day.ends_on),
        "stage": Stage(found.stage).label,
        "is_working": is_working,
        "is_ready": found.stage == Stage.READY,
        "may_undo": found.stage in (Stage.DONE, Stage.TAKING),
        "may_drop": found.stage in (Stage.READING, Stage.CHECKING, Stage.READY, Stage.FAILED),
        "done": sum(found.counts.values()) - found.counts[""],
        "total": sum(found.counts.values()),
        "why": WHY.get(found.fault, ""),
        "columns": _columns(found),
        "taken": [heading for heading, name in zip(found.head, found.fields, strict=False) if name],
        "is_guessing": bool(found.counts[Verdict.FAULTY]) and not any(found.counts[one] for one in SOUND),
        "fields": LABELS.items(),
        "orders": ORDERS,
        "tabs": [(name, label, found.counts[name], name == tab) for name, label in TABS.items()],
        "tab": tab,
        "rows": shown,
        "numbers": ",".join(str(one.row.number) for one in shown),
        "query": _query(tab, number),
        "earlier": _query(tab, number - 1) if number > 1 else "",
        "later": _query(tab, number + 1) if pages.MOST_SHOWN * number < total else "",
        "outcomes": [(RowOutcome(name).label, count) for name, count in found.outcomes.items() if name],
        "vanished": pages.vanished(found.id) if found.stage in (Stage.READY, Stage.DONE) else [],
    }


MOST_PAGES = 10_000
SOUND = (Verdict.GOOD, Verdict.DOUBT, Verdict.SAME)


def one(found: File, row: Row) -> dict[str, Any]:
    """Everything that templates/moderate/import_row.html needs."""
    values = checking.values_of(row.cells, found.fields, row.corrected)
    shown = _shown(found, row)
    told = {fault.label: fault.sentence for fault in shown.faults}
    fields = [(name, LABELS[name], values.get(name, ""), told.get(LABELS[name], "")) for name in to_correct(found)]
    is_twice = any(fault.code.endswith(".ambiguous") for fault in shown.faults)
    return shared() | {
        "file": found,
        "shown": shown,
        "cells": fields,
        "towns": row.towns if row.certainty in ("choose", "guess", "likely", "chosen") else [],
        "town": values.get("town", ""),
        "fold": values.get("fold", ""),
        "asks_fold": is_twice or "fold" in values,
        "is_ready": found.stage == Stage.READY and not row.outcome,
        "raw": [(column, cell) for column, cell in zip(_columns(found), row.cells, strict=False) if cell],
    }


def to_correct(found: File) -> list[str]:
    """The fields that can be typed for a row: those of the file, and what a protest needs at least."""
    needed = ("title", "date", "start", "end", "city", "country", "timezone")
    return [name for name in LABELS if name in found.fields or name in needed]


def query(asked: Mapping[str, str]) -> str:
    """The tab and page that an address of ours carries, to come back to."""
    return _query(asked.get("tab", ""), whole_number(asked.get("page", "1"), most=MOST_PAGES) or 1)


def _asked(found: File, asked: Mapping[str, str]) -> tuple[str, int]:
    filled = next((name for name in TABS if found.counts[name]), Verdict.GOOD)
    tab = asked.get("tab", "")
    return tab if tab in TABS else filled, whole_number(asked.get("page", "1"), most=MOST_PAGES) or 1


def _query(tab: str, number: int) -> str:
    parts = {"tab": tab, "page": number if number > 1 else ""}
    written = urlencode({name: value for name, value in parts.items() if value})
    return f"?{written}" if written else ""


def _columns(found: File) -> list[Column]:
    samples = pages.rows(found.id, Q(), most=3)
    return [
        Column(place, get_column_letter(place + 1), heading, taken, _sample(samples, place))
        for place, (heading, taken) in enumerate(zip(found.head, found.fields, strict=False))
    ]


def _sample(rows: list[Row], place: int) -> list[str]:
    return [row.cells[place][:60] for row in rows if place < len(row.cells) and row.cells[place]]


def _shown(found: File, row: Row) -> Shown:
    look = checking.look_at(row, found.fields, checking.frame_of(found))
    values = checking.values_of(row.cells, found.fields, row.corrected)
    draft = look.draft
    return Shown(
        row=row,
        title=draft.title if draft else values.get("title", "") or values.get("city", ""),
        when=_when(draft) if draft else " ".join(filter(None, (values.get("date"), values.get("start")))),
        place=row.towns[0][1] if row.towns and row.certainty != "choose" else _place(values),
        certainty=CERTAINTY.get(row.certainty, ""),
        faults=[remarks.told(found, row, fault.field, fault.message, fault.code) for fault in look.faults],
        notes=[remarks.told(found, row, name, sentence) for name, sentence in look.notes],
        remarks=list(remarks.of_row(row, look)),
        outcome=RowOutcome(row.outcome).label if row.outcome else "",
        may_tick=found.stage == Stage.READY and not row.outcome and row.verdict in (Verdict.GOOD, Verdict.DOUBT),
    )


def _when(draft: Any) -> str:
    when = draft.when
    hours = "–".join(words.clock(hour) for hour in (when.local_start, when.local_end) if hour)
    return f"{words.long_day(when.local_date)} · {hours} {when.timezone}" if hours else words.long_day(when.local_date)


def _place(values: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (values.get("venue"), values.get("city"), values.get("location"))))[:120]
