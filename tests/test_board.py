"""The board of a day (C3-C8, M3, M13): what Cora looks at in the last week, and on the day."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone as clock

from protests import board, called
from protests.actions import alerts, campaigns, changes, own, reconfirming, submissions
from protests.enums import Role
from protests.models import AuditEvent, Contact, Notice, OutboxMail, Protest, ProtestDay, Submission
from protests.tasks import alert_coordinators, ask_still_on, send_mail
from tests.conftest import PASSWORD

BOARD = "/moderate/board/sarchk/may-31/"
MESSAGE = BOARD + "message/"


def letters():
    """Everything that waits, sent."""
    for waiting in OutboxMail.objects.filter(sent_at=None).order_by("pk"):
        OutboxMail.objects.filter(pk=waiting.pk).update(not_before=clock.now())
        send_mail(waiting.pk)
    return mail.outbox


def page_of(protest):
    return reverse("manage", args=[own.token_of(protest.contact)])


@pytest.fixture
def shortly(publish, time_machine):
    """A protest that was accepted in time, and begins in 71 hours."""
    protest = publish()
    OutboxMail.objects.all().delete()
    time_machine.move_to(protest.starts_at - timedelta(hours=71), tick=False)
    return protest


class TestStillOn:
    """C5: one tap, and nobody is asked twice."""

    def test_its_organiser_is_asked_once_at_each_time(self, shortly, time_machine):
        for _again in range(3):
            ask_still_on(0)
        assert OutboxMail.objects.filter(template="still_on").count() == 1
        time_machine.move_to(shortly.starts_at - timedelta(hours=23), tick=False)
        for _again in range(3):
            ask_still_on(0)
        assert OutboxMail.objects.filter(template="still_on").count() == 2
        time_machine.move_to(shortly.starts_at + timedelta(minutes=1), tick=False)
        assert reconfirming.ask_due() == 0

    def test_who_came_late_or_calls_it_off_is_not_asked(self, publish, time_machine, may_31):
        protest = publish()
        time_machine.move_to(protest.starts_at - timedelta(hours=60), tick=False)
        late = publish(title="A late one", email="late@example.org")
        changes.cancel(code=protest.code)
        assert reconfirming.ask_due() == 0
        assert late.asked_at is None

    def test_the_mail_leads_to_the_question_and_a_get_answers_nothing(self, shortly, client):
        ask_still_on(0)
        (letter,) = letters()
        assert letter.subject == "Is it still on? March for the 47"
        link = next(line for line in letter.body.splitlines() if "#still-on" in line)
        path = "/" + link.split("/", 3)[3]
        page = client.get(path.partition("#")[0])
        assert "Is it still on?" in page.content.decode()
        assert Protest.objects.get().still_on_at is None

    def test_yes_is_one_tap_and_everybody_reads_it(self, shortly, client, cora, cora_signed_in, time_machine):
        ask_still_on(0)
        assert client.post(page_of(shortly), {"action": "still_on"}).status_code == 303
        time_machine.shift(timedelta(hours=5))
        assert "Confirmed by the organiser 5 h ago" in client.get(f"/p/{shortly.code}/").content.decode()
        assert "Confirmed 5 h ago" in cora_signed_in.get(BOARD + "?show=said").content.decode()
        tallies = board.of_day(called.day(cora, "sarchk", "may-31"), clock.now()).tallies
        assert (tallies["said"], tallies["unsaid"]) == (1, 0)

    def test_an_answer_takes_the_question_back(self, shortly, client):
        ask_still_on(0)
        client.post(page_of(shortly), {"action": "still_on"})
        assert letters() == []
        assert not OutboxMail.objects.filter(template="still_on").exists()

    def test_another_time_takes_the_answer_back(self, shortly, client, propose, bo):
        client.post(page_of(shortly), {"action": "still_on"})
        day = shortly.local_date
        change = propose(Protest.objects.get(), local_start=f"{day}T19:00", local_end=f"{day}T20:00")
        submissions.approve(submission_id=change.pk, by=bo)
        assert Protest.objects.get().still_on_at is None

    def test_long_before_it_is_not_asked_and_can_not_be_said(self, publish, client):
        protest = publish()
        assert "Is it still on?" not in client.get(page_of(protest)).content.decode()
        assert client.post(page_of(protest), {"action": "still_on"}).status_code == 409


class TestRollCall:
    """C7: we have started."""

    def test_it_is_said_with_a_headcount_that_only_coordinators_see(
        self, shortly, client, cora, cora_signed_in, time_machine
    ):
        time_machine.move_to(shortly.starts_at + timedelta(minutes=10), tick=False)
        cora_signed_in.force_login(cora)
        assert "On now, not heard of" in cora_signed_in.get(BOARD).content.decode()
        assert client.post(page_of(shortly), {"action": "started", "headcount": "340"}).status_code == 303
        shown = cora_signed_in.get(BOARD + "?show=started").content.decode()
        assert "Organisers who have begun counted 340 people" in shown
        assert "Began, 1 min ago" in shown
        assert "340" not in client.get(f"/p/{shortly.code}.json").content.decode()
        client.post(page_of(shortly), {"action": "started", "headcount": "400"})
        assert (Protest.objects.get().headcount, Protest.objects.get().started_at) == (400, clock.now())

    @pytest.mark.parametrize("typed", ["many", "-3", "0", "1e9", "99999999999999", "٣", "0" * 11 + "1" * 5_000])
    def test_what_is_no_number_is_told_and_kept(self, shortly, client, time_machine, typed):
        time_machine.move_to(shortly.starts_at, tick=False)
        response = client.post(page_of(shortly), {"action": "started", "headcount": typed})
        assert response.status_code == 422
        assert f'value="{typed}"' in response.content.decode()
        assert Protest.objects.get().started_at is None

    def test_not_before_the_day(self, shortly, client):
        assert client.post(page_of(shortly), {"action": "started"}).status_code == 409


class TestTheNumbers:
    def test_each_counts_what_it_says(self, publish, waiting, cora, cora_signed_in, may_31):
        publish()
        publish(title="Later place", precision="area", reveal_at=f"{may_31.starts_on - timedelta(days=1)}T18:00")
        publish(title="No time", local_date=f"{may_31.starts_on}", local_start=None, local_end=None)
        off = publish(title="Off")
        changes.cancel(code=off.code)
        waiting(title="Waits")
        Submission.objects.filter(title="Waits").update(created_at=clock.now() - timedelta(hours=30))
        shown = board.of_day(called.day(cora, "sarchk", "may-31"), clock.now())
        assert {key: shown.tallies[key] for key in ("unplaced", "untimed", "off")} == {
            "unplaced": 1,
            "untimed": 1,
            "off": 1,
        }
        assert shown.waiting == 1
        page = cora_signed_in.get(BOARD).content.decode()
        assert "The longest for 30 h." in page
        assert "A city is a place of the gazetteer" in page

    def test_countries_nobody_looks_after_and_countries_with_none(self, publish, cora, sarchk, bo):
        publish()
        before = campaigns.call_day(
            campaign=sarchk, slug="before", title="Before", starts_on=ProtestDay.objects.get().starts_on
        )
        elsewhere = publish(title="Berlin", latitude=52.52, longitude=13.405)
        Protest.objects.filter(pk=elsewhere.pk).update(day=before)
        bo.memberships.update(countries=["DE"])
        shown = board.of_day(called.day(cora, "sarchk", "may-31"), clock.now())
        assert (shown.unmoderated, shown.without) == (["FJ"], ["DE"])

    def test_the_cost_of_moderation_is_seen(self, publish, cora, cora_signed_in):
        """M13"""
        for hours in (1, 3, 5):
            protest = publish(title=f"After {hours} h")
            sent = Submission.objects.filter(protest=protest)
            sent.update(created_at=sent.get().decided_at - timedelta(hours=hours))
        paces = board.of_day(called.day(cora, "sarchk", "may-31"), clock.now()).paces
        assert [(pace.person, pace.decided, pace.median) for pace in paces] == [
            ("", 3, timedelta(hours=3)), ("bo@example.org", 3, timedelta(hours=3)),
        ]  # fmt: skip
        assert "bo@example.org" in cora_signed_in.get(BOARD).content.decode()

    def test_an_unknown_list_is_not_there(self, cora_signed_in, may_31):
        assert cora_signed_in.get(BOARD + "?show=everything").status_code == 404


class TestTheBanner:
    def test_it_is_on_every_page_and_in_every_feed(self, publish, cora_signed_in, client):
        protest = publish()
        sent = cora_signed_in.post(BOARD, {"banner": "The bridge is closed: come by train.", "urgent": "1"})
        assert sent.status_code == 302
        for path in ("/sarchk/may-31/", f"/p/{protest.code}/", "/sarchk/may-31/submit/", page_of(protest)):
            page = client.get(path).content.decode()
            assert "The bridge is closed" in page, path
            assert "banner banner--cancelled" in page
        assert client.get("/sarchk/may-31/protests.geojson").json()["banner"].startswith("The bridge")
        assert client.get("/api/v1/days/sarchk/may-31/").json()["banner_is_urgent"] is True
        calendar = client.get("/sarchk/may-31/calendar.ics").content.decode()
        assert "The bridge is closed" in calendar.replace("\r\n ", "")
        cora_signed_in.post(BOARD, {"banner": ""})
        assert "The bridge" not in client.get("/sarchk/may-31/").content.decode()

    def test_one_that_is_too_long_is_told(self, cora_signed_in, may_31):
        response = cora_signed_in.post(BOARD, {"banner": "x" * 201}, follow=True)
        assert "201 of at most 200" in response.content.decode()


class TestAMessage:
    """C8: once, to whom it concerns, in their language."""

    @pytest.fixture
    def three(self, publish):
        """Amina reads English, another German, and one has a receipt code."""
        made = [
            publish(),
            publish(title="Zweite", email="two@example.org"),
            publish(title="Third", email=None, receipt=True),
        ]
        Contact.objects.filter(pk=made[1].contact_id).update(language="de")
        OutboxMail.objects.all().delete()
        return made

    def see(self, client, **typed):
        return client.post(MESSAGE, {"key": "one", "en_text": "Bring lights.", **typed})

    def send(self, client, receivers, **typed):
        return self.see(client, action="send", receivers=f"{receivers}", **typed)

    def test_it_is_seen_before_to_how_many_it_goes(self, three, cora_signed_in):
        page = self.see(cora_signed_in).content.decode()
        assert "This goes to 3 organisers" in page
        assert "2 by mail, the others on their page." in page
        assert not Notice.objects.exists()

    def test_each_gets_it_once_in_their_language(self, three, cora_signed_in, client):
        for _twice in range(2):
            assert self.send(cora_signed_in, 3, de_text="Bringt Lichter.").status_code == 302
        written = {letter.to[0]: letter for letter in letters()}
        assert written.keys() == {"amina@example.org", "two@example.org"}
        assert "> Bring lights." in written["amina@example.org"].body
        assert "> Bringt Lichter." in written["two@example.org"].body
        assert "List-Unsubscribe" not in written["two@example.org"].extra_headers
        assert "Bring lights." in client.get(page_of(three[2])).content.decode()

    def test_who_has_no_text_of_their_own_gets_the_first_and_reads_which_it_is(self, three, cora_signed_in):
        self.send(cora_signed_in, 3)
        german = next(letter for letter in letters() if letter.to == ["two@example.org"])
        assert "English:" in german.body
        assert "> Bring lights." in german.body

    @pytest.mark.parametrize(
        ("typed", "receivers"),
        [
            ({"languages": ["de"]}, 1),
            ({"countries": "de"}, 0),
            ({"countries": "FJ"}, 3),
            ({"statuses": ["cancelled"]}, 1),
            ({"statuses": ["waiting"]}, 0),
            ({"unsaid": "1"}, 3),
        ],
    )
    def test_any_slice(self, three, cora_signed_in, typed, receivers):
        changes.cancel(code=three[0].code)
        assert self.see(cora_signed_in, **typed).context["seen"].receivers == receivers

    def test_a_number_that_changed_is_seen_again_before_anything_goes(self, three, cora_signed_in):
        response = self.send(cora_signed_in, 2)
        assert "This goes to 3 organisers" in response.content.decode()
        assert not Notice.objects.exists()

    def test_nothing_to_say_is_told(self, three, cora_signed_in):
        assert self.see(cora_signed_in, en_text="").status_code == 422
        assert self.see(cora_signed_in, countries="Fiji").status_code == 422

    def test_nobody_who_did_not_confirm_gets_anything(self, submit, raw, cora_signed_in):
        submit(raw)
        assert self.see(cora_signed_in).context["seen"].receivers == 0


class TestAlerts:
    """M3: at most once a day."""

    def test_coordinators_are_told_of_what_waits_too_long(self, waiting, cora, bo, time_machine):
        waiting()
        alert_coordinators(0)
        assert not OutboxMail.objects.filter(template="alert").exists()
        time_machine.move_to(clock.now() + timedelta(hours=25), tick=False)
        for _again in range(3):
            alert_coordinators(0)
        OutboxMail.objects.exclude(template="alert").delete()
        (letter,) = letters()
        assert letter.to == ["cora@example.org"]
        assert "1 entry waits for longer than a day." in letter.body
        time_machine.move_to(clock.now() + timedelta(hours=25), tick=False)
        assert alerts.alert_due() == 1

    def test_and_of_countries_without_a_moderator(self, waiting, cora, sarchk):
        campaigns.join_team(
            campaign=sarchk, email="n@example.org", role=Role.MODERATOR, countries=["NP"], password=PASSWORD
        )
        waiting()
        assert alerts.alert_due() == 1
        OutboxMail.objects.exclude(template="alert").delete()
        (letter,) = letters()
        assert "- Fiji" in letter.body
        assert AuditEvent.objects.filter(verb="campaign.alerted").count() == 1
