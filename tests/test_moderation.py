"""The moderators' desk: Amina sends from Suva, Bo decides, Dana decides for Germany only, Carla is a stranger."""

import re
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone as clock

from protests.actions import asking, campaigns, submissions, turns
from protests.enums import Decision, Role
from protests.models import AuditEvent, Person, Protest, Submission
from protests.rules.asking import Asked
from protests.rules.reasons import Reason
from tests.conftest import PASSWORD

BERLIN = {"latitude": 52.52, "longitude": 13.405}
MUNICH = {"latitude": 48.137, "longitude": 11.575}
DESK = "/moderate/"
LOGIN = "/moderate/login/"
SECOND = "/moderate/login/second/"


@pytest.fixture
def dana(sarchk):
    return campaigns.join_team(
        campaign=sarchk, email="dana@example.org", role=Role.MODERATOR, password=PASSWORD, countries=["DE"]
    )


@pytest.fixture
def carla(db):
    """Has an account from a team that she left, and knows where the desk is."""
    carla = Person(email="carla@example.org")
    carla.set_password(PASSWORD)
    carla.save()
    return carla


def _sign_in(client, email="bo@example.org", password=PASSWORD, **more):
    return client.post(LOGIN, {"email": email, "password": password}, **more)


def _page_of(sent):
    return f"{DESK}{sent.id}/"


def _seen(sent, **act):
    """What a form of the page sends: the act, and which version it was looked at."""
    return act | {"seen": Submission.objects.get(pk=sent.id).version}


def _queue_of(response):
    return [row.name for row in response.context["rows"]]


class TestSigningIn:
    def test_a_moderator_comes_to_the_queue_by_password_and_second_factor(self, client, bo, second_factor):
        assert client.get(DESK).headers["Location"] == f"{LOGIN}?next={DESK}"
        code = second_factor(bo)
        response = _sign_in(client)
        assert (response.status_code, response.headers["Location"]) == (302, f"{SECOND}?next=%2Fmoderate%2F")
        response = client.post(response.headers["Location"], {"code": code})
        assert (response.status_code, response.headers["Location"]) == (302, DESK)
        assert client.get(DESK).status_code == 200

    def test_the_address_may_be_typed_in_any_case(self, client, bo):
        assert _sign_in(client, " Bo@Example.ORG ").status_code == 302

    def test_the_answer_is_the_same_whatever_was_wrong(self, client, bo, carla):
        """S13: nobody learns whose address is known here, nor who is on a team."""
        wrong = [
            _sign_in(client, password="another password"),
            _sign_in(client, "nobody@example.org"),
            _sign_in(client, "carla@example.org"),
            _sign_in(client, "not an address\0"),
            _sign_in(client, "", ""),
        ]
        assert {response.status_code for response in wrong} == {422}
        bodies = {re.sub(r'value="[^"]*"', "", response.content.decode()) for response in wrong}
        assert len(bodies) == 1
        assert "sid" not in client.cookies

    def test_the_typed_address_stays_and_the_password_does_not(self, client, bo):
        body = _sign_in(client, password="another password").content.decode()
        assert 'value="bo@example.org"' in body
        assert "another password" not in body

    @pytest.mark.parametrize(
        "wanted",
        ["//evil.test", "/\\evil.test", "https:evil.test", "\t//evil.test", "/\t/evil.test", "https://evil.test/"],
    )
    def test_next_never_leads_off_the_site(self, client, bo, second_factor, wanted):
        """B68: neither from the password nor from the second factor."""
        query, code = urlencode({"next": wanted}), second_factor(bo)
        response = client.post(f"{LOGIN}?{query}", {"email": "bo@example.org", "password": PASSWORD})
        assert response.headers["Location"] == f"{SECOND}?next=%2Fmoderate%2F"
        assert client.post(f"{SECOND}?{query}", {"code": code}).headers["Location"] == DESK
        assert client.get(f"{SECOND}?{query}").headers["Location"] == DESK

    def test_next_leads_to_the_page_that_was_asked_for(self, client, bo, waiting, second_factor):
        page, code = _page_of(waiting()), second_factor(bo)
        to_login = client.get(page).headers["Location"]
        to_second = client.post(to_login, {"email": "bo@example.org", "password": PASSWORD}).headers["Location"]
        assert client.post(to_second, {"code": code}).headers["Location"] == page

    def test_the_session_ends_after_twelve_hours_and_is_strict(self, client, bo, second_factor):
        code = second_factor(bo)
        _sign_in(client)
        assert client.cookies["sid"]["max-age"] == 30 * 60  # half-way
        client.post(SECOND, {"code": code})
        cookie = client.cookies["sid"]
        assert (cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (12 * 60 * 60, "Strict", True)

    def test_a_sign_in_needs_its_csrf_token(self, bo):
        assert _sign_in(Client(enforce_csrf_checks=True)).status_code == 403

    def test_a_person_who_left_the_team_sees_nothing_any_more(self, bo_signed_in, bo):
        bo.memberships.all().delete()
        assert bo_signed_in.get(DESK).headers["Location"] == f"{LOGIN}?next={DESK}"

    def test_signing_out_clears_the_browser(self, bo_signed_in):
        assert bo_signed_in.get("/moderate/logout/").status_code == 405
        response = bo_signed_in.post("/moderate/logout/")
        assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        assert bo_signed_in.get(DESK).status_code == 302


class TestGuessing:
    """S13: failed attempts are slowed for each account; nobody is locked out, no address of a network is kept."""

    @pytest.fixture(autouse=True)
    def _moment(self, time_machine):
        time_machine.move_to("2026-05-01T12:00:00Z", tick=False)
        self.clock = time_machine

    def _fail(self, client, times, email="bo@example.org"):
        return [_sign_in(client, email, "a wrong password").status_code for _ in range(times)]

    def test_five_tries_are_free_then_each_doubles_the_wait(self, client, bo):
        assert self._fail(client, 6) == [422] * 5 + [429]
        waits = []
        for _ in range(8):
            response = _sign_in(client, password="a wrong password")
            assert response.status_code == 429
            waits.append(int(response.headers["Retry-After"]))
            self.clock.shift(timedelta(seconds=waits[-1]))
            assert self._fail(client, 1) == [422]
        assert waits == [1, 2, 4, 8, 16, 32, 60, 60]

    def test_while_one_waits_even_the_right_password_waits_and_asking_does_not_lengthen_it(self, client, bo):
        self._fail(client, 5)
        waits = [_sign_in(client).headers["Retry-After"] for _ in range(20)]
        assert set(waits) == {"1"}
        self.clock.shift(timedelta(seconds=1))
        assert _sign_in(client).status_code == 302

    def test_a_good_sign_in_forgets_the_bad_ones(self, client, bo):
        self._fail(client, 4)
        _sign_in(client)
        assert self._fail(client, 5) == [422] * 5

    def test_a_quarter_of_an_hour_forgets_them_too(self, client, bo):
        self._fail(client, 5)
        self.clock.shift(timedelta(seconds=turns.FORGOTTEN_AFTER + 1))
        assert self._fail(client, 5) == [422] * 5

    def test_an_unknown_address_waits_as_a_known_one_does(self, client, bo):
        assert self._fail(client, 6, "nobody@example.org") == [422] * 5 + [429]

    def test_another_account_does_not_wait(self, client, bo, dana):
        self._fail(client, 6)
        assert _sign_in(client, "dana@example.org").status_code == 302

    def test_neither_network_nor_account_is_kept(self, client, bo):
        _sign_in(client, password="a wrong password", REMOTE_ADDR="203.0.113.77")
        kept = repr(cache._cache) + repr(cache._expire_info)
        assert "203.0.113.77" not in kept
        assert "bo@example.org" not in kept


class TestTheQueue:
    def test_holds_what_waits_the_longest_first(self, bo_signed_in, waiting):
        waiting()
        berlin = waiting(**BERLIN)
        Submission.objects.filter(pk=berlin.id).update(created_at=clock.now() - timedelta(hours=13))
        response = bo_signed_in.get(DESK)
        assert _queue_of(response) == ["Berlin", "Suva"]
        assert [row.is_late for row in response.context["rows"]] == [True, False]

    def test_what_nobody_confirmed_is_not_there(self, bo_signed_in, submit, raw):
        sent = submit(raw)
        assert _queue_of(bo_signed_in.get(DESK)) == []
        assert bo_signed_in.get(_page_of(sent)).status_code == 404

    def test_tabs_say_how_many_stand_where(self, bo_signed_in, bo, waiting):
        waiting()
        asking.ask(submission_id=waiting().id, by=bo, asked=Asked("where", ""))
        submissions.approve(submission_id=waiting().id, by=bo)
        submissions.reject(submission_id=waiting().id, by=bo, reason=Reason.SPAM)
        submissions.withdraw(token=waiting().manage_token)
        response = bo_signed_in.get(DESK)
        assert [(tab.label, tab.count) for tab in response.context["tabs"]] == [
            ("Waiting", 1),
            ("Asked", 1),
            ("Approved", 1),
            ("Rejected", 1),
            ("Withdrawn", 1),
        ]
        for tab in response.context["tabs"]:
            assert len(bo_signed_in.get(tab.href).context["rows"]) == 1

    def test_can_be_narrowed_to_a_country(self, bo_signed_in, waiting):
        for place in (BERLIN, MUNICH, {}):
            waiting(**place)
        response = bo_signed_in.get(f"{DESK}?country=DE")
        assert sorted(_queue_of(response)) == ["Berlin", "Munich"]
        assert [(one.label, one.count, one.is_current) for one in response.context["countries"]] == [
            ("Everywhere", 3, False),
            ("Fiji", 1, False),
            ("Germany", 2, True),
        ]

    def test_what_is_online_stands_apart(self, bo_signed_in, waiting):
        waiting(kind="online", latitude=None, longitude=None, timezone="Pacific/Fiji")
        response = bo_signed_in.get(f"{DESK}?country=online")
        assert _queue_of(response) == ["Online"]
        assert response.context["locator"] is None

    def test_shows_what_needs_care_and_narrows_to_it(self, bo_signed_in, waiting):
        waiting()
        waiting(title="March for the Hоng Kong 47", public_link="https://example.org/47")
        waiting(email="", receipt=True)
        response = bo_signed_in.get(DESK)
        assert [(one.label, one.count) for one in response.context["cares"]] == [
            ("Mixed scripts", 1),
            ("Link inside", 1),
            ("No e-mail", 1),
            ("New group", 3),
        ]
        assert len(bo_signed_in.get(f"{DESK}?care=link").context["rows"]) == 1

    def test_a_chosen_country_stays_when_nothing_is_left_there(self, bo_signed_in, waiting):
        response = bo_signed_in.get(f"{DESK}?country=AT&care=link")
        assert ("Austria", 0, True) in [(one.label, one.count, one.is_current) for one in response.context["countries"]]
        assert [one.is_current for one in response.context["cares"]] == [True]

    def test_comes_in_pages(self, bo_signed_in, waiting, monkeypatch):
        monkeypatch.setattr("protests.views.reviewing.ROWS", 2)
        for _ in range(3):
            waiting()
        first = bo_signed_in.get(DESK)
        last = bo_signed_in.get(DESK + first.context["later"])
        assert [len(page.context["rows"]) for page in (first, last)] == [2, 1]
        assert (last.context["position"], last.context["total"], last.context["later"]) == (3, 3, "")

    @pytest.mark.parametrize(
        "query",
        ["decision=unconfirmed", "decision=x", "country=%00", "country=de", "care=x", "page=0", "page=x", "at=1"],
    )
    def test_an_address_that_we_never_wrote_is_not_found(self, bo_signed_in, query):
        assert bo_signed_in.get(f"{DESK}?{query}").status_code == 404

    def test_asks_as_often_for_thirty_as_for_one(self, bo_signed_in, waiting):
        def queries():
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert bo_signed_in.get(DESK).status_code == 200
            return len(asked)

        waiting()
        one = queries()
        for number in range(29):
            waiting(**(BERLIN if number % 2 else MUNICH), email=f"amina{number}@example.org")
        assert queries() == one


class TestReviewing:
    def test_shows_all_that_was_sent_but_no_address(self, bo_signed_in, waiting):
        sent = waiting(precision="area", public_link="https://example.org/47", languages=["de"], accessible=True)
        body = bo_signed_in.get(_page_of(sent)).content.decode()
        shown = ["March for the 47", "Harbour park, by the fountain", "Stinson Parade 1", "Suva stands", "-18.14160"]
        shown += [
            "178.44150",
            "Bring a sign.",
            "Pacific/Fiji",
            "Step-free",
            "Deutsch",
            "Everyone sees an area of about 1 km",
        ]
        assert [words for words in shown if words not in body] == []
        assert 'href="https://example.org/47" rel="nofollow ugc noopener noreferrer"' in body
        assert "amina@example.org" not in body

    def test_what_was_typed_stays_text(self, bo_signed_in, waiting):
        """B09, B10, B15: nothing that a stranger typed runs at the desk."""
        nasty = '<script>alert(1)</script>"><img src=x>{{7*7}}[x](javascript:1)'
        body = bo_signed_in.get(_page_of(waiting(title=nasty, venue=nasty, description=nasty))).content.decode()
        assert "<script>alert" not in body
        assert "<img" not in body
        assert "{{7*7}}" in body

    def test_says_what_everyone_will_see_and_when(self, bo_signed_in, waiting, may_31):
        reveal = f"{may_31.starts_on - timedelta(days=1)}T18:00"
        response = bo_signed_in.get(_page_of(waiting(precision="city", reveal_at=reveal)))
        day = may_31.starts_on - timedelta(days=1)
        assert response.context["seen"] == [
            "Everyone sees the city, without the words for the place.",
            f"The exact place is shown from {day:%A} 30 May, 18:00 UTC+12.",
        ]

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_another_country_is_not_there_at_all(self, client, dana, waiting, method):
        """S03: 404, the same as for what does not exist."""
        client.force_login(dana)
        suva, berlin = waiting(), waiting(**BERLIN)
        act = {"action": "approve"}
        assert getattr(client, method)(_page_of(suva), act).status_code == 404
        assert client.get(f"{DESK}{uuid4()}/").status_code == 404
        assert client.get(_page_of(berlin)).status_code == 200
        assert _queue_of(client.get(DESK)) == ["Berlin"]
        assert Submission.objects.get(pk=suva.id).decision == Decision.WAITING

    def test_another_campaign_is_not_there_at_all(self, client, waiting, db):
        other = campaigns.start(slug="other", name="Another campaign")
        client.force_login(
            campaigns.join_team(campaign=other, email="eve@example.org", role=Role.COORDINATOR, password=PASSWORD)
        )
        assert client.get(_page_of(waiting())).status_code == 404
        assert [tab.count for tab in client.get(DESK).context["tabs"]] == [0, 0, 0, 0, 0]

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_stranger_is_sent_to_sign_in_whether_it_exists_or_not(self, client, waiting, method):
        for page in (_page_of(waiting()), f"{DESK}{uuid4()}/"):
            response = getattr(client, method)(page)
            assert response.headers["Location"] == f"{LOGIN}?next={page}"
        assert Protest.objects.count() == 0

    def test_is_never_kept_by_anybody(self, bo_signed_in, waiting):
        for page in (DESK, _page_of(waiting()), LOGIN):
            headers = bo_signed_in.get(page).headers
            assert headers["Cache-Control"] == "no-store, private"
            assert headers["X-Robots-Tag"] == "noindex"


class TestDeciding:
    def test_approve_makes_it_public_and_says_so_in_the_queue(self, bo_signed_in, bo, waiting):
        sent = waiting()
        response = bo_signed_in.post(_page_of(sent) + "?decision=waiting&country=FJ", _seen(sent, action="approve"))
        assert response.headers["Location"] == f"{DESK}?decision=waiting&country=FJ#at"
        assert "<bdi>Suva approved.</bdi>" in bo_signed_in.get(response.headers["Location"]).content.decode()
        protest = Protest.objects.get()
        assert bo_signed_in.get(f"/p/{protest.code}/").status_code == 200
        assert Submission.objects.get(pk=sent.id).decided_by == bo

    def test_the_cursor_goes_on_to_what_came_next(self, bo_signed_in, waiting):
        first, second, third = waiting(), waiting(**BERLIN), waiting(**MUNICH)
        page = bo_signed_in.get(_page_of(second))
        assert page.context["after"].id == third.id
        action = re.search(
            r'acts__plain" method="post" action="(/moderate/[0-9a-f-]{36}/[^"]*)"', page.content.decode()
        )[1].replace("&amp;", "&")
        response = bo_signed_in.post(action, _seen(second, action="approve"), follow=True)
        assert response.context["shown"].item.id == third.id
        assert _queue_of(response) == ["Suva", "Munich"]
        assert first.id != third.id

    def test_reject_wants_a_reason_and_keeps_the_note(self, bo_signed_in, waiting):
        sent = waiting()
        response = bo_signed_in.post(_page_of(sent), {"action": "reject", "note": "Which square?"})
        assert response.status_code == 422
        assert [fault.code for fault in response.context["faults"]] == ["reason.required"]
        assert "Which square?" in response.content.decode()
        assert Submission.objects.get(pk=sent.id).decision == Decision.WAITING

    def test_reject_tells_the_reason_and_the_note(self, bo_signed_in, waiting):
        sent = waiting()
        act = _seen(sent, action="reject", reason="unclear", note="Which square?\r\nThere are two.")
        assert bo_signed_in.post(_page_of(sent), act).status_code == 302
        record = Submission.objects.get(pk=sent.id)
        assert (record.decision, record.reason, record.note) == ("rejected", "unclear", "Which square?\nThere are two.")
        assert Protest.objects.count() == 0
        body = bo_signed_in.get(_page_of(sent)).content.decode()
        assert "Place or time is not clear enough." in body
        assert "bo@example.org rejected this" in body

    @pytest.mark.parametrize("note", ["\0", "x" * 1001, "http://a http://b http://c http://d"])
    def test_a_note_is_text_like_any_other(self, bo_signed_in, waiting, note):
        """B04, B13, B14."""
        response = bo_signed_in.post(_page_of(waiting()), {"action": "reject", "reason": "unclear", "note": note})
        assert [fault.field for fault in response.context["faults"]] == ["note"]

    def test_who_comes_second_is_told_who_was_first(self, client, bo_signed_in, bo, dana, waiting):
        sent = waiting(**BERLIN)
        submissions.approve(submission_id=sent.id, by=dana)
        response = bo_signed_in.post(_page_of(sent), {"action": "reject", "reason": "spam"})
        assert response.status_code == 409
        assert response.context["decided"] == "dana@example.org approved this 1 min ago."
        assert not response.context["is_open"]
        assert Protest.objects.count() == 1

    def test_a_double_press_approves_once(self, bo_signed_in, waiting):
        sent = waiting()
        act = _seen(sent, action="approve")
        answers = [bo_signed_in.post(_page_of(sent), act).status_code for _ in range(2)]
        assert answers == [302, 409]
        assert Protest.objects.count() == 1

    def test_what_was_withdrawn_meanwhile_cannot_be_approved(self, bo_signed_in, waiting):
        sent = waiting()
        submissions.withdraw(token=sent.manage_token)
        response = bo_signed_in.post(_page_of(sent), {"action": "approve"})
        assert (response.status_code, response.context["decided"]) == (409, "The organiser withdrew this 1 min ago.")
        assert Protest.objects.count() == 0

    def test_a_get_decides_nothing(self, bo_signed_in, waiting):
        """B69."""
        sent = waiting()
        bo_signed_in.get(_page_of(sent), {"action": "approve"})
        bo_signed_in.head(_page_of(sent) + "?action=approve")
        assert Submission.objects.get(pk=sent.id).decision == Decision.WAITING

    def test_a_post_from_elsewhere_decides_nothing(self, bo, waiting):
        """B70: the usual CSRF check."""
        client, sent = Client(enforce_csrf_checks=True), waiting()
        client.force_login(bo)
        assert client.post(_page_of(sent), {"action": "approve"}).status_code == 403
        assert Submission.objects.get(pk=sent.id).decision == Decision.WAITING

    @pytest.mark.parametrize("act", [{}, {"action": "delete"}])
    def test_an_act_that_does_not_exist_does_nothing(self, bo_signed_in, waiting, act):
        assert bo_signed_in.post(_page_of(waiting()), act).status_code == 422

    def test_every_decision_is_in_the_log_with_its_maker(self, bo_signed_in, bo, waiting):
        approved, rejected = waiting(), waiting()
        bo_signed_in.post(_page_of(approved), _seen(approved, action="approve"))
        act = _seen(rejected, action="reject", reason="spam", note="Not for the log")
        bo_signed_in.post(_page_of(rejected), act)
        told = AuditEvent.objects.filter(actor=bo).order_by("id").values_list("verb", "object_id", "reason")
        assert list(told) == [
            ("protest.accepted", Protest.objects.get().code, ""),
            ("submission.approved", str(approved.id), ""),
            ("submission.rejected", str(rejected.id), "spam"),
        ]


def test_a_form_without_a_good_token_gets_a_page_of_ours(bo):
    """B70: Django's own page has an inline style, which our policy stops."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bo)
    answer = strict.post("/moderate/logout/")
    assert answer.status_code == 403
    assert b"Go back, reload it, and send again." in answer.content
    assert b"style=" not in answer.content
