"""What happens to a protest: accepted from a submission (see test_submissions.py), or taken from an archive."""

import pytest
from django.utils import timezone as clock

from protests.actions import protests, submissions
from protests.enums import Accuracy
from protests.models import AuditEvent, LocalGroup, Protest, ProtestDay
from protests.rules import draft as draft_rule
from protests.rules.faults import Reading

HONOLULU = {
    "title": "Honolulu",
    "kind": "rally",
    "latitude": 21.3069,
    "longitude": -157.8583,
    "accuracy": "city",
    "local_start": "2021-05-31T22:00",
    "local_end": "2021-06-01T00:30",
}


@pytest.fixture
def archive(may_31):
    """archive(title="...") -> whether it was taken."""

    def archive(key="honolulu", **changes):
        draft = draft_rule.read(HONOLULU | changes, Reading(), now=clock.now(), archive=True)
        return protests.archive(
            day=may_31,
            draft=draft,
            locality="Honolulu",
            source="https://example.org/report",
            is_sample=False,
            import_key=key,
        )

    return archive


class TestArchive:
    def test_takes_what_is_long_over(self, archive):
        assert archive()
        kept = Protest.objects.get()
        assert (kept.source, kept.is_sample, kept.contact, kept.checked_at) == (
            "https://example.org/report",
            False,
            None,
            None,
        )
        assert kept.over_at < clock.now()

    def test_an_end_after_midnight_is_on_the_next_day(self, archive):
        archive()
        kept = Protest.objects.get()
        assert (f"{kept.local_date}", f"{kept.local_end_date} {kept.local_end:%H:%M}") == (
            "2021-05-31",
            "2021-06-01 00:30",
        )
        assert kept.starts_at.isoformat() == "2021-06-01T08:00:00+00:00"

    def test_keeps_the_name_that_the_archive_gives_the_city(self, archive):
        archive(latitude=21.45, longitude=-158.0)
        kept = Protest.objects.get()
        assert (kept.locality, kept.accuracy) == ("Honolulu", Accuracy.CITY)

    def test_a_second_run_changes_nothing(self, archive):
        archive()
        before = Protest.objects.values().get(), ProtestDay.objects.get().version, AuditEvent.objects.count()
        assert archive(title="Another title") is False
        assert (Protest.objects.values().get(), ProtestDay.objects.get().version, AuditEvent.objects.count()) == before

    def test_a_start_that_nobody_knows_is_a_date(self, archive):
        archive(local_start="", local_end="", local_date="2021-05-31")
        kept = Protest.objects.get()
        assert (kept.starts_at, kept.local_start, f"{kept.local_date}") == (None, None, "2021-05-31")
        assert kept.over_at.isoformat() == "2021-06-01T10:00:00+00:00"

    def test_is_in_the_log_by_its_code(self, archive):
        archive()
        event = AuditEvent.objects.get(verb="protest.archived")
        assert (event.kind, event.object_id, event.actor) == ("protest", Protest.objects.get().code, None)


class TestIdentity:
    def test_uid_has_our_domain_and_outlives_a_move_of_the_site(self, publish, settings):
        """The UID is stored whole: another domain is for new protests only."""
        old = publish()
        settings.UID_DOMAIN = "moved.example"
        assert old.uid.partition("@")[2] == "127.0.0.1"
        assert publish().uid.partition("@")[2] == "moved.example"
        assert Protest.objects.get(pk=old.pk).uid == old.uid

    def test_a_code_that_is_taken_is_not_given_again(self, waiting, bo, monkeypatch):
        one, other = waiting(), waiting()
        drawn = iter(["23456789", "23456789", "ABCDEFGH"])
        monkeypatch.setattr("protests.rules.tokens.new_code", lambda: next(drawn))
        codes = [submissions.approve(submission_id=sent.id, by=bo).code for sent in (one, other)]
        assert codes == ["23456789", "ABCDEFGH"]

    def test_without_a_group_there_is_none(self, publish):
        assert publish(group_name="").group is None
        assert LocalGroup.objects.count() == 0
