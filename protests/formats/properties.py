"""What the JSON outputs say of a campaign, a day and a protest: the one list of their properties.

Dates and wall times are ISO 8601 without an offset, moments UTC with a Z, whatever is not announced is null.
"""

from datetime import UTC, date, datetime, time

from protests.public import PublicCampaign, PublicDay, PublicProtest
from protests.reported import Year
from protests.rules.turnout import Range, Total


def of_campaign(campaign: PublicCampaign) -> dict[str, object]:
    return {
        "slug": campaign.slug,
        "name": campaign.name,
        "about": campaign.about,
        "demands": campaign.demands,
        "accent": campaign.accent or None,
        "url": campaign.url,
    }


def of_day(day: PublicDay) -> dict[str, object]:
    return {
        "campaign": day.campaign.slug,
        "slug": day.slug,
        "key": day.key,
        "title": day.title,
        "tagline": day.tagline,
        "about": day.about,
        "starts_on": on(day.starts_on),
        "ends_on": on(day.ends_on),
        "usual_start": clock(day.usual_start),
        "demands": day.demands,
        "usual_end": clock(day.usual_end),
        "submissions_open": day.submissions_open,
        "opens_at": moment(day.opens_at),
        "closes_at": moment(day.closes_at),
        "is_archive": day.frozen_at is not None,
        "banner": day.banner or None,
        "banner_is_urgent": day.banner_is_urgent,
        "is_sample": day.is_sample,
        "url": day.url,
    }


def of_protest(protest: PublicProtest) -> dict[str, object]:
    """The properties of a GeoJSON feature (SPEC, "Feeds and files")."""
    return {
        "code": protest.code,
        "url": protest.url,
        "title": protest.title,
        "kind": protest.kind,
        "status": protest.status,
        "going_ahead": protest.going_ahead,
        "is_moved": protest.is_moved,
        "starts_at": moment(protest.starts_at),
        "local_date": on(protest.local_date),
        "local_start": clock(protest.local_start),
        "local_end": clock(protest.local_end),
        "timezone": protest.timezone,
        "venue": protest.venue,
        "locality": protest.locality,
        "country": protest.country,
        "precision": protest.precision,
        "accuracy": protest.accuracy,
        "group": protest.group,
        "checked": protest.checked_at is not None,
        "turnout": span(protest.turnout),
        "is_sample": protest.is_sample,
        "updated_at": moment(protest.updated_at),
    }


def in_full(protest: PublicProtest) -> dict[str, object]:
    """Everything that is public of a protest, as the API gives it; `latitude` and `longitude` in degrees."""
    longitude, latitude = protest.point or (None, None)
    return of_protest(protest) | {
        "day": f"{protest.campaign}/{protest.day}",
        "description": protest.description,
        "bring": protest.bring,
        "status_reason": protest.status_reason,
        "instead": protest.instead or None,
        "ends_at": moment(protest.ends_at),
        "local_end_date": on(protest.local_end_date),
        "latitude": latitude,
        "longitude": longitude,
        "address": protest.address,
        "region": protest.region,
        "reveal_at": moment(protest.reveal_at),
        "public_link": protest.link,
        "languages": list(protest.languages),
        "accessibility": list(protest.accessibility),
        "source": protest.source,
        "uid": protest.uid,
        "sequence": protest.sequence,
        "created_at": moment(protest.created_at),
        "checked_at": moment(protest.checked_at),
    }


def span(figures: Range | None) -> dict[str, int] | None:
    """From the least that anybody says to the most; null where nobody gave a figure."""
    return {"low": figures[0], "high": figures[1]} if figures else None


def of_total(total: Total) -> dict[str, int] | None:
    """How many came, with what the figure covers; null where nobody gave one."""
    found = span(total.span)
    return {**found, "reported_cities": total.reported, "cities": total.cities} if found else None


def of_year(year: Year) -> dict[str, object]:
    """An edition before, to compare."""
    counts = {"cities": year.counts.cities, "countries": year.counts.countries}
    return {"key": year.day.key, "starts_on": on(year.day.starts_on), **counts, "turnout": of_total(year.total)}


def moment(value: datetime | None) -> str | None:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if value else None


def on(value: date | None) -> str | None:
    return value.isoformat() if value else None


def clock(value: time | None) -> str | None:
    return f"{value:%H:%M}" if value else None
