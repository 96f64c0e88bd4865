"""How much a stranger may send (M10, V6, TRUST.md 5): counted under a hash for an hour, and nothing is dropped.

Carla sends from one place, everybody else from others; Amina comes through Tor."""

import json
import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone as clock

from protests import tasks
from protests.actions import limits as acts
from protests.models import OutboxMail, Submission, Tally
from protests.rules import limits, question
from protests.rules.limits import LOST_LINKS, SUBMISSIONS, Client
from tests.contracts import conftest as contracts
from tests.submitting import FORM, PAGE, key_of

arguments = contracts.arguments
CARLA = {"REMOTE_ADDR": "127.0.0.77"}
HERE = Client("127.0.0.77/32", is_shared=False)
ONION = "a" * 56 + ".onion"
API = "/api/v1/submissions/"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    """At noon: the key changes at midnight, and with it every count begins anew."""
    time_machine.move_to(clock.now().replace(hour=12, second=0, microsecond=0), tick=False)


@pytest.fixture
def post(client, raw):
    """The API, as Carla's program asks it."""

    def post(headers=None, **changes):
        body = json.dumps(raw | {"day": "sarchk/may-31", "email": "carla@example.org"} | changes)
        return client.post(API, body, "application/json", headers=headers, **CARLA)

    return post


def came(scope, place=HERE, times=1):
    for _time in range(times):
        wait = acts.take(scope, place)
    return wait


class TestCounting:
    def test_the_thirty_first_in_an_hour_has_to_wait_until_the_first_is_forgotten(self, db, time_machine):
        assert came(SUBMISSIONS, times=29) == 0
        time_machine.shift(timedelta(minutes=40))
        assert came(SUBMISSIONS) == 0
        assert came(SUBMISSIONS) == 20 * 60

    def test_whoever_comes_in_two_hours_is_as_welcome_as_ever(self, db, time_machine):
        came(SUBMISSIONS, times=31)
        time_machine.shift(timedelta(hours=1, seconds=-1))
        assert came(SUBMISSIONS) > 0
        time_machine.shift(timedelta(hours=2))
        assert came(SUBMISSIONS) == 0

    def test_no_change_of_the_hour_lets_twice_as_many_through(self, db, time_machine):
        time_machine.move_to(clock.now().replace(minute=55))
        came(SUBMISSIONS, times=30)
        time_machine.shift(timedelta(minutes=10))
        assert came(SUBMISSIONS) > 0

    def test_another_place_and_another_act_have_their_own(self, db):
        came(SUBMISSIONS, times=31)
        assert came(SUBMISSIONS, Client("127.0.0.78/32", is_shared=False)) == 0
        assert came(LOST_LINKS) == 0

    def test_it_is_one_statement(self, db, django_assert_num_queries):
        came(SUBMISSIONS)
        with django_assert_num_queries(3):  # and a savepoint, here in a test
            came(SUBMISSIONS)

    def test_the_table_holds_no_address_and_is_not_in_the_log_of_the_database(self, db):
        came(SUBMISSIONS)
        assert {len(row.key) for row in Tally.objects.all()} == {32}
        assert "127.0.0.77" not in repr([bytes(row.key) for row in Tally.objects.all()])
        with connection.cursor() as cursor:
            cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'protests_tally'")
            assert cursor.fetchone() == ("u",)

    def test_it_is_forgotten_after_an_hour(self, db, time_machine):
        came(SUBMISSIONS)
        time_machine.shift(timedelta(hours=1, seconds=-1))
        tasks.forget_tallies(timestamp=0)
        assert Tally.objects.count() == 2  # that place's, and everybody's
        time_machine.shift(timedelta(seconds=2))
        tasks.forget_tallies(timestamp=0)
        assert Tally.objects.count() == 0

    def test_what_cannot_be_counted_is_let_through_and_said_without_an_address(self, db, caplog):
        """F07: reading and limits fail open; the cap of mails is in the transaction of the mail, and fails closed."""
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE protests_tally RENAME TO elsewhere")
        caplog.set_level(logging.ERROR)
        assert came(SUBMISSIONS, times=40) == 0
        assert acts.is_pressed(SUBMISSIONS, HERE) is False
        assert "cannot be counted: ProgrammingError" in caplog.text
        assert "127.0.0" not in caplog.text


class TestTheForm:
    def test_b76_the_thirty_first_waits_and_keeps_what_was_typed(self, client, send, may_31):
        came(SUBMISSIONS, times=29)
        client.defaults |= CARLA
        thirtieth, key = send(), key_of(client.get(PAGE))
        assert send(_key=key_of(thirtieth), **answered(thirtieth)).status_code == 303
        response = send(_key=key, **answered(send(_key=key)))
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 3600
        assert "Much was sent from your network in the last hour. Send it again in" in response.content.decode()
        assert response.context["form"]["title"].value() == "March for the 47"
        assert Submission.objects.count() == 1

    def test_what_was_taken_in_is_answered_again_however_much_came_since(self, client, send, may_31):
        """B73: a retry is never told to wait, nor asked."""
        client.defaults |= CARLA
        key = key_of(client.get(PAGE))
        first = send(_key=key)
        came(SUBMISSIONS, times=40)
        again = send(_key=key)
        assert (again.status_code, again.url) == (303, first.url)
        assert Submission.objects.count() == OutboxMail.objects.count() == 1

    def test_what_has_a_fault_costs_nothing(self, client, send, may_31):
        client.defaults |= CARLA
        for _time in range(31):
            assert send(title="").status_code == 422
        assert send().status_code == 303

    def test_who_comes_through_tor_is_asked_and_never_blocked(self, client, send, settings, may_31):
        settings.ALLOWED_HOSTS += [ONION]
        client.defaults |= {"HTTP_HOST": ONION}
        came(SUBMISSIONS, limits.TOR, times=500)
        response = send()
        assert response.status_code == 422
        key = key_of(response)
        assert send(_key=key, **answered(response)).status_code == 303


def answered(response):
    """The two fields that a reader of this page fills in, or that stand in it."""
    form = response.context["form"]
    asked = form.question
    return {"question": asked.seed, "answer": asked.answer}


class TestTheQuestion:
    @pytest.fixture(autouse=True)
    def _pressure(self, db):
        came(SUBMISSIONS, Client("127.0.0.9/32", is_shared=False), times=limits.PRESSURE + 1)

    def test_is_asked_when_much_comes_and_stands_beside_its_box(self, send):
        response = send(group_name="Suva stands")
        html = response.content.decode()
        asked = response.context["form"].question
        assert response.status_code == 422
        assert f'<label class="field__label" for="id_answer">{asked.sentence}</label>' in html
        assert '<a href="#id_answer">' in html
        assert "Answer this, then send again." in html
        assert response.context["form"]["group_name"].value() == "Suva stands"
        assert not Submission.objects.exists()

    def test_answered_it_is_sent(self, send):
        response = send()
        assert send(_key=key_of(response), **answered(response)).status_code == 303
        assert Submission.objects.get().flags == ["new_group"]

    def test_a_wrong_answer_gets_another_question_and_loses_nothing(self, send):
        first = send()
        wrong = answered(first) | {"answer": "canary"}
        response = send(_key=key_of(first), venue="By the fountain", **wrong)
        assert response.status_code == 422
        assert "That was another word. Here is a new question." in response.content.decode()
        assert 'value="canary"' not in response.content.decode()
        assert response.context["form"].question.sentence != first.context["form"].question.sentence
        assert response.context["form"]["venue"].value() == "By the fountain"

    def test_an_answer_is_good_for_its_own_form_alone(self, client, send):
        """Nobody answers once and sends a thousand."""
        response = send()
        good = answered(response)
        assert send(_key=key_of(response), **good).status_code == 303
        keys = [key_of(client.get(PAGE)) for _form in range(8)]
        assert {send(_key=key, **good).status_code for key in keys} >= {422}
        assert Submission.objects.count() < 8

    def test_is_in_the_language_of_the_page(self, send, settings):
        response = send("/de" + PAGE)
        asked = response.context["form"].question
        assert send("/de" + PAGE, key_of(response), **answered(response)).status_code == 303
        assert len(asked.sentence.split(":")[1].split()) == question.ASKED

    def test_goes_when_the_pressure_goes(self, send, time_machine):
        time_machine.shift(limits.PRESSURE_WINDOW)
        assert send().status_code == 303

    def test_a_program_is_not_asked_but_moderators_see_that_much_came(self, post):
        assert post().status_code == 201
        assert Submission.objects.get().flags == ["rush", "new_group"]


class TestTheApi:
    def test_b76_the_thirty_first_is_a_problem_that_says_how_long(self, post):
        came(SUBMISSIONS, times=29)
        assert post().status_code == 201
        response = post()
        assert response.status_code == 429
        assert response["Content-Type"] == "application/problem+json"
        assert response.json() == {
            "type": "about:blank", "title": "Too Many Requests", "status": 429, "code": "too_many", "errors": []
        }  # fmt: skip
        assert 0 < int(response["Retry-After"]) <= 3600
        assert Submission.objects.count() == 1

    def test_a_retry_is_answered_whatever_came_since(self, post):
        key = {"Idempotency-Key": "k-1"}
        first = post(key)
        came(SUBMISSIONS, times=40)
        assert post(key).json() == first.json()
        assert post({"Idempotency-Key": "k-2"}).status_code == 429

    @pytest.mark.parametrize(
        "claim",
        [
            {"HTTP_X_FORWARDED_FOR": "10.0.0.{}"},
            {"HTTP_X_REAL_IP": "10.0.0.{}"},
            {"HTTP_FORWARDED": "for=10.0.0.{}"},
            {"HTTP_CLIENT_IP": "10.0.0.{}"},
        ],
    )
    def test_b67_what_a_visitor_claims_of_an_address_has_no_effect(self, client, raw, may_31, claim):
        came(SUBMISSIONS, times=30)
        body = json.dumps(raw | {"day": "sarchk/may-31"})
        for number in range(3):
            claims = {name: value.format(number) for name, value in claim.items()}
            assert client.post(API, body, "application/json", **CARLA, **claims).status_code == 429

    def test_b67_behind_a_proxy_its_own_word_counts_which_is_the_last(self, client, raw, settings, may_31):
        settings.BEHIND_PROXY = True
        came(SUBMISSIONS, times=30)
        body = json.dumps(raw | {"day": "sarchk/may-31"})

        def status(forwarded):
            sent = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
            return client.post(API, body, "application/json", REMOTE_ADDR="127.0.0.5", **sent).status_code

        assert status("127.0.0.77") == status("10.0.0.1, 127.0.0.77") == status("10.0.0.2,127.0.0.77") == 429
        assert status("127.0.0.77, 10.0.0.1") == 201
        assert status(None) == 201  # a proxy that says nothing shuts nobody out


class TestOtherForms:
    """What makes the site mail or remember something: generous, each with its own count."""

    @pytest.mark.parametrize(
        ("scope", "path", "fields"),
        [
            (limits.LOST_LINKS, "/m/", {"email": "amina@example.org"}),
            (limits.FOLLOWS, "/sarchk/may-31/follow/", {"email": "amina@example.org", "scope": "day"}),
            (limits.FOLLOWS, "/p/{code}/follow/", {"email": "amina@example.org"}),
            (limits.CLAIMS, "/p/{code}/ours/", {}),
            (limits.HANDOVERS, "/m/{token}/", {"action": "offer", "email": "heir@example.org"}),
        ],
    )
    def test_are_limited_and_the_answer_says_how_long(self, client, arguments, scope, path, fields):
        path = path.format(**arguments)
        came(scope, times=scope.an_hour - 1)
        assert client.post(path, fields, **CARLA).status_code in (200, 303)
        response = client.post(path, fields, **CARLA)
        assert response.status_code == 429
        assert int(response["Retry-After"]) > 0
        assert "Wait a little" in response.content.decode()
        assert response["Cache-Control"] == "no-store, private"
        assert client.get(path, **CARLA).status_code == 200

    def test_what_an_organiser_does_to_an_entry_of_theirs_is_not(self, client, arguments):
        path = f"/m/{arguments['token']}/"
        came(limits.HANDOVERS, times=40)
        assert client.post(path, {"action": "confirm"}, **CARLA).status_code == 303

    def test_b57_what_is_too_large_is_413_on_every_form(self, client, db):
        response = client.post("/m/", "email=" + "x" * 64 * 1024, FORM)
        assert response.status_code == 413
        assert "64 KiB" in response.content.decode()
