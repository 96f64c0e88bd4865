"""The banner over a protest's page: what has changed about it, in a headline and few sentences. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from protests.enums import Change, Status
from protests.formats import history, words
from protests.public import PublicChange, PublicProtest
from protests.rules import states


@dataclass(frozen=True)
class Banner:
    """`name` is the state of rules/states.py whose colour and icon it wears, `reason` what its organiser says of it;
    `is_off`: look for another protest, the `replacement` that its organiser names before any other."""

    name: str
    title: str
    sentences: tuple[str, ...]
    reason: str = ""
    is_off: bool = False
    replacement: PublicProtest | None = None


def banners(
    protest: PublicProtest, changes: Sequence[PublicChange], now: datetime, replacement: PublicProtest | None = None
) -> list[Banner]:
    """What a reader must know before anything else, the state first; nothing for a protest that goes to plan.

    `changes` come the latest first; `replacement` is the protest to go to instead.
    """
    found = [_of_the_state(protest, changes, now, replacement), _of_the_move(protest, changes, now)]
    return [banner for banner in found if banner]


def _of_the_state(
    protest: PublicProtest, changes: Sequence[PublicChange], now: datetime, replacement: PublicProtest | None
) -> Banner | None:
    state = protest.state(now)
    if state is states.ON_NOW:
        return Banner("live", _("On now"), (_until(protest),))
    if state is states.FINISHED:
        return Banner("done", _("Finished"), (_("This protest is over. What was announced stays readable."),))
    if state in states.OFF:
        return replace(_off(protest, state, changes), replacement=replacement)
    if protest.status == Status.TENTATIVE:
        sentence = _("The organiser has not confirmed it yet. Look again here.")
        return Banner("tentative", _("Not yet certain"), (sentence,))
    return _despite_a_ban(protest)


def _off(protest: PublicProtest, state: states.State, changes: Sequence[PublicChange]) -> Banner:
    usual = {
        states.POSTPONED: _("There is no new date yet."),
        states.CANCELLED: _("The organiser called it off."),
        states.BANNED: _("The authorities have forbidden it."),
    }
    since = history.last(changes, Change.STATUS)
    said = [] if protest.status_reason else [usual[state]]
    changed = [history.when(since.at, protest.timezone)] if since else []
    return Banner(state.name, str(state.label), (*said, *changed), protest.status_reason, is_off=True)


def _of_the_move(protest: PublicProtest, changes: Sequence[PublicChange], now: datetime) -> Banner | None:
    move = history.last(changes, *history.MOVES)
    if not move or protest.state(now) not in (states.MOVED, states.ON_NOW):
        return None
    sentences = (*_what_stood_there(protest, changes), history.when(move.at, protest.timezone))
    return Banner("moved", history.moved_to(protest, move), sentences)


def _what_stood_there(protest: PublicProtest, changes: Sequence[PublicChange]) -> list[str]:
    """The old place and the old time; which of them is still the same."""
    place, time = (history.last(changes, what) for what in (Change.PLACE, Change.TIME))
    told = [history.was(change, protest) for change in (place, time) if change]
    if place and time:
        return told
    return [*told, _("Same day, same time.") if place else _("Same place.")]


def _until(protest: PublicProtest) -> str:
    if protest.local_end is None:
        return _("It has started. The end was not announced.")
    return _("Until %(time)s.") % {"time": words.clock(protest.local_end)}


def _despite_a_ban(protest: PublicProtest) -> Banner | None:
    if protest.status != Status.BANNED:
        return None
    return Banner(
        "care", _("Going ahead despite a ban"), (_("Know your rights before you go."),), protest.status_reason
    )
