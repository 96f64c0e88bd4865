"""A point from whatever was sent: only a finite one, on the earth, in the right order, is stored."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from maps.points import InvalidPoint, point_from


def code_of(lat, lon):
    with pytest.raises(InvalidPoint) as refusal:
        point_from(lat, lon)
    assert refusal.value.message
    return refusal.value.code


def test_latitude_first_and_stored_as_x_longitude():
    point = point_from("-18.1416", 178.4415)
    assert (point.x, point.y, point.srid) == (178.4415, -18.1416, 4326)
    assert point_from(Decimal("52.5"), 13).coords == (13.0, 52.5)
    assert point_from(" +52.5 ", "1.34e1").coords == (13.4, 52.5)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "NaN", "-Infinity", "1e400", 10**400, Decimal("NaN")])
def test_B41_not_finite(value):
    assert code_of(value, 13) == code_of(13, value) == "point.not_finite"


@pytest.mark.parametrize(("lat", "lon"), [(91, 0), (0, 181), (999, 999), (-90.1, 5), (5, -180.1)])
def test_B42_out_of_range(lat, lon):
    assert code_of(lat, lon) == "point.range"


def test_B43_swapped():
    assert code_of(114.17, 22.3) == "point.swapped"
    with pytest.raises(InvalidPoint, match=r"Latitude and longitude look swapped\."):
        point_from("114.17", "22.3")


@pytest.mark.parametrize("zero", [0, "0.0", "-0", 0.000001])
def test_B44_null_island(zero):
    assert code_of(zero, zero) == "point.null_island"


@pytest.mark.parametrize(
    "value", [True, None, "", "٤٥", "1_0", [1], {}, b"1", "1,5", "0x10", "1 2", "POINT EMPTY", "1" * 50, object()]
)
def test_B45_wrong_type(value):
    assert code_of(value, 13) == code_of(13, value) == "point.type"


@pytest.mark.parametrize("value", ['{"driver":"GTiff","name":"x.tif"}', "/vsicurl/http://evil.test/", "<VRTDataset/>"])
def test_B47_a_raster_never_reaches_gdal(value):
    assert code_of(value, 13) == "point.type"


def test_B48_the_poles_and_the_line():
    assert point_from(90, 15).coords == (15, 90)
    assert point_from(-90, 15).coords == (15, -90)
    assert point_from(5, 180).coords == point_from(5, -180).coords == (-180, 5)
    assert point_from(5, 179.999999).coords == (-180, 5)


def test_B52_five_decimals():
    assert point_from("52.123456789012345", "13.987654321098765").coords == (13.98765, 52.12346)


numbers = st.one_of(st.floats(), st.integers(), st.decimals(), st.text(max_size=20), st.booleans(), st.none())


@given(numbers, numbers)
def test_S18_whatever_is_sent_gives_a_point_on_earth_or_a_named_refusal(lat, lon):
    with suppress(InvalidPoint):
        point = point_from(lat, lon)
        assert -180 <= point.x < 180
        assert -90 <= point.y <= 90


@pytest.mark.django_db
@pytest.mark.parametrize(
    "point",
    [
        "ST_MakePoint(999, 999)",
        "ST_MakePoint('NaN', 5)",
        "ST_MakePoint('NaN', 'NaN')",
        "ST_MakePoint('Infinity', 5)",
        "'POINT EMPTY'::geometry",
    ],
)
def test_B42_the_database_refuses_what_got_past(point):
    row = f"INSERT INTO maps_place VALUES (1, 'x', '', 'FJ', 1, 'Pacific/Fiji', ST_SetSRID({point}, 4326))"
    with pytest.raises(IntegrityError, match="place_on_earth"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(row)
