"""What a reader is told: one table from the stored status and the clock to words, pins and other standards.

iCalendar: RFC 5545 3.8.1.11. schema.org: https://schema.org/EventStatusType.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from protests.enums import Status
from protests.rules import timing


@dataclass(frozen=True)
class State:
    """How a protest is shown: `name` is the CSS and pin word, `ical` and `schema` the words of other standards."""

    name: str
    label: str | Promise
    ical: str
    schema: str


COMING = State("soon", _("Coming up"), "CONFIRMED", "EventScheduled")
ON_NOW = State("live", _("On now"), "CONFIRMED", "EventScheduled")
FINISHED = State("done", _("Finished"), "CONFIRMED", "EventScheduled")
TENTATIVE = State("tentative", _("Not yet certain"), "TENTATIVE", "EventScheduled")
MOVED = State("moved", _("Moved"), "CONFIRMED", "EventRescheduled")
POSTPONED = State("postponed", _("Postponed"), "TENTATIVE", "EventPostponed")
CANCELLED = State("cancelled", _("Cancelled"), "CANCELLED", "EventCancelled")
BANNED = State("banned", _("Banned"), "CANCELLED", "EventCancelled")

STORED = {Status.POSTPONED: POSTPONED, Status.CANCELLED: CANCELLED, Status.BANNED: BANNED}
# What was announced does not hold.
OFF = (POSTPONED, CANCELLED, BANNED)
# These gather people: cities and countries are counted from them.
COUNTED = (Status.TENTATIVE, Status.CONFIRMED)


# And these say so of what is to come.
AHEAD = (COMING, TENTATIVE, MOVED)


def announced(status: str, *, going_ahead: bool, is_moved: bool) -> State:
    """The state whatever the clock says: for files that are kept until somebody changes something."""
    if status in STORED and not (status == Status.BANNED and going_ahead):
        return STORED[Status(status)]
    if is_moved:
        return MOVED
    return TENTATIVE if status == Status.TENTATIVE else COMING


def at(now: datetime, state: State, starts_at: datetime | None, over: datetime) -> State:
    """The state at `now`: what is announced, unless the clock says more of a protest that gathers people."""
    if state not in AHEAD:
        return state
    if over <= now:
        return FINISHED
    return ON_NOW if timing.is_on(starts_at, over, now) else state
