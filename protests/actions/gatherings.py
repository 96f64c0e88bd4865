"""From what was read to the columns that submissions and protests share."""

from typing import Any

from django.contrib.gis.geos import Point
from django.db.models import F

from maps import gazetteer
from protests.models import LocalGroup, Protest, ProtestDay
from protests.models.base import SHARED, Gathering
from protests.rules.draft import Draft
from protests.rules.when import When


def columns(draft: Draft) -> dict[str, Any]:
    """The shared columns of a draft; city and country come from the gazetteer, never from what was typed."""
    when = draft.when
    return {
        "title": draft.title,
        "kind": draft.kind,
        "description": draft.description,
        "bring": draft.bring,
        "group_name": draft.group_name,
        "link": draft.link,
        "languages": list(draft.languages),
        "accessibility": list(draft.accessibility),
        **{name: getattr(when, name) for name in when.__dataclass_fields__},
        "exact_point": draft.point,
        "accuracy": draft.accuracy,
        "precision": draft.precision,
        "reveal_at": draft.reveal_at,
        "venue": draft.venue,
        "address": draft.address,
        **surroundings(draft.point),
    }


def draft_of(record: Gathering) -> Draft:
    """The other way round: what somebody would have to send for the record to be what it is."""
    same = {
        name: getattr(record, name)
        for name in (*Draft.__dataclass_fields__, *When.__dataclass_fields__)
        if name in SHARED
    }
    when = When(**{name: same[name] for name in When.__dataclass_fields__})
    plain = {name: value for name, value in same.items() if name in Draft.__dataclass_fields__}
    plain |= {"languages": tuple(record.languages), "accessibility": tuple(record.accessibility)}
    return Draft(when=when, point=record.exact_point, flags=(), **plain)


def surroundings(point: Point | None) -> dict[str, Any]:
    """The nearest town and the country of a point; nothing for what takes place online."""
    if point is None:
        return {}
    town = gazetteer.nearest_town(point)
    country = gazetteer.country_of(point) or (town.country if town else "ZZ")
    if town is None:
        return {"country": country}
    return {
        "place_id": town.id,
        "city_point": Point(town.longitude, town.latitude, srid=4326),
        "locality": town.name,
        "region": town.region,
        "country": country,
    }


def group(day: ProtestDay, name: str) -> LocalGroup | None:
    """The local group of this name in the day's campaign, new or known; None without a name."""
    return LocalGroup.objects.get_or_create(campaign_id=day.campaign_id, name=name)[0] if name else None


def shared(record: Gathering) -> dict[str, Any]:
    """The shared columns of a record, to copy them into another."""
    return {name: getattr(record, name) for name in SHARED}


def mark_checked(protest: Protest) -> None:
    """A moderator looked at it as it stands: the mark is drawn until that becomes another."""
    Protest.objects.filter(pk=protest.pk).update(checked_hash=F("content_hash"))
