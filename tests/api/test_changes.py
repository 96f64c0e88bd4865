"""`changes/?since=`: a partner keeps a copy of the site and stays in step by asking again (A4)."""

from datetime import timedelta

import pytest
import time_machine

from protests.actions import changes, merging, protests, submissions
from protests.api import changes as view
from protests.models import ChangeCounter, Protest
from protests.rules.reasons import Hiding

PATH = "/api/v1/changes/"
SITE = "http://127.0.0.1:8000"


class Partner:
    """Keeps what it is told: {code: protest}, and what it was told in the last round."""

    def __init__(self, client):
        self.client, self.since, self.copy, self.heard = client, "", {}, []

    def ask(self):
        self.heard = []
        path = f"{PATH}?since={self.since}" if self.since else PATH
        while path:
            answer = self.client.get(path)
            assert answer.status_code == 200, answer.content
            answer = answer.json()
            for one in answer["results"]:
                self.heard.append(one["code"])
                self.copy[one["code"]] = one["protest"]
            self.since, path = answer["since"], answer["next"] and answer["next"].removeprefix(SITE)
        self.copy = {code: protest for code, protest in self.copy.items() if protest}
        return self.heard


@pytest.fixture
def partner(client):
    return Partner(client)


def as_listed(client) -> dict:
    return {one["code"]: one for one in client.get("/api/v1/protests/").json()["results"]}


def test_a_partner_stays_in_step_through_the_life_of_a_protest(partner, client, publish, bo):
    first, second = publish(), publish(title="Another march", email="b@example.org")
    assert partner.ask() == [first.code, second.code]
    assert partner.ask() == []
    changes.cancel(code=first.code, reason="Storm", by=bo)
    assert partner.ask() == [first.code]
    changes.reinstate(code=first.code, by=bo)
    changes.postpone(code=second.code, by=bo)
    assert partner.ask() == [first.code, second.code]
    assert partner.copy == as_listed(client)
    protests.hide(code=second.code, reason=Hiding.values[0], by=bo)
    assert partner.ask() == [second.code]
    assert partner.copy == as_listed(client) == {first.code: as_listed(client)[first.code]}
    protests.restore(code=second.code, by=bo)
    assert partner.ask() == [second.code]
    assert partner.copy == as_listed(client)


def test_what_was_removed_is_told_without_a_word_of_it(client, publish, bo):
    hidden, winner = publish(title="Secret", description="Secret"), publish(title="Winner", email="b@example.org")
    loser = publish(title="Secret too", email="c@example.org")
    start = client.get(PATH).json()["since"]
    protests.hide(code=hidden.code, reason=Hiding.values[0], by=bo)
    merging.merge(winner=winner.code, loser=loser.code, by=bo)
    answer = client.get(f"{PATH}?since={start}")
    assert b"Secret" not in answer.content
    at = [f"{one.revised_at:%Y-%m-%dT%H:%M:%SZ}" for one in Protest.objects.filter(pk__in=[hidden.pk, loser.pk])]
    gone = {"removed": True, "protest": None}
    assert sorted(answer.json()["results"], key=lambda one: one["merged_into"] or "") == [
        {"code": hidden.code, "uid": hidden.uid, "merged_into": None, "changed_at": at[0]} | gone,
        {"code": loser.code, "uid": loser.uid, "merged_into": winner.code, "changed_at": at[1]} | gone,
    ]


def test_what_was_parted_again_is_told_as_it_stands(partner, client, publish, bo):
    winner, loser = publish(title="Winner", email="b@example.org"), publish(title="Loser")
    partner.ask()
    merging.merge(winner=winner.code, loser=loser.code, by=bo)
    assert partner.ask() == [loser.code]
    merging.unmerge(loser=loser.code, by=bo)
    assert partner.ask() == [loser.code]
    assert partner.copy == as_listed(client)


def test_pages_tell_everything_once_while_it_goes_on(partner, client, publish, bo, monkeypatch):
    """A9: what changes between two pages is told again at the end, never left out."""
    monkeypatch.setattr(view, "SIZE", 2)
    all_of_them = [publish(title=f"March {number}", email=f"a{number}@example.org").code for number in range(5)]
    answer = client.get(PATH).json()
    assert [one["code"] for one in answer["results"]] == all_of_them[:2]
    changes.cancel(code=all_of_them[3], by=bo)
    changes.cancel(code=all_of_them[0], by=bo)
    partner.since = answer["since"]
    assert partner.ask() == [all_of_them[2], all_of_them[4], all_of_them[3], all_of_them[0]]


def test_a_reveal_that_came_due_is_told_though_nobody_acted(partner, client, publish, may_31, bo, monkeypatch):
    """V4, DECISIONS "API details": the cursor holds a moment beside the number."""
    monkeypatch.setattr(view, "SIZE", 2)
    secret = {"precision": "city", "reveal_at": f"{may_31.starts_on}T12:00"}
    hushed = [publish(title=f"March {n}", email=f"a{n}@example.org", **secret) for n in range(3)]
    with time_machine.travel(hushed[0].reveal_at - timedelta(hours=1), tick=False) as traveller:
        partner.ask()
        assert {one["venue"] for one in partner.copy.values()} == {""}
        traveller.move_to(hushed[0].reveal_at)
        assert sorted(partner.ask()) == sorted(one.code for one in hushed)
        assert {one["venue"] for one in partner.copy.values()} == {"Harbour park, by the fountain"}
        assert partner.ask() == []
        traveller.shift(timedelta(hours=1))
        assert partner.ask() == []
        changes.cancel(code=hushed[1].code, by=bo)
        assert partner.ask() == [hushed[1].code]
        assert partner.copy == as_listed(client)


def test_an_act_and_a_reveal_of_one_protest_are_told_once(partner, publish, may_31, bo):
    secret = publish(precision="city", reveal_at=f"{may_31.starts_on}T12:00")
    partner.ask()
    changes.cancel(code=secret.code, by=bo)
    with time_machine.travel(secret.reveal_at + timedelta(minutes=1), tick=False):
        assert partner.ask() == [secret.code]
        assert partner.ask() == []


def test_what_waits_for_a_moderator_is_not_told(partner, waiting, bo):
    sent = waiting()
    assert partner.ask() == []
    submissions.approve(submission_id=sent.id, by=bo)
    assert len(partner.ask()) == 1


def test_nothing_new_is_a_304_for_one_query(client, publish, django_assert_num_queries):
    publish()
    since = client.get(PATH).json()["since"]
    first = client.get(f"{PATH}?since={since}")
    assert first.json() == {"next": None, "previous": None, "results": [], "since": since}
    with django_assert_num_queries(1):
        again = client.get(f"{PATH}?since={since}", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_counter_grows_with_each_act_and_one_sheet_is_one_act(publish, bo):
    one = publish()
    before = ChangeCounter.objects.get().number
    changes.cancel(code=one.code, by=bo)
    one.refresh_from_db()
    assert one.change_number == ChangeCounter.objects.get().number == before + 1


@pytest.mark.parametrize("since", ["x", "1", "-1..1.", "1.abc.1.", "9" * 19 + "..1.", "1..1.%00", "1..١."])
def test_a_cursor_that_we_did_not_write_is_refused(client, db, since):
    answer = client.get(f"{PATH}?since={since}")
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [("since", "since.invalid")]


def test_the_farthest_cursor_is_answered(client, publish):
    publish()
    assert client.get(f"{PATH}?since={'9' * 18}.ZZZZZZZZ.{'9' * 17}.ZZZZZZZZ").json()["results"] == []
