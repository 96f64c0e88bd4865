"""The list of a day: protests in, groups of rows out, as a timetable reads. Pure; `now` is aware UTC."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from maps.distance import km_between
from maps.timezones import abbreviation, local_day
from protests.formats import words
from protests.public import PublicProtest
from protests.rules import states

# So many rows on a page: light on a phone, and more than people read.
SHOWN = 100
LIVE, NEXT, DAY, UNTIMED, PAST = range(5)
DONE = "done"
# A day of the world lasts 50 hours. It is today once it has begun wherever it is still to come; before that it has its
# name, which is right for every reader.
TODAY = date.min


@dataclass(frozen=True)
class Row:
    """One protest as the list shows it: `km` is the distance from where it was asked."""

    protest: PublicProtest
    state: states.State
    km: float | None = None

    @property
    def zone(self) -> str:
        """ "BST", "UTC+8". Asked for of the rows that are shown, which may be few of many."""
        starts_at = self.protest.starts_at
        return abbreviation(starts_at, self.protest.timezone) if starts_at else ""

    @property
    def is_past(self) -> bool:
        return self.state is states.FINISHED

    @property
    def tag(self) -> states.State | None:
        """What the row says in words beside its time. In the group of the finished the style sheet hides it."""
        return None if self.state is states.COMING else self.state

    @property
    def is_off(self) -> bool:
        """Whether the state must be heard before the time and the place."""
        return self.state in states.OFF


@dataclass(frozen=True)
class Group:
    """Rows under one heading; `detail` is the quiet part of the heading."""

    name: str
    title: str
    detail: str
    rows: list[Row]


class _Spot(NamedTuple):
    """Where a row stands: in which group, and of which day."""

    group: int
    day: date


def rows(found: Iterable[PublicProtest], now: datetime) -> list[Row]:
    """The protests with what the clock says of them, in the order they came."""
    return [Row(protest, protest.state(now)) for protest in found]


def by_time(found: Iterable[PublicProtest], now: datetime) -> list[Group]:
    """On now, next, later today, the days by name, time not announced, finished; by start within each."""
    listed = rows(found, now)
    spot = _spotter(listed, now)
    listed.sort(key=lambda row: (spot(row), row.protest.starts_at or row.protest.over_at, row.protest.locality))
    return [_group(spot, list(some), now) for spot, some in groupby(listed, key=spot)]


def by_distance(found: Iterable[PublicProtest], now: datetime, origin: tuple[float, float]) -> list[Group]:
    """One group, the nearest to `origin` (lon, lat) first; what has no point comes last."""
    listed = [Row(row.protest, row.state, _km(row.protest, origin)) for row in rows(found, now)]
    listed.sort(key=lambda row: (row.km is None, row.km, row.protest.over_at))
    return [Group("near", "", "", listed)] if listed else []


@dataclass(frozen=True)
class Part:
    """Some of a long list, from row `first` (counted from 0) to before `last`; `cursor` names that one, if any."""

    groups: list[Group]
    first: int
    last: int
    cursor: str


def part(groups: list[Group], cursor: str = "", size: int = SHOWN) -> Part:
    """The rows from the cursor on; from the top if it names none.

    A cursor names a row and its group ("day-ABCD2345"). What starts later stands later, also when groups have changed
    since; only a row that has finished meanwhile has gone to the end, and then the list is read from the top again.
    """
    listed = [(group.name, row.protest.code) for group in groups for row in group.rows]
    name, _dash, code = cursor.partition("-")
    found = (at for at, (group, row) in enumerate(listed) if row == code and (group != DONE or name == DONE))
    start = next(found, 0)
    end = min(start + size, len(listed))
    shown, before = [], 0
    for group in groups:
        rows = group.rows[max(start - before, 0) : max(end - before, 0)]
        before += len(group.rows)
        shown += [replace(group, rows=rows)] if rows else []
    return Part(shown, start, end, "-".join(listed[end]) if end < len(listed) else "")


def next_start(found: Iterable[PublicProtest], now: datetime) -> datetime | None:
    """When the next protest that gathers people starts."""
    ahead = [one.starts_at for one in found if one.starts_at and one.starts_at > now and one.state(now) in states.AHEAD]
    return min(ahead, default=None)


def _km(protest: PublicProtest, origin: tuple[float, float]) -> float | None:
    return km_between(protest.point, origin) if protest.point else None


def _spotter(listed: list[Row], now: datetime) -> Callable[[Row], _Spot]:
    soonest = next_start((row.protest for row in listed), now)
    today = {zone: local_day(now, zone) for zone in {row.protest.timezone for row in listed}}
    dawning = {row.protest.local_date for row in listed if row.protest.local_date > today[row.protest.timezone]}

    def spot(row: Row) -> _Spot:
        protest = row.protest
        if row.state is states.ON_NOW:
            return _Spot(LIVE, date.min)
        if (protest.starts_at or protest.over_at) <= now:  # finished, or called off and its time is past
            return _Spot(PAST, date.min)
        if protest.starts_at is None:
            return _Spot(UNTIMED, protest.local_date)
        if protest.starts_at == soonest:
            return _Spot(NEXT, date.min)
        return _Spot(DAY, protest.local_date if protest.local_date in dawning else TODAY)

    return spot


def _group(spot: _Spot, listed: list[Row], now: datetime) -> Group:
    if spot.group == LIVE:
        return Group("live", _("On now"), "", listed)
    if spot.group == NEXT:
        return Group("next", _("Next"), _next_detail(listed[0].protest, now), listed)
    if spot.group == UNTIMED:
        return Group("untimed", words.day_name(spot.day), _("time not announced yet"), listed)
    if spot.group == PAST:
        return Group(DONE, _("Finished"), "", listed)
    return Group("day", _("Later today") if spot.day == TODAY else words.day_name(spot.day), "", listed)


def _next_detail(protest: PublicProtest, now: datetime) -> str:
    span = protest.starts_at - now if protest.starts_at else words.IN_HOURS
    if span > words.IN_HOURS:
        return words.day_name(protest.local_date)
    return _("in %(time)s") % {"time": words.until(span)}
