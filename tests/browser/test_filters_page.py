"""Filters on the page of a day (F5, P6): one query language, with script and without, by keyboard and by ear."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from protests.actions import changes
from tests.browser.conftest import PHONE
from tests.browser.test_day import complaints_of_axe, names

DAY = "/sarchk/may-31/"
BERLIN = {"latitude": 52.5163, "longitude": 13.3777}
KATHMANDU = {"latitude": 27.7017, "longitude": 85.3206}


@pytest.fixture
def world(publish, bo, may_31):
    """Suva marches in English, Berlin holds a vigil in German, Kathmandu rallies the day after and is cancelled."""
    publish(languages=["en"])
    publish(**BERLIN, title="Candles", kind="vigil", email="b@example.org", accessible=True, languages=["de", "en"])
    june = {"local_start": f"{may_31.starts_on.year}-06-01T18:00", "local_end": None}
    off = publish(**KATHMANDU, title="Noise", kind="rally", email="c@example.org", languages=["ne"], **june)
    changes.cancel(code=off.code, by=bo)


def chip(page, name):
    return page.locator(".chips").get_by_role("link", name=name, exact=True)


def open_panel(page, name):
    chip(page, name).click()
    return page.get_by_role("dialog", name=name)


def test_choosing_countries_keeps_the_page_and_says_how_many(visit, world):
    page = visit()
    page.goto(DAY)
    page.evaluate("window.same = true")
    panel = open_panel(page, "Country")
    panel.get_by_label("Germany 1").check()
    expect(panel.get_by_role("button", name="Show 1")).to_be_visible()
    panel.get_by_label("Nepal 1").check()
    panel.get_by_role("button", name="Show 2").click()
    expect(page.get_by_role("status").filter(has_text="2 protests")).to_be_visible()
    assert names(page) == ["Berlin", "Kathmandu"]
    assert page.url.endswith(f"{DAY}?country=DE,NP")
    assert page.evaluate("window.same")
    expect(chip(page, "Country")).to_be_focused()


def test_a_chip_with_a_cross_takes_its_filter_away(visit, world):
    page = visit()
    page.goto(f"{DAY}?country=DE&kind=vigil&tz=Asia/Kathmandu")
    chip(page, "Remove Germany").click()
    page.wait_for_url("**?kind=vigil&tz=Asia/Kathmandu")
    chip(page, "Clear filters").click()
    page.wait_for_url(f"**{DAY}?tz=Asia/Kathmandu")
    expect(page.locator(".row")).to_have_count(3)


def test_back_brings_the_rows_back(visit, world):
    page = visit()
    page.goto(DAY)
    chip(page, "Step-free").click()
    expect(page.locator(".row")).to_have_count(1)
    page.go_back()
    expect(page.locator(".row")).to_have_count(3)
    assert page.url.endswith(DAY)
    page.go_forward()
    expect(page.locator(".row")).to_have_count(1)


def test_old_rows_stay_until_the_new_ones_are_there(visit, world):
    """A long wait is shown over them, never instead of them; a region that stays in the page tells the number."""
    page = visit()
    page.goto(DAY)
    held = []
    page.route("**/*accessible=1*", lambda route: held.append(route))
    status = page.get_by_role("status").filter(has_text="protest").element_handle()
    chip(page, "Step-free").click()
    page.locator(".list--late").wait_for()
    assert len(names(page)) == 3
    for route in held:
        route.continue_()
    expect(page.locator(".row")).to_have_count(1)
    assert page.locator(".list--late").count() == 0
    assert status.text_content() == "1 protest"


def test_what_is_typed_while_we_wait_stays(visit, world):
    """A panel that was opened meanwhile sends the new filters along."""
    page = visit()
    page.goto(DAY)
    held = []
    page.route("**/*cancelled=exclude*", lambda route: held.append(route))
    chip(page, "Without cancelled ones").click()
    panel = open_panel(page, "Search")
    panel.get_by_label("In the title, city").fill("march")
    held[0].continue_()
    expect(page.locator(".row")).to_have_count(2)
    expect(panel.get_by_label("In the title, city")).to_be_focused()
    page.unroute("**/*cancelled=exclude*")
    page.keyboard.press("Enter")
    page.wait_for_url("**?cancelled=exclude&q=march")
    expect(page.locator(".row .row__city")).to_have_text(["Suva"])


def test_what_fails_says_so_and_leaves_the_rows(visit, world):
    page = visit()
    page.goto(DAY)
    page.route("**/*accessible=1*", lambda route: route.fulfill(body="Sorry"))
    chip(page, "Step-free").click()
    expect(page.get_by_role("alert").filter(has_text="That did not work. Try again.")).to_be_visible()
    assert (len(names(page)), page.url.endswith(DAY)) == (3, True)
    page.unroute("**/*accessible=1*")
    chip(page, "Step-free").click()
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator("[data-unrefined]")).to_be_hidden()


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["script", "no script"])
def test_each_filter_works_with_script_and_without(visit, world, may_31, options):
    page = visit(**options)
    page.goto(DAY)
    year = may_31.starts_on.year
    for name, label, found in (
        ("Kind", "Vigil 1", ["Berlin"]),
        ("Language", "Deutsch 1", ["Berlin"]),
        ("Status", "Cancelled 1", ["Kathmandu"]),
        ("Day", re.compile("1 June 1$"), ["Kathmandu"]),
    ):
        panel = open_panel(page, name)
        panel.get_by_label(label).check()
        panel.get_by_role("button", name=re.compile("^Show( 1)?$")).click()
        expect(page.locator(".row .row__city")).to_have_text(found)
        chip(page, "Clear filters").click()
        expect(page.locator(".row")).to_have_count(3)
    panel = open_panel(page, "Day")
    panel.get_by_label("From").fill(f"{year}-05-30")
    panel.get_by_label("To").fill(f"{year}-05-31")
    panel.get_by_role("button", name="Show these days").click()
    expect(page.locator(".row")).to_have_count(2)
    assert page.url.endswith(f"?from={year}-05-30&to={year}-05-31")
    chip(page, "Without cancelled ones").click()
    panel = open_panel(page, "Search")
    panel.get_by_label("In the title, city").fill("candles berlin")
    panel.get_by_role("button", name="Show").click()
    expect(page.locator(".row .row__city")).to_have_text(["Berlin"])


def test_without_script_a_panel_lies_over_the_page(visit, world):
    """Its address opens it, and its cross, which says so in a word, closes it."""
    page = visit(**PHONE, java_script_enabled=False)
    page.goto(DAY)
    chip(page, "Country").click()
    panel = page.locator("#choose-country")
    expect(panel).to_be_in_viewport()
    panel.get_by_text("Close", exact=True).click()
    expect(panel).to_be_hidden()


def test_panels_by_keyboard(visit, world):
    """Focus in, Escape out, focus back."""
    page = visit()
    page.goto(DAY)
    chip(page, "Kind").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#choose-kind :focus")).to_be_visible()
    page.keyboard.press("Escape")
    expect(chip(page, "Kind")).to_be_focused()


def test_many_options_can_be_searched(visit, publish):
    """By the beginning of any word, however it is accented."""
    places = [(48.85, 2.35), (52.5, 13.4), (51.5, -0.12), (40.4, -3.7), (41.9, 12.5), (50.08, 14.4), (59.3, 18.06)]
    for lat, lon in [*places, (47.49, 19.04), (5.34, -4.02)]:
        publish(latitude=lat, longitude=lon, title=f"March {lat}", email=f"a{lat}@example.org")
    page = visit()
    page.goto(DAY)
    panel = open_panel(page, "Country")
    panel.get_by_label("Filter 9 countries").fill("king")
    assert panel.locator("li:visible bdi").all_inner_texts() == ["United Kingdom"]
    panel.get_by_label("Filter 9 countries").fill("cote")
    assert panel.locator("li:visible bdi").all_inner_texts() == ["Côte d'Ivoire"]


def test_nothing_fits_shows_what_would(visit, world):
    page = visit()
    page.goto(f"{DAY}?country=DE&kind=march")
    expect(page.get_by_role("heading", name="No protest fits")).to_be_visible()
    page.get_by_role("link", name="Without “Germany”: 1 protest").click()
    expect(page.locator(".row .row__city")).to_have_text(["Suva"])


def test_bad_values_are_told_and_the_rest_is_shown(visit, world):
    page = visit()
    page.goto(f"{DAY}?country=nowhere&kind=vigil&fbclid=x")
    assert page.url.endswith(f"{DAY}?country=nowhere&kind=vigil")
    expect(page.get_by_role("alert").filter(has_text="two-letter ISO codes")).to_be_visible()
    assert names(page) == ["Berlin"]


def test_axe_finds_nothing_in_any_panel(visit, world):
    page = visit()
    for name in ("country", "on", "kind", "language", "status", "q"):
        page.goto(DAY)
        page.locator(f"[data-opens=choose-{name}]").click()
        assert Axe().run(page).response["violations"] == []
    for path in (
        f"{DAY}?country=DE&kind=march",
        f"{DAY}?country=nowhere&tz=nowhere",
        f"{DAY}?country=DE,NP&accessible=1",
    ):
        assert complaints_of_axe(page, path) == []


def test_panels_hold_at_320_pixels(visit, world):
    page = visit(viewport={"width": 320, "height": 256})
    page.goto(DAY)
    panel = open_panel(page, "Country")
    panel.get_by_role("button", name=re.compile("^Show")).scroll_into_view_if_needed()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    box = panel.bounding_box()
    assert (box["x"] >= 0, box["x"] + box["width"] <= 320) == (True, True)
