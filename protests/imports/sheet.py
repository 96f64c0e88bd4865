"""A sheet of protests (CSV) in; candidates and named faults out. Columns: protests/sample/README.md."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from protests.enums import Accuracy, Kind
from protests.imports.faults import RowFault
from protests.rules import draft, links, text, when
from protests.rules.draft import Draft
from protests.rules.faults import Reading, Refused

REQUIRED = ("city", "country_code", "latitude", "longitude", "timezone", "local_date")
OPTIONAL = ("local_start", "local_end", "venue", "organiser", "sourced", "source", "title", "kind")
LONGEST_SOURCE = 500
# Which column a fault of a draft's field belongs to, where the names differ.
COLUMN_OF = {"group_name": "organiser"}


@dataclass(frozen=True)
class Candidate:
    """A good row. `key` is the same for the same row in every run."""

    row: int
    key: str
    draft: Draft
    locality: str
    source: str
    is_sample: bool


@dataclass(frozen=True)
class Sheet:
    candidates: tuple[Candidate, ...]
    faults: tuple[RowFault, ...]


def read(content: bytes, *, title: str, now: datetime) -> Sheet:
    """Every row of a CSV in UTF-8; a faulty row gives its faults and no candidate. `title` is for rows without one."""
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        head_faults = tuple(_head_faults(rows.fieldnames or ()))
        if head_faults:
            return Sheet((), head_faults)
        return _sheet(_row(number, row, title, now) for number, row in enumerate(rows, start=2) if any(row.values()))
    except UnicodeDecodeError:
        return Sheet((), (RowFault(1, "", "file.encoding", _("Save the file as UTF-8 and try again.")),))
    except csv.Error:
        return Sheet((), (RowFault(1, "", "file.csv", _("This is not a CSV file. Save the sheet as CSV.")),))


def _sheet(read_rows: Iterator[Candidate | list[RowFault]]) -> Sheet:
    candidates: list[Candidate] = []
    faults: list[RowFault] = []
    for one in read_rows:
        if isinstance(one, Candidate):
            candidates.append(one)
        else:
            faults += one
    return Sheet(tuple(candidates), tuple(faults))


def _head_faults(columns) -> Iterator[RowFault]:
    for name in REQUIRED:
        if name not in columns:
            yield RowFault(1, name, "column.missing", _("The column is missing. The first row names the columns."))


def _row(number: int, row: dict[str, str], title: str, now: datetime) -> Candidate | list[RowFault]:
    cells = {name: (row.get(name) or "").strip() for name in (*REQUIRED, *OPTIONAL)}
    reading = Reading()
    locality = reading.take("city", text.single_line, cells["city"], least=1, most=120)
    source = reading.take("source", _source, cells["source"], cells["sourced"])
    read_draft = draft.read(_raw(cells, title), reading, now=now, archive=True)
    if read_draft is None:
        return [RowFault(number, COLUMN_OF.get(f.field, f.field), f.code, f.message) for f in reading.faults]
    key = sha256("\n".join(cells[name] for name in (*REQUIRED, "local_start", "organiser")).encode()).hexdigest()
    return Candidate(number, key, read_draft, locality or "", source or "", cells["sourced"] == "no")


def _raw(cells: dict[str, str], title: str) -> dict[str, object]:
    """The draft's fields of a row. Points are middles of cities; an end at or before the start is the next day's."""
    start, end = (_moment(cells["local_date"], cells[name]) for name in ("local_start", "local_end"))
    if start and end and end <= start:
        end = _moment(_next_day(cells["local_date"]), cells["local_end"])
    return {
        "title": cells["title"] or title,
        "kind": cells["kind"] or Kind.RALLY,
        "latitude": cells["latitude"],
        "longitude": cells["longitude"],
        "accuracy": Accuracy.CITY,
        "local_date": cells["local_date"],
        "local_start": start,
        "local_end": end,
        "timezone": cells["timezone"],
        "venue": cells["venue"],
        "group_name": cells["organiser"],
        # A sheet of the past says no more than a wall time; where that is ambiguous the first is meant.
        "fold": 0,
        "end_fold": 0,
    }


def _moment(day: str, clock: str) -> str:
    return f"{day}T{clock}" if clock else ""


def _next_day(day: str) -> str:
    try:
        return (when.local_date(day) + timedelta(days=1)).isoformat()
    except Refused:
        return day


def _source(value: str, sourced: str) -> str:
    """A sourced row names a web page; what stands there for the others is a remark about the sample."""
    return links.web_address(value) if sourced == "yes" else text.single_line(value, most=LONGEST_SOURCE)
