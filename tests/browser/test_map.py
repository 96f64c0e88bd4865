"""Map and list are one: pins in groups that open by zoom or as a list, rows and pins that know each other, the view in
the address. On a desk and on a phone, at one protest and at many."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone as clock
from playwright.sync_api import expect

from bench.make_day import make_day
from protests.formats import listing
from tests.browser.conftest import PHONE, until
from tests.browser.test_day import COMING, DAY, names, ready

MANY = "/many/day/"
# Counts on the faces that are on the map, 1 for a lone pin.
COUNTS = "pins => pins.map(pin => pin.matches('.pin--group') ? Number(pin.firstElementChild.textContent) : 1)"
FACES_THAT_OVERLAP = """() => {
    const faces = [...document.querySelectorAll('.map .pin__face')].map((face) => face.getBoundingClientRect());
    const meet = (a, b) => a.left < b.right - 6 && b.left < a.right - 6 && a.top < b.bottom - 6 && b.top < a.bottom - 6;
    return faces.flatMap((a, i) => faces.slice(i + 1).filter((b) => meet(a, b))).length;
}"""
ROW_TOP = "document.querySelector('.picked .row').getBoundingClientRect().top / innerHeight"


@pytest.fixture
def one_spot(publish):
    """Four in the middle of Suva, and one in Apia."""
    for number in range(4):
        publish(title=f"March {number}", precision="city", email=f"{number}@example.org")
    publish(title="Candles", latitude=-13.8333, longitude=-171.7667, email="apia@example.org")


@pytest.fixture
def parts_of_five(monkeypatch):
    monkeypatch.setattr(listing.part, "__defaults__", ("", 5))


def pins(page, which=""):
    return page.locator(f".map .pin{which}")


def press(page, pin, phone=False):
    """Where its placard is, as a finger or a mouse does."""
    box = pin.locator(".pin__face").bounding_box()
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.touchscreen.tap(*at) if phone else page.mouse.click(*at)


def still(page):
    until(page, "!document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim')")
    page.wait_for_timeout(150)


def test_P1_a_thousand_are_all_there_and_readable(visit, site):
    make_day(key="many/day", count=1000, on=clock.now().date(), states=True)
    for options in ({}, PHONE):
        page = visit(**options)
        page.goto(MANY)
        ready(page)
        assert sum(pins(page).evaluate_all(COUNTS)) == 1000
        assert page.evaluate(FACES_THAT_OVERLAP) <= 2


def test_a_large_day_asks_for_its_pins_when_somebody_looks(visit, site):
    """SPEED, "few bytes first": until then the map has what the picture showed."""
    make_day(key="many/day", count=1600, on=clock.now().date(), states=False)
    page = visit()
    asked = []
    page.on("request", lambda request: "pins.json" in request.url and asked.append(request.url))
    page.goto(MANY)
    ready(page)
    assert (asked, sum(pins(page).evaluate_all(COUNTS))) == ([], 1600)
    with page.expect_response("**/pins.json"):
        page.mouse.move(900, 500)
    until(page, f"({COUNTS})([...document.querySelectorAll('.map .pin')]).reduce((sum, one) => sum + one, 0) === 1600")


def test_one_protest_stands_in_its_land(visit, publish):
    publish()
    page = visit()
    page.goto("/sarchk/may-31/")
    ready(page)
    assert pins(page).evaluate_all(COUNTS) == [1]
    assert pins(page).locator(".pin-name").inner_text() == "Suva"


def test_P1_a_group_opens_by_zoom_and_the_address_says_what_is_seen(visit, sample):
    """P6: a reload shows the same, and a shared address does."""
    page = visit()
    page.goto(DAY)
    ready(page)
    assert "view=" not in page.url
    before = pins(page).count()
    press(page, pins(page, ".pin--big").first)
    page.wait_for_url("**view=*")
    still(page)
    shown = pins(page).evaluate_all("pins => pins.map((pin) => pin.textContent).sort()")
    assert len(shown) != before
    page.reload()
    ready(page)
    assert pins(page).evaluate_all("pins => pins.map((pin) => pin.textContent).sort()") == shown


def test_P2_a_spot_with_several_opens_a_list(visit, one_spot):
    """One press, whatever the zoom. Escape closes it and gives the focus back; the rows are in their places again."""
    page = visit()
    page.goto("/sarchk/may-31/")
    ready(page)
    order = names(page)
    press(page, pins(page, ".pin--group").first)
    page.wait_for_timeout(400)
    if not page.locator("#members[open]").count():  # Apia was in the group: one step in
        press(page, pins(page, ".pin--group").first)
    panel = page.locator("#members[open]")
    panel.wait_for()
    assert panel.locator(".row__city").all_inner_texts() == ["Suva"] * 4
    assert panel.get_by_role("heading").inner_text() == "Protests here"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('#members .row')")
    page.keyboard.press("Escape")
    panel.wait_for(state="detached")
    assert page.evaluate("document.activeElement.matches('[data-map]')")
    assert names(page) == order


def test_P2_a_row_of_the_list_leads_to_its_page(visit, one_spot):
    page = visit(**PHONE)
    page.goto("/sarchk/may-31/?country=FJ")
    ready(page)
    press(page, pins(page, ".pin--group").first, phone=True)
    page.locator("#members[open] .row").first.tap()
    page.wait_for_url("**/p/*/")


def test_P6_only_in_this_view_is_a_filter_in_the_address(visit, sample):
    page = visit()
    page.goto(DAY)
    ready(page)
    chip = page.get_by_role("link", name="Only in this view")
    assert chip.count() == 0  # all are in view
    press(page, pins(page, ".pin--big").first)
    chip.wait_for()
    still(page)
    chip.click()
    page.wait_for_url("**bbox=*")
    page.locator(".chip--on", has_text="Only in this view").wait_for()
    ready(page)
    listed = len(names(page))
    assert 1 < listed < 38
    until(page, f"({COUNTS})([...document.querySelectorAll('.map .pin')]).reduce((a, b) => a + b) === {listed}")
    page.go_back()
    until(page, "document.querySelectorAll('.row').length === 38")
    page.go_forward()
    page.locator(".chip--on", has_text="Only in this view").click()
    until(page, "document.querySelectorAll('.row').length === 38")
    assert "bbox=" not in page.url
    assert "view=" in page.url


def test_filters_show_their_pins_and_back_brings_the_others(visit, sample):
    page = visit()
    page.goto(DAY)
    ready(page)
    page.get_by_role("link", name="Country", exact=True).click()
    page.get_by_label("Germany").check()
    page.locator("#choose-country [type=submit]").click()
    page.wait_for_url("**country=DE")
    total = f"({COUNTS})([...document.querySelectorAll('.map .pin')]).reduce((a, b) => a + b)"
    until(
        page, f"{total} === document.querySelectorAll('.row').length && document.querySelectorAll('.row').length < 38"
    )
    page.go_back()
    until(page, f"{total} === 38")


def test_P4_a_pin_selects_its_row_and_a_second_press_opens_the_page(visit, sample):
    page = visit()
    page.goto(COMING)
    ready(page)
    press(page, pins(page, ":not(.pin--group)").last)
    name = page.locator(".pin--named").inner_text()
    row = page.locator(".row--selected")
    assert row.locator(".row__city").inner_text() == name
    page.wait_for_timeout(600)
    assert row.is_visible()
    press(page, page.locator(".pin--named"))
    page.wait_for_url("**/p/*/")
    assert page.locator("h1 .poster__city").inner_text() == name


def test_hover_and_focus_on_a_row_raise_its_pin(visit, sample):
    page = visit()
    page.goto(COMING)
    ready(page)
    page.locator(".row", has_text="Perth").hover()
    page.locator(".map .pin--raised").wait_for()
    page.mouse.move(1000, 700)
    page.locator(".map .pin--raised").wait_for(state="detached")
    page.locator(".row", has_text="London").focus()
    page.locator(".map .pin--raised").wait_for()


def test_P4_escape_leads_from_the_map_to_the_selected_row(visit, sample):
    page = visit()
    page.goto(COMING)
    ready(page)
    press(page, pins(page, ":not(.pin--group)").first)
    name = page.locator(".pin--named").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator(".row:focus .row__city")).to_have_text(name)


def test_P4_the_map_has_three_stops_and_pins_are_none(visit, sample):
    """The list says the same: pins are hidden from assistive technology, the map is named and says its keys."""
    page = visit()
    page.goto(COMING)
    ready(page)
    assert page.locator("#map").get_attribute("aria-label") == "Map of 12 protests. The same protests are in the list."
    assert page.locator(".leaflet-marker-pane").get_attribute("aria-hidden") == "true"
    assert page.locator("#map a[href]:visible, #map [tabindex='0']:visible, #map button:visible").count() == 3
    assert pins(page).locator("xpath=ancestor-or-self::*[@tabindex]").evaluate_all(
        "found => found.filter((one) => !one.matches('[data-map]')).length"
    ) == 0  # fmt: skip


def test_a_pin_whose_row_is_not_on_the_page_brings_it(visit, sample, parts_of_five):
    page = visit()
    page.goto(COMING)
    ready(page)
    assert len(names(page)) == 5
    page.goto(COMING + "?view=51.5,-0.1,6")
    ready(page)
    press(page, pins(page, ":not(.pin--group)").first)
    picked = page.locator(".picked .row__city")
    picked.wait_for()
    assert picked.inner_text() == page.locator(".pin--named").inner_text() == "London"
    assert page.locator(".picked .row__yours").count() == 1
    page.get_by_role("link", name="Show all").click()
    picked.wait_for(state="hidden")
    assert len(names(page)) == 5


def test_more_rows_join_the_list(visit, sample, parts_of_five):
    page = visit()
    page.goto(DAY)
    ready(page)
    for shown in (10, 15):
        page.get_by_role("link", name="Show more").click()
        until(page, f"document.querySelectorAll('.row').length === {shown}")
    assert page.locator(".list__rows h2.group").all_inner_texts() == ["Finished"]
    assert page.evaluate("[...document.querySelectorAll('.row')].indexOf(document.activeElement)") == 10
    assert len(set(page.locator(".row").evaluate_all("rows => rows.map((row) => row.dataset.code)"))) == 15


def test_on_a_phone_a_pin_puts_its_protest_first(visit, sample):
    """The sheet comes up to the middle; "Show all" brings the row back to its place, and the focus with it."""
    page = visit(**PHONE)
    page.goto(COMING)
    ready(page)
    order = names(page)
    press(page, pins(page, ":not(.pin--group)").first, phone=True)
    page.locator(".picked .row").wait_for()
    until(page, f"Math.abs({ROW_TOP} - 0.5) < 0.06")
    city = page.locator(".picked .row__city").inner_text()
    assert names(page)[0] == city == page.locator(".pin--named").inner_text()
    page.get_by_role("link", name="Show all").tap()
    expect(page.locator(".row .row__city")).to_have_text(order)
    expect(page.locator(".row:focus .row__city")).to_have_text(city)


def test_two_fingers_are_asked_for_once(visit, sample):
    page = visit(**PHONE)
    page.goto(COMING)
    ready(page)
    devtools = page.context.new_cdp_session(page)

    def drag(*fingers):
        for kind, down in (("touchStart", 0), ("touchMove", 20), ("touchMove", 40)):
            points = [{"x": x, "y": 250 + down} for x in fingers]
            devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    hint = page.get_by_text("Use two fingers to move the map")
    drag(180)
    hint.wait_for()
    hint.wait_for(state="hidden")
    drag(180)
    page.wait_for_timeout(300)
    assert not hint.is_visible()


def test_P5_new_zealand_and_hawaii_are_whole(visit, sample):
    page = visit()
    page.goto(COMING)
    ready(page)
    frame = page.locator("#map").bounding_box()
    for face in pins(page).locator(".pin__face").all():
        box = face.bounding_box()
        assert frame["x"] < box["x"]
        assert box["x"] + box["width"] < frame["x"] + frame["width"]


def test_P5_neighbours_across_180_and_pins_at_both_poles(visit, publish):
    publish(title="North", latitude=82.5, longitude=-62.3, email="n@example.org")
    publish(title="South", latitude=-90, longitude=0, timezone="Pacific/Auckland", email="s@example.org")
    publish(title="Samoa", latitude=-13.8333, longitude=-171.7667, email="apia@example.org")
    publish()
    page = visit()
    page.goto("/sarchk/may-31/")
    ready(page)
    assert sum(pins(page).evaluate_all(COUNTS)) == 4
    page.goto("/sarchk/may-31/?view=-16,180,5")
    ready(page)
    assert sorted(pins(page).locator(".pin-name").all_inner_texts()) == ["Apia", "Suva"]


def test_names_close_in_cover_nothing(visit, sample):
    page = visit()
    page.goto(DAY + "?view=50,10,5")
    ready(page)
    shown = page.locator(".pin-name:visible")
    assert shown.count() > 5
    boxes = [name.bounding_box() for name in shown.all()]
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = (
                one["x"] + one["width"] <= other["x"] + 1
                or other["x"] + other["width"] <= one["x"] + 1
                or one["y"] + one["height"] <= other["y"] + 1
                or other["y"] + other["height"] <= one["y"] + 1
            )
            assert apart


def test_with_less_motion_the_ring_is_still(visit, publish, time_machine):
    protest = publish()
    time_machine.move_to(protest.starts_at)
    page = visit(reduced_motion="reduce")
    page.goto("/sarchk/may-31/")
    ready(page)
    ring = "getComputedStyle(document.querySelector('.map .pin--live .pin__face'), '::after').animationName"
    assert page.evaluate(ring) == "none"


@pytest.mark.parametrize("options", [{}, PHONE | {"color_scheme": "dark"}], ids=["desk", "phone in the dark"])
def test_axe_finds_nothing_in_any_state_of_the_map(visit, one_spot, options):
    """P4, L5: a protest picked, a list of those at a spot, the nearest, only what is in view."""
    page = visit(**options, geolocation={"longitude": 178, "latitude": -17}, permissions=["geolocation"])
    page.goto("/sarchk/may-31/?view=-13.8,-171.8,6")
    ready(page)
    press(page, pins(page, ":not(.pin--group)").first, phone=bool(options))
    page.locator(".row--selected").wait_for()
    found = violations(page)
    page.goto("/sarchk/may-31/?bbox=178,-19,179,-18")
    ready(page)
    found += violations(page)
    press(page, pins(page, ".pin--group").first, phone=bool(options))
    page.locator("#members[open]").wait_for()
    found += violations(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Use my location").click()
    page.locator("[data-nearby] .row").first.wait_for()
    assert found + violations(page) == []


def violations(page):
    page.wait_for_timeout(400)
    return [(one["id"], node["html"]) for one in Axe().run(page).response["violations"] for node in one["nodes"]]
