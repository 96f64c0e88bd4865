"""A visitor finds the nearest protest: on a phone, on a desk, without script, by keyboard, in Arabic, in the dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE

DAY = "/sarchk/2021-05-31/"
COMING = "/sarchk/sample-day/"


def names(page):
    return page.locator(".row .row__city").all_inner_texts()


def ready(page):
    """The map has taken the place of the picture."""
    page.locator(".worldmap--live").wait_for()


def test_the_same_thirty_eight_on_list_and_map(visit, sample):
    page = visit()
    page.goto(DAY)
    ready(page)
    counts = page.locator(".leaflet-marker-pane .pin").evaluate_all(
        "pins => pins.map(pin => Number(pin.firstElementChild.textContent) || 1)"
    )
    assert (len(names(page)), sum(counts)) == (38, 38)


def test_without_script_the_list_is_whole_and_the_picture_has_pins(visit, sample):
    """F3, P8."""
    page = visit(java_script_enabled=False)
    page.goto(DAY)
    assert len(names(page)) == 38
    assert page.locator(".world__wide .world__pin:visible").count() > 10
    page.fill("#place", "Berlin")
    page.click("[data-find]")
    expect(page.locator(".row .row__city")).to_have_text(["Berlin"])


def test_your_time_only_where_it_differs(visit, sample):
    """F6: seen from Berlin."""
    page = visit()
    page.goto(DAY)
    assert page.locator(".row", has_text="Berlin").locator(".row__yours").count() == 0
    assert page.locator(".row", has_text="Taipei").locator(".row__yours").inner_text() == "13:00 your time"
    assert page.locator(".row", has_text="Honolulu").locator(".row__yours").inner_text() == "Tue 10:30 your time"


def test_the_keyboard_reaches_everything_in_order(visit, sample):
    page = visit()
    page.goto(COMING)
    ready(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the list"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "place"
    rows = page.locator(".row")
    rows.last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.keep, .foot, .worldmap') !== null")


def test_panels_open_close_and_give_the_focus_back(visit, sample):
    page = visit()
    page.goto(COMING)
    page.locator(".band").get_by_text("Share").click()
    assert page.locator("#share").get_by_label("Address of this page").input_value().endswith(COMING)
    page.keyboard.press("Escape")
    expect(page.locator(".band").get_by_text("Share")).to_be_focused()


def test_the_scheme_is_remembered_on_this_device_alone(visit, sample):
    page = visit()
    page.goto(COMING)
    page.locator(".bar > [data-scheme-toggle]").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    assert page.context.cookies() == []


def test_a_broken_map_leaves_the_list_and_the_picture(visit, sample):
    page = visit(bypass_csp=False)
    page.route("**/world-110m*", lambda route: route.fulfill(status=200, body="nothing"))
    page.goto(COMING)
    page.get_by_text("The map did not load. The list has everything.").wait_for()
    assert page.locator(".world:visible").count() == 1


def test_the_sheet_shrinks_the_title_and_leads_back(visit, sample):
    page = visit(**PHONE)
    page.goto(DAY)
    ready(page)
    page.locator(".row").nth(20).scroll_into_view_if_needed()
    page.locator(".crown:visible").wait_for()
    page.locator(".tomap").click()
    page.locator(".crown:visible").wait_for(state="hidden")


def test_nothing_is_wider_than_the_window(visit, sample):
    """Reflow: 320 px is 1280 at 400 % zoom."""
    page = visit()
    for path in (DAY, COMING, "/ar" + COMING, "/about/", a_protest(page)):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 640})
            assert (path, width, page.evaluate("document.documentElement.scrollWidth")) == (path, width, width)


@pytest.mark.parametrize("options", [PHONE, DESKTOP | {"color_scheme": "dark"}], ids=["phone", "dark"])
def test_axe_finds_nothing_on_a_phone_and_in_the_dark(visit, sample, options):
    page = visit(**options)
    assert [complaints_of_axe(page, path) for path in (COMING, a_protest(page))] == [[], []]


def test_axe_finds_nothing_on_a_desk(visit, sample):
    """L5: each public page."""
    page = visit()
    paths = [COMING, DAY, "/ar" + COMING, "/sarchk/", "/about/", "/privacy/", f"{COMING}?place=Nuuk", a_protest(page)]
    paths += [f"{COMING}follow/", f"{a_protest(page)}follow/"]
    assert [complaint for path in paths for complaint in complaints_of_axe(page, path)] == []


def a_protest(page):
    page.goto(COMING)
    return page.locator(".row").first.get_attribute("href")


def complaints_of_axe(page, path):
    page.goto(path)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    return [(path, one["id"], node["html"][:200]) for one in found for node in one["nodes"]]
