"""The team in a browser: Cora coordinates and brings Dana in; both need a second factor; Hanna runs the machine."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone as clock
from playwright.sync_api import expect

from protests import tasks
from protests.actions import campaigns, chain, hosts, proposals, secondfactor
from protests.enums import Role
from protests.models import OutboxMail, Person
from tests.browser.conftest import PHONE
from tests.conftest import PASSWORD

NEW = "a password of her own"
PAGES = ["account/", "team/", "proposals/", "log/"]


@pytest.fixture
def cora(sarchk):
    return campaigns.join_team(campaign=sarchk, email="cora@example.org", role=Role.COORDINATOR, password=PASSWORD)


def _mailed_link():
    for waiting in OutboxMail.objects.filter(sent_at=None, not_before__lte=clock.now()):
        tasks.send_mail(waiting.pk)
    return re.search(r"https?://\S+/moderate/join/\S+/", mail.outbox[-1].body)[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_dana_is_invited_joins_and_sets_up_her_phone(visit, sign_in, cora, waiting, scripts):
    """Issue 5.1, S13."""
    waiting()
    desk = sign_in(visit(java_script_enabled=scripts), cora, "/moderate/team/")
    desk.get_by_text("Invite somebody").click()
    desk.get_by_label("E-mail").fill("dana@example.org")
    desk.get_by_label("Countries").fill("Fiji, Samoa")
    desk.get_by_role("button", name="Send the invitation").click()
    expect(desk.get_by_role("status")).to_have_text("An invitation is on its way.")

    dana = visit(**PHONE, java_script_enabled=scripts)
    dana.goto(_mailed_link())
    expect(dana.get_by_text("Fiji, Samoa")).to_be_visible()
    dana.get_by_label("Choose a password").fill(NEW)
    dana.get_by_role("button", name="Join the team").click()
    dana.get_by_label("E-mail").fill("dana@example.org")
    dana.get_by_label("Password").fill(NEW)
    dana.get_by_role("button", name="Sign in").click()
    expect(dana.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    dana.goto("/moderate/")
    expect(dana.get_by_role("heading", name="Set up your second factor")).to_be_visible()
    code = secondfactor.tell_code(person=Person.objects.get(email="dana@example.org"))
    dana.get_by_label("Type the code").fill(code)
    dana.get_by_role("button", name="Turn it on").click()
    expect(dana.locator(".codes li")).to_have_count(10)
    dana.get_by_role("link", name="I have them").click()
    expect(dana.get_by_text("Suva").first).to_be_visible()


def test_the_sign_in_of_a_wrong_code_says_so_and_lets_try_again(visit, second_factor, cora):
    code, page = second_factor(cora), visit()
    page.goto("/moderate/log/")
    page.get_by_label("E-mail").fill("cora@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Code")).to_be_focused()
    page.get_by_label("Code").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This code does not fit")).to_be_visible()
    page.get_by_label("Code").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/moderate/log/")
    expect(page.get_by_role("heading", name="Log")).to_be_visible()


def test_two_make_bo_a_coordinator(visit, sign_in, cora, bo, sarchk):
    """S14."""
    dora = campaigns.join_team(campaign=sarchk, email="dora@example.org", role=Role.COORDINATOR, password=PASSWORD)
    first = sign_in(visit(), cora, "/moderate/team/")
    first.get_by_role("link", name="Change bo@example.org").click()
    first.get_by_role("button", name="Make a coordinator").click()
    expect(first.get_by_role("status")).to_contain_text("waits for a second person")
    first.goto("/moderate/proposals/")
    expect(first.get_by_role("button", name="Agree")).to_have_count(0)
    second = sign_in(visit(**PHONE), dora, "/moderate/proposals/")
    second.get_by_role("button", name="Agree").click()
    expect(second.get_by_role("status")).to_have_text("Done.")
    assert bo.memberships.get().role == Role.COORDINATOR


@pytest.mark.parametrize("options", [{}, PHONE | {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 568}}])
def test_axe_finds_nothing_and_nothing_sticks_out(visit, sign_in, cora, bo, sarchk, publish, options):
    publish()
    bo.memberships.update(countries=["DE", "FJ", "GB", "US"], languages=["de", "en", "zh-hant"])
    arguments = {"member": bo.memberships.get().pk, "role": "coordinator"}
    proposals.propose(verb="team.role", campaign=sarchk, arguments=arguments, by=cora)
    chain.seal()
    page = sign_in(visit(**options), cora)
    found = {}
    for path in [*PAGES, f"team/{bo.memberships.get().pk}/", "login/"]:
        page.goto(f"/moderate/{path}")
        for summary in page.locator("main details > summary").all():
            summary.click()
        found[path] = [one["id"] for one in Axe().run(page).response["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.context.clear_cookies()
    page.goto("/moderate/login/")
    page.get_by_label("E-mail").fill("bo@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Set up your second factor")).to_be_visible()
    page.locator("main details > summary").click()
    found["enrol"] = [one["id"] for one in Axe().run(page).response["violations"]]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Type the code").fill(secondfactor.tell_code(person=bo))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator(".codes li")).to_have_count(10)
    found["recovery"] = [one["id"] for one in Axe().run(page).response["violations"]]
    assert found == {place: [] for place in found}


def test_the_hosts_look_at_the_records_breaks_no_rule_of_the_page(visit, sign_in, publish):
    """Issue 5.11, S01: no third party and no violation of the CSP, which the fixture watches for."""
    publish()
    hanna = hosts.appoint(email="hanna@example.org", password=PASSWORD)
    page = sign_in(visit(), hanna, "/host/")
    page.locator(".model-protest th a").click()
    page.locator("#searchbar").fill("Suva")
    page.keyboard.press("Enter")
    page.locator("#result_list tbody th a").first.click()
    expect(page.get_by_text("March for the 47").first).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    page.goto("/host/protests/person/")
    page.get_by_role("link", name="bo@example.org").click()
    page.locator("#id_is_active").uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/host/protests/person/")
    assert not Person.objects.get(email="bo@example.org").is_active
