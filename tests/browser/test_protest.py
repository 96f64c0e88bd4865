"""The page of one protest, in all its states: with a map and without, on paper, in the most careful browser."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone as clock
from playwright.sync_api import expect

from protests.actions import changes
from protests.enums import Status
from protests.models import Protest
from protests.rules import draft as draft_rule
from protests.rules.faults import Reading
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_day import complaints_of_axe

BERLIN = {"latitude": 52.5163, "longitude": 13.3777, "title": "Candles", "kind": "vigil", "email": "b@example.org"}
SAFEST = {"java_script_enabled": False}


@pytest.fixture
def states(publish, raw, bo, may_31, time_machine):
    """{state: path} of a protest in each of them."""

    def made(**fields):
        return publish(**BERLIN | {"email": f"{len(paths)}@example.org"} | fields)

    paths = {}
    later = {"reveal_at": f"{may_31.starts_on - timedelta(days=1)}T18:00"}
    for name, fields in {
        "exact": {}, "area": {"precision": "area", **later}, "city": {"precision": "city"},
        "withheld": {"precision": "withheld"}, "moved": {}, "postponed": {}, "cancelled": {}, "banned": {},
        "going ahead": {}, "tentative": {}, "online": {"kind": "online", "timezone": "Europe/Berlin"},
        "untimed": {"local_start": None, "local_end": None, "local_date": str(may_31.starts_on)},
    }.items():  # fmt: skip
        paths[name] = made(**fields).code
    changes.revise(code=paths["moved"], draft=_draft(raw | BERLIN | {"venue": "Sukuna Park"}), by=bo)
    changes.postpone(code=paths["postponed"], by=bo)
    changes.cancel(code=paths["cancelled"], reason="Storm warning", by=bo)
    changes.ban(code=paths["banned"], by=bo)
    changes.ban(code=paths["going ahead"], going_ahead=True, by=bo)
    Protest.objects.filter(code=paths["tentative"]).update(status=Status.TENTATIVE)
    return {state: f"/p/{code}/" for state, code in paths.items()}


def _draft(raw):
    return draft_rule.read(raw, Reading(), now=clock.now())


def banners(page):
    return page.locator(".banner__title").all_inner_texts()


def test_every_state_says_so_in_words(visit, states):
    """P3, E2-E5: headline and sentence, whatever the colour; axe finds nothing in any of them."""
    page = visit()
    found = {}
    for state, path in states.items():
        assert complaints_of_axe(page, path) == []
        found[state] = banners(page)
    assert found == {state: [] for state in states} | {
        "moved": ["Moved to Sukuna Park"],
        "postponed": ["Postponed"],
        "cancelled": ["Cancelled"],
        "banned": ["Banned"],
        "going ahead": ["Going ahead despite a ban"],
        "tentative": ["Not yet certain"],
    }


@pytest.mark.parametrize(
    "options",
    [PHONE | {"color_scheme": "dark"}, DESKTOP | {"forced_colors": "active"}],
    ids=["dark phone", "forced colours"],
)
def test_axe_finds_nothing_in_other_lights(visit, states, options):
    page = visit(**options)
    for state in ("area", "moved", "cancelled", "tentative", "online"):
        assert complaints_of_axe(page, states[state]) == []


def test_while_it_is_on_and_after(visit, publish, may_31, time_machine):
    protest = publish(**BERLIN)
    time_machine.move_to(protest.starts_at + timedelta(minutes=5))
    page = visit()
    page.goto(f"/p/{protest.code}/")
    assert banners(page) == ["On now"]
    expect(page.get_by_text("Until 20:00.")).to_be_visible()
    time_machine.move_to(protest.over_at + timedelta(minutes=5))
    page.reload()
    assert banners(page) == ["Finished"]


def test_a_cancelled_one_leads_to_the_nearest_other(visit, publish, bo):
    """E2: with the way to it; one that is called off too is no other."""
    off, also_off = publish(**BERLIN), publish(**BERLIN | {"email": "c@example.org", "title": "Also off"})
    publish(latitude=48.137, longitude=11.575, title="In Munich", email="m@example.org")
    publish()
    for protest in (off, also_off):
        changes.cancel(code=protest.code, reason="Storm warning", by=bo)
    page = visit(**SAFEST)
    page.goto(f"/p/{off.code}/?tz=Asia/Kathmandu")
    banner = page.locator(".banner--cancelled")
    assert re.sub(r"\s+", " ", banner.inner_text()).startswith("Cancelled Storm warning Changed on ")
    assert banner.locator("p").last.inner_text() == "Nearest other protest: Munich, 503 km"
    banner.get_by_role("link").click()
    page.wait_for_url("**?tz=Asia/Kathmandu")
    assert page.locator("h1").inner_text().endswith("In Munich")


def test_the_map_says_how_exact_the_place_is(visit, states):
    """V3: a placard on a stick, one without, a circle; nothing at all for what has no place."""
    page = visit()
    for state, pin in {"exact": ".pin--exact", "city": ".pin--city", "area": ".map__circle"}.items():
        page.goto(states[state])
        page.locator(f".map {pin}").wait_for()
        foot = "pins => pins.some(pin => getComputedStyle(pin, '::after').content !== 'none')"
        stick = page.locator(".map .pin").evaluate_all(foot)
        assert (state, stick) == (state, state == "exact")
    expect(page.locator(".map").get_by_text("Somewhere in this circle")).to_be_visible()
    for state in ("withheld", "online"):
        page.goto(states[state])
        assert page.locator(".poster__map, .button:has-text('Directions')").count() == 0


def test_without_script_the_map_is_a_picture(visit, states):
    page = visit(**SAFEST)
    for state, shape in {"exact": ".world__stick", "city": ".world__face", "area": ".world__area"}.items():
        page.goto(states[state])
        assert page.locator(f".world--locator {shape}").count() == 1
        assert page.locator(".world--locator .world__stick").count() == (state == "exact")


def test_what_is_announced_later_says_from_when(visit, states, may_31):
    page = visit(**SAFEST)
    page.goto(states["area"])
    reveal = may_31.starts_on - timedelta(days=1)
    sentence = f"Exact place announced on {reveal:%A} 30 May, 18:00 CEST, here and in your calendar."
    expect(page.get_by_text(sentence)).to_be_visible()


def test_directions_are_followed_only_on_a_click(visit, states):
    """V6: coordinates to copy, an address for maps apps, and three sites that are told nothing of the page."""
    page = visit(**PHONE, permissions=["clipboard-read", "clipboard-write"])
    page.goto(states["exact"])
    page.get_by_role("link", name="Directions").click()
    panel = page.get_by_role("dialog", name="Directions")
    assert panel.get_by_role("link", name="Open in a maps app").get_attribute("href") == "geo:52.5163,13.3777"
    panel.get_by_role("button", name="Copy").click()
    expect(panel.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "52.5163, 13.3777"
    links = panel.locator(".panel__links a")
    assert links.evaluate_all("links => links.map(({rel, host}) => [rel, host])") == [
        ["noopener noreferrer", "www.openstreetmap.org"],
        ["noopener noreferrer", "maps.apple.com"],
        ["noopener noreferrer", "www.google.com"],
    ]


def test_sharing_by_app_mail_and_copy(visit, states):
    page = visit()
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page.goto(states["cancelled"])
    page.get_by_role("link", name="Share").click()
    panel = page.get_by_role("dialog", name="Share")
    panel.get_by_role("button", name="Apps").click()
    assert page.evaluate("window.shared.url").endswith(states["cancelled"])
    mail = panel.get_by_role("link", name="E-mail").get_attribute("href")
    assert mail.startswith("mailto:?subject=Cancelled%3A%20Candles&body=http%3A%2F%2F")


def test_the_card_of_a_shared_link(visit, states):
    """P7's tags, with the picture of a protest in the page's language; who shares what is off says so."""
    page = visit(**SAFEST)
    tags = {}
    for path in (states["cancelled"], f"/de{states['exact']}", "/sarchk/may-31/"):
        page.goto(path)
        found = page.locator("meta[property^='og:'], meta[name='twitter:card']").evaluate_all(
            "tags => tags.map(tag => [tag.getAttribute('property') ?? tag.name, tag.content])"
        )
        tags[path] = dict(found)
    off, german, day = tags.values()
    assert off["og:title"] == "Cancelled: Candles"
    assert off["og:description"].startswith("Berlin · ")
    assert (off["og:type"], off["twitter:card"], off["og:locale"]) == ("website", "summary_large_image", "en_GB")
    assert off["og:url"].endswith(states["cancelled"])
    assert off["og:image"] == f"{off['og:url']}card.png"
    assert (off["og:image:width"], off["og:image:height"]) == ("1200", "630")
    assert off["og:image:alt"].startswith("Cancelled: Candles · Berlin")
    assert german["og:locale"] == "de_DE"
    assert german["og:image"].endswith(f"/de{states['exact']}card.png")
    assert day["og:image"].endswith("/sarchk/may-31/card.png")
    assert (day["og:title"], day["og:description"].split(" · ")[1]) == ("Free the Hong Kong 47", "1 city")


def test_what_changed_is_told_in_words(visit, states):
    page = visit(**SAFEST)
    page.goto(states["moved"])
    fact = page.locator(".fact", has=page.get_by_text("What changed"))
    assert re.sub(r"\s+", " ", fact.inner_text()).startswith(
        "What changed It was Harbour park, by the fountain. Changed on "
    )


def test_facts_that_are_not_known_are_not_there(visit, publish):
    bare = publish(group_name="", description="", public_link="", languages=[], accessibility=[], venue="", address="")
    page = visit(**SAFEST)
    page.goto(f"/p/{bare.code}/")
    assert page.locator(".fact dt").all_inner_texts() == ["Where"]


def test_by_keyboard_alone(visit, states):
    """Everything is reached, in order, and a panel gives the focus back."""
    page = visit()
    page.goto(states["moved"])
    page.locator(".map .pin").wait_for()
    page.locator(".deeds a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#directions :focus")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(":focus")).to_have_text("Directions")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('.deeds, .details, .keep, .foot')?.className ?? ''"))
    assert {"deeds", "details", "keep", "foot"} <= reached


def test_nothing_is_wider_than_the_window(visit, states):
    """320 px, which is 1280 at 400 % zoom."""
    page = visit()
    for state in ("area", "moved", "cancelled", "untimed"):
        page.goto(states[state])
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 256})
            assert (state, page.evaluate("document.documentElement.scrollWidth")) == (state, width)


def test_less_motion_is_no_motion(visit, states):
    page = visit(reduced_motion="reduce")
    page.goto(states["exact"])
    page.locator(".map .pin").wait_for()
    page.get_by_role("button", name="Zoom in").click()
    assert page.locator(".leaflet-zoom-anim").count() == 0


def test_in_the_most_careful_browser_everything_is_in_words(visit, states):
    """P8: Tor Browser's safest mode runs no script and draws no SVG, neither in the page nor beside it."""
    page = visit(**PHONE, **SAFEST)
    page.route("**/*.svg", lambda route: route.fulfill(body=""))
    page.route(re.compile(r"/(p|sarchk)/[^.]*$"), without_svg)
    page.goto(states["cancelled"])
    assert banners(page) == ["Cancelled"]
    for words in ("Add to calendar", "Directions", "Share", "Where", "Menu", "Nearby"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    page.get_by_role("link", name="Share").click()
    page.locator("#share").get_by_text("Close", exact=True).click()
    page.goto("/sarchk/may-31/")
    assert page.locator(".row").count() == len(states)
    expect(page.get_by_text("Your browser draws no map. The list has everything.")).to_be_visible()


def without_svg(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r"<svg.*?</svg>", "", answer.text(), flags=re.S))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_ink_on_white_with_the_picture_of_the_map(visit, states, scheme):
    """P8: whatever the scheme, without what can only be pressed."""
    page = visit(color_scheme=scheme)
    page.add_init_script(f"localStorage.setItem('scheme', '{scheme}')")
    for path in (states["moved"], "/sarchk/may-31/"):
        page.goto(path)
        page.locator(".worldmap--live").wait_for()
        page.emulate_media(media="print", color_scheme="light")
        colours = page.evaluate(
            "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))"
        )
        assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        expect(page.locator(".world:visible")).to_have_count(1)
        assert page.locator(".map:visible, .buttons:visible, .chips:visible, .bar:visible, .dock:visible").count() == 0
        expect(page.get_by_text(re.compile(f"{path}( · As of|$)")).last).to_be_visible()
        page.emulate_media(media="screen", color_scheme=scheme)
