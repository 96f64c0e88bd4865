"""The page of a trusted group: what it sends by its link is on the map at once, and so is what it changes.

A GET shows and changes nothing, as behind every link; whoever has the link can publish in the group's name.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from protests import opened as door
from protests import public
from protests.actions import groups
from protests.forms.filled import initial_of
from protests.forms.submit import SubmitForm
from protests.middleware import visitor_post
from protests.opened import Entry
from protests.rules.faults import Faulty, Reading
from protests.rules.transitions import NotNow
from protests.rules.versions import Changed
from protests.views import editing, finding, manage
from protests.views import submit as submitting
from protests.views.answers import see_other


@require_safe
def group(request: HttpRequest, token: str) -> HttpResponse:
    opened = door.group_of(token)
    if opened is None:
        return manage.dead(request)
    days = [day for day in public.days(opened.campaign) if day.submissions_open]
    context = {"token": token, "opened": opened, "days": days, "campaign": public.find_campaign(opened.campaign)}
    return render(request, "manage/group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
def submit(request: HttpRequest, token: str, day: str) -> HttpResponse:
    """The form of the day; what comes by it is published."""
    opened = door.group_of(token)
    if opened is None:
        return manage.dead(request)
    return submitting.by_group(request, finding.day_or_404(opened.campaign, day), token, opened.name)


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
def edit(request: HttpRequest, token: str, code: str) -> HttpResponse:
    opened = door.group_of(token)
    entry = next((one for one in opened.entries if one.own.code == code), None) if opened else None
    if entry is None:
        return manage.dead(request)
    day = finding.day_or_404(entry.own.campaign, entry.own.day)
    if "edit" not in entry.acts:
        return _page(request, token, entry, SubmitForm(day=day, initial=initial_of(entry.own)), told=_closed())
    if request.method != "POST":
        return _page(request, token, entry, SubmitForm(day=day, initial=initial_of(entry.own)))
    return _receive(request, token, entry, SubmitForm(submitting.sent_by(request), day=day))


def _receive(request: HttpRequest, token: str, entry: Entry, form: SubmitForm) -> HttpResponse:
    draft, version = form.draft(now=clock.now()), request.POST.get("version", "")
    if draft is None:
        return _page(request, token, entry, form, version=version, status=422)
    try:
        groups.edit(token=token, code=entry.own.code, draft=draft, made_from=version)
    except Changed:
        told = _("Somebody else changed this entry while you did. Nothing you typed is lost; sent again, it counts.")
        return _page(request, token, entry, form, told=told, status=409)
    except NotNow:
        return _page(request, token, entry, form, told=_closed(), status=409)
    except Faulty as faulty:
        form.tell_all(Reading(faults=list(faulty.faults)))
        return _page(request, token, entry, form, version=version, status=422)
    return see_other(reverse("group", args=[token]))


def _page(
    request: HttpRequest,
    token: str,
    entry: Entry,
    form: SubmitForm,
    *,
    version: str = "",
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        **editing.context(entry, form, told=told, version=version),
        "action": reverse("group_edit", args=[token, entry.own.code]),
        "manage_url": reverse("group", args=[token]),
        "is_trusted": True,
    }
    return render(request, "manage/edit.html", context, status=409 if told and status == 200 else status)


def _closed() -> str:
    return _("This can’t be edited any more.")
