"""Amina adds her protest in a browser: with the map and the proposals, and with nothing but a form."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from protests.models import OutboxMail, Submission
from tests.browser.conftest import DESKTOP, PHONE

PAGE = "/sarchk/may-31/submit/"
PIN = ".leaflet-marker-icon .pin"


def fill_in(page, **changes):
    typed = {
        "title": "March for the 47",
        "city": "Suva",
        "venue": "Harbour park",
        "email": "amina@example.org",
    } | changes
    for name, value in typed.items():
        page.fill(f"#id_{name}", value)
    page.get_by_text("March", exact=True).click()
    page.check("#id_agreed")


def send(page):
    """Until the answer stands there: another page, or the form again."""
    page.evaluate("document.querySelector('[data-submit]').dataset.old = ''")
    page.click("[data-sending]")
    page.locator("[data-submit][data-old]").wait_for(state="detached")
    page.wait_for_load_state()


def send_plainly(page):
    with page.expect_navigation():
        page.click("[data-sending]")


@pytest.fixture
def form(visit, may_31):
    """The page with its map drawn, which comes when somebody comes near it."""

    def form(**options):
        page = visit(**options)
        page.goto(PAGE)
        page.locator("[data-picker]").scroll_into_view_if_needed()
        page.locator("[data-picker].leaflet-container").wait_for()
        return page

    return form


@pytest.fixture
def pin():
    """The pin on the map: its latitude and longitude, as the inputs have them."""

    def pin(page):
        page.locator(PIN).wait_for()
        return page.input_value("#id_point_latitude"), page.input_value("#id_point_longitude")

    return pin


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_s02_without_script_from_the_form_to_the_confirmation(visit, may_31, size):
    page = visit(**size, java_script_enabled=False)
    page.goto(PAGE)
    fill_in(page)
    send_plainly(page)
    assert "/s/" in page.url
    assert page.inner_text("h1") == "Check your mail"
    assert Submission.objects.get().locality == "Suva"
    page.get_by_role("link", name="Read the mail here").click()
    assert page.inner_text("h1") == "Mail of this development site"


def test_without_script_homonyms_are_asked_for(visit, may_31):
    page = visit(java_script_enabled=False)
    page.goto(PAGE)
    fill_in(page, city="Manchester")
    send_plainly(page)
    page.get_by_text("Manchester, New Hampshire, United States of America").click()
    send_plainly(page)
    assert page.inner_text("h1") == "Check your mail"
    assert Submission.objects.get().region == "New Hampshire"


def test_a_typed_city_is_proposed_and_brings_map_zone_and_preview(form):
    page = form()
    page.fill("#id_title", "March for the 47")
    page.get_by_text("March", exact=True).click()
    page.locator("#id_city").press_sequentially("manch", delay=20)
    page.get_by_text("Manchester, England, United Kingdom").click()
    assert page.locator("[data-proposals] .choice").count() == 1
    assert page.input_value("#id_city") == "Manchester, England, United Kingdom"
    assert page.inner_text("[data-zone]") == "Manchester time (UTC+1)."
    preview = page.locator("[data-preview]").inner_text()
    assert re.findall(r"Manchester|United Kingdom|March for the 47|18:00|UTC\+1|31 May", preview) == [
        "United Kingdom", "Manchester", "March for the 47", "18:00", "UTC+1", "31 May",
    ]  # fmt: skip
    page.locator(PIN).wait_for()
    assert page.input_value("#id_point_latitude") == ""  # the city is not an exact place
    page.fill("#id_email", "amina@example.org")
    page.check("#id_agreed")
    send(page)
    entry = Submission.objects.get()
    assert (entry.locality, entry.country, entry.accuracy) == ("Manchester", "GB", "city")
    assert OutboxMail.objects.count() == 1


def test_proposals_can_be_chosen_with_the_keyboard(form):
    page = form()
    page.locator("#id_city").press_sequentially("manchester", delay=20)
    page.get_by_text("Manchester, New Hampshire, United States of America").wait_for()
    second = page.locator("[data-proposals] .choice").nth(1).inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.input_value("#id_city") == second
    assert page.locator("[data-proposals] .choice").count() > 1


def test_s4_a_tap_sets_the_pin_and_arrow_keys_move_it(form, pin):
    page = form()
    page.locator("[data-picker]").click(position={"x": 300, "y": 120})
    before = [float(one) for one in pin(page)]
    page.locator(".leaflet-marker-icon").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    after = [float(one) for one in pin(page)]
    assert round((after[0] - before[0]) * 111_320) == 110  # metres
    assert after[1] == before[1]
    assert page.input_value("[name=accuracy]") == "city"
    assert "Pin at" in page.inner_text("[data-picker-told]")


def test_s4_without_a_pointer_the_pin_stands_in_the_middle_on_enter(form, pin):
    page = form()
    page.locator("[data-picker]").focus()
    page.keyboard.press("Enter")
    assert [round(float(one)) for one in pin(page)] == [20, 10]


def test_s4_pasted_coordinates_move_the_pin_and_win(form):
    page = form()
    fill_in(page, city="")
    page.fill("#id_pasted", "https://www.openstreetmap.org/#map=17/-18.1416/178.4415")
    page.keyboard.press("Tab")
    page.locator(PIN).wait_for()
    send(page)
    assert Submission.objects.get().exact_point.coords == (178.4415, -18.1416)
    assert Submission.objects.get().accuracy == "exact"


def test_the_devices_own_place_is_asked_for_on_press_and_sent_only_with_the_form(form, pin):
    page = form(**PHONE, geolocation={"latitude": -18.14161, "longitude": 178.44151}, permissions=["geolocation"])
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Use my location").click()
    assert pin(page) == ("-18.14161", "178.44151")
    assert page.input_value("[name=accuracy]") == "exact"
    assert [url for url in asked if "18.1" in url] == []


def test_what_was_chosen_is_still_there_after_a_fault(visit, may_31):
    """The summary has the focus, the link in it leads to the field, the city stays chosen and on the map."""
    page = visit()
    page.goto(PAGE)
    fill_in(page, city="Suva", local_end="15:30")
    send(page)
    assert "errors" in page.evaluate("document.activeElement.className")
    page.get_by_role("link", name="End: The end is before the start. Enter a time after 18:00.").click()
    assert page.evaluate("document.activeElement.id") == "id_local_end"
    page.locator(PIN).wait_for()
    assert page.locator("[data-proposals] :checked").count() == 1
    assert page.inner_text("[data-preview] .preview__city") == "Suva"


@pytest.mark.parametrize("path", [PAGE, "/m/", "/m/dead/", "/dev/mail/", "/ar" + PAGE])
@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desk", "phone in the dark"])
def test_axe_finds_nothing(visit, may_31, path, size, scheme):
    page = visit(**size, color_scheme=scheme)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert Axe().run(page).response["violations"] == []
