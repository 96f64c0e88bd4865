"""Calendars to subscribe to: those that fit the page somebody is on, and how each program is told of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maps.gazetteer import country_name
from protests import filters, public
from protests.filters import Query
from protests.formats import asked as said
from protests.formats.subscribing import Calendar
from protests.middleware import cacheable
from protests.public import Merged, PublicCampaign, PublicDay, PublicProtest
from protests.views import finding, pages
from protests.views.addresses import Here
from protests.views.finding import Asked


@require_safe
@cacheable()
def day(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """Of what a page of a day shows, of the whole day, of the campaign."""
    found = finding.day_or_404(campaign, day)
    page = filters.parse_for_page(request.GET, reach=finding.REACH_KM)
    if page.clean is not None:
        return redirect(request.path + (f"?{page.clean}" if page.clean else ""))
    asked = finding.read(page, "")

    def write(now: datetime) -> bytes:
        context = _page(list(_of_query(found, asked, now)), Here(asked.query).to(found.path))
        return pages.rendered(request, "pages/subscribe.html", finding.frame(found) | context | _hints(asked))

    return pages.kept(request, pages.PAGE, found, write, asked=request.GET.urlencode())


@require_safe
@cacheable()
@pages.takes_no_query
def protest(request: HttpRequest, code: str) -> HttpResponse:
    """Of one protest, of its country, of the day, of the campaign."""
    found = public.find_protest(code)
    if found is None:
        raise Http404
    if isinstance(found, Merged):
        return HttpResponsePermanentRedirect(reverse("protest_subscribe", args=[found.winner]))
    day = finding.day_or_404(found.campaign, found.day)

    def write(now: datetime) -> bytes:
        context = _page(list(_of_protest(found, day, now)), found.path)
        return pages.rendered(request, "pages/subscribe.html", finding.frame(day) | context)

    return pages.kept(request, pages.PAGE, day, write)


@require_safe
@cacheable()
@pages.takes_no_query
def campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    found = public.find_campaign(campaign)
    if not found:
        raise Http404
    context = {"campaign": found} | _page([_of_campaign(found)], found.path)
    return render(request, "pages/subscribe.html", context)


def _page(calendars: Sequence[Calendar], back: str) -> dict[str, Any]:
    return {"calendars": calendars, "back": back}


def _hints(asked: Asked) -> dict[str, Any]:
    return {"told": asked.faults, "tells_position": asked.query.near is not None}


def _of_query(day: PublicDay, asked: Asked, now: datetime) -> Iterator[Calendar]:
    """The one that fits the page best comes first."""
    of_day = partial(_of_day, day, now=now)
    if asked.query != Query():
        yield of_day(asked.query, said.in_words(asked.query, asked.town.name if asked.town else ""))
    if asked.town:
        yield of_day(Query(country=(asked.town.country,)), country_name(asked.town.country))
    yield of_day(Query(), day.title)
    yield _of_campaign(day.campaign)


def _of_protest(protest: PublicProtest, day: PublicDay, now: datetime) -> Iterator[Calendar]:
    label = protest.locality or protest.title
    yield Calendar(
        _("%(city)s only") % {"city": label}, settings.SITE_URL + reverse("protest_calendar", args=[protest.code]), 1
    )
    if protest.country:
        yield _of_day(day, Query(country=(protest.country,)), country_name(protest.country), now=now)
    yield _of_day(day, Query(), day.title, now=now)
    yield _of_campaign(day.campaign)


def _of_day(day: PublicDay, query: Query, label: str, *, now: datetime) -> Calendar:
    path = reverse("day_calendar", args=[day.campaign.slug, day.slug])
    count = len(public.protests_of(day, filters.narrow(query), now=now))
    return Calendar(label, Here(query).to(settings.SITE_URL + path), count)


def _of_campaign(campaign: PublicCampaign) -> Calendar:
    path = reverse("campaign_calendar", args=[campaign.slug])
    return Calendar(_("All days of %(name)s") % {"name": campaign.name}, settings.SITE_URL + path)
