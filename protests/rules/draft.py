"""The one check behind form, API, import and actions: what was sent, or everything that is wrong with it.

The fields are those of `POST /api/v1/submissions/` (SPEC.md); a form and a sheet translate theirs into these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import NoneType
from typing import Any

from django.conf.locale import LANG_INFO
from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _

from maps import timezones
from maps.points import point_from
from protests.enums import Access, Accuracy, Kind, Precision
from protests.rules import links, text
from protests.rules import when as when_rule
from protests.rules.faults import Reading, Refused
from protests.rules.when import When

FIELDS = frozenset(
    (
        "title kind description bring latitude longitude accuracy venue address local_date local_start local_end fold "
        "end_fold timezone precision reveal_at group_name public_link languages accessible accessibility confirm"
    ).split()
)
MAX_LANGUAGES = 8
TITLE = {"least": 3, "most": 120}
# What is found out anew of each draft; other flags tell how it came.
FLAGS = frozenset({"mixed_scripts", "link", "at_sea", "antarctica", "tz.mismatch"})
ANTARCTICA = -60  # degrees of latitude


@dataclass(frozen=True)
class Draft:
    """A gathering as its organiser means it. `point` is private until `precision` and `reveal_at` allow it."""

    title: str
    kind: str
    description: str
    bring: str
    when: When
    point: Point | None
    accuracy: str
    precision: str
    reveal_at: datetime | None
    venue: str
    address: str
    group_name: str
    link: str
    languages: tuple[str, ...]
    accessibility: tuple[str, ...]
    flags: tuple[str, ...]


def read(raw: Mapping[str, object], reading: Reading, *, now: datetime, archive: bool = False) -> Draft | None:
    """A draft from untyped values; None when `reading` has gathered faults. `archive` exempts from the start window."""
    take = reading.take
    kind = take("kind", choice, raw.get("kind"), Kind)
    point = _point(raw, kind, reading)
    when = _when(raw, point, reading, now=now, archive=archive)
    precision = take("precision", choice, raw.get("precision") or Precision.EXACT, Precision)
    values: dict[str, Any] = {
        "title": take("title", text.single_line, raw.get("title"), **TITLE),
        "kind": kind,
        "description": take("description", text.several_lines, raw.get("description"), most=4000),
        "bring": take("bring", text.single_line, raw.get("bring"), most=300),
        "when": when,
        "point": None if kind == Kind.ONLINE else point,  # of an online one only the zone counts
        "accuracy": take("accuracy", choice, raw.get("accuracy") or Accuracy.EXACT, Accuracy),
        "precision": precision,
        "reveal_at": take("reveal_at", reveal_moment, raw.get("reveal_at"), precision, when, now),
        "venue": take("venue", text.single_line, raw.get("venue"), most=200),
        "address": take("address", text.single_line, raw.get("address"), most=200),
        "group_name": take("group_name", text.single_line, raw.get("group_name"), most=120),
        "link": take("public_link", links.web_address, raw.get("public_link")),
        "languages": take("languages", languages, raw.get("languages")),
        "accessibility": take("accessibility", accessibility, raw.get("accessibility"), raw.get("accessible")),
    }
    return None if reading.faults else Draft(**values, flags=flags(values))


def choice(value: object, choices) -> str:
    """One of `choices`. Raises Refused `choice`."""
    if isinstance(value, str) and value in choices.values:
        return value
    raise Refused("choice", _("Choose one of: %(choices)s.") % {"choices": ", ".join(choices.values)})


def languages(value: object) -> tuple[str, ...]:
    """Language codes that Django knows, at most eight. Raises Refused `languages.list`, `languages.unknown`."""
    if value in (None, "", []):
        return ()
    if not isinstance(value, (list, tuple)) or len(value) > MAX_LANGUAGES:
        raise Refused("languages.list", _("Send up to 8 language codes, for example en, zh-hant."))
    codes = [str(code).lower() for code in value]
    if not LANG_INFO.keys() >= set(codes):
        raise Refused("languages.unknown", _("Use language codes such as en, de or zh-hant."))
    return tuple(dict.fromkeys(codes))


def accessibility(value: object, accessible: object) -> tuple[str, ...]:
    """What is offered; `accessible: true` is short for step-free. Raises Refused."""
    if accessible not in (None, True, False):
        raise Refused("accessible.type", _("Send true or false."))
    if not isinstance(value, (list, tuple, NoneType)):
        raise Refused("accessibility.list", _("Send a list."))
    offered = [*(value or ()), *([Access.STEP_FREE] if accessible else [])]
    return tuple(dict.fromkeys(choice(one, Access) for one in offered))


def reveal_moment(value: object, precision: str | None, when: When | None, now: datetime) -> datetime | None:
    """The UTC moment from which the exact place is shown: wall time at the place. Raises Refused `reveal.*`."""
    if value in (None, "") or precision in (None, Precision.EXACT) or when is None:
        return None
    wall = when_rule.wall_time(value, "reveal")
    moment = wall and when_rule.moment(wall, when.timezone, 0, "reveal")
    return moment and _between(now, moment, when)


def reveal_before(when: When, before: timedelta, now: datetime) -> datetime:
    """The UTC moment so long before the start; before the beginning of the local day's last 24 hours where no start is
    announced. Raises Refused `reveal.*`."""
    return _between(now, _begins(when) - before, when)


def lead(when: When, reveal_at: datetime) -> timedelta:
    """How long before the start a place is announced."""
    return _begins(when) - reveal_at


def is_same(one: Draft, other: Draft) -> bool:
    """Whether two drafts are one gathering: the same start, or day without one, at the same place."""
    return (one.point, one.when.starts_at, one.when.local_date) == (
        other.point, other.when.starts_at, other.when.local_date,
    )  # fmt: skip


def _begins(when: When) -> datetime:
    return when.starts_at or when.over_at - timedelta(days=1)


def _between(now: datetime, moment: datetime, when: When) -> datetime:
    """Who asks for a delay expects one: a moment that has come would show the place at once. Raises Refused."""
    if moment >= when.over_at:
        raise Refused("reveal.too_late", _("The protest is over then. Choose an earlier time."))
    if moment <= now:
        raise Refused(
            "reveal.past", _("This moment has come already. Choose a later one, or show the exact place now.")
        )
    return moment


def flags(values: Mapping[str, Any]) -> tuple[str, ...]:
    """What a moderator should look at before anything else."""
    words = f"{values['title']} {values['venue']} {values['group_name']}"
    point, when = values["point"], values["when"]
    found = {
        "mixed_scripts": text.mixes_scripts(words),
        "link": bool(values["link"]) or bool(text.LINK.search(str(values["description"]))),
        "at_sea": point is not None and timezones.at_sea(point),
        "antarctica": point is not None and point.y < ANTARCTICA,
        "tz.mismatch": point is not None and not timezones.plausible(when.timezone, point, when.local_date),
    }
    return tuple(name for name, holds in found.items() if holds)


def _point(raw: Mapping[str, object], kind: str | None, reading: Reading) -> Point | None:
    latitude, longitude = raw.get("latitude"), raw.get("longitude")
    if latitude in (None, "") and longitude in (None, ""):
        if kind != Kind.ONLINE:
            reading.refuse("latitude", "point.required", _("Say where it is: set the pin, or choose a city."))
        return None
    return reading.take("latitude", point_from, latitude, longitude)


def _when(
    raw: Mapping[str, object], point: Point | None, reading: Reading, *, now: datetime, archive: bool
) -> When | None:
    """The zone is the sent one, else that of the point; a zone far from the point has to be insisted on."""
    zone = _zone(raw.get("timezone"), point, reading)
    if zone is None:
        when_rule.read(raw, "UTC", reading, now=now, archive=True)  # so that its other faults are told now, too
        return None
    when = when_rule.read(raw, zone, reading, now=now, archive=archive)
    if when and point and not timezones.plausible(zone, point, when.local_date):
        reading.doubt("timezone", "tz.mismatch", _("This zone is not the one of the place. Confirm it, or change it."))
    return when


def _zone(sent: object, point: Point | None, reading: Reading) -> str | None:
    if sent is not None:
        return reading.take("timezone", timezones.canonical, sent)
    if point:
        return timezones.zone_at(point)
    if not any(fault.field == "latitude" for fault in reading.faults):
        reading.refuse("timezone", "tz.required", _("Choose the time zone that the start is meant in."))
    return None
