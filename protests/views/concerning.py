""" "Something is wrong with this listing": the visitor's page, and the moderators' list."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from protests import public, queue
from protests.actions import concerns, protests
from protests.formats import desk, words
from protests.middleware import visitor_post
from protests.public import Merged, PublicProtest
from protests.queue import OpenConcern
from protests.rules import concerning, limits, retention, text
from protests.rules.concerning import ConcernKind
from protests.rules.faults import Reading, Refused
from protests.rules.numbers import row_number
from protests.rules.reasons import Hiding
from protests.views import reviewing
from protests.views.limiting import limited
from protests.views.moderation import team_only

NOTE_LENGTH = 300


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
@limited(limits.CONCERNS)
def concern(request: HttpRequest, code: str) -> HttpResponse:
    """Asks what is wrong, and nothing of who says it."""
    protest = public.find_protest(code)
    if protest is None:
        raise Http404
    if isinstance(protest, Merged):
        return redirect("protest_concern", code=protest.winner)
    if request.method != "POST":
        return _page(request, protest)
    reading = Reading()
    said = concerning.read(request.POST, reading)
    if said is None:
        return _page(request, protest, reading, status=422)
    concerns.raise_concern(code=protest.code, said=said, is_spam=bool(request.POST.get("website")))
    return _page(request, protest, is_told=True)


def _page(
    request: HttpRequest, protest: PublicProtest, reading: Reading | None = None, *, status: int = 200, is_told=False
) -> HttpResponse:
    context = {
        "protest": protest,
        "day": words.long_day(protest.local_date),
        "kinds": ConcernKind.choices,
        "fault": {fault.field: fault for fault in reading.faults} if reading else {},
        "is_told": is_told,
        "kept_days": retention.CONCERN.days,
    }
    return render(request, "concern/concern.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def listing(request: HttpRequest) -> HttpResponse:
    """GET lists what visitors say; POST hides the protest, or closes the matter with a note."""
    if request.method == "POST":
        return _act(request)
    now = clock.now()
    rows = [desk.concern_row(one, now) for one in queue.concerns(request.user)]
    context = {"rows": rows, "hidings": Hiding.choices} | reviewing.around_tabs(request.user, "concerns")
    return render(request, "moderate/concerns.html", context)


def _act(request: HttpRequest) -> HttpResponse:
    number = row_number(request.POST.get("concern", ""))
    one = None if number is None else queue.concern(request.user, number)
    if one is None:
        raise Http404
    messages.success(request, ACTS.get(request.POST.get("action", ""), _close)(request, one))
    return redirect(reverse("moderate_concerns"))


def _hide(request: HttpRequest, one: OpenConcern) -> str:
    """The concern stays in the list, with the way back."""
    reason = request.POST.get("reason")
    if reason not in Hiding.values:
        raise BadRequest("reason")
    protests.hide(code=one.code, reason=reason, by=request.user)
    return _("%(title)s is taken off the site.") % {"title": one.title}


def _restore(request: HttpRequest, one: OpenConcern) -> str:
    protests.restore(code=one.code, by=request.user)
    return _("%(title)s is shown again.") % {"title": one.title}


def _close(request: HttpRequest, one: OpenConcern) -> str:
    try:
        note = text.single_line(request.POST.get("note"), most=NOTE_LENGTH)
    except Refused as refused:
        return str(refused.message)
    concerns.close(concern_id=one.id, by=request.user, note=note)
    return _("Closed: %(title)s.") % {"title": one.title}


ACTS = {"hide": _hide, "restore": _restore, "close": _close}
