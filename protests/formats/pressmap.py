"""The map of a day for newspapers and screens: 2400 x 1350 as PNG, the same as SVG; in light, and for print. Pure.

Letters are drawn as lines, so that no program that opens the SVG lacks their font, whatever the script.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from maps.mercator import SIZE as WORLD
from maps.mercator import View, fit, project, world
from maps.night import night_polygon
from maps.outlines import rings_in
from maps.pins import Marker
from protests import public
from protests.formats import accent, lettering, placard, typeset, words
from protests.formats.lettering import lettered
from protests.formats.picture import legend, marker
from protests.formats.pinned import pinned
from protests.public import PublicDay, PublicProtest

WIDTH, HEIGHT = 2400, 1350
MAP_HEIGHT = 1220  # as typst/pressmap.typ has it
SIZE = 2.4  # how much larger than on a page the pins are drawn
RADIUS = 30
NORTH_TO_SOUTH = (76.5, -58.0)  # degrees: below America is room for the legend
MARGIN = 40  # pixels of the world (maps/mercator.py), where a pin stands
PNG, SVG = "image/png", "image/svg+xml"


class Look(StrEnum):
    """For screens in the campaign's colour, or for one colour of ink on white paper."""

    LIGHT = "light"
    PRINT = "print"


SHAPES = {"city": gettext_lazy("Somewhere in the city"), "area": gettext_lazy("Somewhere in the circle")}
GROUNDS = {Look.LIGHT: {"sea": "#EDF1F0", "ground": "#D3DAD9"}, Look.PRINT: {"sea": "#FFFFFF", "ground": "#D9D9D9"}}
IN_INK = {"face": accent.INK, "on_face": accent.WHITE}


def png(day: PublicDay, found: Sequence[PublicProtest], look: Look, language: str, now: datetime) -> bytes:
    with override(language):
        return typeset.png("pressmap.typ", content(day, found, look, now))


def svg(day: PublicDay, found: Sequence[PublicProtest], look: Look, language: str, now: datetime) -> bytes:
    with override(language):
        return typeset.svg("pressmap.typ", content(day, found, look, now))


def content(day: PublicDay, found: Sequence[PublicProtest], look: Look, now: datetime) -> dict[str, Any]:
    """Everything that typst/pressmap.typ says, in the language that is active."""
    shown = [one for one in found if one.point]
    view = window([one.point for one in shown if one.point])
    counts = public.counts(found)
    facts = [words.days(day.starts_on, day.ends_on), *words.counted(counts.cities, counts.countries)]
    facts += [_("Sample data")] if day.is_sample else []
    return {
        **lettering.setting(None, [day.title, *facts]),
        **(placard.colours(day) | IN_INK if look is Look.PRINT else placard.colours(day)),
        **GROUNDS[look],
        "land": land(view),
        "night": (dark := night(view, now)),
        "pins": (pins := pinned([marker(one, now) for one in shown], view, round(WIDTH / SIZE), RADIUS)),
        "legend": _legend(shown, pins, now),
        "night_word": lettered(_("Night")) if dark else None,
        "size": SIZE,
        "title": lettered(day.title),
        "facts": [lettered(fact) for fact in facts],
        "credit": lettered(_("Map: Standpoint / Natural Earth")),
        "as_of": lettered(_as_of(now)),
    }


def window(points: Sequence[tuple[float, float]]) -> View:
    """All [lon, lat] points with room for their pins. So wide a picture of the world has no room for the far north and
    the far south, unless there is a point."""
    view = fit(points, WIDTH / MAP_HEIGHT)
    if view != world(WIDTH / MAP_HEIGHT):
        return view
    top, bottom = (project(0, lat)[1] for lat in NORTH_TO_SOUTH)
    depths = [project(*point)[1] for point in points]
    top = min([top, *(depth - MARGIN for depth in depths)])
    height = max(view.height, max([bottom, *(depth + MARGIN for depth in depths)]) - top)
    width = height * WIDTH / MAP_HEIGHT
    return View(view.x - (width - view.width) / 2, top, width, height)


def night(view: View, now: datetime) -> list[tuple[int, int]]:
    """The night side at `now` as corners in whole pixels; only a view of the world has one (DESIGN.md 9)."""
    if view.width < world(WIDTH / MAP_HEIGHT).width:
        return []
    west, east = (360 * x / WORLD - 180 for x in (view.x, view.x + view.width))
    scale = WIDTH / view.width
    corners = (project(lon, lat) for lon, lat in night_polygon(now, west, east))
    return [(round((x - view.x) * scale), round((y - view.y) * scale)) for x, y in corners]


def _legend(shown: Sequence[PublicProtest], pins: Sequence[dict[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """What the marks mean, of those that occur: the states, the shapes, and several on one spot."""
    states, shapes = legend(shown, now)
    said: list[tuple[str, str, int, Any]] = [(state.name, "exact", 1, state.label) for state in states]
    said += [("soon", shape, 1, label) for shape, label in SHAPES.items() if shape in shapes]
    said += [("soon", "exact", 2, _("Several protests"))] if any(pin["count"] for pin in pins) else []
    return [{"pin": _mark(state, shape, count), "word": lettered(str(label))} for state, shape, count, label in said]


def _mark(state: str, shape: str, count: int) -> dict[str, Any]:
    return pinned([Marker(0, 0, state, "", "", shape)] * count, world(1), 100, RADIUS)[0]


@lru_cache(maxsize=4)
def land(view: View) -> list[list[tuple[int, int]]]:
    """Closed lines in whole pixels, the smallest islands left out."""
    return [line for line in map(_whole, rings_in(view, WIDTH)) if len(line) > 2]


def _whole(ring: Iterable[tuple[float, float]]) -> list[tuple[int, int]]:
    spots = [(round(x), round(y)) for x, y in ring]
    return spots[:1] + [spot for before, spot in pairwise(spots) if spot != before]


def _as_of(now: datetime) -> str:
    said = {"day": words.short_day(now.date()), "time": words.clock(now.time())}
    return _("As of %(day)s, %(time)s UTC.") % said
