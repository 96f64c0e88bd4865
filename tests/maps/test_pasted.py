"""S4: coordinates and map links are pasted as people copy them. Nothing is fetched: a link is only text."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.pasted import parse_pasted
from maps.points import InvalidPoint

BERLIN = (13.405, 52.52)


def code_of(text):
    with pytest.raises(InvalidPoint) as refusal:
        parse_pasted(text)
    return refusal.value.code


@pytest.mark.parametrize(
    "text",
    [
        "52.5200, 13.4050",
        "52.52 13.405",
        " 52.52;13.405 ",
        "52,5200; 13,4050",
        "52,5200 13,4050",
        "52.5200° N, 13.4050° E",
        "N 52.52 E 13.405",
        "13.405E 52.52N",
        "52°31'12\"N 13°24'18\"E",
        "52° 31′ 12″ N, 13° 24′ 18″ E",
        "52°31.2'N 13°24.3'E",
        "+52.52 / +13.405",
        "geo:52.52,13.405",
        "geo:52.52,13.405,34;u=35",
        "geo:52.52,13.405?z=17",
        "geo:0,0?q=52.52,13.405(Berlin)",
        "https://www.openstreetmap.org/#map=17/52.52000/13.40500",
        "https://www.openstreetmap.org/#map=17/52.52000/13.40500&layers=N",
        "https://www.openstreetmap.org/?mlat=52.52&mlon=13.405#map=5/10.1/10.2",
        "https://www.google.com/maps/@52.52,13.405,17z",
        "https://www.google.de/maps/place/Tor/@10.1,10.2,17z/data=!3m1!4b1!8m2!3d52.52!4d13.405!16zL20vMGc0cm4",
        "https://www.google.com/maps/search/?api=1&query=52.52%2C13.405",
        "https://maps.google.com/?q=52.52,13.405",
        "https://maps.apple.com/?ll=52.52,13.405&q=Gate",
        "https://maps.apple.com/place?coordinate=52.52,13.405&name=Gate",
        "POINT(13.405 52.52)",
        "SRID=4326;POINT (13.405 52.52)",
    ],
)
def test_S4_a_point_is_read(text):
    assert parse_pasted(text).coords == BERLIN


def test_S4_south_and_west_are_negative():
    assert parse_pasted("18°8'29.8\"S 178°26'29\"E").coords == (178.44139, -18.14161)
    assert parse_pasted("−13.83, −171.77").coords == (-171.77, -13.83)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Berlin",
        "52.52",
        "52.5213.405",
        "1 2 3",
        "NaN, NaN",
        "52.52N 13.405N",
        "-52.52S 13.405E",
        "52°61'N 13°24'E",
        "geo:Berlin",
        "https://maps.app.goo.gl/abcdef",
        "https://osm.org/go/0MZtLfA--",
        "https://[broken/?q=1,2",
        "https://example.org/?" + "&" * 500,
        "1" * 5000,
    ],
)
def test_S6_what_has_no_coordinates_says_so(text):
    assert code_of(text) == "point.unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "POINT EMPTY",
        "POINT Z (13 52 1)",
        "SRID=3857;POINT(1492232 6894699)",
        "LINESTRING(13 52, 14 53)",
        "GEOMETRYCOLLECTION(" + "POINT(13 52)," * 20_000 + "POINT(13 52))",
    ],
)
def test_B46_other_geometries_are_refused_at_once(text):
    start = time.monotonic()
    assert code_of(text) == "point.geometry_type"
    assert time.monotonic() - start < 0.1


def test_the_rules_of_points_hold_for_pasted_ones():
    assert code_of("114.17, 22.3") == "point.swapped"  # B43
    assert code_of("0, 0") == "point.null_island"  # B44
    assert code_of("999 999") == "point.range"  # B42


@given(st.one_of(st.text(max_size=200), st.from_regex(r"(geo:|https://x/@)?[0-9NSEW°'\" .,;+-]{0,60}", fullmatch=True)))
def test_S18_no_text_breaks_the_parser(text):
    with suppress(InvalidPoint):
        assert abs(parse_pasted(text).y) <= 90
