"""The organiser edits an entry, or begins another one with what it says: the form of submitting, filled in already.

Both stand behind the link's token, so nothing that is private gets into an address.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone as clock
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from protests import opened as door
from protests import public
from protests.actions import edits
from protests.formats import compare, words
from protests.forms.filled import initial_of
from protests.forms.submit import SubmitForm
from protests.middleware import visitor_post
from protests.opened import Entry, Opened
from protests.public import PublicDay
from protests.rules.draft import Draft
from protests.rules.faults import Faulty, Reading
from protests.rules.transitions import NotNow
from protests.rules.versions import Changed
from protests.views import finding, manage, managing, submit
from protests.views.answers import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
def edit(request: HttpRequest, token: str) -> HttpResponse:
    """What waits is edited itself; what is public stays until a moderator has looked at the change."""
    opened = door.by_token(token)
    entry = _entry(request, opened)
    if opened is None or entry is None:
        return manage.dead(request)
    if "edit" not in entry.acts:
        return managing.page(request, token, opened, entry, told=_closed(), status=409)
    if request.method == "POST":
        return _receive(request, token, entry)
    day = finding.day_or_404(entry.own.campaign, entry.own.day)
    return _page(request, token, entry, SubmitForm(day=day, initial=initial_of(entry.standing)))


@require_safe
def copy(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for the day, and then shows its form with everything but the date: what is sent there is a new entry."""
    entry = _entry(request, door.by_token(token))
    if entry is None:
        return manage.dead(request)
    days = [day for day in public.days() if day.submissions_open]
    target = next((day for day in days if day.key == request.GET.get("day")), None)
    if target is None:
        context = {"token": token, "entry": entry, "days": days, **_frame(entry)}
        return render(request, "manage/copy.html", context)
    return submit.filled(request, target, SubmitForm(day=target, initial=_again(entry, target)))


def _again(entry: Entry, day: PublicDay) -> dict[str, Any]:
    """Everything that holds on another day too: not the date, nor what was said of it alone."""
    initial = initial_of(entry.standing)
    fresh = {"local_date": day.starts_on if day.starts_on == day.ends_on else "", "fold": "", "end_fold": ""}
    return initial | fresh | {"reveal_date": "", "reveal_time": "", "confirm": initial["confirm"]}


def _receive(request: HttpRequest, token: str, entry: Entry) -> HttpResponse:
    sent = submit.sent_by(request)
    form = SubmitForm(sent, day=finding.day_or_404(entry.own.campaign, entry.own.day))
    draft = form.draft(now=clock.now())
    if draft is None:
        return _page(request, token, entry, form, version=sent.get("version", ""), status=422)
    try:
        edits.edit(
            token=token,
            entry=entry.own.id,
            draft=draft,
            made_from=sent.get("version", ""),
            language=get_language(),
        )
    except Changed:
        return _stale(request, token, entry, form, draft)
    except NotNow:
        return managing.page(request, token, door.by_token(token), entry, told=_closed(), status=409)
    except Faulty as faulty:
        form.tell_all(Reading(faults=list(faulty.faults)))
        return _page(request, token, entry, form, version=sent.get("version", ""), status=422)
    return see_other(managing.url("manage", token, entry))


def _stale(request: HttpRequest, token: str, entry: Entry, form: SubmitForm, draft: Draft) -> HttpResponse:
    """What was typed, and beside it what stands there by now: sent once more, it is meant."""
    now = _entry(request, door.by_token(token)) or entry
    differences = [line for line in compare.lines(door.as_drafted(now.standing, draft), now.standing) if line.differs]
    told = _("Somebody else changed this entry while you did. Nothing was overwritten, and nothing you typed is lost.")
    return _page(request, token, now, form, told=told, differences=differences, status=409)


def _page(
    request: HttpRequest,
    token: str,
    entry: Entry,
    form: SubmitForm,
    *,
    version: str = "",
    told: str = "",
    differences: list[compare.Line] | None = None,
    status: int = 200,
) -> HttpResponse:
    more = {
        "action": reverse("manage_edit", args=[token]),
        "differences": differences,
        "manage_url": managing.url("manage", token, entry),
    }
    return render(request, "manage/edit.html", context(entry, form, told=told, version=version) | more, status=status)


def context(entry: Entry, form: SubmitForm, *, told: str, version: str) -> dict[str, Any]:
    """What templates/manage/edit.html shows, whoever's link it is."""
    frame = _frame(entry)
    return {
        **frame,
        "form": form,
        "problems": list(form.problems()),
        "to_fix": form.to_fix(),
        "zone": form.zone_name(),
        "seen": form.seen(submit.AREA_KM),
        "reveal_hours": frame["day"].reveal_hours,
        "entry": entry,
        "version": version or entry.version,
        "told": told,
    }


def _frame(entry: Entry) -> dict[str, Any]:
    day = finding.day_or_404(entry.own.campaign, entry.own.day)
    return {"day": day, "campaign": day.campaign, "date": words.days(day.starts_on, day.ends_on)}


def _entry(request: HttpRequest, opened: Opened | None) -> Entry | None:
    if opened is None or opened.is_offer:
        return None
    wanted = request.POST.get("entry") or request.GET.get("entry", "")
    return managing.chosen(opened, wanted)


def _closed() -> str:
    return _("This can't be edited any more. Below is where your entry stands.")
