"""How far two points are apart on the globe."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres along the great circle between two (lon, lat) in degrees, by the haversine formula."""
    lon_a, lat_a, lon_b, lat_b = map(radians, (*one, *other))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
