"""What location may be shown, and from when. The one rule; querysets and the database speak it too.

`precision` says what the world may see, `accuracy` how good the stored point is. A place is revealed when its
precision is exact or its `reveal_at` has come; nothing is written at that moment, it is computed when read.
"""

import math
from datetime import datetime

from protests.enums import Precision

# One fixed grid. Random offsets would average out to the true place, a cell does not.
CELL_DEGREES = 0.01
# The circle that is drawn covers its cell: half the diagonal of 0.01 degrees at the equator, in metres.
CIRCLE_METRES = 800


def is_revealed(precision: str, reveal_at: datetime | None, now: datetime) -> bool:
    """Whether the exact point and the words that describe it may be shown at `now`."""
    return precision == Precision.EXACT or (reveal_at is not None and reveal_at <= now)


def cell_centre(lon: float, lat: float) -> tuple[float, float]:
    """The centre (lon, lat) in degrees of the grid cell of a point; cells clamp at the poles and at 180."""
    return _clamped(lon, 180.0), _clamped(lat, 90.0)


def _clamped(degrees: float, limit: float) -> float:
    centre = math.floor(round(degrees / CELL_DEGREES, 6)) * CELL_DEGREES + CELL_DEGREES / 2
    return round(min(centre, limit - CELL_DEGREES / 2), 5)
