"""Amina runs her protest on a phone: she edits it, sees what somebody else changed, cancels it and takes that back."""

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from protests import public
from protests.actions import submissions
from protests.models import Submission
from tests.browser.conftest import PHONE


def test_edit_conflict_cancel_and_undo_on_a_phone(visit, submit, raw, bo):
    sent = submit(raw)
    submissions.confirm(token=sent.manage_token)
    protest = submissions.approve(submission_id=sent.id, by=bo)
    page, path = visit(**PHONE), reverse("manage", args=[sent.manage_token])

    page.goto(path)
    page.get_by_role("link", name="Edit", exact=True).click()
    page.fill("#id_venue", "Albert Park")
    page.evaluate("document.querySelector('[name=version]').value = 'older'")
    page.click("[data-sending]")
    page.get_by_text("Nothing was overwritten").wait_for()
    assert page.input_value("#id_venue") == "Albert Park"
    assert _faults(page) == []
    page.click("[data-sending]")
    page.get_by_text("Your change is in review").wait_for()
    assert Submission.objects.get(is_change=True).venue == "Albert Park"

    page.get_by_text("Cancel it", exact=True).click()
    page.fill("#cancel-reason", "Storm warning")
    assert _faults(page) == []
    page.get_by_role("button", name="Cancel the protest").click()
    page.get_by_role("button", name="Undo").wait_for()
    assert public.find_protest(protest.code).status_reason == "Storm warning"
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Postpone it", exact=True).wait_for()
    assert public.find_protest(protest.code).status == "confirmed"
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]


def _faults(page):
    return [one["id"] for one in Axe().run(page).response["violations"]]
