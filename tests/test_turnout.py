"""After the day: Amina reports, Bo and Mei look, Carla reads (R2, R3, R6, R7, R10)."""

import csv
import re
from datetime import timedelta

import pytest
from django.core import mail

from protests import public, reported, tasks
from protests.actions import campaigns, changes, retention, submissions, turnout
from protests.enums import Finding, Outcome, Role
from protests.models import AuditEvent, OutboxMail, Protest, TurnoutReport
from tests.conftest import PASSWORD

SAID = {"said_by": "organisers", "low": "200", "high": "300"}


@pytest.fixture
def mei(sarchk):
    """Moderates too."""
    return campaigns.join_team(campaign=sarchk, email="mei@example.org", role=Role.MODERATOR, password=PASSWORD)


@pytest.fixture
def held(submit, raw, bo, time_machine):
    """The link of a protest in Suva, and the morning after it."""
    sent = submit(raw)
    submissions.confirm(token=sent.manage_token)
    protest = submissions.approve(submission_id=sent.id, by=bo)
    OutboxMail.objects.all().delete()
    time_machine.move_to(protest.over_at + timedelta(hours=13))
    return sent.manage_token, protest


@pytest.fixture
def tell(client, held):
    """Sends the form of the report page: tell(low="200") -> response."""
    token, _protest = held

    def tell(**fields):
        return client.post(f"/m/{token}/report/", SAID | fields, HTTP_SEC_FETCH_SITE="same-origin")

    return tell


def accept(by, **which):
    return turnout.accept(report_id=TurnoutReport.objects.get(**which).pk, by=by)


def page(client, protest):
    return re.sub(r"<[^>]+>|\s+", " ", client.get(f"/p/{protest.code}/").content.decode())


def test_nothing_is_public_before_a_moderator_looked(client, held, tell, bo):
    response = tell(sentence="Peaceful, with music.")
    assert response.status_code == 303
    assert "Peaceful" not in page(client, held[1])
    accept(bo)
    shown = page(client, held[1])
    assert "200–300 The organisers" in re.sub(" +", " ", shown)
    assert "Peaceful, with music." in shown


def test_several_claims_stand_side_by_side(client, held, tell, bo):
    tell()
    tell(said_by="police", low="80", high="", source="https://police.example/report")
    for one in TurnoutReport.objects.all():
        turnout.accept(report_id=one.pk, by=bo)
    claims = reported.claims([held[1].code])[held[1].code]
    assert [(claim.said_by, claim.span) for claim in claims] == [("organisers", (200, 300)), ("police", (80, 80))]
    assert public.find_protest(held[1].code).turnout == (80, 300)
    assert "nobody takes an average" in page(client, held[1])


def test_a_correction_is_visible(client, held, tell, bo):
    tell()
    first = accept(bo)
    tell(low="400", high="500", corrects=first.pk)
    assert "200–300" in page(client, held[1])
    accept(bo, finding=Finding.WAITING)
    shown = page(client, held[1])
    assert "400–500" in shown
    assert "it said 200–300" in shown
    assert public.find_protest(held[1].code).turnout == (400, 500)
    assert AuditEvent.objects.filter(verb="turnout.corrected").count() == 1


def test_what_nobody_has_seen_yet_is_replaced_by_its_correction(held, tell, bo):
    tell()
    tell(low="20", high="30", corrects=TurnoutReport.objects.get().pk)
    assert TurnoutReport.objects.get().low == 20


def test_the_same_twice_is_one(held, tell):
    tell()
    tell()
    assert TurnoutReport.objects.count() == 1


def test_a_large_figure_needs_two(held, tell, bo, mei):
    """R7."""
    tell(low="10000", high="20000")
    accept(bo)
    assert reported.claims([held[1].code]) == {}
    with pytest.raises(turnout.NeedsAnother):
        accept(bo)
    accept(mei)
    assert reported.claims([held[1].code])[held[1].code][0].span == (10_000, 20_000)


def test_who_is_alone_is_the_second_one_too(held, tell, bo):
    tell(low="10000", high="")
    accept(bo)
    assert accept(bo).finding == Finding.ACCEPTED


def test_a_fault_keeps_what_was_typed(tell):
    response = tell(low="300", high="200", words="around three hundred")
    content = response.content.decode()
    assert response.status_code == 422
    assert "The second number is smaller than the first. Swap them." in content
    assert 'value="around three hundred"' in content


def test_not_of_what_is_to_come_and_not_of_what_is_cancelled(client, submit, raw, bo, time_machine):
    sent = submit(raw)
    submissions.confirm(token=sent.manage_token)
    protest = submissions.approve(submission_id=sent.id, by=bo)
    address = f"/m/{sent.manage_token}/report/"
    assert client.post(address, SAID, HTTP_SEC_FETCH_SITE="same-origin").status_code == 409
    changes.cancel(code=protest.code)
    time_machine.move_to(protest.over_at + timedelta(hours=1))
    assert client.post(address, SAID, HTTP_SEC_FETCH_SITE="same-origin").status_code == 409
    assert TurnoutReport.objects.count() == 0


def test_twenty_of_one_protest_are_enough(tell):
    """500 reports: those beyond the twentieth are refused, with the reason."""
    for number in range(20):
        assert tell(low=str(number), high="30").status_code == 303
    assert "There are many reports of it already." in tell(low="29", high="30").content.decode()
    assert TurnoutReport.objects.count() == 20


def test_declined_with_the_reason(client, held, tell, bo_signed_in):
    tell()
    report = TurnoutReport.objects.get()
    told = bo_signed_in.post("/moderate/reports/", {"report": report.pk, "action": "decline"}, follow=True)
    assert "Choose why." in told.content.decode()
    bo_signed_in.post("/moderate/reports/", {"report": report.pk, "action": "decline", "reason": "source"})
    assert "The source does not say so." in client.get(f"/m/{held[0]}/report/").content.decode()
    assert reported.claims([held[1].code]) == {}


def test_what_was_declined_is_forgotten_after_a_month(held, tell, bo, time_machine):
    tell()
    turnout.decline(report_id=TurnoutReport.objects.get().pk, reason="spam", by=bo)
    time_machine.shift(timedelta(days=29))
    assert "reports" not in retention.purge()
    time_machine.shift(timedelta(days=2))
    assert retention.purge()["reports"] == 1


def test_the_desk_accepts_and_says_who_was_faster(held, tell, bo, bo_signed_in):
    tell(source="https://paper.example/", said_by="media")
    listed = bo_signed_in.get("/moderate/reports/").content.decode()
    assert "https://paper.example/" in listed
    report = TurnoutReport.objects.get()
    for words in ("The report is accepted.", "Somebody else has decided"):
        told = bo_signed_in.post("/moderate/reports/", {"report": report.pk, "action": "accept"}, follow=True)
        assert words in told.content.decode()
    assert bo_signed_in.post("/moderate/reports/", {"report": "x", "action": "accept"}).status_code == 404


def test_totals_say_what_they_cover_and_keep_four_things_apart(held, tell, publish, bo, time_machine, raw):
    """R10: cancelled, reported, took place, unknown."""
    time_machine.shift(-timedelta(days=3))
    berlin = {"latitude": 52.52, "longitude": 13.4, "email": "b@example.org"}
    publish(**berlin)
    cancelled = publish(**berlin | {"title": "Another", "email": "c@example.org"})
    changes.cancel(code=cancelled.code)
    time_machine.shift(timedelta(days=3))
    tell()
    accept(bo)
    totals = reported.totals(public.protests())
    assert (totals.whole.span, totals.whole.reported, totals.whole.cities) == ((200, 300), 1, 2)
    assert totals.countries["DE"].span is None
    assert totals.outcomes == {Outcome.REPORTED: 1, Outcome.UNKNOWN: 1, Outcome.OFF: 1}


def test_programs_get_the_range_and_what_a_total_covers(client, held, tell, bo):
    """7.3: API and CSV."""
    tell()
    tell(said_by="police", low="80", high="", source="https://police.example/report")
    before = client.get(f"/api/v1/protests/{held[1].code}/").json()
    for one in TurnoutReport.objects.all():
        turnout.accept(report_id=one.pk, by=bo)
    after = client.get(f"/api/v1/protests/{held[1].code}/").json()
    assert (before["turnout"], after["turnout"]) == (None, {"low": 80, "high": 300})
    assert (after["sequence"], after["updated_at"] > before["updated_at"]) == (before["sequence"], True)
    day = client.get("/api/v1/days/sarchk/may-31/").json()
    assert day["turnout"] == {"low": 80, "high": 300, "reported_cities": 1, "cities": 1}
    (row,) = csv.DictReader(client.get("/sarchk/may-31/protests.csv").content.decode("utf-8-sig").splitlines())
    assert (row["turnout_low"], row["turnout_high"]) == ("80", "300")


def test_asked_three_times_at_most(held, time_machine):
    """R6."""
    _token, protest = held
    for _hour in range(24 * 12):
        turnout.remind()
        time_machine.shift(timedelta(hours=1))
    assert OutboxMail.objects.filter(template="report_reminder").count() == 3
    assert Protest.objects.get(pk=protest.pk).reminders == 3


def test_not_asked_any_more_once_it_is_reported(held, tell):
    turnout.remind()
    tell()
    assert OutboxMail.objects.filter(template="report_reminder").count() == 0
    assert turnout.remind() == 0


def test_the_mail_leads_to_the_form(client, held):
    turnout.remind()
    tasks.send_mail(OutboxMail.objects.get(template="report_reminder").pk)
    (sent,) = mail.outbox
    assert sent.subject == "How many came? March for the 47"
    address = re.search(r"http://[^/]+(/m/\S+/report/\?entry=\S+)", sent.body)[1]
    assert "How many came?" in client.get(address).content.decode()
