"""What the page of one protest shows."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from maps.timezones import abbreviation, wall_time
from maps.worldmap import Locator, locator_map
from protests import public, reported
from protests.enums import Kind, Precision
from protests.filters import Query
from protests.formats import card, history, jsonld, tally
from protests.formats.banner import banners
from protests.formats.desk import age
from protests.formats.listing import Row, by_distance
from protests.formats.picture import marker
from protests.formats.yourtime import your_span
from protests.public import PublicDay, PublicProtest
from protests.rules import states
from protests.rules.precision import CIRCLE_METRES
from protests.views import zones
from protests.views.addresses import Here
from protests.views.finding import frame, zone_line
from protests.views.zones import Zone

NEARBY_SHOWN = 4


def protest_page(protest: PublicProtest, day: PublicDay, tz: str, now: datetime) -> dict[str, Any]:
    """Everything that templates/pages/protest.html needs. `tz` is the zone as the address names it."""
    everything, changes = public.protests_of(day, now=now), public.changes_of(protest)
    zone = zones.read(tz)
    here = Here(Query(), {"tz": zone.name})
    others = _others(protest, everything, now)
    return {
        **frame(day),
        **zone_line(zone, here),
        "here": here,
        "told": zone.faults,
        "protest": protest,
        "is_over": protest.over_at <= now,
        "is_off": protest.state(now) in states.OFF,
        "zone": abbreviation(protest.starts_at, protest.timezone) if protest.starts_at else "",
        "yours": _yours(protest, zone),
        "banners": banners(protest, changes, now, _replacement(protest)),
        "instead": next((row for row in others if row.state not in (states.FINISHED, *states.OFF)), None),
        "claims": [tally.row(claim) for claim in reported.claims([protest.code]).get(protest.code, [])],
        "changes": list(history.lines(protest, changes)),
        "announced": _announced(protest),
        "said_on": _said_on(protest, now),
        "is_online": protest.kind == Kind.ONLINE,
        "circle_metres": CIRCLE_METRES,
        "cities": public.counts(everything).cities,
        "locator": _locator(protest, now),
        "nearby": others[:NEARBY_SHOWN],
        "card": card.of_protest(protest, now),
        "event": jsonld.script(jsonld.event(protest, changes)),
        "address": protest.url,
        "now": now,
    }


def _yours(protest: PublicProtest, zone: Zone) -> str:
    """ "19:00–21:00 your time (Berlin)", where the address names a zone in which it is another time."""
    if not zone.name or protest.starts_at is None:
        return ""
    span = your_span(protest.starts_at, protest.ends_at, protest.timezone, zone.name)
    return span and _("{time} your time ({place})").format(time=span, place=zone.place)


def _announced(protest: PublicProtest) -> dict[str, Any] | None:
    """When the exact place will be shown, in the time of the place."""
    if protest.precision == Precision.EXACT or protest.reveal_at is None:
        return None
    there = wall_time(protest.reveal_at, protest.timezone)
    return {"day": there.date(), "time": there.time(), "zone": abbreviation(protest.reveal_at, protest.timezone)}


def _said_on(protest: PublicProtest, now: datetime) -> str:
    """How long ago its organiser said that it is still on; "" once it does not take place, or is over."""
    is_told = protest.still_on_at and protest.over_at > now and protest.state(now) not in states.OFF
    return age(now - protest.still_on_at) if is_told else ""


def _locator(protest: PublicProtest, now: datetime) -> Locator | None:
    return locator_map(replace(marker(protest, now), href="")) if protest.point else None


def _others(protest: PublicProtest, everything: list[PublicProtest], now: datetime) -> list[Row]:
    """The other protests of the day that gather people, the nearest first."""
    if protest.point is None:
        return []
    gathering = (one for one in everything if one.status in states.COUNTED or one.going_ahead)
    others = [one for one in gathering if one.code != protest.code and one.point]
    return [row for group in by_distance(others, now, protest.point) for row in group.rows]


def _replacement(protest: PublicProtest) -> PublicProtest | None:
    """Where its organiser says to go instead."""
    found = public.find_protest(protest.instead) if protest.instead else None
    return found if isinstance(found, PublicProtest) else None
