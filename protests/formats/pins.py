"""What the map asks for first: columns, not objects, and only what a pin needs (SPEED.md, read path 4). Pure."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from math import floor

from protests.public import PublicProtest

PER_DEGREE = 100_000


def columns(found: Iterable[PublicProtest], now: datetime) -> dict[str, list]:
    """One list per column, a pin per position; `state` and `drawn` as the CSS names them.

    `lon` and `lat` are steps from one pin to the next, the first from 0, in 0.00001 degrees (WGS 84): neighbours stand
    side by side, so the steps are small. What has no public point has no pin; its code is in `unpinned`.
    """
    everything = list(found)
    places = sorted(((one.point, one) for one in everything if one.point), key=lambda pair: _along(pair[0]))
    pinned = [protest for _point, protest in places]
    return {
        "code": [protest.code for protest in pinned],
        "lon": _steps([point[0] for point, _protest in places]),
        "lat": _steps([point[1] for point, _protest in places]),
        "state": [protest.state(now).name for protest in pinned],
        "drawn": [protest.drawn for protest in pinned],
        "name": [protest.locality or protest.title for protest in pinned],
        "unpinned": [protest.code for protest in everything if not protest.point],
    }


def _along(point: tuple[float, float]) -> tuple[int, float, float]:
    """An order in which neighbours come together: degree by degree of latitude, from west to east."""
    lon, lat = point
    return floor(lat), lon, lat


def _steps(degrees: list[float]) -> list[int]:
    whole = [0, *(round(one * PER_DEGREE) for one in degrees)]
    return [after - before for before, after in pairwise(whole)]
