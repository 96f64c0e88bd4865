""" "Something is wrong with this listing" (M11, S21): Carla says so, without a name; Bo hides it with one press."""

from datetime import timedelta

import pytest
from django.utils import timezone as clock

from protests import public, tasks
from protests.actions import campaigns, concerns
from protests.enums import Role
from protests.models import AuditEvent, Concern, Protest
from protests.rules.concerning import ConcernKind, Said

HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
DESK = "/moderate/concerns/"


@pytest.fixture
def listed(publish):
    return publish()


@pytest.fixture
def tell(client, listed):
    def tell(_protest=None, **typed):
        return client.post(f"/p/{(_protest or listed).code}/concern/", {"kind": "wrong", "text": ""} | typed, **HERE)

    return tell


@pytest.fixture
def say(listed):
    """say("danger") -> what the moderators have to look at."""

    def say(kind, text="", **more):
        concerns.raise_concern(code=listed.code, said=Said(ConcernKind(kind), text), **more)
        return Concern.objects.latest("pk")

    return say


def _act(client, concern, **act):
    return client.post(DESK, {"concern": concern.pk} | act)


class TestCarla:
    def test_finds_the_way_on_the_page_and_is_asked_nothing_about_herself(self, client, listed):
        assert f'href="/p/{listed.code}/concern/"' in client.get(f"/p/{listed.code}/").content.decode()
        response = client.get(f"/p/{listed.code}/concern/")
        assert 'type="email"' not in response.content.decode()
        assert response.headers["Cache-Control"] == "no-store, private"

    def test_is_thanked_and_leaves_no_trace(self, tell):
        response = tell(text="It is at the other gate.")
        assert response.status_code == 200
        assert not response.cookies
        one = Concern.objects.get()
        assert (one.kind, one.text, one.is_spam) == ("wrong", "It is at the other gate.", False)
        columns = {field.name for field in Concern._meta.get_fields()}
        assert columns == {"id", "protest", "at", "kind", "text", "is_spam", "closed_at", "closed_by", "note"}

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ({"kind": ""}, "Choose what is wrong."),
            ({"kind": "nonsense", "text": "Keep me"}, "Keep me"),
            ({"kind": "other"}, "Say in a sentence what is wrong."),
            ({"text": "x" * 1001}, "1001 of at most 1000 characters."),
            ({"text": "a\x07b"}, "Contains a control character."),
        ],
    )
    def test_is_told_what_to_mend_and_keeps_what_she_typed(self, tell, typed, told):
        response = tell(**typed)
        assert response.status_code == 422
        assert told in response.content.decode()
        assert Concern.objects.count() == 0

    def test_the_honeypot_answers_as_ever_and_nothing_is_lost(self, tell):
        """B75."""
        assert tell(website="x").status_code == 200
        assert Concern.objects.get().is_spam

    def test_the_same_twice_is_once(self, tell):
        for _ in range(2):
            tell(text="Wrong gate")
        assert Concern.objects.count() == 1

    def test_too_many_from_one_place_wait(self, tell):
        """B27: counted under a keyed hash."""
        assert [tell(text=f"{number}").status_code for number in range(12)] == [200] * 10 + [429] * 2

    def test_another_site_cannot_say_it_for_her(self, client, listed):
        path = f"/p/{listed.code}/concern/"
        assert client.post(path, {"kind": "wrong"}, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
        assert Concern.objects.count() == 0

    def test_there_is_nothing_to_say_about_what_is_hidden(self, tell, client, listed):
        Protest.objects.filter(pk=listed.pk).update(visibility="hidden")
        assert tell().status_code == client.get(f"/p/{listed.code}/concern/").status_code == 404


class TestBo:
    def test_sees_urgent_ones_first_and_likely_spam_last(self, bo_signed_in, say):
        say("other", "Spam", is_spam=True)
        say("wrong", "Time")
        say("danger", "Names me")
        response = bo_signed_in.get(DESK)
        assert [row.concern.text for row in response.context["rows"]] == ["Names me", "Time", "Spam"]
        assert [tab.count for tab in response.context["more_tabs"]] == [2, 0]

    def test_hides_with_one_press_and_shows_again(self, bo_signed_in, say, listed):
        one = say("danger")
        _act(bo_signed_in, one, action="hide", reason="personal")
        assert public.find_protest(listed.code) is None
        assert AuditEvent.objects.get(verb="protest.hidden").reason == "personal"
        _act(bo_signed_in, one, action="restore")
        assert public.find_protest(listed.code).code == listed.code

    def test_closes_it_with_a_note(self, bo_signed_in, bo, say):
        one = say("wrong")
        _act(bo_signed_in, one, action="close", note="Asked the organiser")
        one.refresh_from_db()
        assert (one.closed_by, one.note) == (bo, "Asked the organiser")
        assert bo_signed_in.get(DESK).context["rows"] == []
        assert _act(bo_signed_in, one, action="close").status_code == 404

    def test_another_country_hears_nothing(self, client, say, sarchk):
        dana = campaigns.join_team(
            campaign=sarchk, email="d@example.org", role=Role.MODERATOR, password="x" * 20, countries=["DE"]
        )
        client.force_login(dana)
        one = say("danger")
        assert client.get(DESK).context["rows"] == []
        assert _act(client, one, action="hide", reason="personal").status_code == 404

    @pytest.mark.parametrize("number", ["", "x", "9" * 30, "1"])
    def test_an_address_that_we_never_wrote(self, bo_signed_in, number):
        assert bo_signed_in.post(DESK, {"concern": number, "action": "close"}).status_code == 404


def test_is_forgotten_after_ninety_days(say, time_machine):
    one = say("wrong")
    time_machine.move_to(one.at + timedelta(days=90) - timedelta(seconds=1))
    tasks.purge(timestamp=0)
    assert Concern.objects.count() == 1
    time_machine.move_to(one.at + timedelta(days=90, seconds=1))
    tasks.purge(timestamp=0)
    assert Concern.objects.count() == 0
    assert clock.now() > one.at
