"""How the text of one query parameter is read: a value, or a refusal that shows the right form."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from maps.bbox import parse_bbox
from protests.enums import Kind, Status
from protests.rules import text, when
from protests.rules.faults import Refused

LONGEST_WORDS = 100
FARTHEST_KM = 500
DECIMALS = 5

NUMBER = re.compile(r"-?\d{1,3}(\.\d{1,20})?", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}", re.ASCII)
SLUG = re.compile(r"[-\w]{1,40}", re.ASCII)
DAY = re.compile(f"({SLUG.pattern})/({SLUG.pattern})", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})", re.ASCII)
# Kosovo is in the gazetteer and in everyday use, and has no code of its own in ISO 3166.
COUNTRIES = frozenset(code for code, _name in countries) | {"XK"}


class Position(NamedTuple):
    """Degrees, in the order people type them."""

    lat: float
    lon: float


def listed(value: str, is_known: Callable[[str], object], code: str, sentence: str | Promise) -> tuple[str, ...]:
    """ "b,a,b" as ("a", "b")."""
    parts = value.split(",")
    if not all(is_known(part) for part in parts):
        raise Refused(code, sentence)
    return tuple(sorted(set(parts)))


def country_codes(value: str) -> tuple[str, ...]:
    sentence = _("Write two-letter ISO codes, for example country=DE,AT.")
    return listed(value.upper(), COUNTRIES.__contains__, "country.unknown", sentence)


def choices(name: str, known: type[TextChoices], value: str) -> tuple[str, ...]:
    sentence = _("Choose from: %(choices)s.") % {"choices": ", ".join(known.values)}
    return listed(value, known.values.__contains__, f"{name}.unknown", sentence)


def language_codes(value: str) -> tuple[str, ...]:
    sentence = _("Write language codes, for example language=en or language=zh-hant.")
    return listed(value.lower(), LANGUAGE.fullmatch, "language.format", sentence)


def position(value: str) -> Position:
    """ "latitude,longitude" in degrees."""
    parts = value.split(",")
    if len(parts) == 2 and all(NUMBER.fullmatch(part) for part in parts):
        lat, lon = (round(float(part), DECIMALS) + 0.0 for part in parts)  # -0.0 is 0.0
        if abs(lat) <= 90 and abs(lon) <= 180:
            return Position(lat, lon)
    raise Refused("near.format", _("Write latitude,longitude in degrees, for example near=52.52,13.40."))


def kilometres(value: str) -> float:
    if NUMBER.fullmatch(value) and 1 <= float(value) <= FARTHEST_KM:
        return round(float(value), DECIMALS)
    raise Refused("within.range", _("Write kilometres, 1 to 500 km, for example within=50."))


def moment(value: str) -> datetime:
    """An ISO 8601 moment with its offset, as aware UTC."""
    try:
        if MOMENT.fullmatch(value):
            return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):  # the 30th of February; the year 1 east of Greenwich
        pass
    raise Refused("updated_since.format", _("Write a UTC moment, for example updated_since=2026-05-31T16:00:00Z."))


def day_key(value: object) -> tuple[str, str]:
    """ "sarchk/may-31" as the slugs of campaign and day."""
    match = DAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Refused("day.format", _("Write the day as in /api/v1/days/, for example sarchk/may-31."))
    return match.group(1), match.group(2)


def slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise Refused("campaign.format", _("Write the slug of a campaign, as in /api/v1/campaigns/."))
    return value


def exactly(name: str, only: str, value: str) -> str:
    """The one value that a switch knows."""
    if value != only:
        raise Refused(f"{name}.unknown", _("Write %(right)s, or leave it out.") % {"right": f"{name}={only}"})
    return value


def town(value: str) -> str:
    """A number of the gazetteer, or a name."""
    if value.isascii() and value.isdecimal() and len(value) > 9:
        raise Refused("place.unknown", _("Write a number or a name, for example place=2950159 or place=Berlin."))
    return words(value)


words = partial(text.single_line, least=1, most=LONGEST_WORDS)

# In the order in which a canonical query is written.
READERS: dict[str, Callable[[str], object]] = {
    "country": country_codes,
    "near": position,
    "place": town,
    "within": kilometres,
    "bbox": parse_bbox,
    "on": when.local_date,
    "from": when.local_date,
    "to": when.local_date,
    "kind": partial(choices, "kind", Kind),
    "status": partial(choices, "status", Status),
    "cancelled": partial(exactly, "cancelled", "exclude"),
    "accessible": partial(exactly, "accessible", "1"),
    "language": language_codes,
    "q": words,
    "updated_since": moment,
}
MANY = frozenset({"country", "kind", "status", "language"})
ONCE = _("Give this once.")


def read(name: str, values: list[str]) -> object:
    """The value of the parameter `name`, which may come several times if it is a list. Raises Refused."""
    if len(values) > 1 and name not in MANY:
        raise Refused("repeated", ONCE)
    return READERS[name](",".join(values))
