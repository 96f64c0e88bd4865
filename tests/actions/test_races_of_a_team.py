"""Two at once in the team: what may happen once happens once, and a campaign keeps a coordinator."""

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone as clock

from protests.actions import campaigns, chain, proposals, secondfactor, turns
from protests.enums import Role
from protests.models import AuditEvent, Membership, Proposal, RecoveryCode, Seal
from protests.rules import onetime
from protests.rules.faults import Refused
from tests.actions.test_races import ROUNDS, at_once, db  # noqa: F401
from tests.conftest import PASSWORD, SECRET

pytestmark = pytest.mark.parametrize("rounds", ROUNDS)


@pytest.fixture
def lead(sarchk):
    """lead(name) -> a coordinator."""

    def lead(name):
        who = {"email": f"{name}@example.org", "role": Role.COORDINATOR, "password": PASSWORD}
        return campaigns.join_team(campaign=sarchk, **who)

    return lead


def test_two_agree_to_the_same(sarchk, lead, bo, rounds):
    cora, dora, ema = map(lead, ("cora", "dora", "ema"))
    for number in range(rounds):
        role = Role.MODERATOR if number % 2 else Role.COORDINATOR
        arguments = {"member": bo.memberships.get().pk, "role": role}
        proposals.propose(verb="team.role", campaign=sarchk, arguments=arguments, by=cora)
        asked = Proposal.objects.get(outcome="").pk
        agree = [lambda by=by, asked=asked: proposals.agree(proposal_id=asked, by=by) for by in (dora, ema)]
        assert sorted(str(result) for result in at_once(*agree)) == ["None", "proposal.decided"]
    assert AuditEvent.objects.filter(verb="team.role_set").count() == rounds


def test_two_coordinators_remove_each_other(sarchk, lead, rounds):
    """Agreed on the command line at the same moment: one of them stays."""
    cora, dora = lead("cora"), lead("dora")
    for _ in range(rounds):
        for by, other in ((cora, dora), (dora, cora)):
            arguments = {"member": other.memberships.get().pk}
            proposals.propose(verb="team.remove", campaign=sarchk, arguments=arguments, by=by)
        asked = Proposal.objects.filter(outcome="").values_list("pk", flat=True)
        results = at_once(*[lambda one=one: proposals.agree(proposal_id=one, by=None) for one in asked])
        assert {type(one) for one in results if one} <= {Refused}
        assert Membership.objects.filter(role=Role.COORDINATOR).count() >= 1
        Proposal.objects.filter(outcome="").delete()
        cora, dora = lead("cora"), lead("dora")


def test_a_code_is_typed_twice(bo, second_factor, rounds):
    for _ in range(rounds):
        code = second_factor(bo)
        recovery = onetime.new_recovery_codes()[0]
        RecoveryCode.objects.create(person=bo, digest=onetime.recovery_digest(settings.CONTACT_KEY, bo.pk, recovery))
        for typed in (code, recovery):
            twice = at_once(*[lambda typed=typed: secondfactor.prove(person=bo, typed=typed)] * 2)
            assert sorted(twice) == [False, True]
            turns.succeeded(f"second-factor:{bo.pk}")
    assert onetime.step_of(SECRET, onetime.code(SECRET, clock.now()), clock.now(), 0)


def test_two_workers_seal(publish, rounds):
    publish()
    for _ in range(rounds):
        AuditEvent.objects.create(verb="test.tried", kind="x", object_id="1")
        results = at_once(chain.seal, chain.seal)
        assert {type(one) for one in results} <= {int, IntegrityError}
    chain.seal()
    sealed = [row for rows in Seal.objects.values_list("rows", flat=True) for row in rows]
    assert sorted(sealed) == sorted(AuditEvent.objects.values_list("pk", flat=True))
    assert chain.verify().faults == []
