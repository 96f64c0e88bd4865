"""Protests, by query and by code."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.request import Request

from protests import bodies, editions, filters, fragments, public
from protests.api.pages import page_at
from protests.api.reading import GEOJSON, JSON, readable
from protests.bodies import Made, Scope
from protests.filters import BadQuery
from protests.formats import geojson, properties
from protests.formats.pieces import Piece
from protests.public import Merged
from protests.rules import parameters
from protests.rules.faults import Fault, Reading

OWN = ("campaign", "day", "format", "cursor")


@readable
def protests(request: Request) -> HttpResponse:
    """What a query asks for of the whole site, a campaign (`campaign=`) or a day (`day=campaign/day`), by pages."""
    query = filters.parse(request.GET, also=OWN)
    scope, page = _scope(request.GET), page_at(request.GET.get("cursor"))
    form, writer, frame = _form(request.GET.get("format"))
    asked = _asked(request.GET, query)

    def build(now: datetime) -> Made:
        found = editions.revisions(lambda rows: page.narrow(filters.narrow(query)(scope.narrow(rows))), now=now)
        shown, *cursors = page.cut(found)
        turns = public.turns(scope.narrow, now=now)
        links = [cursor and _address(request, asked, cursor) for cursor in cursors]
        return Made(frame(fragments.of_revisions(writer, shown, now), *links), turns.last, turns.next)

    return bodies.answer(request, form, scope, build, f"{asked} {page}")


@readable
def protest(request: Request, code: str) -> HttpResponse:
    filters.only(request.GET)
    found = public.find_protest(code)
    if found is None:
        raise Http404
    if isinstance(found, Merged):
        return HttpResponsePermanentRedirect(reverse("api:protest", args=[found.winner]))
    made = Made(geojson.encode(properties.in_full(found)), until=found.reveal_at)
    return bodies.answer(request, JSON, bodies.of_protest(found), lambda _now: made)


def _scope(params: QueryDict) -> Scope:
    reading = Reading()
    slug = reading.take("campaign", parameters.slug, params["campaign"]) if "campaign" in params else None
    key = reading.take("day", parameters.day_key, params["day"]) if "day" in params else None
    if reading.faults:
        raise BadQuery(reading.faults)
    if key:
        return _of_day(*key, slug)
    return _of_campaign(slug) if slug else bodies.of_site(public.edition())


def _of_day(campaign: str, slug: str, asked_campaign: str | None) -> Scope:
    day = public.find_day(campaign, slug)
    if day is None or asked_campaign not in (None, campaign):
        raise _unknown("day", _("No such day. /api/v1/days/ lists them."))
    return bodies.of_day(day)


def _of_campaign(slug: str) -> Scope:
    campaign = public.find_campaign(slug)
    if campaign is None:
        raise _unknown("campaign", _("No such campaign. /api/v1/campaigns/ lists them."))
    return bodies.of_campaign(campaign)


def _form(name: str | None):
    if name is None:
        return JSON, geojson.IN_FULL, _page
    if name == "geojson":
        return GEOJSON, geojson.FEATURE, _feature_page
    raise _unknown("format", _("Write format=geojson, or leave it out."))


def _page(shown: Sequence[Piece], following: str | None, previous: str | None) -> bytes:
    return geojson.framed({"next": following, "previous": previous}, "results", shown)


def _feature_page(shown: Sequence[Piece], following: str | None, previous: str | None) -> bytes:
    return geojson.collection(shown, next=following, previous=previous)


def _asked(params: QueryDict, query: filters.Query) -> str:
    """What was asked, without the cursor, always written the same way."""
    own = {name: params[name] for name in OWN[:3] if name in params}
    return "&".join(filter(None, [filters.canonical(query), urlencode(own, safe="/")]))


def _address(request: HttpRequest, asked: str, cursor: str) -> str:
    return f"{settings.SITE_URL}{request.path}?{asked + '&' if asked else ''}cursor={cursor}"


def _unknown(field: str, sentence: str) -> BadQuery:
    return BadQuery([Fault(field, f"{field}.unknown", sentence)])
