"""Boxes: Suva and Apia are neighbours, though one is at 178° east and the other at 172° west."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.bbox import Bbox, InvalidBbox, bbox_of, parse_bbox
from maps.models import Place
from maps.points import point_from

SUVA, APIA, BERLIN = (178.44, -18.14), (-171.77, -13.83), (13.41, 52.52)
degrees_east = st.floats(-180, 180, allow_nan=False)
degrees_north = st.floats(-90, 90, allow_nan=False)


def test_west_south_east_north():
    assert parse_bbox("5.9,47.3, 15.0 ,55.1") == Bbox(5.9, 47.3, 15.0, 55.1)
    assert parse_bbox("5.9,47.3,15.0,55.1").as_list() == [5.9, 47.3, 15.0, 55.1]


def test_B49_west_of_180_and_east_of_it_are_two_boxes():
    box = parse_bbox("170,-10,-170,10")
    assert box.crosses
    assert box.width == 20
    assert box.split() == (Bbox(170, -10, 180, 10), Bbox(-180, -10, -170, 10))


def test_B48_a_box_that_ends_at_180_holds_what_is_stored_at_minus_180():
    assert Bbox(170, -10, 180, 10).split() == (Bbox(170, -10, 180, 10), Bbox(-180, -10, -180, 10))
    assert Bbox(-180, -90, 180, 90).split() == (Bbox(-180, -90, 180, 90),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,2,3",
        "1,2,3,4,5",
        "a,b,c,d",
        "nan,nan,nan,nan",
        "0,0,inf,1",
        "0,0,1e400,1",
        "0,10,1,-10",
        "0,-91,1,0",
        "0,0,181,1",
        "-180.1,0,1,1",
        "1_0,0,20,1",
        "٤,0,20,1",
        "0,0,1,1" + "0" * 10_000,
        ",,,",
    ],
)
def test_B50_anything_else_is_refused_with_the_right_form(text):
    with pytest.raises(InvalidBbox) as refusal:
        parse_bbox(text)
    assert refusal.value.code == "bbox.invalid"
    assert "west,south,east,north" in refusal.value.message


@given(st.text(max_size=40))
def test_B50_no_text_breaks_the_parser(text):
    with suppress(InvalidBbox):
        box = parse_bbox(text)
        assert -90 <= box.south <= box.north <= 90


@pytest.mark.django_db
def test_B49_only_points_across_the_line_are_found():
    for number, (lat, lon) in enumerate([(5, 175), (5, -175), (5, 180), (5, 0), (20, 175)]):
        place = {"name": str(number), "country": "FJ", "population": 1, "timezone": "Pacific/Fiji"}
        Place.objects.create(id=number, point=point_from(lat, lon), **place)

    def found(text):
        return sorted(Place.objects.filter(parse_bbox(text).holds("point"), id__lt=5).values_list("id", flat=True))

    assert found("170,-10,-170,10") == [0, 1, 2]
    assert found("170,-10,180,10") == [0, 2]
    assert found("-180,-10,-170,10") == [1, 2]
    assert found("-170,-10,170,10") == [3]
    assert found("0,5,0,5") == [3]


def test_P5_the_box_of_fiji_and_samoa_is_narrow():
    assert bbox_of([SUVA, APIA]).as_list() == [178.44, -18.14, -171.77, -13.83]


def test_the_box_of_points_all_round_the_world_does_not_cross():
    assert bbox_of([SUVA, APIA, BERLIN, (-46.6, -23.5)]) == Bbox(-171.77, -23.5, 178.44, 52.52)


def test_the_box_of_one_point_and_of_none():
    assert bbox_of([BERLIN]) == Bbox(13.41, 52.52, 13.41, 52.52)
    assert bbox_of([]) is None


@given(st.lists(st.tuples(degrees_east, degrees_north), min_size=1, max_size=20))
def test_a_box_of_points_holds_each_of_them(points):
    box = bbox_of(points)
    for lon, lat in points:
        assert any(part.west <= lon <= part.east and part.south <= lat <= part.north for part in box.split())
