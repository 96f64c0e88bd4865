"""What stood there before a protest was changed, in words, in the time of its place. Pure.

Changes come the latest first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from maps.timezones import abbreviation, wall_time
from protests.enums import Change, Status
from protests.formats import words
from protests.public import PublicChange, PublicProtest

MOVES = (Change.TIME, Change.PLACE)


@dataclass(frozen=True)
class Line:
    """ "It was Trafalgar Square." and "Changed on Saturday 30 May, 10:05 BST."."""

    what: str
    when: str


def lines(protest: PublicProtest, changes: Sequence[PublicChange]) -> Iterator[Line]:
    """Each change in words. What it made of the protest is what stood there before the next one."""
    after = protest
    for change in changes:
        yield Line(_told(change, after), when(change.at, protest.timezone))
        after = _before(change, after)


def was(change: PublicChange, after: PublicProtest) -> str:
    """ "It was Trafalgar Square.", "It was Sunday 31 May, 18:00 BST.", "The end was 20:00."."""
    if change.what == Change.TIME:
        return _time_before(change, after)
    if place := change.venue or change.locality:
        return _("It was %(place)s.") % {"place": place}
    return _("The place is another one now.")


def when(at: datetime, timezone: str) -> str:
    """ "Changed on Saturday 30 May, 10:05 BST."."""
    there = wall_time(at, timezone)
    said = {"day": words.day_name(there.date()), "time": words.clock(there.time()), "zone": abbreviation(at, timezone)}
    return _("Changed on %(day)s, %(time)s %(zone)s.") % said


def last(changes: Sequence[PublicChange], *what: str) -> PublicChange | None:
    """The latest change of one of these."""
    return next((change for change in changes if change.what in what), None)


def moved_to(protest: PublicProtest, change: PublicChange) -> str:
    """The headline of a move: where to, or when."""
    if change.what == Change.PLACE:
        place = protest.venue or protest.locality
        return _("Moved to %(place)s") % {"place": place} if place else _("Moved")
    if protest.local_start is None:
        return _("Moved to %(day)s") % {"day": words.day_name(protest.local_date)}
    if protest.local_end and is_of_the_end(change, protest):
        return _("It ends at %(time)s") % {"time": words.clock(protest.local_end)}
    said = {"day": words.day_name(protest.local_date), "time": words.clock(protest.local_start)}
    return _("Moved to %(day)s, %(time)s") % said


def is_of_the_end(change: PublicChange, after: PublicProtest) -> bool:
    """Whether only the end became another one."""
    return change.what == Change.TIME and change.starts_at is not None and change.starts_at == after.starts_at


def _told(change: PublicChange, after: PublicProtest) -> str:
    if change.what != Change.STATUS:
        return was(change, after)
    return _("Going ahead despite a ban") if after.going_ahead else str(Status(after.status).label)


def _before(change: PublicChange, after: PublicProtest) -> PublicProtest:
    if change.what == Change.STATUS:
        return replace(after, status=change.status, going_ahead=change.going_ahead)
    if change.what == Change.TIME:
        return replace(after, starts_at=change.starts_at)
    return after


def _time_before(change: PublicChange, after: PublicProtest) -> str:
    day = words.day_name(change.local_date) if change.local_date else ""
    if change.local_start is None or change.starts_at is None:
        return _("It was %(day)s, the time not announced.") % {"day": day}
    if is_of_the_end(change, after):
        return _end_before(change)
    zone = abbreviation(change.starts_at, change.timezone)
    said = {"day": day, "time": words.clock(change.local_start), "zone": zone}
    return _("It was %(day)s, %(time)s %(zone)s.") % said


def _end_before(change: PublicChange) -> str:
    if change.local_end is None:
        return _("The end was not announced.")
    return _("The end was %(time)s.") % {"time": words.clock(change.local_end)}
