"""What the press page of a day shows."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from protests import notices, public, reported
from protests.enums import Outcome
from protests.filters import Query
from protests.formats import board, card, citytable, dayline, tally
from protests.formats.citytable import Row
from protests.formats.picture import picture
from protests.public import PublicDay, PublicProtest, gathers
from protests.rules.faults import Fault
from protests.rules.states import FINISHED
from protests.views.addresses import Here
from protests.views.finding import frame

PAGE_NUMBER = re.compile("[1-9][0-9]{0,4}")


@dataclass(frozen=True)
class Asked:
    """How the table is to stand: `sort` as formats/citytable.py has it, `page` from 1; `faults` are told."""

    sort: str = citytable.USUAL
    page: int = 1
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Head:
    """The head of a column: `href` sorts by it, the other way round where it is sorted so; `order` is for aria-sort."""

    name: str
    label: str | Promise
    href: str
    order: str


@dataclass(frozen=True)
class Figure:
    """What was reported of one protest: `x` and `width` of its bar are per cents of the largest figure."""

    row: Row
    x: str
    width: str


def read(given: Mapping[str, str]) -> Asked:
    sort, page, faults = given.get("sort", citytable.USUAL), given.get("page", "1"), []
    if sort.removeprefix("-") not in citytable.SORTS:
        known = ", ".join(citytable.SORTS)
        told = _("The table can't be sorted so. Choose from: %(known)s.") % {"known": known}
        faults.append(Fault("sort", "sort.unknown", told))
        sort = citytable.USUAL
    if not PAGE_NUMBER.fullmatch(page):
        faults.append(_no_page())
        page = "1"
    return Asked(sort, int(page), tuple(faults))


def press_page(day: PublicDay, asked: Asked, now: datetime) -> dict[str, Any]:
    """Everything that templates/press/press.html needs."""
    found = public.protests_of(day, now=now)
    claims = reported.claims([one.code for one in found])
    by_time = citytable.rows(found, claims, now)
    rows = by_time if asked.sort == citytable.USUAL else citytable.rows(found, claims, now, asked.sort)
    return {
        **frame(day),
        "section": "press",
        "now": now,
        "is_embargoed": bool(day.embargo_until and now < day.embargo_until),
        "days": (day.ends_on - day.starts_on).days + 1,
        "board": (told := board.board_of(found, now)),
        "counts": told.counts,
        "states": Counter(one.state(now).name for one in found),
        "phase": _phase(found, now),
        "lines": dayline.lines(found, _place_in(day, by_time), now),
        "untimed": sum(gathers(one) and one.starts_at is None for one in found),
        "world": picture(found, lambda box: Here(Query(bbox=box)).to(day.path), now),
        "maps": _in_other_languages(reverse("day_map_png", args=[day.campaign.slug, day.slug])),
        "totals": (totals := reported.totals(found, now)),
        "people": tally.span(totals.whole.span) if totals.whole.span else "",
        "figures": _figures(by_time),
        "outcomes": [(one.label, totals.outcomes[one.value]) for one in Outcome if totals.outcomes[one.value]],
        "years": [(one, tally.covered(one.total)) for one in reported.years(day, found, now)],
        "round_up": notices.round_up(day, get_language() or ""),
        "card": card.of_day(day, told.counts),
        **_table(day, rows, asked),
    }


def _phase(found: Sequence[PublicProtest], now: datetime) -> str:
    """ "before" the first start, "on" the day, "after" everything is over."""
    gathering = [one for one in found if gathers(one)]
    if not any((one.starts_at or one.over_at) <= now for one in gathering):
        return "before"
    return "after" if all(one.state(now) is FINISHED for one in gathering) else "on"


def _place_in(day: PublicDay, by_time: Sequence[Row]) -> Callable[[PublicProtest], str]:
    """Where a protest stands in the table as it is usually sorted."""
    pages = {row.protest.code: number // citytable.SHOWN + 1 for number, row in enumerate(by_time)}

    def place(protest: PublicProtest) -> str:
        return f"{_address(day, Asked(page=pages[protest.code]))}#{protest.code}"

    return place


def _figures(rows: Sequence[Row]) -> list[Figure]:
    """Those with a figure in a city that may be named, as in the total; the largest first."""
    known = [(row, row.people) for row in rows if row.people and reported.is_in_a_city(row.protest)]
    known.sort(key=lambda pair: (-pair[1][1], -pair[1][0]))
    most = known[0][1][1] if known else 1
    return [
        Figure(row, f"{100 * low / max(most, 1):.2f}%", f"{max(1.0, 100 * (high - low) / max(most, 1)):.2f}%")
        for row, (low, high) in known
    ]


def _table(day: PublicDay, rows: Sequence[Row], asked: Asked) -> dict[str, Any]:
    pages = max(1, -(-len(rows) // citytable.SHOWN))
    is_there = asked.page <= pages
    page = asked.page if is_there else 1
    return {
        "told": asked.faults + (() if is_there else (_no_page(),)),
        "rows": rows[(page - 1) * citytable.SHOWN : page * citytable.SHOWN],
        "heads": [_head(day, name, label, asked.sort) for name, label in citytable.HEADS.items()],
        "shown": len(rows),
        "pages": [(number, _address(day, Asked(asked.sort, number)), number == page) for number in range(1, pages + 1)],
    }


def _head(day: PublicDay, name: str, label: str | Promise, sort: str) -> Head:
    is_turned = sort == f"-{name}"
    # The most people come first: that is a column sorted downwards.
    orders = ("descending", "ascending") if name == "people" else ("ascending", "descending")
    order = orders[is_turned] if sort.removeprefix("-") == name else ""
    return Head(name, label, _address(day, Asked(f"-{name}" if sort == name else name)) + "#table", order)


def _address(day: PublicDay, asked: Asked) -> str:
    given = {"sort": asked.sort if asked.sort != citytable.USUAL else "", "page": asked.page if asked.page > 1 else ""}
    query = urlencode({name: value for name, value in given.items() if value})
    return reverse("press", args=[day.campaign.slug, day.slug]) + (f"?{query}" if query else "")


def _in_other_languages(path: str) -> list[tuple[str, str, str]]:
    others = ((code, name) for code, name in settings.LANGUAGES if code != get_language())
    return [(code, name, translate_url(path, code)) for code, name in others]


def _no_page() -> Fault:
    return Fault("page", "page.unknown", _("The table has no such page. Here is the first one."))
