"""What the moderators' desk shows: tabs, countries, what needs care, the queue, and one submission beside it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone as clock
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from maps.basemap import basemap
from maps.gazetteer import country_name
from maps.worldmap import Locator, Marker, locator_map
from protests import logbook, private, public, queue, watch
from protests.actions import looking as presence
from protests.enums import Decision, Visibility
from protests.formats import acts, compare, desk
from protests.private import InReview
from protests.queue import Chosen
from protests.rules.asking import Question
from protests.rules.delivery import UNDO
from protests.rules.faults import Fault
from protests.rules.reasons import Hiding, Reason
from protests.watch import Around, Standing

ROWS = 100
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


def news(person: Any) -> dict[str, Any]:
    """Everything that templates/moderate/news.html needs."""
    now = clock.now()
    rows = [desk.news_row(one, now) for one in watch.news(person)]
    return {"news": rows, "days": watch.NEWS.days} | around_tabs(person, "news")


def around_tabs(person: Any, current: str) -> dict[str, Any]:
    """The tabs and the bar, for a page that shows no queue; `current` is "news" or "concerns"."""
    return {
        "tabs": _tabs(queue.tallies(person), None),
        "section": current,
        "more_tabs": _more_tabs(person, current),
        "campaign": _campaign(person),
        "may_coordinate": private.may_coordinate(person),
    }


def _more_tabs(person: Any, current: str = "") -> list[Choice]:
    concerns, news = reverse("moderate_concerns"), reverse("moderate_news")
    return [
        Choice(_("Concerns"), queue.concern_count(person), concerns, current == "concerns"),
        Choice(_("News"), watch.news_count(person), news, current == "news"),
    ]


def page(request: HttpRequest, view: View, item: InReview | None, faults: Sequence[Fault] = ()) -> dict[str, Any]:
    """Everything that templates/moderate/desk.html needs; without an `item` the cursor's or the first of the queue."""
    now, person, chosen = clock.now(), request.user, view.chosen
    found = queue.queue(person, chosen, first=ROWS * (view.page - 1), most=ROWS)
    shown = item or next((one for one in found if one.id == view.at), found[0] if found else None)
    return {
        "is_item": item is not None,
        "rows": [desk.row_of(one, now) for one in found],
        "query": view.query,
        "chosen": chosen,
        "campaign": _campaign(person),
        "may_coordinate": private.may_coordinate(person),
        **_counted(person, view),
        **_many(person, chosen),
        **(_review(person, shown, found, view, faults) if shown else {}),
    }


def _counted(person: Any, view: View) -> dict[str, Any]:
    """What stands around the queue, with its numbers."""
    chosen, tallies = view.chosen, queue.tallies(person)
    by_country = queue.countries(person, chosen)
    total = sum(by_country.values()) if chosen.country is None else by_country[chosen.country]
    return {
        "tabs": _tabs(tallies, chosen),
        "more_tabs": _more_tabs(person),
        "countries": _countries(by_country, chosen),
        "cares": _cares(queue.flags(person, chosen), chosen),
        "apart": _apart(person, tallies, chosen),
        "oldest": desk.oldest(queue.longest_waiting(person), clock.now()),
        "heading": desk.heading(chosen.decision, total, is_spam=chosen.is_spam),
        "place": "" if chosen.country is None else _place(chosen.country),
        "total": total,
        "earlier": replace(view, page=view.page - 1).query if view.page > 1 else "",
        "later": replace(view, page=view.page + 1).query if ROWS * view.page < total else "",
        "turned": View(replace(chosen, newest_first=not chosen.newest_first)).query,
        "unsought": View(replace(chosen, words="")).query,
    }


def _many(person: Any, chosen: Chosen) -> dict[str, Any]:
    """What can be done with many at once: only with what waits."""
    if chosen.decision != Decision.WAITING:
        return {}
    heaps = queue.heaps(person, chosen) if chosen.is_spam else []
    return {"may_tick": True, "heaps": heaps, "colleagues": queue.colleagues(person)}


def _apart(person: Any, tallies: Counter[str], chosen: Chosen) -> list[Choice]:
    """What has an entry of its own: likely spam, which is not among the others, and what was given to this person."""
    spam, own = Chosen(is_spam=True), Chosen(mine=True)
    choices = [
        _choice(_("Likely spam"), tallies[queue.SPAM], spam, chosen.is_spam),
        _choice(_("Given to me"), queue.mine(person), own, chosen.mine),
    ]
    return [choice for choice in choices if choice.count or choice.is_current]


def _review(person: Any, shown: InReview, found: list[InReview], view: View, faults: Sequence[Fault]) -> dict[str, Any]:
    now = clock.now()
    place = next((number for number, one in enumerate(found) if one.id == shown.id), None)
    after = found[place + 1] if place is not None and place + 1 < len(found) else None
    return {
        "shown": desk.row_of(shown, now),
        "position": None if place is None else ROWS * (view.page - 1) + place + 1,
        "after": after,
        "decided": desk.decided(shown, now),
        "is_open": is_open(shown),
        "may_undo": shown.decided_at is not None and shown.decided_by and now - shown.decided_at < UNDO,
        "reasons": Reason.choices,
        "questions": Question.choices,
        "reason": Reason(shown.reason).label if shown.reason else "",
        "looking": desk.looking(presence.look(submission_id=shown.id, by=person)),
        "alike_count": queue.alike(person, shown) if shown.decision == Decision.WAITING else 0,
        "basemap": basemap(),
        "faults": faults,
        "hidings": Hiding.choices,
        **_surroundings(shown, watch.around(person, shown)),
    }


def is_open(item: InReview) -> bool:
    return item.decision in (Decision.WAITING, Decision.ASKED)


def _surroundings(shown: InReview, around: Around) -> dict[str, Any]:
    """What stands beside what was sent: the protest it is to change, what happened meanwhile, what came with it."""
    now = clock.now()
    is_open_change = shown.is_change and is_open(shown)
    old = around.standing if is_open_change else next(iter(around.alike if is_open(shown) else ()), None)
    number = next((number for number, one in enumerate(around.siblings, 1) if one.id == shown.id), None)
    return {
        "around": around,
        "may_merge": not shown.is_change and (is_open(shown) or _is_listed(around)),
        "status": desk.status(around.standing) if around.standing else "",
        "old": old,
        "is_open_change": is_open_change,
        "beside": _("On the site") if is_open_change else _("Existing"),
        "moved": compare.moved(shown, old) if old else "",
        "near": compare.near(shown, old) if old else "",
        "lines": compare.lines(shown, old),
        "seen": [] if old else list(desk.seen(shown)),
        "since": [desk.happened(act, now) for act in around.since] if is_open_change else [],
        "stays": desk.stays(old) if old and is_open_change else "",
        "siblings": [(one, desk.sibling(one)) for one in around.siblings if one.id != shown.id],
        "number": number,
        "locator": _locator(shown, old),
        "log": acts.lines(logbook.of_item(shown)),
    }


def _is_listed(around: Around) -> bool:
    return around.standing is not None and around.standing.visibility == Visibility.PUBLIC


def _locator(shown: InReview, old: Standing | None) -> Locator | None:
    if shown.point is None:
        return None
    state = "soon" if shown.decision == Decision.APPROVED else "waiting"
    return locator_map(_marker(shown, state), _marker(old, "soon") if old and old.point != shown.point else None)


def _marker(one: InReview | Standing, state: str) -> Marker | None:
    return Marker(*one.point, state, "", desk.name_of(one), shape=one.accuracy) if one.point else None


def _tabs(tallies: Counter[str], chosen: Chosen | None) -> list[Choice]:
    return [
        _choice(label, tallies[decision], Chosen(decision), bool(chosen) and chosen.decision == decision)
        for decision, label in desk.TABS.items()
    ]


def _countries(counts: Counter[str], chosen: Chosen) -> list[Choice]:
    """All of them, the countries by name, then what is online; the chosen one also when nothing is left there."""
    kept = {chosen.country} - {None}
    codes = sorted(counts.keys() | kept, key=lambda code: (not code, country_name(code)))
    return [
        _choice(_("Everywhere"), sum(counts.values()), replace(chosen, country=None), chosen.country is None),
        *(_choice(_place(code), counts[code], replace(chosen, country=code), chosen.country == code) for code in codes),
    ]


def _cares(counts: Counter[str], chosen: Chosen) -> list[Choice]:
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


def _place(code: str) -> str:
    return country_name(code) if code else _("Online")


def _campaign(person: Any) -> public.PublicCampaign | None:
    """Whose colour the desk wears: only where there is no doubt."""
    teams = private.teams_of(person)
    return public.find_campaign(teams[0]) if len(teams) == 1 else None
