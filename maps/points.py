"""A point from numbers that nobody has checked.

PostGIS stores (999, 999), NaN and infinity without a word, so they are stopped here; and no text or dictionary from
outside ever reaches GEOS, GDAL or a spatial look-up, because both can be made to open files and sockets.
"""

import math
import re
from decimal import Decimal

from django.contrib.gis.geos import Point
from django.db.models import BooleanField, Func
from django.utils.translation import gettext_lazy as _

from maps.errors import InvalidInput
from maps.timezones import at_sea

DECIMALS = 5  # about 1 m
NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})(e[+-]?\d{1,5})?", re.ASCII | re.IGNORECASE)
NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)", re.ASCII | re.IGNORECASE)


class InvalidPoint(InvalidInput):
    """Codes: point.type, point.not_finite, point.range, point.swapped, point.null_island, point.geometry_type,
    point.unreadable."""


class OnEarth(Func):
    """For a CHECK: true for a point in range; false for NaN, infinity, POINT EMPTY and (999, 999)."""

    template = "ST_CoveredBy(%(expressions)s, ST_MakeEnvelope(-180, -90, 180, 90, 4326))"
    output_field = BooleanField()
    arity = 1


def point_from(lat: object, lon: object) -> Point:
    """A point (SRID 4326, x = longitude, y = latitude, 5 decimals) from two values in degrees.

    Takes int, float, Decimal and decimal text in ASCII digits. Longitude 180 is -180. Raises InvalidPoint.
    """
    latitude, longitude = _number(lat), _number(lon)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise _out_of_range(latitude, longitude)
    latitude, longitude = (round(degrees, DECIMALS) + 0.0 for degrees in (latitude, longitude))  # -0.0 is 0.0
    if latitude == longitude == 0:
        raise InvalidPoint(
            "point.null_island",
            _("0, 0 is in the sea off Africa. Enter the coordinates of the place."),
        )
    return Point(-180.0 if longitude == 180 else longitude, latitude, srid=4326)


def _number(value: object) -> float:
    if isinstance(value, str):
        value = value.strip()
        if not NUMBER.fullmatch(value) and not NOT_FINITE.fullmatch(value):
            raise _wrong_type()
    elif isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise _wrong_type()
    try:
        number = float(value)
    except (OverflowError, ValueError):  # an integer of 400 digits; a signalling NaN
        number = math.inf
    if not math.isfinite(number):
        raise InvalidPoint("point.not_finite", _("Latitude and longitude must be ordinary numbers."))
    return number


def _wrong_type() -> InvalidPoint:
    return InvalidPoint(
        "point.type",
        _("Enter latitude and longitude as numbers, for example 52.5200 and 13.4050."),
    )


def _out_of_range(latitude: float, longitude: float) -> InvalidPoint:
    """Swapped is said only where the other order is a place on land: 91, 0 is just wrong, 114.17, 22.3 is Hong Kong."""
    if abs(latitude) <= 180 and abs(longitude) <= 90 and not at_sea(Point(latitude, longitude)):
        return InvalidPoint("point.swapped", _("Latitude and longitude look swapped."))
    return InvalidPoint("point.range", _("Latitude goes from -90 to 90, longitude from -180 to 180."))
