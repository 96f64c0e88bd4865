"""iCalendar: RFC 5545 and 7986. The same protests give the same bytes, so that an ETag means something."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.translation import gettext as _
from django_countries import countries
from icalendar import Calendar, Event, vDuration, vText
from icalendar.prop import vInline

from protests.editions import Removed
from protests.enums import Accuracy, Change, Kind, Precision
from protests.formats import history
from protests.formats.pieces import Piece, Writer
from protests.public import PublicChange, PublicProtest
from protests.rules import states

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODID = "-//Standpoint//Standpoint//EN"
REFRESH = timedelta(hours=1)
END = b"END:VCALENDAR\r\n"
PICTURE = {"VALUE": "URI", "DISPLAY": "FULLSIZE", "FMTTYPE": "image/png"}  # RFC 7986 5.10
# RFC 5545 3.1 forbids them, and readers that split on every line separator of Unicode break there (TRUST 1.7).
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
# RFC 7986 5.9 wants a name of CSS3; these span the wheel.
COLOURS = {
    "crimson": 0xDC143C, "red": 0xFF0000, "orangered": 0xFF4500, "orange": 0xFFA500, "gold": 0xFFD700,
    "olive": 0x808000, "green": 0x008000, "seagreen": 0x2E8B57, "teal": 0x008080, "deepskyblue": 0x00BFFF,
    "steelblue": 0x4682B4, "blue": 0x0000FF, "navy": 0x000080, "purple": 0x800080, "hotpink": 0xFF69B4,
    "maroon": 0x800000, "sienna": 0xA0522D, "gray": 0x808080, "black": 0x000000,
}  # fmt: skip


@dataclass(frozen=True)
class Head:
    """What a calendar says of itself. `source` is the address it is read from again, `accent` "#RRGGBB" or empty."""

    name: str
    about: str
    url: str
    source: str
    accent: str


def calendar(head: Head, entries: Sequence[Piece], removed: Sequence[Removed] = ()) -> bytes:
    """A feed: many protests in many zones under one name."""
    moments = [entry.updated_at for entry in entries] + [one.removed_at for one in removed]
    feed = _empty()
    for name in ("name", "x-wr-calname"):
        feed.add(name, _text(head.name))
    for name in ("description", "x-wr-caldesc"):
        feed.add(name, _text(head.about or head.name))
    feed.add("uid", str(uuid5(NAMESPACE_URL, head.source)))  # RFC 7986 5.3
    feed.add("url", head.url)
    feed.add("source", head.source, parameters={"VALUE": "URI"})  # RFC 7986 5.8
    feed.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})  # RFC 7986 5.7: VALUE is required
    feed.add("x-published-ttl", vDuration(REFRESH))
    if moments:
        feed.add("last-modified", max(moments))
    if head.accent:
        feed.add("color", colour_name(head.accent))
        feed.add("x-apple-calendar-color", vInline(head.accent))
    return _bytes(feed, [*(entry.content for entry in entries), *(tombstone(one).to_ical() for one in removed)])


def single(protest: PublicProtest, changes: Sequence[PublicChange] = ()) -> bytes:
    """One protest to add to a calendar: no name, because it is no calendar of its own."""
    return _bytes(_empty(), [vevent(protest, changes).to_ical()])


def single_removed(removed: Removed) -> bytes:
    """What takes a protest out of the calendars that hold it."""
    return _bytes(_empty(), [tombstone(removed).to_ical()])


def tombstone(removed: Removed) -> Event:
    """No more than a reader needs to cancel its entry; of a hidden one also a word, because nothing stands for it."""
    entry = Event()
    entry.add("uid", removed.uid)
    entry.add("sequence", removed.sequence)
    entry.add("dtstamp", removed.removed_at)
    entry.add("dtstart", removed.starts_at.astimezone(UTC) if removed.starts_at else removed.local_date)
    entry.add("status", states.CANCELLED.ical)
    if not removed.winner:
        entry.add("summary", _text(_("Removed")))
    return entry


def vevent(protest: PublicProtest, changes: Sequence[PublicChange] = ()) -> Event:
    """Times are in UTC, the one form that every reader takes for the same hour; an unannounced start is a date."""
    entry = Event()
    entry.add("uid", protest.uid)
    entry.add("sequence", protest.sequence)
    entry.add("created", protest.created_at)
    # Without METHOD, DTSTAMP is the last revision (RFC 5545 3.8.7.2), not the moment of asking.
    entry.add("dtstamp", protest.updated_at)
    entry.add("last-modified", protest.updated_at)
    entry.add("dtstart", protest.starts_at.astimezone(UTC) if protest.starts_at else protest.local_date)
    if protest.ends_at:
        entry.add("dtend", protest.ends_at.astimezone(UTC))
    entry.add("status", protest.announced.ical)
    entry.add("transp", "TRANSPARENT")  # to follow a protest isn't to be busy
    entry.add("summary", _text(_summary(protest)))
    entry.add("description", _text("\n".join(_description(protest, changes))))
    entry.add("location", _text(_location(protest)))
    entry.add("categories", [_text(category) for category in _categories(protest)])
    entry.add("url", protest.url)
    entry.add("image", f"{settings.SITE_URL}{protest.path}card.png", parameters=PICTURE)
    if protest.kind == Kind.ONLINE and protest.link:
        entry.add("conference", protest.link, parameters={"VALUE": "URI", "LABEL": _("Take part online")})
    if protest.point:
        longitude, latitude = protest.point
        entry.add("geo", vInline(f"{latitude:.5f};{longitude:.5f}"))  # RFC 5545 3.8.1.6: latitude first
    return entry


def colour_name(accent: str) -> str:
    """The nearest colour that RFC 7986 can name, of "#RRGGBB"."""
    wanted = int(accent[1:], 16)
    return min(COLOURS, key=lambda name: _distance(COLOURS[name], wanted))


def _distance(one: int, other: int) -> int:
    return sum(((one >> shift & 0xFF) - (other >> shift & 0xFF)) ** 2 for shift in (0, 8, 16))


def _empty() -> Calendar:
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODID)
    made.add("calscale", "GREGORIAN")
    return made


def _bytes(frame: Calendar, entries: Iterable[bytes]) -> bytes:
    return b"".join([frame.to_ical().removesuffix(END), *entries, END])


def _text(words: object) -> vText:
    return vText(FORBIDDEN.sub("", str(words).replace("\r\n", "\n").replace("\r", "\n")))


def _summary(protest: PublicProtest) -> str:
    """With the city: in a feed of the world every title may be the same."""
    title = protest.title
    if protest.locality not in title:
        title = _("%(title)s, %(city)s") % {"title": title, "city": protest.locality}
    if protest.is_sample:
        title = _("%(title)s (sample)") % {"title": title}
    if protest.announced in states.AHEAD:
        return title
    return _("%(state)s: %(title)s") % {"state": protest.announced.label, "title": title}


def _description(protest: PublicProtest, changes: Sequence[PublicChange]) -> Iterator[str]:
    if protest.is_sample:
        yield _("Sample data, not a reported protest.")
    if protest.status_reason:
        yield protest.status_reason
    if protest.instead_url:
        yield _("Go here instead: %(url)s") % {"url": protest.instead_url}
    for what in (Change.TIME, Change.PLACE):
        if moved := history.last(changes, what):
            yield _("Changed. %(before)s") % {"before": history.was(moved, protest)}
    if protest.description:
        yield protest.description
        yield ""
    if protest.bring:
        yield _("Bring: %(things)s") % {"things": protest.bring}
    yield _local_time(protest)
    if protest.point is None and protest.kind != Kind.ONLINE:
        yield _("The place is not public.")
    elif protest.drawn == Precision.AREA:
        yield _("The map shows an area of about 1 km, not the exact place.")
    elif protest.drawn == Accuracy.CITY:
        yield _("The map shows the city, not the exact place.")
    if protest.group:
        yield _("Organised by %(group)s") % {"group": protest.group}
    if protest.link:
        yield protest.link
    if protest.source and not protest.is_sample:
        yield _("Source: %(source)s") % {"source": protest.source}
    yield protest.url


def _local_time(protest: PublicProtest) -> str:
    if not protest.local_start:
        return _("Time not announced yet")
    return _("Time there: %(time)s (%(zone)s)") % {
        "time": "–".join(f"{time:%H:%M}" for time in (protest.local_start, protest.local_end) if time),
        "zone": protest.timezone,
    }


def _location(protest: PublicProtest) -> str:
    if protest.kind == Kind.ONLINE:
        return _("Online")
    country = countries.name(protest.country) or protest.country
    words = [protest.venue, protest.address, protest.locality, country]
    return ", ".join(dict.fromkeys(word for word in words if word))


def _categories(protest: PublicProtest) -> list[str]:
    kind = str(Kind(protest.kind).label)
    return [kind, _("Sample")] if protest.is_sample else [kind]


ENTRY = Writer("calendar", lambda protest, changes: vevent(protest, changes).to_ical(), reads_changes=True)
