"""Guessing made slow. Every wrong try for the same thing makes the next one wait longer; nobody is ever locked out.

What is counted is named by its caller, with a keyed hash or a number, and stands in the cache until a quarter of an
hour was quiet: no network address (TRUST.md S13). A cache of one process counts for it alone.
"""

from math import ceil

from django.core.cache import cache
from django.utils import timezone as clock

FREE_TRIES = 5
LONGEST_WAIT = 60
FORGOTTEN_AFTER = 15 * 60


class TooSoon(Exception):
    """The last try was a moment ago. `seconds` is how long to wait for the next."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def wait(tries: int) -> int:
    """Seconds to wait after so many tries: none, then 1, 2, 4 ... up to a minute."""
    return 0 if tries < FREE_TRIES else min(2 ** (tries - FREE_TRIES), LONGEST_WAIT)


def take(what: str) -> None:
    """Counts before the try is looked at, and lets one of several at once through. Raises TooSoon: while somebody waits
    nothing is tried, and asking does not lengthen it."""
    until = cache.get(_turn(what))
    if until:
        raise TooSoon(_seconds_until(until))
    if not cache.add(_tries(what), 0, FORGOTTEN_AFTER):
        cache.touch(_tries(what), FORGOTTEN_AFTER)
    seconds = wait(cache.incr(_tries(what)))
    if seconds and not cache.add(_turn(what), clock.now().timestamp() + seconds, seconds):
        raise TooSoon(seconds)


def succeeded(what: str) -> None:
    """It was right: what was counted is forgotten."""
    cache.delete_many([_tries(what), _turn(what)])


def _seconds_until(timestamp: float) -> int:
    return max(1, ceil(timestamp - clock.now().timestamp()))


def _tries(what: str) -> str:
    return f"{what}:tries"


def _turn(what: str) -> str:
    return f"{what}:turn"
