"""Whatever somebody chose to upload, as a table."""

from itertools import islice

from protests.imports import calendars, csvs, features, headings, workbooks
from protests.imports.table import Line, Table, Unreadable, bounded, headed

LARGEST = 10_000_000  # bytes
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")


def read(content: bytes) -> Table:
    """Raises Unreadable. What is in it decides, not its name."""
    if len(content) > LARGEST:
        raise Unreadable("file.too_large")
    if not content.strip():
        raise Unreadable("file.empty")
    if content.startswith(OLD_EXCEL):
        raise Unreadable("file.old_excel")
    if content.startswith(b"PK"):
        return _sheet("xlsx", list(bounded(workbooks.lines_of(content))))
    if content.startswith(BINARY):
        raise Unreadable("file.unknown")
    return _text(*csvs.text_of(content))


def _text(text: str, encoding: str) -> Table:
    start = text[:2000].lstrip("\ufeff \r\n\t").upper()
    if start.startswith("BEGIN:V"):
        lines = list(bounded(calendars.lines_of(text)))
        return Table("ics", tuple(calendars.COLUMNS), tuple(lines), encoding)
    if start.startswith("{"):
        head, lines = features.read(text)
        return Table("geojson", head, tuple(bounded(lines)), encoding)
    if start.startswith(("<!DOCTYPE", "<HTML", "<?XML")):
        raise Unreadable("file.unknown")
    return _sheet("csv", list(bounded(csvs.lines_of(text))), encoding)


def _sheet(form: str, lines: list[Line], encoding: str = "") -> Table:
    table = headed(form, lines, headings.head_of(list(islice(lines, headings.LOOKED_AT))), encoding)
    if not table.lines:
        raise Unreadable("file.empty")
    return table
