"""Where it is night, against what almanacs say."""

import math
from datetime import UTC, datetime

import pytest

from maps.night import night_polygon, subsolar_point


@pytest.mark.parametrize(
    ("moment", "lat"),
    [
        ("2026-03-20T14:46", 0),
        ("2026-06-21T08:24", 23.44),
        ("2026-09-23T00:05", 0),
        ("2026-12-21T20:50", -23.44),
    ],
)
def test_the_sun_at_equinox_and_solstice(moment, lat):
    assert subsolar_point(datetime.fromisoformat(moment + "+00:00"))[1] == pytest.approx(lat, abs=0.05)


@pytest.mark.parametrize(("month", "day", "minutes"), [(2, 11, -14.2), (5, 14, 3.7), (7, 26, -6.5), (11, 3, 16.4)])
def test_the_equation_of_time_at_its_turning_points(month, day, minutes):
    lon, _lat = subsolar_point(datetime(2026, month, day, 12, tzinfo=UTC))
    assert -lon * 4 == pytest.approx(minutes, abs=0.5)


@pytest.mark.parametrize(
    "moment", [datetime(2026, month, 20, hour, 46, tzinfo=UTC) for month in (3, 6, 12) for hour in (2, 14)]
)
def test_the_edge_is_a_quarter_of_the_globe_from_the_sun(moment):
    sun_lon, sun_lat = (math.radians(angle) for angle in subsolar_point(moment))
    start, *edge, end = night_polygon(moment, -175, 195)
    assert (start[0], end[0]) == (-175, 195)
    assert start[1] == end[1] == -math.copysign(89.9, math.degrees(sun_lat))
    for lon, lat in edge:
        lon, lat = math.radians(lon), math.radians(lat)
        height = math.sin(lat) * math.sin(sun_lat) + math.cos(lat) * math.cos(sun_lat) * math.cos(lon - sun_lon)
        assert height == pytest.approx(0, abs=1e-6)
