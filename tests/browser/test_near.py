"""Near me: the page knows where the reader is, and nobody else does. A typed town is asked of our own gazetteer."""

import pytest
from playwright.sync_api import expect

from protests.formats import listing
from tests.browser.conftest import PHONE, until
from tests.browser.test_day import COMING, names, ready
from tests.browser.test_map import pins

HAMBURG = {"longitude": 9.9937, "latitude": 53.5511}
NUUK = {"longitude": -51.7216, "latitude": 64.1835}
# Digits of the positions above that no request may hold.
TELLTALE = ("9.99", "53.5", "53,5", "51.7", "64.1", "64,1")
DISTANCES = ".list .row__km:visible"


@pytest.fixture
def parts_of_three(monkeypatch):
    monkeypatch.setattr(listing.part, "__defaults__", ("", 3))


def at(place, **options):
    return {"geolocation": place, "permissions": ["geolocation"], "locale": "de-DE", **options}


def recorded(page):
    """Everything that leaves the page from now on: addresses, headers, bodies."""
    sent = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.all_headers()} {request.post_data}"))
    return sent


def locate(page):
    page.get_by_role("button", name="Use my location").click()
    page.locator(DISTANCES).first.wait_for()


def distances(page):
    return page.locator(DISTANCES).all_inner_texts()


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_F2_no_request_carries_the_position(visit, sample, options):
    """V6: not in an address, a header or a body; also when the map is moved there and a protest is opened."""
    page = visit(**at(HAMBURG, **options))
    page.goto(COMING)
    ready(page)
    sent = recorded(page)
    locate(page)
    assert (names(page)[0], distances(page)[0]) == ("Berlin", "255 km")
    assert page.locator(".pin--named").inner_text() == "Berlin"
    assert page.locator(".you").count() == 1
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(600)
    assert "view=" not in page.url
    page.locator(".row").first.click()
    page.wait_for_url("**/p/*/")
    assert sent
    assert [one for one in sent if any(digits in one for digits in TELLTALE)] == []


def test_F2_of_a_long_list_all_rows_are_asked_for(visit, sample, parts_of_three):
    """Asking for the nearest ones alone would tell where somebody is."""
    page = visit(**at(HAMBURG))
    page.goto(COMING)
    ready(page)
    sent = recorded(page)
    locate(page)
    assert names(page)[:2] == ["Berlin", "London"]
    assert [one.split()[0].partition("/sarchk")[2] for one in sent if "/rows/" in one] == ["/sample-day/rows/"]
    assert len(page.locator(".list .row:visible").all()) == 12


@pytest.mark.parametrize(
    ("locale", "shown"), [("de-DE", "255 km"), ("en-GB", "159 mi"), ("en-US", "159 mi"), ("en", "255 km")]
)
def test_distances_are_in_the_readers_units(visit, sample, locale, shown):
    page = visit(**at(HAMBURG, locale=locale))
    page.goto(COMING)
    ready(page)
    locate(page)
    assert distances(page)[0] == shown
    page.goto(COMING + "?place=Hamburg")
    assert distances(page)[0] == shown


def test_F10_nothing_near_shows_the_nearest_three_and_a_way_to_start_one(visit, sample):
    """The place goes along into the form behind the #, which browsers don't send."""
    page = visit(**at(NUUK))
    page.goto(COMING)
    ready(page)
    sent = recorded(page)
    locate(page)
    page.get_by_role("heading", name="No protest within 300 km").wait_for()
    assert (names(page)[0], len(distances(page))) == ("New York", 3)
    page.get_by_role("link", name="Start one here").click()
    page.wait_for_url("**/submit/#at=64.18,-51.72")
    page.locator("#id_point_latitude[value], #id_point_latitude").first.wait_for(state="attached")
    until(page, "document.querySelector('[name=latitude]').value !== ''")
    assert (page.input_value("[name=latitude]"), page.input_value("[name=longitude]")) == ("64.18000", "-51.72000")
    assert [one for one in sent if any(digits in one for digits in TELLTALE)] == []


def test_forgetting_brings_the_list_back(visit, sample):
    page = visit(**at(HAMBURG))
    page.goto(COMING)
    ready(page)
    order = names(page)
    locate(page)
    assert names(page) != order
    assert page.locator("[data-order][aria-current]").inner_text() == "Nearest"
    page.get_by_role("button", name="Forget your location").click()
    expect(page.locator(".row .row__city")).to_have_text(order)
    assert distances(page) == []
    assert page.locator("[data-order][aria-current]").inner_text() == "Soonest"
    assert page.locator(".you").count() == 0
    assert page.evaluate("document.activeElement.id") == "place"


def test_the_order_may_change_while_the_location_is_known(visit, sample):
    page = visit(**at(HAMBURG))
    page.goto(COMING)
    ready(page)
    order = names(page)
    locate(page)
    page.get_by_role("link", name="Soonest").click()
    expect(page.locator(".row .row__city")).to_have_text(order)
    page.get_by_role("link", name="Nearest").click()
    page.locator(DISTANCES).first.wait_for()
    assert names(page)[0] == "Berlin"


def test_a_filter_keeps_the_order_by_distance(visit, sample):
    page = visit(**at(HAMBURG))
    page.goto(COMING)
    ready(page)
    locate(page)
    page.get_by_role("link", name="Kind", exact=True).click()
    page.get_by_label("Rally").check()
    page.locator("#choose-kind [type=submit]").click()
    page.wait_for_url("**kind=rally")
    until(page, "document.querySelectorAll('[data-nearby] .row').length === document.querySelectorAll('.row').length")
    assert len(distances(page)) == len(page.locator(".list .row:visible").all()) > 1
    assert pins(page).count() > 0


def test_without_a_position_it_says_so(visit, sample):
    """Off for the site, and on but not to be found."""
    page = visit(permissions=[])
    page.goto(COMING)
    page.get_by_role("button", name="Use my location").click()
    page.get_by_text("Location is off for this site. Type a city instead.").wait_for()
    assert page.evaluate("document.activeElement.id") == "place"
    page = visit(permissions=["geolocation"])
    page.goto(COMING)
    page.evaluate("() => { navigator.geolocation.getCurrentPosition = (found, failed) => failed({ code: 2 }); }")
    page.get_by_role("button", name="Use my location").click()
    page.get_by_text("Your location was not found. Type a city instead.").wait_for()


def test_a_typed_town_is_a_page_of_its_own(visit, sample):
    """Homonyms with region and country; nothing near: the nearest, and a form that knows the city."""
    page = visit(locale="de-DE")
    page.goto(COMING)
    page.fill("#place", "Springfield")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Springfield, Illinois, United States of America").click()
    page.get_by_role("heading", name="No protest within 300 km of Springfield").wait_for()
    assert distances(page)[0].endswith(" km")
    page.locator(".empty").get_by_role("link", name="Add your protest").click()
    page.wait_for_url("**/submit/?place=*")
    assert page.input_value("[name=city]") == "Springfield, Illinois, United States of America"
    assert page.locator("[name=place]:checked").count() == 1
