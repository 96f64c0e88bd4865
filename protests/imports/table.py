"""Any file that lists protests, as lines of cells: CSV, XLSX, iCalendar, GeoJSON. Told by content, never by name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_LINES = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 5000
# Why a file can't be read, and what to do.
WHY: dict[str, str | Promise] = {
    "file.empty": _("The file is empty. Save it again and choose it once more."),
    "file.unknown": _("This is no CSV, XLSX, iCalendar or GeoJSON file. Save the sheet as one of these."),
    "file.too_large": _("The file is larger than 10 MB. Split it."),
    "file.too_long": _("The file has more than 50,000 rows. Split it."),
    "file.old_excel": _("This is an old or a locked Excel file. Save it as XLSX, without a password."),
    "file.inflated": _("The file unpacks to far more than it says. Save it anew, as CSV if need be."),
    "file.xlsx": _("This XLSX file is damaged. Open it in a spreadsheet program and save it again."),
    "file.csv": _("This is not a sheet. Save it as CSV, with a row of headings."),
    "file.encoding": _("The letters of this file can't be read. Save it as CSV in UTF-8."),
    "file.calendar": _("This calendar file holds no entries, or is cut off. Export it again."),
    "file.geojson": _("This is not a GeoJSON file with a list of features. Export it again."),
}


class Unreadable(ValueError):
    """The whole file; `code` is one of WHY."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Line:
    """`number` counts as a spreadsheet does; `marks` are (column, code): what a cell is beside its text."""

    number: int
    cells: tuple[str, ...]
    marks: tuple[tuple[int, str], ...] = ()

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True)
class Table:
    """`form` is csv, xlsx, ics or geojson; `encoding` that of a CSV, for people to see."""

    form: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]
    encoding: str = ""


def bounded(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that hold something. Raises Unreadable beyond MOST_LINES of them; a thousand blank ones are the end: a
    sheet may claim a million."""
    count = blank = 0
    for line in lines:
        blank = blank + 1 if line.is_blank else 0
        if blank > 1000:
            return
        if not line.is_blank:
            count += 1
            yield line
        if count > MOST_LINES:
            raise Unreadable("file.too_long")


def headed(form: str, lines: Sequence[Line], head: int, encoding: str = "") -> Table:
    """A table whose line number `head` of the list names the columns; -1: none does. Columns without anything at the
    end are none."""
    filled = (place for line in lines for place, cell in enumerate(line.cells, 1) if cell)
    width = max(filled, default=0)
    named = lines[head].cells if head >= 0 else ()
    names = tuple(named[column] if column < len(named) else "" for column in range(width))
    below = (Line(line.number, line.cells[:width], line.marks) for line in lines[head + 1 :])
    return Table(form, names, tuple(below), encoding)


def cut(text: str) -> str:
    return text.strip()[:LONGEST_CELL]
