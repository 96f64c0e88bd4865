"""Outlines of the world's land from Natural Earth's TopoJSON, as SVG paths in the pixels of mercator.py.

The files' source is told in static/maps/world/README.md; the format is https://github.com/topojson/topojson-specification.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

from maps.mercator import SIZE, View, project

FOLDER = Path(__file__).parent / "static" / "maps" / "world"
ANTARCTICA = "010"  # ISO 3166-1 numeric

Pixel = tuple[float, float]
Ring = list[int]  # numbers of arcs; ~n is arc n backwards


def world_svg() -> str:
    """A file with two paths to refer to: #land, and #borders with each border once. 110m, whole pixels."""
    arcs, rings = _read("world-110m")
    uses = Counter(_number(arc) for ring in rings for arc in ring)
    coast = [arc for ring in rings for arc in ring if uses[_number(arc)] == 1]
    land = "".join(path(line, closed=True) for line in _stitched(coast, arcs))
    borders = "".join(path(arcs[number], closed=False) for number, count in sorted(uses.items()) if count > 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">'
        f'<path id="land" fill-rule="evenodd" d="{land}"/>'
        f'<path id="borders" fill="none" vector-effect="non-scaling-stroke" d="{borders}"/></svg>\n'
    )


def land_in(view: View, drawn_width: int) -> str:
    """The path of all land in a window, 50m, in pixels of the drawn picture: [0, 0] is the window's corner."""
    return "".join(path(ring, closed=True) for ring in rings_in(view, drawn_width))


def rings_in(view: View, drawn_width: int) -> Iterator[list[Pixel]]:
    """The same as closed lines, of which some shrink to less than a pixel."""
    scale = drawn_width / view.width
    for shift in view.copies:
        for ring in _shapes():
            if _overlaps(ring, view, shift):
                clipped = clip([(x + shift - view.x, y - view.y) for x, y in ring.line], view.width, view.height)
                yield [(x * scale, y * scale) for x, y in clipped]


def path(line: Iterable[Pixel], closed: bool) -> str:
    """A line of whole pixels: "M10 20l1-2 3 4z"; nothing where it shrinks to less than a line."""
    points = [(round(x), round(y)) for x, y in line]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
    steps = [step for step in steps if step != (0, 0)]
    if len(steps) < (3 if closed else 1):
        return ""
    numbers = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
    return f"M{points[0][0]} {points[0][1]}l{numbers}{'z' if closed else ''}"


def clip(ring: list[Pixel], width: float, height: float) -> list[Pixel]:
    """The part of a ring within [0, width] and [0, height], by Sutherland and Hodgman: one side after the other."""
    for axis, edge, side in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        kept: list[Pixel] = []
        for before, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            was_in, is_in = (side * (point[axis] - edge) >= 0 for point in (before, here))
            if was_in != is_in:
                part = (edge - before[axis]) / (here[axis] - before[axis])
                kept.append((before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])))
            if is_in:
                kept.append(here)
        ring = kept
    return ring


@dataclass(frozen=True)
class Shape:
    """A closed line and its bounds."""

    line: list[Pixel]
    left: float
    top: float
    right: float
    bottom: float


@cache
def _shapes() -> list[Shape]:
    arcs, rings = _read("world-50m")
    shapes = []
    for ring in rings:
        line = [point for arc in ring for point in _line(arc, arcs)[:-1]]
        across, down = zip(*line, strict=True)
        shapes.append(Shape(line, min(across), min(down), max(across), max(down)))
    return shapes


def _overlaps(shape: Shape, view: View, shift: int) -> bool:
    beside = shape.left + shift > view.x + view.width or shape.right + shift < view.x
    return not beside and shape.top < view.y + view.height and shape.bottom > view.y


def _read(name: str) -> tuple[list[list[Pixel]], list[Ring]]:
    """All arcs in pixels (stored as whole numbers, each the difference from the one before), and all rings."""
    topology = json.loads((FOLDER / f"{name}.topojson").read_bytes())
    (scale_x, scale_y), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        corners = accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        arcs.append([project(west + x * scale_x, south + y * scale_y) for x, y in corners])
    countries = topology["objects"]["countries"]["geometries"]
    inhabited = [country for country in countries if country["properties"]["id"] != ANTARCTICA]
    return arcs, [ring for country in inhabited for ring in _rings(country)]


def _rings(country: dict) -> Iterator[Ring]:
    polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    return (ring for polygon in polygons for ring in polygon)


def _number(arc: int) -> int:
    return ~arc if arc < 0 else arc


def _line(arc: int, arcs: list[list[Pixel]]) -> list[Pixel]:
    return arcs[~arc][::-1] if arc < 0 else arcs[arc]


def _stitched(coast: list[int], arcs: list[list[Pixel]]) -> Iterator[list[Pixel]]:
    """Rings of the land's edge: where one country's coast ends, the next one's begins."""
    starting = defaultdict(list)
    for arc in coast:
        starting[_line(arc, arcs)[0]].append(arc)
    for arc in coast:
        if arc in starting[_line(arc, arcs)[0]]:
            ring: list[Pixel] = []
            at = _line(arc, arcs)[0]
            while starting[at]:
                line = _line(starting[at].pop(0), arcs)
                ring += line[:-1] if ring else line
                at = line[-1]
            yield ring
