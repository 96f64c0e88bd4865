"""XLSX, read row by row without ever holding the whole; a file that would unpack to gigabytes is refused before."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl

from protests.imports.table import MOST_COLUMNS, Line, Unreadable, cut

MOST_UNPACKED = 200_000_000  # bytes: 50,000 full rows stay under it
MOST_PARTS = 2000
# What stands in a cell that could not be computed.
FAILED = "#N/A #REF! #NAME? #VALUE! #DIV/0! #NUM! #NULL!".split()


def lines_of(content: bytes) -> Iterator[Line]:
    """The lines of the sheet that is open, or of the first that holds anything. A formula gives its last result, and is
    marked. Raises Unreadable."""
    _check_size(content)
    try:
        results, formulas = (_open(content, data_only=only) for only in (True, False))
        name = _fullest(results)
        yield from _lines(results[name], formulas[name])
    except Unreadable:
        raise
    except Exception as error:  # whatever openpyxl stumbles over in a file that somebody made by hand
        raise Unreadable("file.xlsx") from error


def _check_size(content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable("file.xlsx") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("file.inflated")


def _open(content: bytes, *, data_only: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)


def _fullest(book: Any) -> str:
    names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.sheetnames
    active = book.active.title if book.active is not None else ""
    candidates = sorted(names, key=lambda name: name != active)
    return next((name for name in candidates if _holds_something(book[name])), candidates[0])


def _holds_something(sheet: Any) -> bool:
    sheet.reset_dimensions()
    rows = zip(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), range(100), strict=False)
    return sum(any(value is not None for value in row) for row, _n in rows) > 1


def _lines(results: Any, formulas: Any) -> Iterator[Line]:
    for sheet in (results, formulas):
        sheet.reset_dimensions()  # a sheet may claim a million rows
    pairs = zip(*(sheet.iter_rows(max_col=MOST_COLUMNS) for sheet in (results, formulas)), strict=False)
    for number, (shown, typed) in enumerate(pairs, 1):
        cells = tuple(_text(cell.value) for cell in shown)
        marks = [(column, _mark(cell, text)) for column, (cell, text) in enumerate(zip(typed, cells, strict=False))]
        yield Line(number, cells, tuple((column, code) for column, code in marks if code))


def _mark(typed: Any, result: str) -> str:
    if typed.data_type != "f":
        return ""
    return "formula" if result and result not in FAILED else "formula.empty"


def _text(value: object) -> str:
    """A date is ISO 8601; whole numbers lose the ".0" that Excel gives them."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return f"{value.seconds // 3600:02}:{value.seconds % 3600 // 60:02}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else cut(value.isoformat() if isinstance(value, date) else str(value))
