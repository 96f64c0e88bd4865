"""What was sent, line by line, and beside it what stands on the site: each said in the same words, so that a difference
is one. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from maps.distance import km_between
from maps.gazetteer import country_name
from maps.timezones import abbreviation
from protests.enums import Access, Accuracy, Kind
from protests.formats import desk, words
from protests.formats.desk import Told
from protests.watch import Standing


@dataclass(frozen=True)
class Cell:
    """What is said; `aside` in smaller words, `href` where it leads."""

    text: str
    aside: str = ""
    href: str = ""


@dataclass(frozen=True)
class Line:
    """One thing about a protest. `old` is None where there is nothing to compare with."""

    label: str | Promise
    new: Cell
    old: Cell | None = None

    @property
    def differs(self) -> bool:
        return self.old is not None and (self.old.text, self.old.aside) != (self.new.text, self.new.aside)


def lines(sent: Told, standing: Standing | None = None) -> list[Line]:
    """Without a protest to compare with, what was sent; in both cases only what somebody said something about."""
    told = TOLD if standing is None else TOLD + SHOWN
    found = [Line(label, tell(sent), tell(standing) if standing else None) for label, tell in told]
    return [line for line in found if line.new.text or (line.old and line.old.text)]


def _start(one: Told) -> Cell:
    when = words.long_day(one.local_date)
    clock = _clock(one) if one.local_start else _("time not announced yet")
    return Cell(f"{when} · {clock}", f"({one.timezone})")


def _clock(one: Told) -> str:
    zone = abbreviation(one.starts_at, one.timezone) if one.starts_at else ""
    return f"{words.clock(one.local_start)} {zone}" if one.local_start else ""


def _end(one: Told) -> Cell:
    if one.local_end is None or one.local_end_date is None:
        return Cell("")
    clock = words.clock(one.local_end)
    is_same_day = one.local_end_date == one.local_date
    return Cell(clock if is_same_day else f"{words.long_day(one.local_end_date)} · {clock}")


def _city(one: Told) -> Cell:
    region = one.region if one.region != one.locality else ""
    country = country_name(one.country) if one.country else ""
    comma = pgettext("between a city and its country", ", ")
    return Cell(comma.join(part for part in (one.locality, region, country) if part))


def _point(one: Told) -> Cell:
    if one.point is None:
        return Cell("")
    lon, lat = one.point
    return Cell(f"{lat:.5f}, {lon:.5f}", _("the middle of the city") if one.accuracy == Accuracy.CITY else "")


def _listed(names: Iterable[str]) -> Cell:
    return Cell(pgettext("between two names in a list", ", ").join(names))


Tell = Callable[[Told], Cell]
TOLD: list[tuple[str | Promise, Tell]] = [
    (gettext_lazy("Title"), lambda one: Cell(one.title)),
    (gettext_lazy("Kind"), lambda one: Cell(str(Kind(one.kind).label))),
    (gettext_lazy("Start"), _start),
    (gettext_lazy("End"), _end),
    (gettext_lazy("Place"), lambda one: Cell(one.venue)),
    (gettext_lazy("Address"), lambda one: Cell(one.address)),
    (gettext_lazy("City"), _city),
    (gettext_lazy("Point"), _point),
    (gettext_lazy("Group"), lambda one: Cell(one.group_name)),
    (gettext_lazy("Link"), lambda one: Cell(one.link, href=one.link)),
    (gettext_lazy("What to bring"), lambda one: Cell(one.bring)),
    (pgettext_lazy("the text of a protest", "About"), lambda one: Cell(one.description)),
    (gettext_lazy("Accessibility"), lambda one: _listed(str(Access(offer).label) for offer in one.accessibility)),
    (gettext_lazy("Languages"), lambda one: _listed(words.language(code) for code in one.languages)),
]
# Of what was sent alone it is said beside the map.
SHOWN: list[tuple[str | Promise, Tell]] = [(gettext_lazy("Shown"), lambda one: Cell(" ".join(desk.seen(one))))]


def near(sent: Told, listed: Standing) -> str:
    """ "120 m and 30 min from one that is listed"."""
    between = abs(sent.starts_at - listed.starts_at) if sent.starts_at and listed.starts_at else timedelta(0)
    parts = [moved(sent, listed), words.until(between) if between else ""]
    apart = pgettext("between two measures", " and ").join(part for part in parts if part)
    return (
        _("%(apart)s from one that is listed") % {"apart": apart}
        if apart
        else _("At the place and time of a listed one")
    )


def moved(sent: Told, standing: Standing) -> str:
    """ "120 m" or "149 km" between the two points; "" where they are one, or one of them is nowhere."""
    if sent.point is None or standing.point is None or _point(sent).text == _point(standing).text:
        return ""
    return words.distance(km_between(sent.point, standing.point))
