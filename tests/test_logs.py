"""What never reaches a log (S08, V6): addresses of visitors, tokens, row details."""

import json
import logging
from smtplib import SMTPRecipientsRefused
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, connection, transaction

from protests import tasks
from protests.actions import limits, mails
from protests.logs import WithoutSecrets
from protests.models import Contact, OutboxMail
from protests.rules.limits import SUBMISSIONS, Client

CANARY = "127.0.0.77"
MAIL = "canary7@example.org"


def record(message, *args, error=None):
    exc_info = (type(error), error, None) if error else None
    made = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, exc_info)
    assert WithoutSecrets().filter(made)
    return logging.Formatter().format(made)


@pytest.mark.parametrize("path", ["/m/{}/", "/ar/m/{}/", "/s/{}/"])
def test_a_token_in_a_path_is_not_written(path):
    said = record("Internal Server Error: %s", path.format("s3cretToken"))
    assert "s3cretToken" not in said
    assert "Internal Server Error" in said


@pytest.mark.django_db
def test_what_the_database_says_of_a_row_is_not_written():
    """PostgreSQL puts the values of a row into its errors, and psycopg into the exception (TRUST 1.5)."""
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {Contact._meta.db_table} (id, handle) VALUES (gen_random_uuid(), 'canary-handle')")
    assert "canary-handle" in str(caught.value)
    assert "canary-handle" not in record("Failed", error=caught.value)


def test_no_request_leaves_an_address_or_a_token_in_a_log(client, publish, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    code = publish().code
    token = "t0ken" * 13
    for path in (
        f"/p/{code}/",
        "/p/22222222/",
        f"/m/{token}/",
        f"/s/{token}/",
        "/sarchk/may-31/?near=x",
        "/api/v1/none/",
    ):
        client.get(path, REMOTE_ADDR=CANARY, HTTP_X_FORWARDED_FOR=CANARY)
    client.post("/api/v1/submissions/", "{", "application/json", REMOTE_ADDR=CANARY)
    printed = capfd.readouterr()
    assert CANARY not in caplog.text + printed.out + printed.err
    assert token not in printed.out + printed.err


def test_nothing_that_is_sent_leaves_an_address_of_either_kind_in_a_log(client, may_31, raw, settings, caplog, capfd):
    """S08: good, bad, too much, beyond the limit, broken on our side, and a mail that no server takes."""
    caplog.set_level(logging.DEBUG)
    client.raise_request_exception = False
    client.defaults |= {"REMOTE_ADDR": CANARY, "HTTP_X_FORWARDED_FOR": CANARY}
    body = raw | {"day": "sarchk/may-31", "email": MAIL}
    settings.EMAIL_BACKEND = "tests.test_logs.Refusing"

    def post(path, sent, status):
        is_json = path.startswith("/api/")
        content = json.dumps(sent) if is_json else urlencode(sent)
        media_type = "application/json" if is_json else "application/x-www-form-urlencoded"
        assert client.post(path, content, media_type).status_code == status

    post("/api/v1/submissions/", body, 201)
    post("/api/v1/submissions/", body | {"title": ""}, 422)
    post("/api/v1/submissions/", body | {"description": MAIL * 4000}, 413)
    post("/sarchk/may-31/submit/", {"email": MAIL, "key": MAIL}, 422)
    post("/m/", {"email": MAIL}, 200)
    post("/m/", {"email": f"{MAIL}, {MAIL}"}, 422)
    for _time in range(SUBMISSIONS.an_hour):
        limits.take(SUBMISSIONS, Client(f"{CANARY}/32", is_shared=False))
    post("/api/v1/submissions/", body, 429)
    with mock.patch("protests.actions.links.ask", side_effect=ConnectionError), transaction.atomic():
        post("/m/", {"email": MAIL}, 500)
    with pytest.raises(mails.NotSent):
        tasks.send_mail(OutboxMail.objects.get().pk)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE protests_tally RENAME TO elsewhere")
    post("/api/v1/submissions/", body, 201)
    printed = capfd.readouterr()
    written = caplog.text + printed.out + printed.err
    assert "cannot be counted" in written  # so this is where it would stand
    assert CANARY not in written
    assert MAIL not in written


class Refusing(BaseEmailBackend):
    """A mail server that names the address in its refusal, as they do."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({MAIL: (550, f"<{MAIL}>: no such user".encode())})
