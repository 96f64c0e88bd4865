"""One query language for the page, the map, feeds, files and the API (SPEC, "Query language").

Reading a query touches no database: kept bodies are found by its canonical form. Only narrowing does, and only for
`place=`. Feeds, files and the API refuse what they don't know; pages drop it (DECISIONS, "Queries").
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.gis.geos import Point
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maps import gazetteer
from maps.bbox import Bbox
from protests.enums import Access, Status
from protests.querysets import ProtestQuerySet
from protests.rules import parameters
from protests.rules.faults import Fault, Faulty, Reading
from protests.rules.parameters import DECIMALS, READERS, Position

LONGEST = 2048
LONGEST_ECHO = 40
USUAL_KM = 50.0


class BadQuery(Faulty):
    """A query that can't be answered: 400 in feeds, files and the API; told on the page."""


@dataclass(frozen=True)
class Query:
    """What is asked for; empty means everything. `within` is in km, dates are local and inclusive, moments UTC."""

    country: tuple[str, ...] = ()
    near: Position | None = None
    place: str = ""
    within: float = USUAL_KM
    bbox: Bbox | None = None
    on: date | None = None
    first: date | None = None
    last: date | None = None
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    cancelled: str = ""
    accessible: str = ""
    language: tuple[str, ...] = ()
    q: str = ""
    updated_since: datetime | None = None

    @property
    def has_dates(self) -> bool:
        return bool(self.on or self.first or self.last)


# Parameters whose names are no names for an attribute.
RENAMED = {"from": "first", "to": "last"}


@dataclass(frozen=True)
class PageQuery:
    """What a page was asked for, as far as it could be read. `clean` is the query string to go to instead: only
    known parameters with a value, or None when it is already so."""

    query: Query
    faults: tuple[Fault, ...]
    clean: str | None


def parse(params: QueryDict, also: Collection[str] = ()) -> Query:
    """The query, or BadQuery with every fault. `also` names parameters that the caller reads itself."""
    reading = Reading()
    _refuse_unknown(params, [*READERS, *also], reading)
    _refuse_repeated(params, also, reading)
    query = _read(params, reading)
    if reading.faults:
        raise BadQuery(reading.faults)
    return query


def only(params: QueryDict, known: Collection[str] = ()) -> None:
    """For an address that takes no query: BadQuery for every parameter but the known ones."""
    reading = Reading()
    _refuse_unknown(params, known, reading)
    _refuse_repeated(params, known, reading)
    if reading.faults:
        raise BadQuery(reading.faults)


def parse_for_page(params: QueryDict, also: Collection[str] = (), reach: float = USUAL_KM) -> PageQuery:
    """The query without what is wrong, the faults to tell, and where to go if strange parameters came along.

    `reach` is how many km are near a place where the address does not say.
    """
    clean = QueryDict(mutable=True)
    for name, values in params.lists():
        given = [value for value in values if value.strip()]
        if given and (name in READERS or name in also):
            clean.setlist(name, given)
    reading = Reading()
    query = _read(clean, reading)
    if (query.near or query.place) and "within" not in clean:
        query = replace(query, within=reach)
    return PageQuery(query, tuple(reading.faults), None if clean == params else clean.urlencode(safe=",:"))


def canonical(query: Query) -> str:
    """The same query, always written the same way: the key of kept bodies, and what links carry."""
    values = {name: getattr(query, RENAMED.get(name, name)) for name in READERS}
    if not (query.near or query.place):
        del values["within"]
    return urlencode({name: _written(value) for name, value in values.items() if value}, safe=",:")


def narrow(query: Query) -> Callable[[ProtestQuerySet], ProtestQuerySet]:
    """What public.protests() takes. Raises BadQuery, once it is called, for a place that the gazetteer can't name."""

    def narrowed(rows: ProtestQuerySet) -> ProtestQuerySet:
        for name, step in STEPS.items():
            if getattr(query, name):
                rows = step(rows, query)
        return rows

    return narrowed


def narrow_removed(query: Query) -> Callable[[ProtestQuerySet], ProtestQuerySet]:
    """The same for what is not shown any more: by what it may still be known by, its date, country, kind and city.
    Whatever asks for more of it finds nothing (B62)."""

    def narrowed(rows: ProtestQuerySet) -> ProtestQuerySet:
        for name in STEPS:
            if getattr(query, name):
                step = REMOVED_STEPS.get(name)
                rows = step(rows, query) if step else rows.none()
        return rows

    return narrowed


def place_named(name: str) -> gazetteer.Town:
    """The one town with this number or name. Raises BadQuery, which lists the homonyms with their numbers."""
    if name.isascii() and name.isdecimal():
        found = [town] if (town := gazetteer.place(int(name))) else []
    else:
        found = gazetteer.find(name)
        found = [town for town in found if _is_called(town, name)] or found
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadQuery([Fault("place", "place.unknown", _("No such place. Find its number with /api/v1/places/?q=."))])
    numbers = "; ".join(f"{town.id} = {town.label}" for town in found)
    sentence = _("Several places fit. Use the number of one: %(numbers)s.") % {"numbers": numbers}
    raise BadQuery([Fault("place", "place.ambiguous", sentence)])


def _is_called(town: gazetteer.Town, name: str) -> bool:
    return gazetteer.name_key(town.name) == gazetteer.name_key(name.partition(",")[0])


def _refuse_unknown(params: QueryDict, known: Collection[str], reading: Reading) -> None:
    sentence = _("No such parameter. Known here: %(names)s.") % {"names": ", ".join(known) or "-"}
    for name in params:
        if name not in known:
            reading.refuse(name[:LONGEST_ECHO], "unknown_parameter", sentence)


def _refuse_repeated(params: QueryDict, names: Collection[str], reading: Reading) -> None:
    for name in names:
        if len(params.getlist(name)) > 1:
            reading.refuse(name, "repeated", parameters.ONCE)


def _read(params: QueryDict, reading: Reading) -> Query:
    if len(params.urlencode()) > LONGEST:
        reading.refuse("query", "query.too_long", _("Ask for less: at most %(most)s characters.") % {"most": LONGEST})
        return Query()
    names = [name for name in READERS if name in params]
    given: dict[str, Any] = {name: reading.take(name, parameters.read, name, params.getlist(name)) for name in names}
    _check_together(given, reading)
    return Query(**{RENAMED.get(name, name): value for name, value in given.items() if value is not None})


def _check_together(given: dict[str, Any], reading: Reading) -> None:
    if "within" in given and not given.keys() & {"near", "place"}:
        reading.refuse("within", "within.alone", _("Say within of what: add near=52.52,13.40 or a place."))
    if given.get("near") and given.get("place"):
        reading.refuse("near", "near.or_place", _("Use near or place, not both."))
    if given.get("from") and given.get("to") and given["from"] > given["to"]:
        reading.refuse("to", "to.before_from", _("The last day is before the first. Swap from and to."))


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(_written(part) for part in value)
    if isinstance(value, Bbox):
        return _written(tuple(value.as_list()))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _near_place(rows: ProtestQuerySet, query: Query) -> ProtestQuerySet:
    return rows.near(place_named(query.place).point, query.within)


def _near_removed(rows: ProtestQuerySet, query: Query) -> ProtestQuerySet:
    return rows.in_city_near(place_named(query.place).point, query.within)


# Each is called with a query that has its attribute.
STEPS: dict[str, Callable[[ProtestQuerySet, Any], ProtestQuerySet]] = {
    "country": lambda rows, query: rows.in_country(query.country),
    "near": lambda rows, query: rows.near(Point(query.near.lon, query.near.lat, srid=4326), query.within),
    "place": _near_place,
    "bbox": lambda rows, query: rows.in_bbox(query.bbox),
    "on": lambda rows, query: rows.starting(query.on, query.on),
    "has_dates": lambda rows, query: rows.starting(query.first, query.last),
    "kind": lambda rows, query: rows.of_kind(query.kind),
    "status": lambda rows, query: rows.with_status(query.status),
    "cancelled": lambda rows, query: rows.exclude(status=Status.CANCELLED),
    "accessible": lambda rows, query: rows.offering(Access.STEP_FREE),
    "language": lambda rows, query: rows.in_language(query.language),
    "q": lambda rows, query: rows.matching(query.q),
    "updated_since": lambda rows, query: rows.changed_since(query.updated_since),
}
REMOVED_STEPS: dict[str, Callable[[ProtestQuerySet, Any], ProtestQuerySet]] = {
    **{name: STEPS[name] for name in ("country", "on", "has_dates", "kind")},
    "near": lambda rows, query: rows.in_city_near(Point(query.near.lon, query.near.lat, srid=4326), query.within),
    "place": _near_removed,
    "bbox": lambda rows, query: rows.in_city_within(query.bbox),
    "updated_since": lambda rows, query: rows.filter(revised_at__gte=query.updated_since),
}
