"""The side door: what Amina sees of her own submission, and what Bo sees of it. Never an address."""

from dataclasses import asdict, fields
from datetime import timedelta

import pytest
from django.utils import timezone as clock

from protests import opened, private, queue
from protests.actions import submissions
from protests.enums import Decision
from protests.models import Contact, Submission
from protests.private import InReview, OwnSubmission, Whereabouts
from protests.queue import Chosen
from protests.rules.reasons import Reason

APIA = {"latitude": -13.8333, "longitude": -171.7667}


class TestTheManageLink:
    def test_shows_all_that_was_sent(self, submit, raw):
        sent = submit(raw, precision="area")
        own = opened.by_token(sent.manage_token).entries[0].own
        assert (own.id, own.campaign, own.day, own.decision) == (sent.id, "sarchk", "may-31", "unconfirmed")
        assert (own.title, own.venue, own.point) == (raw["title"], raw["venue"], (178.4415, -18.1416))
        assert (own.locality, own.country, own.code) == ("Suva", "FJ", "")

    def test_shows_the_answer_but_not_who_gave_it(self, waiting, bo):
        sent = waiting()
        submissions.reject(submission_id=sent.id, by=bo, reason=Reason.UNCLEAR, note="Which square?")
        own = opened.by_token(sent.manage_token).entries[0].own
        assert (own.decision, own.reason, own.note) == ("rejected", "unclear", "Which square?")
        assert "bo@example.org" not in repr(own)

    def test_names_the_protest_that_it_became(self, waiting, bo):
        sent = waiting()
        protest = submissions.approve(submission_id=sent.id, by=bo)
        assert opened.by_token(sent.manage_token).entries[0].own.code == protest.code

    def test_opens_one_submission_and_no_other(self, submit, raw):
        """B71: each link its own."""
        mine, other = submit(raw), submit(raw, title="Another march", email="carla@example.org")
        assert opened.by_token(mine.manage_token).entries[0].own.title == raw["title"]
        assert opened.by_token(other.manage_token).entries[0].own.title == "Another march"

    def test_and_the_status_link_do_not_open_for_each_other(self, submit, raw):
        sent = submit(raw)
        assert opened.by_token(sent.status_token) is None
        assert private.of_status_token(sent.manage_token) is None

    def test_a_crafted_one_costs_one_query_and_says_nothing(self, submit, raw, django_assert_num_queries):
        sent = submit(raw)
        with django_assert_num_queries(1):
            assert opened.by_token(sent.manage_token[:-2] + "AA") is None


class TestTheStatusLink:
    def test_says_where_it_stands_and_nothing_that_was_sent(self, waiting):
        status = private.of_status_token(waiting().status_token)
        assert status == Whereabouts("sarchk", "may-31", Decision.WAITING, "")


class TestTheQueue:
    def test_the_longest_waiting_comes_first_and_the_last_decided(self, waiting, bo):
        old, new = waiting(), waiting(**APIA)
        Submission.objects.filter(pk=old.id).update(created_at=clock.now() - timedelta(hours=3))
        assert [one.id for one in queue.queue(bo, Chosen())] == [old.id, new.id]
        submissions.approve(submission_id=old.id, by=bo)
        submissions.approve(submission_id=new.id, by=bo)
        assert [one.id for one in queue.queue(bo, Chosen(Decision.APPROVED))] == [new.id, old.id]

    def test_a_stretch_of_it(self, waiting, bo):
        ids = [waiting().id for _ in range(3)]
        assert [one.id for one in queue.queue(bo, Chosen(), first=1, most=1)] == ids[1:2]

    def test_counts_by_decision_country_and_flag(self, waiting, bo):
        waiting(public_link="https://example.org/")
        waiting(**APIA, email="", receipt=True)
        waiting(**APIA)
        assert queue.tallies(bo) == {"waiting": 3}
        assert queue.countries(bo, Chosen()) == {"FJ": 1, "WS": 2}
        assert queue.flags(bo, Chosen()) == {"link": 1, "no_email": 1, "new_group": 3}

    def test_each_count_leaves_its_own_choice_open(self, waiting, bo):
        waiting(public_link="https://example.org/")
        waiting(**APIA)
        chosen = Chosen(country="FJ", flag="link")
        assert queue.countries(bo, chosen) == {"FJ": 1}
        assert queue.flags(bo, chosen) == {"link": 1, "new_group": 1}
        assert queue.countries(bo, Chosen(country="FJ")) == {"FJ": 1, "WS": 1}

    def test_a_queue_is_two_queries_however_long(self, waiting, bo, django_assert_num_queries):
        for _ in range(3):
            waiting()
        with django_assert_num_queries(2):
            assert len(queue.queue(bo, Chosen())) == 3


class TestNobodySeesAnAddress:
    """A1: the sealed address leaves only in the worker's mail."""

    @pytest.mark.parametrize("kind", [OwnSubmission, InReview, Whereabouts])
    def test_there_is_no_field_for_it(self, kind):
        names = {field.name for field in fields(kind)}
        assert names & {field.name for field in Contact._meta.get_fields()} <= {"id", "language", "created_at"}
        assert not {name for name in names if "mail" in name or "contact" in name}

    def test_not_in_any_value(self, waiting, bo):
        sent = waiting(email="canary@example.org")
        seen = [opened.by_token(sent.manage_token).entries[0].own, private.for_moderator(bo, sent.id)]
        assert "canary" not in repr([asdict(one) for one in seen])

    def test_a_moderator_sees_who_decided(self, waiting, bo):
        sent = waiting()
        assert private.for_moderator(bo, sent.id).decided_by == ""
        submissions.approve(submission_id=sent.id, by=bo)
        assert private.for_moderator(bo, sent.id).decided_by == "bo@example.org"
