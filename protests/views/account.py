"""What somebody of the team does for their own account: password, recovery codes, another phone, open sessions."""

from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from protests import private
from protests.actions import secondfactor, signin
from protests.actions.turns import TooSoon
from protests.rules.faults import Refused
from protests.rules.numbers import row_number
from protests.views.entrance import begin, team_only, too_soon


@require_http_methods(["GET", "HEAD", "POST"])
@team_only
@sensitive_post_parameters("old", "new", "code")
def account(request: HttpRequest) -> HttpResponse:
    """GET shows it, POST acts."""
    if request.method != "POST":
        return render(request, "moderate/account.html", _page(request))
    try:
        return ACTS.get(request.POST.get("action", ""), _nothing)(request)
    except TooSoon as soon:
        return too_soon(request, "moderate/account.html", soon, **_page(request))
    except Refused as refused:
        return render(request, "moderate/account.html", _page(request) | {"refused": refused}, status=422)


def _page(request: HttpRequest) -> dict[str, object]:
    key = request.session.session_key
    return {
        "section": "account",
        "may_coordinate": private.may_coordinate(request.user),
        "sessions": signin.open_sessions(person=request.user, session_key=key),
    }


def _password(request: HttpRequest) -> HttpResponse:
    old, new = request.POST.get("old", ""), request.POST.get("new", "")
    signin.change_password(person=request.user, old=old, new=new)
    auth.update_session_auth_hash(request, request.user)
    begin(request)
    messages.success(request, _("Your password is changed, and all other sessions are signed out."))
    return redirect("moderate_account")


def _codes(request: HttpRequest) -> HttpResponse:
    _prove(request)
    codes = secondfactor.renew_codes(person=request.user)
    return render(request, "moderate/recovery.html", {"codes": codes, "next": reverse("moderate_account")})


def _other_app(request: HttpRequest) -> HttpResponse:
    _prove(request)
    secondfactor.take_away(person=request.user, by=request.user)
    return redirect("login")


def _prove(request: HttpRequest) -> None:
    """Who finds an open session can't take the account over with it."""
    if not secondfactor.prove(person=request.user, typed=request.POST.get("code", "")):
        raise Refused("code.wrong", _("This code does not fit. Wait for the next one of your app, and type that."))


def _end(request: HttpRequest) -> HttpResponse:
    number = row_number(request.POST.get("session", ""))
    if number is None:
        raise Http404
    signin.end(person=request.user, sign_in=number)
    return redirect("moderate_account")


def _end_others(request: HttpRequest) -> HttpResponse:
    signin.end_others(person=request.user, session_key=request.session.session_key)
    return redirect("moderate_account")


def _nothing(request: HttpRequest) -> HttpResponse:
    """An act that does not exist."""
    raise Refused("action.unknown", _("Choose what to do."))


ACTS = {
    "password": _password,
    "codes": _codes,
    "other_app": _other_app,
    "end": _end,
    "end_others": _end_others,
}
