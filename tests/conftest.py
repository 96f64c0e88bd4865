"""The cast: Amina organises in Suva, Bo moderates, Carla is a stranger.

Places: Suva and Apia (across the antimeridian), Kathmandu (+05:45), Berlin (clock changes), a village (precision).
"""

import os
from datetime import date, time

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone as clock

from protests.actions import campaigns, followers, gatherings, groups, submissions
from protests.enums import Decision, Role
from protests.models import Follower, OutboxMail, SecondFactor, SignIn, Submission
from protests.rules import contact as contact_rule
from protests.rules import draft as draft_rule
from protests.rules import onetime, sealing, tokens
from protests.rules.faults import Reading
from tests.submitting import send  # noqa: F401, a fixture of several files

# Playwright's loop runs in this thread; the tests use the database beside it, never inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PASSWORD = "a long enough password"
# Of every authenticator app in the tests.
SECRET = b"twenty random bytes."
# A connection that the browser keeps alive keeps a thread of its server, and that one its session.
END_OTHER_SESSIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
SUVA = {"latitude": -18.1416, "longitude": 178.4415}


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run the long proofs too")
    parser.addoption("--no-browser", action="store_true", help="leave out what needs a browser")


def pytest_collection_modifyitems(config, items):
    """Left out on purpose, never skipped because something is missing."""
    left_out = {"slow": not config.getoption("--slow"), "browser": config.getoption("--no-browser")}
    unwanted = [item for item in items if any(left_out[name] and item.get_closest_marker(name) for name in left_out)]
    config.hook.pytest_deselected(items=unwanted)
    items[:] = [item for item in items if item not in unwanted]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The gazetteer is the world: loaded once, never changed by a test. Who is still there in the end is shown out,
    or the database could not be dropped."""
    with django_db_blocker.unblock():
        call_command("load_places", verbosity=0)
        with connection.cursor() as cursor:  # what a test leaves need not outlive a power cut
            cursor.execute(f"ALTER DATABASE {connection.settings_dict['NAME']} SET synchronous_commit = off")
        connection.close()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(END_OTHER_SESSIONS)


@pytest.fixture
def committed_db(django_db_setup, django_db_blocker):
    """Rows that other threads and processes see; emptied afterwards, all but the gazetteer and the migrations."""
    with django_db_blocker.unblock():
        yield
        models = [model for label in ("protests", "sessions") for model in apps.get_app_config(label).get_models(True)]
        tables = [model._meta.db_table for model in models]
        # A few rows are deleted in a tenth of the time that emptying each table and its indexes takes. References are
        # looked at in the end.
        with transaction.atomic(), connection.cursor() as cursor:
            for table in (*tables, "procrastinate_events", "procrastinate_jobs"):
                cursor.execute(f"DELETE FROM {table}")


@pytest.fixture(autouse=True)
def _quiet_surroundings(tmp_path, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAIL_DIR = settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


class DeskClient(Client):
    """Signs somebody in wholly, with the second factor too. Half-way only: django.test.Client."""

    def force_login(self, user, backend=None):
        super().force_login(user, backend)
        SignIn.objects.update_or_create(
            session_id=self.session.session_key, defaults={"person": user, "device": "computer"}
        )


@pytest.fixture
def client():
    return DeskClient()


@pytest.fixture
def second_factor():
    """second_factor(bo) -> the code of Bo's app, which is set up if it was not: each call gives one that works."""

    def code(person):
        SecondFactor.objects.get_or_create(
            person=person,
            defaults={"sealed_secret": sealing.seal(settings.CONTACT_KEY, SECRET.hex()), "confirmed_at": clock.now()},
        )
        SecondFactor.objects.filter(person=person).update(last_step=0)
        return onetime.code(SECRET, clock.now())

    return code


@pytest.fixture
def sarchk(db):
    return campaigns.start(slug="sarchk", name="Solidarity", accent="#FFD400")


@pytest.fixture
def may_31(sarchk):
    """A coming day: 31 May of next year."""
    year = clock.now().year + 1
    return campaigns.call_day(
        campaign=sarchk, slug="may-31", title="Free the Hong Kong 47", starts_on=date(year, 5, 31), usual_start=time(18)
    )


@pytest.fixture
def bo(sarchk):
    """Moderates every country."""
    return campaigns.join_team(campaign=sarchk, email="bo@example.org", role=Role.MODERATOR, password=PASSWORD)


@pytest.fixture
def dora(sarchk):
    """Runs the campaign."""
    return campaigns.join_team(campaign=sarchk, email="dora@example.org", role=Role.COORDINATOR, password=PASSWORD)


@pytest.fixture
def raw(may_31):
    """What Amina sends: a march in Suva, in the fields of the API."""
    return {
        "title": "March for the 47",
        "kind": "march",
        "description": "Bring a sign.",
        **SUVA,
        "venue": "Harbour park, by the fountain",
        "address": "Stinson Parade 1",
        "local_start": f"{may_31.starts_on}T18:00",
        "local_end": f"{may_31.starts_on}T20:00",
        "group_name": "Suva stands",
        "email": "amina@example.org",
    }


@pytest.fixture
def submit(may_31):
    """Sends what is given as the form and the API do: submit(raw, title="...") -> Submitted."""

    def submit(raw, *, day="may-31", **changes):
        raw, reading = raw | changes, Reading()
        draft = draft_rule.read(raw, reading, now=clock.now())
        contact = contact_rule.read(raw, reading)
        reading.finish()
        return submissions.submit(campaign="sarchk", day=day, draft=draft, contact=contact, language="en")

    return submit


@pytest.fixture
def waiting(submit, raw):
    """A submission whose address is confirmed: waiting(title="...") -> Submitted."""

    def waiting(**changes):
        sent = submit(raw, **changes)
        submissions.confirm(token=sent.manage_token)
        return sent

    return waiting


@pytest.fixture
def publish(submit, raw, bo):
    """A protest that went the whole way: publish(title="...") -> Protest."""

    def publish(**changes):
        sent = submit(raw, **changes)
        submissions.confirm(token=sent.manage_token)
        return submissions.approve(submission_id=sent.id, by=bo)

    return publish


@pytest.fixture
def follow(may_31):
    """Carla asks to be told and the worker takes it in: follow(email=..., code=...) -> the token of her link."""

    def follow(*, email="carla@example.org", confirmed=False, **about):
        known = set(Follower.objects.values_list("pk", flat=True))
        sealed = sealing.seal(settings.CONTACT_KEY, email).decode()
        wish = {"code": "", "place": None, "within_km": None, "language": "en"} | about
        followers.take(sealed_email=sealed, campaign="sarchk", day="may-31", **wish)
        follower = Follower.objects.exclude(pk__in=known).get()
        token = tokens.token(settings.CONTACT_KEY, "follow", follower.handle, follower.generation)
        if confirmed:
            followers.confirm(token=token)
            OutboxMail.objects.filter(template="follow").update(sent_at=clock.now())
        return token

    return follow


@pytest.fixture
def propose(raw):
    """A change that waits for a moderator: propose(protest, title="...") -> Submission."""

    def propose(protest, **changes):
        draft = draft_rule.read(raw | changes, Reading(), now=clock.now())
        return Submission.objects.create(
            day=protest.day,
            protest=protest,
            is_change=True,
            base_at=protest.revised_at,
            contact=protest.contact,
            language="en",
            decision=Decision.WAITING,
            **gatherings.columns(draft),
        )

    return propose


@pytest.fixture
def cora(sarchk):
    """Coordinates the campaign."""
    return campaigns.join_team(campaign=sarchk, email="cora@example.org", role=Role.COORDINATOR, password=PASSWORD)


@pytest.fixture
def cora_signed_in(client, cora):
    client.force_login(cora)
    return client


@pytest.fixture
def trust(cora):
    """Cora trusts a group: trust(protest.group) -> the token of its link."""

    def trust(group):
        groups.trust(group_id=group.pk, by=cora)
        group.refresh_from_db()
        return tokens.token(settings.CONTACT_KEY, "group", group.handle, group.generation)

    return trust


@pytest.fixture
def bo_signed_in(client, bo):
    client.force_login(bo)
    return client
