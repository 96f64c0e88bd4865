"""What happens to a protest after it was accepted: cancel, postpone, ban, undo, reinstate, revise, withdraw.

Each is shown at once, counts the calendar's SEQUENCE up, and keeps what stood there before readable. Without `by` it
is the organiser's act, and has to be one that rules/running.py allows.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone as clock

from protests import emails
from protests.actions import gatherings, own
from protests.actions.log import changed, record
from protests.enums import Change, Status, Visibility
from protests.models import Before, Person, Protest, ProtestChange, Submission
from protests.rules import instead as instead_rule
from protests.rules import precision, running, text
from protests.rules.draft import Draft
from protests.rules.faults import Reading
from protests.rules.transitions import NotNow
from protests.rules.window import Frozen

LONGEST_REASON = 200
TIME = ("local_date", "local_start", "local_end_date", "local_end", "timezone", "starts_at", "ends_at")
PLACE = ("exact_point", "venue", "address")
# Not a move, but the calendars' GEO and LOCATION change with it.
PRECISION = ("precision", "reveal_at")
# That its organiser said that it takes place, which was of another time or place.
UNSAID = {"still_on_at": None, "started_at": None, "headcount": None}


@transaction.atomic
def cancel(*, code: str, reason: str = "", instead: str = "", by: Person | None = None) -> Protest:
    """It does not take place. Page, pin and calendar entry stay and say so, and where to go `instead`: the address or
    code of another protest. Raises Faulty, Protest.DoesNotExist, NotNow."""
    protest, reading = _locked(code), Reading()
    other = reading.take("instead", _other, protest, instead)
    values = _said(Status.CANCELLED, reason, reading) | {"instead": other}
    reading.finish()
    return _set_status("protest.cancelled", running.CANCEL, protest, values, by=by)


@transaction.atomic
def postpone(*, code: str, reason: str = "", by: Person | None = None) -> Protest:
    """It takes place later, nobody knows when; the old date stays readable. Raises as cancel does."""
    reading = Reading()
    values = _said(Status.POSTPONED, reason, reading)
    reading.finish()
    return _set_status("protest.postponed", running.POSTPONE, _locked(code), values, by=by)


@transaction.atomic
def ban(*, code: str, reason: str = "", going_ahead: bool = False, by: Person | None = None) -> Protest:
    """The authorities have forbidden it; it may go ahead all the same. Raises as cancel does."""
    reading = Reading()
    values = _said(Status.BANNED, reason, reading) | {"going_ahead": going_ahead}
    reading.finish()
    return _set_status("protest.banned", running.BAN, _locked(code), values, by=by)


@transaction.atomic
def reinstate(*, code: str, by: Person) -> Protest:
    """It takes place after all."""
    return _set_status("protest.reinstated", "", _locked(code), _said(Status.CONFIRMED, "", Reading()), by=by)


@transaction.atomic
def undo(*, code: str, change: int, by: Person | None = None) -> Protest:
    """Takes back a cancel, postpone or ban: `change` is the row that it left, the latest that was not taken back. Once,
    however often it is asked for. Raises NotNow, Protest.DoesNotExist."""
    protest, now = _locked(code), clock.now()
    rows = protest.changes.filter(what=Change.STATUS).order_by("at", "pk")
    if rows.filter(pk=change, is_undone=True).exists():
        return protest
    _allow(running.UNDO, protest, by)
    row = rows.filter(is_undone=False).last()
    if row is None or row.pk != change:
        raise NotNow(protest.status)
    row.is_undone = True
    row.save(update_fields=["is_undone"])
    _remember(protest, Change.STATUS, now, is_undone=True)
    values = {name: getattr(row, name) for name in ProtestChange.OLD_STATUS}
    return _revise("protest.undone", protest, values, now, counts=True, by=by)


@transaction.atomic
def withdraw(*, code: str) -> Protest:
    """Its organiser wants it off the site. Raises Protest.DoesNotExist."""
    protest = _locked(code)
    if protest.visibility == Visibility.HIDDEN:
        return protest
    protest.merges.filter(undone_at=None).update(undone_at=clock.now())  # what is withdrawn can't be parted again
    hidden = {"visibility": Visibility.HIDDEN, "merged_into": None}
    return _revise("protest.withdrawn", protest, hidden, clock.now(), counts=True, by=None)


@transaction.atomic
def revise(*, code: str, draft: Draft, by: Person | None = None, keeps_group: bool = False) -> Protest:
    """Make it what the draft says. Another time or place counts SEQUENCE up and leaves the old one readable; another
    time also ends a postponement. `keeps_group`: whatever name is shown, it stays that group's. Raises Frozen."""
    protest = _locked(code)
    if protest.day.frozen_at:
        raise Frozen
    values = gatherings.columns(draft) | ({"group": protest.group} if keeps_group else {})
    return _make_it(protest, values, clock.now(), by=by)


def coarsen(protest: Protest, values: dict[str, Any], *, by: Person) -> None:
    """Less is said of it from now on; part of actions/endangered. The words of places that it left go as well."""
    protest.changes.filter(what=Change.PLACE).update(was_revealed=False)
    _revise("protest.coarsened", protest, values | {"group": None}, clock.now(), counts=True, by=by)


def reschedule(protest: Protest, values: dict[str, Any], *, by: Person) -> Protest:
    """To the same hours of another date, with its whole day; part of actions/days.move. Its organiser has to say
    anew that it takes place."""
    now = clock.now()
    _remember(protest, Change.TIME, now)
    return _revise("protest.rescheduled", protest, values | UNSAID | {"asked_at": now}, now, counts=True, by=by)


def apply(submission: Submission, *, by: Person | None) -> Protest:
    """Make a protest what a change to it says, in the transaction of whoever lets it stand. Its status is no part of
    that: a cancelled one stays cancelled. What no moderator checked wears no mark of them."""
    protest, now = target(submission), clock.now()
    revised = _make_it(protest, gatherings.shared(submission) | {"checked_at": now if by else None}, now, by=by)
    if by:
        gatherings.mark_checked(revised)
    return revised


def kept(protest: Protest | Before) -> dict[str, Any]:
    """What a change of content may replace, to put it back."""
    names = ("status", "status_reason", "checked_at", "checked_hash")
    return gatherings.shared(protest) | {name: getattr(protest, name) for name in names}


def put_back(protest: Protest, values: dict[str, Any], *, since: datetime, by: Person) -> Protest:
    """Make it again what was `kept` before the change of the moment `since`, as if that had not been; who was not told
    of the change is not told of this either."""
    protest.changes.filter(at=since).delete()
    values |= {"group": gatherings.group(protest.day, values["group_name"])}
    for name, value in values.items():
        setattr(protest, name, value)
    protest.sequence += 1
    protest.revised_at = clock.now()
    protest.save()
    record("protest.put_back", protest, by=by)
    changed(protest.day)
    return protest


def make_again(protest: Protest, values: dict[str, Any], *, by: Person | None) -> Protest:
    """Make a protest, which the caller has locked, what it was before an import, in the transaction of the undoing."""
    return _make_it(protest, values, clock.now(), by=by)


def target(submission: Submission) -> Protest:
    """The protest that it is to change, held until the act is done."""
    return Protest.objects.select_for_update(of=("self",)).select_related("day").get(submissions=submission)


def _make_it(protest: Protest, values: dict[str, Any], now: datetime, *, by: Person | None) -> Protest:
    values.setdefault("group", gatherings.group(protest.day, values["group_name"]))
    rescheduled, moved, hidden = (_differs(protest, values, names) for names in (TIME, PLACE, PRECISION))
    if rescheduled:
        _remember(protest, Change.TIME, now)
        if protest.status == Status.POSTPONED:
            _remember(protest, Change.STATUS, now)
            values |= {"status": Status.CONFIRMED, "status_reason": ""}
    if moved:
        was_revealed = precision.is_revealed(protest.precision, protest.reveal_at, now)
        _remember(protest, Change.PLACE, now, was_revealed=was_revealed)
    values |= UNSAID if rescheduled or moved else {}
    return _revise("protest.revised", protest, values, now, counts=rescheduled or moved or hidden, by=by)


def _differs(protest: Protest, values: dict[str, Any], names: tuple[str, ...]) -> bool:
    return any(getattr(protest, name) != values.get(name, getattr(protest, name)) for name in names)


def _said(status: Status, reason: str, reading: Reading) -> dict[str, Any]:
    """A status and what is said of it; all else is as if nothing had ever been said."""
    said = reading.take("reason", text.single_line, reason, most=LONGEST_REASON)
    return {"status": status, "status_reason": said, "going_ahead": False, "instead": None}


def _other(protest: Protest, typed: str) -> Protest | None:
    """The protest to go to instead. Raises Refused."""
    code = instead_rule.code_of(typed, settings.SITE_URL)
    found = Protest.objects.public().filter(code=code).exclude(pk=protest.pk).first() if code else None
    if code and found is None:
        raise instead_rule.unknown()
    return found


def _set_status(verb: str, act: str, protest: Protest, values: dict[str, Any], *, by: Person | None) -> Protest:
    if not _differs(protest, values, tuple(values)):
        return protest
    _allow(act, protest, by)
    now = clock.now()
    _remember(protest, Change.STATUS, now)
    return _revise(verb, protest, values, now, counts=True, by=by)


def _allow(act: str, protest: Protest, by: Person | None) -> None:
    """Raises NotNow for what an organiser may not do, or not any more, and Frozen for what nobody may."""
    if protest.day.frozen_at:
        raise Frozen
    if by is None and act not in own.acts_on(protest):
        raise NotNow(protest.status)


def _locked(code: str) -> Protest:
    return Protest.objects.select_for_update(of=("self",)).select_related("day").get(code=code)


def _remember(protest: Protest, what: Change, now: datetime, **more: Any) -> None:
    """Writes down what stands there before it is changed."""
    names = {
        Change.TIME: ProtestChange.OLD_TIME,
        Change.PLACE: ProtestChange.OLD_PLACE,
        Change.STATUS: ProtestChange.OLD_STATUS,
    }
    before = {name: getattr(protest, name) for name in names[what]}
    ProtestChange.objects.create(protest=protest, at=now, what=what, **before, **more)


def _revise(
    verb: str, protest: Protest, values: dict[str, Any], now: datetime, *, counts: bool, by: Person | None
) -> Protest:
    """The one place where a protest that stands becomes another; `now` is the moment of the whole act."""
    last_heard = protest.revised_at
    if counts:
        emails.changed(protest, at=last_heard)  # to who follows the place where it was
    for name, value in values.items():
        setattr(protest, name, value)
    protest.sequence += counts
    protest.revised_at = now
    protest.save()
    if counts:
        emails.changed(protest, at=last_heard)  # and where it is now
    record(verb, protest, by=by)
    changed(protest.day)
    return protest
