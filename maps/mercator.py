"""Web Mercator, as Leaflet draws it: the pixels of the whole world at zoom 3, and a window into them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from maps.bbox import bbox_of

SIZE = 2048  # pixels; x grows eastward from -180°, y southward from the northern limit
LIMIT = 85.0511287798  # degrees north and south, where Web Mercator is a square
SMALLEST_WIDTH = SIZE * 16 / 360  # a window of 16° of longitude: closer in, the outlines have nothing more to tell
PADDING = 0.07  # of the window's width on each side, so that no pin is cut off


def project(lon: float, lat: float) -> tuple[float, float]:
    """Pixels [x, y] of a position in degrees."""
    sine = math.sin(math.radians(max(-LIMIT, min(LIMIT, lat))))
    return SIZE * (lon + 180) / 360, SIZE * (0.5 - math.atanh(sine) / (2 * math.pi))


@dataclass(frozen=True)
class View:
    """A window in pixels. It may reach beyond 180°, where the world begins again."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> str:
        """For `viewBox`."""
        return " ".join(f"{number:.0f}" for number in (self.x, self.y, self.width, self.height))

    @property
    def copies(self) -> list[int]:
        """By how many pixels to shift each copy of the world that is seen in the window."""
        return [shift for shift in (-SIZE, 0, SIZE) if self.x < shift + SIZE and shift < self.x + self.width]

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a position stands: 0 to 1 from the left and from the top."""
        x, y = project(lon, lat)
        from_left = (x - self.x) % SIZE
        if self.width - SIZE - from_left > from_left:  # seen twice: where it is farther from the edge
            from_left += SIZE
        return from_left / self.width, (y - self.y) / self.height


def world(aspect: float) -> View:
    """All longitudes and 5° more on each side of the Bering Strait, so that no pin of the Pacific is cut off; no
    Antarctica."""
    return View(x=SIZE * 5 / 360, y=70, width=SIZE * 370 / 360, height=SIZE * 370 / 360 / aspect)


def fit(positions: Iterable[tuple[float, float]], aspect: float) -> View:
    """The smallest window of width / height = `aspect` that shows all [lon, lat] positions with room for their pins."""
    bbox = bbox_of(positions)
    if not bbox:
        return world(aspect)
    left, top = project(bbox.west, bbox.north)
    _right, bottom = project(bbox.east, bbox.south)
    across = SIZE * bbox.width / 360
    width = max(max(across, (bottom - top) * aspect) / (1 - 2 * PADDING), SMALLEST_WIDTH)
    if width > SIZE * 0.8:
        return world(aspect)
    height = width / aspect
    return View(left + (across - width) / 2, (top + bottom - height) / 2, width, height)
