"""What is done with the rows that somebody ticked in the queue."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from protests import private, queue
from protests.actions import bulk
from protests.actions.bulk import Outcome, Ticked
from protests.formats.desk import name_of
from protests.rules.faults import Reading
from protests.rules.numbers import row_number
from protests.rules.reasons import reason_named

# More than a page of the queue is no hand that ticks.
MOST = 200
MOST_NAMED = 10


def act(request: HttpRequest, reading: Reading) -> Outcome | None:
    """None, with the faults in `reading`, where there is something to mend."""
    ticked, by = list(_ticked(request)), request.user
    if not ticked:
        reading.refuse("ticked", "ticked.none", _("Tick at least one row."))
        return None
    name = request.POST.get("action")
    if name == "approve":
        return bulk.approve(ticked=ticked, by=by)
    if name == "trust":
        return bulk.trust(ticked=ticked, by=by)
    return _reject(request, ticked, reading) if name == "reject" else _assign(request, ticked, reading)


def told(person: Any, outcome: Outcome) -> Iterator[str]:
    """How many were done, then each that was not, by name."""
    yield ngettext("%(n)d done.", "%(n)d done.", outcome.done) % {"n": outcome.done}
    for one in outcome.left[:MOST_NAMED]:
        item = private.for_moderator(person, one)
        name = name_of(item) if item else _("One of them")
        yield _("%(city)s was not done: it changed, or somebody else decided. Look at it again.") % {"city": name}
    if len(outcome.left) > MOST_NAMED:
        more = len(outcome.left) - MOST_NAMED
        yield ngettext("%(n)d more was not done.", "%(n)d more were not done.", more) % {"n": more}


def _ticked(request: HttpRequest) -> Iterator[Ticked]:
    """From "id version" of each box."""
    for value in request.POST.getlist("ticked")[:MOST]:
        number, _space, seen = value.partition(" ")
        try:
            yield Ticked(UUID(number), seen)
        except ValueError:
            continue


def _reject(request: HttpRequest, ticked: list[Ticked], reading: Reading) -> Outcome | None:
    reason = reading.take("reason", reason_named, request.POST.get("reason"))
    return bulk.reject(ticked=ticked, by=request.user, reason=reason) if reason else None


def _assign(request: HttpRequest, ticked: list[Ticked], reading: Reading) -> Outcome | None:
    typed = request.POST.get("to", "")
    number = row_number(typed)
    to = None if number is None else queue.colleague(request.user, number)
    if request.POST.get("action") != "assign" or (typed and to is None):
        reading.refuse("to", "to.unknown", _("Choose somebody of the team."))
        return None
    return bulk.assign(ticked=ticked, to=to, by=request.user)
