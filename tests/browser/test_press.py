"""The press page on a phone and at a desk, with and without script, in the dark and from right to left (R1, C6)."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone as clock
from playwright.sync_api import expect

from protests import tasks
from protests.actions import campaigns, mails
from protests.enums import Role
from protests.models import Protest, ProtestDay, TurnoutReport
from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import PASSWORD

DAY = "/sarchk/2021-05-31/"
PRESS = f"{DAY}press/"
NARROW = {"viewport": {"width": 320, "height": 640}}
VISITORS = {
    "desk": DESKTOP,
    "phone": PHONE,
    "phone without script": PHONE | {"java_script_enabled": False},
    "dark": DESKTOP | {"color_scheme": "dark"},
    "320 pixels": NARROW,
}


@pytest.fixture
def reported(sample):
    """Of 38 cities three gave a figure, and one protest did not take place."""
    protests = list(Protest.objects.filter(day__slug="2021-05-31").order_by("code"))
    for number, protest in enumerate(protests[:3], 1):
        TurnoutReport.objects.create(
            protest=protest,
            at=protest.over_at,
            said_by="media",
            source="https://news.example/x",
            low=100 * number,
            high=200 * number,
            finding="accepted",
            decided_at=protest.over_at,
        )
    Protest.objects.filter(pk=protests[5].pk).update(status="cancelled")
    ProtestDay.objects.update(embargo_until=clock.now() + timedelta(days=1), press_note="To be quoted.", version=9)


@pytest.mark.parametrize("who", VISITORS)
def test_read_sorted_and_without_a_finding(visit, reported, who):
    page = visit(**VISITORS[who])
    page.goto(PRESS)
    expect(page.locator(".numbers")).to_contain_text("37 cities")
    expect(page.locator(".turnout__span")).to_have_text("600–1,200")
    expect(page.get_by_text("in 3 of 37 cities")).to_be_visible()
    line = page.get_by_role("img", name="protests start between")
    expect(line).to_be_visible()
    page.get_by_role("link", name="City", exact=True).click()
    page.wait_for_url("**/press/?sort=city#table")
    expect(page.locator(".cities tbody th").first).to_have_text("Adelaide")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if VISITORS[who].get("java_script_enabled", True):
        findings = Axe().run(page)
        assert findings.violations_count == 0, findings.generate_report()


def test_a_mark_of_the_day_line_leads_to_its_row(visit, reported):
    page = visit()
    page.goto(PRESS)
    mark = page.locator(".dayline__wide a").first
    code = mark.get_attribute("href").partition("#")[2]
    mark.click()
    page.wait_for_url(f"**{PRESS}#{code}")
    expect(page.locator(f"tr:target[id='{code}']")).to_be_in_viewport()


def test_from_right_to_left_the_day_still_runs_from_left_to_right(visit, reported):
    page = visit()
    page.goto(f"/ar{PRESS}")
    clocks = page.locator(".dayline__plot > .dayline__hour")
    expect(clocks.first).to_be_visible()
    lefts = [box.bounding_box()["x"] for box in clocks.all()]
    assert lefts == sorted(lefts)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    findings = Axe().run(page)
    assert findings.violations_count == 0, findings.generate_report()


def test_the_files_are_saved_from_there(visit, reported):
    page = visit()
    page.goto(DAY)
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Press").click()
    page.wait_for_url(f"**{PRESS}")
    for name, file in (("Map image", "map-2021-05-31-en-light.png"), ("City table (CSV)", "press-2021-05-31.csv")):
        with page.expect_download(timeout=30_000) as download:
            page.get_by_role("link", name=name).click()
        assert download.value.suggested_filename == file


def test_on_paper_it_has_the_numbers_and_the_table(visit, reported):
    page = visit()
    page.goto(PRESS)
    page.emulate_media(media="print")
    expect(page.locator(".numbers")).to_be_visible()
    expect(page.locator(".cities")).to_be_visible()
    expect(page.locator(".dayline").first).to_be_visible()
    expect(page.get_by_role("link", name="Map image")).to_be_hidden()
    expect(page.locator(".on-paper")).to_contain_text(PRESS)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_journalist_writes_on_a_phone(visit, reported, script):
    campaign = ProtestDay.objects.first().campaign
    campaigns.join_team(campaign=campaign, email="dora@example.org", role=Role.COORDINATOR, password=PASSWORD)
    page = visit(**PHONE, java_script_enabled=script)
    page.goto(PRESS)
    page.get_by_role("link", name="Press contact").click()
    page.get_by_label("Your name").fill("Carla")
    page.get_by_label("Your message").fill("How many came?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("One thing to fix")
    expect(page.get_by_label("Your message")).to_have_value("How many came?")
    page.get_by_label("Your e-mail").fill("carla@news.example")
    if script:
        findings = Axe().run(page)
        assert findings.violations_count == 0, findings.generate_report()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text("Sent.")
    assert page.context.cookies() == []
    for mail_id in mails.due():
        tasks.send_mail(mail_id)
    assert [(one.to, one.reply_to) for one in mail.outbox] == [(["dora@example.org"], ["carla@news.example"])]
