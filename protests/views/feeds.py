"""What feed readers and search engines fetch: the news of a day or a campaign, and the map of the site."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone as clock
from django.utils.translation import get_language

from protests import bodies, editions, filters, fragments, notices, public
from protests.bodies import Form, Made, Scope
from protests.formats import atom, sitemap
from protests.public import PublicCampaign, PublicDay
from protests.views.downloads import WINDOW, campaign_or_404, day_or_404, for_programs, source

NEWS = Form(atom.MEDIA_TYPE, "changes.atom")
MAP = Form(sitemap.MEDIA_TYPE)
PAGES = ("home", "about", "privacy")


@for_programs
def day_changes(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    query, found = filters.parse(request.GET), day_or_404(campaign, day)
    head = atom.Head(
        title=f"{found.campaign.name}: {found.title}",
        about=found.tagline,
        author=found.campaign.name,
        url=found.url,
        source=source(request, query),
        changed_at=found.changed_at,
    )
    return _news(request, head, bodies.of_day(found), query, partial(_said_of, found), lambda: [found])


@for_programs
def campaign_changes(request: HttpRequest, campaign: str) -> HttpResponse:
    query, found = filters.parse(request.GET), campaign_or_404(campaign)
    head = atom.Head(
        title=found.name,
        about=found.about,
        author=found.name,
        url=found.url,
        source=source(request, query),
        changed_at=found.changed_at,
    )
    return _news(
        request, head, bodies.of_campaign(found, WINDOW), query, partial(_said_by, found), partial(_days_of, found)
    )


@for_programs
def site_map(request: HttpRequest) -> HttpResponse:
    filters.only(request.GET)
    scope = bodies.of_site(public.edition())

    def build(now: datetime) -> Made:
        protests = fragments.pieces(sitemap.PROTEST, scope.narrow, now)
        turns = public.turns(scope.narrow, now=now)
        return Made(sitemap.sitemap(_pages(), protests), turns.last, turns.next)

    return bodies.answer(request, MAP, scope, build)


def _pages() -> list[sitemap.Page]:
    return [
        *(sitemap.Page(reverse(name)) for name in PAGES),
        *(sitemap.Page(one.path, one.changed_at) for one in public.campaigns()),
        *(sitemap.Page(one.path, one.changed_at) for one in public.days()),
    ]


def _said_of(day: PublicDay) -> list[atom.Entry]:
    """What the campaign itself says of a day."""
    found = notices.round_up(day, get_language() or "")
    notes = notices.updates(day.campaign.slug, day=day.slug)
    return [*([atom.of_round_up(day, found)] if found else []), *(atom.of_update(day.campaign, one) for one in notes)]


def _said_by(campaign: PublicCampaign) -> list[atom.Entry]:
    told = notices.round_ups(campaign.slug, get_language() or "")
    days = [day for day in public.days(campaign.slug) if day.slug in told]
    notes = notices.updates(campaign.slug)
    return [
        *(atom.of_round_up(day, told[day.slug]) for day in days),
        *(atom.of_update(campaign, one) for one in notes),
    ]


def _days_of(campaign: PublicCampaign) -> list[PublicDay]:
    """Those whose banners its feed carries."""
    return [day for day in public.days(campaign.slug) if day.ends_on >= clock.localdate() - WINDOW]


def _news(
    request: HttpRequest,
    head: atom.Head,
    scope: Scope,
    query: filters.Query,
    said: Callable[[], list[atom.Entry]],
    days: Callable[[], list[PublicDay]],
) -> HttpResponse:
    """What the campaign says itself is news of no country and no kind: only who asks for everything gets it too. The
    banners of the days are for everybody."""

    def build(now: datetime) -> Made:
        narrow = bodies.asked_for(scope, query, now)
        protests = fragments.read(editions.latest(narrow, most=atom.MOST, now=now), now)
        changes = public.changes_of_all(protests)
        found = fragments.written("Atom", lambda one: atom.entries(one, changes[one.code]), protests)
        turns = bodies.turns(scope, query, now)
        own = [] if filters.canonical(query) else [said()]
        banners = list(filter(None, map(atom.of_banner, days())))
        return Made(atom.feed(head, atom.latest([*found, *own], banners)), turns.last, turns.next)

    return bodies.answer(request, NEWS, scope, build, filters.canonical(query))
