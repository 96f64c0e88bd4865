"""Find a town by its name in any script, the town that a point belongs to, and the country of a point.

Names are GeoNames' main names: its other names carry no language, so they can be searched but not shown.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.contrib.gis.geos import Point
from django.db import connection
from django_countries import countries

from maps.models import Place
from maps.timezones import zone_at

LONGEST_QUERY = 100
FUZZY_FROM = 4  # characters; a shorter key has too few trigrams to be misspelt
TOWN_REACH = 50_000  # metres: how far a large town may claim a point from a nearer small one
SPREAD = 15  # metres of built-up ground from the middle of a town, times the square root of its people
SOUTH_OF_ALL_COUNTRIES = -60  # degrees: the Antarctic Treaty's line
# tzdata draws these zones over a border of today: northern Vietnam and Kosovo have none of their own.
ZONES_OF_TWO_COUNTRIES = {"Asia/Bangkok": ["TH", "VN"], "Europe/Belgrade": ["RS", "XK"]}

APOSTROPHES = "'’‘ʻʼʹ`´·"
# Letters that have no accent to take off.
SPELLED_OUT = str.maketrans("łøđðıħŧ", "loddiht", APOSTROPHES) | {ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"}

THERE = "place.point::geography(POINT,4326)"  # as the index has it
HERE = "ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)::geography"
BEGINS = ("CASE WHEN key = %(key)s THEN 1.5 ELSE 1 END", "key LIKE %(key)s || '%%'")
RESEMBLES = ("similarity(key, %(key)s)", "key %% %(key)s")
FIND = """
    SELECT place.id
    FROM maps_place place
    JOIN (SELECT place_id, max({fit}) AS fit FROM maps_placename WHERE {condition} GROUP BY place_id) hit
        ON hit.place_id = place.id
    ORDER BY fit * ln(population + 10) / (1 + {kilometres} / 50) DESC, place.id
    LIMIT %(limit)s
"""
CALLED = """
    SELECT DISTINCT place.id, population FROM maps_place place JOIN maps_placename ON place_id = place.id
    WHERE key = %(key)s ORDER BY population DESC, place.id LIMIT %(limit)s
"""
NEAREST = f"""
    SELECT place.id FROM maps_place place WHERE {{condition}} ORDER BY {THERE} <-> {HERE} LIMIT 1
"""
# A town's pull grows with the square root of its people, as its area does; within 2 km all are equally near.
STRONGEST = f"""
    SELECT place.id FROM maps_place place
    WHERE ST_DWithin({THERE}, {HERE}, %(reach)s)
        AND country = %(country)s AND region IN (%(region)s, '')
    ORDER BY greatest(ST_Distance({THERE}, {HERE}), 2000) / sqrt(population + 10), place.id LIMIT 1
"""
BUILT_UP = f"""
    SELECT EXISTS (
        SELECT 1 FROM maps_place place WHERE ST_DWithin({THERE}, {HERE}, %(farthest)s)
            AND ST_Distance({THERE}, {HERE}) <= %(spread)s * sqrt(population)
    )
"""


@dataclass(frozen=True)
class Town:
    """A place of the gazetteer. `id` is GeoNames' own, `country` ISO 3166-1 alpha-2; degrees in WGS 84."""

    id: int
    name: str
    region: str
    country: str
    timezone: str
    latitude: float
    longitude: float
    population: int

    @property
    def point(self) -> Point:
        return Point(self.longitude, self.latitude, srid=4326)

    @property
    def label(self) -> str:
        """ "Springfield, Illinois, United States", with the country in the reader's language."""
        return ", ".join(dict.fromkeys(filter(None, (self.name, self.region, country_name(self.country)))))


def name_key(text: str) -> str:
    """How names are compared: lower case, without accents on Latin, Greek and Cyrillic letters, words one space apart.

    Only letters, digits and the vowel signs of other scripts are left, so nothing in a key is special to LIKE.
    """
    letters = unicodedata.normalize("NFKD", text).casefold().translate(SPELLED_OUT)
    kept = (
        c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in re.sub("[\u0300-\u036f]", "", letters)
    )
    return " ".join("".join(kept).split())


def country_name(code: str) -> str:
    """The name of a country in the reader's language; the code itself where that has no name."""
    return countries.name(code) or code


def find(text: str, near: Point | None = None, limit: int = 8) -> list[Town]:
    """The towns whose names begin with a typed one, best first; where none does, those with a similar name.

    The very name and larger towns come first, and nearer ones where `near` is given. What follows a comma chooses
    between homonyms ("Paris, Texas"), unless it fits none of them.
    """
    if len(text) > LONGEST_QUERY:
        return []
    name, *rest = map(name_key, re.split("[,،、，]", text))
    if not name:
        return []
    words = " ".join(rest).split()
    wanted = 100 if words else limit
    ids = _named(name, BEGINS, near, wanted)
    if not ids and len(name) >= FUZZY_FROM:
        ids = _named(name, RESEMBLES, near, wanted)
    towns = _towns(ids)
    return ([town for town in towns if _lies_in(town, words)] or towns)[:limit]


def called(name: str, limit: int = 100) -> list[Town]:
    """The towns of which one name, in any script, is exactly this one; the largest first."""
    key = name_key(name) if len(name) <= LONGEST_QUERY else ""
    return _towns(_ids(CALLED, {"key": key, "limit": limit})) if key else []


def place(place_id: int) -> Town | None:
    return next(iter(_towns([place_id])), None)


def nearest_town(point: Point) -> Town | None:
    """The town that people would say a point is in or near, in the point's country; None without a gazetteer.

    A large town comes before its own quarters, which the gazetteer also lists, but not before a town of another region.
    """
    nearest = _nearest(point, [country_of(point)]) or _nearest(point)
    if not nearest:
        return None
    where = {
        "country": nearest.country,
        "region": nearest.region,
        "reach": TOWN_REACH,
        "lon": point.x,
        "lat": point.y,
    }
    return next(iter(_towns(_ids(STRONGEST, where))), nearest)


def is_sparse(point: Point) -> bool:
    """Whether so few people live around a point that a circle of about 1 km may hold a single building.

    Built-up ground grows with the square root of the people: a town of 15,000 is taken to reach 1.8 km from its
    middle, one of a million 15 km. A point that no listed town reaches lies in a village or open country. It errs at
    the edge of towns and in villages that are not listed: a warning there does no harm, a missing one would.
    """
    with connection.cursor() as cursor:
        cursor.execute(BUILT_UP, {"lon": point.x, "lat": point.y, "farthest": TOWN_REACH, "spread": SPREAD})
        return not cursor.fetchone()[0]


def country_of(point: Point) -> str:
    """ISO 3166-1 alpha-2 code of the country of a point; at sea that of the nearest town; "" without a gazetteer.

    It is read from the time zone's border, which is finer than any world map in this repository: zone.tab gives each
    zone to one country. In the two zones that span a border of today the nearest town of the two countries decides.
    """
    if point.y < SOUTH_OF_ALL_COUNTRIES:
        return "AQ"
    zone = zone_at(point)
    country = _countries_of_zones().get(zone, "")
    if country and zone not in ZONES_OF_TWO_COUNTRIES:
        return country
    nearest = _nearest(point, ZONES_OF_TWO_COUNTRIES.get(zone))
    return nearest.country if nearest else country


def _named(key: str, match: tuple[str, str], near: Point | None, limit: int) -> list[int]:
    fit, condition = match
    kilometres = f"(ST_Distance({THERE}, {HERE}) / 1000)" if near else "0"
    values = {"key": key, "limit": limit} | ({"lon": near.x, "lat": near.y} if near else {})
    return _ids(FIND.format(fit=fit, condition=condition, kilometres=kilometres), values)


def _nearest(point: Point, in_countries: list[str] | None = None) -> Town | None:
    sql = NEAREST.format(condition="country = ANY(%(countries)s)" if in_countries else "true")
    return next(
        iter(_towns(_ids(sql, {"lon": point.x, "lat": point.y, "countries": in_countries}))),
        None,
    )


def _ids(sql: str, values: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor]


def _towns(ids: list[int]) -> list[Town]:
    places = Place.objects.in_bulk(ids)
    return [_town(places[place_id]) for place_id in ids if place_id in places]


def _town(row: Place) -> Town:
    return Town(
        row.id, row.name, row.region, row.country, row.timezone, row.point.y, row.point.x, row.population
    )  # fmt: skip


def _lies_in(town: Town, words: list[str]) -> bool:
    """Do all these words begin a word of its region's or country's name, or are they the country's code?"""
    own = name_key(f"{town.region} {country_name(town.country)} {town.country}").split()
    return all(any(part.startswith(word) for part in own) for word in words)


@cache
def _countries_of_zones() -> dict[str, str]:
    """{zone: country} from tzdata's zone.tab (columns: country, coordinates, zone, comment)."""
    lines = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text().splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {zone: country for country, _coordinates, zone, *_comment in rows}
