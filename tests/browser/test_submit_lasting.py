"""Amina's phone loses the connection, its battery, her patience: nothing she typed is lost (S1, S13)."""

import brotli
import pytest

from protests.models import Submission
from tests.browser.conftest import PHONE

PAGE = "/sarchk/may-31/submit/"
SEND = "[data-sending]"
TROUBLE = "[data-trouble]"


def fill_in(page):
    page.fill("#id_title", "March for the 47")
    page.get_by_text("March", exact=True).click()
    page.fill("#id_venue", "Harbour park")
    page.fill("#id_email", "amina@example.org")
    page.fill("#id_phone", "+679 555 0100")
    page.check("#id_agreed")


@pytest.fixture
def typing(visit, may_31):
    page = visit(**PHONE)
    page.goto(PAGE)
    page.locator("[data-draft]:visible").wait_for()
    return page


def test_s13_a_draft_lasts_on_the_device_until_it_is_sent_or_forgotten(typing):
    page = typing
    fill_in(page)
    page.locator("#id_city").press_sequentially("manch", delay=20)
    page.get_by_text("Manchester, England, United Kingdom").click()
    page.get_by_role("button", name="Add another date or place").click()
    page.fill("#id_further-0-venue", "Albert Square")
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert "amina" not in kept
    assert "555 0100" not in kept
    page.reload()
    page.get_by_text("This is what you typed before.").wait_for()
    assert page.input_value("#id_title") == "March for the 47"
    assert page.input_value("#id_further-0-venue") == "Albert Square"
    assert page.locator("[name=place]:checked").count() == 1
    assert (page.input_value("#id_email"), page.is_checked("#id_agreed")) == ("", False)
    page.fill("#id_email", "amina@example.org")
    page.check("#id_agreed")
    page.fill("#id_further-0-local_start", "20:00")
    page.click(SEND)
    page.get_by_role("heading", name="Check your mail").wait_for()
    assert Submission.objects.count() == 2
    assert page.evaluate("localStorage.length") == 0


def test_s13_who_borrowed_the_device_forgets(typing):
    page = typing
    fill_in(page)
    page.get_by_role("button", name="Forget it").click()
    page.wait_for_load_state()
    page.locator("[data-draft]:visible").wait_for()
    assert page.input_value("#id_venue") == ""
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (None, "No connection."),
        ({"status": 503, "headers": {"Retry-After": "90"}}, "Wait 2 min, then send it again."),
        ({"status": 429, "headers": {"Retry-After": "20"}}, "Wait 20 s, then send it again."),
        ({"status": 413, "content_type": "text/html", "body": "<h1>413</h1>"}, "That did not work."),
    ],
)
def test_s13_a_lost_connection_or_a_busy_site_loses_nothing(typing, answer, sentence):
    page = typing
    fill_in(page)
    page.fill("#id_city", "Suva")
    page.route(f"**{PAGE}", lambda route: route.fulfill(**answer) if answer else route.abort())
    page.click(SEND)
    page.locator(f"{TROUBLE}:visible").wait_for()
    assert sentence in page.inner_text(TROUBLE)
    assert page.evaluate("'trouble' in document.activeElement.dataset")
    assert page.input_value("#id_email") == "amina@example.org"
    page.unroute(f"**{PAGE}")
    page.click(SEND)
    page.get_by_role("heading", name="Check your mail").wait_for()


def test_s1_from_the_day_to_check_your_mail_in_twelve_taps(visit, may_31):
    """Figure of the issue: at most 12 taps and one typed line a field, on a phone-size screen."""
    page = visit(**PHONE)
    taps, lines = [], []

    def tap(locator):
        taps.append(locator)
        locator.tap()

    def write(label, words):
        tap(page.get_by_role("textbox", name=label))
        lines.append(label)
        page.keyboard.type(words, delay=10)

    page.goto("/sarchk/may-31/")
    tap(page.get_by_role("link", name="Add").last)
    page.locator("[data-draft]:visible").wait_for()
    tap(page.get_by_text("March", exact=True))
    write("City", "manch")
    tap(page.get_by_text("Manchester, England, United Kingdom"))
    write("Meeting point", "Piccadilly Gardens")
    write("E-mail", "amina@example.org")
    tap(page.get_by_text("I organise this protest"))
    tap(page.get_by_role("button", name="Send to moderators"))
    page.get_by_role("heading", name="Check your mail").wait_for()
    assert len(taps) <= 12
    assert len(lines) == len(set(lines)) == 3
    assert Submission.objects.get().title == may_31.title


def test_the_form_is_light(visit, may_31):
    """Figure of the issue: under 80 kB compressed. The map waits until somebody comes near it; all else is counted."""
    page, answers = visit(**PHONE), []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(PAGE)
    page.locator("[data-draft]:visible").wait_for()  # so all modules have run
    page.wait_for_load_state("networkidle")
    sizes = {answer.url.rpartition("/static/")[2]: weight(answer) for answer in answers}
    assert any(path.endswith("picker.js") for path in sizes)
    assert not any("leaflet.js" in path for path in sizes)
    assert sum(sizes.values()) < 80_000, sizes


def weight(answer):
    """In bytes, compressed unless it is so already."""
    body = answer.body()
    return len(body) if answer.url.endswith((".woff2", ".png")) else len(brotli.compress(body))
