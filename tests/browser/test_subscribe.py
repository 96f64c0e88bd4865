"""Carla subscribes in a browser: the panel opens over the page, and nothing is asked of Google before she presses."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE

COMING = "/sarchk/sample-day/"


def open_panel(page):
    page.get_by_role("link", name="Subscribe").and_(page.locator(":visible")).first.click()
    panel = page.locator("dialog.subscribe")
    expect(panel.get_by_role("heading", name="Subscribe")).to_be_visible()
    return panel


def test_the_panel_follows_the_filters(visit, sample):
    page = visit()
    page.goto(COMING)
    page.locator(".worldmap--live").wait_for()
    page.get_by_role("link", name="Country").click()
    page.locator("#choose-country").get_by_text("Germany").click()
    page.locator("#choose-country").get_by_role("button", name="Show").click()
    page.wait_for_url("**/?country=DE")
    expect(page.locator(".band [data-fetches]")).to_have_attribute("href", f"{COMING}subscribe/?country=DE")
    panel = open_panel(page)
    address = panel.get_by_label("Address of the calendar").and_(page.locator(":visible"))
    assert address.input_value().endswith(f"{COMING}calendar.ics?country=DE")
    panel.get_by_text("All days of").click()
    expect(address).to_have_value(f"{page.url.split('/sarchk')[0]}/sarchk/calendar.ics")
    assert panel.get_by_role("link", name="Open in calendar").get_attribute("href").startswith("webcal://")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.locator(".band [data-fetches]")).to_be_focused()


def test_the_address_is_copied(visit, sample, site):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.goto(COMING)
    panel = open_panel(page)
    panel.get_by_role("button", name="Copy").click()
    expect(panel.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{COMING}calendar.ics"


def test_without_script_it_is_a_page(visit, sample):
    page = visit(java_script_enabled=False)
    page.goto(COMING)
    page.get_by_role("link", name="Subscribe").first.click()
    page.wait_for_url(f"**{COMING}subscribe/")
    page.get_by_text("All days of").click()
    address = page.get_by_label("Address of the calendar").and_(page.locator(":visible"))
    assert address.input_value().endswith("/sarchk/calendar.ics")
    page.get_by_role("link", name="Close").click()
    page.wait_for_url(f"**{COMING}")


def test_by_keyboard(visit, sample):
    page = visit()
    page.goto(f"{COMING}subscribe/")
    page.locator("#scope-1").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#scope-2")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("#scope-2 + label + div a").first).to_be_focused()


@pytest.mark.parametrize("path", ["", "/ar"], ids=["english", "arabic"])
@pytest.mark.parametrize(
    "options", [DESKTOP, PHONE, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}],
    ids=["desk", "phone", "dark", "small"],
)  # fmt: skip
def test_it_is_readable_in_every_state(visit, sample, options, path):
    page = visit(**options)
    page.goto(f"{path}{COMING}?country=DE")
    page.locator("[data-fetches]:visible").first.click()
    expect(page.locator("dialog.subscribe h1")).to_be_visible()
    for summary in page.locator("dialog.subscribe summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.goto(f"{path}{COMING}subscribe/?country=DE")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
