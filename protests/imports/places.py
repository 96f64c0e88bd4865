"""Where a row is, found through the gazetteer, and how sure that is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from django.utils import translation
from django_countries import countries

from maps import gazetteer
from maps.gazetteer import Town, name_key

COUNTRIES_IN = "en de fr es it pt nl ar zh-hant zh-hans pl sv".split()
# So many times as large as the next: then that is the one people mean.
OUTSHINES = 20
MOST_CHOICES = 8
POSTCODE = re.compile(r"\b[A-Z]{0,2}-?\d[\d -]*\b|\b[A-Z]{1,2}\d\w?\s*\d[A-Z]{2}\b")


@dataclass(frozen=True)
class Where:
    """`certainty` is given (coordinates), chosen (by hand), sure, likely, guess, choose (homonyms), none, or "" where
    the row names no place. The first town is the one that is taken."""

    certainty: str
    towns: tuple[Town, ...] = ()


@dataclass
class Finder:
    """Asks the gazetteer once for each name of a file."""

    known: dict[tuple[str, ...], Where] = field(default_factory=dict)

    def where(self, values: Mapping[str, str]) -> Where:
        if values.get("latitude") or values.get("longitude") or values.get("coordinates"):
            return Where("given")
        asked = tuple(values.get(name, "") for name in ("town", "city", "region", "country", "location"))
        if asked not in self.known:
            self.known[asked] = _where(*asked)
        return self.known[asked]


def _where(town: str, city: str, region: str, country: str, location: str) -> Where:
    if town.isascii() and town.isdecimal() and (chosen := gazetteer.place(int(town[:10]))):
        return Where("chosen", (chosen,))
    if city:
        return _named(city, region, code_of(country))
    return _within(location, code_of(country)) if location else Where("")


def _named(city: str, region: str, country: str) -> Where:
    """ "Springfield", "Springfield, Illinois", "10115 Berlin"."""
    name, _comma, rest = POSTCODE.sub("", city).strip(" ,").partition(",")
    exact = _in_country(gazetteer.called(name), country or code_of(rest.strip()))
    if not exact:
        similar = _in_country(gazetteer.find(city), country)
        return Where("guess", tuple(similar[:MOST_CHOICES])) if similar else Where("none")
    words = name_key(f"{region} {rest}").split()
    told = [town for town in exact if words and all(word in name_key(town.label + town.country) for word in words)]
    return _sure(told or exact)


def _sure(towns: list[Town]) -> Where:
    """One alone is sure; among homonyms the one that outshines the others is likely."""
    choices = tuple(towns[:MOST_CHOICES])
    if len(choices) == 1:
        return Where("sure", choices)
    is_clear = choices[0].population >= OUTSHINES * choices[1].population
    return Where("likely" if is_clear else "choose", choices)


def _within(location: str, country: str) -> Where:
    """ "City Hall, Main Street 1, 10115 Berlin, Germany": the last part that is the name of a town."""
    parts = [part.strip() for part in re.split(r"[,;\n]", location) if part.strip()]
    for part in reversed(parts):
        if not country and (code := code_of(part)) and len(parts) > 1:
            country = code
            continue
        name = POSTCODE.sub("", part).strip()
        if towns := _in_country(gazetteer.called(name), country):
            found = _sure(towns)
            return Where("likely", found.towns) if found.certainty == "sure" else found
    return Where("none")


def _in_country(towns: list[Town], country: str) -> list[Town]:
    return [town for town in towns if town.country == country] if country else towns


def code_of(text: str) -> str:
    """ISO 3166-1 alpha-2 of a country's name or code in one of several languages; "" for none."""
    return _codes().get(name_key(text), "") if text else ""


@cache
def _codes() -> dict[str, str]:
    found = {"uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "usa": "US", "great britain": "GB"}
    for language in COUNTRIES_IN:
        with translation.override(language):
            found |= {name_key(str(name)): code for code, name in countries}
    for code, _name in countries:
        found |= {code.lower(): code, countries.alpha3(code).lower(): code}
    return found
