"""The press page of a day, the map and the table to take along, and the picture that messengers show of the day."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from protests import bodies, filters, public, reported
from protests.bodies import Form, Made
from protests.formats import citytable, daycard, pressmap, sharecard, sheet
from protests.formats.pressmap import Look
from protests.middleware import cacheable
from protests.public import PublicDay, PublicProtest
from protests.rules.faults import Fault
from protests.views import finding, pressing
from protests.views.downloads import for_programs
from protests.views.pages import PAGE, kept, rendered, takes

# Makes a file of all public protests of a day.
Draw = Callable[[list[PublicProtest], datetime], bytes]


@require_safe
@cacheable()
@takes("sort", "page")
def press(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    found, asked = finding.day_or_404(campaign, day), pressing.read(request.GET)

    def write(now: datetime) -> bytes:
        return rendered(request, "press/press.html", pressing.press_page(found, asked, now))

    return kept(request, PAGE, found, write)


@for_programs
def table(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    filters.only(request.GET)

    def write(protests: list[PublicProtest], now: datetime) -> bytes:
        claims = reported.claims([one.code for one in protests])
        return citytable.csv(citytable.rows(protests, claims, now))

    return _file(request, finding.day_or_404(campaign, day), Form(sheet.CSV, f"press-{day}.csv"), write)


@for_programs
def map_png(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    found, look, language = finding.day_or_404(campaign, day), _look(request), get_language() or ""
    form = Form(pressmap.PNG, f"map-{day}-{language}-{look}.png")
    return _file(request, found, form, lambda all_, now: pressmap.png(found, all_, look, language, now), look)


@for_programs
def map_svg(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    found, look, language = finding.day_or_404(campaign, day), _look(request), get_language() or ""
    form = Form(pressmap.SVG, f"map-{day}-{language}-{look}.svg")
    return _file(request, found, form, lambda all_, now: pressmap.svg(found, all_, look, language, now), look)


@for_programs
def card(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """Nothing on it is of the hour: it is drawn anew when somebody changes something, or a place is revealed."""
    filters.only(request.GET)
    found, language = finding.day_or_404(campaign, day), get_language() or ""
    form, scope = Form(sharecard.MEDIA_TYPE, f"{day}-{language}.png"), bodies.of_day(found)

    def build(now: datetime) -> Made:
        content = daycard.png(found, public.protests_of(found, now=now), language)
        return Made(content, until=public.turns(scope.narrow, now=now).next)

    return bodies.answer(request, form, scope, build)


def _look(request: HttpRequest) -> Look:
    filters.only(request.GET, ("look",))
    typed = request.GET.get("look", Look.LIGHT)
    if typed not in list(Look) or len(request.GET.getlist("look")) > 1:
        told = _("Choose from: %(choices)s.") % {"choices": ", ".join(Look)}
        raise filters.BadQuery([Fault("look", "look.unknown", told)])
    return Look(typed)


def _file(request: HttpRequest, day: PublicDay, form: Form, draw: Draw, asked: str = "") -> HttpResponse:
    """What says how each protest stands: good until the next one begins, is over, or its place is revealed."""
    scope = bodies.of_day(day)

    def build(now: datetime) -> Made:
        found = public.protests_of(day, now=now)
        moments = [moment for one in found for moment in (one.starts_at, one.over_at, one.reveal_at) if moment]
        return Made(draw(found, now), until=min((moment for moment in moments if moment > now), default=None))

    return bodies.answer(request, form, scope, build, asked)
