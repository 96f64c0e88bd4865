"""The outbox: what is mailed to Amina through a real SMTP server, and what happens when that server is in trouble."""

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
from datetime import timedelta
from email import message_from_bytes, policy
from html import unescape
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.utils import timezone as clock
from icalendar import Calendar

from protests import ledger, opened, tasks
from protests.actions import campaigns, changes, links, mails, submissions
from protests.enums import Role
from protests.models import Contact, OutboxMail
from protests.rules import retention
from protests.rules.reasons import Reason
from tests.conftest import PASSWORD

MINUTE = timedelta(minutes=1)


class Postbox:
    """Takes every mail, unless `answer` says otherwise; thinks for `delay` seconds about each."""

    answer = answer_to_address = answer_to_sender = "250 OK"
    delay = 0

    def __init__(self):
        self.mails, self.delays = [], {}

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self.answer_to_sender

    async def handle_RCPT(self, server, session, envelope, address, options):
        envelope.rcpt_tos.append(address)
        return self.answer_to_address

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        await asyncio.sleep(self.delays.get(envelope.rcpt_tos[0], self.delay))
        return self.answer


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def postbox(settings):
    """A real SMTP server on this machine, which the site sends through."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", _free_port(), 1
    box = Postbox()
    controller = Controller(box, hostname=settings.EMAIL_HOST, port=settings.EMAIL_PORT)
    controller.start()
    yield box
    controller.stop()


def _work():
    """What the worker does in a minute, without its process, once what can be undone can't any more."""
    OutboxMail.objects.untouched().update(not_before=clock.now())
    for mail_id in mails.due():
        tasks.send_mail(mail_id)


def _text(mail):
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def _html(mail):
    return mail.get_body(("html",)).get_content()


def _fails():
    """The number of the try that failed, as the log tells it."""
    with pytest.raises(mails.NotSent) as failed:
        _work()
    return str(failed.value)


class TestWhatIsSent:
    def test_the_first_mail_asks_and_carries_nothing_that_a_stranger_wrote(self, postbox, submit, raw):
        """B21, TRUST 2: our mail is no carrier for anybody's text."""
        sent = submit(raw, title="canary-title", description="canary-text", group_name="canary-group")
        _work()
        (mail,) = postbox.mails
        body = _text(mail)
        assert mail["To"] == "amina@example.org"
        assert f"http://127.0.0.1:8000/m/{sent.manage_token}/" in body
        assert "canary" not in str(mail)
        assert f"within {retention.UNCONFIRMED // timedelta(hours=1)} hours" in body

    def test_the_second_tells_the_address_for_ever(self, postbox, publish):
        protest = publish()
        _work()
        mail = postbox.mails[-1]
        assert mail["Subject"] == "On the map: March for the 47"
        assert f"http://127.0.0.1:8000/p/{protest.code}/" in _text(mail)

    def test_a_refusal_tells_why(self, postbox, waiting, bo):
        submissions.reject(submission_id=waiting().id, by=bo, reason=Reason.UNCLEAR, note="Which square?")
        _work()
        body = _text(postbox.mails[-1])
        assert "Place or time is not clear enough." in body
        assert "Which square?" in body

    def test_a_change_is_told_as_one(self, postbox, publish, propose, bo):
        protest = publish()
        submissions.approve(submission_id=propose(protest, title="Vigil for the 47").pk, by=bo)
        submissions.reject(submission_id=propose(protest).pk, by=bo, reason=Reason.UNCLEAR, note="Which square?")
        _work()
        approved, rejected = postbox.mails[-2:]
        assert [mail["Subject"] for mail in (approved, rejected)] == [
            "Changed: Vigil for the 47",
            "Not changed: March for the 47",
        ]
        for mail in (approved, rejected):
            assert f"http://127.0.0.1:8000/p/{protest.code}/" in _text(mail)
        assert "Which square?" in _text(rejected)

    def test_a_new_link_is_the_one_that_works(self, postbox, waiting, bo):
        sent = waiting()
        links.reissue(submission_id=sent.id, by=bo)
        _work()
        body = _text(postbox.mails[-1])
        (link,) = re.findall(r"/m/([\w-]+)/", body)
        assert opened.by_token(link).entries[0].own.id == sent.id
        assert link != sent.manage_token

    def test_says_that_no_person_wrote_it_and_has_its_own_identity(self, postbox, publish):
        publish()
        _work()
        assert {mail["Auto-Submitted"] for mail in postbox.mails} == {"auto-generated"}
        assert len({mail["Message-ID"] for mail in postbox.mails}) == 2

    def test_a_title_of_every_script_comes_through(self, postbox, publish):
        """B08."""
        publish(title="為香港四十七人遊行 🕯")
        _work()
        assert postbox.mails[-1]["Subject"].strip() == "On the map: 為香港四十七人遊行 🕯"

    def test_the_text_is_made_when_it_is_sent(self, postbox, submit, raw):
        """So that it says what is true then: a link that was revoked meanwhile is not mailed."""
        sent = submit(raw)
        Contact.objects.update(generation=1)
        _work()
        body = _text(postbox.mails[0])
        assert sent.manage_token not in body
        assert f"/m/{sent.manage_token[:22]}" in body

    def test_text_and_html_say_the_same(self, postbox, publish):
        """No picture from elsewhere, no script, nothing that tells anybody that it was opened."""
        publish(title="Bread & <roses>")
        _work()
        mail = postbox.mails[-1]
        html, text = _html(mail), _text(mail)
        assert "Bread &amp; &lt;roses&gt;" in html
        read = unescape(re.sub(r"<[^>]+>", "", html.partition("<body>")[2]))
        wanted = [line.removeprefix("- ") for line in text.splitlines() if line not in ("", "-- ")]
        assert [line for line in wanted if line not in read] == []
        assert not re.search(r"<img|<script|<link|url\(|src=|@import", html)
        assert set(re.findall(r'https?://[^/"<\s]+', html)) == {"http://127.0.0.1:8000"}

    def test_on_approval_come_the_calendar_file_and_what_to_think_of(self, postbox, publish):
        protest = publish()
        _work()
        mail = postbox.mails[-1]
        file, poster, card = mail.iter_attachments()
        assert (poster.get_content()[:5], card.get_content()[1:4]) == (b"%PDF-", b"PNG")
        (event,) = Calendar.from_ical(file.get_content()).walk("VEVENT")
        assert (event["UID"], file.get_filename()) == (protest.uid, f"{protest.code}.ics")
        assert "Before the day:\n\n- Tell people" in _text(mail)
        assert re.search(r"/m/\S{65}/", _text(mail))

    def test_a_decision_waits_for_two_minutes(self, postbox, publish, time_machine):
        publish()
        OutboxMail.objects.filter(template="confirm").delete()
        assert mails.due() == []
        time_machine.move_to(clock.now() + 2 * MINUTE)
        assert len(mails.due()) == 1

    def test_what_a_moderator_writes_passes_for_nothing_of_ours(self, postbox, waiting, bo, settings):
        note = f"Which square?\n\n- no list\n{settings.SITE_URL}/m/trap/"
        submissions.reject(submission_id=waiting().id, by=bo, reason=Reason.UNCLEAR, note=note)
        _work()
        assert f"> Which square?\n> - no list\n> {settings.SITE_URL}/m/trap/" in _text(postbox.mails[-1])
        assert f'href="{settings.SITE_URL}/m/trap/"' not in _html(postbox.mails[-1])

    def test_nothing_goes_to_a_receipt_code(self, postbox, waiting, bo):
        sent = waiting(email="", receipt=True)
        submissions.approve(submission_id=sent.id, by=bo)
        _work()
        assert postbox.mails == []


class TestCaps:
    """B76: three mails a day to one address that a stranger can trigger; the sender is told the same."""

    def test_the_fourth_of_a_day_is_not_sent(self, postbox, submit, raw):
        for _ in range(5):
            assert submit(raw, email="Amina@Example.org").decision == "unconfirmed"
        assert submit(raw, email="carla@example.org").decision == "unconfirmed"
        _work()
        assert [mail["To"] for mail in postbox.mails] == ["Amina@example.org"] * 3 + ["carla@example.org"]

    def test_the_next_day_begins_anew(self, submit, raw, time_machine):
        time_machine.move_to("2026-06-01T12:00:00Z")
        for _ in range(4):
            submit(raw)
        time_machine.move_to("2026-06-02T12:00:01Z")
        submit(raw)
        assert OutboxMail.objects.count() == 4

    def test_answers_of_a_moderator_are_not_counted(self, publish, bo):
        for _ in range(4):
            publish()
        assert OutboxMail.objects.filter(template="confirm").count() == 3
        assert OutboxMail.objects.filter(template="approved").count() == 4


class TestTrouble:
    """F06: the web does not notice; a mail is tried again for two days, and one that nobody takes stops no other."""

    def test_a_server_that_is_away(self, settings, submit, raw):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _free_port()
        submit(raw)
        assert _fails().endswith("try 1: ConnectionRefusedError")
        assert OutboxMail.objects.get().sent_at is None

    @pytest.mark.parametrize("answer", ["451 Later", "not even SMTP"])
    def test_a_server_that_says_not_now(self, postbox, submit, raw, answer):
        submit(raw)
        postbox.answer = answer
        _fails()
        postbox.answer = "250 OK"
        OutboxMail.objects.update(not_before=clock.now())
        _work()
        assert OutboxMail.objects.get().sent_at is not None
        assert postbox.mails[0]["Message-ID"] == postbox.mails[1]["Message-ID"]

    @pytest.mark.parametrize("refuse", ["answer", "answer_to_address"])
    def test_a_server_that_says_never_is_not_asked_again(self, postbox, submit, raw, refuse, time_machine):
        """5xx: it says so of the address or of the text, and would say so for 48 hours."""
        submit(raw)
        setattr(postbox, refuse, "550 Never")
        _fails()
        assert OutboxMail.objects.dead(clock.now()).get().attempts == 1
        time_machine.move_to(clock.now() + timedelta(hours=2))
        assert mails.due() == []

    def test_a_server_that_refuses_us_is_asked_again(self, postbox, submit, raw, time_machine):
        """What it says of the sender is for the host to mend."""
        submit(raw)
        postbox.answer_to_sender = "550 Who are you?"
        _fails()
        assert not OutboxMail.objects.dead(clock.now()).exists()
        time_machine.move_to(clock.now() + 2 * MINUTE)
        assert len(mails.due()) == 1

    def test_a_slow_one_among_many_holds_up_no_other(self, postbox, submit, raw):
        """The worker has four hands; each mail is a job of its own."""
        for number in range(12):
            submit(raw, email=f"carla{number}@example.org")
        postbox.delays = {"carla0@example.org": 30}
        failed = []
        for mail_id in mails.due():
            try:
                tasks.send_mail(mail_id)
            except mails.NotSent as error:
                failed.append(error)
        assert len(failed) == 1
        assert OutboxMail.objects.filter(sent_at=None).count() == 1

    def test_what_waits_is_not_queued_anew_each_minute(self, submit, raw):
        for number in range(5):
            submit(raw, email=f"carla{number}@example.org")
        for _ in range(3):
            tasks.send_due_mails(timestamp=0)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'send_mail'")
            assert cursor.fetchone() == (2 * 5,)

    def test_a_server_that_does_not_answer(self, postbox, submit, raw):
        submit(raw)
        postbox.delay = 3
        _fails()
        assert OutboxMail.objects.get().sent_at is None

    def test_what_is_told_to_the_log_names_nobody(self, postbox, submit, raw):
        """S08: the texts of SMTP errors hold the address."""
        submit(raw, email="canary@example.org")
        postbox.answer = "550 canary@example.org is unknown here"
        with pytest.raises(mails.NotSent) as failed:
            _work()
        assert "canary" not in str(failed.value)
        assert failed.value.__suppress_context__

    def test_tries_after_1_2_4_and_at_last_60_minutes_for_two_days(self, postbox, submit, raw, time_machine):
        postbox.answer = "451 Later"
        time_machine.move_to(start := clock.now(), tick=False)
        submit(raw)
        tried = []
        while mails.due():
            _fails()
            tried.append((clock.now() - start) // MINUTE)
            next_try = OutboxMail.objects.get().not_before
            time_machine.move_to(next_try - MINUTE, tick=False)
            assert mails.due() == []
            time_machine.move_to(next_try, tick=False)
        assert tried[:8] == [0, 1, 3, 7, 15, 31, 63, 123]
        assert tried[-1] > 47 * 60
        kept = OutboxMail.objects.get()
        assert (kept.sent_at, kept.attempts) == (None, len(tried))

    def test_one_that_nobody_takes_stops_no_other(self, postbox, submit, raw):
        submit(raw, email="poison@example.org")
        OutboxMail.objects.update(template="no-such-template")
        submit(raw, email="carla@example.org")
        failed = []
        for mail_id in mails.due():
            try:
                tasks.send_mail(mail_id)
            except Exception as error:
                failed.append(error)
        assert len(failed) == 1
        assert [mail["To"] for mail in postbox.mails] == ["carla@example.org"]

    def test_what_is_sent_is_not_sent_again(self, postbox, submit, raw):
        submit(raw)
        for _ in range(3):
            tasks.send_mail(OutboxMail.objects.get().pk)
        assert len(postbox.mails) == 1

    def test_what_is_not_due_waits(self, postbox, submit, raw):
        submit(raw)
        OutboxMail.objects.update(not_before=clock.now() + 2 * MINUTE)
        tasks.send_mail(OutboxMail.objects.get().pk)
        assert (postbox.mails, mails.due()) == ([], [])

    def test_a_mail_that_is_no_more_is_no_error(self, db):
        tasks.send_mail(12345)


class TestTheDead:
    """F06: a coordinator sees what nobody took, and not who did not get it."""

    def test_are_shown_to_the_coordinator_of_their_campaign_alone(self, postbox, publish, submit, raw, sarchk, bo):
        protest = publish()
        submit(raw, email="carla@example.org")
        postbox.answer_to_address = "550 No such person"
        for mail_id in OutboxMail.objects.values_list("pk", flat=True):
            OutboxMail.objects.untouched().update(not_before=clock.now())
            with pytest.raises(mails.NotSent):
                tasks.send_mail(mail_id)
        cora = campaigns.join_team(campaign=sarchk, email="cora@example.org", role=Role.COORDINATOR, password=PASSWORD)
        other = campaigns.start(slug="other", name="Other")
        dora = campaigns.join_team(campaign=other, email="dora@example.org", role=Role.COORDINATOR, password=PASSWORD)
        shown = ledger.unsent_mails(cora)
        assert [(one.template, one.code, one.attempts, one.is_dead) for one in shown] == [
            ("confirm", protest.code, 1, True),
            ("approved", protest.code, 1, True),
            ("confirm", "", 1, True),
        ]
        assert "@" not in str(shown)
        assert ledger.unsent_mails(bo) == ledger.unsent_mails(dora) == []

    def test_are_those_too_that_no_worker_ever_tried(self, submit, raw, time_machine):
        submit(raw)
        assert not OutboxMail.objects.dead(clock.now()).exists()
        time_machine.move_to(clock.now() + timedelta(hours=49))
        assert OutboxMail.objects.dead(clock.now()).count() == 1


class TestTheWorker:
    """The process itself, on committed rows."""

    @pytest.fixture
    def db(self, committed_db):
        """Its own connection sees what was written."""

    @pytest.fixture
    def worker(self, postbox, settings):
        """worker("--one-shot") -> the process, which reads this test's database and mails to its postbox."""
        environment = os.environ | {
            "DATABASE_URL": _database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
            "DEVELOPMENT": "0",
        }
        started = []

        def worker(*options):
            command = [sys.executable, "-m", "django", "procrastinate", "worker", *options]
            started.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE))
            return started[-1]

        yield worker
        for process in started:
            process.kill()
            process.communicate()

    def test_sends_what_an_act_left(self, postbox, worker, submit, raw):
        submit(raw)
        assert worker("--one-shot").wait(30) == 0
        assert [mail["To"] for mail in postbox.mails] == ["amina@example.org"]

    def test_that_is_killed_among_the_mails_of_many_followers(self, postbox, worker, publish, follow):
        """F05: each gets the mail; one at most gets it twice, under the same Message-ID."""
        protest = publish()
        for number in range(6):
            follow(email=f"carla{number}@example.org", code=protest.code, confirmed=True)
        OutboxMail.objects.all().delete()
        changes.cancel(code=protest.code)
        postbox.delays = {"carla3@example.org": 30}
        self._due_now()
        first = worker()
        _until(lambda: any(mail["To"] == "carla3@example.org" for mail in postbox.mails))
        first.kill()
        first.wait()
        postbox.delays = {}
        for _ in range(2):
            self._due_now()
            assert worker("--one-shot").wait(30) == 0
        assert not OutboxMail.objects.filter(sent_at=None).exists()
        assert {mail["To"] for mail in postbox.mails} == {"amina@example.org"} | {
            f"carla{number}@example.org" for number in range(6)
        }
        assert len({mail["Message-ID"] for mail in postbox.mails}) == 7
        assert len(postbox.mails) <= 8

    def _due_now(self):
        OutboxMail.objects.filter(sent_at=None).update(not_before=clock.now())
        tasks.send_due_mails(timestamp=0)

    def test_that_is_killed_over_a_mail_leaves_it_to_the_next(self, postbox, worker, submit, raw):
        """F05: the mail goes out after the restart; at most once too often, then under the same Message-ID."""
        submit(raw)
        postbox.delay = 30
        first = worker()
        _until(lambda: postbox.mails)
        first.kill()
        first.wait()
        postbox.delay = 0
        assert OutboxMail.objects.get().sent_at is None
        OutboxMail.objects.update(not_before=clock.now())  # a minute later
        for _ in range(2):
            tasks.send_due_mails(timestamp=0)
            assert worker("--one-shot").wait(30) == 0
        assert OutboxMail.objects.get().sent_at is not None
        assert len(postbox.mails) == 2
        assert len({mail["Message-ID"] for mail in postbox.mails}) == 1


def _database_url():
    """Of the test's database, as the environment names one."""
    at = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items() if name.isupper()}
    port = f":{at['PORT']}" if at["PORT"] else ""
    return f"postgis://{at['USER']}:{at['PASSWORD']}@{at['HOST']}{port}/{at['NAME']}"


def _until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
