"""The day line of the press page: how one hour of the clock, 18:00, rolls round the world. Pure; `now` is aware UTC.

x is UTC, from left to right in every language, in per cents of the picture; there is a row for each offset from UTC,
from east to west. Drawn by templates/press/_dayline.html; the table of the page carries the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import groupby

from django.utils.translation import ngettext

from maps.gazetteer import country_name
from maps.pins import state_of_group
from maps.timezones import wall_time
from protests.enums import Kind
from protests.formats import words
from protests.public import PublicProtest, gathers

HOUR = timedelta(hours=1)
MORNING, EVENING = time(6), time(18)
# So much of the picture is free on each side of the first and the last mark.
ROOM = 2 * HOUR
# From here on the cities' names stand before a mark, where there is more room.
MIDDLE = 55
ROW = 34  # pixels from one row to the next
# A window of many days has many lines; the table has the rest.
MOST_LINES = 7
NAMES, NAMES_NARROW = 2, 1

# The address of the row of a protest in the table.
Link = Callable[[PublicProtest], str]


@dataclass(frozen=True)
class Mark:
    """What starts at one moment in one row. `names` stand after it, or before it where `is_late`."""

    x: str
    count: int
    state: str
    href: str
    label: str
    names: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Span:
    """A part of a row, in per cents."""

    x: str
    width: str


@dataclass(frozen=True)
class Row:
    """One offset: `y` is in pixels; `wide` has a mark for each start, `narrow` one for all."""

    offset: str
    y: int
    nights: list[Span]
    evening: str
    wide: list[Mark]
    narrow: list[Mark]


@dataclass(frozen=True)
class Hour:
    """A number on the axis; on a narrow screen only those that `is_main`."""

    x: str
    clock: str
    is_main: bool


@dataclass(frozen=True)
class Line:
    """One local date round the world; `now` is empty where the moment is not in the picture."""

    day: date
    label: str
    rows: list[Row]
    hours: list[Hour]
    now: str
    height: int


@dataclass(frozen=True)
class _Window:
    first: datetime
    last: datetime

    def x(self, moment: datetime) -> float:
        part = (moment - self.first) / (self.last - self.first)
        return 100 * max(0.0, min(1.0, part))

    def holds(self, moment: datetime) -> bool:
        return self.first <= moment <= self.last


def lines(found: Iterable[PublicProtest], link: Link, now: datetime) -> list[Line]:
    """A line for each local date on which something starts that gathers people somewhere."""
    timed = sorted((one for one in found if _is_drawn(one)), key=lambda one: one.local_date)
    by_date = [(day, list(some)) for day, some in groupby(timed, key=lambda one: one.local_date)]
    return [_line(day, some, link, now) for day, some in by_date[:MOST_LINES]]


def _is_drawn(protest: PublicProtest) -> bool:
    return gathers(protest) and protest.kind != Kind.ONLINE and protest.starts_at is not None


def _line(day: date, found: list[PublicProtest], link: Link, now: datetime) -> Line:
    offsets = sorted({_offset(one) for one in found}, reverse=True)
    window = _window(day, found, offsets)
    rows = [
        _row(number, offset, [one for one in found if _offset(one) == offset], day, window, link, now)
        for number, offset in enumerate(offsets)
    ]
    is_here = window.holds(now)
    return Line(
        day, _told(found), rows, list(_hours(window)), _percent(window.x(now)) if is_here else "", len(rows) * ROW
    )


def _window(day: date, found: Sequence[PublicProtest], offsets: Sequence[timedelta]) -> _Window:
    """Whole hours that hold every start, and 18:00 in the first row and in the last."""
    moments = [_start(one) for one in found] + [_moment(day, EVENING, offset) for offset in (offsets[0], offsets[-1])]
    first = (min(moments) - ROOM).replace(minute=0)
    return _Window(first, (max(moments) + ROOM).replace(minute=0) + HOUR)


def _row(
    number: int,
    offset: timedelta,
    found: Sequence[PublicProtest],
    day: date,
    window: _Window,
    link: Link,
    now: datetime,
) -> Row:
    by_start = groupby(sorted(found, key=_start), key=_start)
    groups = [list(some) for _at, some in by_start]
    wide = [_mark(group, window, link, now) for group in groups]
    largest = max(groups, key=len)
    return Row(
        offset=_signed(offset),
        y=number * ROW,
        nights=list(_nights(day, offset, window)),
        evening=_percent(window.x(_moment(day, EVENING, offset))),
        wide=_named(wide, _cities(found), NAMES),
        narrow=_named([_mark(found, window, link, now, at=_start(largest[0]))], _cities(found), NAMES_NARROW),
    )


def _mark(
    found: Sequence[PublicProtest], window: _Window, link: Link, now: datetime, at: datetime | None = None
) -> Mark:
    n = len(found)
    label = ngettext("%(n)d protest: %(cities)s", "%(n)d protests: %(cities)s", n)
    first = min(found, key=_start)
    return Mark(
        x=_percent(window.x(at or _start(first))),
        count=n,
        state=_state(found, now),
        href=link(first),
        label=label % {"n": n, "cities": words.some(_cities(found))},
    )


def _state(found: Sequence[PublicProtest], now: datetime) -> str:
    state = state_of_group({one.state(now).name for one in found})
    return state if state in ("live", "done") else "soon"


def _named(marks: list[Mark], cities: list[str], most: int) -> list[Mark]:
    """The names of a row's cities after its last mark, or before its first."""
    is_late = float(marks[-1].x.rstrip("%")) > MIDDLE
    at = 0 if is_late else len(marks) - 1
    return [
        Mark(**vars(mark) | {"names": words.some(cities, most), "is_late": is_late}) if number == at else mark
        for number, mark in enumerate(marks)
    ]


def _nights(day: date, offset: timedelta, window: _Window) -> Iterator[Span]:
    """From 18:00 to 06:00, as far as it is in the picture."""
    for before in (-2, -1, 0, 1, 2):
        evening = _moment(day + timedelta(days=before), EVENING, offset)
        morning = _moment(day + timedelta(days=before + 1), MORNING, offset)
        left, right = window.x(evening), window.x(morning)
        if right > left:
            yield Span(_percent(left), _percent(right - left))


def _hours(window: _Window) -> Iterator[Hour]:
    """Every third hour of UTC, every sixth on a narrow screen; none so near to an edge that it would be cut."""
    hours = int((window.last - window.first) / HOUR)
    for number in range(1, hours):
        moment = window.first + number * HOUR
        if moment.hour % 3 == 0 and 2 <= window.x(moment) <= 98:
            yield Hour(_percent(window.x(moment)), words.clock(moment.time()), moment.hour % 6 == 0)


def _told(found: Sequence[PublicProtest]) -> str:
    """The picture in a sentence."""
    first, last = (side(found, key=_start) for side in (min, max))
    said = {"n": len(found), "first": words.clock(_start(first).time()), "last": words.clock(_start(last).time())}
    said |= {"east": " ".join(_cities([first])), "west": " ".join(_cities([last]))}
    sentence = ngettext(
        "%(n)d protest starts at %(first)s UTC, in %(east)s.",
        "%(n)d protests start between %(first)s UTC, in %(east)s, and %(last)s UTC, in %(west)s.",
        len(found),
    )
    return sentence % said


def _cities(found: Iterable[PublicProtest]) -> list[str]:
    return list(dict.fromkeys(one.locality or country_name(one.country) for one in found))


def _start(protest: PublicProtest) -> datetime:
    """Of one that has a start: others are in no line."""
    return protest.starts_at or protest.over_at


def _offset(protest: PublicProtest) -> timedelta:
    return wall_time(_start(protest), protest.timezone).utcoffset() or timedelta()


def _moment(day: date, at: time, offset: timedelta) -> datetime:
    return datetime.combine(day, at, timezone(offset)).astimezone(UTC)


def _signed(offset: timedelta) -> str:
    """ "+5:45", "−4", "0"."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+" if minutes else ""
    return f"{sign}{hours}" + (f":{rest:02}" if rest else "")


def _percent(number: float) -> str:
    return f"{number:.2f}%"
