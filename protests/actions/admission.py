"""Whether something may come in at all: the day is open, and nobody is put in danger by it."""

from django.utils import timezone as clock

from protests.actions import gatherings
from protests.models import Campaign, ProtestDay
from protests.rules import risk, window
from protests.rules.draft import Draft
from protests.rules.faults import Reading


def open_day(campaign: str, slug: str) -> ProtestDay | None:
    """The day, if it takes in new protests now."""
    found = ProtestDay.objects.select_related("campaign")
    day = found.filter(campaign__slug=campaign, slug=slug).first()
    return day if day and window.is_open(day, clock.now()) else None


def check_risk(campaign: Campaign, draft: Draft) -> None:
    """Raises Faulty for what may not be said in a country where people are in danger."""
    reading = Reading()
    if campaign.risky_countries and draft.point:
        country = gatherings.surroundings(draft.point)["country"]
        risk.check(draft, country, campaign.risky_countries, reading)
    reading.finish()
