"""What protests belong to: campaigns and their days; and the places that queries name."""

from dataclasses import asdict

from django.http import Http404, HttpResponse
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from rest_framework.request import Request

from maps import gazetteer
from protests import bodies, filters, public, reported
from protests.api.reading import JSON, answer, answer_days, listed, readable
from protests.formats import geojson, properties
from protests.public import PublicDay
from protests.rules.faults import Fault


@readable
def campaigns(request: Request) -> HttpResponse:
    filters.only(request.GET)
    scope = bodies.of_site(public.edition())
    return answer(request, scope, lambda: listed(map(properties.of_campaign, public.campaigns())))


@readable
def campaign(request: Request, slug: str) -> HttpResponse:
    filters.only(request.GET)
    found = public.find_campaign(slug)
    if found is None:
        raise Http404
    return answer(request, bodies.of_campaign(found), lambda: properties.of_campaign(found))


@readable
def days(request: Request) -> HttpResponse:
    filters.only(request.GET)
    scope = bodies.of_site(public.edition())
    return answer_days(request, scope, public.days, lambda found: listed(map(properties.of_day, found)))


@readable
def day(request: Request, campaign: str, day: str) -> HttpResponse:
    filters.only(request.GET)
    found = public.find_day(campaign, day)
    if found is None:
        raise Http404
    return answer_days(request, bodies.of_day(found), lambda: [found], lambda days: _in_full(days[0]))


def _in_full(day: PublicDay) -> dict[str, object]:
    protests, now = public.protests_of(day), clock.now()
    total = reported.totals(protests, now).whole
    years = [properties.of_year(one) for one in reported.years(day, protests, now)[1:]]
    return properties.of_day(day) | {"turnout": properties.of_total(total), "earlier": years}


@readable
def places(request: Request) -> HttpResponse:
    """Towns by name in any script, best first: their numbers are what `place=` takes."""
    filters.only(request.GET, ["q"])
    words = request.GET.get("q", "")
    if not 0 < len(words) <= gazetteer.LONGEST_QUERY:
        sentence = _("Ask as q=name, with at most %d characters.") % gazetteer.LONGEST_QUERY
        raise filters.BadQuery([Fault("q", "q.length", sentence)])
    found = listed(asdict(town) | {"label": town.label} for town in gazetteer.find(words))
    return bodies.answer_unkept(request, JSON, geojson.encode(found))
