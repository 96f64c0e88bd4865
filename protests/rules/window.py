"""When a day takes in new protests, and whether anything of it can be changed at all."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from protests.rules.transitions import NotNow


class Frozen(NotNow):
    """The day is an archive: nothing of it is changed any more."""

    def __init__(self) -> None:
        super().__init__("frozen")


class Opening(Protocol):
    """A day: the switch, the window in which it counts, and since when it is an archive. Moments are aware UTC."""

    submissions_open: bool
    opens_at: datetime | None
    closes_at: datetime | None
    frozen_at: datetime | None


def edges(days: Iterable[Opening], now: datetime) -> tuple[datetime | None, datetime | None]:
    """The moments before and after `now` at which one of the days opens or closes though nobody acts."""
    moments = [moment for day in days for moment in (day.opens_at, day.closes_at) if moment]
    past, coming = [one for one in moments if one <= now], [one for one in moments if one > now]
    return max(past, default=None), min(coming, default=None)


def is_open(day: Opening, now: datetime) -> bool:
    """Whether it takes in new protests at `now`."""
    is_early = day.opens_at is not None and now < day.opens_at
    is_late = day.closes_at is not None and now >= day.closes_at
    return day.submissions_open and day.frozen_at is None and not is_early and not is_late
