"""Bo takes back what was just decided: until the mail goes out it is as if nothing had been done."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone as clock

from protests import public, tasks
from protests.actions import asking, changes, merging, submissions, undoing
from protests.enums import Decision, Visibility
from protests.models import Message, OutboxMail, Protest, Submission
from protests.rules.asking import Asked
from protests.rules.reasons import Reason
from protests.rules.transitions import NotNow

BERLIN = {"latitude": 52.52, "longitude": 13.405}


def _send_all():
    for number in OutboxMail.objects.filter(sent_at=None).values_list("pk", flat=True):
        tasks.send_mail(number)


def _mails():
    return set(OutboxMail.objects.exclude(template="confirm").values_list("template", flat=True))


def _stands(sent):
    found = Submission.objects.get(pk=sent.id)
    return found.decision, found.protest_id, found.decided_by_id, found.decided_at, found.reason, found.note


WAITS = (Decision.WAITING, None, None, None, "", "")


class TestAnApproval:
    def test_is_off_the_site_and_nobody_hears_of_it(self, waiting, bo, time_machine):
        sent = waiting()
        code = submissions.approve(submission_id=sent.id, by=bo).code
        undoing.undo(submission_id=sent.id, by=bo)
        assert (_stands(sent), public.find_protest(code), _mails()) == (WAITS, None, set())
        time_machine.move_to(clock.now() + timedelta(minutes=3))
        _send_all()
        assert [one.subject for one in mail.outbox] == ["Confirm your entry for Free the Hong Kong 47"]

    def test_leaves_a_trace_for_calendars_that_saw_it_and_can_be_made_again(self, waiting, bo):
        sent = waiting()
        first = submissions.approve(submission_id=sent.id, by=bo)
        undoing.undo(submission_id=sent.id, by=bo)
        gone = Protest.objects.get(pk=first.pk)
        assert (gone.visibility, gone.sequence, gone.contact) == (Visibility.HIDDEN, 1, None)
        second = submissions.approve(submission_id=sent.id, by=bo)
        assert second.uid != first.uid
        assert [one.code for one in public.protests()] == [second.code]

    def test_is_too_late_once_the_organiser_was_told(self, waiting, bo, time_machine):
        sent = waiting()
        submissions.approve(submission_id=sent.id, by=bo)
        time_machine.move_to(clock.now() + timedelta(minutes=2, seconds=1))
        _send_all()
        with pytest.raises(undoing.Told):
            undoing.undo(submission_id=sent.id, by=bo)
        assert Protest.objects.public().count() == 1

    def test_is_too_late_by_the_clock_where_there_is_no_mail(self, waiting, bo, time_machine):
        sent = waiting(email="", receipt=True)
        submissions.approve(submission_id=sent.id, by=bo)
        time_machine.move_to(clock.now() + timedelta(minutes=2, seconds=1))
        with pytest.raises(undoing.Told):
            undoing.undo(submission_id=sent.id, by=bo)

    def test_is_left_alone_once_the_organiser_did_something_with_it(self, waiting, bo):
        sent = waiting()
        protest = submissions.approve(submission_id=sent.id, by=bo)
        changes.cancel(code=protest.code)
        with pytest.raises(NotNow):
            undoing.undo(submission_id=sent.id, by=bo)
        assert _stands(sent)[0] == Decision.APPROVED

    def test_what_was_withdrawn_does_not_wait_again(self, waiting, bo):
        sent = waiting()
        submissions.approve(submission_id=sent.id, by=bo)
        submissions.withdraw(token=sent.manage_token)
        with pytest.raises(NotNow):
            undoing.undo(submission_id=sent.id, by=bo)


class TestAChange:
    def test_is_put_back_as_it_stood(self, publish, propose, bo):
        protest = publish()
        before = Protest.objects.values().get(pk=protest.pk)
        sent = propose(protest, **BERLIN, title="Elsewhere", venue="Under the tower")
        submissions.approve(submission_id=sent.pk, by=bo)
        assert Protest.objects.get(pk=protest.pk).locality == "Berlin"
        undoing.undo(submission_id=sent.pk, by=bo)
        after = Protest.objects.values().get(pk=protest.pk)
        counted = {"sequence", "revised_at", "change_number", "numbered_at"}
        assert {name for name in before if before[name] != after[name]} == counted
        assert protest.changes.count() == 0
        assert "change_approved" not in _mails()
        submissions.approve(submission_id=sent.pk, by=bo)
        assert Protest.objects.get(pk=protest.pk).title == "Elsewhere"

    def test_nobody_hears_of_what_was_changed_and_changed_back(self, publish, propose, bo, time_machine):
        protest = publish()
        OutboxMail.objects.all().delete()
        sent = propose(protest, **BERLIN)
        submissions.approve(submission_id=sent.pk, by=bo)
        undoing.undo(submission_id=sent.pk, by=bo)
        time_machine.move_to(clock.now() + timedelta(minutes=3))
        _send_all()
        assert mail.outbox == []


def test_a_rejection_is_as_if_it_had_not_been(waiting, bo):
    sent = waiting()
    submissions.reject(submission_id=sent.id, by=bo, reason=Reason.SPAM, note="No.")
    undoing.undo(submission_id=sent.id, by=bo)
    assert (_stands(sent), _mails()) == (WAITS, set())


def test_a_question_is_not_asked(waiting, bo):
    sent = waiting()
    asking.ask(submission_id=sent.id, by=bo, asked=Asked("where", ""))
    undoing.undo(submission_id=sent.id, by=bo)
    assert (_stands(sent), _mails(), Message.objects.count()) == (WAITS, set(), 0)


def test_a_merge_of_what_waited_waits_again(waiting, publish, bo):
    winner, sent = publish(), waiting(email="b@example.org")
    OutboxMail.objects.all().delete()
    merging.merge_submission(submission_id=sent.id, winner=winner.code, by=bo)
    undoing.undo(submission_id=sent.id, by=bo)
    assert (_stands(sent), _mails()) == (WAITS, set())
    assert [one.code for one in public.protests()] == [winner.code]


@pytest.mark.parametrize("decision", [Decision.WAITING, Decision.WITHDRAWN])
def test_there_is_nothing_to_take_back(waiting, bo, decision):
    sent = waiting()
    if decision == Decision.WITHDRAWN:
        submissions.withdraw(token=sent.manage_token)
    with pytest.raises(NotNow):
        undoing.undo(submission_id=sent.id, by=bo)
