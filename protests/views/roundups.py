"""The round-up of a day: as a page, as Markdown, as plain text; and where its coordinator writes it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone as clock
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from protests import bodies, filters, notices, private, public, reported
from protests.actions import roundups
from protests.bodies import Form, Made
from protests.formats import card, daycard, prose, roundup, sharecard
from protests.middleware import cacheable
from protests.notices import PublicRoundUp
from protests.public import PublicDay
from protests.rules import roundup as rule
from protests.rules.faults import Fault, Reading
from protests.rules.versions import Changed
from protests.views import finding
from protests.views.downloads import for_programs
from protests.views.keeping import coordinators_only
from protests.views.pages import takes_no_query


def of_day(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands over what was published; without it the address does not exist."""

    @require_safe
    @cacheable()
    @takes_no_query
    def answered(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
        found = finding.day_or_404(campaign, day)
        text = notices.round_up(found, get_language())
        if text is None:
            raise Http404
        return view(request, found, text)

    return answered


@of_day
def page(request: HttpRequest, day: PublicDay, text: PublicRoundUp) -> HttpResponse:
    shown = {"round_up": text, "body": prose.html(text.body), "card": card.of_round_up(day, text.title)}
    context = finding.frame(day) | shown | {"address": day.url + "round-up/"}
    return render(request, "pages/round_up.html", context)


@of_day
def markdown(request: HttpRequest, day: PublicDay, text: PublicRoundUp) -> HttpResponse:
    return HttpResponse(text.text + "\n", content_type="text/markdown; charset=utf-8")


@of_day
def plain(request: HttpRequest, day: PublicDay, text: PublicRoundUp) -> HttpResponse:
    return HttpResponse(prose.plain(text.text), content_type="text/plain; charset=utf-8")


@for_programs
def picture(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """For messengers: drawn anew when somebody changes something, or a place is revealed."""
    filters.only(request.GET)
    found, language = finding.day_or_404(campaign, day), get_language() or ""
    text, scope = notices.round_up(found, language), bodies.of_day(found)
    if text is None:
        raise Http404

    def build(now: datetime) -> Made:
        content = daycard.of_round_up(found, public.protests_of(found, now=now), text.title, language)
        return Made(content, until=public.turns(scope.narrow, now=now).next)

    return bodies.answer(request, Form(sharecard.MEDIA_TYPE, f"round-up-{day}-{language}.png"), scope, build)


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def write(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """The draft is made anew from what is known until somebody keeps a text."""
    found = finding.day_or_404(campaign, day)
    if not private.coordinates(request.user, campaign):
        raise Http404
    if request.method == "POST":
        return _keep(request, found)
    kept = notices.kept_round_up(found, get_language())
    now = clock.now()
    if kept is None or "anew" in request.GET:
        kept_at = kept.saved_at if kept else None
        return _form(request, found, text=_draft(found, now), as_of=now, saved_at=kept_at)
    return _form(request, found, text=kept.text, as_of=kept.as_of, saved_at=kept.saved_at)


def _draft(day: PublicDay, now: datetime) -> str:
    protests = public.protests_of(day, now=now)
    claims = reported.claims([one.code for one in protests])
    return roundup.draft(day, protests, claims, reported.totals(protests, now), now)


def _keep(request: HttpRequest, day: PublicDay) -> HttpResponse:
    reading, typed = Reading(), request.POST.get("text", "")
    text = reading.take("text", rule.text, typed)
    as_of, seen = (_moment(request.POST.get(name, "")) for name in ("as_of", "seen"))
    now = clock.now()
    given: dict[str, Any] = {"text": typed, "as_of": as_of or now, "saved_at": seen}
    if text is None or request.POST.get("action") == "preview":
        preview = prose.html(typed) if text is not None else ""
        return _form(request, day, **given, faults=reading.faults, preview=preview)
    try:
        roundups.save(
            campaign=day.campaign.slug,
            day=day.slug,
            language=get_language(),
            text=text,
            as_of=min(as_of or now, now),
            seen=seen,
            publish=request.POST.get("action") == "publish",
            by=request.user,
        )
    except Changed:
        reading.refuse(
            "text", "text.changed", _("Somebody else kept another text meanwhile. Open this page anew and compare.")
        )
        return _form(request, day, **given, faults=reading.faults)
    messages.success(request, _("It is kept."))
    return redirect("write_round_up", campaign=day.campaign.slug, day=day.slug)


def _moment(written: str) -> datetime | None:
    """As this page wrote it; None for anything else."""
    try:
        found = parse_datetime(written)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _form(
    request: HttpRequest,
    day: PublicDay,
    *,
    text: str,
    as_of: datetime,
    saved_at: datetime | None,
    faults: list[Fault] | None = None,
    preview: str = "",
) -> HttpResponse:
    context = {
        "section": "round_up",
        "may_coordinate": True,
        "day": day,
        "text": text,
        "as_of": as_of,
        "saved_at": saved_at,
        "fault": faults[0] if faults else None,
        "preview": preview,
        "published": notices.round_up(day, get_language()),
        "most": rule.LENGTH,
    }
    return render(request, "moderate/round_up.html", context, status=422 if faults else 200)
