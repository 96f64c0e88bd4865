"""The way in and out for the team: password, second factor, sign out; and the guard of each page of the desk."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from urllib.parse import urlencode

from django.contrib import auth
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from protests import private
from protests.actions import secondfactor, signin
from protests.actions.turns import TooSoon
from protests.formats import qr
from protests.rules import onetime, sessions

View = Callable[..., HttpResponse]
# TRUST.md 5: a shared computer keeps nothing of the desk.
CLEAR = '"cache", "cookies", "storage"'
ISSUER = "Standpoint"


def team_only(view: View) -> View:
    """Who is on no team is sent to sign in, and learns nothing of what exists; who has not proved the second factor is
    sent there, and sees nothing else before (S13)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated or not private.teams_of(request.user):
            return redirect_to_login(request.get_full_path(), reverse("login"))
        if not is_proved(request):
            return redirect_to_login(request.get_full_path(), reverse("second_factor"))
        return view(request, *args, **kwargs)

    return guarded


def is_proved(request: HttpRequest) -> bool:
    """Whether this session has password and second factor behind it. Asked once a request."""
    if not hasattr(request, "_is_proved"):
        key = request.session.session_key
        request._is_proved = signin.is_proved(person=request.user, session_key=key)
    return request._is_proved


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """One answer for a wrong password, an unknown address and a person without a team."""
    if request.method != "POST":
        return render(request, "moderate/login.html", {"has_joined": "joined" in request.GET})
    try:
        person = signin.sign_in(email=request.POST.get("email", ""), password=request.POST.get("password", ""))
    except TooSoon as soon:
        return too_soon(request, "moderate/login.html", soon)
    if person is None:
        return render(request, "moderate/login.html", {"is_wrong": True}, status=422)
    auth.login(request, person)
    _expires_in(request, sessions.HALFWAY)
    return redirect(f"{reverse('second_factor')}?{urlencode({'next': wanted(request)})}")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Asks for the code of the app; who has none yet sets one up here, and gets to no other page before."""
    if not request.user.is_authenticated:
        return redirect_to_login(wanted(request), reverse("login"))
    if is_proved(request):
        return redirect(wanted(request))
    act = _prove if secondfactor.has_one(person=request.user) else _set_up
    try:
        return act(request)
    except TooSoon as soon:
        return too_soon(request, "moderate/second.html", soon)


def _prove(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "moderate/second.html")
    if not secondfactor.prove(person=request.user, typed=request.POST.get("code", "")):
        return render(request, "moderate/second.html", {"is_wrong": True}, status=422)
    begin(request)
    return redirect(wanted(request))


def _set_up(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        codes = secondfactor.set_up(person=request.user, typed=request.POST.get("code", ""))
        if codes:
            begin(request)
            return render(request, "moderate/recovery.html", {"codes": codes, "next": wanted(request)})
    secret = secondfactor.secret_of(person=request.user)
    address = onetime.uri(secret, request.user.email, ISSUER)
    is_wrong = request.method == "POST"
    context = {"is_wrong": is_wrong, "secret": onetime.spelled(secret), "uri": address, "drawn": _drawn(address)}
    return render(request, "moderate/enrol.html", context, status=422 if is_wrong else 200)


def begin(request: HttpRequest) -> None:
    """From here on the session counts: under a new key, and until the longest time is over."""
    request.session.cycle_key()
    _expires_in(request, sessions.LONGEST)
    request.session.save()
    agent = request.headers.get("User-Agent", "")
    signin.begin(person=request.user, session_key=request.session.session_key, user_agent=agent)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return HttpResponseRedirect(reverse("home"), headers={"Clear-Site-Data": CLEAR})


def too_soon(request: HttpRequest, template: str, soon: TooSoon, **context: object) -> HttpResponse:
    """The page says how long to wait, and programs are told it too."""
    response = render(request, template, context | {"seconds": soon.seconds}, status=429)
    response.headers["Retry-After"] = str(soon.seconds)
    return response


def wanted(request: HttpRequest) -> str:
    """Where somebody wanted to go before signing in, if that is one of our pages (TRUST.md B68)."""
    path = request.GET.get("next", "")
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    if is_ours:
        return path
    is_host_alone = request.user.is_authenticated and request.user.is_host and not private.teams_of(request.user)
    return reverse("host:index" if is_host_alone else "moderate")


def _expires_in(request: HttpRequest, span: timedelta) -> None:
    request.session.set_expiry(int(span.total_seconds()))


def _drawn(address: str) -> str:
    """The code as it stands in the page: of our own making, and no letter of it is anybody's."""
    return mark_safe(qr.inline(address))
