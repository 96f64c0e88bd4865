"""The public pages. Each may be cached: no cookie, no visitor, one address is one body."""

import json
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone as clock
from django.views.decorators.http import require_safe

from maps.basemap import basemap
from protests import bodies, filters, notices, public
from protests.bodies import Form, Made
from protests.emails import STRANGERS_A_DAY
from protests.formats import accent as accents
from protests.formats import card as cards
from protests.formats import pins, sprite
from protests.middleware import MAX_AGE, cacheable, open_to_programs
from protests.public import Merged, PublicDay
from protests.rules import retention
from protests.views import finding, looking

PAGE = Form("text/html; charset=utf-8")
PINS = Form("application/json")
SAYS_NOW_FOR = timedelta(seconds=MAX_AGE)
DAY = 24 * 60 * 60
NEWS_SHOWN = 5
# RFC 9116 2.5.5 asks for less than a year.
CONTACT_GOOD_FOR = timedelta(days=180)


def takes(*names: str):
    """Shared links carry what others add to them (`fbclid`, `utm_*`): a page drops all parameters but its own."""

    def decorate(view):
        @wraps(view)
        def clean(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            own = {name: request.GET[name] for name in names if request.GET.get(name, "").strip()}
            query = urlencode(own, safe="/")
            if own == request.GET.dict() and bool(query) == bool(request.META["QUERY_STRING"]):
                return view(request, *args, **kwargs)
            return redirect(f"{request.path}?{query}" if query else request.path)

        return clean

    return decorate


takes_no_query = takes()


@require_safe
@cacheable()
def home(request: HttpRequest) -> HttpResponse:
    """The days that are not over; with a single one, that day."""
    days = public.days()
    coming = [day for day in days if day.ends_on >= clock.localdate()] or days[-1:]
    if len(coming) == 1:
        return day(request, coming[0].campaign.slug, coming[0].slug)
    return render(request, "pages/home.html", {"days": coming, "place": request.GET.get("place", "")})


@require_safe
@cacheable()
@takes_no_query
def campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    found = public.find_campaign(campaign)
    if not found:
        raise Http404
    today = clock.localdate()
    days = public.days(campaign)
    coming, past = ([day for day in days if (day.ends_on < today) is is_past] for is_past in (False, True))
    nearest = (coming or past[::-1] or [None])[0]
    context = {
        "campaign": found,
        "coming": coming,
        "past": past[::-1],
        "updates": notices.updates(campaign, most=NEWS_SHOWN),
        "materials": notices.materials(campaign),
        "address": settings.SITE_URL + found.path,
        "card": cards.of_campaign(found, nearest),
    }
    return render(request, "pages/campaign.html", context)


@require_safe
@cacheable()
def day(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """The page of the shared link: the map and the list."""
    found = finding.day_or_404(campaign, day)
    page = filters.parse_for_page(request.GET, also=(*finding.ALSO, *finding.PASSING), reach=finding.REACH_KM)
    if page.clean is not None:
        return redirect(request.path + (f"?{page.clean}" if page.clean else ""))
    own, cursor = _given(request, finding.ALSO), request.GET.get("cursor", "")

    def write(now: datetime) -> bytes:
        return rendered(request, "pages/day.html", finding.day_page(found, page, own, cursor, now))

    return kept(request, PAGE, found, write)


def for_scripts(view):
    """What the scripts of a page fetch. A query that can't be answered is a 400, as in files."""

    @require_safe
    @cacheable()
    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except filters.BadQuery as bad:
            raise BadRequest("query.invalid") from bad

    return answered


@open_to_programs  # a frame on another site fetches them from its sandbox
@for_scripts
def day_pins(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """The pins of the same query as the page, for the map to draw."""
    found = finding.day_or_404(campaign, day)
    query = filters.parse(request.GET)

    def write(now: datetime) -> bytes:
        columns = pins.columns(public.protests_of(found, filters.narrow(query), now=now), now)
        return json.dumps(columns, separators=(",", ":")).encode()

    return kept(request, PINS, found, write)


@for_scripts
def day_rows(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """Rows of the list by themselves, for scripts: those of some codes, or all that the query asks for."""
    found = finding.day_or_404(campaign, day)
    query = filters.parse(request.GET, also=("codes", "tz"))
    own = _given(request, ("codes", "tz"))

    def write(now: datetime) -> bytes:
        return rendered(request, "pages/rows.html", finding.some_rows(found, query, own, now))

    return kept(request, PAGE, found, write)


@require_safe
@cacheable()
@takes("tz")
def protest(request: HttpRequest, code: str) -> HttpResponse:
    found = public.find_protest(code)
    if found is None:
        raise Http404
    if isinstance(found, Merged):
        return HttpResponsePermanentRedirect(reverse("protest", args=[found.winner]))
    if code != found.code:
        return HttpResponsePermanentRedirect(found.path)
    day, tz = finding.day_or_404(found.campaign, found.day), request.GET.get("tz", "")

    def write(now: datetime) -> bytes:
        return rendered(request, "pages/protest.html", looking.protest_page(found, day, tz, now))

    return kept(request, PAGE, day, write)


@require_safe
@cacheable()
@takes_no_query
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html", {"section": "about"})


@require_safe
@cacheable()
@takes_no_query
def privacy(request: HttpRequest) -> HttpResponse:
    """Short promises. Each number comes from the rule that keeps it."""
    context = {
        "days": retention.in_days(),
        "hours": retention.in_hours(),
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        "mails_a_day": STRANGERS_A_DAY,
        "streets": basemap().streets,
    }
    return render(request, "pages/privacy.html", context)


@require_safe
@cacheable(max_age=365 * DAY)
def accent(request: HttpRequest, campaign: str) -> HttpResponse:
    """The campaign's colour as a stylesheet; pages link it with the campaign's version."""
    found = public.find_campaign(campaign)
    if not found or not found.accent:
        raise Http404
    return HttpResponse(accents.stylesheet(found.accent), content_type="text/css; charset=utf-8")


@require_safe
@cacheable(max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/robots.txt", {"site": settings.SITE_URL}, content_type="text/plain; charset=utf-8")


@require_safe
@cacheable(max_age=DAY)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness: RFC 9116."""
    expires = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + CONTACT_GOOD_FOR
    context = {"contact": settings.SECURITY_CONTACT, "expires": expires, "site": settings.SITE_URL}
    return render(request, "pages/security.txt", context, content_type="text/plain; charset=utf-8")


def kept(
    request: HttpRequest, form: Form, day: PublicDay, write: Callable[[datetime], bytes], asked: str | None = None
) -> HttpResponse:
    """A body that says what is on now, and so is good for half a minute, or until a place of the day is revealed."""
    scope = bodies.of_day(day)

    def build(now: datetime) -> Made:
        reveal = public.turns(scope.narrow, now=now).next
        return Made(write(now), since=now, until=min(filter(None, (now + SAYS_NOW_FOR, reveal))))

    return bodies.answer(request, form, scope, build, _asked(request) if asked is None else asked)


def _given(request: HttpRequest, names: Collection[str]) -> dict[str, str]:
    return {name: request.GET[name] for name in names if name in request.GET}


def _asked(request: HttpRequest) -> str:
    """The query as far as the body depends on it: what the map shows is for scripts alone."""
    asked = request.GET.copy()
    asked.pop("view", None)
    return asked.urlencode()


def rendered(request: HttpRequest, template: str, context: dict[str, Any]) -> bytes:
    return sprite.slim(render_to_string(template, context, request)).encode()
