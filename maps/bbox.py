"""Boxes on the globe, [west, south, east, north] in degrees, and the only place that knows of the antimeridian."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from django.contrib.gis.geos import Polygon
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maps.errors import InvalidInput

LONGEST_TEXT = 200


class InvalidBbox(InvalidInput):
    def __init__(self) -> None:
        super().__init__(
            "bbox.invalid",
            _(
                "Write the box as west,south,east,north in degrees, for example bbox=5.9,47.3,15.0,55.1. "
                "South comes before north; a box with west greater than east crosses 180°."
            ),
        )


@dataclass(frozen=True)
class Bbox:
    """A box in degrees, edges included. West > east means that it crosses 180°. Build it with `parse_bbox`."""

    west: float
    south: float
    east: float
    north: float

    @property
    def crosses(self) -> bool:
        return self.west > self.east

    @property
    def width(self) -> float:
        """Degrees of longitude, 0 to 360."""
        return self.east - self.west + (360 if self.crosses else 0)

    def split(self) -> tuple["Bbox", ...]:
        """One or two boxes that don't cross. Points on the line have -180, so a box that ends at 180 has two."""
        if not self.crosses and (self.east < 180 or self.west == -180):
            return (self,)
        return replace(self, east=180.0), replace(self, west=-180.0, east=self.east if self.crosses else -180.0)

    def polygons(self) -> tuple[Polygon, ...]:
        """The same as polygons (SRID 4326), for spatial look-ups on a geometry column."""
        polygons = tuple(Polygon.from_bbox((box.west, box.south, box.east, box.north)) for box in self.split())
        for polygon in polygons:
            polygon.srid = 4326
        return polygons

    def holds(self, column: str) -> Q:
        """The rows whose point in this geometry column lies in the box; edges are compared to within 2 m.

        By `&&`, which the spatial index answers alone, and which also finds a point in a box of no size.
        """
        condition = Q()
        for polygon in self.polygons():
            condition |= Q(**{f"{column}__bboverlaps": polygon})
        return condition

    def as_list(self) -> list[float]:
        """[west, south, east, north], as in GeoJSON (RFC 7946 section 5.2: west > east across the antimeridian)."""
        return [self.west, self.south, self.east, self.north]


def parse_bbox(text: str) -> Bbox:
    """A box from "west,south,east,north". Raises InvalidBbox with the right form."""
    parts = text.split(",") if len(text) <= LONGEST_TEXT else []
    try:
        west, south, east, north = (_degrees(part) for part in parts)
    except ValueError:
        raise InvalidBbox from None
    if max(abs(west), abs(east)) > 180 or not -90 <= south <= north <= 90:
        raise InvalidBbox
    return Bbox(west, south, east, north)


def bbox_of(positions: Iterable[tuple[float, float]]) -> Bbox | None:
    """The smallest box around [lon, lat] positions; None for none.

    It crosses 180° only where that makes a box of at most half the globe: positions all round the world have no
    better side, and readers that don't know of crossing boxes are spared one.
    """
    places = list(positions)
    if not places:
        return None
    longitudes = sorted({lon for lon, _lat in places})
    latitudes = [lat for _lon, lat in places]
    south, north = min(latitudes), max(latitudes)
    plain = Bbox(longitudes[0], south, longitudes[-1], north)
    gap, west, east = max(((east - west, west, east) for west, east in pairwise(longitudes)), default=(0.0, 0.0, 0.0))
    return Bbox(east, south, west, north) if 360 - gap < plain.width and 360 - gap <= 180 else plain


def _degrees(text: str) -> float:
    number = float(text) if text.isascii() and "_" not in text else math.nan
    if not math.isfinite(number):
        raise ValueError
    return number + 0.0  # -0.0 is 0.0
