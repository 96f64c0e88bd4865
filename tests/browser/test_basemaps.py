"""Streets under the pins, of either kind, in a real browser: nothing leaves our origin; what fails leaves the pins."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as site_settings
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, until
from tests.conftest import SUVA
from tests.maps import tileserver
from tests.maps.town import write_town

SUBMIT = "/sarchk/may-31/submit/"
CREDIT = ".leaflet-control-attribution"
FULL = "https://www.openstreetmap.org/#map=17/-18.1416/178.4415"


@pytest.fixture
def town(settings, tmp_path):
    """Suva has a street map."""
    path = write_town(tmp_path / "town.pmtiles", SUVA["longitude"], SUVA["latitude"])
    settings.PMTILES = str(path)


@pytest.fixture
def tiles(settings, tmp_path):
    """tiles("good"): a tile server behind this site, which behaves so; its list of what it was asked."""
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {**site_settings.CACHES, "tiles": {"BACKEND": backend, "LOCATION": tmp_path / "tiles"}}
    settings.TILE_ATTRIBUTION = "© OpenStreetMap contributors"
    with tileserver.running() as (address, asked):

        def behave(manner):
            settings.TILE_URL = f"{address}/{manner}/{{z}}/{{x}}/{{y}}.png"
            return asked

        yield behave


def token(page, name):
    return page.evaluate(
        "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", name
    ).lower()


def drawn(page):
    page.locator(".leaflet-streets-pane .leaflet-tile-loaded").first.wait_for()
    page.wait_for_load_state("networkidle")


def colours(page):
    """All that the streets are painted with, the softened edges left out."""
    return set(
        page.evaluate(
            """() => [...document.querySelectorAll(".leaflet-streets-pane canvas")].flatMap((tile) => {
              const { data } = tile.getContext("2d").getImageData(0, 0, tile.width, tile.height);
              const seen = new Map();
              for (let i = 0; i < data.length; i += 4) {
                const name = "#" + [...data.slice(i, i + 3)].map((part) => part.toString(16).padStart(2, "0")).join("");
                if (data[i + 3] === 255) seen.set(name, (seen.get(name) ?? 0) + 1);
              }
              return [...seen].filter(([, times]) => times > 400).map(([name]) => name);
            })"""
        )
    )


def palette(page):
    return {token(page, f"--map-{name}") for name in ("block", "street", "water", "park", "land")}


def pictures(page):
    """What the map asked of our tile addresses, by the status of the answer; asked before the page is opened."""
    found = []
    page.on("response", lambda answer: "/maps/tiles/" in answer.url and found.append((answer.status, answer.url)))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_P9_streets_of_a_file_in_the_colours_of_the_page(visit, town, publish, scheme):
    page = visit(color_scheme=scheme)
    page.goto(f"/p/{publish().code}/")
    drawn(page)
    assert palette(page) <= colours(page)
    assert page.locator(".map .pin--exact").count() == 1
    assert page.locator(CREDIT).inner_text() == "© OpenStreetMap contributors"
    assert page.locator(f"{CREDIT} a").get_attribute("href") == "https://www.openstreetmap.org/copyright"


def test_streets_follow_the_switch_to_the_dark(visit, town, publish):
    page = visit()
    page.goto(f"/p/{publish().code}/")
    drawn(page)
    light = palette(page)
    page.locator(".bar > [data-scheme-toggle]").click()
    until(
        page,
        """() => [...document.querySelectorAll(".leaflet-streets-pane canvas")].every((tile) => {
          const { data } = tile.getContext("2d").getImageData(0, 0, tile.width, tile.height);
          return ![...data].some((_, i) => i % 4 === 0 && data.subarray(i, i + 3).join() === "255,255,255");
        })""",
    )
    assert palette(page) <= colours(page)
    assert not light & colours(page)


def test_an_area_is_a_circle_without_a_stick(visit, town, publish):
    """DESIGN 8: precision is visible."""
    page = visit()
    page.goto(f"/p/{publish(precision='area').code}/")
    drawn(page)
    assert page.locator(".map .pin").all_inner_texts() == ["Somewhere in this circle"]
    assert page.locator(".map .pin--exact").count() == 0
    circle, frame = page.locator(".map__circle").bounding_box(), page.locator(".map").bounding_box()
    assert frame["height"] * 0.6 < circle["height"] < frame["height"]


def test_outside_of_the_streets_the_country_is_shown(visit, town, publish):
    """DESIGN 8: no grey box."""
    page = visit()
    page.goto(f"/p/{publish(latitude=52.51864, longitude=13.37617).code}/")
    page.locator(".map .pin--exact").wait_for()
    page.get_by_text("Map: Natural Earth").locator("visible=true").wait_for()
    assert page.locator(".leaflet-streets-pane .leaflet-tile-container").count() == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_pin_set_by_hand_among_streets_is_exact(visit, town, may_31, size):
    """DECISIONS, "Exact pins need streets"."""
    page = visit(**size, reduced_motion="reduce")
    page.goto(SUBMIT)
    page.locator("[data-picker-frame]:visible").wait_for()
    page.fill("#id_pasted", FULL)
    page.locator("#id_pasted").blur()
    drawn(page)
    assert palette(page) & colours(page)
    page.locator(".map").click(position={"x": 100, "y": 60})
    assert page.input_value("[name=accuracy]") == "exact"
    page.get_by_title("Zoom out").click()
    page.locator(".map").click(position={"x": 120, "y": 60})
    assert page.input_value("[name=accuracy]") == "city", "too far out to point at a spot"


def test_a_pin_set_by_hand_beside_the_streets_is_not(visit, town, may_31):
    page = visit(reduced_motion="reduce")
    page.goto(SUBMIT)
    page.locator("[data-picker-frame]:visible").wait_for()
    page.fill("#id_pasted", "52.51864, 13.37617")
    page.locator("#id_pasted").blur()
    page.get_by_text("Map: Natural Earth").locator("visible=true").wait_for()
    page.locator(".map").click(position={"x": 100, "y": 60})
    assert page.input_value("[name=accuracy]") == "city"


@pytest.mark.parametrize("kind", ["file", "server"])
def test_the_world_asks_for_no_streets(visit, request, publish, kind):
    """Near: no piece of a street map is asked for until somebody looks at it, nor what draws it."""
    request.getfixturevalue("town") if kind == "file" else request.getfixturevalue("tiles")("good")
    publish()
    page, asked = visit(), []
    page.on(
        "request", lambda request: re.search("/tiles/|pmtiles|protomaps", request.url) and asked.append(request.url)
    )
    page.goto("/sarchk/may-31/")
    page.locator(".worldmap--live").wait_for()
    page.wait_for_load_state("networkidle")
    assert asked == []
    assert page.locator(CREDIT).inner_text() == "Map: Natural Earth"


def test_P9_pictures_of_a_tile_server_come_from_this_site(visit, tiles, publish):
    """V6: `visit` fails if anything else is asked."""
    asked = tiles("good")
    page = visit()
    answers = pictures(page)
    page.goto(f"/p/{publish().code}/")
    drawn(page)
    assert {status for status, _url in answers} == {200}
    assert len(asked) == len(answers) > 4
    assert page.locator(CREDIT).inner_text() == "© OpenStreetMap contributors"
    assert page.locator(".map .pin--exact").count() == 1


def test_F15_without_the_tile_server_pins_stand_on_plain_ground(visit, tiles, publish):
    """An answer that is no picture, because a failed file would fail the test."""
    tiles("good")
    page = visit()
    page.route("**/maps/tiles/**", lambda route: route.fulfill(status=200, body="nothing"))
    page.goto(f"/p/{publish().code}/")
    page.locator(".map .pin--exact").wait_for()
    expect(page.locator(CREDIT)).to_have_text("Map: Natural Earth")
    assert page.locator(".leaflet-streets-pane .leaflet-tile-loaded").count() == 0


def test_F15_without_the_file_pins_stand_on_plain_ground(visit, town, publish):
    page = visit()
    page.route("**/streets.pmtiles", lambda route: route.fulfill(status=200, body="nothing"))
    page.goto(f"/p/{publish().code}/")
    page.locator(".map .pin--exact").wait_for()
    expect(page.locator(CREDIT)).to_have_text("Map: Natural Earth")


def test_without_streets_nothing_of_them_is_fetched(visit, publish):
    page = visit()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"/p/{publish().code}/")
    page.wait_for_load_state("networkidle")
    assert [url for url in fetched if re.search("streets.pmtiles|/tiles/|protomaps", url)] == []


def test_axe_finds_nothing_on_a_street_map(visit, town, publish):
    page = visit()
    page.goto(f"/p/{publish().code}/")
    drawn(page)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], node["html"][:200]) for one in found for node in one["nodes"]] == []
