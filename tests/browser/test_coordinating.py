"""Cora makes a campaign and a day, clones a day and writes to organisers, in the browser: at a desk, and on a phone."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone as clock
from playwright.sync_api import expect

from protests.models import Notice, OutboxMail, ProtestDay
from tests.browser.conftest import DESKTOP, PHONE

NO_SCRIPT = DESKTOP | {"java_script_enabled": False}
SIZES = {"desktop": DESKTOP, "phone": PHONE, "without script": NO_SCRIPT}


@pytest.fixture
def sign_in(visit, sign_in, cora):
    """sign_in(**options) -> a page where Cora sees the desk."""
    return lambda **options: sign_in(visit(**options), cora)


def has_no_findings(page):
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", SIZES)
def test_a_campaign_and_a_day_are_made_and_organisers_written_to(sign_in, publish, size):
    publish()
    OutboxMail.objects.all().delete()
    page = sign_in(**SIZES[size])

    page.goto("/moderate/campaigns/")
    page.get_by_role("link", name="Start a campaign").click()
    page.wait_for_url("**/campaigns/new/")
    page.get_by_label("Address").fill("lake")
    page.get_by_label("Name").first.fill("Clean lake")
    page.get_by_label("Colour").fill("#FFFFFF")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("can’t be told from the page")
    page.get_by_label("Colour").fill("#0B6E4F")
    page.get_by_role("button", name="Show the colour").click()
    expect(page.get_by_alt_text("Band, board and pin")).to_have_attribute("src", re.compile("0B6E4F$"))
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/campaigns/lake/")
    expect(page.get_by_role("status")).to_contain_text("The campaign is there")

    page.goto("/moderate/campaigns/lake/new/")
    page.get_by_label("Address").fill("day-one")
    page.get_by_label("Title").first.fill("Lake day")
    page.get_by_label("Date").fill(f"{clock.localdate() + timedelta(days=90)}")
    page.get_by_role("button", name="Call the day").click()
    page.wait_for_url("**/campaigns/lake/day-one/")
    page.get_by_role("link", name="Clone for next year").click()
    page.wait_for_url("**/campaigns/lake/new/?from=day-one")
    expect(page.get_by_label("Title").first).to_have_value("Lake day")
    page.get_by_label("Address").fill("day-two")
    page.get_by_role("button", name="Call the day").click()
    page.wait_for_url("**/campaigns/lake/day-two/")
    assert ProtestDay.objects.get(slug="day-two").follows.slug == "day-one"

    page.goto("/moderate/board/sarchk/may-31/")
    page.get_by_role("link", name="Write to organisers").click()
    page.wait_for_url("**/message/")
    page.get_by_label("English", exact=True).last.fill("Bring lights.")
    page.get_by_role("button", name="See to how many it goes").click()
    expect(page.get_by_role("status")).to_contain_text("This goes to 1 organiser")
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_url("**/board/sarchk/may-31/")
    expect(page.get_by_role("status")).to_contain_text("Sent to 1 organiser.")
    assert Notice.objects.count() == OutboxMail.objects.filter(template="notice").count() == 1


def test_the_colour_is_shown_while_it_is_typed(sign_in):
    page = sign_in()
    page.goto("/moderate/campaigns/sarchk/")
    page.get_by_label("Colour").fill("#1B2A6B")
    expect(page.get_by_alt_text("Band, board and pin")).to_have_attribute("src", re.compile("1B2A6B$"))


PAGES = (
    "board/ board/sarchk/may-31/ board/sarchk/may-31/?show=unplaced board/sarchk/may-31/message/ campaigns/"
    " campaigns/sarchk/ campaigns/sarchk/new/ campaigns/sarchk/may-31/ campaigns/sarchk/groups/"
    " campaigns/sarchk/updates/"
).split()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(sign_in, publish, trust, scheme):
    trust(publish().group)
    page = sign_in(color_scheme=scheme)
    for path in PAGES:
        page.goto(f"/moderate/{path}")
        has_no_findings(page)
    page.set_viewport_size({"width": 320, "height": 700})
    for path in PAGES:
        page.goto(f"/moderate/{path}")
        fits(page)


def test_a_poster_is_handed_out_without_a_script_and_saved_not_opened(sign_in, visit, may_31):
    page = sign_in(java_script_enabled=False, viewport={"width": 320, "height": 568})
    page.goto("/moderate/campaigns/sarchk/updates/")
    form = page.locator("form", has=page.get_by_label("Or a file"))
    form.get_by_label("Title").fill("Poster A3")
    form.get_by_role("button", name="Add").click()
    expect(page.get_by_role("alert")).to_contain_text("or choose a file")
    fits(page)
    page.get_by_label("Or a file").set_input_files({"name": "放人.pdf", "mimeType": "text/html", "buffer": b"%PDF-1.7"})
    form.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_contain_text("It stands among the materials.")
    carla = visit()
    carla.goto("/sarchk/")
    expect(carla.get_by_text("PDF, 8 bytes")).to_be_visible()
    with carla.expect_download() as saved:
        carla.get_by_role("link", name="Poster A3").click()
    assert saved.value.suggested_filename == "放人.pdf"


def test_the_group_and_the_organiser_find_their_buttons(visit, site, publish, trust, time_machine):
    protest = publish()
    page = visit(**PHONE)
    page.goto(f"/g/{trust(protest.group)}/")
    expect(page.get_by_role("link", name="Edit March for the 47")).to_be_visible()
    has_no_findings(page)
    fits(page)
