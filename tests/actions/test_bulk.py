"""Many at once (M7): each by the normal act, what could not be done is named."""

import pytest

from protests import queue, tasks
from protests.actions import bulk, campaigns, submissions
from protests.actions.bulk import Ticked
from protests.enums import Decision, Role
from protests.models import AuditEvent, OutboxMail, Protest, Submission
from protests.queue import Chosen
from protests.rules.reasons import Reason

BERLIN = {"latitude": 52.52, "longitude": 13.405}
SPAM = {"title": "Watches", "description": "Cheap watches for everybody who comes today", "flags": ("spam",)}


@pytest.fixture
def heap(submit, raw, may_31):
    """heap(n) -> so many alike that wait, likely spam."""

    def heap(count, **more):
        sent = []
        for number in range(count):
            one = submit(raw, **{"title": f"Watches {number}", "description": SPAM["description"]} | more)
            submissions.confirm(token=one.manage_token)
            sent.append(one)
        Submission.objects.filter(pk__in=[one.id for one in sent]).update(is_spam=True)
        return sent

    return heap


def _ticked(*sent):
    return [Ticked(one.id, Submission.objects.get(pk=one.id).version) for one in sent]


def _decisions(*sent):
    return [Submission.objects.get(pk=one.id).decision for one in sent]


def test_each_is_approved_and_each_organiser_told(waiting, bo):
    sent = [waiting(), waiting(email="b@example.org")]
    outcome = bulk.approve(ticked=_ticked(*sent), by=bo)
    assert (outcome.done, outcome.left) == (2, [])
    assert Protest.objects.public().count() == OutboxMail.objects.filter(template="approved").count() == 2


def test_what_changed_or_moved_on_or_is_anothers_is_left(waiting, sarchk):
    dana = campaigns.join_team(
        campaign=sarchk, email="d@example.org", role=Role.MODERATOR, password="x" * 20, countries=["DE"]
    )
    good, edited, gone = (waiting(**BERLIN, email=f"{name}@example.org") for name in "abc")
    foreign = waiting()
    ticked = _ticked(good, edited, gone, foreign)
    Submission.objects.filter(pk=edited.id).update(title="Something else")
    submissions.withdraw(token=gone.manage_token)
    outcome = bulk.reject(ticked=ticked, by=dana, reason=Reason.UNCLEAR)
    assert (outcome.done, outcome.left) == (1, [edited.id, gone.id, foreign.id])
    assert _decisions(good, edited, gone, foreign) == ["rejected", "waiting", "withdrawn", "waiting"]


def test_somebody_takes_care_of_them(waiting, bo):
    sent = waiting()
    bulk.assign(ticked=_ticked(sent), to=bo, by=bo)
    assert [one.id for one in queue.queue(bo, Chosen(mine=True))] == [sent.id]
    assert AuditEvent.objects.filter(verb="submission.assigned").count() == 1
    bulk.assign(ticked=_ticked(sent), to=None, by=bo)
    assert queue.mine(bo) == 0


class TestAHeap:
    def test_is_seen_as_one_and_lies_apart(self, heap, waiting, bo):
        sent, real = heap(4), waiting()
        assert [one.id for one in queue.queue(bo, Chosen())] == [real.id]
        assert queue.tallies(bo) == {"waiting": 1, "spam": 4}
        (found,) = queue.heaps(bo, Chosen(is_spam=True))
        assert (found.count, found.first.id) == (4, sent[0].id)

    def test_goes_at_once_and_what_only_resembles_it_stays(self, heap, waiting, bo):
        sent, real = heap(3), waiting(title="Watches 1")
        outcome = bulk.reject_alike(like=sent[0].id, reason=Reason.SPAM, by=bo)
        assert (outcome.done, outcome.to_come) == (3, 0)
        assert _decisions(*sent, real) == ["rejected"] * 3 + ["waiting"]

    def test_the_worker_does_the_rest(self, heap, bo, monkeypatch):
        monkeypatch.setattr(bulk, "AT_A_TIME", 2)
        sent = heap(5)
        outcome = bulk.reject_alike(like=sent[0].id, reason=Reason.SPAM, by=bo)
        assert (outcome.done, outcome.to_come) == (2, 3)
        for _ in range(2):
            tasks.reject_alike(like=str(sent[0].id), reason="spam", note="", by=bo.pk)
        assert _decisions(*sent) == ["rejected"] * 5
        assert AuditEvent.objects.filter(verb="submission.rejected", actor=bo).count() == 5

    def test_what_is_no_spam_joins_the_queue(self, heap, bo):
        sent = heap(1)
        bulk.trust(ticked=_ticked(*sent), by=bo)
        assert [one.id for one in queue.queue(bo, Chosen())] == [sent[0].id]


def test_the_honeypot_only_sets_apart(client, may_31, raw, send, bo):
    """B75: the answer is the usual one, and nothing is lost."""
    send(website="https://shop.test/")
    one = Submission.objects.get()
    assert (one.is_spam, "spam" in one.flags, one.decision) == (True, True, Decision.UNCONFIRMED)


@pytest.mark.parametrize("to", ["9" * 5_000, "9" * 19, "-1", "somebody"])
def test_nobody_of_the_team_is_told_so(bo_signed_in, waiting, to):
    sent = waiting()
    ticked = f"{sent.id} {Submission.objects.get(pk=sent.id).version}"
    answer = bo_signed_in.post("/moderate/many/", {"action": "assign", "to": to, "ticked": ticked})
    assert answer.status_code == 422
    assert "Choose somebody of the team." in answer.content.decode()
