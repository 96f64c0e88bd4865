"""Static maps as SVG, drawn without script: the world with grouped pins and the night side, and one place.

A picture is an outer SVG without viewBox, so that pins keep their size in pixels and stand at per cents of it, and
within it the land, stretched to the same window: whatever size the page gives it, pins and land agree. The land of
the world is one static file (world/world.svg, made by `draw_world`) that every page refers to: it is fetched once and
takes its colours from the page (CSP: img-src; Firefox since 132).

Templates: maps/_world.svg.html with `world`, maps/_locator.svg.html with `locator`. Style: maps/css/worldmap.css.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

from maps.mercator import SIZE, View, fit, project, world
from maps.night import night_polygon
from maps.outlines import land_in, path
from maps.pins import Marker, NameGroup, Pin, pins

ASPECT = 3 / 2
PICTURE = "maps/world/world.svg"
# How wide the picture is drawn, and within what radius pins are grouped there, both in pixels.
WIDE = (848, 38)
NARROW = (390, 27)
DETAIL_BELOW = SIZE / 4  # a window of less than 90° of longitude shows the finer outlines, in the page itself


@dataclass(frozen=True)
class Land:
    """For maps/_land.svg.html: a path of its own, or else which copies of the world's picture are in the window."""

    box: str
    copies: list[int]
    path: str


@dataclass(frozen=True)
class WorldMap:
    """For maps/_world.svg.html, which shows one of the two sets of pins; `night` is a path in pixels of the world."""

    land: Land
    wide: list[Pin]
    narrow: list[Pin]
    night: str


@dataclass(frozen=True)
class Locator:
    """For maps/_locator.svg.html."""

    land: Land
    pin: Pin
    other: Pin | None = None


def world_map(markers: Iterable[Marker], name_group: NameGroup, now: datetime) -> WorldMap:
    """The smallest window that shows all markers, the whole world for none.

    `name_group` gives the link and the label of a group; `now` is for the night side, which only world views have.
    """
    markers = list(markers)
    view = fit([(marker.lon, marker.lat) for marker in markers], ASPECT)
    wide, narrow = (pins(markers, view, name_group, width, radius) for width, radius in (WIDE, NARROW))
    return WorldMap(_land(view), wide, narrow, _night(now, view) if view == world(ASPECT) else "")


def locator_map(marker: Marker, other: Marker | None = None) -> Locator:
    """One place in the land within 8° of it, or two with what is between them; the first in front."""
    markers = [marker, other] if other else [marker]
    view = fit([(one.lon, one.lat) for one in markers], ASPECT)
    found = [pins([one], view, lambda group: ("", ""), *WIDE)[0] for one in markers]
    return Locator(_land(view), *found)


@cache
def outlines() -> SafeString:
    """The picture of the world itself, for a page that may refer to no file: include maps/_world.svg.html with
    `inside`."""
    return mark_safe(Path(str(finders.find(PICTURE))).read_text())


def _land(view: View) -> Land:
    if view.width >= DETAIL_BELOW:
        return Land(view.box, view.copies, "")
    width, _radius = WIDE
    return Land(f"0 0 {width} {width / ASPECT:.0f}", [], land_in(view, width))


def _night(now: datetime, view: View) -> str:
    west, east = (360 * x / SIZE - 180 for x in (view.x, view.x + view.width))
    return path([project(lon, lat) for lon, lat in night_polygon(now, west, east)], closed=True)
