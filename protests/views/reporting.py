"""How many came: the organiser says so from the manage link, moderators accept or decline."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from protests import opened as door
from protests import private, reported
from protests.actions import turnout as acts
from protests.enums import Teller, Vague
from protests.formats import tally
from protests.middleware import visitor_post
from protests.opened import Entry
from protests.reported import OwnReport
from protests.rules import limits, turnout
from protests.rules.faults import Fault, Reading
from protests.rules.numbers import row_number
from protests.rules.reasons import Doubt
from protests.views import finding, manage, managing
from protests.views.answers import see_other
from protests.views.limiting import limited
from protests.views.moderation import team_only

FIELDS = ("said_by", "low", "high", "vague", "words", "source", "sentence", "measures")


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
@limited(limits.REPORTS)
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Its own page behind the link: one claim at a time, and what was said before, to correct it."""
    opened = door.by_token(token)
    sent = request.POST if request.method == "POST" else request.GET
    entry = managing.chosen(opened, sent.get("entry", "")) if opened and not opened.is_offer else None
    if opened is None or entry is None:
        return manage.dead(request)
    if "report" not in entry.acts:
        told = _("How many came can be said once it has begun, and only if it takes place.")
        return managing.page(request, token, opened, entry, told=told, status=409)
    mine = reported.own(token, entry.own.code)
    corrects = next((one for one in mine if str(one.id) == sent.get("corrects", "")), None)
    if request.method != "POST":
        typed = _as_typed(corrects) if corrects else {}
        return _page(request, token, entry, mine, corrects=corrects, typed=typed)
    return _receive(request, token, entry, mine, corrects)


def _receive(
    request: HttpRequest, token: str, entry: Entry, mine: list[OwnReport], corrects: OwnReport | None
) -> HttpResponse:
    reading = Reading()
    claim = turnout.read(request.POST, reading)
    made = None
    if claim:
        which = {"entry": entry.own.id, "corrects": corrects.id if corrects else None}
        made = reading.take("said_by", acts.report, token=token, claim=claim, **which)
    if made is None and not reading.faults:
        return manage.dead(request)
    if reading.faults:
        typed = request.POST
        return _page(request, token, entry, mine, corrects=corrects, typed=typed, faults=reading.faults, status=422)
    return see_other(managing.url("manage_report", token, entry) + "&thanks=1")


def _page(
    request: HttpRequest,
    token: str,
    entry: Entry,
    mine: list[OwnReport],
    *,
    corrects: OwnReport | None,
    typed: QueryDict | dict[str, Any],
    faults: list[Fault] | None = None,
    status: int = 200,
) -> HttpResponse:
    day = finding.day_or_404(entry.own.campaign, entry.own.day)
    context = {
        "token": token,
        "entry": entry,
        "own": entry.own,
        "day": day,
        "campaign": day.campaign,
        "mine": [(one, tally.line(one.claim), tally.standing(one)) for one in mine],
        "corrects": corrects,
        "typed": typed,
        "faults": faults or [],
        "fault": {fault.field: fault for fault in faults or []},
        "tellers": Teller.choices,
        "vague": [(word, label, turnout.STANDS_FOR[word]) for word, label in Vague.choices],
        "is_thanked": "thanks" in request.GET,
        "large": turnout.LARGE,
    }
    return render(request, "manage/report.html", context, status=status)


def _as_typed(one: OwnReport) -> dict[str, Any]:
    values = {name: getattr(one.claim, name) for name in FIELDS}
    return {name: "" if value is None else value for name, value in values.items()}


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
def reports(request: HttpRequest) -> HttpResponse:
    """What waits for moderators; POST decides on one."""
    if request.method == "POST":
        return _decide(request)
    rows = [
        (one, tally.line(one.claim), tally.line(one.corrected) if one.corrected else "")
        for one in reported.in_review(request.user)
    ]
    context = {
        "section": "reports",
        "rows": rows,
        "doubts": Doubt.choices,
        "large": turnout.LARGE,
        "may_coordinate": private.may_coordinate(request.user),
    }
    return render(request, "moderate/reports.html", context)


def _decide(request: HttpRequest) -> HttpResponse:
    number, reason = row_number(request.POST.get("report", "")), request.POST.get("reason", "")
    if number is None or not reported.may_decide(request.user, number):
        raise Http404
    try:
        if request.POST.get("action") == "accept":
            acts.accept(report_id=number, by=request.user)
            messages.success(request, _("The report is accepted."))
        elif reason in Doubt.values:
            acts.decline(report_id=number, reason=reason, by=request.user)
            messages.success(request, _("The report is declined; its sender reads why."))
        else:
            messages.error(request, _("Choose why. Its sender is told it."))
    except acts.Decided:
        messages.error(request, _("Somebody else has decided on this report meanwhile."))
    except acts.NeedsAnother:
        messages.error(request, _("A figure this large needs a second moderator."))
    return redirect("moderate_reports")
