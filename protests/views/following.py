"""Following by mail: the page that asks for an address, and the page that its link opens.

A GET shows and changes nothing (B69). Asking is answered alike, and as fast, for every address (B26).
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone as clock
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maps import gazetteer
from protests import followed, public
from protests.actions import followers
from protests.forms import following
from protests.forms.following import Wish
from protests.middleware import visitor_post
from protests.public import PublicDay, PublicProtest
from protests.rules import limits, retention
from protests.rules.numbers import row_number, whole_number
from protests.views import finding
from protests.views.answers import see_other
from protests.views.limiting import limited

ACTS = {"confirm": followers.confirm, "stop": followers.stop}
# RFC 8058 3.1: what a mail provider sends, and our own button too.
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
@limited(limits.FOLLOWS)
def protest(request: HttpRequest, code: str) -> HttpResponse:
    """Follow one protest."""
    found = public.find_protest(code)
    if not isinstance(found, PublicProtest):
        raise Http404
    day = finding.day_or_404(found.campaign, found.day)
    return _ask(request, day, {"protest": found, "is_over": found.over_at <= clock.now()}, code=found.code)


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
@limited(limits.FOLLOWS)
def day(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """Follow a whole day, or what of it is near a town; `?place=` names the town from the start."""
    found = finding.day_or_404(campaign, day)
    is_over = found.ends_on < (clock.now() - followers.EVERYWHERE).date()
    return _ask(request, found, {"radii": following.RADII, "is_over": is_over, **_town_of(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """What an address follows: confirm it, or stop it."""
    own = followed.follow_of(token)
    if request.method != "POST" or own is None:
        return _page(request, token, own)
    act = ACTS.get(request.POST.get("action", ""))
    if act is None:
        raise BadRequest("action")
    act(token=token)
    return see_other(request.path)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # mail providers post it without a cookie or an Origin; the link is the proof, as for a hand that clicks
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stops it with the one click that mail programs offer (RFC 8058); a GET has the button."""
    own = followed.follow_of(token)
    if request.method != "POST":
        return _page(request, token, own, "follow/stop.html")
    if request.POST.dict() != ONE_CLICK:
        raise BadRequest("action")
    followers.stop(token=token)
    return _page(request, token, None)


def _ask(request: HttpRequest, day: PublicDay, about: dict[str, Any], code: str = "") -> HttpResponse:
    context = about | {"day": day, "campaign": day.campaign, "days": retention.FOLLOWER.days}
    if request.method != "POST" or about["is_over"]:
        context |= {"wish": Wish(), "within": following.USUAL}
        return render(request, "follow/ask.html", context, status=409 if request.method == "POST" else 200)
    wish = following.read(request.POST, of_a_day=not code)
    if wish.faults:
        typed = {name: request.POST.get(name, "") for name in ("email", "scope", "place")}
        return render(request, "follow/ask.html", context | {"wish": wish, **typed, **_within(request)}, status=422)
    _keep(wish, day, code)
    return render(request, "follow/asked.html", context | {"mailbox": settings.DEVELOPMENT, **_hours()})


def _keep(wish: Wish, day: PublicDay, code: str) -> None:
    followers.ask(
        email=wish.email,
        language=get_language() or settings.LANGUAGE_CODE,
        campaign=day.campaign.slug,
        day=day.slug,
        code=code,
        place=wish.town.id if wish.town else None,
        within_km=wish.within_km,
    )


def _town_of(request: HttpRequest) -> dict[str, str]:
    """The town that a link to the page names by its number."""
    number = request.GET.get("place", "")
    found = row_number(number)
    town = None if found is None else gazetteer.place(found)
    return {"scope": "near", "place": town.label} if town else {}


def _within(request: HttpRequest) -> dict[str, int]:
    typed = whole_number(request.POST.get("within", ""), most=max(following.RADII))
    return {"within": following.USUAL if typed is None else typed}


def _hours() -> dict[str, int]:
    return {"hours": retention.UNCONFIRMED // timedelta(hours=1)}


def _page(
    request: HttpRequest, token: str, own: followed.Follow | None, template: str = "follow/manage.html"
) -> HttpResponse:
    """Where a wish stands; for a link whose wish has ended, that it has, and for any other 404."""
    if own is None:
        is_ended = followed.was_follow(token)
        return render(request, "follow/ended.html" if is_ended else "manage/dead.html", status=200 if is_ended else 404)
    day = finding.day_or_404(own.campaign, own.day)
    protest = public.find_protest(own.code) if own.code else None
    context = {"own": own, "day": day, "campaign": day.campaign, "days": retention.FOLLOWER.days, **_hours()}
    context |= {"protest": protest if isinstance(protest, PublicProtest) else None, "token": token}
    return render(request, template, context)
