"""S14: what takes two. Cora and Dora coordinate, Bo moderates."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone as clock

from protests.actions import campaigns, proposals, retention
from protests.enums import Agreement, Role
from protests.models import AuditEvent, Proposal
from protests.rules.faults import Refused
from tests.conftest import PASSWORD, DeskClient

PAGE = "/moderate/proposals/"
HOUR = 3600


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
def dora(sarchk):
    return campaigns.join_team(campaign=sarchk, email="dora@example.org", role=Role.COORDINATOR, password=PASSWORD)


@pytest.fixture
def asked(sarchk, cora, bo):
    """Cora wants Bo to coordinate too."""
    arguments = {"member": bo.memberships.get().pk, "role": "coordinator"}
    proposals.propose(verb="team.role", campaign=sarchk, arguments=arguments, by=cora)
    return Proposal.objects.get()


def _desk(person):
    client = DeskClient()
    client.force_login(person)
    return client


def _role(bo):
    return bo.memberships.get().role


def test_another_coordinator_agrees_and_it_is_done(asked, cora, dora, bo):
    desk = _desk(dora)
    assert "bo@example.org: Coordinator" in desk.get(PAGE).content.decode()
    assert desk.post(PAGE, {"proposal": asked.pk, "action": "agree"}).status_code == 302
    assert _role(bo) == Role.COORDINATOR
    acts = AuditEvent.objects.filter(verb__startswith="proposal").order_by("pk").values_list("verb", "actor", "reason")
    assert list(acts) == [("proposal.made", cora.pk, "team.role"), ("proposal.agreed", dora.pk, "team.role")]
    assert AuditEvent.objects.get(verb="team.role_set").actor == cora


def test_who_asked_does_not_agree_alone(asked, cora, dora, bo):
    desk = _desk(cora)
    assert 'value="agree"' not in desk.get(PAGE).content.decode()
    response = desk.post(PAGE, {"proposal": asked.pk, "action": "agree"})
    assert response.status_code == 409
    assert "Another coordinator has to agree" in response.content.decode()
    assert _role(bo) == Role.MODERATOR


def test_not_even_after_a_day_while_there_is_another(asked, cora, dora, bo, later):
    later(25 * HOUR)
    with pytest.raises(Refused, match=r"proposal\.alone"):
        proposals.agree(proposal_id=asked.pk, by=cora)


@pytest.mark.parametrize(("hours", "is_done"), [(23.9, False), (24.1, True)])
def test_where_there_is_no_other_a_day_has_to_pass(asked, cora, bo, later, hours, is_done):
    later(hours * HOUR)
    status = _desk(cora).post(PAGE, {"proposal": asked.pk, "action": "agree"}).status_code
    assert status == (302 if is_done else 409)
    assert (_role(bo) == Role.COORDINATOR) is is_done


def test_somebody_shut_out_is_no_second_person(asked, cora, dora, later):
    type(dora).objects.filter(pk=dora.pk).update(is_active=False)
    later(25 * HOUR)
    proposals.agree(proposal_id=asked.pk, by=cora)
    assert Proposal.objects.get().outcome == Agreement.AGREED


def test_a_moderator_neither_asks_nor_agrees(asked, sarchk, bo):
    assert _desk(bo).get(PAGE).status_code == 404
    for act in (proposals.agree, proposals.decline):
        with pytest.raises(PermissionDenied):
            act(proposal_id=asked.pk, by=bo)
    with pytest.raises(PermissionDenied):
        proposals.propose(verb="team.remove", campaign=sarchk, arguments={"member": 1}, by=bo)


def test_nor_does_the_coordinator_of_another_campaign(asked):
    other = campaigns.start(slug="other", name="Other")
    eve = campaigns.join_team(campaign=other, email="eve@example.org", role=Role.COORDINATOR, password=PASSWORD)
    assert "bo@example.org" not in _desk(eve).get(PAGE).content.decode()
    with pytest.raises(PermissionDenied):
        proposals.agree(proposal_id=asked.pk, by=eve)


@pytest.mark.parametrize(("who", "outcome"), [("cora", "taken_back"), ("dora", "declined")])
def test_it_can_be_declined_or_taken_back(asked, cora, dora, bo, who, outcome):
    desk = _desk({"cora": cora, "dora": dora}[who])
    assert desk.post(PAGE, {"proposal": asked.pk, "action": "decline"}).status_code == 302
    assert Proposal.objects.get().outcome == outcome
    assert _role(bo) == Role.MODERATOR
    assert desk.post(PAGE, {"proposal": asked.pk, "action": "agree"}).status_code == 409


def test_what_the_action_refuses_decides_nothing(asked, dora, bo):
    """Bo left meanwhile: nothing to be done, and it still waits to be declined."""
    bo.memberships.all().delete()
    with pytest.raises(Refused, match=r"team\.gone"):
        proposals.agree(proposal_id=asked.pk, by=dora)
    assert Proposal.objects.get().outcome == ""
    assert "Nothing was changed" in _desk(dora).post(PAGE, {"proposal": asked.pk, "action": "agree"}).content.decode()


def test_the_same_is_asked_for_once_at_a_time(asked, sarchk, cora, dora):
    with pytest.raises(Refused, match=r"proposal\.waits"):
        proposals.propose(verb="team.role", campaign=sarchk, arguments=asked.arguments, by=dora)
    proposals.decline(proposal_id=asked.pk, by=dora)
    proposals.propose(verb="team.role", campaign=sarchk, arguments=asked.arguments, by=dora)


@pytest.mark.parametrize(
    "form", [{}, {"proposal": "x", "action": "agree"}, {"proposal": "1", "action": "x"}, {"proposal": "9" * 40}]
)
def test_nonsense_is_not_found(asked, dora, form):
    assert _desk(dora).post(PAGE, form).status_code == 404


def test_the_command_line_is_the_second_person(asked, bo, capsys):
    call_command("proposals")
    assert "bo@example.org: Coordinator" in capsys.readouterr().out
    call_command("proposals", "--agree", str(asked.pk))
    assert _role(bo) == Role.COORDINATOR
    with pytest.raises(CommandError, match="decided already"):
        call_command("proposals", "--decline", str(asked.pk))
    call_command("proposals")
    assert "Nothing waits." in capsys.readouterr().out


def test_what_was_decided_is_forgotten_after_its_time(asked, dora, later):
    proposals.decline(proposal_id=asked.pk, by=dora)
    later(89 * 86400)
    retention.purge()
    assert Proposal.objects.exists()
    later(2 * 86400)
    retention.purge()
    assert not Proposal.objects.exists()


def test_who_asked_may_be_forgotten(asked, cora, dora):
    cora.delete()
    assert _desk(dora).get(PAGE).status_code == 200
