"""When it happens: wall times as somebody typed them, a zone, and the UTC moments they mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from maps.timezones import YEARS, AmbiguousTime, NonexistentTime, TimeOutOfRange, resolve
from protests.rules import timing
from protests.rules.faults import Reading, Refused

EARLIEST = timedelta(hours=24)
LATEST = timedelta(days=730)
SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(hours=72)
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
MOMENT = re.compile(DATE.pattern + r"T(\d{2}):(\d{2})(?::00)?", re.ASCII)


@dataclass(frozen=True)
class When:
    """`starts_at`, `ends_at`, `over_at` are aware UTC and follow from the wall times in `timezone`."""

    local_date: date
    local_start: time | None
    local_end_date: date | None
    local_end: time | None
    timezone: str
    fold: int
    end_fold: int
    starts_at: datetime | None
    ends_at: datetime | None
    over_at: datetime


def local_date(value: object) -> date:
    """ "2026-05-31". Raises Refused `date.format`, `date.out_of_range`."""
    try:
        day = date(*_numbers(DATE, value))
    except ValueError:
        raise Refused("date.format", _("Enter a date such as 2026-05-31.")) from None
    if day.year not in YEARS:
        raise Refused("date.out_of_range", TimeOutOfRange().message)
    return day


def wall_time(value: object, field: str) -> datetime | None:
    """ "2026-05-31T18:00" without an offset, or nothing. Raises Refused `<field>.format`."""
    if value is None or value == "":
        return None
    try:
        year, month, day, hour, minute = _numbers(MOMENT, value)
        return datetime(year, month, day, hour, minute)
    except ValueError:
        raise Refused(f"{field}.format", _("Enter a date and time such as 2026-05-31T18:00.")) from None


def fold(value: object) -> int | None:
    """0 for the first, 1 for the second of two equal wall times, None where nobody chose. Raises Refused."""
    if value is None or value == "":
        return None
    if str(value) in ("0", "1"):
        return int(str(value))
    raise Refused("fold.choice", _("Choose 0 for the first or 1 for the second."))


def _numbers(pattern: re.Pattern, value: object) -> tuple[int, ...]:
    match = pattern.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise ValueError
    return tuple(int(group) for group in match.groups())


@dataclass(frozen=True)
class Typed:
    """What was typed, well formed, not yet placed on the earth."""

    day: date
    start: datetime | None
    end: datetime | None
    fold: int | None
    end_fold: int | None


def read(
    raw: Mapping[str, object], timezone: str, reading: Reading, *, now: datetime, archive: bool = False
) -> When | None:
    """From `local_date`, `local_start`, `local_end`, `fold`, `end_fold`; None and faults when something is wrong.

    An archive's dates may lie in the past.
    """
    own = Reading()
    typed = _typed(raw, own)
    when = _placed(typed, timezone, own) if typed else None
    if when:
        _check_order(when, own)
    if when and not archive:
        _check_window(when, now, own)
    reading.faults += own.faults
    return None if own.faults else when


def _typed(raw: Mapping[str, object], own: Reading) -> Typed | None:
    start = own.take("local_start", wall_time, raw.get("local_start"), "start")
    end = own.take("local_end", wall_time, raw.get("local_end"), "end")
    unannounced = raw.get("local_start") in (None, "")
    day = own.take("local_date", local_date, raw.get("local_date")) if unannounced else start and start.date()
    folds = [own.take(name, fold, raw.get(name)) for name in ("fold", "end_fold")]
    if end and not start and not own.faults:
        own.refuse("local_start", "start.required", _("Enter the start too, or leave the end empty."))
    return None if own.faults or day is None else Typed(day, start, end, *folds)


def _placed(typed: Typed, timezone: str, own: Reading) -> When | None:
    starts_at = typed.start and own.take("local_start", moment, typed.start, timezone, typed.fold, "start")
    ends_at = typed.end and own.take("local_end", moment, typed.end, timezone, typed.end_fold, "end")
    if own.faults:
        return None
    return When(
        local_date=typed.day,
        local_start=typed.start.time() if typed.start else None,
        local_end_date=typed.end.date() if typed.end else None,
        local_end=typed.end.time() if typed.end else None,
        timezone=timezone,
        fold=typed.fold or 0,
        end_fold=typed.end_fold or 0,
        starts_at=starts_at,
        ends_at=ends_at,
        over_at=timing.over_at(typed.day, timezone, starts_at, ends_at),
    )


def moment(wall: datetime, timezone: str, fold: int | None, field: str) -> datetime:
    """The UTC moment of a wall time. Raises Refused with the field in its code: start.nonexistent, start.ambiguous."""
    try:
        return resolve(wall.date(), wall.time(), timezone, fold)
    except (TimeOutOfRange, NonexistentTime, AmbiguousTime) as error:
        raise Refused(f"{field}.{error.code}", error.message) from error


def _check_order(when: When, own: Reading) -> None:
    if not when.starts_at or not when.ends_at:
        return
    length = when.ends_at - when.starts_at
    if length <= timedelta():
        message = _("The end is before the start. Enter a time after %(start)s.")
        own.refuse("local_end", "end.before_start", message % {"start": f"{when.local_start:%H:%M}"})
    elif length < SHORTEST:
        own.refuse("local_end", "end.too_short", _("A protest lasts at least 15 minutes. Enter a later end."))
    elif length > LONGEST:
        own.refuse("local_end", "end.too_long", _("A protest lasts at most 72 hours. Enter an earlier end."))


def _check_window(when: When, now: datetime, own: Reading) -> None:
    begins = when.starts_at or when.over_at
    field = "local_start" if when.starts_at else "local_date"
    if begins < now - EARLIEST:
        own.refuse(field, "start.past", _("This is more than 24 hours ago. Enter a coming date."))
    if begins > now + LATEST:
        own.refuse(field, "start.too_far", _("This is more than 2 years ahead. Enter an earlier date."))
