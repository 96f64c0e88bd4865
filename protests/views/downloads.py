"""Feeds and files: what calendars, maps and other programs fetch (SPEC, "Feeds and files")."""

from collections.abc import Callable, Collection
from datetime import timedelta
from functools import partial, wraps

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone as clock
from django.views.decorators.http import require_safe

from protests import bodies, editions, filters, middleware, public
from protests.bodies import Form, Listing, Made
from protests.formats import geojson, ical, problem, properties, table
from protests.public import Merged, PublicDay, PublicProtest
from protests.rules.faults import Fault

# What is over stays so long in a campaign's files: an entry that vanishes looks like one that was called off.
WINDOW = timedelta(days=30)
CALENDAR = Form(ical.MEDIA_TYPE, "protests.ics")
GEOJSON = Form(geojson.MEDIA_TYPE, "protests.geojson")
JSON = Form("application/json", "protest.json")
FEATURES = Listing(GEOJSON, geojson.FEATURE, lambda features, _removed: geojson.collection(features))
TABLE = Listing(Form(table.MEDIA_TYPE, "protests.csv"), table.ROW, table.csv)


def for_programs(view):
    """A public file: GET and HEAD, readable from every origin, refusals as problem+json and never cached."""
    view = middleware.cacheable()(view)

    @require_safe
    @middleware.open_to_programs
    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except filters.BadQuery as bad:
            return _problem(400, "query.invalid", bad.faults)
        except SuspiciousOperation:  # more parameters than Django reads
            return _problem(400, "query.too_long")
        except Http404:
            return _problem(404, "not_found")

    return answered


@for_programs
def day_calendar(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    query, found = filters.parse(request.GET), day_or_404(campaign, day)
    head = ical.Head(
        name=f"{found.campaign.name}: {found.title}",
        about="\n".join(filter(None, (found.banner, found.tagline or found.about))),
        url=found.url,
        source=source(request, query),
        accent=found.campaign.accent,
    )
    return bodies.answer_protests(request, _calendar(head), bodies.of_day(found), query)


@for_programs
def day_geojson(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    query = filters.parse(request.GET)
    found = day_or_404(campaign, day)
    foreign = {"banner": found.banner} if found.banner else {}
    listing = Listing(GEOJSON, geojson.FEATURE, lambda features, _removed: geojson.collection(features, **foreign))
    return bodies.answer_protests(request, listing, bodies.of_day(found), query)


@for_programs
def day_csv(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    query = filters.parse(request.GET)
    return bodies.answer_protests(request, TABLE, bodies.of_day(day_or_404(campaign, day)), query)


@for_programs
def campaign_calendar(request: HttpRequest, campaign: str) -> HttpResponse:
    query, found = filters.parse(request.GET), campaign_or_404(campaign)
    head = ical.Head(
        name=found.name, about=found.about, url=found.url, source=source(request, query), accent=found.accent
    )
    return bodies.answer_protests(request, _calendar(head), bodies.of_campaign(found, WINDOW), query)


@for_programs
def campaign_geojson(request: HttpRequest, campaign: str) -> HttpResponse:
    query = filters.parse(request.GET)
    return bodies.answer_protests(request, FEATURES, bodies.of_campaign(campaign_or_404(campaign), WINDOW), query)


@for_programs
def campaign_csv(request: HttpRequest, campaign: str) -> HttpResponse:
    query = filters.parse(request.GET)
    return bodies.answer_protests(request, TABLE, bodies.of_campaign(campaign_or_404(campaign), WINDOW), query)


def of_one_protest(view):
    """A file of one protest, by its code; after a merge the winner's, for ever."""

    @for_programs
    @wraps(view)
    def answered(request: HttpRequest, code: str) -> HttpResponse:
        filters.only(request.GET)
        found = public.find_protest(code)
        if found is None:
            raise Http404
        if isinstance(found, Merged):
            return HttpResponsePermanentRedirect(reverse(request.resolver_match.view_name, args=[found.winner]))
        return view(request, found)

    return answered


@for_programs
def protest_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Of what was removed it keeps for a while what takes it out of the calendars that hold it."""
    if found := editions.find_removed(code, now=clock.now()):
        filters.only(request.GET)
        made = Made(ical.single_removed(found), until=found.removed_at + editions.TOLD_FOR)
        return bodies.answer(request, CALENDAR, bodies.of_removed(found), lambda _now: made)
    return _protest_calendar(request, code)


@of_one_protest
def _protest_calendar(request: HttpRequest, protest: PublicProtest) -> HttpResponse:
    return _file(request, protest, CALENDAR, lambda protest: ical.single(protest, public.changes_of(protest)))


@of_one_protest
def protest_geojson(request: HttpRequest, protest: PublicProtest) -> HttpResponse:
    return _file(request, protest, GEOJSON, lambda protest: geojson.encode(geojson.feature(protest)))


@of_one_protest
def protest_json(request: HttpRequest, protest: PublicProtest) -> HttpResponse:
    return _file(request, protest, JSON, lambda protest: geojson.encode(properties.in_full(protest)))


def _file(
    request: HttpRequest, protest: PublicProtest, form: Form, write: Callable[[PublicProtest], bytes]
) -> HttpResponse:
    subject = bodies.of_protest(protest)
    return bodies.answer(request, form, subject, lambda _now: Made(write(protest), until=protest.reveal_at))


def _calendar(head: ical.Head) -> Listing:
    return Listing(CALENDAR, ical.ENTRY, partial(ical.calendar, head), tells_removed=True)


def day_or_404(campaign: str, day: str) -> PublicDay:
    if found := public.find_day(campaign, day):
        return found
    raise Http404


def campaign_or_404(slug: str) -> public.PublicCampaign:
    if found := public.find_campaign(slug):
        return found
    raise Http404


def source(request: HttpRequest, query: filters.Query) -> str:
    """The address a calendar reads again: never from the Host header."""
    asked = filters.canonical(query)
    return settings.SITE_URL + request.path + (f"?{asked}" if asked else "")


def _problem(status: int, code: str, faults: Collection[Fault] = ()) -> HttpResponse:
    return JsonResponse(problem.problem(status, code, faults), status=status, content_type=problem.MEDIA_TYPE)
