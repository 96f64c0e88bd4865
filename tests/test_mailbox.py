"""The mailbox of a development site: a newcomer follows the confirmation link there. It exists nowhere else."""

import importlib.util
import sys

import pytest
from django.core import mail
from django.urls import reverse

from protests import tasks, urls
from protests.models import OutboxMail


@pytest.fixture(autouse=True)
def _into_files(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"


def test_an_empty_mailbox_says_what_to_do(client, db):
    assert "No mail yet." in client.get("/dev/mail/").content.decode()


def test_the_link_of_the_mail_can_be_followed(client, submit, raw, settings):
    entry = submit(raw)
    tasks.send_mail(OutboxMail.objects.get().pk)
    html = client.get("/dev/mail/").content.decode()
    link = settings.SITE_URL + reverse("manage", args=[entry.manage_token])
    assert f'<a href="{link}" rel="nofollow">' in html
    assert "Confirm your entry for Free the Hong Kong 47" in html


def test_the_newest_comes_first_and_nothing_in_it_is_run(client, db, time_machine):
    for day, subject in ((1, "Old"), (3, "<script>alert(1)</script>"), (2, "سلام")):
        time_machine.move_to(f"2027-05-0{day}T12:00:00Z")
        mail.send_mail(subject, "Text https://example.org/x", None, ["amina@example.org"])
    html = client.get("/dev/mail/").content.decode()
    assert "<script>alert" not in html
    assert html.index("&lt;script&gt;") < html.index("سلام") < html.index("Old")


def test_a_real_site_has_no_such_page(settings):
    settings.DEVELOPMENT = False
    assert "dev_mail" not in names_of_a_fresh_urlconf()
    settings.DEVELOPMENT = True
    assert "dev_mail" in names_of_a_fresh_urlconf()


def names_of_a_fresh_urlconf():
    """protests/urls.py, read again as at the start of a process."""
    spec = importlib.util.spec_from_file_location("urls_read_again", urls.__file__)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {pattern.name for pattern in module.urlpatterns if hasattr(pattern, "name")}
