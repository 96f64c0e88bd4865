"""The notes of a campaign: for everybody to read, and where its coordinators write them and put materials."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from protests import notices, private, public
from protests.actions import announcements
from protests.enums import FileForm, Handout
from protests.formats import prose
from protests.imports import handouts
from protests.middleware import cacheable
from protests.notices import PublicUpdate
from protests.public import PublicCampaign
from protests.rules import announcing
from protests.rules.faults import Fault, Reading
from protests.rules.numbers import row_number
from protests.views.keeping import coordinators_only
from protests.views.pages import takes_no_query
from protests.views.uploads import takes_a_file


@require_safe
@cacheable()
@takes_no_query
def updates(request: HttpRequest, campaign: str) -> HttpResponse:
    found = _campaign(campaign)
    context = {"campaign": found, "updates": told(notices.updates(campaign)), "address": found.url + "updates/"}
    return render(request, "pages/updates.html", context)


def told(found: list[PublicUpdate]) -> list[tuple[PublicUpdate, str]]:
    """Each with its text as HTML."""
    return [(one, prose.html(one.text)) for one in found]


@takes_a_file
@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def write(request: HttpRequest, campaign: str) -> HttpResponse:
    """GET shows what there is and two forms; POST does one of four things."""
    found = _campaign(campaign)
    if not private.coordinates(request.user, campaign):
        raise Http404
    if request.method != "POST":
        return _page(request, found)
    reading = Reading()
    said = ACTS.get(request.POST.get("action", ""), _nothing)(request, found, reading)
    if reading.faults or not said:
        return _page(request, found, reading.faults)
    messages.success(request, said)
    return redirect("write_updates", campaign=campaign)


def _write(request: HttpRequest, campaign: PublicCampaign, reading: Reading) -> str:
    days = {day.slug for day in public.days(campaign.slug)}
    note = announcing.note(request.POST, days, reading)
    if note:
        announcements.write(campaign=campaign.slug, note=note, language=get_language(), by=request.user)
    return _("The note is public.")


def _offer(request: HttpRequest, campaign: PublicCampaign, reading: Reading) -> str:
    sent = request.FILES.get("file")
    found = announcing.offer(request.POST, reading, has_file=sent is not None)
    file = reading.take("file", handouts.read, sent.name, sent.read()) if sent else None
    if found and not reading.faults:
        said = {"campaign": campaign.slug, "offered": found, "file": file, "by": request.user}
        reading.take("file", announcements.offer, **said)
    return _("It stands among the materials.")


def _take_back(request: HttpRequest, campaign: PublicCampaign, reading: Reading) -> str:
    announcements.take_back(campaign=campaign.slug, update_id=_number(request), by=request.user)
    return _("The note is gone.")


def _take_out(request: HttpRequest, campaign: PublicCampaign, reading: Reading) -> str:
    announcements.take_out(campaign=campaign.slug, material_id=_number(request), by=request.user)
    return _("It is gone from the materials.")


def _nothing(request: HttpRequest, campaign: PublicCampaign, reading: Reading) -> str:
    """An act that does not exist."""
    return ""


ACTS: dict[str, Callable[[HttpRequest, PublicCampaign, Reading], str]] = {
    "write": _write,
    "offer": _offer,
    "take_back": _take_back,
    "take_out": _take_out,
}


def _page(request: HttpRequest, campaign: PublicCampaign, faults: list[Fault] | None = None) -> HttpResponse:
    typed: Any = request.POST if faults else {}
    context = {
        "section": "updates",
        "may_coordinate": True,
        "campaign": campaign,
        "updates": notices.updates(campaign.slug),
        "materials": notices.materials(campaign.slug),
        "days": public.days(campaign.slug),
        "kinds": Handout.choices,
        "forms": FileForm.values,
        "was_sent": "file" in request.FILES,
        "failed": typed.get("action", ""),
        "typed": typed,
        "fault": {fault.field: fault for fault in faults or []},
        "sizes": announcing,
    }
    return render(request, "moderate/updates.html", context, status=422 if request.method == "POST" else 200)


def _campaign(slug: str) -> PublicCampaign:
    found = public.find_campaign(slug)
    if found is None:
        raise Http404
    return found


def _number(request: HttpRequest) -> int:
    number = row_number(request.POST.get("which", ""))
    if number is None:
        raise Http404
    return number
