"""A newspaper shows the day on a page of its own, another origin with a strict policy (P7, S01, S06, S07, S22, B84)."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from protests.formats import embed
from tests.browser.conftest import DESKTOP, PHONE, until

SAMPLE = "sarchk/2021-05-31"
OTHER_HOST = "http://localhost"
HEAD = (
    "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>News</title>"
    "<link rel=icon href=data:,>"
)


@pytest.fixture(scope="session")
def server(django_db_setup):
    """As in production, WhiteNoise answers for static files: from its sandbox a frame may read them by its headers."""
    server = LiveServer("127.0.0.1", start=False)
    server.thread.static_handler = lambda application: application
    server.start()
    yield server
    server.stop()


@pytest.fixture
def newspaper(site):
    """newspaper(html) -> the address of a page on another origin, which trusts itself and the site and no other.
    `newspaper.asked` holds what was asked of it."""
    pages, asked = [], []
    policy = f"default-src 'none'; script-src {site} 'self'; frame-src {site}; img-src data:; base-uri 'none'"

    class Newspaper(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(pages[-1].encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Newspaper)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def newspaper(html):
        pages.append(f"{HEAD}<h1>News</h1>{html}")
        return f"http://localhost:{server.server_port}/news/"

    newspaper.asked = asked
    yield newspaper
    server.shutdown()
    server.server_close()


@pytest.fixture
def reader(browser, site):
    """reader(**options) -> a page of somebody who reads it, with all that was asked for and complained of."""
    contexts = []

    def reader(**options):
        context = browser.new_context(**({"locale": "en-GB", "timezone_id": "Europe/Berlin"} | DESKTOP | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.requests, page.complaints = [], []
        context.on("request", lambda request: page.requests.append(request.url))
        context.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
        context.on("weberror", lambda error: page.complaints.append(str(error.error)))
        return page

    yield reader
    for context in contexts:
        context.close()


def in_frame(page):
    """The document in the only frame, once its map is drawn."""
    frame = page.frame_locator("iframe")
    expect(frame.locator(".worldmap--live")).to_be_visible()
    return frame


def element(site, attributes="", words="Where they protest"):
    return (
        f'<script async src="{site}/embed.js"></script>'
        f'<standpoint-map day="{SAMPLE}" {attributes}><a href="{site}/{SAMPLE}/">{words}</a></standpoint-map>'
    )


def test_the_element_on_a_page_with_a_strict_policy(sample, site, newspaper, reader):
    page = reader()
    page.goto(newspaper(element(site, 'country="DE,AT"')))
    frame = in_frame(page)
    assert sorted(frame.locator(".row__city").all_inner_texts()) == ["Berlin", "Cologne", "Vienna"]
    assert page.locator("iframe").get_attribute("title") == "Where they protest"
    assert page.complaints == []
    assert {url.split("/")[2] for url in page.requests} == {site.split("/")[2], page.url.split("/")[2]}
    assert page.context.cookies() == []


def test_the_frame_is_as_high_as_what_is_in_it(sample, site, newspaper, reader):
    page = reader(viewport={"width": 600, "height": 800})
    page.goto(newspaper(element(site, 'country="AT" view="list"')))
    expect(page.frame_locator("iframe").locator(".row__city")).to_have_count(1)
    until(page, "document.querySelector('standpoint-map').shadowRoot.querySelector('iframe').offsetHeight !== 480")
    inner = page.frames[1].evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert inner[0] == inner[1] < 400
    # Who is not our frame may say what they want.
    page.evaluate("postMessage({standpoint: {height: 4000}}, '*')")
    page.evaluate("new Promise(requestAnimationFrame)")
    assert page.locator("iframe").evaluate("frame => frame.offsetHeight") == inner[1]


def test_the_page_around_reads_nothing_and_the_frame_has_nothing(sample, site, newspaper, reader):
    page = reader()
    page.goto(newspaper(element(site)))
    in_frame(page)
    reading = (
        "frame => { try { return frame.contentDocument && frame.contentDocument.title } catch { return 'refused' } }"
    )
    assert page.locator("iframe").evaluate(reading) in (None, "refused")
    inside = page.frames[1]
    assert inside.evaluate("origin") == "null"
    for what in ("localStorage", "document.cookie", "indexedDB.open('x')", "top.document"):
        refused = f"(() => {{ try {{ {what}; return 'allowed' }} catch (error) {{ return error.name }} }})()"
        assert inside.evaluate(refused) == "SecurityError", what
    assert page.frame_locator("iframe").locator("form, input, button, dialog").count() == 0


def test_its_links_open_the_day_and_the_protest_in_tabs_of_their_own(sample, site, newspaper, reader):
    page = reader()
    page.goto(newspaper(element(site, 'country="AT"')))
    frame = in_frame(page)
    with page.context.expect_page() as opened:
        frame.get_by_text("Find yours").click()
    opened.value.wait_for_url(f"{site}/{SAMPLE}/?country=AT")
    assert opened.value.evaluate("opener") is None
    expect(opened.value.locator(".row__city")).to_have_text(["Vienna"])
    with page.context.expect_page() as opened:
        frame.locator(".row").first.click()
    opened.value.wait_for_url(f"{site}/p/*/")
    with page.context.expect_page() as opened:
        frame.locator(".leaflet-marker-pane .pin").first.click()
    opened.value.wait_for_url(f"{site}/p/*/")
    assert page.url.startswith(OTHER_HOST)


def test_without_script_the_frame_shows_the_list_and_a_picture(sample, site, newspaper, reader):
    page = reader(java_script_enabled=False)
    page.goto(newspaper(embed.frame(f"{site}/{SAMPLE}/embed/?country=DE,AT", "Protests")))
    frame = page.frame_locator("iframe")
    expect(frame.locator(".row__city")).to_have_count(3)
    expect(frame.locator(".world__pin:visible")).not_to_have_count(0)
    page.goto(newspaper(embed.frame(f"{site}/{SAMPLE}/embed/?view=map", "Protests")))
    land = page.frame_locator("iframe").locator(".world__land").first
    assert land.evaluate("land => land.getBBox().width") > 1000
    # and where only the element stands, its link.
    page.goto(newspaper(element(site)))
    expect(page.get_by_role("link", name="Where they protest")).to_be_visible()


def test_a_pin_of_the_picture_opens_a_tab_too(sample, site, newspaper, reader):
    page = reader(java_script_enabled=False)
    page.goto(newspaper(embed.frame(f"{site}/{SAMPLE}/embed/?country=DE&view=map", "Protests")))
    with page.context.expect_page() as opened:
        page.frame_locator("iframe").locator(".world__pin:visible a").first.click()
    opened.value.wait_for_url(f"{site}/p/*/")


def test_nothing_else_can_be_framed(sample, site, newspaper, reader):
    page = reader()
    page.goto(newspaper(f'<iframe src="{site}/{SAMPLE}/" title="No"></iframe>'))
    page.wait_for_load_state("networkidle")
    assert page.frames[1].locator(".row").count() == 0
    assert any("frame-ancestors" in said or "X-Frame-Options" in said for said in page.complaints)


def test_attributes_may_change_later(sample, site, newspaper, reader):
    page = reader()
    page.goto(newspaper(element(site, 'country="DE"')))
    in_frame(page)
    page.evaluate("document.querySelector('standpoint-map').setAttribute('country', 'AT')")
    expect(page.frame_locator("iframe").locator(".row__city")).to_have_text(["Vienna"])


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE], ids=["desk", "dark", "phone"])
@pytest.mark.parametrize("attributes", ['lang="en"', 'lang="ar"', 'height="420" accent="1B2A6B"', 'view="map"'])
def test_it_is_readable_in_every_state(sample, site, newspaper, reader, options, attributes):
    page = reader(**options)
    page.goto(newspaper(element(site, attributes)))
    frame = in_frame(page)
    assert frame.locator("html").get_attribute("dir") == ("rtl" if attributes == 'lang="ar"' else "ltr")
    assert frame.locator("html").evaluate("root => root.scrollWidth <= root.clientWidth")
    page.goto(page.frames[1].url)
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["any"][0]["message"]) for one in violations] == []
