"""Campaigns, their days and their teams."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, time

from django.core.exceptions import PermissionDenied
from django.db import transaction

from protests.actions import endangered, led
from protests.actions.log import changed, record, renewed
from protests.enums import Role
from protests.models import Campaign, Membership, Person, ProtestDay
from protests.rules import permissions, slugs
from protests.rules.calling import CampaignDraft
from protests.rules.faults import Refused


@transaction.atomic
def start(*, slug: str, name: str, about: str = "", accent: str = "", by: Person | None = None) -> Campaign:
    """A new campaign. `accent` is "#RRGGBB" or empty. Raises Refused for a slug that is taken by the site."""
    campaign = Campaign.objects.create(slug=slugs.campaign_slug(slug), name=name, about=about, accent=accent.upper())
    record("campaign.started", campaign, by=by)
    return campaign


@transaction.atomic
def found(*, slug: str, draft: CampaignDraft, by: Person) -> Campaign:
    """A new campaign of somebody who runs one already, and runs this one too. Raises PermissionDenied, and Refused for
    a slug that is taken."""
    if not permissions.may_coordinate(by.memberships.all()):
        raise PermissionDenied
    if Campaign.objects.filter(slug=slug).exists():
        raise Refused("slug.taken", slugs.TAKEN)
    campaign = Campaign.objects.create(slug=slugs.new_campaign_slug(slug), **asdict(draft))
    Membership.objects.create(person=by, campaign=campaign, role=Role.COORDINATOR)
    record("campaign.started", campaign, by=by)
    return campaign


@transaction.atomic
def edit(*, slug: str, draft: CampaignDraft, by: Person) -> None:
    """The campaign is called and described so. What is listed in a country that people are in danger in from now on is
    made coarse at once. Raises PermissionDenied, Campaign.DoesNotExist."""
    campaign = led.campaign_of(slug, by)
    endangered.protect(campaign, set(draft.risky_countries) - set(campaign.risky_countries), by=by)
    renewed(campaign)
    Campaign.objects.filter(pk=campaign.pk).update(**asdict(draft))
    record("campaign.edited", campaign, by=by)


@transaction.atomic
def call_day(
    *,
    campaign: Campaign,
    slug: str,
    title: str,
    starts_on: date,
    ends_on: date | None = None,
    tagline: str = "",
    usual_start: time | None = None,
    submissions_open: bool = True,
    is_sample: bool = False,
    by: Person | None = None,
) -> ProtestDay:
    """A new protest day of a campaign; without `ends_on` it is a single day."""
    day = ProtestDay.objects.create(
        campaign=campaign,
        slug=slug,
        title=title,
        tagline=tagline,
        starts_on=starts_on,
        ends_on=ends_on or starts_on,
        usual_start=usual_start,
        submissions_open=submissions_open,
        is_sample=is_sample,
    )
    record("day.called", day, by=by)
    changed(day)
    return day


@transaction.atomic
def join_team(
    *,
    campaign: Campaign,
    email: str,
    role: str,
    password: str,
    countries: Sequence[str] = (),
    languages: Sequence[str] = (),
    by: Person | None = None,
) -> Person:
    """A person who signs in with this address, new or known, and what they may do in the campaign."""
    person = Person.objects.filter(email__iexact=email).first() or Person(email=email)
    person.set_password(password)
    person.left_at = None
    person.save()
    limits = {"countries": list(countries), "languages": list(languages)}
    Membership.objects.update_or_create(person=person, campaign=campaign, defaults={"role": Role(role), **limits})
    record("team.joined", campaign, by=by, reason=role)
    return person
