"""What the moderators' desk shows: tabs, countries, what needs care, the queue, and one submission beside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from maps.basemap import basemap
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
from protests.views import sifting
from protests.views.sifting import View
from protests.watch import Around, Standing

ROWS = 100


def news(person: Any) -> dict[str, Any]:
    """Everything that templates/moderate/news.html needs."""
    now = clock.now()
    rows = [desk.news_row(one, now) for one in watch.news(person)]
    return {"news": rows, "days": watch.NEWS.days} | around_tabs(person, "news")


def around_tabs(person: Any, current: str) -> dict[str, Any]:
    """The tabs and the bar, for a page that shows no queue; `current` is "news" or "concerns"."""
    return {
        "tabs": sifting.tabs(queue.tallies(person), None),
        "section": current,
        "more_tabs": sifting.more_tabs(person, current),
        "campaign": _campaign(person),
        "may_coordinate": private.may_coordinate(person),
    }


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
        "tabs": sifting.tabs(tallies, chosen),
        "more_tabs": sifting.more_tabs(person),
        "countries": sifting.countries(by_country, chosen),
        "cares": sifting.cares(queue.flags(person, chosen), chosen),
        "apart": sifting.apart(person, tallies, chosen),
        "oldest": desk.oldest(queue.longest_waiting(person), clock.now()),
        "heading": desk.heading(chosen.decision, total, is_spam=chosen.is_spam),
        "place": "" if chosen.country is None else sifting.place(chosen.country),
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


def _campaign(person: Any) -> public.PublicCampaign | None:
    """Whose colour the desk wears: only where there is no doubt."""
    teams = private.teams_of(person)
    return public.find_campaign(teams[0]) if len(teams) == 1 else None
