"""What became of a protest since somebody last heard of it, in words: what holds now, what it was before. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maps.gazetteer import country_name
from maps.timezones import abbreviation
from protests.enums import Change, Kind, Status
from protests.formats import history, words
from protests.public import PublicChange, PublicProtest
from protests.rules import states


@dataclass(frozen=True)
class Tidings:
    """`headline` is "Cancelled" or "Moved to Albert Park", `plan` when and where it is (or was to be, if `is_off`)."""

    name: str
    headline: str
    is_off: bool
    plan: tuple[str, ...]
    before: tuple[str, ...]


def tidings(protest: PublicProtest, changes: Sequence[PublicChange], kinds: Sequence[str]) -> Tidings:
    """Of the `kinds` of change (enums.Change) that made a difference; `changes` since then, the latest first."""
    first = [change for what in kinds if (change := history.last(changes[::-1], what))]
    return Tidings(
        name=name(protest),
        headline=_headline(protest, changes, kinds),
        is_off=protest.announced in states.OFF,
        plan=(when(protest), where(protest)),
        before=tuple(_before(protest, first)),
    )


def name(protest: PublicProtest) -> str:
    """With its city: on one day every title may be the same."""
    if not protest.locality or protest.locality in protest.title:
        return protest.title
    return _("%(title)s, %(city)s") % {"title": protest.title, "city": protest.locality}


def when(protest: PublicProtest) -> str:
    """ "Sunday 31 May 2026, 18:00–20:00 BST"."""
    day = words.long_day(protest.local_date)
    if protest.local_start is None or protest.starts_at is None:
        return _("%(day)s, time not announced yet") % {"day": day}
    span = "–".join(words.clock(time) for time in (protest.local_start, protest.local_end) if time)
    zone = abbreviation(protest.starts_at, protest.timezone)
    return _("%(day)s, %(time)s %(zone)s") % {"day": day, "time": span, "zone": zone}


def where(protest: PublicProtest) -> str:
    """ "Parliament Square, London, United Kingdom", as far as it may be said."""
    if protest.kind == Kind.ONLINE:
        return _("Online")
    country = country_name(protest.country) if protest.country else ""
    return ", ".join(dict.fromkeys(filter(None, (protest.venue, protest.address, protest.locality, country))))


def _headline(protest: PublicProtest, changes: Sequence[PublicChange], kinds: Sequence[str]) -> str:
    if protest.announced in states.OFF:
        return str(protest.announced.label)
    if Change.STATUS in kinds:
        return _("Going ahead despite a ban") if protest.going_ahead else _("It takes place after all")
    move = history.last(changes, *kinds)
    return history.moved_to(protest, move) if move else str(states.MOVED.label)


def _before(protest: PublicProtest, first: Sequence[PublicChange]) -> Iterator[str]:
    """What stood there. That something cancelled was confirmed before goes without saying."""
    for change in first:
        if change.what != Change.STATUS:
            yield history.was(change, protest)
        elif protest.announced not in states.OFF:
            yield str(Status(change.status).label)
