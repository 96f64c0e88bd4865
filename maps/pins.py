"""Pins of a static map: markers that would cover each other become one pin with a count."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from maps.mercator import View

BIG = 10  # from how many on a group has a larger placard
OVER = {"done", "cancelled", "banned", "postponed"}


@dataclass(frozen=True)
class Marker:
    """Something at a place, in degrees. `state` and `shape` become classes of its pin.

    state: soon, live, tentative, postponed, moved, done, cancelled, banned or waiting.
    shape: exact (a placard on a stick), city (a placard without one), area (a dashed circle).
    """

    lon: float
    lat: float
    state: str
    href: str
    label: str
    shape: str = "exact"


@dataclass(frozen=True)
class Box:
    """A rectangle in whole pixels, [0, 0] at the foot of its pin."""

    x: int
    y: int
    width: int
    height: int


# Width and height of a lone placard, a group's and a big group's, with their edges and the one behind, in pixels.
PLACARDS = [(24, 16), (34, 28), (48, 36)]
ON_STICK = Box(-9, -23, 18, 13)
WITHOUT_STICK = Box(-9, -7, 18, 13)
GROUP = Box(-12, -32, 24, 22)
BIG_GROUP = Box(-18, -40, 36, 30)


@dataclass(frozen=True)
class Pin:
    """What is drawn for a marker or a group, in texts, for languages write numbers differently: x and y are per cents,
    `place` is "lon lat" of its foot in degrees, for scripts."""

    x: str
    y: str
    place: str
    state: str
    shape: str
    href: str
    label: str
    count: int = 1

    @property
    def face(self) -> Box:
        """The placard, along the middle of its edge."""
        if self.count > 1:
            return GROUP if self.count < BIG else BIG_GROUP
        return WITHOUT_STICK if self.shape == "city" else ON_STICK

    @property
    def ring(self) -> Box:
        """Around what is on now, the placard behind a group included."""
        face, behind = self.face, 4 if self.count > 1 else 0
        return Box(face.x - 5, face.y - 5 - behind, face.width + 10 + behind, face.height + 10 + behind)


# The link and the label of a group, from its members.
NameGroup = Callable[[Sequence[Marker]], tuple[str, str]]
Spot = tuple[float, float]


def pins(markers: Sequence[Marker], view: View, name_group: NameGroup, width: int, radius: int) -> list[Pin]:
    """One pin for each group of markers within `radius` pixels, where the view is drawn `width` pixels wide.

    A group stands on the member nearest to its middle, never on open sea. From north to south, so that a placard
    covers the foot of one behind it and not the other way round.
    """
    scale = width / view.width
    spots = [(x * width, y * view.height * scale) for x, y in (view.place(m.lon, m.lat) for m in markers)]
    groups = sorted(grouped(spots, radius), key=lambda group: (spots[group[0]][1], group[0]))
    return [_pin([markers[number] for number in group], view, name_group) for group in groups]


def state_of_group(states: set[str]) -> str:
    """One state for all: on now if any is; what all are; finished if none is to come."""
    if len(states) == 1:
        return next(iter(states))
    if "live" in states:
        return "live"
    return "done" if states <= OVER else "soon"


def grouped(spots: Sequence[Spot], radius: int) -> list[list[int]]:
    """Numbers of spots in groups, each with its foot first, and no two pins in each other's way.

    static/maps/js/groups.js does the same, so that picture and map agree: tests/maps/groups.json holds both to it.
    """
    groups = [[number] for number in range(len(spots))]
    while True:
        near = list(_in_the_way(groups, spots, radius))
        if len(near) == len(groups):
            return groups
        joined = [[number for group in some for number in groups[group]] for some in near]
        groups = [_foot_first(group, spots) for group in joined]


def _in_the_way(groups: Sequence[list[int]], spots: Sequence[Spot], radius: int) -> Iterator[list[int]]:
    """Numbers of groups that are in the way of one of them, starting with the largest, where feet are densest."""
    feet, sizes = [spots[group[0]] for group in groups], [len(group) for group in groups]
    edge = max(radius, *PLACARDS[-1])
    cells: dict[tuple[int, int], dict[int, None]] = defaultdict(dict)
    for number, foot in enumerate(feet):
        cells[_cell(foot, edge)][number] = None
    crowd = [len(cells[_cell(foot, edge)]) for foot in feet]
    for first in sorted(range(len(feet)), key=lambda number: (-sizes[number], -crowd[number])):
        column, row = _cell(feet[first], edge)
        if first not in cells[column, row]:
            continue
        around = [cells[column + dx, row + dy] for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        some = [
            number
            for cell in around
            for number in cell
            if meet((feet[first], sizes[first]), (feet[number], sizes[number]), radius)
        ]
        for cell in around:
            for number in some:
                cell.pop(number, None)
        yield some


def meet(one: tuple[Spot, int], other: tuple[Spot, int], radius: int) -> bool:
    """Whether two pins, each a foot and a number of members, stand within the radius, or the placard of one would
    cover that of the other."""
    (north, north_count), (south, south_count) = sorted((one, other), key=lambda pin: pin[0][1])
    if math.dist(north, south) <= radius:
        return True
    (width, _height), (south_width, south_height) = _placard(north_count), _placard(south_count)
    return 2 * abs(north[0] - south[0]) < width + south_width and south[1] - north[1] < south_height


def _placard(count: int) -> tuple[int, int]:
    if count == 1:
        return PLACARDS[0]
    return PLACARDS[1] if count < BIG else PLACARDS[2]


def _cell(spot: Spot, edge: float) -> tuple[int, int]:
    return int(spot[0] // edge), int(spot[1] // edge)


def _foot_first(group: list[int], spots: Sequence[Spot]) -> list[int]:
    middle = tuple(sum(spots[number][axis] for number in group) / len(group) for axis in (0, 1))
    return sorted(group, key=lambda number: (round(math.dist(spots[number], middle), 3), number))


def _pin(group: Sequence[Marker], view: View, name_group: NameGroup) -> Pin:
    """The pin of a group whose first member is its foot."""
    foot = group[0]
    x, y = (f"{100 * part:.2f}%" for part in view.place(foot.lon, foot.lat))
    place = f"{foot.lon} {foot.lat}"
    if len(group) == 1:
        return Pin(x, y, place, foot.state, foot.shape, foot.href, foot.label)
    href, label = name_group(group)
    return Pin(x, y, place, state_of_group({marker.state for marker in group}), "exact", href, label, len(group))
