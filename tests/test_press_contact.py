"""Press contact: Carla writes for a newspaper, Dora coordinates and answers; neither page nor log shows an address."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone as clock

from protests import tasks
from protests.actions import campaigns, mails, retention
from protests.enums import Role
from protests.models import AuditEvent, OutboxMail, Person, PressMessage
from protests.rules import limits, press
from tests.conftest import PASSWORD

CONTACT = "/sarchk/may-31/press/contact/"
ASKED = {
    "name": "Carla",
    "outlet": "The Daily Sample",
    "email": "carla@news.example",
    "text": "How many came?\nWho speaks for you?",
}


@pytest.fixture
def dora(may_31, sarchk):
    return campaigns.join_team(campaign=sarchk, email="dora@example.org", role=Role.COORDINATOR, password=PASSWORD)


@pytest.fixture
def ask(client):
    """Sends the form: ask(text="...") -> response."""

    def ask(path=CONTACT, **fields):
        return client.post(path, ASKED | fields, HTTP_SEC_FETCH_SITE="same-origin")

    return ask


def work():
    """What the worker does: the mails that went out."""
    mail.outbox.clear()
    for mail_id in mails.due():
        tasks.send_mail(mail_id)
    return list(mail.outbox)


def test_it_goes_to_every_coordinator_and_the_answer_to_who_asked(ask, dora, bo, sarchk):
    campaigns.join_team(campaign=sarchk, email="erin@example.org", role=Role.COORDINATOR, password=PASSWORD)
    response = ask()
    assert response.status_code == 200
    assert "Sent. The coordinators of the campaign answer to your address." in response.content.decode()
    sent = work()
    assert sorted(one.to[0] for one in sent) == ["dora@example.org", "erin@example.org"]
    assert {tuple(one.reply_to) for one in sent} == {("carla@news.example",)}
    assert {one.subject for one in sent} == {"Press: Carla about Free the Hong Kong 47"}
    body = sent[0].body
    assert "Carla of The Daily Sample wrote this on the press page of Free the Hong Kong 47. Nobody checked" in body
    assert "> How many came?\n> Who speaks for you?" in body
    assert "<blockquote" in sent[0].alternatives[0][0] or "How many came?" in sent[0].alternatives[0][0]


def test_no_address_is_on_the_page_nor_in_the_log(client, ask, dora):
    assert b"dora@example.org" not in client.get(CONTACT).content
    assert b"dora@example.org" not in ask().content
    assert b"Daily Sample" not in bytes(PressMessage.objects.get().sealed)
    assert b"carla" not in bytes(PressMessage.objects.get().sealed)
    event = AuditEvent.objects.get(verb="press.asked")
    assert (event.kind, event.actor, event.reason) == ("pressmessage", None, "")


def test_it_sets_no_cookie_and_is_kept_nowhere(client, dora):
    response = client.get(CONTACT)
    assert not response.cookies
    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "Fill in this field."),
        ({"name": "x" * 121}, "121 of at most 120 characters."),
        ({"email": ""}, "Enter an address such as name@example.org."),
        ({"email": "carla@"}, "Enter an address such as name@example.org."),
        ({"email": "carla@news.example\nBcc: all@example.org"}, "Enter an address such as name@example.org."),
        ({"email": "a@news.example, b@news.example"}, "Enter one address."),
        ({"text": ""}, "Write what you would like to know."),
        ({"text": "x" * 4001}, "4001 of at most 4000 characters."),
        ({"text": "https://a.example https://b.example https://c.example https://d.example"}, "more than 3 links"),
        ({"name": "Carla\u202e"}, "invisible character"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(ask, dora, fields, told):
    response = ask(**fields)
    assert response.status_code == 422
    page = response.content.decode()
    assert told in page
    assert "The Daily Sample" in page
    assert not PressMessage.objects.exists()
    assert work() == []


def test_a_subject_has_no_second_header(ask, dora):
    ask(name="Carla\r\nBcc: all@example.org")
    (sent,) = work()
    assert sent.subject == "Press: Carla Bcc: all@example.org about Free the Hong Kong 47"
    assert sent.recipients() == ["dora@example.org"]


def test_pressed_twice_it_is_sent_once(ask, dora):
    assert [ask().status_code, ask().status_code] == [200, 200]
    assert len(work()) == 1
    ask(text="Another question")
    assert len(work()) == 1


def test_what_a_machine_fills_in_is_marked_and_not_lost(ask, dora):
    ask(website="https://spam.example")
    (sent,) = work()
    assert sent.subject.startswith("Likely spam: Carla")


def test_another_site_cannot_send_it(client, dora):
    response = client.post(CONTACT, ASKED, HTTP_SEC_FETCH_SITE="cross-site")
    assert response.status_code == 403
    assert not PressMessage.objects.exists()


def test_where_nobody_coordinates_it_says_so_and_keeps_what_was_typed(ask, may_31, bo):
    response = ask()
    assert response.status_code == 409
    page = response.content.decode()
    assert "This campaign has nobody for the press here." in page
    assert "The Daily Sample" in page
    assert not PressMessage.objects.exists()


def test_somebody_who_left_gets_none(ask, dora):
    Person.objects.filter(pk=dora.pk).update(is_active=False)
    assert ask().status_code == 409


def test_too_much_from_one_place_waits(ask, dora):
    for number in range(limits.PRESS.an_hour):
        assert ask(text=f"Question {number}").status_code == 200
    response = ask(text="One more")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_too_much_in_a_day_waits_until_tomorrow(ask, dora, monkeypatch, time_machine):
    monkeypatch.setattr(press, "A_DAY", 2)
    for number in range(2):
        assert ask(text=f"Question {number}").status_code == 200
    response = ask(text="One more")
    assert response.status_code == 409
    assert "very many messages today" in response.content.decode()
    time_machine.move_to(clock.now() + timedelta(days=1, minutes=1))
    assert ask(text="One more").status_code == 200


def test_it_is_forgotten_with_its_mails(ask, dora, time_machine):
    ask()
    retention.purge()
    assert PressMessage.objects.count() == 1  # it waits to be sent
    work()
    time_machine.move_to(clock.now() + timedelta(hours=49))
    retention.purge()
    assert not PressMessage.objects.exists()
    assert not OutboxMail.objects.exists()
    assert AuditEvent.objects.filter(verb="retention.purged").latest("at").counts["press_messages"] == 1


def test_the_coordinator_sees_that_it_waits_and_not_from_whom(ask, dora, client):
    ask()
    client.force_login(dora)
    page = client.get("/moderate/mails/").content.decode()
    assert "Question of the press" in page
    assert "Free the Hong Kong 47" in page
    assert not re.search("carla|Daily Sample", page)
