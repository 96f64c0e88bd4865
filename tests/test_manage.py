"""Amina's own link shows where her entry stands, confirms and withdraws it; lost, it comes back by mail (B69-B72)."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone as clock
from procrastinate.contrib.django import app

from protests.actions import retention, submissions
from protests.actions.links import mail as mail_links
from protests.models import AuditEvent, Contact, OutboxMail, Submission
from protests.rules import tokens
from protests.tasks import send_mail

BOTS = ["Slackbot-LinkExpanding 1.0", "Mozilla/5.0 (Windows NT 6.1; WOW64) SafeLinks", "WhatsApp/2.23", "curl/8"]


@pytest.fixture
def amina(submit, raw):
    return submit(raw)


def path(entry):
    return reverse("manage", args=[entry.manage_token])


def act(client, entry, action):
    return client.post(path(entry), {"action": action}, headers={"Sec-Fetch-Site": "same-origin"})


def decision():
    return Submission.objects.get().decision


def text_of(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def letters():
    """Everything in the outbox, sent; what can be undone for two minutes, after them."""
    OutboxMail.objects.untouched().update(not_before=clock.now())
    for waiting in OutboxMail.objects.filter(sent_at=None).order_by("pk"):
        send_mail(waiting.pk)
    return mail.outbox


def test_b69_following_the_link_changes_nothing_however_often(client, amina):
    for agent in BOTS:
        for method in (client.get, client.head):
            for _again in range(13):
                response = method(path(amina), headers={"User-Agent": agent})
                assert response.status_code == 200
                assert not response.cookies
    assert decision() == "unconfirmed"
    assert AuditEvent.objects.exclude(verb="submission.submitted").filter(kind="submission").count() == 0


def test_the_page_shows_what_was_sent_and_asks_to_confirm(client, amina):
    response = client.get(path(amina))
    words = text_of(response)
    for word in ("March for the 47", "Harbour park, by the fountain", "18:00–20:00", "Suva", "Fiji", "March"):
        assert word in words
    assert '<input type="hidden" name="action" value="confirm">' in response.content.decode()
    assert "amina@example.org" not in words
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex"


def test_a_post_confirms(client, amina):
    response = act(client, amina, "confirm")
    assert (response.status_code, response.url) == (303, path(amina))
    assert decision() == "waiting"
    assert "Your address is confirmed." in text_of(client.get(path(amina)))


def test_b72_confirming_twice_is_confirming_once(client, amina):
    for _twice in range(2):
        response = act(client, amina, "confirm")
        assert "Your address is confirmed." in text_of(client.get(response.url))
    assert AuditEvent.objects.filter(verb="submission.confirmed").count() == 1


@pytest.mark.parametrize("confirmed", [False, True])
def test_she_takes_it_back(client, amina, confirmed):
    if confirmed:
        act(client, amina, "confirm")
    for _twice in range(2):
        assert act(client, amina, "withdraw").status_code == 303
    assert decision() == "withdrawn"
    assert "You took it back." in text_of(client.get(path(amina)))


def test_what_was_withdrawn_can_not_be_confirmed(client, amina):
    act(client, amina, "withdraw")
    act(client, amina, "confirm")
    assert decision() == "withdrawn"


def test_approved_it_leads_to_its_page_and_calendar(client, amina, bo):
    submissions.confirm(token=amina.manage_token)
    protest = submissions.approve(submission_id=amina.id, by=bo)
    html = client.get(path(amina)).content.decode()
    assert f'href="/p/{protest.code}/"' in html
    assert f'href="/p/{protest.code}.ics"' in html
    assert "Take it off the site" in html


def test_a_hidden_protest_is_not_linked(client, amina, bo):
    submissions.confirm(token=amina.manage_token)
    protest = submissions.approve(submission_id=amina.id, by=bo)
    type(protest).objects.update(visibility="hidden")
    assert f"/p/{protest.code}/" not in client.get(path(amina)).content.decode()


def test_what_is_decided_can_not_be_withdrawn_here(client, amina, bo):
    submissions.confirm(token=amina.manage_token)
    submissions.reject(submission_id=amina.id, by=bo, reason="unclear")
    response = act(client, amina, "withdraw")
    assert response.status_code == 409
    assert "This is not possible any more." in text_of(response)
    assert decision() == "rejected"


def test_rejected_it_says_why(client, amina, bo):
    submissions.confirm(token=amina.manage_token)
    submissions.reject(submission_id=amina.id, by=bo, reason="unclear", note="Which park?")
    words = text_of(client.get(path(amina)))
    assert "Place or time is not clear enough." in words
    assert "Which park?" in words


@pytest.mark.parametrize("action", [None, "", "approve", "delete", "\x00"])
def test_other_acts_are_refused(client, amina, action):
    response = client.post(path(amina), {} if action is None else {"action": action})
    assert response.status_code == 400
    assert decision() == "unconfirmed"


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.test"}, {"Origin": "null"}]
)
def test_another_site_can_not_act_for_her(client, amina, headers):
    assert client.post(path(amina), {"action": "confirm"}, headers=headers).status_code == 403
    assert decision() == "unconfirmed"


def dead_links(entry):
    contact = Contact.objects.get()
    return {
        "cut": entry.manage_token[:-1],
        "longer": entry.manage_token + "A",
        "changed": entry.manage_token[:-1] + ("A" if entry.manage_token[-1] != "A" else "B"),
        "for another purpose": entry.status_token,
        "never made": tokens.token(b"another key", "manage", contact.handle, 0),
        "handle alone": contact.handle,
        "no letters of ours": "äöü" * 20,
        "NUL": "\x00" * 65,
        "long": "A" * 5000,
    }


def test_b71_a_link_that_does_not_work_says_so_and_offers_a_new_one(client, amina):
    for name, token in dead_links(amina).items():
        for kind in ("manage", "status"):
            if (kind, name) == ("status", "for another purpose"):
                continue
            response = client.get(reverse(kind, args=[token]))
            assert response.status_code == 404, (name, kind)
            assert "This link no longer works" in text_of(response)
            assert 'href="/m/"' in response.content.decode()
            assert response["Cache-Control"] == "no-store, private"
    assert client.post(reverse("manage", args=[amina.status_token]), {"action": "confirm"}).status_code == 404
    assert decision() == "unconfirmed"


def test_b71_a_revoked_link_and_one_that_outlived_its_contact_do_not_work(client, amina):
    Contact.objects.update(generation=1)
    assert client.get(path(amina)).status_code == 404
    assert act(client, amina, "confirm").status_code == 404
    Contact.objects.update(generation=0)
    assert client.get(path(amina)).status_code == 200
    Submission.objects.update(created_at=clock.now() - timedelta(hours=49))
    retention.purge()
    assert client.get(path(amina)).status_code == 404


def test_the_status_link_shows_and_can_do_nothing(client, amina, bo):
    status = reverse("status", args=[amina.status_token])
    assert "Check your mail" in text_of(client.get(status))
    assert "within 48 hours" in text_of(client.get(status))
    assert client.post(status, {"action": "confirm"}).status_code == 405
    submissions.confirm(token=amina.manage_token)
    words = text_of(client.get(status))
    assert "A moderator checks it next." in words
    for secret in ("March for the 47", "Harbour park", "amina@", "Suva stands"):
        assert secret not in words
    protest = submissions.approve(submission_id=amina.id, by=bo)
    assert f'href="/p/{protest.code}/"' in client.get(status).content.decode()


def test_the_first_mail_carries_the_link_and_no_word_of_what_was_sent(amina, settings, raw):
    """TRUST.md 2, "none that carry strangers' text": our mail can't be used to write to others."""
    (letter,) = letters()
    assert letter.to == ["amina@example.org"]
    assert letter.subject == "Confirm your entry for Free the Hong Kong 47"
    assert f"\n{settings.SITE_URL}{path(amina)}\n" in letter.body
    assert "within 48 hours" in letter.body
    for name in ("title", "description", "venue", "address", "group_name"):
        assert raw[name] not in letter.subject + letter.body + letter.alternatives[0].content
    assert letter.attachments == []


def test_the_mail_of_approval_has_the_page_the_calendar_and_the_link(amina, bo, settings):
    submissions.confirm(token=amina.manage_token)
    protest = submissions.approve(submission_id=amina.id, by=bo)
    letter = letters()[-1]
    assert letter.subject == "On the map: March for the 47"
    for address in (f"/p/{protest.code}/", f"/p/{protest.code}.ics", path(amina)):
        assert f"\n{settings.SITE_URL}{address}\n" in letter.body


def test_the_mail_of_rejection_says_why_and_where_to_try_again(amina, bo, settings):
    submissions.confirm(token=amina.manage_token)
    submissions.reject(submission_id=amina.id, by=bo, reason="unclear", note="Which <park>?")
    letter = letters()[-1]
    assert letter.subject == "Not published: March for the 47"
    for line in ("Place or time is not clear enough.", "> Which <park>?", f"{settings.SITE_URL}/sarchk/may-31/submit/"):
        assert f"\n{line}\n" in letter.body


@pytest.mark.parametrize("language", ["ar", "zh-hant"])
def test_mails_speak_the_language_of_the_form(submit, raw, language, bo, settings):
    entry = submit(raw)
    Contact.objects.update(language=language)
    OutboxMail.objects.update(language=language)
    submissions.confirm(token=entry.manage_token)
    submissions.approve(submission_id=entry.id, by=bo)
    first, second = letters()
    assert f"{settings.SITE_URL}/{language}/m/" in first.body
    assert f"{settings.SITE_URL}/{language}/p/" in second.body


@pytest.fixture
def ask(client):
    def ask(email):
        return client.post("/m/", {"email": email}, headers={"Sec-Fetch-Site": "same-origin"})

    return ask


def work_off():
    """Runs the look-ups that wait for the worker."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'mail_links' RETURNING args->>'email_index'")
        for (index,) in cursor.fetchall():
            mail_links(email_index=bytes.fromhex(index))


def test_s3_a_lost_link_is_asked_for_with_the_address(client):
    response = client.get("/m/")
    assert response.status_code == 200
    assert '<input id="email" name="email" type="email"' in response.content.decode()


def test_s3_b26_the_answer_is_the_same_for_everybody(ask, amina, django_assert_num_queries):
    """Known, unknown or over the cap: the same page after the same work; the worker looks up the rest."""
    pages = set()
    for email in ("amina@example.org", "AMINA@EXAMPLE.ORG", "carla@example.org"):
        with django_assert_num_queries(6):  # the limit, the job, each between SAVEPOINT and RELEASE
            response = ask(email)
        pages.add((response.status_code, response.content))
    assert len(pages) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'mail_links'")
        assert "example.org" not in str(cursor.fetchall())


def test_s3_all_links_of_an_address_come_in_one_mail(ask, amina, submit, raw, settings):
    second = submit(raw, title="Another march", email="AMINA@example.org")
    stranger = submit(raw, email="carla@example.org")
    letters().clear()
    ask("amina@example.org")
    work_off()
    (letter,) = letters()
    assert letter.to == ["AMINA@example.org"]
    assert letter.subject == "Your links"
    for entry in (amina, second):
        assert f"\n{settings.SITE_URL}{path(entry)}\n" in letter.body
    assert path(stranger) not in letter.body
    assert "march" not in letter.body.lower()


def test_s3_nobody_is_mailed_for_an_unknown_address_and_only_three_times_a_day_for_a_known_one(ask, amina):
    for email in ["carla@example.org"] + ["amina@example.org"] * 5:
        ask(email)
    work_off()
    assert [one.template for one in OutboxMail.objects.order_by("pk")] == ["confirm", "links", "links"]


def test_s3_a_receipt_has_no_mail(ask, submit, raw):
    submit(raw, email=None, receipt=True)
    ask("amina@example.org")
    work_off()
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("typed", ["", "amina", "a@b.org\r\nBcc: x@y.org", "a@b.org, c@d.org", "\x00"])
def test_what_is_no_address_is_said_beside_the_field(db, ask, typed):
    response = ask(typed)
    assert response.status_code == 422
    assert 'id="email-error"' in response.content.decode()


def test_the_worker_knows_the_task(db):
    assert {"mail_links", "send_mail", "purge"} <= set(app.tasks)
