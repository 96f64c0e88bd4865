"""Campaigns and their days as their coordinators make and edit them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from protests import called as door
from protests import public
from protests.actions import campaigns as acts
from protests.actions import days
from protests.called import Called, CalledDay
from protests.formats import swatch
from protests.forms.calling import CallingForm, CampaignForm, DayForm
from protests.rules import contrast
from protests.rules import when as when_rule
from protests.rules.calling import DayDraft
from protests.rules.faults import Reading, Refused
from protests.rules.window import Frozen
from protests.views.keeping import coordinators_only

FORM = ("GET", "HEAD", "POST")


@require_safe
@coordinators_only
def campaigns(request: HttpRequest) -> HttpResponse:
    return show(request, "moderate/campaigns.html", None, {"campaigns": door.campaigns(request.user)})


@require_http_methods(FORM)
@coordinators_only
def new(request: HttpRequest) -> HttpResponse:
    form = CampaignForm(request.POST if request.method == "POST" else None)
    draft = form.read() if form.is_bound else None
    if draft and _is_save(request):
        slug, reading = request.POST.get("slug", ""), Reading()
        if reading.take("slug", acts.found, slug=slug, draft=draft, by=request.user):
            messages.success(request, _("The campaign is there. Call its first day."))
            return redirect("moderate_campaign", slug)
        form.tell(reading)
    return _campaign_form(request, None, form)


@require_http_methods(FORM)
@coordinators_only
def campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    """GET shows the form; POST saves it, or shows the colour that was typed."""
    called = campaign_of(request, campaign)
    form = CampaignForm(request.POST if request.method == "POST" else None, draft=called.draft)
    draft = form.read() if form.is_bound else None
    if draft and _is_save(request):
        acts.edit(slug=campaign, draft=draft, by=request.user)
        messages.success(request, _("Saved. Everybody sees it now."))
        return redirect("moderate_campaign", campaign)
    return _campaign_form(request, called, form)


@require_http_methods(FORM)
@coordinators_only
def new_day(request: HttpRequest, campaign: str) -> HttpResponse:
    """A new day; with `from`, like another one a year later, so that nothing has to be typed again."""
    called = campaign_of(request, campaign)
    before = next((day for day in called.days if day.slug == request.GET.get("from")), None)
    own, data = called.draft.language, request.POST if request.method == "POST" else None
    form = DayForm(data, own=own, draft=_next_edition(before) if before else None, is_new=True)
    draft = form.read() if form.is_bound else None
    if draft:
        slug, reading, follows = request.POST.get("slug", ""), Reading(), before.slug if before else ""
        values = {"campaign": campaign, "slug": slug, "draft": draft, "follows": follows}
        if reading.take("slug", days.call, **values, by=request.user):
            messages.success(request, _("The day is called."))
            return redirect("moderate_day", campaign, slug)
        form.tell(reading)
    return _form(request, called, form, {"before": before}, "moderate/day.html")


@require_http_methods(FORM)
@coordinators_only
def day(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """GET shows the form; POST saves it, moves the day, freezes it or opens it again."""
    called, shown = _day(request, campaign, day)
    if request.method == "POST" and request.POST.get("action") in ACTS:
        return _act(request, called, shown)
    own = called.draft.language
    form = DayForm(request.POST if request.method == "POST" else None, own=own, draft=shown.draft)
    draft = form.read() if form.is_bound else None
    if draft:
        try:
            days.edit(campaign=campaign, day=day, draft=draft, by=request.user)
        except Frozen:
            return _day_form(request, called, shown, form, status=409)
        messages.success(request, _("Saved. Everybody sees it now."))
        return redirect("moderate_day", campaign, day)
    return _day_form(request, called, shown, form)


@require_safe
@coordinators_only
def accent(request: HttpRequest) -> HttpResponse:
    """The colour of an address as a picture; black and white for one that can't be had."""
    reading = Reading()
    colour = reading.take("accent", contrast.accent, request.GET.get("accent", "")) or ""
    return HttpResponse(swatch.svg(colour), content_type=swatch.MEDIA_TYPE)


def _act(request: HttpRequest, called: Called, shown: CalledDay) -> HttpResponse:
    try:
        messages.success(request, ACTS[request.POST["action"]](request, shown))
    except Refused as refused:
        messages.error(request, refused.message)
    except Frozen:
        own = called.draft.language
        return _day_form(request, called, shown, DayForm(own=own, draft=shown.draft), status=409)
    return redirect("moderate_day", shown.campaign, shown.slug)


def _freeze(request: HttpRequest, shown: CalledDay) -> str:
    days.freeze(campaign=shown.campaign, day=shown.slug, by=request.user)
    return _("The day is an archive now: nothing of it can be changed.")


def _thaw(request: HttpRequest, shown: CalledDay) -> str:
    days.thaw(campaign=shown.campaign, day=shown.slug, by=request.user)
    return _("The day can be changed again.")


def _move(request: HttpRequest, shown: CalledDay) -> str:
    """Raises Refused."""
    starts_on = when_rule.local_date(request.POST.get("starts_on"))
    n = days.move(campaign=shown.campaign, day=shown.slug, starts_on=starts_on, by=request.user)
    told = ngettext(
        "The day is moved, with %(n)d protest. Its organiser is asked whether they still can.",
        "The day is moved, with %(n)d protests. Every organiser is asked whether they still can.",
        n,
    )
    return told % {"n": n}


ACTS: dict[str, Callable[[HttpRequest, CalledDay], str]] = {"freeze": _freeze, "thaw": _thaw, "move": _move}


def _next_edition(before: CalledDay) -> DayDraft:
    """A year later on the same weekday, closed until somebody opens it."""
    draft, later = before.draft, timedelta(weeks=52)
    shifted = {name: getattr(draft, name) and getattr(draft, name) + later for name in DATES}
    return DayDraft(**{**vars(draft), **shifted, "submissions_open": False, "embargo_until": None})


DATES = ("starts_on", "ends_on", "opens_at", "closes_at")


def campaign_of(request: HttpRequest, slug: str) -> Called:
    called = door.campaign(request.user, slug)
    if called is None:
        raise Http404
    return called


def _day(request: HttpRequest, campaign: str, slug: str) -> tuple[Called, CalledDay]:
    called = campaign_of(request, campaign)
    shown = next((one for one in called.days if one.slug == slug), None)
    if shown is None:
        raise Http404
    return called, shown


def _is_save(request: HttpRequest) -> bool:
    return request.POST.get("action") != "preview"


def _campaign_form(request: HttpRequest, called: Called | None, form: CampaignForm) -> HttpResponse:
    colour = contrast.COLOUR.fullmatch(form["accent"].value() or "")
    more = {"swatch": colour[0].removeprefix("#") if colour and not form["accent"].errors else ""}
    return _form(request, called, form, more, "moderate/campaign.html")


def _day_form(
    request: HttpRequest, called: Called, shown: CalledDay, form: DayForm, *, status: int = 200
) -> HttpResponse:
    return _form(request, called, form, {"shown": shown}, "moderate/day.html", status=status)


def _form(
    request: HttpRequest,
    called: Called | None,
    form: CallingForm,
    more: dict[str, Any],
    template: str,
    *,
    status: int = 200,
) -> HttpResponse:
    problems = list(form.problems())
    return show(request, template, called, {"form": form, "problems": problems, **more}, 422 if problems else status)


def show(
    request: HttpRequest, template: str, called: Called | None, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {
        "section": "campaigns",
        "may_coordinate": True,
        "called": called,
        "campaign": public.find_campaign(called.slug) if called else None,
    }
    return render(request, template, context | more, status=status)
