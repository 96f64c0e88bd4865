"""Make a day of N invented protests, to measure and to look at: python bench/make_day.py 10000 --day bench/n10000

They gather in towns of the gazetteer, larger towns more often, mostly at 18:00 local time; the same N gives the same
day. With --states one in ten is tentative, moved, postponed, cancelled or banned, or shows only an area or the city.
A second run with the same --day replaces what the first one made. Needs `load_places`.
"""

import argparse
import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from math import cos, radians, sqrt
from uuid import uuid4
from zoneinfo import ZoneInfo

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protests.settings")
    django.setup()

from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils import timezone as clock

from maps.models import Place
from protests.actions import campaigns
from protests.actions.log import changed
from protests.enums import Accuracy, Change, Kind, Precision, Status
from protests.models import Campaign, Protest, ProtestChange, ProtestDay
from protests.rules import timing, tokens

BATCH = 1000
SPREAD_KM = 6
KM_IN_A_DEGREE = 111.2
LASTS = timedelta(hours=2)
STARTS = [time(18)] * 6 + [time(12), time(15), time(17, 30), time(19)]
KINDS = [Kind.RALLY] * 4 + [Kind.MARCH] * 3 + [Kind.VIGIL] * 2 + [Kind.PICKET, Kind.BANNER, Kind.TALK]
VENUES = ["Town hall", "Central station", "Market square", "Cathedral", "Old bridge", "Harbour", "Library", "Park gate"]
SIDES = ["north side", "south side", "by the fountain", "main entrance", "under the clock", "at the tram stop"]


def make_day(*, key: str, count: int, on: date, states: bool) -> ProtestDay:
    """The day `key` ("campaign/day") with `count` protests on the local date `on`."""
    dice = random.Random(count)
    with transaction.atomic():
        day = _day(key, count, on)
        Protest.objects.bulk_create(_protests(day, count, dice, states), batch_size=BATCH)
        if states:
            _move_some(day, dice)
        changed(day)
    return day


def _day(key: str, count: int, on: date) -> ProtestDay:
    campaign_slug, slug = key.split("/")
    campaign = Campaign.objects.filter(slug=campaign_slug).first()
    campaign = campaign or campaigns.start(slug=campaign_slug, name="Bench", accent="#FFD400")
    day = ProtestDay.objects.filter(campaign=campaign, slug=slug).first()
    day = day or campaigns.call_day(
        campaign=campaign, slug=slug, title=f"A day of {count}", starts_on=on, usual_start=time(18), is_sample=True
    )
    Protest.objects.filter(day=day).delete()
    return day


def _protests(day: ProtestDay, count: int, dice: random.Random, states: bool) -> Iterator[Protest]:
    towns = list(Place.objects.order_by("-population")[: max(count // 2, 1)])
    weights = [sqrt(town.population + 1) for town in towns]
    once = towns[:count]
    chosen = once + dice.choices(towns, weights, k=count - len(once))
    for town in chosen:
        yield Protest(day=day, **_what(dice), **_when(day, town, dice), **_where(town, dice), **_odd(dice, states))


def _what(dice: random.Random) -> dict:
    now = clock.now()
    return {
        "title": f"{dice.choice(['Stand', 'March', 'Vigil', 'Speak'])} for the 47",
        "kind": dice.choice(KINDS),
        "accessibility": ["step_free"] if dice.random() < 0.4 else [],
        "code": tokens.new_code(),
        "uid": f"{uuid4()}@bench.example",
        "created_at": now,
        "revised_at": now,
        "is_sample": True,
    }


def _when(day: ProtestDay, town: Place, dice: random.Random) -> dict:
    start = datetime.combine(day.starts_on, dice.choice(STARTS), ZoneInfo(town.timezone))
    end = datetime.combine(day.starts_on, start.time(), ZoneInfo(town.timezone)) + LASTS
    starts_at, ends_at = start.astimezone(UTC), end.astimezone(UTC)
    return {
        "timezone": town.timezone,
        "local_date": day.starts_on,
        "local_start": start.time(),
        "local_end_date": end.date(),
        "local_end": end.time(),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "over_at": timing.over_at(day.starts_on, town.timezone, starts_at, ends_at),
    }


def _where(town: Place, dice: random.Random) -> dict:
    lat = town.point.y + dice.gauss(0, SPREAD_KM / 2) / KM_IN_A_DEGREE
    lon = town.point.x + dice.gauss(0, SPREAD_KM / 2) / KM_IN_A_DEGREE / cos(radians(lat))
    return {
        "exact_point": Point(round((lon + 180) % 360 - 180, 5), round(lat, 5), srid=4326),
        "venue": f"{dice.choice(VENUES)}, {dice.choice(SIDES)}",
        "place": town,
        "city_point": town.point,
        "locality": town.name,
        "region": town.region,
        "country": town.country,
    }


def _odd(dice: random.Random, states: bool) -> dict:
    """What is not as usual, for one in ten."""
    if not states or dice.random() > 0.1:
        return {}
    return dice.choice(
        [
            {"status": Status.TENTATIVE},
            {"status": Status.POSTPONED},
            {"status": Status.CANCELLED},
            {"status": Status.BANNED},
            {"precision": Precision.AREA},
            {"precision": Precision.CITY},
            {"accuracy": Accuracy.CITY},
        ]
    )


def _move_some(day: ProtestDay, dice: random.Random) -> None:
    confirmed = list(Protest.objects.filter(day=day, status=Status.CONFIRMED).order_by("pk"))
    ProtestChange.objects.bulk_create(
        ProtestChange(protest=one, at=clock.now(), what=Change.PLACE, venue="Old market", was_revealed=True)
        for one in dice.sample(confirmed, len(confirmed) // 50)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--day", metavar="CAMPAIGN/DAY", help="default: bench/nCOUNT")
    parser.add_argument("--on", type=date.fromisoformat, default=clock.now().date(), help="default: today")
    parser.add_argument("--states", action="store_true", help="some moved, postponed, cancelled, banned, not exact")
    given = parser.parse_args()
    day = make_day(key=given.day or f"bench/n{given.count}", count=given.count, on=given.on, states=given.states)
    print(f"{day}: {Protest.objects.filter(day=day).count()} protests")


if __name__ == "__main__":
    main()
