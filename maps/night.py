"""Where it is night: the sun's place to within a tenth of a degree, good for some centuries around 2000.

Source: the low-precision formulas of the Astronomical Almanac (section C, "low precision formulas for the Sun").
"""

import math
from datetime import UTC, datetime

J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
STEP = 4  # degrees of longitude between two corners of the shape
POLE = 89.9  # degrees: beyond what the map shows


def subsolar_point(utc: datetime) -> tuple[float, float]:
    """[lon, lat] in degrees of the place where the sun stands overhead."""
    days = (utc - J2000).total_seconds() / 86400
    mean_anomaly = math.radians(357.528 + 0.9856003 * days)
    longitude = math.radians(
        280.460 + 0.9856474 * days + 1.915 * math.sin(mean_anomaly) + 0.020 * math.sin(2 * mean_anomaly)
    )
    obliquity = math.radians(23.439 - 0.0000004 * days)
    right_ascension = math.degrees(math.atan2(math.cos(obliquity) * math.sin(longitude), math.cos(longitude)))
    sidereal = 280.46061837 + 360.98564736629 * days  # Greenwich, in degrees
    lon = (right_ascension - sidereal + 180) % 360 - 180
    return lon, math.degrees(math.asin(math.sin(obliquity) * math.sin(longitude)))


def night_polygon(utc: datetime, west: float, east: float) -> list[tuple[float, float]]:
    """[lon, lat] corners of the night side between two meridians; `east` may be beyond 180."""
    sun_lon, sun_lat = subsolar_point(utc)
    slope = math.tan(math.radians(sun_lat)) or 1e-9  # at the very equinox the edge is upright
    parts = round((east - west) / STEP)
    meridians = [west + (east - west) * part / parts for part in range(parts + 1)]
    edge = [(lon, math.degrees(math.atan(-math.cos(math.radians(lon - sun_lon)) / slope))) for lon in meridians]
    dark_pole = -math.copysign(POLE, slope)
    return [(west, dark_pole), *edge, (east, dark_pole)]
