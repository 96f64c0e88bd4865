"""Sheets to take along: what is public as XLSX, and the moderators' queue as CSV and XLSX. `header=names` heads the
columns with the names that never change, for programs."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from protests import bodies, filters, public, queue
from protests.bodies import Form, Made, Scope
from protests.formats import columns
from protests.querysets import ProtestQuerySet
from protests.rules.faults import Fault
from protests.views import sifting
from protests.views.downloads import WINDOW, for_programs
from protests.views.moderation import team_only

XLSX = Form(columns.MEDIA_TYPES["xlsx"], "protests.xlsx")
HEADER = "header"
MOST = 10_000


@for_programs
def day_xlsx(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    if found := public.find_day(campaign, day):
        return _listed(request, bodies.of_day(found))
    raise Http404


@for_programs
def campaign_xlsx(request: HttpRequest, campaign: str) -> HttpResponse:
    if found := public.find_campaign(campaign):
        return _listed(request, bodies.of_campaign(found, WINDOW))
    raise Http404


@require_safe
@team_only
def queue_csv(request: HttpRequest) -> HttpResponse:
    return _queue(request, "csv")


@require_safe
@team_only
def queue_xlsx(request: HttpRequest) -> HttpResponse:
    return _queue(request, "xlsx")


def _queue(request: HttpRequest, form: str) -> HttpResponse:
    """What the desk shows for this address, all its pages, in the countries of this person."""
    found = queue.queue(request.user, sifting.read(request.GET).chosen, most=MOST)
    content = columns.sent(form, found, by_name=request.GET.get(HEADER) == "names")
    response = HttpResponse(content, content_type=columns.MEDIA_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="submissions.{form}"'
    return response


def _listed(request: HttpRequest, scope: Scope) -> HttpResponse:
    query, by_name = filters.parse(request.GET, also=[HEADER]), _by_name(request)
    window = None if query.has_dates else scope.window

    def build(now: datetime) -> Made:
        def asked_for(rows: ProtestQuerySet) -> ProtestQuerySet:
            rows = filters.narrow(query)(scope.narrow(rows))
            return rows.over_after(now - window) if window else rows

        turns = public.turns(scope.narrow, now=now, window=window)
        made = columns.listed("xlsx", public.protests(asked_for, now=now), by_name=by_name)
        return Made(made, turns.last, turns.next)

    return bodies.answer(request, XLSX, scope, build, f"{filters.canonical(query)} {by_name}")


def _by_name(request: HttpRequest) -> bool:
    """Raises BadQuery for another header than there is."""
    asked = request.GET.get(HEADER, "words")
    if asked not in ("words", "names"):
        raise filters.BadQuery([Fault(HEADER, "header.unknown", _("Use header=words or header=names."))])
    return asked == "names"
