"""What coordinators see of their teams: who is in them and for what, who is invited, and what waits for two."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone as clock
from django.utils.functional import Promise

from protests.actions import proposals
from protests.enums import Role
from protests.models import Campaign, Invitation, Membership, Person, Proposal, SecondFactor
from protests.rules import retention, sealing, secondperson

MOST_DECIDED = 50


@dataclass(frozen=True)
class Mate:
    """Somebody of the team; no countries means all of them, no languages likewise."""

    id: int
    email: str
    role: str
    countries: list[str]
    languages: list[str]
    has_second_factor: bool
    is_you: bool


@dataclass(frozen=True)
class Invited:
    """Somebody who did not answer yet, and until when they may."""

    id: int
    email: str
    countries: list[str]
    languages: list[str]
    until: datetime


@dataclass(frozen=True)
class Team:
    slug: str
    name: str
    mates: list[Mate]
    invited: list[Invited]


@dataclass(frozen=True)
class Proposed:
    """An act that takes two. `free_at` is when whoever asked may carry it out alone, where there is nobody else."""

    id: int
    verb: str
    label: str | Promise
    about: str
    arguments: dict[str, Any]
    reason: str
    campaign: str
    by: str
    at: datetime
    is_own: bool
    may_agree: bool
    free_at: datetime
    outcome: str
    decided_by: str
    decided_at: datetime | None


def campaigns(person: Person) -> QuerySet[Campaign]:
    """Those that a person runs."""
    return Campaign.objects.filter(team__person=person, team__role=Role.COORDINATOR).order_by("name", "pk")


def campaign(person: Person, slug: str) -> Campaign | None:
    return campaigns(person).filter(slug=slug).first()


def teams(person: Person) -> list[Team]:
    """Of each campaign that a person runs, coordinators first."""
    return [
        Team(one.slug, one.name, [_mate(mate, person) for mate in _members(one)], _invited(one))
        for one in campaigns(person)
    ]


def mate(person: Person, member_id: int) -> tuple[Campaign, Mate] | None:
    """One of a team that a person coordinates, and its campaign."""
    theirs = Membership.objects.filter(pk=member_id, campaign__in=campaigns(person)).select_related("campaign").first()
    return (theirs.campaign, _mate(_members(theirs.campaign).get(pk=member_id), person)) if theirs else None


def waiting(person: Person) -> list[Proposed]:
    """What waits for a second person in the campaigns of this one, the longest first."""
    return [_proposed(one, person) for one in _proposals(person).filter(outcome="").order_by("at", "pk")]


def waiting_count(person: Person) -> int:
    return _proposals(person).filter(outcome="").count()


def decided(person: Person) -> list[Proposed]:
    """What was decided, the latest first."""
    found = _proposals(person).exclude(outcome="").order_by("-decided_at", "-pk")[:MOST_DECIDED]
    return [_proposed(one, person) for one in found]


def _members(of: Campaign) -> QuerySet[Membership]:
    proved = SecondFactor.objects.filter(person=OuterRef("person"), confirmed_at__isnull=False)
    found = Membership.objects.filter(campaign=of).select_related("person").annotate(has_second_factor=Exists(proved))
    return found.order_by("role", "person__email")


def _mate(member: Any, person: Person) -> Mate:
    names = "id role countries languages has_second_factor".split()
    values = {name: getattr(member, name) for name in names}
    return Mate(email=member.person.email, is_you=member.person_id == person.pk, **values)


def _invited(of: Campaign) -> list[Invited]:
    since = clock.now() - retention.INVITATION
    found = (
        Invitation.objects.filter(campaign=of, created_at__gt=since).select_related("contact").order_by("created_at")
    )
    return [
        Invited(
            one.pk,
            sealing.unseal(settings.CONTACT_KEY, one.contact.sealed_email or b""),
            one.countries,
            one.languages,
            one.created_at + retention.INVITATION,
        )
        for one in found
    ]


def _proposals(person: Person) -> QuerySet[Proposal]:
    return Proposal.objects.filter(campaign__in=campaigns(person)).select_related("campaign", "by", "decided_by")


def _proposed(one: Proposal, person: Person) -> Proposed:
    verb = proposals.VERBS[one.verb]
    names = "id verb arguments reason at outcome decided_at".split()
    return Proposed(
        label=verb.label,
        about=verb.about(one.arguments),
        campaign=one.campaign.name,
        by=_email(one.by),
        is_own=one.by_id == person.pk,
        may_agree=not one.outcome and proposals.may_agree(one, person),
        free_at=one.at + secondperson.ALONE,
        decided_by=_email(one.decided_by),
        **{name: getattr(one, name) for name in names},
    )


def _email(person: Person | None) -> str:
    return person.email if person else ""
