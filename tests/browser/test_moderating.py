"""Bo at the desk: by keyboard alone, on a phone, and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from protests.actions import changes
from protests.models import Submission
from tests.browser.conftest import PHONE

BERLIN = {"latitude": 52.52, "longitude": 13.405}
KATHMANDU = {"latitude": 27.7172, "longitude": 85.324}


@pytest.fixture
def sent(waiting, bo):
    """Suva, Berlin, Kathmandu: in this order in the queue."""
    return [waiting(), waiting(**BERLIN, email="b@example.org"), waiting(**KATHMANDU, email="k@example.org")]


@pytest.fixture
def desk(visit, sent, sign_in, bo):
    """desk(**options) -> a page where Bo has signed in and sees the queue."""
    return lambda **options: sign_in(visit(**options), bo)


@pytest.fixture
def change(publish, propose):
    """Amina wants it elsewhere, with more words; meanwhile it was cancelled with her link."""
    protest = publish(email="c@example.org")
    sent = propose(protest, **BERLIN, title="A vigil with a long name for all of the forty-seven", precision="area")
    changes.cancel(code=protest.code, reason="Nobody needs to come")
    return sent


def _decisions():
    return list(Submission.objects.order_by("created_at").values_list("decision", flat=True))


def _is_at(page, city):
    """The cursor is there with the focus, and the keys work."""
    expect(page.locator("#at .queue__city")).to_have_text(city)
    expect(page.locator("#at")).to_be_focused()
    expect(page.locator("[data-hint]")).to_be_visible()


def _listens(page):
    """The script of a page comes after what it shows."""
    expect(page.locator("[data-keys]")).to_be_visible()


def test_by_keyboard_alone(desk):
    """DESIGN 11: J, K, A, R, O act while the focus is in the queue; after an act the cursor is on what came next."""
    page = desk()
    _listens(page)
    page.locator("#at").focus()
    page.keyboard.press("j")
    _is_at(page, "Berlin")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Berlin approved.")
    _is_at(page, "Kathmandu")
    page.keyboard.press("k")
    _is_at(page, "Suva")
    page.keyboard.press("r")
    expect(page.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("ajar")  # a text, not four acts
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Suva rejected.")
    assert _decisions() == ["rejected", "approved", "waiting"]
    suva = Submission.objects.order_by("created_at").first()
    assert (suva.reason, suva.note) == ("duplicate", "ajar")


def test_keys_do_nothing_elsewhere_and_can_be_switched_off(desk):
    """WCAG 2.1.4."""
    page = desk()
    page.get_by_role("link", name="Everywhere").focus()
    page.keyboard.press("a")
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox", name="Single keys").uncheck()
    page.keyboard.press("Escape")
    _listens(page)
    page.locator("#at").focus()
    page.keyboard.press("a")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    _listens(page)
    page.locator("#at").focus()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert _decisions() == ["waiting"] * 3


def test_escape_leaves_the_reasons_for_the_queue(desk):
    page = desk()
    _listens(page)
    page.locator("#at").focus()
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    expect(page.locator("#at")).to_be_focused()
    expect(page.get_by_role("radio").first).to_be_hidden()


def test_the_open_key_leads_to_the_page_of_an_approved_one(desk):
    page = desk()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("link", name=re.compile("^Approved")).click()
    _listens(page)
    page.locator("#at").focus()
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name=re.compile("Suva"))).to_be_visible()


def test_on_a_phone_one_at_a_time(desk):
    page = desk(**PHONE)
    expect(page.get_by_role("button", name="Approve")).to_be_hidden()
    page.get_by_role("link", name=re.compile("Suva")).click()
    expect(page.get_by_text("1 of 3").first).to_be_visible()
    page.get_by_role("link", name="Skip", exact=True).click()
    expect(page.get_by_role("heading", name="Berlin")).to_be_visible()
    expect(page.locator(".queue")).to_be_hidden()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text("Berlin approved.")
    expect(page.get_by_role("status")).to_be_in_viewport()
    assert _decisions() == ["waiting", "approved", "waiting"]


@pytest.mark.parametrize("size", [{}, PHONE])
def test_without_javascript(desk, size):
    """S02."""
    page = desk(java_script_enabled=False, **size)
    page.get_by_role("link", name=re.compile("Suva")).click()
    page.locator("summary", has_text="Reject").click()
    page.get_by_label("Place or time is not clear enough.").check()
    page.get_by_role("button", name="Reject", exact=True).last.click()
    expect(page.get_by_role("status")).to_contain_text("Suva rejected.")
    page.get_by_role("link", name=re.compile("Berlin")).click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text("Berlin approved.")
    page.locator(".desk-bar__account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/moderate/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_misused_link_is_stopped_from_a_phone_without_javascript(desk, change):
    page = desk(java_script_enabled=False, **PHONE)
    page.get_by_role("link", name=re.compile("^News")).click()
    page.get_by_role("link", name="Suva").click()
    expect(page.get_by_text("Nobody needs to come")).to_be_visible()
    page.locator("summary", has_text="Hide").click()
    page.get_by_role("button", name="Somebody else uses the organiser's link").click()
    expect(page.get_by_role("status")).to_contain_text("Suva is taken off the site.")
    page.locator("#at").click()
    page.get_by_role("button", name="Show again").click()
    expect(page.get_by_role("status")).to_contain_text("Suva is shown again.")


@pytest.mark.parametrize("options", [{}, PHONE | {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 568}}])
def test_axe_finds_nothing_and_nothing_sticks_out(desk, sent, change, options):
    page = desk(**options)
    paths = ["/moderate/", f"/moderate/{sent[1].id}/", "/moderate/?decision=rejected", "/moderate/login/"]
    paths += ["/moderate/news/", f"/moderate/{change.pk}/"]
    found = {}
    for path in paths:
        page.goto(path)
        found[path] = [one["id"] for one in Axe().run(page).response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(paths[1])
    page.locator("summary", has_text="Reject").click()
    found["reject"] = [one["id"] for one in Axe().run(page).response["violations"]]
    assert found == {place: [] for place in found}
