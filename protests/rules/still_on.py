"""Is it still on? Organisers are asked before the start, and say on the day that it has begun."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from protests.rules.faults import Refused
from protests.rules.numbers import whole_number

# So long before the start they are asked.
ASKED_BEFORE = (timedelta(hours=72), timedelta(hours=24))
# Who said so shortly before is not asked again.
ANSWER_HOLDS = timedelta(hours=12)
# From so long before the start it can be said that it has begun.
STARTS_EARLY = timedelta(hours=2)
MOST_PEOPLE = 5_000_000


def may_answer(begins_at: datetime, over_at: datetime, now: datetime) -> bool:
    """From the first question on, until it is over."""
    return begins_at - max(ASKED_BEFORE) <= now < over_at


def may_start(begins_at: datetime, over_at: datetime, now: datetime) -> bool:
    return begins_at - STARTS_EARLY <= now < over_at


def begins(starts_at: datetime | None, over_at: datetime) -> datetime:
    """The start, or where none is announced the beginning of the day, which is over at its end."""
    return starts_at or over_at - timedelta(days=1)


def headcount(typed: object) -> int | None:
    """How many people, None where nobody counted. Raises Refused `headcount`."""
    text = str(typed or "").strip()
    if not text:
        return None
    if number := whole_number(text, most=MOST_PEOPLE):
        return number
    raise Refused("headcount", _("Write how many people, as a number from 1 to 5,000,000, or leave it empty."))
