"""The dark strip with the counts: how many cities, what is on, what comes next. Pure; `now` is aware UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from protests import public
from protests.formats import words
from protests.formats.listing import next_start
from protests.public import Counts, PublicProtest
from protests.rules import states


@dataclass(frozen=True)
class Board:
    """`next_in` is "3 h 12 min" or "12 days", `next_names` the cities that start then; both empty after the last."""

    counts: Counts
    on_now: int
    next_at: datetime | None
    next_in: str
    next_names: str
    is_over: bool


def board_of(found: Sequence[PublicProtest], now: datetime) -> Board:
    """What the board says of these protests."""
    soonest = next_start(found, now)
    starting = [one.locality for one in found if one.starts_at == soonest and one.locality] if soonest else []
    return Board(
        counts=public.counts(found),
        on_now=sum(one.state(now) is states.ON_NOW for one in found),
        next_at=soonest,
        next_in=words.until(soonest - now) if soonest else "",
        next_names=words.some(list(dict.fromkeys(starting))),
        is_over=bool(found) and all(one.over_at <= now for one in found),
    )
