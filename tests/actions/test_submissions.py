"""A submission's life in verbs: Amina sends, confirms, withdraws; Bo approves or rejects; each leaves its mark."""

from datetime import date
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone as clock

from protests import opened, private, public, queue
from protests.actions import campaigns, repeated, submissions
from protests.actions.gatherings import shared
from protests.actions.repeated import Request
from protests.enums import Decision, Role
from protests.models import AuditEvent, Campaign, Contact, OutboxMail, Protest, ProtestDay, Submission
from protests.rules import contact as contact_rule
from protests.rules import draft as draft_rule
from protests.rules.faults import Reading
from protests.rules.permissions import may_moderate
from protests.rules.reasons import Reason
from protests.rules.transitions import NotNow
from tests.conftest import PASSWORD

BERLIN = {"latitude": 52.52, "longitude": 13.405}


@pytest.fixture
def send(may_31, raw):
    """As `submit`, with a request key: send(key, digest, title="...")."""

    def send(key, digest=b"1", waits=True, day="may-31", **changes):
        reading = Reading()
        draft = draft_rule.read(raw | changes, reading, now=clock.now())
        contact = contact_rule.read(raw | changes, reading)
        request = Request(key, digest, waits)
        return submissions.submit(
            campaign="sarchk", day=day, draft=draft, contact=contact, language="en", request=request
        )

    return send


def _log(of):
    return list(AuditEvent.objects.filter(object_id=of).order_by("id").values_list("verb", "actor", "reason"))


def _mails():
    return list(OutboxMail.objects.order_by("id").values_list("template", flat=True))


def _refused(act, **arguments):
    with pytest.raises(NotNow) as refused:
        act(**arguments)
    return refused.value.decision


class TestSubmit:
    def test_by_mail_waits_for_its_address(self, submit, raw):
        sent = submit(raw)
        assert (sent.decision, sent.by_receipt) == (Decision.UNCONFIRMED, False)
        assert _mails() == ["confirm"]
        assert _log(sent.id) == [("submission.submitted", None, "")]

    def test_by_receipt_waits_for_a_moderator_flagged_and_without_mail(self, submit, raw):
        sent = submit(raw, email="", receipt=True)
        assert (sent.decision, sent.by_receipt) == (Decision.WAITING, True)
        assert Submission.objects.get().flags == ["new_group", "no_email"]
        assert _mails() == []

    def test_keeps_wall_time_zone_and_utc(self, submit, raw, may_31):
        submit(raw)
        kept = Submission.objects.get()
        assert (kept.local_date, f"{kept.local_start:%H:%M}", kept.timezone) == (
            may_31.starts_on,
            "18:00",
            "Pacific/Fiji",
        )
        assert kept.starts_at.isoformat() == f"{may_31.starts_on}T06:00:00+00:00"

    def test_takes_city_and_country_from_the_point(self, submit, raw):
        submit(raw)
        kept = Submission.objects.get()
        assert (kept.locality, kept.country, kept.place.name) == ("Suva", "FJ", "Suva")

    def test_online_has_neither(self, submit, raw):
        submit(raw, kind="online", latitude=None, longitude=None, timezone="Pacific/Fiji")
        kept = Submission.objects.get()
        assert (kept.exact_point, kept.locality, kept.country) == (None, "", "")

    def test_makes_nothing_public(self, submit, raw):
        before = ProtestDay.objects.get().version
        submit(raw)
        assert Protest.objects.count() == 0
        assert ProtestDay.objects.get().version == before

    @pytest.mark.parametrize("day", ["nowhere", "closed"])
    def test_a_closed_or_unknown_day_takes_none(self, submit, raw, sarchk, day):
        campaigns.call_day(
            campaign=sarchk, slug="closed", title="Over", starts_on=date(2020, 1, 1), submissions_open=False
        )
        with pytest.raises(submissions.Closed):
            submit(raw, day=day)
        assert Contact.objects.count() == 0

    def test_the_same_request_gets_the_same_answer(self, send):
        """B73: a double click, a retry with the same key: one row, one mail."""
        assert send("form:1") == send("form:1")
        assert Submission.objects.count() == 1
        assert _mails() == ["confirm"]

    def test_the_same_key_with_something_else_in_it_is_refused(self, send):
        send("api:1", b"one")
        with pytest.raises(repeated.OtherBody):
            send("api:1", b"two")

    def test_two_of_the_same_address_have_links_of_their_own(self, submit, raw):
        one, other = submit(raw), submit(raw, title="Another march")
        assert opened.by_token(one.manage_token).entries[0].own.id == one.id
        assert opened.by_token(other.manage_token).entries[0].own.id == other.id


class TestConfirm:
    def test_brings_it_to_the_moderators(self, submit, raw):
        sent = submit(raw)
        submissions.confirm(token=sent.manage_token)
        assert Submission.objects.get().decision == Decision.WAITING
        assert Contact.objects.get().confirmed_at is not None

    def test_twice_is_once(self, submit, raw):
        """B72."""
        sent = submit(raw)
        for _ in range(2):
            assert submissions.confirm(token=sent.manage_token).decision == Decision.WAITING
        assert [verb for verb, *_ in _log(sent.id)] == ["submission.submitted", "submission.confirmed"]

    def test_after_the_decision_changes_nothing(self, waiting, bo):
        sent = waiting()
        submissions.approve(submission_id=sent.id, by=bo)
        assert submissions.confirm(token=sent.manage_token).decision == Decision.APPROVED

    def test_a_link_that_is_not_ours_does_nothing(self, submit, raw):
        """B71: cut, extended, changed, of another purpose, with bytes that no link has."""
        sent = submit(raw)
        link = sent.manage_token
        changed = link[:-1] + ("A" if link[-1] != "A" else "B")
        for bad in (link[:-1], link + "A", changed, sent.status_token, "", "\0" * 65, "é" * 65):
            assert submissions.confirm(token=bad) is None
            assert submissions.withdraw(token=bad) is None
        assert Submission.objects.get().decision == Decision.UNCONFIRMED

    def test_a_revoked_link_does_nothing(self, submit, raw):
        sent = submit(raw)
        Contact.objects.update(generation=1)
        assert submissions.confirm(token=sent.manage_token) is None
        assert opened.by_token(sent.manage_token) is None
        assert private.of_status_token(sent.status_token) is None


class TestWithdraw:
    @pytest.mark.parametrize("confirmed", [False, True])
    def test_takes_back_what_is_not_decided(self, submit, raw, confirmed):
        sent = submit(raw)
        if confirmed:
            submissions.confirm(token=sent.manage_token)
        for _ in range(2):
            assert submissions.withdraw(token=sent.manage_token).decision == Decision.WITHDRAWN
        assert _log(sent.id)[-1] == ("submission.withdrawn", None, "")
        assert Submission.objects.get().decided_at is not None

    def test_what_is_public_is_hidden(self, waiting, bo):
        """DECISIONS "Removal"."""
        sent = waiting()
        protest = submissions.approve(submission_id=sent.id, by=bo)
        for _twice in range(2):
            submissions.withdraw(token=sent.manage_token)
        protest.refresh_from_db()
        assert (protest.visibility, protest.sequence) == ("hidden", 1)
        assert public.find_protest(protest.code) is None

    def test_not_what_was_rejected(self, waiting, bo):
        sent = waiting()
        submissions.reject(submission_id=sent.id, by=bo, reason=Reason.UNCLEAR)
        assert _refused(submissions.withdraw, token=sent.manage_token) == Decision.REJECTED


class TestApprove:
    def test_makes_a_public_protest_of_it(self, waiting, bo, may_31):
        sent = waiting()
        protest = submissions.approve(submission_id=sent.id, by=bo)
        kept = Submission.objects.get()
        assert kept.protest == protest
        assert (kept.decision, kept.decided_by) == (Decision.APPROVED, bo)
        assert (protest.visibility, protest.status, protest.group.name) == ("public", "confirmed", "Suva stands")
        assert protest.contact == kept.contact
        assert protest.checked_at == protest.created_at == protest.revised_at

    def test_copies_every_column_that_both_have(self, waiting, bo):
        sent = waiting(precision="area", accessible=True, languages=["en"], public_link="https://example.org/")
        protest = submissions.approve(submission_id=sent.id, by=bo)
        assert shared(protest) == shared(Submission.objects.get(pk=sent.id))

    def test_what_was_built_of_the_day_is_old_now(self, waiting, bo, may_31):
        sent = waiting()
        before = Campaign.objects.get().version, ProtestDay.objects.get().version
        submissions.approve(submission_id=sent.id, by=bo)
        assert (Campaign.objects.get().version, ProtestDay.objects.get().version) == (before[0] + 1, before[1] + 1)

    def test_is_told_to_the_organiser_and_the_log(self, waiting, bo):
        sent = waiting()
        submissions.approve(submission_id=sent.id, by=bo)
        assert _mails() == ["confirm", "approved"]
        assert _log(sent.id)[-1] == ("submission.approved", bo.pk, "")

    def test_only_once(self, waiting, bo):
        sent = waiting()
        submissions.approve(submission_id=sent.id, by=bo)
        assert _refused(submissions.approve, submission_id=sent.id, by=bo) == Decision.APPROVED
        assert Protest.objects.count() == 1

    def test_not_before_the_address_is_confirmed(self, submit, raw, bo):
        """B69: a confirmed address alone publishes nothing, and a moderator alone neither."""
        sent = submit(raw)
        assert _refused(submissions.approve, submission_id=sent.id, by=bo) == Decision.UNCONFIRMED
        assert Protest.objects.count() == 0

    def test_not_by_somebody_of_another_country(self, waiting, sarchk):
        dana = campaigns.join_team(
            campaign=sarchk, email="d@example.org", role=Role.MODERATOR, password=PASSWORD, countries=["DE"]
        )
        with pytest.raises(PermissionDenied):
            submissions.approve(submission_id=waiting().id, by=dana)
        assert submissions.approve(submission_id=waiting(**BERLIN).id, by=dana).country == "DE"

    def test_a_group_of_the_same_name_is_the_same_group(self, waiting, bo):
        one, other = (submissions.approve(submission_id=waiting().id, by=bo) for _ in range(2))
        assert one.group == other.group
        assert one.code != other.code


class TestReject:
    def test_says_why(self, waiting, bo):
        sent = waiting()
        submissions.reject(submission_id=sent.id, by=bo, reason=Reason.UNCLEAR, note="Which square?")
        kept = Submission.objects.get()
        assert (kept.decision, kept.reason, kept.note, kept.decided_by) == ("rejected", "unclear", "Which square?", bo)
        assert Protest.objects.count() == 0
        assert _mails() == ["confirm", "rejected"]

    def test_the_note_is_not_in_the_log(self, waiting, bo):
        sent = waiting()
        submissions.reject(submission_id=sent.id, by=bo, reason=Reason.UNCLEAR, note="Which square?")
        assert _log(sent.id)[-1] == ("submission.rejected", bo.pk, "unclear")

    def test_only_for_a_reason_of_the_list(self, waiting, bo):
        with pytest.raises(ValueError, match="because"):
            submissions.reject(submission_id=waiting().id, by=bo, reason="because")
        assert Submission.objects.get().decision == Decision.WAITING

    def test_not_what_was_approved(self, waiting, bo):
        sent = waiting()
        submissions.approve(submission_id=sent.id, by=bo)
        assert _refused(submissions.reject, submission_id=sent.id, by=bo, reason=Reason.SPAM) == Decision.APPROVED
        assert Protest.objects.get().visibility == "public"


def test_what_fails_half_way_leaves_nothing(waiting, bo, monkeypatch):
    """The act, its row in the log and its mail are one transaction."""

    def fail(submission):
        raise RuntimeError("the mail could not be written")

    sent = waiting()
    log = AuditEvent.objects.count()
    monkeypatch.setattr("protests.emails.approved", fail)
    with pytest.raises(RuntimeError):
        submissions.approve(submission_id=sent.id, by=bo)
    assert Submission.objects.get().decision == Decision.WAITING
    assert (Protest.objects.count(), AuditEvent.objects.count()) == (0, log)


def test_a_moderator_may_do_in_the_database_what_the_rule_says(submit, raw, sarchk):
    """private.py says rules/permissions.py to the database: the two agree on every team and place."""
    other = campaigns.start(slug="other", name="Another")
    limits = product(([], ["FJ"], ["DE", "AT"]), ([], ["en"], ["fj", "ar"]))
    teams = list(product((sarchk, other), Role.values, limits))
    places = [{}, BERLIN, {"kind": "online", "latitude": None, "longitude": None, "timezone": "UTC"}]
    spoken = ([], ["en"], ["de", "ar"])
    told = [place | {"languages": languages} for place in places for languages in spoken]
    sent = [
        submissions.confirm(token=submit(raw, **one, email=f"a{number}@example.org").manage_token)
        for number, one in enumerate(told)
    ]
    for number, (campaign, role, (countries, languages)) in enumerate(teams):
        who = {"email": f"p{number}@example.org", "role": role, "password": PASSWORD}
        person = campaigns.join_team(campaign=campaign, countries=countries, languages=languages, **who)
        team = person.memberships.all()
        allowed = {one.pk for one in sent if may_moderate(team, sarchk.pk, one.country, one.languages)}
        assert {item.id for item in queue.queue(person, queue.Chosen())} == allowed
