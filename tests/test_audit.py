"""The log and its seals only grow: the role that the site runs as may add to them and read them, nothing else (S15)."""

import pytest
from django.db import ProgrammingError, connection, transaction

from protests.actions import chain, submissions
from protests.migrations._rights import take
from protests.models import AuditEvent, Seal

LOG, SEALS = "protests_auditevent", "protests_seal"


@pytest.fixture
def as_app(bo, waiting):
    """The role of the site, with rows in the log and a seal over them. Where a server has no such role it is made, as
    roles.sql makes it, and its rights are taken as on a new server."""
    submissions.approve(submission_id=waiting().id, by=bo)
    chain.seal()
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = 'app'")
        if not cursor.rowcount:
            cursor.execute(
                f"CREATE ROLE app; GRANT SELECT, INSERT, UPDATE, DELETE ON protests_protest, {LOG}, {SEALS} TO app"
            )
            cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app")
            cursor.execute(take(LOG))
            cursor.execute(take(SEALS))
        cursor.execute("SET ROLE app")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_the_site_adds_to_the_log_and_reads_it(as_app):
    before = AuditEvent.objects.count()
    AuditEvent.objects.create(verb="test.tried", kind="protest", object_id="ABCDEFGH")
    assert AuditEvent.objects.count() == before + 1 > 1


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE {LOG} SET reason = 'spam'",
        f"UPDATE {LOG} SET at = now() WHERE false",
        f"DELETE FROM {LOG}",
        f"TRUNCATE {LOG}",
        f"SELECT * FROM {LOG} FOR UPDATE",
        f"INSERT INTO {LOG} (SELECT * FROM {LOG}) ON CONFLICT (id) DO UPDATE SET reason = 'x'",
        f"ALTER TABLE {LOG} DISABLE TRIGGER ALL",
        f"DROP TABLE {LOG}",
        f"UPDATE {SEALS} SET digest = previous",
        f"DELETE FROM {SEALS}",
        f"TRUNCATE {SEALS}",
        f"INSERT INTO {SEALS} (SELECT * FROM {SEALS}) ON CONFLICT (id) DO UPDATE SET rows = '{{1}}'",
        f"CREATE TRIGGER quiet BEFORE INSERT ON {LOG} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    ],
)
def test_the_site_changes_nothing_that_is_in_the_log(as_app, sql):
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_the_worker_seals_and_anybody_of_the_site_verifies(as_app):
    AuditEvent.objects.create(verb="test.tried", kind="protest", object_id="ABCDEFGH")
    assert chain.seal() == 1
    assert Seal.objects.count() == 2
    assert chain.verify().faults == []


def test_the_site_can_still_do_its_work(as_app):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE protests_protest SET status_reason = 'Rain'")
        assert cursor.rowcount == 1


def test_who_acted_may_be_forgotten_without_touching_the_log(publish, bo):
    """The log keeps a number; the person behind it is in another table."""
    publish()
    number = bo.pk
    bo.delete()
    assert list(AuditEvent.objects.filter(verb="submission.approved").values_list("actor_id", flat=True)) == [number]


def test_the_log_holds_no_words_of_anybody(waiting, bo):
    """TRUST 6: actor, act, object and a reason of the list."""
    sent = waiting(title="canary-title", group_name="canary-group", email="canary@example.org")
    submissions.reject(submission_id=sent.id, by=bo, reason="spam", note="canary-note")
    assert "canary" not in repr(list(AuditEvent.objects.values()))
