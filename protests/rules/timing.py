"""When a protest ends, and on which local day it is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# What a protest without an announced end is taken to last.
DEFAULT_LENGTH = timedelta(hours=2)


def over_at(local_date: date, timezone: str, starts_at: datetime | None, ends_at: datetime | None) -> datetime:
    """UTC moment from which it is over: the end, else a default length, else the end of the local day."""
    if ends_at:
        return ends_at
    if starts_at:
        return starts_at + DEFAULT_LENGTH
    return datetime.combine(local_date + timedelta(days=1), time(), ZoneInfo(timezone)).astimezone(UTC)


def is_on(starts_at: datetime | None, over: datetime, now: datetime) -> bool:
    """Whether it is happening at `now`; a protest without an announced start never claims to."""
    return starts_at is not None and starts_at <= now < over
