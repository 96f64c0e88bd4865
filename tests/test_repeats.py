"""A double click, a retry, a crash in between (B73, F01): one submission, one mail, one answer."""

import json
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone as clock

from protests import tasks
from protests.models import AuditEvent, Contact, OutboxMail, Submission
from tests.submitting import PAGE, key_of

API = "/api/v1/submissions/"


@pytest.fixture
def post(raw):
    def post(key, client=None, **changes):
        body = json.dumps(raw | {"day": "sarchk/may-31"} | changes)
        return (client or Client()).post(API, body, "application/json", headers={"Idempotency-Key": key})

    return post


def made():
    """How many of each there are: what one submission makes is one of each."""
    submitted = AuditEvent.objects.filter(verb="submission.submitted")
    return {model.count() for model in (Submission.objects, Contact.objects, OutboxMail.objects, submitted)}


@pytest.mark.parametrize("step", ["emails.confirm", "actions.submissions.record", "actions.submissions._receipt"])
def test_f01_a_request_that_dies_half_way_leaves_nothing_and_its_retry_makes_one(post, db, step):
    client = Client(raise_request_exception=False)
    with mock.patch(f"protests.{step}", side_effect=ConnectionError):
        assert post("k-1", client).status_code == 500
    assert made() == {0}
    assert post("k-1").status_code == 201
    assert made() == {1}


def test_an_answer_that_got_lost_is_given_again_even_after_the_mail_was_confirmed(post, client, db):
    first = post("k-1").json()
    Submission.objects.update(decision="waiting")
    again = post("k-1")
    assert again.status_code == 201
    assert {**again.json(), "state": "unconfirmed"} == first
    assert made() == {1}


def test_a_form_whose_first_sending_died_is_sent_again(client, send, may_31):
    key = key_of(client.get(PAGE))
    client.raise_request_exception = False
    with mock.patch("protests.emails.confirm", side_effect=ConnectionError):
        assert send(_key=key).status_code == 500
    client.raise_request_exception = True
    assert send(_key=key).status_code == 303
    assert made() == {1}


def test_with_a_receipt_the_same_link_is_shown_again(client, send, may_31):
    """DECISIONS, "Links in mails": a retry returns the same."""
    key = key_of(client.get(PAGE))
    links = {send(_key=key, email="", receipt="on").url for _twice in range(2)}
    assert len(links) == 1
    assert Submission.objects.count() == 1


def test_the_key_of_a_form_is_none_of_a_program(post, client, send, may_31):
    key = key_of(client.get(PAGE))
    send(_key=key)
    assert Submission.objects.get().request_key == f"form:{key.partition(':')[0]}"
    assert post(key.partition(":")[0]).status_code == 201
    assert Submission.objects.count() == 2


def test_after_a_day_a_key_is_forgotten_and_new(post, db, time_machine):
    first = post("k-1").json()["id"]
    time_machine.move_to(clock.now() + timedelta(hours=24, seconds=1))
    tasks.purge(timestamp=0)
    assert post("k-1").json()["id"] != first
