"""What a column is, by its heading in any of several languages, and where that says nothing by what stands in it."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maps.gazetteer import name_key
from protests.imports import cells
from protests.imports.table import Line

LABELS: dict[str, str | Promise] = {
    "title": _("Title"),
    "date": _("Date"),
    "start": _("Start"),
    "end": _("End"),
    "city": _("City"),
    "country": _("Country"),
    "venue": _("Meeting point"),
    "address": _("Address"),
    "location": _("Place in one text"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "coordinates": _("Coordinates or map link"),
    "timezone": _("Time zone"),
    "group_name": _("Local group"),
    "description": _("Description"),
    "bring": _("What to bring"),
    "kind": pgettext_lazy("kind of protest", "Kind"),
    "link": _("Public link"),
    "languages": _("Languages"),
    "accessible": _("Step-free"),
    "status": _("Status"),
    "region": _("Region"),
    "key": _("Key that stays the same"),
}
# English, German, French, Spanish, Italian, Portuguese, Dutch, Arabic, Chinese; and the names that programs write.
LOOKED_AT = 20
# So much of a column tells what it is: somebody always writes "soon".
USUAL = 0.8


def heading_key(heading: str) -> str:
    return name_key(heading.replace("_", " "))[:120]


@cache
def _fields() -> dict[str, str]:
    lines = resources.files("protests.imports").joinpath("headings.txt").read_text("utf-8").splitlines()
    said = (line.partition(":") for line in lines if not line.startswith("#"))
    return {heading_key(word): field for field, _colon, words in said for word in words.split("|")}


def named(heading: str) -> str:
    """The field of a heading, "" for none: also "Start (local time)" and "Ort / City"."""
    for part in (heading, heading.partition("(")[0], *re.split(r"[/|:\n]", heading)):
        if field := _fields().get(heading_key(part)) or (part if part in LABELS else ""):
            return field
    return ""


def head_of(lines: Sequence[Line]) -> int:
    """Which of the first lines names the columns, by its place in the list; -1 where none does."""
    known = [sum(bool(named(cell)) for cell in line.cells if cell) for line in lines[:LOOKED_AT]]
    best = max(range(len(known)), key=lambda place: known[place], default=-1)
    if best >= 0 and known[best] >= 2:
        return best
    return 0 if lines and not any(_is_datum(cell) for cell in lines[0].cells) else -1


def guess(head: Sequence[str], lines: Sequence[Line], remembered: dict[str, str]) -> list[str]:
    """A field for each column, each but once: what was said before, then the heading, then the content."""
    fields = [""] * len(head)

    def give(column: int, field: str) -> None:
        if field and field not in fields and not fields[column]:
            fields[column] = field

    ignored = {column for column, name in enumerate(head) if remembered.get(heading_key(name)) == ""}
    for column, name in enumerate(head):
        give(column, remembered.get(heading_key(name), ""))
    for column, name in enumerate(head):
        if column not in ignored:
            give(column, named(name))
    for column in range(len(head)):
        if column not in ignored and not fields[column]:
            give(column, _by_content([line.cells[column] for line in lines[:50] if column < len(line.cells)]))
    return fields


def _by_content(values: Sequence[str]) -> str:
    filled = [value for value in values if value]
    for field, fits in (("link", _is_link), ("coordinates", _is_pair), ("date", _is_date), ("start", _is_time)):
        if len(filled) > 1 and sum(map(fits, filled)) >= USUAL * len(filled):
            return field
    return ""


def _is_datum(cell: str) -> bool:
    return bool(cell) and (_is_date(cell) or _is_time(cell) or _is_link(cell) or cells.is_number(cell))


def _is_link(cell: str) -> bool:
    return cell.lower().startswith(("http://", "https://"))


def _is_pair(cell: str) -> bool:
    return re.fullmatch(r"-?\d{1,3}\.\d+\s*[,;]\s*-?\d{1,3}\.\d+", cell) is not None


def _is_date(cell: str) -> bool:
    return cells.looks_like_date(cell)


def _is_time(cell: str) -> bool:
    return re.match(r"\d{1,2}(:\d{2}|h\d{0,2}$)", cell) is not None
