"""oEmbed (https://oembed.com): a site that is given the address of a page here asks what to show in its place."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone as clock
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext_lazy as _

from protests import bodies, filters, public
from protests.bodies import Form, Made, Subject
from protests.formats import card, embed, geojson, problem
from protests.public import PublicProtest
from protests.rules.faults import Reading, Refused
from protests.rules.numbers import whole_number
from protests.views import finding
from protests.views.addresses import Here
from protests.views.downloads import for_programs

JSON = Form("application/json")
WIDTH = 600
HEIGHT_OF_ONE = 380
AN_HOUR = 3600
MOST_PIXELS = 999_999


@dataclass(frozen=True)
class Frame:
    """What is shown of a page; `subject` is what that depends on, `pictures` what else may stand for it."""

    subject: Subject
    title: str
    address: str
    height: int
    pictures: dict[str, object]


@for_programs
def oembed(request: HttpRequest) -> HttpResponse:
    """Who asks adds parameters of their own, so strange ones are not refused here."""
    if request.GET.get("format", "json") != "json":
        refusal = problem.problem(HTTPStatus.NOT_IMPLEMENTED, "format.json_only")
        return JsonResponse(refusal, status=HTTPStatus.NOT_IMPLEMENTED, content_type=problem.MEDIA_TYPE)
    reading = Reading()
    width, height = (reading.take(name, _pixels, request.GET.get(name)) for name in ("maxwidth", "maxheight"))
    address = reading.take("url", _address, request.GET.get("url", ""))
    if address is None or reading.faults:
        raise filters.BadQuery(reading.faults)
    frame = _frame(address)
    body = geojson.encode(_rich(frame, width, height))
    return bodies.answer(request, JSON, frame.subject, lambda _now: Made(body), request.GET.urlencode())


def _pixels(value: str | None) -> int | None:
    if value is None:
        return None
    if pixels := whole_number(value, most=MOST_PIXELS):
        return pixels
    raise Refused("pixels.format", _("Write whole pixels, for example maxwidth=600."))


def _address(value: str) -> SplitResult:
    try:
        return urlsplit(value or "about:")
    except ValueError as error:
        raise Refused("url.format", _("Write the address of a page of this site.")) from error


def _frame(address: SplitResult) -> Frame:
    """Raises Http404 for everything but the pages of days and protests."""
    if address.netloc != urlsplit(settings.SITE_URL).netloc:
        raise Http404
    with translation.override(get_language_from_path(address.path) or settings.LANGUAGE_CODE):
        try:
            found = resolve(address.path)
        except Resolver404 as error:
            raise Http404 from error
        if found.url_name == "day":
            return _of_day(**found.kwargs, query=QueryDict(address.query))
        if found.url_name == "protest":
            return _of_protest(**found.kwargs)
    raise Http404


def _of_day(campaign: str, day: str, query: QueryDict) -> Frame:
    """With the filters of the address."""
    found = finding.day_or_404(campaign, day)
    asked = finding.read(filters.parse_for_page(query, reach=finding.REACH_KM), "")
    address = Here(asked.query).to(settings.SITE_URL + reverse("day_embed", args=[campaign, day]))
    return Frame(bodies.of_day(found), found.title, address, embed.HEIGHT, {})


def _of_protest(code: str) -> Frame:
    found = public.find_protest(code)
    if not isinstance(found, PublicProtest):
        raise Http404
    shown = card.of_protest(found, clock.now())
    pictures = {"thumbnail_url": shown.image, "thumbnail_width": shown.width, "thumbnail_height": shown.height}
    address = settings.SITE_URL + reverse("protest_embed", args=[found.code])
    title = f"{found.locality}: {shown.title}" if found.locality else shown.title
    return Frame(bodies.of_protest(found), title, address, HEIGHT_OF_ONE, pictures)


def _rich(frame: Frame, most_width: int | None, most_height: int | None) -> dict[str, object]:
    """2.3.4.4 of the specification; what is asked for at most is never more."""
    width, height = min(WIDTH, most_width or WIDTH), min(frame.height, most_height or frame.height)
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Standpoint",
        "provider_url": settings.SITE_URL,
        "title": frame.title,
        "cache_age": AN_HOUR,
        "width": width,
        "height": height,
        "html": embed.frame(frame.address, frame.title, height, width),
        **frame.pictures,
    }
