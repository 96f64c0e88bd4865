"""Where the link of an invitation leads: GET shows what it is, POST accepts. No cookie is set before signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from protests.actions import team
from protests.forms import meaning
from protests.forms.team import country_names
from protests.middleware import visitor_post
from protests.rules.faults import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
@sensitive_post_parameters("password")
def join(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, token)
    try:
        email = team.join(token=token, password=request.POST.get("password", ""))
    except Refused as refused:
        return _page(request, token, refused)
    if email is None:
        return _page(request, token)
    return redirect(reverse("login") + "?joined=1")


def _page(request: HttpRequest, token: str, refused: Refused | None = None) -> HttpResponse:
    invitation = team.invitation_of(token)
    if invitation is None:
        return render(request, "moderate/join_dead.html", status=404)
    email = team.address_of(invitation)
    context = {
        "campaign": invitation.campaign,
        "email": email,
        "is_known": team.is_known(email),
        "countries": country_names(invitation.countries),
        "languages": meaning.language_names(invitation.languages),
        "refused": refused,
    }
    return render(request, "moderate/join.html", context, status=422 if refused else 200)
