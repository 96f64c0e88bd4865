"""Times as a visitor sees and hears them (F6, L3): there first, theirs beside it only where it differs."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from protests.actions import campaigns, changes
from protests.rules import draft
from protests.rules.faults import Reading
from tests.browser.conftest import DESKTOP

DAY = "/sarchk/may-31/"
LONDON = {"latitude": 51.5007, "longitude": -0.1268, "title": "March for the 47", "email": "l@example.org"}
HONOLULU = {"latitude": 21.3069, "longitude": -157.8583, "title": "Night vigil", "email": "h@example.org"}


def yours(page):
    """{city: what it says of the reader's own time}."""
    rows = page.locator(".row").evaluate_all(
        """rows => rows.map(row => [row.querySelector(".row__city").textContent,
                                    row.querySelector(".row__yours")?.innerText ?? ""])"""
    )
    return dict(rows)


@pytest.fixture
def two(publish, may_31):
    """In London in the evening, and in Honolulu at night, which is the next day in Europe."""
    on = may_31.starts_on
    london = publish(**LONDON, local_start=f"{on}T18:00", local_end=f"{on}T20:00", venue="Parliament Square")
    publish(**HONOLULU, local_start=f"{on}T22:30", local_end=f"{on.replace(month=6, day=1)}T00:30")
    return london


def test_your_time_is_that_of_the_device(visit, two):
    page = visit(timezone_id="Europe/London")
    page.goto(DAY)
    assert yours(page) == {"London": "", "Honolulu": "Tue 09:30 your time"}
    assert page.locator(".zone").is_hidden()


def test_without_script_a_zone_can_be_chosen_and_stays(visit, two):
    """tz= goes along with every link, to a protest and back."""
    page = visit(java_script_enabled=False)
    page.goto(DAY)
    assert yours(page) == {"London": "", "Honolulu": ""}
    page.get_by_text("Show your time too").click()
    page.get_by_label("Your city").fill("Kathmandu")
    page.get_by_role("button", name="Show").first.click()
    page.wait_for_url("**?tz=Kathmandu")
    assert yours(page) == {"London": "22:45 your time", "Honolulu": "Tue 14:15 your time"}
    page.locator(".row", has_text="London").click()
    page.wait_for_url("**/p/*/?tz=Asia/Kathmandu")
    expect(page.get_by_text("22:45–Tue 00:45 your time (Kathmandu)")).to_be_visible()
    page.get_by_role("link", name="All 2 cities").click()
    page.wait_for_url(f"**{DAY}?tz=Asia/Kathmandu")
    page.get_by_text("“Your time” is the time in Kathmandu.").click()
    page.get_by_role("link", name="Leave your time out").click()
    page.wait_for_url(f"**{DAY}")


def test_a_chosen_zone_comes_before_the_device(visit, two):
    """The address says what the page shows, whoever opens it."""
    page = visit(timezone_id="Europe/Berlin")
    page.goto(f"{DAY}?tz=Asia/Calcutta")
    assert yours(page)["London"] == "22:30 your time"
    expect(page.get_by_text("“Your time” is the time in Kolkata.")).to_be_visible()


def test_a_bad_zone_is_told(visit, two):
    for path in (DAY, f"/p/{two.code}/"):
        page = visit(java_script_enabled=False)
        page.goto(f"{path}?tz=Xqzzyv")
        expect(page.get_by_role("alert").filter(has_text="No such city or time zone.")).to_be_visible()


def test_a_browser_that_says_utc_may_choose(visit, two):
    """As Tor Browser does of everybody."""
    page = visit(timezone_id="UTC")
    page.goto(DAY)
    expect(page.get_by_text("Show your time too")).to_be_visible()


def test_to_twelve_where_the_reader_counts_so(visit, two):
    page = visit(locale="en-US", timezone_id="America/Chicago")
    page.goto(DAY)
    row = page.locator(".row", has_text="London")
    assert re.sub(r"\s", " ", row.locator("time").inner_text()) == "6:00 PM"
    assert re.sub(r"\s", " ", yours(page)["London"]) == "12:00 PM your time"
    page.goto(f"/p/{two.code}/")
    assert re.sub(r"\s", " ", page.locator(".poster__time").inner_text()) == "6:00 PM–8:00 PM BST"
    note = page.locator("[data-yours]").inner_text()
    assert re.sub(r"\s", " ", note).strip() == "12:00 PM–2:00 PM your time (Chicago)"


def test_a_row_is_heard_in_sentences(visit, two, bo):
    """DESIGN 14: the status first when it does not take place; the zone in full."""
    page = visit()
    page.goto(DAY)
    day = two.local_date.strftime("%A")
    heard = (
        f"London, United Kingdom. {day} 31 May, 18:00 British Summer Time, 19:00 your time. Parliament Square."
        " March. Checked."
    )
    expect(page.get_by_role("link", name=heard, exact=True)).to_be_visible()
    changes.cancel(code=two.code, by=bo)
    page.reload()
    expect(page.get_by_role("link", name=f"Cancelled. {heard}", exact=True)).to_be_visible()


def test_heard_last_what_it_offers_and_that_it_moved(visit, publish, raw, bo, may_31):
    fields = {**LONDON, "accessible": True, "venue": "Parliament Square"}
    moved = publish(**fields | {"venue": "Trafalgar Square"})
    revised = draft.read(raw | fields, Reading(), now=datetime.now(UTC))
    changes.revise(code=moved.code, draft=revised, by=bo)
    page = visit(timezone_id="Europe/London")
    page.goto(DAY)
    name = page.get_by_role("link", name=re.compile("Parliament Square. March. Step-free. Moved.$"))
    expect(name).to_be_visible()


def test_the_countdown_goes_by_the_minute_until_it_is_on(visit, sarchk, publish, submit):
    """Never by the second; days while they are more than two."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    campaigns.call_day(campaign=sarchk, slug="soon", title="Soon", starts_on=now.date())
    page = visit()
    page.clock.install(time=now)
    publish(day="soon", **LONDON, local_start=_in_london(now, hours=49), local_end=None)
    page.goto("/sarchk/soon/")
    expect(page.locator("[data-countdown]")).to_have_text("2 days")
    page.clock.fast_forward("01:00:30")
    expect(page.locator("[data-countdown]")).to_have_text("47 h 59 min")
    page.clock.fast_forward("47:48:00")
    expect(page.locator("[data-countdown]")).to_have_text("11 min")
    expect(page.locator("[data-next]")).to_have_text("in 11 min")
    page.clock.fast_forward("12:00")
    expect(page.locator("[data-countdown]")).to_have_text("On now")


def _in_london(now, hours):
    return f"{(now + timedelta(hours=hours)).astimezone(ZoneInfo('Europe/London')):%Y-%m-%dT%H:%M}"


def test_starts_are_in_order_across_zones(visit, publish, may_31):
    """18:00 comes to Apia first and to Honolulu last, a day later: fifty hours under one heading."""
    on = may_31.starts_on
    places = {
        "Apia": (-13.83, -171.77),
        "Kathmandu": (27.7, 85.32),
        "London": (51.5, -0.12),
        "Honolulu": (21.3, -157.86),
    }
    for city, (lat, lon) in reversed(places.items()):
        where = {"latitude": lat, "longitude": lon, "title": f"At {city}", "email": f"{city}@example.org"}
        publish(**where, local_start=f"{on}T18:00", local_end=f"{on}T20:00")
    page = visit(**DESKTOP)
    page.goto(DAY)
    assert list(yours(page)) == list(places)
    assert page.locator(".list__rows > .group").evaluate_all(
        "heads => heads.map(head => head.firstChild.data.trim())"
    ) == [
        "Next",
        f"{on:%A} 31 May",
    ]
