"""The story of a day, from the first entry to next year's comparison, in one go (R2-R4, R9, R11)."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_main_job import approve, confirm, mailed_link, submit

DAY = "/sarchk/may-31/"
BERLIN = {"latitude": 52.52, "longitude": 13.405, "title": "Berlin stands", "email": "berlin@example.org"}
HANOI = {"latitude": 21.0285, "longitude": 105.8542, "title": "Hanoi stands", "email": "hanoi@example.org"}


@pytest.fixture
def others(publish):
    """Two cities of which nobody reports anything."""
    publish(**BERLIN)
    publish(**HANOI)


def report(page, who, *, low="", high="", vague="", source=""):
    """Amina reports, on the page where her link led."""
    page.get_by_text(who, exact=True).check()
    page.get_by_label("At least").fill(low)
    page.get_by_label("At most").fill(high)
    page.get_by_label("Or a word").select_option(vague)
    page.locator("details.deed > summary").click()
    page.get_by_label("The page where they say so").fill(source)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("status")).to_contain_text("Thank you.")


def accept(page, how_many):
    page.goto("/moderate/reports/")
    for _each in range(how_many):
        page.get_by_role("button", name="Accept").first.click()
        expect(page.get_by_role("status")).to_contain_text("accepted")
    expect(page.get_by_text("No report waits.")).to_be_visible()


def test_the_story_of_a_day(visit, sign_in, may_31, bo, cora, others, publish, time_machine):
    amina = visit(**PHONE)
    submit(amina)
    confirm(amina)
    link = mailed_link()
    approve(sign_in(visit(), bo))

    # The day passes.
    time_machine.move_to(f"{may_31.starts_on + timedelta(days=2)}T12:00:00Z")
    amina.goto(link)
    amina.get_by_role("link", name="Report it").click()
    report(amina, "The organisers", low="200", high="300")
    report(amina, "The police", low="150", high="150", source="https://police.example/report")
    report(amina, "The media", vague="hundreds", source="https://news.example/suva")
    desk = sign_in(visit(**PHONE), bo, "/moderate/reports/")
    accept(desk, 3)

    # A correction replaces the claim that it corrects, and no other.
    amina.reload()
    amina.get_by_role("listitem").filter(has_text="200–300").get_by_role("link", name="Correct it").click()
    amina.get_by_label("At most").fill("320")
    amina.get_by_role("button", name="Send the report").click()
    expect(amina.get_by_role("status")).to_contain_text("Thank you.")
    accept(desk, 1)

    carla = visit(**PHONE)
    carla.goto(f"{DAY}press/")
    expect(carla.locator(".turnout__span")).to_have_text("150–320")
    expect(carla.get_by_text("in 1 of 3 cities")).to_be_visible()
    carla.locator(".turnout a", has_text="Suva").first.click()
    claims = carla.locator("#turnout")
    for said in ("200–320 The organisers", "150 The police", "“Hundreds”, counted as 200 The media", "it said 200–300"):
        expect(claims).to_contain_text(said)
    (suva,) = (
        one
        for one in carla.request.get("/api/v1/protests/?campaign=sarchk").json()["results"]
        if one["locality"] == "Suva"
    )
    assert suva["turnout"] == {"low": 150, "high": 320}

    # What became of it is told, and stays as it was told.
    mei = sign_in(visit(), cora, "/moderate/campaigns/sarchk/may-31/round-up/")
    expect(mei.get_by_label("Text, in Markdown")).to_have_value(re.compile("^# Protests in 1 city in 1 country"))
    mei.get_by_role("button", name="Publish").click()
    carla.goto(f"{DAY}round-up/")
    expect(carla.get_by_role("heading", level=1)).to_have_text("Protests in 1 city in 1 country")
    expect(carla.get_by_role("link", name="150", exact=True)).to_have_attribute("href", "https://police.example/report")
    for feed in (f"{DAY}changes.atom", "/sarchk/changes.atom"):
        assert f"{DAY}round-up/" in carla.request.get(feed).text()

    # Next year's edition is compared with it.
    mei.goto("/moderate/campaigns/sarchk/may-31/")
    mei.get_by_role("link", name="Clone for next year").click()
    mei.wait_for_url("**/new/?from=may-31")
    mei.get_by_label("Address").fill("next-may")
    mei.get_by_role("button", name="Call the day").click()
    mei.wait_for_url("**/campaigns/sarchk/next-may/")
    mei.get_by_label("Takes in new protests").check()
    mei.get_by_role("button", name="Save").click()
    expect(mei.get_by_role("status")).to_contain_text("Saved")
    next_year = may_31.starts_on + timedelta(weeks=52)
    publish(day="next-may", local_start=f"{next_year}T18:00", local_end=None)
    carla.goto("/sarchk/next-may/press/")
    years = carla.locator("section[aria-labelledby=years] tbody tr")
    expect(years).to_have_count(2)
    expect(years.nth(0).get_by_role("cell")).to_have_text(["1", "1", "–"])
    expect(years.nth(1).get_by_role("cell")).to_have_text(["3", "3", "150–320 in 1 of 3 cities"])
    expect(years.nth(1).get_by_role("link")).to_have_attribute("href", re.compile(f"{DAY}$"))
