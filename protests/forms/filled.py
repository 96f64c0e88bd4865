"""A form that is filled in already: what the organiser of an entry would have typed for it to be as it is."""

from datetime import date, datetime, time
from typing import Any

from django.contrib.gis.geos import Point
from django.utils import timezone as clock

from maps import gazetteer, timezones
from maps.timezones import AmbiguousTime
from protests.enums import Accuracy, Precision
from protests.forms import meaning
from protests.private import OwnSubmission

AS_IS = "title kind description bring group_name accessibility accuracy venue address".split()
DECIMALS = 5


def initial_of(own: OwnSubmission, now: datetime | None = None) -> dict[str, Any]:
    """Values for the fields of SubmitForm. A place that is revealed by `now` is an exact one: it can't be taken back.

    A zone is only named where it is not that of the place, so that it follows when the place is changed.
    """
    return {
        **{name: getattr(own, name) for name in AS_IS},
        "public_link": own.link,
        "languages": meaning.language_names(own.languages),
        **_times(own),
        **_place(own),
        **_reveal(own, now or clock.now()),
        "confirm": [flag for flag in own.flags if flag == "tz.mismatch"],
    }


def _times(own: OwnSubmission) -> dict[str, Any]:
    return {
        "local_date": own.local_date.isoformat(),
        "local_start": _hour(own.local_start),
        "local_end": _hour(own.local_end),
        "unannounced": own.local_start is None,
        "next_day": (own.local_end_date and (own.local_end_date - own.local_date).days) or "",  # a 0 would be ticked
        "fold": _fold(own.local_date, own.local_start, own.timezone, own.starts_at),
        "end_fold": _fold(own.local_end_date, own.local_end, own.timezone, own.ends_at),
    }


def _place(own: OwnSubmission) -> dict[str, Any]:
    """The town alone where its own point is meant, else the very point too."""
    if own.point is None:
        return {"timezone": own.timezone, "city": "", "point": ("", "")}
    point = Point(*own.point, srid=4326)
    town = gazetteer.nearest_town(point)
    named = {"city": town.label, "place": str(town.id)} if town else {"city": ""}
    is_town = town is not None and own.accuracy == Accuracy.CITY and _rounded(town.point) == _rounded(point)
    latitude, longitude = ("", "") if is_town else (f"{point.y}", f"{point.x}")
    is_unannounced = is_town and own.precision == Precision.CITY and not (own.reveal_at or own.venue or own.address)
    return named | {
        "timezone": "" if own.timezone == timezones.zone_at(point) else own.timezone,
        "point": (latitude, longitude),
        "place_unannounced": is_unannounced,
    }


def _reveal(own: OwnSubmission, now: datetime) -> dict[str, Any]:
    if own.precision == Precision.EXACT or own.reveal_at is None:
        return {"precision": own.precision, "reveal": "on" if own.precision == Precision.EXACT else "never"}
    if own.reveal_at <= now:
        return {"precision": Precision.EXACT.value, "reveal": "on"}
    there = timezones.wall_time(own.reveal_at, own.timezone)
    return {
        "precision": own.precision,
        "reveal": "on",
        "reveal_date": there.date().isoformat(),
        "reveal_time": _hour(there.time()),
    }


def _fold(day: date | None, hour: time | None, zone: str, moment: datetime | None) -> str:
    """Which of two equal wall times is meant; "" where there is only one."""
    if day is None or hour is None:
        return ""
    try:
        timezones.resolve(day, hour, zone)
    except AmbiguousTime:
        return "0" if timezones.resolve(day, hour, zone, 0) == moment else "1"
    return ""


def _hour(hour: time | None) -> str:
    return f"{hour:%H:%M}" if hour else ""


def _rounded(point: Point) -> tuple[float, float]:
    return round(point.x, DECIMALS), round(point.y, DECIMALS)
