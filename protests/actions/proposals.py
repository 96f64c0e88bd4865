"""What takes two: one person of a campaign's coordinators asks for it, another agrees, and only then it is done.

A verb of VERBS is one line: its name for people, the action, and whom or what it is about. The action is called with
`campaign`, `by` (who asked) and the arguments of the proposal; what it refuses is said and nothing is decided.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone as clock
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from protests.actions import groups, team
from protests.actions.log import record
from protests.enums import Agreement, Role
from protests.models import Campaign, Membership, Person, Proposal
from protests.rules import permissions, secondperson
from protests.rules.faults import Refused


@dataclass(frozen=True)
class Verb:
    """`about` says from the arguments whom or what it is about, for the person who has to agree."""

    label: str | Promise
    act: Callable[..., None]
    about: Callable[[dict[str, Any]], str]


def _trust(*, campaign: Campaign, by: Person, group_id: int) -> None:
    """The group says which campaign it is of."""
    groups.trust(group_id=group_id, by=by)


VERBS = {
    "team.role": Verb(_("Change the role"), team.set_role, team.about),
    "team.remove": Verb(_("Remove from the team"), team.remove, team.about),
    "group.trust": Verb(_("Trust a group"), _trust, groups.about),
}


@transaction.atomic
def propose(*, verb: str, campaign: Campaign, arguments: dict[str, Any], reason: str = "", by: Person) -> None:
    """Ask for something that takes two. Raises PermissionDenied, Refused `proposal.waits`."""
    _check(campaign, by)
    try:
        with transaction.atomic():
            made = Proposal.objects.create(verb=verb, campaign=campaign, arguments=arguments, reason=reason, by=by)
    except IntegrityError:
        raise Refused("proposal.waits", _("The same waits for a second person already.")) from None
    record("proposal.made", made, by=by, reason=verb)


@transaction.atomic
def agree(*, proposal_id: int, by: Person | None) -> None:
    """Carry it out. `by` is another coordinator, or None on the command line of the host.

    Raises PermissionDenied, Refused `proposal.decided`, `proposal.alone`, and what the action refuses.
    """
    proposal = _waiting(proposal_id, by)
    if by and not may_agree(proposal, by):
        raise Refused("proposal.alone", _("Another coordinator has to agree to this."))
    VERBS[proposal.verb].act(campaign=proposal.campaign, by=proposal.by, **proposal.arguments)
    _close(proposal, Agreement.AGREED, by)


@transaction.atomic
def decline(*, proposal_id: int, by: Person | None) -> None:
    """It is not done; who asked takes it back so. Raises PermissionDenied, Refused `proposal.decided`."""
    proposal = _waiting(proposal_id, by)
    is_own = by is not None and proposal.by_id == by.pk
    _close(proposal, Agreement.TAKEN_BACK if is_own else Agreement.DECLINED, by)


def may_agree(proposal: Proposal, person: Person) -> bool:
    """Of a coordinator of its campaign."""
    team_of = Membership.objects.filter(campaign=proposal.campaign_id, role=Role.COORDINATOR, person__is_active=True)
    return secondperson.may_agree(
        asked_by=proposal.by_id,
        asked_at=proposal.at,
        person=person.pk,
        coordinators=team_of.count(),
        now=clock.now(),
    )


def _waiting(proposal_id: int, by: Person | None) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).select_related("campaign", "by")
    proposal = found.filter(pk=proposal_id).first()
    if proposal and by:
        _check(proposal.campaign, by)
    if proposal is None or proposal.outcome:
        raise Refused("proposal.decided", _("This was decided already."))
    return proposal


def _close(proposal: Proposal, outcome: Agreement, by: Person | None) -> None:
    proposal.outcome, proposal.decided_by, proposal.decided_at = outcome, by, clock.now()
    proposal.save(update_fields=["outcome", "decided_by", "decided_at"])
    record(f"proposal.{outcome.value}", proposal, by=by, reason=proposal.verb)


def _check(campaign: Campaign, by: Person) -> None:
    if not permissions.coordinates(by.memberships.all(), campaign.pk):
        raise PermissionDenied
