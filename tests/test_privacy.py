"""The privacy page (S20, TRUST 1.11): every promise names its proof, and every number is the one that deletes."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from protests import emails
from protests.forms.submit import SubmitForm
from protests.models import Contact, Follower
from protests.rules import retention, sealing

TESTS = Path(__file__).parent
PROMISE = re.compile(r'<li data-proof="(\w+)">(.*?)</li>', re.DOTALL)


@pytest.fixture
def page(client, db):
    def page():
        html = client.get("/privacy/").content.decode()
        return re.search(r"<h1>.*?</main>", html, re.DOTALL)[0]

    return page


def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_every_promise_names_a_test_that_exists(page):
    written = "".join(file.read_text() for file in TESTS.rglob("*.py"))
    promises = PROMISE.findall(page())
    assert len(promises) == page().count("<li") > 15
    assert [proof for proof, _said in promises if not re.search(rf"\b{proof}(\b|_)", written)] == []


class TestWhatItSays:
    @pytest.mark.parametrize(
        ("name", "says"),
        [
            ("CONTACT", "It is deleted {days} days after the protest."),
            ("PHONE", "A phone number is deleted {days} days after it."),
            ("UNCONFIRMED", "What nobody confirms is deleted after {hours} hours, with its address."),
            ("UNCONFIRMED", "Unconfirmed, it is deleted after {hours} hours."),
            ("REJECTED", "What moderators reject is deleted {days} days after that."),
            ("PLACE", "An exact place that was never shown is deleted {days} days after the protest."),
            ("ENTRY", "All else that you sent is deleted {days} days after the protest."),
            ("FOLLOWER", "It is deleted {days} days after the last protest of the day, and at once when you stop."),
            ("SENT", "That one was sent is forgotten after {hours} hours."),
            ("DEAD_LETTER", "One that could not be sent is deleted after {days} days."),
            ("TALLY", "The count is deleted after {hours} hours."),
        ],
    )
    def test_is_what_the_worker_does(self, page, monkeypatch, name, says):
        """The same constant deletes in tests/test_retention.py, test_forgetting.py and test_limits.py."""
        monkeypatch.setattr(retention, name, timedelta(days=77))
        assert says.format(days=77, hours=77 * 24) in text(page())

    def test_today_it_says(self, page):
        said = text(page())
        assert "It is deleted 30 days after the protest. A phone number is deleted 2 days after it." in said
        assert "The count is deleted after 1 hour." in said
        assert "You are signed out after 12 hours." in said
        assert f"at most {emails.STRANGERS_A_DAY} mails a day" in said

    def test_no_form_asks_for_a_name_of_a_person(self):
        """V1"""
        fields = {field.name for field in (*Contact._meta.fields, *Follower._meta.fields)}
        assert not [name for name in fields | set(SubmitForm.base_fields) if re.search(r"first|last|full_?name", name)]
        assert "name" not in fields

    def test_an_address_is_sealed_with_a_key_that_is_not_in_the_database(self, submit, raw):
        """V1: and what moderators see is held to it by tests/test_private.py."""
        submit(raw, email="canary@example.org")
        row = repr(Contact.objects.values().get())
        assert "canary" not in row
        sealed = Contact.objects.get().sealed_email
        assert sealing.unseal(settings.CONTACT_KEY, sealed) == "canary@example.org"

    def test_no_page_tells_who_follows_nor_how_many(self):
        """V10: what goes out to everybody, and what moderators see, is made in modules that never count a follower."""
        package = TESTS.parent / "protests"
        for door in ("public", "bodies", "formats"):
            files = (package / door).rglob("*.py") if (package / door).is_dir() else [package / door]
            assert not [file for file in files if "Follower" in file.read_text()]
