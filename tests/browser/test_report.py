"""A report in under a minute on a phone, with and without script, accepted on a phone, read by everybody (R2)."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone as clock
from playwright.sync_api import expect

from protests.actions import submissions
from protests.models import Protest
from tests.browser.conftest import PHONE


@pytest.fixture
def held(submit, raw, bo):
    """The link of a protest in Suva that was over yesterday."""
    sent = submit(raw)
    submissions.confirm(token=sent.manage_token)
    code = submissions.approve(submission_id=sent.id, by=bo).code
    yesterday = clock.now() - timedelta(days=1)
    hours = {"starts_at": yesterday - timedelta(hours=2), "ends_at": yesterday, "over_at": yesterday}
    Protest.objects.filter(code=code).update(**hours, local_date=yesterday.date())
    return sent.manage_token, code


@pytest.fixture
def desk(visit, bo_signed_in, site):
    """desk(**options) -> a page of Bo, who has signed in."""

    def desk(**options):
        page, cookie = visit(**options), bo_signed_in.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        return page

    return desk


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_reported_on_a_phone_and_read_by_everybody(visit, desk, held, script):
    token, code = held
    amina = visit(**PHONE, java_script_enabled=script)
    amina.goto(f"/m/{token}/")
    amina.get_by_role("link", name="Report it").click()
    amina.get_by_label("At least").fill("200")
    amina.get_by_label("At most").fill("300")
    amina.get_by_role("button", name="Send the report").click()
    expect(amina.get_by_role("status")).to_contain_text("Thank you.")
    expect(amina.get_by_text("200–300 (The organisers)")).to_be_visible()

    bo = desk(**PHONE, java_script_enabled=script)
    bo.goto("/moderate/reports/")
    bo.get_by_role("button", name="Accept").click()
    expect(bo.get_by_role("status")).to_contain_text("The report is accepted.")

    carla = visit(**PHONE)
    carla.goto(f"/p/{code}/")
    expect(carla.locator("#turnout")).to_contain_text("200–300")
    if script:
        for page in (amina, bo, carla):
            assert Axe().run(page).response["violations"] == []
