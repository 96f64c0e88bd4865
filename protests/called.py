"""Campaigns, their days and their groups as the coordinators who run them see and edit them."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from protests.enums import Role, Visibility
from protests.models import Campaign, LocalGroup, Person, ProtestDay
from protests.rules import permissions, tokens
from protests.rules.calling import CampaignDraft, DayDraft

MOST_GROUPS = 500


@dataclass(frozen=True)
class Called:
    """A campaign of this coordinator, with its days."""

    slug: str
    draft: CampaignDraft
    days: list["CalledDay"]


@dataclass(frozen=True)
class CalledDay:
    """A day as it was called; `protests` are listed, `starts_on` and `ends_on` local dates."""

    campaign: str
    slug: str
    draft: DayDraft
    follows: str
    frozen_at: datetime | None
    banner: str
    banner_is_urgent: bool
    protests: int


@dataclass(frozen=True)
class Group:
    """A local group; `url` is its own link while it is trusted, which lets whoever has it publish."""

    id: int
    name: str
    protests: int
    trusted_at: datetime | None
    url: str


def campaigns(person: Person) -> list[Called]:
    """Those that a person coordinates, by name."""
    led = Campaign.objects.filter(team__person=person, team__role=Role.COORDINATOR).order_by("name", "pk")
    return [_called(campaign) for campaign in led]


def campaign(person: Person, slug: str) -> Called | None:
    found = Campaign.objects.filter(slug=slug, team__person=person, team__role=Role.COORDINATOR).first()
    return _called(found) if found else None


def day(person: Person, campaign: str, slug: str) -> CalledDay | None:
    found = _days().filter(campaign__slug=campaign, slug=slug).first()
    if found is None or not permissions.coordinates(person.memberships.all(), found.campaign_id):
        return None
    return _called_day(found)


def groups(called: Called) -> list[Group]:
    """The trusted first, then by how much they organise."""
    found = LocalGroup.objects.filter(campaign__slug=called.slug).annotate(count=Count("protests"))
    return [_group(one) for one in found.order_by(F("trusted_at").asc(nulls_last=True), "-count", "name")[:MOST_GROUPS]]


def trusted(person: Person, campaign: str, group_id: int) -> Group | None:
    """A group of a campaign that this person coordinates."""
    team = Q(campaign__team__person=person, campaign__team__role=Role.COORDINATOR)
    found = LocalGroup.objects.filter(team, pk=group_id, campaign__slug=campaign)
    record = found.annotate(count=Count("protests", distinct=True)).first()
    return _group(record) if record else None


def _called(record: Campaign) -> Called:
    values = {field.name: getattr(record, field.name) for field in fields(CampaignDraft)}
    days = _days().filter(campaign=record).order_by("-starts_on", "pk")
    return Called(record.slug, CampaignDraft(**values), [_called_day(day) for day in days])


def _days() -> QuerySet[ProtestDay]:
    count = Count("protests", filter=Q(protests__visibility=Visibility.PUBLIC))
    return ProtestDay.objects.select_related("campaign", "follows").annotate(count=count)


def _called_day(record: Any) -> CalledDay:
    return CalledDay(
        campaign=record.campaign.slug,
        slug=record.slug,
        draft=DayDraft(**{field.name: getattr(record, field.name) for field in fields(DayDraft)}),
        follows=record.follows.slug if record.follows else "",
        frozen_at=record.frozen_at,
        banner=record.banner,
        banner_is_urgent=record.banner_is_urgent,
        protests=record.count,
    )


def _group(record: Any) -> Group:
    url = ""
    if record.trusted_at:
        token = tokens.token(settings.CONTACT_KEY, "group", record.handle, record.generation)
        url = settings.SITE_URL + reverse("group", args=[token])
    return Group(record.pk, record.name, record.count, record.trusted_at, url)
