"""A real browser against a real server. Any request that leaves our origin, any console error fails the test (S01)."""

from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.conftest import PASSWORD

CHROMIUM = "/usr/bin/chromium-headless-shell"
# Without these, Chromium itself asks its maker's hosts for things.
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
# What stays on a device between two pages is the matter of test_offline.py alone.
VISITOR = {"locale": "en-GB", "timezone_id": "Europe/Berlin", "service_workers": "block"}
FINE_OUTLINES = "/static/maps/world/world-50m.topojson"
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(django_db_setup):
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def db(server, committed_db):
    """The server's threads see what a test wrote."""


@pytest.fixture
def site(server, db, settings):
    """The address of the site; links in mails lead there."""
    settings.SITE_URL = server.url
    settings.ALLOWED_HOSTS = ["*"]
    return server.url


@pytest.fixture
def sample(site):
    """A past day of 38 cities, and a coming one of twelve."""
    call_command("load_sample", verbosity=0)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, site):
    """visit(**options) -> a page of a new visitor: `visit(**PHONE, java_script_enabled=False)`."""
    contexts, complaints = [], []

    def visit(**options):
        context = browser.new_context(base_url=site, **(VISITOR | DESKTOP | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda request: _is_ours(request.url, site) or complaints.append(request.url))
        page.on(
            "console",
            lambda message: _is_fault(message, page) and not _is_not_kept(message) and complaints.append(message.text),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def sign_in(second_factor):
    """sign_in(page, bo, "/moderate/") -> the page, with password and second factor given, where it wanted to go."""

    def sign_in(page, person, path="/moderate/"):
        code = second_factor(person)
        page.goto(path)
        page.get_by_label("E-mail").fill(person.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url(f"**{path}")
        return page

    return sign_in


def until(page, question, *about):
    """Waits till the page answers yes. Playwright's own wait_for_function is eval, which the CSP forbids."""
    for _attempt in range(200):
        if page.evaluate(question, *about):
            return
        page.wait_for_timeout(50)
    raise AssertionError(question)


def _is_fault(message, page):
    """A page that answers 404 or 422 is an answer; a file that does is a fault."""
    is_page = urlsplit(message.location.get("url", "")).path.endswith("/")
    return message.type == "error" and not (is_page and message.text.startswith("Failed to load resource"))


def _is_not_kept(message):
    """Without a connection the fine outlines can't be had, and the coarse ones stand in. A page that its worker served
    takes itself to be online."""
    return message.location.get("url", "").endswith(FINE_OUTLINES)


def _is_ours(url, site):
    return url.startswith((f"{site}/", "data:", "blob:"))
