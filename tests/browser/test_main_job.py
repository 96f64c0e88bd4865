"""The whole main job in a browser: Amina submits on a phone, Bo approves, and it stands in list, map, feed and API."""

import re

import pytest
from django.core import mail
from django.utils import timezone as clock

from protests import tasks
from protests.models import OutboxMail
from tests.browser.conftest import PHONE

TITLE = "March for the 47"


def submit(page):
    page.goto("/sarchk/may-31/")
    page.get_by_role("link", name=re.compile("^Add")).last.click()
    page.get_by_label("Name of the protest").fill(TITLE)
    page.get_by_text("March", exact=True).click()
    page.get_by_role("textbox", name="City").fill("Suva")
    page.get_by_role("textbox", name="Meeting point").fill("Harbour park, by the fountain")
    page.get_by_role("textbox", name="E-mail").fill("amina@example.org")
    page.get_by_label("I organise this protest").check()
    page.wait_for_timeout(2_000)  # nobody is faster: B75
    page.get_by_role("button", name="Send to moderators").click()
    page.get_by_role("heading", name="Check your mail").wait_for()


def confirm(page):
    page.goto(mailed_link())
    page.get_by_role("button", name=re.compile("Yes|Confirm", re.IGNORECASE)).click()
    page.get_by_text("In review").first.wait_for()


def approve(page):
    page.get_by_text(TITLE).first.click()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("status").filter(has_text="approved").wait_for()


def mailed_link() -> str:
    """What waits is sent, as the worker does."""
    for waiting in OutboxMail.objects.filter(sent_at=None, not_before__lte=clock.now()):
        tasks.send_mail(waiting.pk)
    return re.search(r"https?://\S+/m/\S+/", mail.outbox[-1].body)[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_submitted_on_a_phone_approved_and_seen_everywhere(visit, sign_in, may_31, bo, scripts):
    """S1, M1, F1, F3; and nothing is public before a moderator looked (B72)."""
    amina = visit(**PHONE, java_script_enabled=scripts)
    submit(amina)
    confirm(amina)
    carla = visit(**PHONE, java_script_enabled=scripts)
    carla.goto("/sarchk/may-31/")
    assert carla.get_by_text("Harbour park").count() == 0

    approve(sign_in(visit(java_script_enabled=scripts), bo))
    carla.goto("/sarchk/may-31/?on=" + may_31.starts_on.isoformat())
    row = carla.get_by_role("link", name=re.compile("Suva"))
    row.first.wait_for()
    assert carla.locator(".pin:visible, .world__pin:visible, svg.world a:visible").count() >= 1
    calendar = carla.request.get("/sarchk/may-31/calendar.ics").text()
    assert calendar.count("BEGIN:VEVENT") == 1
    (shown,) = carla.request.get("/api/v1/protests/").json()["results"]
    assert (shown["title"], shown["locality"], shown["local_start"]) == (TITLE, "Suva", "18:00")
    row.first.click()
    carla.get_by_text("Harbour park, by the fountain").first.wait_for()
    assert carla.context.cookies() == []
