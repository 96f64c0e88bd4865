"""Bo clears thirty mixed items: by keyboard alone, and again on a phone (issue 5, "Done when")."""

import re

import pytest
from playwright.sync_api import expect

from protests.actions import campaigns
from protests.actions import looking as presence
from protests.models import Message, Protest, Submission
from tests.browser.conftest import PHONE
from tests.conftest import PASSWORD

BERLIN = {"latitude": 52.52, "longitude": 13.405}
KATHMANDU = {"latitude": 27.7172, "longitude": 85.324}
SPAM = "Cheap watches for everybody who comes today"
# What Bo does with each, again and again.
ROUND = ("approve", "reject", "ask", "merge", "approve", "undo")


@pytest.fixture
def thirty(publish, waiting):
    """Five rounds of six; the fourth of each is at the place and time of a listed one."""
    publish(title="The listed one")
    sent = []
    for number in range(30):
        is_twin = ROUND[number % 6] == "merge"
        place = {} if is_twin else (BERLIN, KATHMANDU)[number % 2]
        sent.append(waiting(**place, title=f"Item {number}", email=f"item{number}@example.org"))
    return sent


@pytest.fixture
def signed_in(visit, sign_in, bo):
    """signed_in(**options) -> a page where Bo has signed in and sees the queue."""
    return lambda **options: sign_in(visit(**options), bo)


def _waits(page, number):
    """The tab says how many wait now."""
    tab = page.locator(".tab", has_text="Waiting").locator(".count")
    expect(tab).to_have_text(str(number))


def _end():
    return sorted(Submission.objects.exclude(title="The listed one").values_list("decision", flat=True))


def _is_as_meant():
    assert _end() == ["approved"] * 20 + ["asked"] * 5 + ["rejected"] * 5
    assert Protest.objects.filter(visibility="merged").count() == 5
    assert Protest.objects.public().count() == 16
    assert Message.objects.count() == 5


def _press(page, key):
    """Once the page listens: after each act it is a new one."""
    expect(page.locator("[data-keys]")).to_be_visible()
    page.locator("#at").focus()
    page.keyboard.press(key)


def _by_key(page, act):
    keys = {"approve": "a", "undo": "a", "reject": "r", "ask": "q", "merge": "m"}
    _press(page, keys[act])
    if act in ("reject", "ask"):
        expect(page.locator("[data-act][open] input[type=radio]").first).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    elif act == "merge":
        expect(page.locator("[data-act=M] button[name=winner]")).to_be_focused()
        page.keyboard.press("Enter")


def test_by_keyboard_alone(signed_in, thirty):
    page = signed_in()
    for number in range(30):
        act = ROUND[number % 6]
        left = 30 - number
        _waits(page, left)
        _by_key(page, act)
        _waits(page, left - 1)
        expect(page.get_by_role("status").filter(has_text="Undo")).to_be_visible()
        if act == "undo":
            _press(page, "u")
            _waits(page, left)
            expect(page.locator("#at .queue__title")).to_contain_text(f"Item {number}")
            _press(page, "a")
            _waits(page, left - 1)
    expect(page.get_by_text("Nothing here.")).to_be_visible()
    _is_as_meant()


def _by_hand(page, act):
    if act in ("approve", "undo"):
        page.get_by_role("button", name="Approve", exact=True).click()
        return
    key, radio = {"reject": ("R", 0), "ask": ("Q", 0), "merge": ("M", None)}[act]
    page.locator(f"[data-act={key}] summary").click()
    if radio is None:
        page.get_by_role("button", name=re.compile("^Into")).click()
        return
    page.locator("[data-act][open] input[type=radio]").first.check()
    page.locator("[data-act][open] form > button.button").last.click()


def test_on_a_phone(signed_in, thirty):
    page = signed_in(**PHONE)
    for number in range(30):
        act = ROUND[number % 6]
        page.locator(".queue__row").first.click()
        expect(page.locator(".review__when")).to_contain_text(f"Item {number}")
        _by_hand(page, act)
        expect(page.get_by_role("status").filter(has_text="Undo")).to_be_visible()
        _waits(page, 29 - number)
        if act == "undo":
            page.get_by_role("button", name="Undo").click()
            _waits(page, 30 - number)
            page.locator("#at").click()
            expect(page.locator(".review__when")).to_contain_text(f"Item {number}")
            _by_hand(page, "approve")
            _waits(page, 29 - number)
    _is_as_meant()


class TestSeveralAtOnce:
    @pytest.mark.parametrize("has_script", [True, False])
    def test_ticked_rows_are_decided_together_and_what_changed_is_named(self, signed_in, thirty, has_script):
        page = signed_in(java_script_enabled=has_script)
        boxes = page.locator(".queue__tick")
        for number in range(3):
            boxes.nth(number).check()
        Submission.objects.filter(pk=thirty[1].id).update(title="Changed meanwhile")
        if not has_script:
            page.locator("[data-many] summary").click()
        page.locator("#many").get_by_role("button", name="Approve").click()
        expect(page.get_by_text("2 done.")).to_be_visible()
        expect(page.get_by_text("Kathmandu was not done: it changed")).to_be_visible()
        _waits(page, 28)

    def test_a_heap_of_spam_goes_in_two_clicks(self, signed_in, waiting):
        """L8: at most five."""
        sent = [waiting(title=f"Watches {number}", description=SPAM) for number in range(4)]
        Submission.objects.filter(pk__in=[one.id for one in sent]).update(is_spam=True)
        page = signed_in()
        _waits(page, 0)
        page.get_by_role("link", name="Likely spam").click()
        page.get_by_role("button", name="Reject all 4 as spam").click()
        expect(page.get_by_role("status").filter(has_text="what is like it rejected")).to_be_visible()
        assert _end() == ["rejected"] * 4


def test_two_moderators_see_each_other(signed_in, waiting, sarchk):
    sent = waiting()
    mei = campaigns.join_team(campaign=sarchk, email="mei@example.org", role="moderator", password=PASSWORD)
    presence.look(submission_id=sent.id, by=mei)
    page = signed_in()
    expect(page.get_by_text("mei@example.org looks at this now.")).to_be_visible()


def test_a_concern_is_raised_and_hidden_without_javascript(visit, signed_in, publish):
    """M11: Carla presses four times, Bo once."""
    listed = publish()
    page = visit(java_script_enabled=False, **PHONE)
    page.goto(f"/p/{listed.code}/")
    page.get_by_role("link", name="Something is wrong with this listing").click()
    page.get_by_label("It is dangerous, or names somebody").check()
    page.get_by_role("button", name="Tell the moderators").click()
    expect(page.get_by_role("status")).to_contain_text("Thank you.")
    desk = signed_in(java_script_enabled=False, **PHONE)
    desk.get_by_role("link", name=re.compile("^Concerns")).click()
    desk.get_by_role("button", name="It names or endangers somebody").click()
    expect(desk.get_by_role("status")).to_contain_text("is taken off the site")
    assert not Protest.objects.public().exists()
    desk.get_by_role("button", name="Show again").click()
    expect(desk.get_by_role("status")).to_contain_text("is shown again")
    assert Protest.objects.public().exists()


def test_search_and_order(signed_in, waiting):
    waiting(title="Alpha"), waiting(**BERLIN, title="Beta")
    page = signed_in()
    page.locator("#at").focus()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("berl")
    page.keyboard.press("Enter")
    expect(page.locator(".queue__row")).to_have_count(1)
    page.get_by_role("link", name="Show all").click()
    expect(page.locator(".queue__row")).to_have_count(2)
    page.get_by_role("link", name="Newest first").click()
    expect(page.locator(".queue__city").first).to_have_text("Berlin")


def test_a_question_is_answered_on_the_organisers_page(signed_in, visit, waiting):
    sent = waiting()
    page = signed_in()
    page.locator("[data-act=Q] summary").click()
    page.get_by_label("Or in your own words").fill("Which fountain?")
    page.locator("[data-act=Q]").get_by_role("button", name="Ask").click()
    expect(page.get_by_role("status").filter(has_text="the question is asked")).to_be_visible()
    amina = visit(java_script_enabled=False, **PHONE)
    amina.goto(f"/m/{sent.manage_token}/")
    expect(amina.get_by_text("Which fountain?")).to_be_visible()
    amina.get_by_label("Your answer").fill("The one by the harbour.")
    amina.get_by_role("button", name="Answer").click()
    expect(amina.get_by_text("A moderator asks")).to_be_hidden()
    page.goto("/moderate/")
    expect(page.get_by_text("The one by the harbour.")).to_be_visible()
