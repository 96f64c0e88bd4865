"""Who may decide: coordinators everywhere in their campaign, moderators in their countries."""

from dataclasses import dataclass, field

import pytest

from protests.enums import Role
from protests.rules.permissions import coordinates, may_moderate

SARCHK, OTHER = 1, 2


@dataclass
class Member:
    campaign_id: int
    role: str = Role.MODERATOR
    countries: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


@pytest.mark.parametrize(
    ("team", "country", "may"),
    [
        ([], "FJ", False),
        ([Member(SARCHK)], "FJ", True),
        ([Member(SARCHK)], "", True),
        ([Member(OTHER)], "FJ", False),
        ([Member(SARCHK, countries=["FJ", "WS"])], "FJ", True),
        ([Member(SARCHK, countries=["DE"])], "FJ", False),
        ([Member(SARCHK, countries=["DE"])], "", False),
        ([Member(SARCHK, Role.COORDINATOR, ["DE"])], "FJ", True),
        ([Member(OTHER, Role.COORDINATOR)], "FJ", False),
        ([Member(OTHER), Member(SARCHK, countries=["FJ"])], "FJ", True),
    ],
)
def test_may_moderate(team, country, may):
    """M2; an online protest has no country, so it is for those who have all of them."""
    assert may_moderate(team, SARCHK, country, []) is may


@pytest.mark.parametrize(
    ("member", "languages", "may"),
    [
        (Member(SARCHK, languages=["ar"]), ["ar", "en"], True),
        (Member(SARCHK, languages=["ar"]), ["en"], False),
        (Member(SARCHK, languages=["ar"]), [], True),
        (Member(SARCHK), ["en"], True),
        (Member(SARCHK, countries=["FJ"], languages=["ar"]), ["ar"], True),
        (Member(SARCHK, countries=["DE"], languages=["ar"]), ["ar"], False),
        (Member(SARCHK, countries=["DE"], languages=["ar"]), [], False),
        (Member(SARCHK, Role.COORDINATOR, ["DE"], ["ar"]), ["en"], True),
    ],
)
def test_country_and_language_both_limit(member, languages, may):
    """Issue 5.1. What names no language is for all who have its country: it must not wait for nobody."""
    assert may_moderate([member], SARCHK, "FJ", languages) is may


def test_who_runs_a_campaign_runs_no_other():
    assert coordinates([Member(SARCHK, Role.COORDINATOR)], SARCHK)
    assert not coordinates([Member(SARCHK), Member(OTHER, Role.COORDINATOR)], SARCHK)
