"""What the moderators' desk says of a submission in words. Pure; `now` is aware UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maps.timezones import abbreviation, wall_time
from protests.enums import Decision, Precision, Status
from protests.formats import words
from protests.private import InReview
from protests.queue import OpenConcern
from protests.rules.concerning import ConcernKind
from protests.rules.waiting import AIM, LATE
from protests.watch import Happened, News, Sibling, Standing

# What says the same of a protest: what was sent, and what stands.
Told = InReview | Standing


@dataclass(frozen=True)
class Care:
    """Why a submission wants a second look: a word and the icon beside it; `is_quiet`: worth knowing, no more."""

    label: str | Promise
    icon: str
    is_quiet: bool = False


CARES = {
    "mixed_scripts": Care(gettext_lazy("Mixed scripts"), "warning"),
    "link": Care(gettext_lazy("Link inside"), "embed"),
    "no_email": Care(gettext_lazy("No e-mail"), "lock"),
    "at_sea": Care(gettext_lazy("At sea"), "map"),
    "antarctica": Care(gettext_lazy("In Antarctica"), "map"),
    "tz.mismatch": Care(gettext_lazy("Unusual time zone"), "clock"),
    "duplicate": Care(gettext_lazy("Like a listed one"), "merge"),
    "spam": Care(gettext_lazy("Likely spam"), "bag"),
    "imported": Care(gettext_lazy("From a file"), "list"),
    "rush": Care(gettext_lazy("Many at once"), "people"),
    "new_group": Care(gettext_lazy("New group"), "people", is_quiet=True),
    "answered": Care(gettext_lazy("Answered"), "speech"),
    "late": Care(gettext_lazy("Over 12 h"), "clock"),
    "no_place": Care(gettext_lazy("Needs a place"), "map"),
}
# What happens to a protest that stands, by the verbs of the log.
HAPPENED = {
    "protest.cancelled": Care(gettext_lazy("Cancelled"), "cross"),
    "protest.postponed": Care(gettext_lazy("Postponed"), "pause"),
    "protest.banned": Care(gettext_lazy("Banned"), "cross"),
    "protest.undone": Care(gettext_lazy("Taken back"), "back"),
    "protest.reinstated": Care(gettext_lazy("Takes place after all"), "check"),
    "protest.revised": Care(gettext_lazy("Changed"), "move"),
    "protest.hidden": Care(gettext_lazy("Taken off the site"), "minus"),
    "protest.restored": Care(gettext_lazy("Shown again"), "eye"),
    "protest.withdrawn": Care(gettext_lazy("Withdrawn"), "minus"),
    "protest.claimed": Care(gettext_lazy("Somebody says it is theirs"), "people"),
    "protest.handed_over": Care(gettext_lazy("Handed over to another address"), "people"),
    "protest.put_back": Care(gettext_lazy("A change was taken back"), "back"),
    "protest.taken_back": Care(gettext_lazy("The approval was taken back"), "back"),
    "protest.merged": Care(gettext_lazy("Merged into another"), "merge"),
    "protest.merged_with": Care(gettext_lazy("Another was merged into it"), "merge"),
    "protest.unmerged": Care(gettext_lazy("Parted again"), "merge"),
    "protest.accepted": Care(gettext_lazy("Published"), "placard"),
    "protest.rescheduled": Care(gettext_lazy("Moved with its day"), "calendar"),
    "protest.coarsened": Care(gettext_lazy("Made less exact"), "lock"),
    "protest.still_on": Care(gettext_lazy("Said to take place"), "check"),
    "protest.started": Care(gettext_lazy("Has begun"), "live"),
}
TABS = {
    Decision.WAITING: gettext_lazy("Waiting"),
    Decision.ASKED: gettext_lazy("Asked"),
    Decision.APPROVED: gettext_lazy("Approved"),
    Decision.REJECTED: gettext_lazy("Rejected"),
    Decision.WITHDRAWN: gettext_lazy("Withdrawn"),
}
SEEN = {
    Precision.EXACT: gettext_lazy("Everyone sees the exact place, with the words for it."),
    Precision.AREA: gettext_lazy("Everyone sees an area of about 1 km, without the words for the place."),
    Precision.CITY: gettext_lazy("Everyone sees the city, without the words for the place."),
    Precision.WITHHELD: gettext_lazy("Everyone sees the country only."),
}


@dataclass(frozen=True)
class Row:
    """One submission in the queue: `zone` is "BST" or "UTC+8", `age` how long ago it was sent."""

    item: InReview
    name: str
    zone: str
    age: str
    is_late: bool
    cares: list[Care]
    warnings: list[Care]


@dataclass(frozen=True)
class NewsRow:
    """One act of an organiser: what it was, in a word, and how long ago."""

    news: News
    name: str
    what: Care
    age: str


@dataclass(frozen=True)
class ConcernRow:
    """One concern of a visitor: about what, how it is called, and how long ago."""

    concern: OpenConcern
    name: str
    what: str
    age: str


def heading(decision: str, total: int, *, is_spam: bool = False) -> str:
    """ "10 waiting"."""
    if is_spam:
        return _("%(total)d of likely spam") % {"total": total}
    phrases = {
        Decision.WAITING: _("%(total)d waiting"),
        Decision.ASKED: _("%(total)d asked"),
        Decision.APPROVED: _("%(total)d approved"),
        Decision.REJECTED: _("%(total)d rejected"),
        Decision.WITHDRAWN: _("%(total)d withdrawn"),
    }
    return phrases[Decision(decision)] % {"total": total}


def row_of(item: InReview, now: datetime) -> Row:
    waited = now - item.created_at
    return Row(
        item=item,
        name=name_of(item),
        zone=abbreviation(item.starts_at, item.timezone) if item.starts_at else "",
        age=age(waited),
        is_late=item.decision == Decision.WAITING and waited > LATE,
        cares=[CARES[flag] for flag in item.flags if flag in CARES],
        warnings=[CARES[flag] for flag in item.flags if flag in CARES and not CARES[flag].is_quiet],
    )


def oldest(since: datetime | None, now: datetime) -> str:
    """ "Oldest waits 13 h. Aim: under 24 h."; "" where nothing waits."""
    if since is None:
        return ""
    hours = AIM // timedelta(hours=1)
    return _("Oldest waits %(age)s. Aim: under %(hours)d h.") % {"age": age(now - since), "hours": hours}


def concern_row(concern: OpenConcern, now: datetime) -> ConcernRow:
    name = concern.locality or (concern.title if concern.country else _("Online"))
    return ConcernRow(concern, name, str(ConcernKind(concern.kind).label), age(now - concern.at))


def looking(others: list[str]) -> str:
    """ "Mei looks at this now."; "" for nobody."""
    if not others:
        return ""
    return _("%(people)s looks at this now.") % {"people": ", ".join(others)}


def name_of(item: Told) -> str:
    """What a moderator calls it: the city, or that it is online."""
    return item.locality or (item.title if item.point else _("Online"))


def news_row(news: News, now: datetime) -> NewsRow:
    name = news.locality or (news.title if news.country else _("Online"))
    return NewsRow(news=news, name=name, what=HAPPENED[news.verb], age=age(now - news.at))


def happened(act: Happened, now: datetime) -> str:
    """ "Cancelled by the organiser, 5 min ago"."""
    said = {"what": HAPPENED[act.verb].label, "age": age(now - act.at)}
    if act.by_organiser:
        return _("%(what)s by the organiser, %(age)s ago") % said
    return _("%(what)s by a moderator, %(age)s ago") % said


def status(standing: Standing) -> str:
    """What the page says of it now: "Cancelled", "Postponed", "Banned"; "" for what takes place."""
    is_said = standing.status in (Status.CANCELLED, Status.POSTPONED, Status.BANNED)
    return str(Status(standing.status).label) if is_said else ""


def stays(standing: Standing) -> str:
    """What a change does not change: "It is marked “Cancelled”, and stays so."; "" for what takes place."""
    if standing.status not in (Status.CANCELLED, Status.BANNED):
        return ""
    return _("It is marked “%(status)s”, and stays so.") % {"status": Status(standing.status).label}


def sibling(one: Sibling) -> str:
    """ "Berlin · Sunday 31 May · In review"."""
    return f"{one.locality or one.title} · {words.day_name(one.local_date)} · {Decision(one.decision).label}"


def age(span: timedelta) -> str:
    """ "13 h", "2 days", "5 min"; a begun minute counts as one."""
    minutes = max(1, int(span.total_seconds() // 60))
    if minutes < 60:
        return _("%(minutes)d min") % {"minutes": minutes}
    if span < words.IN_HOURS:
        return _("%(hours)d h") % {"hours": minutes // 60}
    return words.until(span)


def seen(item: Told) -> Iterator[str]:
    """What the world will see of the place, and from when it sees all of it."""
    if item.point is None:
        return
    yield str(SEEN[Precision(item.precision)])
    if item.precision == Precision.EXACT:
        return
    if item.reveal_at is None:
        yield _("The exact place is never shown.")
        return
    there = wall_time(item.reveal_at, item.timezone)
    yield _("The exact place is shown from %(day)s, %(time)s %(zone)s.") % {
        "day": words.day_name(there.date()),
        "time": words.clock(there.time()),
        "zone": abbreviation(item.reveal_at, item.timezone),
    }


def decided(item: InReview, now: datetime) -> str:
    """Who decided what, and how long ago; "" for what waits."""
    if item.decided_at is None:
        return ""
    sentences = {
        Decision.APPROVED: _("%(person)s approved this %(age)s ago."),
        Decision.REJECTED: _("%(person)s rejected this %(age)s ago."),
        Decision.WITHDRAWN: _("The organiser withdrew this %(age)s ago."),
    }
    person = item.decided_by or _("Somebody who left the team")
    return sentences[Decision(item.decision)] % {"person": person, "age": age(now - item.decided_at)}
