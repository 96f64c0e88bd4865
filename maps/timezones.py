"""IANA zones: which one a point lies in, and what a wall time there means in UTC.

Gaps and overlaps are errors with a name, never a silent guess. Zones are looked up in an allow-list before `ZoneInfo`
sees them, because ZoneInfo opens files by the name it is given.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

import tzfpy
from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _

from maps.errors import InvalidInput

# One name a zone, as in tzdata's zone.tab, plus Etc/GMT+n for the open sea and UTC for what has no place.
ZONES = frozenset(tzfpy.timezonenames()) - {"Etc/UTC", "Etc/GMT"} | {"UTC"}
YEARS = range(1900, 2200)

# Abbreviations that mean one thing, with their offset in minutes: PST is also Manila's, so it must be 8 h behind.
# Not here, because a reader may take them for another: CST, CDT, IST, AST, ADT, SST, MST in Malaysia's sense.
ABBREVIATIONS = {
    "GMT": 0, "UTC": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180,
    "WAT": 60, "CAT": 120, "SAST": 120, "EAT": 180, "PKT": 300, "WIB": 420, "WITA": 480, "WIT": 540,
    "HKT": 480, "JST": 540, "KST": 540, "AWST": 480, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660,
    "NZST": 720, "NZDT": 780, "NST": -210, "NDT": -150, "EST": -300, "EDT": -240, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
}  # fmt: skip


class UnknownZone(InvalidInput):
    def __init__(self) -> None:
        super().__init__(
            "tz.unknown",
            _("Choose a time zone from the list, for example Europe/Berlin."),
        )


class TimeOutOfRange(InvalidInput):
    def __init__(self) -> None:
        super().__init__("out_of_range", _("Enter a date between 1900 and 2199."))


class NonexistentTime(InvalidInput):
    """Clocks jump over it. `suggestion` is the same moment as if the clocks had not been changed, in new wall time."""

    def __init__(self, wall: datetime, suggestion: datetime) -> None:
        self.suggestion = suggestion
        super().__init__(
            "nonexistent",
            _("Clocks go forward then; %(time)s doesn't exist. Enter another time, for example %(suggestion)s."),
            time=f"{wall:%H:%M}",
            suggestion=f"{suggestion:%H:%M}",
        )


@dataclass(frozen=True)
class Choice:
    """One of the two moments that share a wall time."""

    fold: int
    utc: datetime
    label: str  # "BST, UTC+1"


class AmbiguousTime(InvalidInput):
    """Clocks pass it twice. `choices` holds the first (fold 0) and the second (fold 1)."""

    def __init__(self, wall: datetime, choices: tuple[Choice, Choice]) -> None:
        self.choices = choices
        super().__init__(
            "ambiguous",
            _("Clocks go back then; %(time)s happens twice. Choose the first (%(first)s) or the second (%(second)s)."),
            time=f"{wall:%H:%M}",
            first=choices[0].label,
            second=choices[1].label,
        )


def zone_at(point: Point) -> str:
    """The IANA zone of a point (SRID 4326). Off shore it is an Etc/GMT zone. Source: timezone-boundary-builder."""
    return _in_list(tzfpy.get_tz(point.x, point.y))


def at_sea(point: Point) -> bool:
    """Beyond territorial waters (about 22 km off shore), where no country's time applies."""
    return all(name.startswith("Etc/") for name in tzfpy.get_tzs(point.x, point.y))


def plausible(zone: str, point: Point, on: date) -> bool:
    """Does this zone keep the same time at noon of that day as one that the point lies in? (Borders overlap.)"""
    noon = datetime.combine(on, time(12))
    offset = noon.replace(tzinfo=zone_of(zone)).utcoffset()
    here = {zone_at(point), *map(_in_list, tzfpy.get_tzs(point.x, point.y))}
    return any(noon.replace(tzinfo=zone_of(name)).utcoffset() == offset for name in here)


def canonical(name: object) -> str:
    """The one name of a zone; browsers still send Asia/Calcutta for Asia/Kolkata. Raises UnknownZone."""
    if isinstance(name, str):
        name = name if name in ZONES else _aliases().get(name)
        if name in ZONES:
            return name
    raise UnknownZone


def zone_of(name: str) -> ZoneInfo:
    """The rules of a zone. Raises UnknownZone."""
    return ZoneInfo(canonical(name))


def resolve(local_date: date, local_time: time, zone: str, fold: int | None = None) -> datetime:
    """The moment, in UTC, that a wall time in a zone means.

    `fold` chooses between the two moments at an overlap (0 the first, 1 the second) and is ignored elsewhere.
    Raises UnknownZone, TimeOutOfRange, NonexistentTime, AmbiguousTime.
    """
    rules = zone_of(zone)
    if local_date.year not in YEARS:
        raise TimeOutOfRange
    wall = datetime.combine(local_date, local_time.replace(tzinfo=None, fold=0))
    first, second = (wall.replace(tzinfo=rules, fold=side).astimezone(UTC) for side in (0, 1))
    if first == second:
        return first
    if first.astimezone(rules).replace(tzinfo=None, fold=0) != wall:
        raise NonexistentTime(wall, first.astimezone(rules).replace(tzinfo=None, fold=0))
    if fold is None:
        raise AmbiguousTime(wall, (_choice(0, first, zone), _choice(1, second, zone)))
    return second if fold else first


def wall_time(utc: datetime, zone: str) -> datetime:
    """The aware local time in a zone of a moment in UTC."""
    return utc.astimezone(zone_of(zone))


def local_day(utc: datetime, zone: str) -> date:
    """The calendar day in a zone on which a moment in UTC falls."""
    return wall_time(utc, zone).date()


def offset_label(utc: datetime, zone: str) -> str:
    """ "UTC+5:45", "UTC-2:30", "UTC"."""
    return _offset_words(wall_time(utc, zone))


def abbreviation(utc: datetime, zone: str) -> str:
    """ "CEST" where that can mean only one thing, else "UTC+8" ("CST" could be Taipei, Shanghai or Chicago)."""
    wall = wall_time(utc, zone)
    name = wall.tzname() or ""
    meant = ABBREVIATIONS.get(name)
    return name if meant is not None and wall.utcoffset() == timedelta(minutes=meant) else _offset_words(wall)


def _in_list(name: str) -> str:
    return name if name in ZONES else "UTC"  # Etc/GMT and Etc/UTC


def _offset_words(wall: datetime) -> str:
    minutes = round((wall.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + (f"{'-' if minutes < 0 else '+'}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")


def _choice(fold: int, utc: datetime, zone: str) -> Choice:
    labels = dict.fromkeys((abbreviation(utc, zone), offset_label(utc, zone)))
    return Choice(fold, utc, ", ".join(labels))


@cache
def _aliases() -> dict[str, str]:
    """Older spellings, from the link lines ("L target alias") of tzdata's own source file."""
    lines = resources.files("tzdata.zoneinfo").joinpath("tzdata.zi").read_text().splitlines()
    links = (line.split() for line in lines if line.startswith("L "))
    return {alias: target for _l, target, alias in links if "/" in alias and not alias.startswith("Etc/")}
