"""What an address of the moderators' desk asks for, and the tabs, countries and flags that lead to others."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from maps.gazetteer import country_name
from protests import queue, watch
from protests.enums import Decision
from protests.formats import desk
from protests.queue import Chosen

# How an address names what has no country.
ONLINE = "online"
NEWEST = "newest"
LONGEST_WORDS = 100


@dataclass(frozen=True)
class View:
    """What an address asks for: which submissions, which page of them, and where the cursor stands."""

    chosen: Chosen
    page: int = 1
    at: UUID | None = None

    @property
    def query(self) -> str:
        """ "?decision=waiting&country=GB", without the cursor."""
        chosen = self.chosen
        parts = {
            "decision": chosen.decision,
            "pile": queue.SPAM if chosen.is_spam else "",
            "country": ONLINE if chosen.country == "" else chosen.country,
            "care": chosen.flag,
            "mine": "1" if chosen.mine else "",
            "q": chosen.words,
            "order": NEWEST if chosen.newest_first else "",
        }
        return "?" + urlencode({name: value for name, value in (*parts.items(), ("page", self._page)) if value})

    @property
    def _page(self) -> int | None:
        return self.page if self.page > 1 else None


@dataclass(frozen=True)
class Choice:
    """One tab, country or flag, and how many submissions it leads to."""

    label: str | Promise
    count: int
    href: str
    is_current: bool


def read(query: QueryDict, decision: str = Decision.WAITING) -> View:
    """From an address of ours, which is never typed by hand; `decision` where it says none. Raises Http404."""
    country = query.get("country")
    try:
        chosen = Chosen(
            decision=Decision(query.get("decision", decision)),
            country="" if country == ONLINE else country,
            flag=query.get("care", ""),
            is_spam=query.get("pile") == queue.SPAM,
            mine="mine" in query,
            words=query.get("q", "").replace("\0", "")[:LONGEST_WORDS].strip(),
            newest_first=query.get("order") == NEWEST,
        )
        view = View(chosen, int(query.get("page", "1")), UUID(query["at"]) if "at" in query else None)
    except ValueError:
        raise Http404 from None
    if not _is_known(view):
        raise Http404
    return view


def _is_known(view: View) -> bool:
    chosen, code = view.chosen, view.chosen.country
    is_country = not code or (len(code) == 2 and code.isascii() and code.isupper())
    return chosen.decision in desk.TABS and is_country and chosen.flag in ("", *desk.CARES) and 1 <= view.page <= 10_000


def more_tabs(person: Any, current: str = "") -> list[Choice]:
    concerns, news = reverse("moderate_concerns"), reverse("moderate_news")
    return [
        Choice(_("Concerns"), queue.concern_count(person), concerns, current == "concerns"),
        Choice(_("News"), watch.news_count(person), news, current == "news"),
    ]


def apart(person: Any, tallies: Counter[str], chosen: Chosen) -> list[Choice]:
    """What has an entry of its own: likely spam, which is not among the others, and what was given to this person."""
    spam, own = Chosen(is_spam=True), Chosen(mine=True)
    choices = [
        _choice(_("Likely spam"), tallies[queue.SPAM], spam, chosen.is_spam),
        _choice(_("Given to me"), queue.mine(person), own, chosen.mine),
    ]
    return [choice for choice in choices if choice.count or choice.is_current]


def tabs(tallies: Counter[str], chosen: Chosen | None) -> list[Choice]:
    return [
        _choice(label, tallies[decision], Chosen(decision), bool(chosen) and chosen.decision == decision)
        for decision, label in desk.TABS.items()
    ]


def countries(counts: Counter[str], chosen: Chosen) -> list[Choice]:
    """All of them, the countries by name, then what is online; the chosen one also when nothing is left there."""
    kept = {chosen.country} - {None}
    codes = sorted(counts.keys() | kept, key=lambda code: (not code, country_name(code)))
    return [
        _choice(_("Everywhere"), sum(counts.values()), replace(chosen, country=None), chosen.country is None),
        *(_choice(place(code), counts[code], replace(chosen, country=code), chosen.country == code) for code in codes),
    ]


def cares(counts: Counter[str], chosen: Chosen) -> list[Choice]:
    """A press on the chosen one lets it go again."""
    known = [(flag, care) for flag, care in desk.CARES.items() if flag in counts or flag == chosen.flag]
    return [
        _choice(
            care.label, counts[flag], replace(chosen, flag="" if chosen.flag == flag else flag), chosen.flag == flag
        )
        for flag, care in known
    ]


def _choice(label: str | Promise, count: int, leads_to: Chosen, is_current: bool) -> Choice:
    return Choice(label, count, reverse("moderate") + View(leads_to).query, is_current)


def place(code: str) -> str:
    return country_name(code) if code else _("Online")
