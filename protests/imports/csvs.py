"""CSV of any program and country: the encoding and the delimiter are found out."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from charset_normalizer import from_bytes

from protests.imports.table import MOST_COLUMNS, Line, Unreadable, cut

DELIMITERS = (",", ";", "\t", "|")
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
SAMPLE = 100_000  # bytes, characters: enough to tell, quick to look at


def text_of(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises Unreadable."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            return text, encoding.removesuffix("-sig")
    raise Unreadable("file.encoding")


def _encodings(content: bytes) -> Iterator[str]:
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            yield encoding
    yield "utf-8"
    best = from_bytes(content[:SAMPLE]).best()
    if best:
        yield best.encoding
    yield "cp1252"


def lines_of(text: str) -> Iterator[Line]:
    """Raises Unreadable for what no CSV parser reads."""
    given, text = _said(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=given or _delimiter(text))
    try:
        for number, row in enumerate(rows, 1):
            yield Line(number, tuple(map(_plain, row[:MOST_COLUMNS])))
    except csv.Error:
        raise Unreadable("file.csv") from None


def _said(text: str) -> tuple[str, str]:
    """Excel's own first line "sep=;", taken off."""
    first, _break, rest = text.partition("\n")
    is_said = first.strip().lower().startswith("sep=") and len(first.strip()) == 5
    return (first.strip()[4], rest) if is_said else ("", text)


def _delimiter(text: str) -> str:
    """The one that cuts most rows into the same number of cells; among equals into more."""
    return max(DELIMITERS, key=lambda one: _evenness(text[:SAMPLE], one))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    try:
        rows = [
            len(row) for row, _n in zip(csv.reader(io.StringIO(text), delimiter=delimiter), range(50), strict=False)
        ]
    except csv.Error:
        return (0, 0)
    usual = Counter(width for width in rows if width > 1).most_common(1)
    return (usual[0][1], usual[0][0]) if usual else (0, 0)


def _plain(cell: str) -> str:
    """Without the mark that keeps our own sheets from being formulas."""
    text = cut(cell)
    return text[1:] if text.startswith("'") and text[1:2] in ("=", "+", "-", "@") else text
