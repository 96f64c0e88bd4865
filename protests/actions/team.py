"""Who is in the team of a campaign: invited, limited, made a coordinator or a moderator again, removed.

A role and a removal take two (proposals.py calls `set_role` and `remove`); whoever is invited is a moderator.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _

from protests import emails
from protests.actions.log import record
from protests.actions.signin import good_password
from protests.enums import Role
from protests.models import Campaign, Contact, Invitation, Membership, Person
from protests.rules import permissions, retention, sealing, tokens
from protests.rules.faults import Refused


@transaction.atomic
def invite(
    *, campaign: Campaign, email: str, countries: Sequence[str], languages: Sequence[str], language: str, by: Person
) -> None:
    """Mail a link with which somebody joins as a moderator of these countries and languages; none means all. An
    invitation to the same address takes the place of the one before. `language` is that of the mail.

    Raises PermissionDenied, Refused `team.member`.
    """
    _check(campaign, by)
    if Membership.objects.filter(campaign=campaign, person__email__iexact=email).exists():
        raise Refused("team.member", _("This address is in the team already."))
    index = sealing.blind_index(settings.CONTACT_KEY, email)
    Contact.objects.filter(invitation__campaign=campaign, email_index=index).delete()
    contact = Contact.objects.create(
        sealed_email=sealing.seal(settings.CONTACT_KEY, email),
        email_index=index,
        language=language,
        handle=tokens.new_handle(),
    )
    limits = {"countries": list(countries), "languages": list(languages)}
    invitation = Invitation.objects.create(campaign=campaign, contact=contact, by=by, **limits)
    record("team.invited", invitation, by=by)
    emails.invitation(contact)


@transaction.atomic
def take_back(*, invitation_id: int, by: Person) -> None:
    """The link of an invitation does not work any more. Raises PermissionDenied; nothing if it is gone already."""
    for invitation in Invitation.objects.select_related("campaign", "contact").filter(pk=invitation_id):
        _check(invitation.campaign, by)
        record("team.invitation_taken_back", invitation, by=by)
        invitation.contact.delete()


def invitation_of(token: str) -> Invitation | None:
    """What a link invites to; None if it does not work, or not any more."""
    since = clock.now() - retention.INVITATION
    found = Invitation.objects.select_related("campaign", "contact")
    invitation = found.filter(contact__handle=tokens.handle_of(token), created_at__gt=since).first()
    if invitation is None:
        return None
    contact = invitation.contact
    genuine = tokens.is_genuine(token, settings.CONTACT_KEY, "join", contact.handle, contact.generation)
    return invitation if genuine else None


def address_of(invitation: Invitation) -> str:
    """To whom it went: for whoever holds its link."""
    return sealing.unseal(settings.CONTACT_KEY, invitation.contact.sealed_email or b"")


def is_known(email: str) -> bool:
    """Whether somebody signs in with this address already, so that no password is to be chosen."""
    return Person.objects.filter(email__iexact=email).exists()


@transaction.atomic
def join(*, token: str, password: str) -> str | None:
    """Accept an invitation; the address to sign in with, None for a dead link. Who has a password here keeps it.

    Raises Refused `password.weak`.
    """
    invitation = invitation_of(token)
    if invitation is None:
        return None
    campaign, email = invitation.campaign, address_of(invitation)
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person(email=email)
        person.set_password(good_password(password, person))
    person.left_at = None
    person.save()
    limits = {"countries": invitation.countries, "languages": invitation.languages}
    Membership.objects.get_or_create(person=person, campaign=campaign, defaults={"role": Role.MODERATOR, **limits})
    record("team.joined", campaign, by=person, reason=Role.MODERATOR)
    invitation.contact.delete()
    return person.email


@transaction.atomic
def limit(*, member_id: int, countries: Sequence[str], languages: Sequence[str], by: Person) -> None:
    """What a moderator is offered from now on, and may decide. Raises PermissionDenied, Refused `team.gone`."""
    member = Membership.objects.select_for_update(of=("self",)).select_related("campaign").filter(pk=member_id).first()
    if member is None:
        raise _gone()
    _check(member.campaign, by)
    member.countries, member.languages = list(countries), list(languages)
    member.save(update_fields=["countries", "languages"])
    record("team.limited", member, by=by)


def set_role(*, campaign: Campaign, by: Person | None, member: int, role: str) -> None:
    """Raises Refused `team.gone`, `team.last_coordinator`."""
    found = _locked(campaign, member, is_leaving=role != Role.COORDINATOR)
    found.role = Role(role)
    found.save(update_fields=["role"])
    record("team.role_set", found, by=by, reason=role)


def remove(*, campaign: Campaign, by: Person | None, member: int) -> None:
    """Raises Refused `team.gone`, `team.last_coordinator`."""
    found = _locked(campaign, member, is_leaving=True)
    record("team.removed", found, by=by)
    found.delete()
    if not found.person.memberships.exists():
        Person.objects.filter(pk=found.person.pk).update(left_at=clock.now())


def about(arguments: dict[str, Any]) -> str:
    """Whom a proposal is about, and what they are to be: "dana@example.org: Coordinator"; "" for who left."""
    found = Membership.objects.select_related("person").filter(pk=arguments["member"]).first()
    role = f": {Role(arguments['role']).label}" if "role" in arguments else ""
    return found.person.email + role if found else ""


def _locked(campaign: Campaign, member: int, *, is_leaving: bool) -> Membership:
    """One of the team, under a lock on all of it: two who remove each other would leave nobody."""
    found = Membership.objects.select_for_update(of=("self",)).filter(campaign=campaign).order_by("pk")
    team = {one.pk: one for one in found.select_related("person")}
    if member not in team:
        raise _gone()
    if is_leaving and {pk for pk, one in team.items() if one.role == Role.COORDINATOR} <= {member}:
        raise Refused("team.last_coordinator", _("A campaign keeps a coordinator. Make another one first."))
    return team[member]


def _gone() -> Refused:
    return Refused("team.gone", _("This person is not in the team any more."))


def _check(campaign: Campaign, by: Person) -> None:
    if not permissions.coordinates(by.memberships.all(), campaign.pk):
        raise PermissionDenied
