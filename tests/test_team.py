"""The team: Cora coordinates, Bo moderates, Dana is invited, Carla is a stranger."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone as clock

from protests.actions import campaigns, links, retention, team
from protests.actions import mails as outbox
from protests.enums import Role
from protests.models import AuditEvent, Campaign, Contact, Invitation, Membership, OutboxMail, Person, Proposal
from protests.rules.faults import Refused
from protests.tasks import _letter
from tests.conftest import PASSWORD, DeskClient

TEAM = "/moderate/team/"


@pytest.fixture
def later(time_machine):
    """later(seconds) -> so much time passes."""

    def later(seconds):
        time_machine.move_to(clock.now() + timedelta(seconds=seconds))

    return later


@pytest.fixture
def cora(sarchk):
    return campaigns.join_team(campaign=sarchk, email="cora@example.org", role=Role.COORDINATOR, password=PASSWORD)


@pytest.fixture
def desk(client, cora):
    client.force_login(cora)
    return client


def _invite(desk, **more):
    asked = {"campaign": "sarchk", "email": "dana@example.org", "countries": "Germany, AT", "languages": "Deutsch"}
    return desk.post(TEAM, asked | more)


def _link():
    """The path in the mail that went out last."""
    for waiting in OutboxMail.objects.filter(sent_at=None):
        outbox.send(mail_id=waiting.pk, write=_letter)
    return re.search(r"/moderate/join/[\w-]+/", mail.outbox[-1].body)[0]


def _accept(link, password=PASSWORD, client=None):
    return (client or Client()).post(link, {"password": password}, HTTP_SEC_FETCH_SITE="same-origin")


class TestInviting:
    def test_a_link_goes_out_and_who_opens_it_joins_as_a_moderator(self, desk, sarchk):
        assert _invite(desk).status_code == 302
        link, stranger = _link(), Client()
        assert mail.outbox[-1].to == ["dana@example.org"]
        page = stranger.get(link)
        for said in ("Moderate for Solidarity", "dana@example.org", "Austria, Germany", "Deutsch"):
            assert said in page.content.decode()
        assert not Person.objects.filter(email="dana@example.org").exists()
        assert _accept(link, client=stranger).headers["Location"] == "/moderate/login/?joined=1"
        assert not stranger.cookies
        dana = Membership.objects.get(person__email="dana@example.org")
        assert (dana.role, dana.countries, dana.languages) == ("moderator", ["AT", "DE"], ["de"])
        assert dana.person.check_password(PASSWORD)
        assert "You are in the team" in stranger.get("/moderate/login/?joined=1").content.decode()

    def test_opening_the_link_a_hundred_times_changes_nothing(self, desk):
        """B69"""
        _invite(desk)
        link, client = _link(), Client()
        assert {client.get(link).status_code for _ in range(50)} | {client.head(link).status_code} == {200}
        assert not client.cookies
        assert Invitation.objects.count() == 1

    def test_it_works_once(self, desk):
        _invite(desk)
        link = _link()
        _accept(link)
        assert _accept(link, "quite another password").status_code == 404
        assert Person.objects.get(email="dana@example.org").check_password(PASSWORD)
        assert not Contact.objects.exists()

    def test_a_link_that_was_cut_or_made_up_is_dead(self, desk):
        """B71"""
        _invite(desk)
        link = _link()
        for dead in (link[:-2] + "/", link[:-3] + "xx/", "/moderate/join/x/", "/moderate/join/" + "x" * 65 + "/"):
            response = Client().get(dead)
            assert response.status_code == 404
            assert "no longer works" in response.content.decode()
            assert _accept(dead).status_code == 404

    def test_it_is_dead_after_a_week_and_its_address_deleted(self, desk, later):
        _invite(desk)
        link = _link()
        later(6 * 86400)
        retention.purge()
        assert Client().get(link).status_code == 200
        later(86400 + 60)
        assert Client().get(link).status_code == 404
        retention.purge()
        assert not Contact.objects.exists()

    @pytest.mark.parametrize("password", ["", "short", "password1234"])
    def test_a_weak_password_is_refused_with_the_reason(self, desk, password):
        _invite(desk)
        link = _link()
        response = _accept(link, password)
        assert response.status_code == 422
        assert "field__error" in response.content.decode()
        assert not Person.objects.filter(email="dana@example.org").exists()

    def test_who_signs_in_already_keeps_their_password(self, desk, db):
        other = campaigns.start(slug="other", name="Other")
        campaigns.join_team(campaign=other, email="dana@example.org", role=Role.MODERATOR, password=PASSWORD)
        _invite(desk, email="Dana@Example.org")
        link = _link()
        assert "Choose a password" not in Client().get(link).content.decode()
        _accept(link, "a password of a stranger")
        dana = Person.objects.get(email="dana@example.org")
        assert dana.check_password(PASSWORD)
        assert dana.memberships.count() == 2

    def test_a_second_invitation_takes_the_place_of_the_first(self, desk):
        _invite(desk)
        first = _link()
        _invite(desk, countries="")
        second = _link()
        assert Client().get(first).status_code == 404
        assert Client().get(second).status_code == 200

    def test_it_can_be_taken_back(self, desk):
        _invite(desk)
        link = _link()
        assert "dana@example.org" in desk.get(TEAM).content.decode()
        assert desk.post(TEAM, {"take_back": Invitation.objects.get().pk}).status_code == 302
        assert Client().get(link).status_code == 404

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"email": ""}, "name@example.org"),
            ({"email": "a@b.org\r\nBcc: x@y.org"}, "name@example.org"),
            ({"email": "cora@example.org"}, "in the team already"),
            ({"countries": "Atlantis"}, "names of countries"),
            ({"languages": "Elvish"}, "names of languages"),
        ],
    )
    def test_what_cannot_be_read_is_said_and_stays_typed(self, desk, typed, said):
        response = _invite(desk, **typed)
        assert response.status_code == 422
        assert said in response.content.decode()
        assert 'value="Deutsch"' in response.content.decode() or "languages" in typed
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize("typed", ["DE, AT", "germany; Austria", "Germany، AT", " de ,,at, DE "])
    def test_countries_by_name_or_code_in_any_hand(self, desk, typed):
        _invite(desk, countries=typed)
        assert Invitation.objects.get().countries == ["AT", "DE"]

    def test_a_moderator_invites_nobody(self, bo_signed_in, bo, sarchk):
        assert _invite(bo_signed_in).status_code == 404
        with pytest.raises(PermissionDenied):
            team.invite(campaign=sarchk, email="x@example.org", countries=[], languages=[], language="en", by=bo)

    def test_nor_does_the_coordinator_of_another_campaign(self, desk, db):
        campaigns.start(slug="other", name="Other")
        assert _invite(desk, campaign="other").status_code == 404

    def test_a_lost_link_is_not_mailed_to_who_is_only_invited(self, desk):
        _invite(desk)
        links.mail(email_index=bytes(Contact.objects.get().email_index))
        assert not OutboxMail.objects.filter(template="links").exists()


class TestLimits:
    def _member(self, bo):
        return f"{TEAM}{bo.memberships.get().pk}/"

    def test_are_changed_and_hold_at_once(self, desk, bo, waiting):
        sent, moderator = waiting(), DeskClient()
        moderator.force_login(bo)
        page = f"/moderate/{sent.id}/"
        assert moderator.get(page).status_code == 200
        assert desk.post(self._member(bo), {"action": "limit", "countries": "Germany"}).status_code == 302
        assert bo.memberships.get().countries == ["DE"]
        assert moderator.get(page).status_code == 404

    def test_are_shown_as_they_can_be_typed_again(self, desk, bo):
        codes = ["BQ", "CD", "DE", "PS", "SH", "XK"]
        bo.memberships.update(countries=codes, languages=["en", "zh-hant"])
        page = desk.get(self._member(bo))
        typed = page.context["typed"]
        desk.post(self._member(bo), {"action": "limit", **typed})
        assert (bo.memberships.get().countries, bo.memberships.get().languages) == (codes, ["en", "zh-hant"])

    def test_a_fault_is_said_and_nothing_changed(self, desk, bo):
        response = desk.post(self._member(bo), {"action": "limit", "countries": "Atlantis"})
        assert response.status_code == 422
        assert 'value="Atlantis"' in response.content.decode()
        assert bo.memberships.get().countries == []

    def test_of_another_campaigns_team_are_not_there(self, desk):
        other = campaigns.start(slug="other", name="Other")
        eve = campaigns.join_team(campaign=other, email="eve@example.org", role=Role.MODERATOR, password=PASSWORD)
        assert desk.get(self._member(eve)).status_code == 404
        assert "eve@example.org" not in desk.get(TEAM).content.decode()


class TestRemoving:
    """Roles and removals take two: tests/test_proposals.py."""

    def test_asks_a_second_person(self, desk, bo):
        page = f"{TEAM}{bo.memberships.get().pk}/"
        assert desk.post(page, {"action": "remove"}).status_code == 302
        assert desk.post(page, {"action": "role", "role": "coordinator"}).status_code == 302
        assert bo.memberships.get().role == Role.MODERATOR
        assert Proposal.objects.filter(outcome="").count() == 2
        assert "already" in desk.post(page, {"action": "remove"}).content.decode()

    @pytest.mark.parametrize("act", [{"action": "role", "role": "king"}, {"action": "role"}, {"action": "x"}, {}])
    def test_what_is_no_act_is_refused(self, desk, bo, act):
        assert desk.post(f"{TEAM}{bo.memberships.get().pk}/", act).status_code == 422
        assert not Proposal.objects.exists()

    def test_who_left_is_forgotten_after_a_month_and_the_log_keeps_a_number(self, sarchk, cora, bo, later):
        number = bo.pk
        team.remove(campaign=sarchk, by=cora, member=bo.memberships.get().pk)
        AuditEvent.objects.create(verb="test.tried", kind="person", object_id="1", actor=bo)
        later(29 * 86400)
        retention.purge()
        assert Person.objects.filter(pk=number).exists()
        later(2 * 86400)
        retention.purge()
        assert not Person.objects.filter(pk=number).exists()
        assert AuditEvent.objects.get(verb="test.tried").actor_id == number

    def test_who_is_on_another_team_is_not(self, sarchk, cora, bo, later):
        other = campaigns.start(slug="other", name="Other")
        campaigns.join_team(campaign=other, email="bo@example.org", role=Role.MODERATOR, password=PASSWORD)
        team.remove(campaign=sarchk, by=cora, member=bo.memberships.get(campaign=sarchk).pk)
        later(90 * 86400)
        retention.purge()
        assert Person.objects.filter(pk=bo.pk).exists()

    def test_the_last_coordinator_stays(self, sarchk, cora):
        member = cora.memberships.get().pk
        with pytest.raises(Refused, match=r"team\.last_coordinator"):
            team.remove(campaign=sarchk, by=cora, member=member)
        with pytest.raises(Refused, match=r"team\.last_coordinator"):
            team.set_role(campaign=sarchk, by=cora, member=member, role=Role.MODERATOR)


def test_makecoordinator_still_makes_the_first_login(sarchk, capsys):
    call_command("makecoordinator", "First@Example.org", "--campaign", "sarchk")
    password = re.search(r"Password: (\S+)", capsys.readouterr().out)[1]
    client = Client()
    response = client.post("/moderate/login/", {"email": "first@example.org", "password": password})
    assert "Scan this picture" in client.get(response.headers["Location"]).content.decode()
    assert Campaign.objects.get().team.get().role == Role.COORDINATOR
