"""Atom (RFC 4287): what is new, what was changed and what was cancelled, each an entry that says so in words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from protests.enums import Change, Kind
from protests.formats import history, prose, tidings, words
from protests.notices import PublicRoundUp, PublicUpdate
from protests.public import PublicCampaign, PublicChange, PublicDay, PublicProtest
from protests.rules import states

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST = 100
GEORSS = "http://www.georss.org/georss"
# No character in XML (1.0, 2.2). What is typed is refused with one; what came otherwise must not cost the whole feed.
UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Head:
    """What a feed says of itself; `source` is its own address, `changed_at` holds while it has no entries."""

    title: str
    about: str
    author: str
    url: str
    source: str
    changed_at: datetime


@dataclass(frozen=True)
class Entry:
    """Something that happened to a protest; `tag` names it for ever."""

    tag: str
    at: datetime
    title: str
    lines: tuple[str, ...]
    link: str
    category: str
    point: tuple[float, float] | None


def entries(protest: PublicProtest, changes: Sequence[PublicChange]) -> list[Entry]:
    """What happened to it."""
    return list(_of_one(protest, changes))


def latest(found: Iterable[list[Entry]], banners: Sequence[Entry] = ()) -> list[Entry]:
    """The banners, and of all the rest the entries that a feed has room for; the latest first."""
    room = max(MOST - len(banners), 0)
    return _ordered([*banners, *_ordered(chain.from_iterable(found))[:room]])


def _ordered(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.at, entry.tag), reverse=True)


def feed(head: Head, entries: Sequence[Entry]) -> bytes:
    """The same entries give the same bytes."""
    made = Feed(
        title=_writable(head.title),
        link=head.url,
        description="",
        subtitle=_writable(head.about),
        author_name=_writable(head.author),
        feed_url=head.source,
        feed_guid=head.source,
        language=get_language(),
    )
    made.changed_at = max([entry.at for entry in entries], default=head.changed_at)
    for entry in entries:
        _add(made, entry)
    return made.writeString("utf-8").encode()


class Feed(Atom1Feed):
    """Django's, with the places of protests, and with the date of what it holds instead of that of asking."""

    changed_at: datetime

    def latest_post_date(self) -> datetime:
        return self.changed_at

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:georss": GEORSS}

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        if item["point"]:
            longitude, latitude = item["point"]
            handler.addQuickElement("georss:point", f"{latitude:.5f} {longitude:.5f}")


def _of_one(protest: PublicProtest, changes: Sequence[PublicChange]) -> Iterator[Entry]:
    here = (tidings.when(protest), tidings.where(protest))
    yield _entry(protest, "new", protest.created_at, _("New"), here)
    for change, line in zip(changes, history.lines(protest, changes), strict=True):
        name = f"{change.what}/{_moment(change.at)}"
        if change.what == Change.STATUS:
            reason = protest.status_reason if change is history.last(changes, Change.STATUS) else ""
            yield _entry(protest, name, change.at, line.what, (reason, line.when, *here))
        else:
            yield _entry(protest, name, change.at, str(states.MOVED.label), (line.what, line.when, *here))


def _entry(protest: PublicProtest, name: str, at: datetime, headline: str, lines: tuple[str, ...]) -> Entry:
    title = _("%(what)s: %(name)s") % {"what": headline, "name": tidings.name(protest)}
    return Entry(
        tag=tag(protest, name),
        at=at,
        title=_("%(title)s (sample)") % {"title": title} if protest.is_sample else title,
        lines=tuple(filter(None, lines)),
        link=settings.SITE_URL + protest.path,
        category=str(Kind(protest.kind).label),
        point=protest.point,
    )


def tag(protest: PublicProtest, name: str) -> str:
    """RFC 4151: for ever, whatever the site is called later, because the domain is that of the calendar's UID."""
    domain = protest.uid.rpartition("@")[2]
    return f"tag:{domain},{protest.created_at:%Y-%m-%d}:{protest.code}/{name}"


def of_round_up(day: PublicDay, text: PublicRoundUp) -> Entry:
    """What became of the day was published, or corrected."""
    return Entry(
        tag=f"tag:{settings.UID_DOMAIN},{text.published_at:%Y-%m-%d}:{day.key}/round-up/{text.language}",
        at=text.revised_at or text.published_at,
        title=text.title,
        lines=(day.title,),
        link=f"{day.url}round-up/",
        category=_("Round-up"),
        point=None,
    )


def of_update(campaign: PublicCampaign, update: PublicUpdate) -> Entry:
    """A note of the campaign."""
    return Entry(
        tag=f"tag:{settings.UID_DOMAIN},{update.at:%Y-%m-%d}:{campaign.slug}/update/{update.id}",
        at=update.at,
        title=update.title,
        lines=tuple(prose.plain(update.text).strip().split("\n\n")),
        link=f"{campaign.url}updates/#update-{update.id}",
        category=_("News"),
        point=None,
    )


def of_banner(day: PublicDay) -> Entry | None:
    """What everybody should know now, an entry for other words; the same says it when they are taken away. None if
    there never were any."""
    if not day.banner_at:
        return None
    told = {"date": words.long_day(day.banner_at.date())}
    return Entry(
        tag=f"tag:{settings.UID_DOMAIN},{day.banner_at:%Y-%m-%d}:{day.key}/banner/{_moment(day.banner_at)}",
        at=day.banner_gone_at or day.banner_at,
        title=day.banner or _("The notice of %(date)s no longer holds") % told,
        lines=(day.title,),
        link=day.url,
        category=_("Notice"),
        point=None,
    )


def _moment(at: datetime) -> str:
    """In the name of an entry."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}"


def _writable(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)


def _add(made: Feed, entry: Entry) -> None:
    made.add_item(
        title=_writable(entry.title),
        link=entry.link,
        description=_writable(format_html_join("", "<p>{}</p>", ([line] for line in entry.lines))),
        unique_id=entry.tag,
        pubdate=entry.at,
        updateddate=entry.at,
        categories=[entry.category],
        point=entry.point,
    )
