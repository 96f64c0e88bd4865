"""What the page of a day shows for a query: the list, the chips, the board, and what to say when nothing fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from maps import gazetteer
from maps.basemap import basemap
from protests import filters, public
from protests.enums import Status
from protests.filters import PageQuery, Query
from protests.formats import card, listing, words
from protests.formats.board import board_of
from protests.formats.listing import Group, Part, by_distance, by_time
from protests.formats.picture import legend, picture
from protests.public import PublicDay, PublicProtest
from protests.querysets import ProtestQuerySet
from protests.rules.faults import Fault
from protests.views import zones
from protests.views.addresses import Here
from protests.views.choosing import choosers
from protests.views.zones import Zone

# What this page reads of its address beside the query language, and its links keep.
ALSO = ("order", "tz")
# And what is of this address alone: which rows of a long list, and (for scripts) what the map shows.
PASSING = ("cursor", "view")
# Within so many km a protest is near; else the nearest few are shown, however far.
REACH_KM = 300.0
NEAREST_SHOWN = 3


@dataclass(frozen=True)
class Asked:
    """The query as far as it can be answered. `origin` is the (lon, lat) to measure from, `homonyms` the towns that
    the typed name may mean."""

    query: Query
    typed: str
    origin: tuple[float, float] | None
    town: gazetteer.Town | None
    homonyms: Sequence[gazetteer.Town]
    faults: tuple[Fault, ...]
    by_distance: bool

    @property
    def is_narrowed(self) -> bool:
        """Whether there are filters to clear, beside the place."""
        return replace(self.query, place="", near=None, within=Query().within) != Query()


def day_or_404(campaign: str, day: str) -> PublicDay:
    found = public.find_day(campaign, day)
    if not found:
        raise Http404
    return found


def read(page: PageQuery, order: str) -> Asked:
    """The query with its place looked up. Without a place there is nothing to be nearest to."""
    query, town, homonyms, faults = page.query, None, [], page.faults
    if query.place:
        try:
            town = filters.place_named(query.place)
            query = replace(query, place=str(town.id))
        except filters.BadQuery:
            homonyms = gazetteer.find(query.place)
            faults += () if homonyms else (_unknown_place(),)
            query = replace(query, place="")
    origin = _origin(query, town)
    return Asked(query, page.query.place, origin, town, homonyms, faults, bool(origin) and order != "soonest")


def day_page(day: PublicDay, page: PageQuery, own: Mapping[str, str], cursor: str, now: datetime) -> dict[str, Any]:
    """Everything that templates/pages/day.html needs. `own` holds the parameters of ALSO that were given."""
    asked, zone = read(page, own.get("order", "")), zones.read(own.get("tz", ""))
    here = Here(asked.query, {**own, "tz": zone.name})
    everything = public.protests_of(day, now=now)

    def narrowed(query: Query) -> list[PublicProtest]:
        return everything if query == Query() else public.protests_of(day, filters.narrow(query), now=now)

    shown = narrowed(asked.query)
    part = listing.part(_groups(shown, asked, now), cursor)
    states, shapes = legend(shown, now)
    return {
        **frame(day),
        "section": "map",
        "now": now,
        "asked": asked,
        "told": (*asked.faults, *zone.faults, *_of_cursor(cursor, part)),
        "here": here,
        "board": (board := board_of(everything, now)),
        "card": card.of_day(day, board.counts),
        "choosers": list(choosers(day, here, everything, shown, narrowed)),
        "has_cancelled": any(one.status == Status.CANCELLED for one in everything),
        "part": part,
        "more": here.to(own={"cursor": part.cursor}),
        "legend": states,
        "shapes": shapes,
        "reach_km": REACH_KM,
        "homonyms": [(here.to(place=str(town.id)), town.label) for town in asked.homonyms],
        "nearest": _nearest(everything, asked, now) if not shown else [],
        "shown": len(shown),
        "is_empty": not everything,
        "has_sample": any(one.is_sample for one in shown),
        "links": _links(asked, here) | _elsewhere(day, asked),
        "pins_path": Here(asked.query).to(reverse("day_pins", args=[day.campaign.slug, day.slug])),
        "rows_path": here.to(reverse("day_rows", args=[day.campaign.slug, day.slug]), own={"order": ""}),
        "world": picture(shown, lambda box: here.to(bbox=box), now),
        **zone_line(zone, here),
    }


def some_rows(day: PublicDay, query: Query, own: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """What templates/pages/rows.html needs: the rows of a query, or of the codes among them that `own` names."""
    zone, codes = zones.read(own.get("tz", "")), own.get("codes", "")

    def asked_for(rows: ProtestQuerySet) -> ProtestQuerySet:
        rows = filters.narrow(query)(rows)
        return rows.with_codes(codes.split(",")) if codes else rows

    groups = by_time(public.protests_of(day, asked_for, now=now), now)
    return {
        "rows": [row for group in groups for row in group.rows],
        "here": Here(query, {"tz": zone.name}),
        "zone_choice": zone,
    }


def _elsewhere(day: PublicDay, asked: Asked) -> dict[str, str]:
    """Where the same protests can be had beside this page."""
    here, slugs = Here(asked.query), [day.campaign.slug, day.slug]
    return {
        "make": here.to(reverse("embed_make", args=slugs)),
        "subscribe": here.to(reverse("day_subscribe", args=slugs)),
        "shared": here.to(day.url),
    }


def zone_line(zone: Zone, here: Here) -> dict[str, Any]:
    """What templates/_parts/zone.html needs: the choice of the reader's zone, without which there is no "your time"."""
    return {"zone_choice": zone, "zone_carried": here.carried({"tz": ""}), "zone_cleared": here.to(own={"tz": ""})}


def frame(day: PublicDay) -> dict[str, Any]:
    """What every page of a day says around its content."""
    calendar = settings.SITE_URL + reverse("day_calendar", args=[day.campaign.slug, day.slug])
    return {
        "day": day,
        "campaign": day.campaign,
        "date": words.days(day.starts_on, day.ends_on),
        "address": day.url,
        "calendar": calendar,
        "basemap": basemap(),
    }


def _unknown_place() -> Fault:
    return Fault("place", "place.unknown", _("No place of this name is known. Try a larger town nearby."))


def _of_cursor(cursor: str, part: Part) -> tuple[Fault, ...]:
    if not cursor or part.first:
        return ()
    return (Fault("cursor", "cursor.gone", _("The list has changed since. Here it is from its beginning.")),)


def _origin(query: Query, town: gazetteer.Town | None) -> tuple[float, float] | None:
    if query.near:
        return query.near.lon, query.near.lat
    return (town.longitude, town.latitude) if town else None


def _groups(shown: list[PublicProtest], asked: Asked, now: datetime) -> list[Group]:
    if asked.origin and asked.by_distance:
        return by_distance(shown, now, asked.origin)
    return by_time(shown, now)


def _nearest(everything: list[PublicProtest], asked: Asked, now: datetime) -> list[Group]:
    """The nearest few to the place that was asked for, where nothing is within reach."""
    if not asked.origin:
        return []
    return [replace(group, rows=group.rows[:NEAREST_SHOWN]) for group in by_distance(everything, now, asked.origin)]


def _links(asked: Asked, here: Here) -> dict[str, Any]:
    """The addresses of this page's single switches, and what the forms beside the panels send along."""
    query = asked.query
    return {
        "all": Here(Query(), here.own).to(),
        "cleared": Here(Query(place=query.place, near=query.near, within=query.within), here.own).to(),
        "accessible": here.to(accessible="" if query.accessible else "1"),
        "cancelled": here.to(cancelled="" if query.cancelled else "exclude"),
        "soonest": here.to(own={"order": "soonest" if asked.origin else ""}),
        "nearest": here.to(own={"order": ""}) if asked.origin else "#place",
        "everywhere": here.to(bbox=None),
        "top": here.to(),
        "wordless": here.to(q=""),
        "without_place": here.carried(place="", near=None),
        "without_words": here.carried(q=""),
    }
