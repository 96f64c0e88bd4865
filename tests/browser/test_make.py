"""Somebody with a page of their own writes the code of an embed, and sees it before they copy it (P7)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_embed import server  # noqa: F401, a fixture: static files as in production

SAMPLE = "/sarchk/2021-05-31/"
MAKE = f"{SAMPLE}embed/make/"


def preview(page):
    frame = page.frame_locator(".make__preview iframe")
    expect(frame.locator(".embed__band")).to_be_visible()
    return frame


def test_from_the_share_panel_to_the_code(visit, sample, site):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{SAMPLE}?country=AT")
    page.locator(".worldmap--live").wait_for()
    page.locator(".band").get_by_text("Share").click()
    page.locator("#share").get_by_role("link", name="Embed").click()
    page.wait_for_url(f"**{MAKE}?country=AT")
    expect(preview(page).locator(".row__city")).to_have_text(["Vienna"])
    page.get_by_text("List", exact=True).click()
    page.wait_for_url("**&view=list*")
    expect(preview(page).locator(".worldmap")).to_have_count(0)
    page.get_by_label("Language").select_option("ar")
    page.wait_for_url("**&lang=ar*")
    expect(preview(page).locator("html")).to_have_attribute("dir", "rtl")
    page.locator("#frame-code + button").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    code = page.evaluate("navigator.clipboard.readText()")
    assert code.startswith(f'<iframe src="{site}/ar{SAMPLE}embed/?country=AT&amp;view=list"')


def test_without_script_a_button_shows_it(visit, sample, site):
    page = visit(java_script_enabled=False)
    page.goto(f"{MAKE}?country=AT")
    page.get_by_text("Map", exact=True).last.click()
    page.get_by_label("Height in pixels").fill("300")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**view=map*")
    assert 'height="300"' in page.locator("#frame-code").input_value()
    expect(page.frame_locator(".make__preview iframe").locator(".world__pin:visible")).not_to_have_count(0)


def test_a_height_that_is_none_is_told(visit, sample):
    page = visit()
    page.goto(MAKE)
    page.get_by_label("Height in pixels").fill("9")
    page.get_by_label("Height in pixels").blur()
    expect(page.get_by_role("alert")).to_have_text("Write a height from 200 to 2000 pixels.")


@pytest.mark.parametrize("path", [MAKE, f"/ar{MAKE}", "/developers/", "/api/v1/docs/"])
@pytest.mark.parametrize(
    "options", [DESKTOP, PHONE, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}],
    ids=["desk", "phone", "dark", "small"],
)  # fmt: skip
def test_it_is_readable_in_every_state(visit, sample, options, path):
    page = visit(**options)
    page.goto(path)
    if "make" in path:
        preview(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
