"""The coordinator's pages: Dora runs the campaign and sees what is kept, what went and what could not be mailed.

Bo, who moderates, sees neither; and nobody sees to whom."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone as clock

from protests import tasks
from protests.actions import campaigns, mails
from protests.actions import retention as acts
from protests.enums import Role
from protests.formats import keeping, words
from protests.models import AuditEvent, OutboxMail, Submission
from protests.rules import retention
from tests.conftest import PASSWORD, DeskClient

KEPT, MAILS = "/moderate/retention/", "/moderate/mails/"


@pytest.fixture
def page(client, dora):
    client.force_login(dora)
    return lambda path: client.get(path).content.decode()


def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def age_by(span):
    OutboxMail.objects.update(created_at=clock.now() - span, not_before=clock.now() - span + timedelta(hours=1))


class TestWhatIsKept:
    def test_each_kind_that_is_deleted_stands_there_with_its_date(self, page):
        assert set(acts.FORGET) | {"tallies"} == set(keeping.WHAT)
        said = text(page(KEPT))
        for row in keeping.rows({}, timedelta(hours=12)):
            assert f"{row.what} {row.until}" in said
        assert "Addresses, receipt codes and links of organisers 30 days after their last protest" in said
        assert "Sessions of moderators 12 hours after signing in" in said

    @pytest.mark.parametrize("name", ["CONTACT", "PHONE", "UNCONFIRMED", "ENTRY", "FOLLOWER", "TALLY", "JOB"])
    def test_the_dates_are_those_that_are_kept(self, page, monkeypatch, name):
        monkeypatch.setattr(retention, name, timedelta(days=77))
        assert re.search(r"77 days|1848 hours", text(page(KEPT)))

    def test_says_how_many_there_are_and_when_the_first_goes(self, page, publish, submit, raw):
        protest = publish()
        submit(raw)
        goes = words.short_day(protest.over_at + retention.CONTACT)
        assert f"after their last protest 2 {goes} " in text(page(KEPT))

    def test_counts_what_is_of_the_own_campaign_alone(self, page, sarchk, publish, client):
        publish()
        other = campaigns.start(slug="other", name="Other", accent="#FFD400")
        erin = campaigns.join_team(campaign=other, email="erin@example.org", role=Role.COORDINATOR, password=PASSWORD)
        elsewhere = DeskClient()
        elsewhere.force_login(erin)
        rows = {row.key: row.now for row in elsewhere.get(KEPT).context["rows"]}
        assert {rows[key].count for key in ("contacts", "entries", "dead_mails")} == {0}
        rows = {row.key: row.now for row in client.get(KEPT).context["rows"]}
        assert (rows["contacts"].count, rows["entries"].count) == (1, 1)

    def test_followers_are_not_counted_for_anybody(self, client, page):
        page(KEPT)
        rows = {row.key: row.now for row in client.get(KEPT).context["rows"]}
        assert rows["followers"] is None

    def test_says_what_went_in_numbers(self, page, publish, time_machine, client, dora):
        over_at = publish(email="canary@example.org").over_at
        assert "Nothing was due yet." in page(KEPT)
        time_machine.move_to(over_at + timedelta(days=31))
        tasks.purge(timestamp=0)
        client.force_login(dora)
        said = text(page(KEPT))
        assert "Addresses, receipt codes and links of organisers 1" in said.partition("What went")[2]
        assert "canary" not in said


class TestMails:
    def test_that_were_given_up_come_first_and_name_nobody(self, page, waiting):
        waiting(email="canary@example.org")
        age_by(timedelta(hours=3))
        waiting(title="Another")
        assert "Given up" not in page(MAILS)
        age_by(timedelta(hours=49))
        waiting(title="A third")
        said = page(MAILS)
        rows = [text(row) for row in re.findall(r"<tr>.*?</tr>", said, re.DOTALL)[1:]]
        assert ["Given up" in row for row in rows] == [True, True, False]
        assert all("Confirm the address" in row and "Free the Hong Kong 47" in row for row in rows)
        assert "canary" not in said

    def test_can_be_tried_again_and_are_sent(self, page, client, submit, raw, mailoutbox):
        submit(raw)
        age_by(timedelta(hours=49))
        mail = OutboxMail.objects.get()
        assert mails.due() == []
        response = client.post(MAILS, {"mail": mail.pk})
        assert (response.status_code, response.url) == (302, MAILS)
        assert "It is tried again now." in page(MAILS)
        assert mails.due() == [mail.pk]
        tasks.send_mail(mail.pk)
        assert len(mailoutbox) == 1
        assert "No mail waits." in page(MAILS)
        event = AuditEvent.objects.get(verb="mail.tried_again")
        assert (event.object_id, event.actor.email) == (str(mail.pk), "dora@example.org")

    def test_that_were_sent_meanwhile_are_not_sent_again(self, submit, raw, dora, mailoutbox):
        submit(raw)
        mail = OutboxMail.objects.get()
        tasks.send_mail(mail.pk)
        mails.try_again(mail_id=mail.pk, by=dora)
        assert mails.due() == []
        assert not AuditEvent.objects.filter(verb="mail.tried_again").exists()

    def test_of_another_campaign_are_not_there(self, submit, raw, page):
        submit(raw)
        other = campaigns.start(slug="other", name="Other", accent="#FFD400")
        erin = campaigns.join_team(campaign=other, email="erin@example.org", role=Role.COORDINATOR, password=PASSWORD)
        elsewhere = DeskClient()
        elsewhere.force_login(erin)
        assert "No mail waits." in elsewhere.get(MAILS).content.decode()
        assert elsewhere.post(MAILS, {"mail": OutboxMail.objects.get().pk}).status_code == 404

    @pytest.mark.parametrize("number", ["", "x", "-1", "٤", "9" * 30, "999999"])
    def test_a_number_that_is_none(self, page, client, db, number):
        page(MAILS)
        assert client.post(MAILS, {"mail": number}).status_code == 404

    def test_a_lost_link_is_the_campaigns_whose_entry_it_opens(self, page, submit, raw):
        submit(raw)
        contact = Submission.objects.get().contact
        OutboxMail.objects.all().delete()
        now = clock.now()
        OutboxMail.objects.create(template="links", language="en", contact=contact, not_before=now)
        assert "Lost link" in page(MAILS)


class TestTheWayThere:
    def test_is_in_the_bar_of_a_coordinator_alone(self, page, bo_signed_in, dora):
        other = DeskClient()
        other.force_login(dora)
        assert KEPT in other.get("/moderate/").content.decode()
        bo = bo_signed_in.get("/moderate/").content.decode()
        assert KEPT not in bo
        assert MAILS not in bo

    def test_costs_the_same_for_one_and_for_three(self, page, publish, client):
        def cost(path):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            return len(queries)

        publish()
        one = [cost(KEPT), cost(MAILS)]
        for number in (2, 3):
            publish(title=f"March {number}")
        assert [cost(KEPT), cost(MAILS)] == one
