"""What may be shown of a place, and when (V3, V4, TRUST 3)."""

from datetime import UTC, datetime, timedelta
from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protests.enums import Precision
from protests.rules.precision import CELL_DEGREES, CIRCLE_METRES, cell_centre, is_revealed

NOW = datetime(2027, 5, 30, 16, 0, tzinfo=UTC)
METRES_A_DEGREE = 111_320


@pytest.mark.parametrize("precision", Precision.values)
@pytest.mark.parametrize(("reveal_at", "due"), [(None, False), (NOW, True), (NOW + timedelta(seconds=1), False)])
def test_exact_is_always_shown_and_the_rest_from_the_moment_of_the_reveal(precision, reveal_at, due):
    assert is_revealed(precision, reveal_at, NOW) == (due or precision == Precision.EXACT)


@given(lon=st.floats(-180, 180), lat=st.floats(-89.9, 89.9))
def test_a_cell_is_the_same_for_all_its_points_and_its_circle_covers_it(lon, lat):
    """No random offset, which averages out; the circle drawn holds every point that it may stand for."""
    lon, lat = round(lon, 5), round(lat, 5)
    centre = cell_centre(lon, lat)
    assert cell_centre(*centre) == centre
    east, north = (lon - centre[0]) * METRES_A_DEGREE * cos(radians(lat)), (lat - centre[1]) * METRES_A_DEGREE
    assert hypot(east, north) <= CIRCLE_METRES


@pytest.mark.parametrize(
    ("point", "centre"),
    [
        ((178.4415, -18.1416), (178.445, -18.145)),
        ((-180.0, 90.0), (-179.995, 89.995)),
        ((180.0, -90.0), (179.995, -89.995)),
        ((13.41, 52.52), (13.415, 52.525)),
    ],
)
def test_cells_clamp_at_the_poles_and_at_the_antimeridian(point, centre):
    assert cell_centre(*point) == centre
    assert CELL_DEGREES == 0.01
