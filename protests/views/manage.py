"""The organiser's own page, the page that only shows where an entry stands, and the way back to a lost link.

A GET shows and changes nothing, however often a mail scanner follows the link (B69); a POST acts, twice as once (B72).
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from protests import opened as door
from protests import private
from protests.actions import links
from protests.middleware import visitor_post
from protests.opened import Entry, Opened
from protests.rules import limits, retention
from protests.rules.contact import email_address
from protests.rules.faults import Fault, Faulty, Reading
from protests.rules.transitions import NotNow
from protests.views import acting, finding, managing
from protests.views.acting import Asked
from protests.views.answers import see_other
from protests.views.limiting import limited

NO_CODE = gettext_lazy("This code opens nothing. Check each character; it has 24.")


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
@limited(limits.HANDOVERS, action="offer")
def manage(request: HttpRequest, token: str) -> HttpResponse:
    opened = door.by_token(token)
    if opened is None:
        return _renewed(request, token) or dead(request)
    wanted = (request.POST if request.method == "POST" else request.GET).get("entry", "")
    entry = managing.chosen(opened, wanted)
    if request.method == "POST":
        return _act(request, token, opened, entry or opened.entries[0]) if entry or not wanted else dead(request)
    if opened.is_offer:
        return managing.take_over(request, token, opened)
    if entry is None:
        return managing.listing(request, token, opened)
    return managing.page(request, token, opened, entry)


def _act(request: HttpRequest, token: str, opened: Opened, entry: Entry) -> HttpResponse:
    act = acting.act_of(request.POST.get("action", ""), entry, is_offer=opened.is_offer)
    try:
        path = act(Asked(token, entry, request.POST))
    except NotNow:
        told = _("This is not possible any more. Below is where your entry stands.")
        return _again(request, token, entry, told=told, status=409)
    except Faulty as faulty:
        return managing.page(request, token, opened, entry, faults=faulty.faults, status=422)
    return see_other(path or (managing.url("manage", token, entry) if len(opened.entries) > 1 else request.path))


def _again(request: HttpRequest, token: str, entry: Entry, *, told: str, status: int) -> HttpResponse:
    """The page as it is by now."""
    opened = door.by_token(token)
    entry_now = managing.chosen(opened, str(entry.own.id)) if opened else None
    if opened is None or entry_now is None:
        return dead(request)
    return managing.page(request, token, opened, entry_now, told=told, status=status)


def _renewed(request: HttpRequest, token: str) -> HttpResponse | None:
    """A form that asked for a new link, and whose answer got lost, is answered again."""
    if request.method != "POST" or request.POST.get("action") != "renew":
        return None
    renewed = links.renew(token=token, key=request.POST.get("key", ""))
    return see_other(reverse("manage", args=[renewed])) if renewed else None


@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Where an entry stands, for whoever has this link: it shows nothing that was sent and can do nothing."""
    entry = private.of_status_token(token)
    if entry is None:
        return dead(request)
    day = finding.day_or_404(entry.campaign, entry.day)
    context = {
        "entry": entry,
        "day": day,
        "campaign": day.campaign,
        "is_on_the_map": managing.is_on_the_map(entry.code),
        "hours": retention.UNCONFIRMED // timedelta(hours=1),
        "mailbox": settings.DEVELOPMENT,
    }
    return render(request, "manage/status.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
@limited(limits.LOST_LINKS)
def lost_link(request: HttpRequest) -> HttpResponse:
    """Asks for the address and mails its links to it. The answer is the same whether there are any or not (S3). Who has
    a receipt code gets in with it."""
    if request.method != "POST":
        return render(request, "manage/lost_link.html")
    if "code" in request.POST:
        return _by_receipt(request, request.POST["code"])
    reading, typed = Reading(), request.POST.get("email")
    email = reading.take("email", email_address, typed)
    if email is None:
        return render(request, "manage/lost_link.html", {"fault": reading.faults[0], "typed": typed}, status=422)
    links.ask(email=email)
    return render(request, "manage/link_sent.html", {"mailbox": settings.DEVELOPMENT})


def _by_receipt(request: HttpRequest, typed: str) -> HttpResponse:
    token = door.token_of_receipt(typed)
    if token is None:
        fault = Fault("code", "code.unknown", NO_CODE)
        return render(request, "manage/lost_link.html", {"code_fault": fault, "typed_code": typed}, status=422)
    return see_other(reverse("manage", args=[token]))


@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """What is gone and what stays, after somebody had their data deleted."""
    return render(request, "manage/forgotten.html")


def dead(request: HttpRequest) -> HttpResponse:
    """One answer for a link that was cut, revoked, never made or outlived (B71)."""
    return render(request, "manage/dead.html", status=404)
