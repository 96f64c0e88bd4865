"""What the organiser's page shows."""

from collections.abc import Sequence
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone as clock

from maps.timezones import abbreviation
from protests import public
from protests.enums import Decision, Status
from protests.formats import compare
from protests.formats.desk import age
from protests.opened import Entry, Opened
from protests.private import OwnSubmission
from protests.rules import retention, states
from protests.rules.faults import Fault
from protests.rules.reasons import Reason
from protests.views import finding


def chosen(opened: Opened, wanted: str) -> Entry | None:
    """The entry that an address names, the only one where it names none; None for several or another's."""
    if not wanted:
        return opened.entries[0] if len(opened.entries) == 1 else None
    try:
        return next((one for one in opened.entries if one.own.id == UUID(wanted)), None)
    except ValueError:
        return None


def page(
    request: HttpRequest,
    token: str,
    opened: Opened,
    entry: Entry,
    *,
    told: str = "",
    faults: Sequence[Fault] = (),
    status: int = 200,
) -> HttpResponse:
    """One entry, and what may be done with it. A form with faults is open, and holds what was typed."""
    context = {
        **_about(token, entry.own),
        "opened": opened,
        "entry": entry,
        "own": entry.own,
        "told": told,
        "fault": {fault.field: fault for fault in faults},
        "failed": request.POST.get("action") if faults else "",
        "typed": request.POST if faults else QueryDict(),
        "is_on_the_map": is_on_the_map(entry.own.code),
        "is_asked": entry.standing.decision == Decision.ASKED,
        "state": _state(entry),
        "replacement": public.find_protest(entry.instead) if entry.instead else None,
        "differences": _differences(entry),
        "answer_reason": Reason(entry.answer.reason).label if entry.answer and entry.answer.reason else "",
        "key": token_urlsafe(12),
        "said": "" if entry.still_on_at is None else age(clock.now() - entry.still_on_at),
    }
    return render(request, "manage/manage.html", context, status=status)


def listing(request: HttpRequest, token: str, opened: Opened) -> HttpResponse:
    """All entries of a link that has several."""
    rows = [{"entry": one, "state": _state(one), "url": url("manage", token, one)} for one in opened.entries]
    has_unconfirmed = any("confirm" in one.acts for one in opened.entries)
    context = {**_about(token, opened.entries[0].own), "opened": opened, "rows": rows, "may_confirm": has_unconfirmed}
    return render(request, "manage/entries.html", context)


def take_over(request: HttpRequest, token: str, opened: Opened) -> HttpResponse:
    """For the address that was asked: what it would take over. Nothing is theirs yet."""
    context = {**_about(token, opened.entries[0].own), "opened": opened, "hours": retention.OFFER // timedelta(hours=1)}
    return render(request, "manage/take_over.html", context)


def url(name: str, token: str, entry: Entry) -> str:
    return f"{reverse(name, args=[token])}?entry={entry.own.id}"


def is_on_the_map(code: str) -> bool:
    return bool(code) and public.find_protest(code) is not None


def _about(token: str, own: OwnSubmission) -> dict[str, Any]:
    day = finding.day_or_404(own.campaign, own.day)
    return {
        "token": token,
        "day": day,
        "campaign": day.campaign,
        "reason": Reason(own.reason).label if own.reason else "",
        "zone": abbreviation(own.starts_at, own.timezone) if own.starts_at else "",
        "hours": retention.UNCONFIRMED // timedelta(hours=1),
        "offer_hours": retention.OFFER // timedelta(hours=1),
        "days": retention.CONTACT.days,
        "address": settings.SITE_URL + reverse("manage", args=[token]),
    }


def _state(entry: Entry) -> states.State | None:
    """What everybody reads of it, where it does not go to plan."""
    if not entry.status or entry.status in (Status.CONFIRMED, Status.TENTATIVE):
        return None
    return states.STORED[Status(entry.status)]


def _differences(entry: Entry) -> list[compare.Line]:
    """What the change that waits would make another."""
    if entry.change is None:
        return []
    return [line for line in compare.lines(entry.change, entry.own) if line.differs]
