"""What is forgotten, and when (S16): the clock is moved, the worker's purge runs, the tables are looked at."""

from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone as clock

from protests import opened, private, tasks
from protests.actions import submissions
from protests.models import Contact, OutboxMail, Protest, Submission
from protests.rules.reasons import Reason

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def purge_at(time_machine):
    """purge_at(moment): what the worker would do then."""

    def purge_at(moment: datetime) -> None:
        time_machine.move_to(moment)
        tasks.purge(timestamp=0)

    return purge_at


def _kept():
    return Contact.objects.count(), Submission.objects.count(), OutboxMail.objects.count()


class TestWhatNobodyConfirmed:
    def test_goes_after_48_hours_with_all_that_was_sent(self, submit, raw, purge_at):
        submit(raw)
        sent_at = Submission.objects.get().created_at
        purge_at(sent_at + timedelta(hours=48) - SECOND)
        assert _kept() == (1, 1, 1)
        purge_at(sent_at + timedelta(hours=48) + SECOND)
        assert _kept() == (0, 0, 0)

    def test_a_confirmed_one_stays(self, waiting, purge_at):
        waiting()
        purge_at(clock.now() + timedelta(hours=49))
        assert _kept()[:2] == (1, 1)


class TestContacts:
    @pytest.fixture
    def over_at(self, publish):
        return publish().over_at

    def test_go_thirty_days_after_the_protest(self, over_at, purge_at):
        purge_at(over_at + timedelta(days=30) - SECOND)
        assert Contact.objects.count() == 1
        purge_at(over_at + timedelta(days=30) + SECOND)
        assert Contact.objects.count() == 0

    def test_the_listing_stays_without_them(self, over_at, purge_at, client):
        purge_at(over_at + timedelta(days=31))
        protest = Protest.objects.get()
        assert protest.contact is None
        assert Submission.objects.get().contact is None
        assert client.get(f"/p/{protest.code}/").status_code == 200

    def test_no_mail_that_waited_for_them_stays(self, over_at, purge_at):
        purge_at(over_at + timedelta(days=31))
        assert OutboxMail.objects.count() == 0

    @pytest.mark.parametrize("end", ["rejected", "withdrawn"])
    def test_of_what_came_to_nothing_go_thirty_days_after_that(self, waiting, bo, purge_at, end):
        sent = waiting()
        if end == "rejected":
            submissions.reject(submission_id=sent.id, by=bo, reason=Reason.SPAM)
        else:
            submissions.withdraw(token=sent.manage_token)
        decided_at = Submission.objects.get().decided_at
        purge_at(decided_at + timedelta(days=30) - SECOND)
        assert Contact.objects.count() == 1
        purge_at(decided_at + timedelta(days=30) + SECOND)
        assert Contact.objects.count() == 0

    def test_of_what_nobody_ever_decided_go_thirty_days_after_its_day(self, waiting, purge_at):
        waiting()
        purge_at(Submission.objects.get().over_at + timedelta(days=30) + SECOND)
        assert Contact.objects.count() == 0

    def test_their_links_open_nothing_any_more(self, waiting, bo, purge_at):
        sent = waiting()
        over_at = submissions.approve(submission_id=sent.id, by=bo).over_at
        assert opened.by_token(sent.manage_token) is not None
        purge_at(over_at + timedelta(days=30) + SECOND)
        assert opened.by_token(sent.manage_token) is None
        assert private.of_status_token(sent.status_token) is None


class TestRequests:
    def test_a_key_is_forgotten_after_a_day(self, waiting, purge_at):
        sent = waiting()
        Submission.objects.filter(pk=sent.id).update(request_key="form:1", request_digest=b"1")
        created_at = Submission.objects.get().created_at
        purge_at(created_at + timedelta(hours=24) - SECOND)
        assert Submission.objects.get().request_key == "form:1"
        purge_at(created_at + timedelta(hours=24) + SECOND)
        kept = Submission.objects.get()
        assert (kept.request_key, kept.request_digest) == (None, None)


class TestMails:
    def test_that_were_sent_go_after_two_days(self, waiting, purge_at):
        waiting()
        tasks.send_mail(OutboxMail.objects.get().pk)
        sent_at = OutboxMail.objects.get().sent_at
        purge_at(sent_at + timedelta(hours=48) - SECOND)
        assert OutboxMail.objects.count() == 1
        purge_at(sent_at + timedelta(hours=48) + SECOND)
        assert OutboxMail.objects.count() == 0

    def test_that_nobody_took_stay_for_a_week_to_be_looked_at(self, waiting, purge_at):
        waiting()
        created_at = OutboxMail.objects.get().created_at
        purge_at(created_at + timedelta(days=7) - SECOND)
        assert OutboxMail.objects.count() == 1
        purge_at(created_at + timedelta(days=7) + SECOND)
        assert OutboxMail.objects.count() == 0


class TestSessions:
    def test_go_when_they_end(self, bo_signed_in, purge_at):
        """TRUST 6: twelve hours."""
        purge_at(clock.now() + timedelta(hours=12) - MINUTE)
        assert Session.objects.count() == 1
        purge_at(clock.now() + timedelta(hours=12) + MINUTE)
        assert Session.objects.count() == 0


def test_a_purge_that_runs_twice_is_a_purge_that_ran_once(publish, submit, raw, purge_at):
    over_at = publish().over_at
    submit(raw)
    for _ in range(2):
        purge_at(over_at + timedelta(days=31))
        assert _kept() == (0, 1, 0)
