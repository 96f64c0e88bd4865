"""iCalendar of any program: each VEVENT is a line, and one that is broken spoils no other.

A repeating entry is never unrolled (TRUST B80): its line is marked, and whoever imports is told to list each date.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from icalendar import Event
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from protests.imports.table import MOST_LINES, Line, Unreadable, cut

COLUMNS = "key title description date start end timezone location latitude longitude link group_name status".split()
UNFOLDED = re.compile(r"\r?\n[ \t]")
LINE_BREAK = re.compile(r"\r\n?|\n")
TAG = re.compile(r"<(?:br|/p|/div|/li)\b[^>]*>", re.IGNORECASE)
MARKUP = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
GEO = re.compile(r"geo:(-?\d{1,3}(?:\.\d{1,20})?),(-?\d{1,3}(?:\.\d{1,20})?)", re.IGNORECASE)
LONGEST_ENTRY = 200_000  # characters: a picture inside is no reason to read for minutes
REPEATING = ("RRULE", "RDATE", "EXRULE")


def lines_of(text: str) -> Iterator[Line]:
    """Raises Unreadable where there is no entry at all, or more than a sheet may have."""
    text = UNFOLDED.sub("", text)
    is_cancelling = re.search(r"^METHOD:CANCEL\s*$", text, re.MULTILINE | re.IGNORECASE) is not None
    number = 0
    for number, block in enumerate(_blocks(text), 1):
        if number > MOST_LINES:
            raise Unreadable("file.too_long")
        yield _line(number, block, is_cancelling)
    if not number:
        raise Unreadable("file.calendar")


def _blocks(text: str) -> Iterator[str]:
    """From BEGIN to END, and what is cut off before its END."""
    block: list[str] | None = None
    for line in LINE_BREAK.split(text):
        word = line.strip().upper()
        if word == "BEGIN:VEVENT":
            if block:
                yield "\r\n".join(block)
            block = []
        if block is not None:
            block.append(line)
        if word == "END:VEVENT" and block is not None:
            yield "\r\n".join(block)
            block = None
    if block:
        yield "\r\n".join(block)


def _line(number: int, block: str, is_cancelling: bool) -> Line:
    try:
        cells = _cells(_parsed(block))
    except Exception:  # whatever a parser says of text that anybody may have written
        title = re.search(r"^SUMMARY[^:\n]*:(.*)$", block, re.MULTILINE)
        named = {"title": cut(title[1])} if title else {}
        return Line(number, tuple(named.get(name, "?" if name == "key" else "") for name in COLUMNS), ((0, "broken"),))
    if is_cancelling:
        cells["status"] = "CANCELLED"
    repeats = re.search(rf"^({'|'.join(REPEATING)})\b", block, re.MULTILINE | re.IGNORECASE)
    marks = ((COLUMNS.index("date"), "repeats"),) if repeats else ()
    return Line(number, tuple(cells.get(name, "") for name in COLUMNS), marks)


def _parsed(block: str) -> Event:
    """The rules of repetition are left out before anything computes with them. Raises ValueError."""
    if len(block) > LONGEST_ENTRY:
        raise ValueError("too long")
    lines = (line for line in block.split("\r\n") if not line.upper().startswith((*REPEATING, "EXDATE", "ATTACH")))
    event: Any = Event.from_ical("\r\n".join(lines))
    if event.name != "VEVENT" or "DTSTART" not in event or any(name == "DTSTART" for name, _why in event.errors):
        raise ValueError("no start")
    return event


def _cells(event: Event) -> dict[str, str]:
    recurrence = event.get("RECURRENCE-ID")
    key = str(event.get("UID", "")) + (f" {recurrence.dt}" if recurrence else "")
    return {
        "key": cut(key),
        "title": _words(event, "SUMMARY"),
        "description": _prose(_words(event, "DESCRIPTION")),
        "location": _words(event, "LOCATION"),
        "link": _words(event, "URL"),
        "group_name": str(getattr(event.get("ORGANIZER"), "params", {}).get("CN", "")),
        "status": _words(event, "STATUS"),
        **_times(event),
        **_point(event),
    }


def _words(event: Event, name: str) -> str:
    value = event.get(name, "")
    return cut(str(value[0] if isinstance(value, list) else value))


def _prose(text: str) -> str:
    """Google and Mobilizon write HTML into a plain text."""
    return MARKUP.sub("", TAG.sub("\n", text)).replace("&nbsp;", " ").replace("&amp;", "&").strip()


def _times(event: Event) -> dict[str, str]:
    start, end = (event.get(name) for name in ("DTSTART", "DTEND"))
    if not isinstance(start.dt, datetime):  # a whole day: its time is not announced
        return {"date": start.dt.isoformat()}
    zone = _zone(start.params.get("TZID", ""))
    ends = {"end": _wall(end.dt)} if end is not None and isinstance(end.dt, datetime) else {}
    if not ends and (length := event.get("DURATION")) is not None:
        ends = {"end": _wall(start.dt + length.dt)}
    return {"date": _wall(start.dt), "start": _wall(start.dt), "timezone": zone} | ends


def _wall(moment: date) -> str:
    """ "2026-05-31T16:00Z" for UTC, otherwise the wall time: the zone stands beside it."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    is_utc = moment.tzinfo is not None and moment.tzname() == "UTC" and moment.utcoffset() == UTC.utcoffset(None)
    return f"{moment:%Y-%m-%dT%H:%M}" + ("Z" if is_utc else "")


def _zone(name: str) -> str:
    """Outlook's names in IANA's words; what Evolution puts before one is taken off."""
    name = str(name).strip('"')
    if name.upper() in ("UTC", "GMT", "ETC/UTC"):
        return ""
    return WINDOWS_TO_OLSON.get(name, "/".join(name.rsplit("/", 2)[-2:]) if name.startswith("/") else name)


def _point(event: Event) -> dict[str, str]:
    geo = event.get("GEO")
    if geo is not None and not isinstance(geo, list):
        return {"latitude": str(geo.latitude), "longitude": str(geo.longitude)}
    apple = GEO.search(str(event.get("X-APPLE-STRUCTURED-LOCATION", "")))
    return {"latitude": apple[1], "longitude": apple[2]} if apple else {}
