"""When a row takes place: its cells of dates and hours together, as the clock at the place has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _

from maps import timezones
from protests.imports import cells
from protests.rules.faults import Reading

OF_THE_DAY = _("No date in the file: that of the day is taken.")


@dataclass(frozen=True)
class Frame:
    """What is the same for all rows. `order` is "dmy", "mdy" or "" (not said); `fields` have a
    column; `risky` are countries where people are in danger."""

    title: str
    starts_on: date
    ends_on: date
    now: datetime
    order: str = ""
    fields: frozenset[str] = frozenset()
    risky: tuple[str, ...] = ()

    @property
    def is_past(self) -> bool:
        return self.ends_on < self.now.date()


def zone_there(zone: str | None, latitude: str, longitude: str) -> str:
    """For times that say how far from UTC they are. "" where nobody can tell: then they are refused below."""
    try:
        return timezones.canonical(zone) if zone else timezones.zone_at(Point(float(longitude), float(latitude)))
    except (ValueError, timezones.UnknownZone):
        return ""


def times(values: Mapping[str, str], zone: str, frame: Frame, reading: Reading, notes: list) -> dict[str, str]:
    """The dates and hours of a row in the fields of a draft; `notes` takes what hinders nothing."""
    start_text, until = cells.span(values.get("start", ""))
    end_text = values.get("end", "") or until
    day = _day(values, start_text, frame, reading, notes)
    start = _clock("start", start_text, day, zone, frame, reading)
    if start is None and day and day.clock:
        start = _there(day, zone)
    end = _clock("end", end_text, cells.Moment(start.date(), None) if start else None, zone, frame, reading)
    if start is None:
        return {"local_date": day.day.isoformat() if day else "", "local_start": "", "local_end": ""}
    if end and end <= start and not cells.looks_like_date(end_text):
        end += timedelta(days=1)
    return {"local_start": f"{start:%Y-%m-%dT%H:%M}", "local_end": f"{end:%Y-%m-%dT%H:%M}" if end else ""}


def _day(values: Mapping[str, str], start: str, frame: Frame, reading: Reading, notes: list) -> cells.Moment | None:
    if text := values.get("date", ""):
        return reading.take("date", cells.moment, text, frame.order)
    if cells.looks_like_date(start):
        return reading.take("start", cells.moment, start, frame.order)
    if "date" in frame.fields or frame.starts_on != frame.ends_on:
        reading.refuse("date", "date.required", _("Fill in the date."))
        return None
    notes.append(("date", OF_THE_DAY))
    return cells.Moment(frame.starts_on, None)


def _clock(
    name: str, text: str, day: cells.Moment | None, zone: str, frame: Frame, reading: Reading
) -> datetime | None:
    """The wall time at the place that a cell means, which may hold a date of its own."""
    if not text:
        return None
    if cells.looks_like_date(text):
        moment = reading.take(name, cells.moment, text, frame.order)
        return _there(moment, zone) if moment and moment.clock else None
    at = reading.take(name, cells.clock, text)
    return datetime.combine(day.day, at) if at and day else None


def _there(moment: cells.Moment, zone: str) -> datetime | None:
    """What the clock shows there at a moment that was given with its distance from UTC."""
    wall = datetime.combine(moment.day, moment.clock) if moment.clock else None
    if wall is None or moment.offset is None or not zone:
        return wall
    utc = (wall - moment.offset).replace(tzinfo=timezones.zone_of("UTC"))
    return timezones.wall_time(utc, zone).replace(tzinfo=None)
