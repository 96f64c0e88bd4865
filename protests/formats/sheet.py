"""Sheets (CSV, XLSX) that spreadsheet programs open and that do nothing there: a text is never a formula (B11)."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What makes a program read a cell as a formula (ASVS 1.2.10), in the wide letters of East Asia too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(header: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """RFC 4180 in UTF-8, with a mark that tells Excel so. Every text is quoted, numbers are not."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows([_plain(value) for value in row] for row in (header, *rows))
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(header: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet whose first row stays in sight. Dates and numbers are such, moments in UTC; every text is a text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in (header, *rows):
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value: object) -> object:
    """A number as it is, anything else as a text; moments are ISO 8601 with their offset."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = "" if value is None else _iso(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def _cell(sheet: Any, value: object) -> object:
    """A text is marked as one, or openpyxl would take "=1+1" for a formula and "#N/A" for a fault."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).replace(tzinfo=None)
    if value is None or (isinstance(value, int | float | date | time) and not isinstance(value, bool)):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    cell.data_type = "s"
    if cell.value.startswith(FORMULA):
        cell.quotePrefix = True  # what Excel sets for a typed apostrophe: it stays a text when somebody edits it
    return cell
