"""What the board of a day says in words. Pure; `now` is aware UTC."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maps.gazetteer import country_name
from maps.timezones import abbreviation
from protests.board import Board, Line
from protests.enums import Status
from protests.formats import desk, words


@dataclass(frozen=True)
class Label:
    """What a number counts, in a word and in the sentence that defines it."""

    label: str | Promise
    means: str | Promise


@dataclass(frozen=True)
class Tile:
    key: str
    label: str | Promise
    means: str | Promise
    count: int


@dataclass(frozen=True)
class Shown:
    """One protest: `zone` is "BST" or "UTC+8", `said` what its organiser said last."""

    line: Line
    name: str
    country: str
    zone: str
    status: str
    said: str


@dataclass(frozen=True)
class Told:
    """The board in words; `waits` is how long the oldest has waited, "" for none."""

    tiles: list[Tile]
    waiting: int
    waits: str
    unmoderated: list[str]
    without: list[str]
    paces: list[tuple[str, int, str]]
    on_now: list[Shown]
    coming: list[Shown]
    over: int
    headcount: int


TILES = {
    "unplaced": Label(
        gettext_lazy("Place to be announced"),
        gettext_lazy("Still to come, and the exact place is not shown yet or not known."),
    ),
    "untimed": Label(gettext_lazy("Time not announced"), gettext_lazy("Still to come, and without a start.")),
    "unsaid": Label(
        gettext_lazy("Not reconfirmed"),
        gettext_lazy("The organiser was asked whether it is still on, and has not answered."),
    ),
    "said": Label(gettext_lazy("Reconfirmed"), gettext_lazy("The organiser said that it is still on.")),
    "off": Label(
        gettext_lazy("Does not take place"), gettext_lazy("Cancelled, postponed, or banned and not going ahead.")
    ),
    "started": Label(gettext_lazy("Has begun"), gettext_lazy("The organiser said on the day that it has begun.")),
    "silent": Label(
        gettext_lazy("On now, not heard of"), gettext_lazy("It should have begun, and the organiser has not said so.")
    ),
}


def board(found: Board, now: datetime) -> Told:
    return Told(
        tiles=[Tile(key, one.label, one.means, found.tallies[key]) for key, one in TILES.items()],
        waiting=found.waiting,
        waits=desk.age(now - found.longest) if found.longest else "",
        unmoderated=[country_name(code) for code in found.unmoderated],
        without=[country_name(code) for code in found.without],
        paces=[(pace.person, pace.decided, desk.age(pace.median)) for pace in found.paces],
        on_now=lines(found.on_now, now),
        coming=lines(found.coming, now),
        over=found.over,
        headcount=found.headcount,
    )


def lines(found: list[Line], now: datetime) -> list[Shown]:
    return [
        Shown(
            line=line,
            name=line.locality or line.title,
            country=country_name(line.country) if line.country else _("Online"),
            zone=abbreviation(line.starts_at, line.timezone) if line.starts_at else "",
            status=str(Status(line.status).label),
            said=_said(line, now),
        )
        for line in found
    ]


def readers(languages: Counter[str]) -> list[tuple[str, int]]:
    """How many read each language, by its name, the most first."""
    return [(words.language(code), count) for code, count in languages.most_common()]


def _said(line: Line, now: datetime) -> str:
    if line.started_at:
        return _("Began, %(age)s ago") % {"age": desk.age(now - line.started_at)}
    if line.still_on_at and not (line.asked_at and line.still_on_at < line.asked_at):
        return _("Confirmed %(age)s ago") % {"age": desk.age(now - line.still_on_at)}
    return _("Asked %(age)s ago") % {"age": desk.age(now - line.asked_at)} if line.asked_at else ""
