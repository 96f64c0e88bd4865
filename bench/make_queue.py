"""Fill the queue of a day: python -m bench.make_queue bench/n38 --spam 50000 --real 200

Each is sent from where a protest of the day is. Nine of ten of the spam were caught by the honeypot, the others lie in
the queue among the real ones; all of it comes in heaps of one text under ever other titles. Prints the session of a
coordinator who is signed in, as a Cookie header.
"""

import argparse
import os
import random
from collections.abc import Iterator
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "protests.settings")
    django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client

from protests.actions import campaigns, gatherings
from protests.enums import Decision, Role
from protests.models import Protest, ProtestDay, SignIn, Submission
from protests.rules import likeness, tokens

HEAPS = 40
CAUGHT = 0.9
WORDS = "buy cheap watches loans coins pills shoes today now best offer free win click visit here deal sale".split()
REAL = "we meet by the fountain and walk to the consulate bring a sign a candle and a friend we are peaceful".split()


def fill(day: ProtestDay, spam: int, real: int) -> None:
    dice = random.Random(spam)
    places = [gatherings.shared(one) for one in Protest.objects.filter(day=day)]
    heaps = [" ".join(dice.choices(WORDS, k=12)) for _ in range(HEAPS)]
    rows = [*_spam(dice, heaps, spam), *_real(dice, real)]
    dice.shuffle(rows)
    for start in range(0, len(rows), 1000):
        Submission.objects.bulk_create(
            Submission(day=day, language="en", decision=Decision.WAITING, **_whole(dice.choice(places), row))
            for row in rows[start : start + 1000]
        )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE protests_submission SET created_at = now() - random() * interval '20 hours'")
        cursor.execute("VACUUM ANALYZE protests_submission")  # as PostgreSQL does by itself within minutes


def _spam(dice: random.Random, heaps: list[str], count: int) -> Iterator[dict[str, Any]]:
    weights = [1 / rank for rank in range(1, len(heaps) + 1)]
    for number, text in enumerate(dice.choices(heaps, weights, k=count)):
        is_caught = dice.random() < CAUGHT
        link = f"https://shop{heaps.index(text)}.example/{tokens.new_code()}"
        flags = ["link", "new_group", *(["spam"] if is_caught else [])]
        yield {"title": f"Offer {number}", "description": text, "link": link, "is_spam": is_caught, "flags": flags}


def _real(dice: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        text = " ".join(dice.choices(REAL, k=20))
        yield {"title": f"Vigil {number} for the 47", "description": text, "link": "", "flags": ["new_group"]}


def _whole(place: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    return place | row | {"likeness": likeness.key(row["title"], row["description"], row["link"])}


def session(day: ProtestDay) -> str:
    """Of a coordinator of the day's campaign."""
    person = campaigns.join_team(
        campaign=day.campaign, email="bench@example.org", role=Role.COORDINATOR, password=tokens.new_handle()
    )
    client = Client()
    client.force_login(person)
    SignIn.objects.create(session_id=client.session.session_key, person=person, device="computer")  # the second factor
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("day", metavar="CAMPAIGN/DAY")
    parser.add_argument("--spam", type=int, default=50_000)
    parser.add_argument("--real", type=int, default=200)
    given = parser.parse_args()
    campaign, slug = given.day.split("/")
    day = ProtestDay.objects.select_related("campaign").get(campaign__slug=campaign, slug=slug)
    fill(day, given.spam, given.real)
    print(session(day))


if __name__ == "__main__":
    main()
