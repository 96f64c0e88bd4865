"""Who may do what: booleans only."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from protests.enums import Role


class Member(Protocol):
    """A person's place in the team of one campaign; no countries means all of them, no languages likewise."""

    campaign_id: int
    role: str
    countries: list[str]
    languages: list[str]


def may_moderate(team: Iterable[Member], campaign_id: int, country: str, languages: Sequence[str]) -> bool:
    """Whether one of a person's memberships covers an entry of this campaign, in this country, which names these
    languages."""
    return any(member.campaign_id == campaign_id and covers(member, country, languages) for member in team)


def may_coordinate(team: Iterable[Member]) -> bool:
    """Whether a person runs a campaign, and so sees what the worker could not send and what it forgot."""
    return any(member.role == Role.COORDINATOR for member in team)


def coordinates(team: Iterable[Member], campaign_id: int) -> bool:
    """Whether a person runs this campaign."""
    return any(member.role == Role.COORDINATOR and member.campaign_id == campaign_id for member in team)


def covers(member: Member, country: str, languages: Sequence[str]) -> bool:
    """Country and language both limit. An entry that names no language is for all who have its country: it must not
    wait for somebody who never sees it."""
    if member.role == Role.COORDINATOR:
        return True
    speaks = not member.languages or not languages or not set(languages).isdisjoint(member.languages)
    return speaks and (not member.countries or country in member.countries)


def uncovered(team: Iterable[Member], countries: Iterable[str]) -> list[str]:
    """The countries for which nobody of the team is a moderator; coordinators are there for all, and so for none."""
    moderators = [member for member in team if member.role == Role.MODERATOR]
    return sorted(one for one in countries if not any(covers(member, one, ()) for member in moderators))
