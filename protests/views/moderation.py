"""The moderators' pages: the queue, one submission, approve, reject. Nobody outside a team sees any."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from protests import private
from protests.actions import looking as presence
from protests.actions.undoing import Told
from protests.formats import desk
from protests.formats.desk import name_of
from protests.private import InReview
from protests.rules.faults import Reading
from protests.rules.transitions import NotNow
from protests.rules.versions import Changed
from protests.views import deciding, reviewing, sifting, ticking
from protests.views.deciding import Done
from protests.views.entrance import team_only


@require_safe
@team_only
def queue(request: HttpRequest) -> HttpResponse:
    return render(request, "moderate/desk.html", reviewing.page(request, sifting.read(request.GET), None))


@require_safe
@team_only
def news(request: HttpRequest) -> HttpResponse:
    """What organisers did of their own accord: it is on the site already."""
    return render(request, "moderate/news.html", reviewing.news(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def review(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """One submission: GET shows it, POST decides. What another country's moderators decide on is not here at all."""
    item = private.for_moderator(request.user, submission_id)
    if item is None:
        raise Http404
    if request.method == "POST":
        return _decide(request, item)
    return _desk(request, item)


def _decide(request: HttpRequest, item: InReview) -> HttpResponse:
    reading = Reading()
    try:
        done = deciding.act(request, item, reading)
    except (NotNow, Changed) as error:
        told = _("The organiser was told already.") if isinstance(error, Told) else ""
        return _desk(request, private.for_moderator(request.user, item.id), status=409, told=told)
    if reading.faults or not done.says:
        return _desk(request, item, reading, status=422)
    messages.success(request, _said(done, item), extra_tags=str(item.id) if done.may_undo else "")
    return redirect(_back(request))


def _said(done: Done, item: InReview) -> str:
    said = str(done.says) % {"city": name_of(item)}
    if not done.to_come:
        return said
    return said + " " + ngettext("%(n)d more follows.", "%(n)d more follow.", done.to_come) % {"n": done.to_come}


@require_POST
@team_only
def many(request: HttpRequest) -> HttpResponse:
    """What was ticked in the queue, each by the normal act; what could not be done stays, and is named."""
    reading = Reading()
    outcome = ticking.act(request, reading)
    if outcome is None:
        view = sifting.read(request.GET)
        context = reviewing.page(request, view, None) | {"many_faults": reading.faults, "is_many_open": True}
        return render(request, "moderate/desk.html", context, status=422)
    for says in ticking.told(request.user, outcome):
        messages.success(request, says)
    return redirect(_back(request))


@require_POST
@team_only
def looking(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Says that somebody still looks at a submission, and answers with who else does."""
    item = private.for_moderator(request.user, submission_id)
    if item is None:
        raise Http404
    others = presence.look(submission_id=item.id, by=request.user)
    return JsonResponse({"says": desk.looking(others)})


def _desk(
    request: HttpRequest, item: InReview, reading: Reading | None = None, status: int = 200, told: str = ""
) -> HttpResponse:
    view = sifting.read(request.GET, item.decision)
    faults = reading.faults if reading else ()
    context = reviewing.page(request, view, item, faults)
    context |= {"has_changed": status == 409 and not told, "told": told, "failed": request.POST.get("action")}
    return render(request, "moderate/desk.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """The queue as it was, the cursor on what came next; the fragment puts the focus there."""
    view = sifting.read(request.GET)
    return reverse("moderate") + view.query + (f"&at={view.at}" if view.at else "") + "#at"
