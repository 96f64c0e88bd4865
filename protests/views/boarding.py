"""The board of a day: what its coordinators look at in the last week and on the day; the banner, and messages."""

from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from protests import board as door
from protests import called, public
from protests.actions import days, notices
from protests.actions.notices import Preview
from protests.called import CalledDay
from protests.formats import boarding
from protests.forms.calling import MessageForm
from protests.rules.faults import Refused
from protests.rules.slices import Slice
from protests.rules.window import Frozen
from protests.views import finding
from protests.views.keeping import coordinators_only

FORM = ("GET", "HEAD", "POST")
LONGEST_KEY = 80


@require_safe
@coordinators_only
def days_of(request: HttpRequest) -> HttpResponse:
    """The days of all campaigns that somebody runs: what is to come first."""
    today = clock.localdate()
    found = [(campaign, day) for campaign in called.campaigns(request.user) for day in campaign.days]
    found.sort(key=lambda one: (one[1].draft.ends_on < today, abs(one[1].draft.starts_on - today)))
    return render(request, "moderate/boards.html", {"section": "board", "may_coordinate": True, "days": found})


@require_http_methods(FORM)
@coordinators_only
def board(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """GET shows the board, with the list behind one of its numbers; POST sets the banner."""
    shown = _day(request, campaign, day)
    if request.method == "POST":
        return _announce(request, shown)
    now, key = clock.now(), request.GET.get("show", "")
    if key and key not in door.LISTS:
        raise Http404
    found = finding.day_or_404(campaign, day)
    context = {
        **_frame(shown),
        "board": boarding.board(door.of_day(shown, now), now),
        "counts": public.counts(public.protests_of(found, now=now)),
        "show": key,
        "heading": boarding.TILES[key].label if key else "",
        "lines": boarding.lines(door.listed(shown, key, now), now) if key else [],
    }
    return render(request, "moderate/board.html", context)


@require_http_methods(FORM)
@coordinators_only
def message(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """GET asks for it; a first POST says to how many it goes, a second sends it: once."""
    shown = _day(request, campaign, day)
    own = finding.day_or_404(campaign, day).campaign.language
    if request.method != "POST":
        initial = {"unsaid": request.GET.get("show") == "unsaid"}
        return _message(request, shown, MessageForm(own=own, initial=initial))
    form = MessageForm(request.POST, own=own)
    read = form.read()
    if read is None:
        return _message(request, shown, form, status=422)
    try:
        return _send(request, shown, form, *read)
    except Frozen:
        return _message(request, shown, form, status=409)


def _send(request: HttpRequest, shown: CalledDay, form: MessageForm, to: Slice, texts: dict[str, str]) -> HttpResponse:
    names, key = {"campaign": shown.campaign, "day": shown.slug}, request.POST.get("key", "")
    seen = notices.preview(**names, to=to, by=request.user)
    if request.POST.get("action") != "send" or request.POST.get("receivers") != str(seen.receivers):
        return _message(request, shown, form, seen=seen)
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        raise BadRequest("key")
    n = notices.send(**names, to=to, texts=texts, key=key, by=request.user)
    told = ngettext("Sent to %(n)d organiser.", "Sent to %(n)d organisers.", n)
    messages.success(request, told % {"n": n})
    return redirect("board_day", shown.campaign, shown.slug)


def _announce(request: HttpRequest, shown: CalledDay) -> HttpResponse:
    text, is_urgent = request.POST.get("banner", ""), "urgent" in request.POST
    try:
        days.announce(campaign=shown.campaign, day=shown.slug, banner=text, is_urgent=is_urgent, by=request.user)
        told = _("The banner is on all pages of the day.") if text.strip() else _("The banner is gone.")
        messages.success(request, told)
    except Refused as refused:
        messages.error(request, refused.message)
    except Frozen:
        messages.error(request, _("This day is an archive: nothing of it can be changed."))
    return redirect("board_day", shown.campaign, shown.slug)


def _message(
    request: HttpRequest, shown: CalledDay, form: MessageForm, *, seen: Preview | None = None, status: int = 200
) -> HttpResponse:
    context = {
        **_frame(shown),
        "form": form,
        "problems": list(form.problems()),
        "seen": seen,
        "readers": boarding.readers(seen.languages) if seen else [],
        "key": request.POST.get("key") or token_urlsafe(12),
    }
    return render(request, "moderate/message.html", context, status=status)


def _day(request: HttpRequest, campaign: str, day: str) -> CalledDay:
    shown = called.day(request.user, campaign, day)
    if shown is None:
        raise Http404
    return shown


def _frame(shown: CalledDay) -> dict[str, Any]:
    campaign = public.find_campaign(shown.campaign)
    return {"section": "board", "may_coordinate": True, "shown": shown, "campaign": campaign}
