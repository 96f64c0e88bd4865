"""Two acts at once on one submission: whoever comes first, the end is one that the transitions allow (B72, B73).

Five rounds in the gate; two hundred with --slow.
"""

import json
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone as clock

from protests import opened, private, public, tasks
from protests.actions import (
    asking,
    changes,
    contacts,
    days,
    edits,
    links,
    merging,
    notices,
    own,
    protests,
    reconfirming,
    repeated,
    submissions,
    undoing,
)
from protests.enums import Decision
from protests.models import (
    AuditEvent,
    Contact,
    Merge,
    Notice,
    OutboxMail,
    Protest,
    ProtestChange,
    ProtestDay,
    Submission,
)
from protests.rules import contact as contact_rule
from protests.rules import draft as draft_rule
from protests.rules.asking import Asked
from protests.rules.faults import Reading
from protests.rules.reasons import Reason
from protests.rules.slices import Slice
from protests.rules.transitions import NotNow
from protests.rules.versions import Changed

ROUNDS = [5, pytest.param(200, marks=pytest.mark.slow)]


@pytest.fixture
def db(committed_db):
    """Threads of their own see what was written."""


def at_once(*acts):
    """What each act returned or raised."""
    ready, results = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            ready.wait()
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _outcome(results):
    """How many acts came through; the others were told that it is too late."""
    late = [one for one in results if isinstance(one, Exception)]
    assert {type(one) for one in late} <= {NotNow}
    return len(results) - len(late)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_two_moderators_approve(waiting, bo, rounds):
    for _ in range(rounds):
        sent = waiting()
        assert _outcome(at_once(*[lambda sent=sent: submissions.approve(submission_id=sent.id, by=bo)] * 2)) == 1
    assert Protest.objects.count() == rounds


@pytest.mark.parametrize("rounds", ROUNDS)
def test_one_approves_while_another_rejects(waiting, bo, rounds):
    for _ in range(rounds):
        sent = waiting()
        results = at_once(
            lambda sent=sent: submissions.approve(submission_id=sent.id, by=bo),
            lambda sent=sent: submissions.reject(submission_id=sent.id, by=bo, reason=Reason.UNCLEAR),
        )
        assert _outcome(results) == 1
    approved = Submission.objects.filter(decision=Decision.APPROVED)
    assert Protest.objects.count() == approved.count()
    assert approved.count() + Submission.objects.filter(decision=Decision.REJECTED).count() == rounds


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_moderator_approves_while_the_organiser_withdraws(waiting, bo, rounds):
    """Whoever comes first, in the end nobody sees it: what was approved just before is hidden."""
    for _ in range(rounds):
        sent = waiting()
        _approved, withdrawn = at_once(
            lambda sent=sent: submissions.approve(submission_id=sent.id, by=bo),
            lambda sent=sent: submissions.withdraw(token=sent.manage_token),
        )
        assert not isinstance(withdrawn, Exception)
    assert Protest.objects.count() == Submission.objects.filter(decision=Decision.APPROVED).count()
    assert not Protest.objects.public().exists()
    assert not Submission.objects.filter(decision=Decision.WITHDRAWN).exclude(protest=None).exists()


@pytest.mark.parametrize("rounds", ROUNDS)
def test_the_link_is_pressed_twice(submit, raw, rounds):
    """B72: one row in the log, so one notice to the moderators."""
    for _ in range(rounds):
        sent = submit(raw)
        results = at_once(*[lambda sent=sent: submissions.confirm(token=sent.manage_token).decision] * 2)
        assert results == [Decision.WAITING, Decision.WAITING]
    assert AuditEvent.objects.filter(verb="submission.confirmed").count() == rounds


@pytest.mark.parametrize("rounds", ROUNDS)
def test_the_form_is_sent_twice(may_31, raw, rounds):
    """B73: the same answer, one row, one mail."""
    for number in range(rounds):
        raw["email"], reading = f"amina{number}@example.org", Reading()
        draft = draft_rule.read(raw, reading, now=clock.now())
        contact = contact_rule.read(raw, reading)
        request = repeated.Request(f"form:{number}", b"digest")

        def send(draft=draft, contact=contact, request=request):
            return submissions.submit(
                campaign="sarchk", day="may-31", draft=draft, contact=contact, language="en", request=request
            )

        one, other = at_once(send, send)
        assert one == other
    assert Submission.objects.count() == OutboxMail.objects.count() == rounds


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_program_sends_it_four_times_at_once(may_31, raw, rounds):
    """B73 and DECISIONS, "API details": one is taken in, the others get its answer or hear that it is under way."""
    for number in range(rounds):
        body = json.dumps(raw | {"day": "sarchk/may-31", "email": f"amina{number}@example.org"})

        def send(body=body, number=number):
            headers = {"Idempotency-Key": f"k-{number}"}
            client = Client(REMOTE_ADDR=f"127.0.1.{number}")  # from as many places: none is limited
            return client.post("/api/v1/submissions/", body, "application/json", headers=headers)

        answers = at_once(*[send] * 4)
        assert {answer.status_code for answer in answers} <= {201, 409}
        taken = {answer.json()["id"] for answer in answers if answer.status_code == 201}
        assert taken == {send().json()["id"]}
    assert Submission.objects.count() == OutboxMail.objects.count() == rounds


@pytest.mark.parametrize("rounds", ROUNDS)
def test_two_people_edit_what_waits(waiting, raw, rounds):
    """One is taken, the other is told; nothing is overwritten."""
    for _ in range(rounds):
        sent = waiting()
        results = at_once(*[_edit(sent, raw, title) for title in ("Vigil for the 47", "Rally for the 47")])
        assert sorted(type(one).__name__ for one in results) == ["Changed", "Submission"]
    assert AuditEvent.objects.filter(verb="submission.edited").count() == rounds


@pytest.mark.parametrize("rounds", ROUNDS)
def test_two_people_ask_for_a_change(waiting, bo, raw, rounds):
    """One change waits, and it is the one that was taken."""
    for _ in range(rounds):
        sent = waiting()
        protest = submissions.approve(submission_id=sent.id, by=bo)
        results = at_once(*[_edit(sent, raw, title) for title in ("Vigil for the 47", "Rally for the 47")])
        assert [type(one) for one in results].count(Changed) == 1
        assert Submission.objects.filter(protest=protest, is_change=True, decision=Decision.WAITING).count() == 1


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_moderator_approves_while_the_organiser_edits(waiting, bo, raw, rounds):
    """What stands is what the moderator saw: an edit that came later waits for another look."""
    for _ in range(rounds):
        sent = waiting()
        seen = private.for_moderator(bo, sent.id).version
        approved, _edited = at_once(
            lambda sent=sent, seen=seen: submissions.approve(submission_id=sent.id, by=bo, seen=seen),
            _edit(sent, raw, "Vigil for the 47"),
        )
        if isinstance(approved, Protest):
            assert approved.title == raw["title"]
            assert Submission.objects.filter(protest=approved, is_change=True).exists()
        else:
            assert isinstance(approved, Changed)
            assert Submission.objects.get(pk=sent.id).title == "Vigil for the 47"


@pytest.mark.parametrize("rounds", ROUNDS)
def test_the_same_act_pressed_twice(waiting, bo, rounds):
    for _ in range(rounds):
        sent = waiting()
        code = submissions.approve(submission_id=sent.id, by=bo).code
        at_once(*[lambda code=code: changes.cancel(code=code, reason="Storm")] * 2)
        change = ProtestChange.objects.get(protest__code=code).pk
        at_once(*[lambda code=code, change=change: changes.undo(code=code, change=change)] * 2)
        assert Protest.objects.get(code=code).sequence == 2
        renewed = at_once(*[lambda sent=sent: links.renew(token=sent.manage_token, key="form")] * 2)
        assert len(set(renewed)) == 1


@pytest.mark.parametrize("rounds", ROUNDS)
def test_taken_over_while_the_offer_is_taken_back(waiting, rounds):
    """Either the one or the other has it."""
    for _ in range(rounds):
        sent = waiting()
        contacts.offer(token=sent.manage_token, email="carla@example.org", language="en")
        heir = own.token_of(Contact.objects.get(succeeds__isnull=False))
        at_once(
            lambda heir=heir: contacts.take_over(token=heir),
            lambda sent=sent: contacts.take_back_offer(token=sent.manage_token),
        )
        open_now = [token for token in (sent.manage_token, heir) if opened.by_token(token)]
        assert len(open_now) == 1
        assert not Contact.objects.exclude(succeeds=None).exists()


@pytest.mark.parametrize("rounds", ROUNDS)
def test_approved_while_the_contact_is_deleted(waiting, bo, rounds):
    for _ in range(rounds):
        sent = waiting()
        approved, forgotten = at_once(
            lambda sent=sent: submissions.approve(submission_id=sent.id, by=bo),
            lambda sent=sent: contacts.forget(token=sent.manage_token),
        )
        assert forgotten is True
        assert isinstance(approved, (Protest, NotNow))
    assert not Protest.objects.exclude(contact=None).exists()


def _edit(sent, raw, title):
    version = opened.by_token(sent.manage_token).entries[0].version
    draft = draft_rule.read(raw | {"title": title}, Reading(), now=clock.now())
    return lambda: edits.edit(token=sent.manage_token, entry=sent.id, draft=draft, made_from=version, language="en")


@pytest.mark.parametrize("rounds", ROUNDS)
def test_merged_while_its_organiser_edits(waiting, publish, bo, raw, rounds):
    """The edit is taken before the merge, or refused: what is merged is not changed any more."""
    winner = publish()
    for number in range(rounds):
        sent = waiting(email=f"m{number}@example.org")
        loser = submissions.approve(submission_id=sent.id, by=bo)
        merged, edited = at_once(
            lambda loser=loser: merging.merge(winner=winner.code, loser=loser.code, by=bo),
            _edit(sent, raw, "Vigil for the 47"),
        )
        assert isinstance(merged, Merge)
        assert isinstance(edited, (Submission, NotNow))
        waits = Submission.objects.filter(protest=loser, is_change=True, decision=Decision.WAITING).exists()
        assert waits == isinstance(edited, Submission)
    assert list(Protest.objects.public().values_list("code", flat=True)) == [winner.code]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_merged_while_its_organiser_withdraws(waiting, publish, bo, rounds):
    """Never public and withdrawn, not even after the two are parted again."""
    winner = publish()
    for number in range(rounds):
        sent = waiting(email=f"w{number}@example.org")
        loser = submissions.approve(submission_id=sent.id, by=bo)
        merged, withdrawn = at_once(
            lambda loser=loser: merging.merge(winner=winner.code, loser=loser.code, by=bo),
            lambda sent=sent: submissions.withdraw(token=sent.manage_token),
        )
        assert isinstance(merged, (Merge, merging.Impossible))
        assert not isinstance(withdrawn, Exception)
        with pytest.raises(NotNow):
            merging.unmerge(loser=loser.code, by=bo)
    assert list(Protest.objects.public().values_list("code", flat=True)) == [winner.code]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_each_merged_into_the_other(publish, bo, rounds):
    """One of them stays."""
    for number in range(rounds):
        one, other = (publish(email=f"{name}{number}@example.org").code for name in "ab")
        results = at_once(
            lambda one=one, other=other: merging.merge(winner=one, loser=other, by=bo),
            lambda one=one, other=other: merging.merge(winner=other, loser=one, by=bo),
        )
        assert sorted(type(result).__name__ for result in results) == ["Impossible", "Merge"]
    assert Protest.objects.public().count() == rounds


@pytest.mark.parametrize("rounds", ROUNDS)
def test_taken_back_while_the_mail_of_it_goes_out(waiting, bo, rounds):
    """Either the organiser is told and it stands, or nobody is told and it waits."""
    for _ in range(rounds):
        sent = waiting()
        mail.outbox.clear()
        submissions.approve(submission_id=sent.id, by=bo)
        letter = OutboxMail.objects.get(submission=sent.id, template="approved")
        OutboxMail.objects.filter(pk=letter.pk).update(not_before=clock.now())
        undone, _sent = at_once(
            lambda sent=sent: undoing.undo(submission_id=sent.id, by=bo),
            lambda letter=letter: tasks.send_mail(letter.pk),
        )
        stands = Submission.objects.get(pk=sent.id).decision
        is_told = any("On the map" in one.subject for one in mail.outbox)
        assert stands == (Decision.APPROVED if isinstance(undone, Exception) else Decision.WAITING)
        assert not (is_told and stands == Decision.WAITING)
    standing = Submission.objects.filter(decision=Decision.APPROVED).count()
    assert Protest.objects.public().count() == standing


@pytest.mark.parametrize("rounds", ROUNDS)
def test_taken_back_while_the_organiser_withdraws(waiting, bo, rounds):
    for _ in range(rounds):
        sent = waiting()
        submissions.approve(submission_id=sent.id, by=bo)
        _undone, withdrawn = at_once(
            lambda sent=sent: undoing.undo(submission_id=sent.id, by=bo),
            lambda sent=sent: submissions.withdraw(token=sent.manage_token),
        )
        assert not isinstance(withdrawn, Exception)
        assert Submission.objects.get(pk=sent.id).decision in (Decision.APPROVED, Decision.WITHDRAWN)
    assert not Protest.objects.public().exists()


@pytest.mark.parametrize("rounds", ROUNDS)
def test_hidden_while_its_place_is_revealed(publish, may_31, bo, rounds):
    """The reveal is no act, it is read from the clock: what is hidden is nowhere, before and after it."""
    for number in range(rounds):
        protest = publish(
            email=f"h{number}@example.org", precision="area", reveal_at=f"{may_31.starts_on - timedelta(days=1)}T18:00"
        )
        Protest.objects.filter(pk=protest.pk).update(reveal_at=clock.now() + timedelta(milliseconds=5))
        hidden, _seen = at_once(
            lambda protest=protest: protests.hide(code=protest.code, reason="personal", by=bo),
            lambda protest=protest: public.find_protest(protest.code),
        )
        assert hidden.visibility == "hidden"
        assert public.find_protest(protest.code) is None


@pytest.mark.parametrize("rounds", ROUNDS)
def test_asked_while_another_approves(waiting, bo, rounds):
    for _ in range(rounds):
        sent = waiting()
        results = at_once(
            lambda sent=sent: submissions.approve(submission_id=sent.id, by=bo),
            lambda sent=sent: asking.ask(submission_id=sent.id, by=bo, asked=Asked("where", "")),
        )
        assert isinstance(results[0], Protest)  # an asked one may be approved
        assert isinstance(results[1], (Submission, NotNow))
        assert Submission.objects.get(pk=sent.id).decision == Decision.APPROVED


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_mail_storm_by_board(publish, cora, may_31, rounds):
    """The same message from two windows, while organisers forget their data and others are asked whether it is on: each
    organiser who is left has it once."""
    for number in range(rounds):
        made = [publish(title=f"Round {number}.{n}", email=f"a{number}.{n}@example.org") for n in range(3)]
        soon = clock.now() + timedelta(hours=10)
        open_end = {"ends_at": None, "local_end": None, "local_end_date": None}
        long_ago = {"created_at": clock.now() - timedelta(days=400)}
        Protest.objects.update(starts_at=soon, over_at=soon + timedelta(hours=2), **open_end, **long_ago)

        def write(number=number):
            names = {"campaign": "sarchk", "day": "may-31", "key": f"round {number}", "texts": {"en": "Bring lights."}}
            return notices.send(**names, to=Slice(), by=cora)

        results = at_once(
            write,
            write,
            lambda made=made: contacts.forget(token=own.token_of(made[0].contact)),
            lambda made=made: changes.cancel(code=made[1].code),
            reconfirming.ask_due,
            reconfirming.ask_due,
        )
        assert [one for one in results if isinstance(one, Exception)] == []
        notice = Notice.objects.get(request_key=f"round {number}")
        assert results[0] == results[1]
        mails = OutboxMail.objects.filter(notice=notice).values_list("contact", flat=True)
        assert len(mails) == len(set(mails))
        assert set(mails) == set(notice.receivers.values_list("pk", flat=True))
        assert not Contact.objects.filter(pk=made[0].contact_id).exists()
    asked = OutboxMail.objects.filter(template="still_on").values_list("protest", flat=True)
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_day_is_moved_by_two_while_an_organiser_cancels(publish, cora, may_31, rounds):
    """Whoever comes first: everything that takes place moved with its day, once."""
    for number in range(rounds):
        one, other = (publish(title=f"Round {number}.{n}", email=f"b{number}.{n}@example.org") for n in range(2))
        before = ProtestDay.objects.get().starts_on
        first, second = (clock.localdate() + timedelta(days=100 + 10 * number + n) for n in (1, 2))
        results = at_once(
            lambda first=first: days.move(campaign="sarchk", day="may-31", starts_on=first, by=cora),
            lambda second=second: days.move(campaign="sarchk", day="may-31", starts_on=second, by=cora),
            lambda one=one: changes.cancel(code=one.code),
        )
        assert [one for one in results if isinstance(one, Exception)] == []
        day = ProtestDay.objects.get()
        assert day.starts_on in (first, second)
        assert Protest.objects.get(pk=other.pk).local_date - other.local_date == day.starts_on - before
        assert Protest.objects.get(pk=one.pk).status == "cancelled"
        Protest.objects.all().update(visibility="hidden", status="cancelled")
