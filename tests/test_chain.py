"""S15: `verify_audit` finds a row that was changed, removed, swapped or slipped in, by whomever: here the owner."""

import io
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone as clock

from protests.actions import chain, submissions
from protests.models import AuditEvent, Seal
from protests.tasks import seal_log

LOG, SEALS = "protests_auditevent", "protests_seal"


@pytest.fixture
def sealed(publish):
    """Three seals over what happened so far."""
    for number in range(3):
        publish(title=f"March {number}", email=f"a{number}@example.org")
        assert chain.seal() > 2
    return list(Seal.objects.order_by("pk"))


def _sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount > 0


def _verify(*arguments):
    said = io.StringIO()
    call_command("verify_audit", *arguments, stdout=said)
    return said.getvalue()


def _middle(sealed):
    return sealed[1].rows[1]


def test_an_untouched_log_verifies_and_says_its_head(sealed):
    said = _verify()
    assert said.startswith(f"3 seals over {AuditEvent.objects.count()} rows; 0 rows wait")
    assert re.search("Head: [0-9a-f]{64}", said)[0] == f"Head: {bytes(sealed[-1].digest).hex()}"


def test_nothing_to_seal_makes_no_seal(sealed):
    assert chain.seal() == 0
    assert Seal.objects.count() == 3


def test_an_empty_log_verifies(db):
    assert "none yet" in _verify()


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'submission.rejected'",
        "reason = 'spam'",
        "actor_id = 4711",
        "actor_id = NULL",
        "object_id = 'ABCDEFGH'",
        "kind = 'x'",
        "at = at + interval '1 microsecond'",
        "counts = '{\"x\": 1}'",
        "campaign_id = 4711",
    ],
)
def test_a_changed_row_is_found(sealed, change):
    row = AuditEvent.objects.filter(pk__in=sealed[1].rows).exclude(actor=None).first().pk
    _sql(f"UPDATE {LOG} SET {change} WHERE id = %s", row)
    with pytest.raises(CommandError, match=rf"Seal {sealed[1].pk}: rows .* are not what was sealed"):
        _verify()


def test_a_removed_row_is_found(sealed):
    row = _middle(sealed)
    _sql(f"DELETE FROM {LOG} WHERE id = %s", row)
    with pytest.raises(CommandError, match=rf"Seal {sealed[1].pk}: rows are missing: {row}\."):
        _verify()


def test_two_swapped_rows_are_found(sealed):
    """In one seal, and between two."""
    for first, second in ((sealed[1].rows[0], sealed[1].rows[1]), (sealed[0].rows[0], sealed[2].rows[0])):
        with transaction.atomic():
            for old, new in ((first, -1), (second, first), (-1, second)):
                _sql(f"UPDATE {LOG} SET id = %s WHERE id = %s", new, old)
            with pytest.raises(CommandError, match="are not what was sealed"):
                _verify()
            transaction.set_rollback(True)


def test_a_row_taken_out_of_its_seal_too_is_found(sealed):
    row = _middle(sealed)
    _sql(f"DELETE FROM {LOG} WHERE id = %s", row)
    _sql(f"UPDATE {SEALS} SET rows = array_remove(rows, %s) WHERE id = %s", row, sealed[1].pk)
    with pytest.raises(CommandError, match="or the seal itself, are not what was sealed"):
        _verify()


def test_a_removed_seal_is_found(sealed):
    _sql(f"DELETE FROM {LOG} WHERE id = ANY(%s)", sealed[1].rows)
    _sql(f"DELETE FROM {SEALS} WHERE id = %s", sealed[1].pk)
    with pytest.raises(CommandError, match=rf"Seal {sealed[2].pk} does not follow"):
        _verify()


def test_a_tail_taken_off_is_found_by_a_head_that_was_written_down(sealed):
    head = bytes(sealed[2].digest).hex()
    assert "Nothing was touched" in _verify("--head", head)
    _sql(f"DELETE FROM {LOG} WHERE id = ANY(%s)", sealed[2].rows)
    _sql(f"DELETE FROM {SEALS} WHERE id = %s", sealed[2].pk)
    _verify()
    with pytest.raises(CommandError, match="No seal has the head"):
        _verify("--head", head)


def test_without_the_key_nobody_makes_another_chain(sealed, settings):
    """Who has the database alone seals with some other key."""
    _sql(f"UPDATE {LOG} SET reason = 'spam' WHERE id = %s", _middle(sealed))
    _sql(f"DELETE FROM {SEALS}")
    key, settings.CONTACT_KEY = settings.CONTACT_KEY, b"a guess"
    chain.seal()
    settings.CONTACT_KEY = key
    with pytest.raises(CommandError, match="are not what was sealed"):
        _verify()


def test_a_row_slipped_in_with_an_old_date_is_found(sealed):
    _sql(
        f"INSERT INTO {LOG} (at, verb, kind, object_id, reason, counts)"
        " VALUES (now() - interval '3 days', 'submission.approved', 'submission', 'x', '', '{}')"
    )
    assert chain.seal() == 0
    with pytest.raises(CommandError, match="is in no seal and older than a day"):
        _verify()


def test_what_is_committed_late_is_sealed_late_and_once(sealed):
    """Numbers are given before they are committed: a lower one comes after the seal of a higher one."""
    last = max(AuditEvent.objects.values_list("pk", flat=True))
    AuditEvent.objects.create(pk=last + 2, verb="test.tried", kind="x", object_id="1")
    assert chain.seal() == 1
    AuditEvent.objects.create(pk=last + 1, verb="test.tried", kind="x", object_id="1")
    assert chain.seal() == 1
    assert [seal.rows for seal in Seal.objects.order_by("pk")][3:] == [[last + 2], [last + 1]]
    assert "5 seals" in _verify()


def test_a_worker_that_stood_still_for_days_seals_all_of_it(sealed, time_machine, monkeypatch):
    """In more than one seal, where there is much."""
    monkeypatch.setattr(chain, "AT_A_TIME", 3)
    for hours in range(0, 24 * 9, 24):
        time_machine.move_to(clock.now() + timedelta(hours=24))
        AuditEvent.objects.create(verb="test.tried", kind="x", object_id=str(hours))
    assert chain.seal() == 9
    assert Seal.objects.count() == 6
    assert "Nothing was touched" in _verify()


def test_two_workers_do_not_fork_the_chain(sealed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(rows=[1], previous=sealed[1].previous, digest=b"x")


def test_a_person_may_be_forgotten_without_breaking_it(sealed, bo):
    bo.delete()
    assert "Nothing was touched" in _verify()


@pytest.mark.parametrize("head", ["x", "0" * 63, "G" * 64, "'; DROP TABLE x"])
def test_what_is_no_head_is_said(db, head):
    with pytest.raises(CommandError, match="A head is 64 characters"):
        _verify("--head", head)


def test_the_worker_does_it(bo, waiting):
    submissions.approve(submission_id=waiting().id, by=bo)
    seal_log(0)
    assert set(Seal.objects.get().rows) == set(AuditEvent.objects.values_list("pk", flat=True))
