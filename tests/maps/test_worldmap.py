"""Maps without script: Amina's pin in Suva and one in Apia stand side by side, and each group on one of its members."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from maps import mercator, outlines
from maps.pins import Marker, Pin, grouped, meet, pins, state_of_group
from maps.worldmap import ASPECT, locator_map, world_map

NOW = datetime(2026, 5, 31, 11, 48, tzinfo=UTC)
SUVA, APIA, BERLIN, AUCKLAND, HONOLULU = (
    (178.44, -18.14),
    (-171.77, -13.83),
    (13.41, 52.52),
    (174.76, -36.85),
    (-157.86, 21.31),
)


def marker(position, state="soon", shape="exact", label="Here"):
    return Marker(*position, state, "/p/abcdefgh/", label, shape)


def name_group(members):
    return f"?count={len(members)}", f"{len(members)} protests"


def across(pin):
    return float(pin.x.removesuffix("%"))


def test_web_mercator_as_leaflet_has_it():
    assert mercator.project(0, 0) == (1024, 1024)
    assert mercator.project(-180, mercator.LIMIT) == pytest.approx((0, 0), abs=1e-6)
    # L.CRS.EPSG3857.latLngToPoint(L.latLng(52.52, 13.41), 3)
    assert mercator.project(13.41, 52.52) == pytest.approx((1100.288, 671.652), abs=0.001)


def test_the_picture_of_the_world_is_the_one_that_the_outlines_give():
    drawn = outlines.world_svg()
    assert (outlines.FOLDER / "world.svg").read_text() == drawn
    assert len(gzip.compress(drawn.encode())) < 15_000


def test_P5_suva_and_apia_are_neighbours():
    drawn = world_map([marker(SUVA), marker(APIA)], name_group, NOW)
    suva, apia = sorted(drawn.wide, key=across)
    assert 5 < across(suva) < across(apia) < 95
    assert drawn.night == ""


def test_P5_new_zealand_and_hawaii_are_whole_on_the_world():
    drawn = world_map([marker(place) for place in (BERLIN, AUCKLAND, HONOLULU, (-46.6, -23.5))], name_group, NOW)
    assert all(3 < across(pin) < 97 for pin in drawn.wide)
    assert drawn.land.copies == [0, 2048]
    assert drawn.night


def test_P5_what_the_world_shows_twice_has_its_pin_farther_from_the_edge():
    view = mercator.world(ASPECT)
    assert view.place(*APIA)[0] == pytest.approx(1 - (370 - 363.23) / 370)
    assert view.place(-168, 60)[0] == pytest.approx(7 / 370)


def test_P1_near_ones_share_a_pin_which_stands_on_one_of_them():
    potsdam = (13.06, 52.40)
    drawn = world_map([marker(BERLIN), marker(potsdam), marker(AUCKLAND), marker(HONOLULU)], name_group, NOW)
    (group,) = [pin for pin in drawn.wide if pin.count > 1]
    assert (group.count, group.href, group.label) == (2, "?count=2", "2 protests")
    alone = world_map([marker(BERLIN), marker(AUCKLAND), marker(HONOLULU)], name_group, NOW)
    assert group.x in {pin.x for pin in alone.wide} | {f"{100 * mercator.world(ASPECT).place(*potsdam)[0]:.2f}%"}


def test_P1_no_two_feet_are_within_the_radius():
    many = [marker((lon / 3, lat / 3)) for lon in range(-200, 200, 7) for lat in range(-60, 180, 7)]
    view = mercator.world(ASPECT)
    drawn = pins(many, view, name_group, width=848, radius=38)
    feet = [(float(pin.x[:-1]) * 8.48, float(pin.y[:-1]) * 8.48 / ASPECT) for pin in drawn]
    assert sum(pin.count for pin in drawn) == len(many)
    assert (
        min(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 for i, (ax, ay) in enumerate(feet) for bx, by in feet[:i]) > 37.9
    )


def test_P1_the_groups_are_those_that_the_map_makes():
    """tests/js/groups.test.mjs reads the same file."""
    told = json.loads(Path("tests/maps/groups.json").read_text())
    for case in told["cases"]:
        found = grouped([tuple(spot) for spot in told["spots"]], case["radius"])
        assert [[group[0], sorted(group)] for group in found] == case["groups"]


def test_P1_a_placard_may_stand_behind_another_and_not_be_covered_by_it():
    lone, big = ((0, 0), 1), ((20, 40), 12)
    assert not meet(lone, big, radius=27)
    assert meet(lone, ((20, 30), 12), radius=27)
    assert meet(((20, 30), 12), lone, radius=27)
    assert not meet(lone, ((20, -30), 12), radius=27)
    assert meet(lone, ((20, -30), 12), radius=38)


def test_the_same_place_twice_is_a_group_and_nothing_is_an_empty_world():
    (pair,) = world_map([marker(BERLIN), marker(BERLIN)], name_group, NOW).wide
    assert pair.count == 2
    assert world_map([], name_group, NOW).wide == []


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ({"live", "done"}, "live"),
        ({"soon", "done"}, "soon"),
        ({"done", "cancelled"}, "done"),
        ({"cancelled"}, "cancelled"),
        ({"tentative", "postponed"}, "soon"),
    ],
)
def test_P3_the_state_of_a_group(states, state):
    assert state_of_group(states) == state


def test_the_locator_shows_the_land_around_a_place():
    drawn = locator_map(marker(BERLIN))
    assert (drawn.pin.x, drawn.pin.y) == ("50.00%", "50.00%")
    assert drawn.land.path.startswith("M")
    assert len(gzip.compress(drawn.land.path.encode())) < 5_000


def test_the_locator_of_apia_has_samoa():
    assert locator_map(marker(APIA)).land.path.count("M") > 3


def test_land_is_clipped_to_the_window():
    square = [(-10.0, -10.0), (30.0, -10.0), (30.0, 30.0), (-10.0, 30.0)]
    clipped = outlines.clip(square, 20, 10)
    assert {(x, y) for x, y in clipped} == {(0, 0), (20, 0), (20, 10), (0, 10)}
    assert outlines.clip([(30.0, 30.0), (40.0, 30.0), (40.0, 40.0)], 20, 10) == []


def test_a_path_is_short():
    assert outlines.path([(0, 0), (1.2, 0), (1.3, 0.2), (-3, 5), (0, 9)], closed=True) == "M0 0l1 0-4 5 3 4z"
    assert outlines.path([(0, 0), (0.1, 0), (0, 0.1)], closed=True) == ""


@pytest.mark.parametrize("shape", ["exact", "city", "area"])
def test_P3_precision_is_visible(shape):
    html = render_to_string("maps/_locator.svg.html", {"locator": locator_map(marker(BERLIN, shape=shape))})
    assert ("world__stick" in html, "world__face" in html, "world__area" in html) == {
        "exact": (True, True, False),
        "city": (False, True, False),
        "area": (False, False, True),
    }[shape]


def test_P3_status_is_visible_by_shape():
    def glyph(state):
        html = render_to_string("maps/_pin.svg.html", {"pin": Pin("1%", "1%", "0 0", state, "exact", "", "")})
        return html.partition("<g")[2]

    drawn = {state: glyph(state) for state in ("soon", "live", "moved", "postponed", "cancelled", "banned")}
    assert len(set(drawn.values())) == len(drawn)


def test_B09_a_label_is_text_and_nothing_is_styled_inline():
    drawn = world_map([marker(BERLIN, label='"><script>alert(1)</script>')], name_group, NOW)
    html = render_to_string("maps/_world.svg.html", {"world": drawn})
    assert "<script" not in html
    assert "style=" not in html
    assert 'tabindex="-1"' in html


def test_a_world_of_38_is_small():
    many = [marker((lon, lat)) for lon in range(-150, 160, 40) for lat in (-30, 0, 20, 50, 60)][:38]
    html = render_to_string("maps/_world.svg.html", {"world": world_map(many, name_group, NOW)})
    assert len(gzip.compress(html.encode())) < 4_000
