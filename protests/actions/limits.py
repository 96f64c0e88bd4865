"""Counting what comes from where, without knowing from whom: a keyed hash and a number, forgotten after an hour.

Every act here fails open: what cannot be counted is let through, and the log says so without saying whom.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from django.utils import timezone as clock

from protests.models import Tally
from protests.rules import limits
from protests.rules.limits import EVERYBODY, Client, Scope

log = logging.getLogger(__name__)

# One statement: this minute's two rows, and what the minutes before them held. Rows are taken in the order of their
# keys, so that two at once never wait for each other.
COUNT = """
    WITH taken AS (
        INSERT INTO protests_tally AS tally (key, since, count)
        SELECT key, %(slot)s, 1 FROM unnest(%(keys)s::bytea[]) AS key ORDER BY key
        ON CONFLICT (key, since) DO UPDATE SET count = tally.count + 1
        RETURNING key, since, count
    ), came AS (
        SELECT key, since, count FROM taken
        UNION ALL
        SELECT key, since, count FROM protests_tally
        WHERE key = ANY(%(keys)s::bytea[]) AND since > %(hour)s AND since < %(slot)s
    )
    SELECT sum(count) FILTER (WHERE key = %(here)s), min(since) FILTER (WHERE key = %(here)s),
        sum(count) FILTER (WHERE key = %(all)s AND since > %(pressure)s)
    FROM came
"""


@dataclass(frozen=True)
class Taken:
    """What became of one more: seconds to wait, 0 if it may go on, and whether it comes while much comes; how many more
    may come from there, None where nobody is counted alone, until something is forgotten in `reset` seconds."""

    wait: int
    is_pressed: bool
    left: int | None = None
    reset: int = 0


def take(scope: Scope, client: Client) -> int:
    """Count one more. 0 if it may go on, else the seconds until something is forgotten."""
    return take_and_look(scope, client).wait


def take_and_look(scope: Scope, client: Client) -> Taken:
    now = clock.now()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(COUNT, _values(scope, client, now))
            here, oldest, all_of_it = cursor.fetchone()
    except DatabaseError as error:
        log.error("What comes in cannot be counted: %s", type(error).__name__)
        return Taken(0, is_pressed=False)
    reset = ceil((oldest + limits.WINDOW - now).total_seconds())
    wait = reset if limits.is_over(scope, client, here) else 0
    pressed = limits.must_ask(scope, client, here, all_of_it)
    return Taken(wait, pressed, limits.left(scope, client, here), reset)


def is_pressed(scope: Scope, client: Client) -> bool:
    """Whether a question is to be asked first: much came from there, or to the whole site."""
    now = clock.now()
    try:
        with transaction.atomic():
            here = _count(scope, client, now, limits.WINDOW)
            return limits.must_ask(scope, client, here, _count(scope, EVERYBODY, now, limits.PRESSURE_WINDOW))
    except DatabaseError as error:
        log.error("What came in cannot be read: %s", type(error).__name__)
        return False


def _values(scope: Scope, client: Client, now: datetime) -> dict[str, Any]:
    here, everybody = _key(scope, client, now), _key(scope, EVERYBODY, now)
    return {
        "here": here,
        "all": everybody,
        "keys": [here, everybody],
        "slot": limits.slot(now),
        "hour": now - limits.WINDOW,
        "pressure": now - limits.PRESSURE_WINDOW,
    }


def _count(scope: Scope, client: Client, now: datetime, window: timedelta) -> int:
    found = Tally.objects.filter(key=_key(scope, client, now), since__gt=now - window)
    return found.aggregate(total=Sum("count"))["total"] or 0


def _key(scope: Scope, client: Client, now: datetime) -> bytes:
    return limits.key(settings.CONTACT_KEY, scope, client, now)
