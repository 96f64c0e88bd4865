"""The team of a campaign, for its coordinators: who is in it, invite, limit, and what takes a second person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from protests import roster
from protests.actions import proposals
from protests.actions import team as acts
from protests.enums import Role
from protests.forms import meaning
from protests.forms import team as forms
from protests.forms.team import Limits
from protests.roster import Mate
from protests.rules import retention
from protests.rules.faults import Refused
from protests.rules.numbers import row_number
from protests.views.keeping import coordinators_only


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def team(request: HttpRequest) -> HttpResponse:
    """GET shows it; POST invites somebody, or takes an invitation back."""
    if request.method != "POST":
        return render(request, "moderate/team.html", _page(request))
    if "take_back" in request.POST:
        return _take_back(request)
    return _invite(request)


def _page(request: HttpRequest) -> dict[str, Any]:
    teams = roster.teams(request.user)
    return {
        "section": "team",
        "may_coordinate": True,
        "teams": [(one, [_shown(mate) for mate in one.mates], [_shown(mate) for mate in one.invited]) for one in teams],
        "invitation_days": retention.INVITATION.days,
    }


def _shown(who: Any) -> tuple[Any, str, str]:
    """Somebody, and in words for what they are there."""
    return who, forms.country_names(who.countries), meaning.language_names(who.languages)


def _invite(request: HttpRequest) -> HttpResponse:
    campaign = roster.campaign(request.user, request.POST.get("campaign", ""))
    if campaign is None:
        raise Http404
    limits = forms.read(request.POST, with_email=True)
    context = _page(request) | {"typed": request.POST, "wish": limits}
    if limits.faults:
        return render(request, "moderate/team.html", context, status=422)
    try:
        acts.invite(campaign=campaign, by=request.user, language=get_language() or "en", **_values(limits, email=True))
    except Refused as refused:
        return render(request, "moderate/team.html", context | {"refused": refused}, status=422)
    messages.success(request, _("An invitation is on its way."))
    return redirect("moderate_team")


def _take_back(request: HttpRequest) -> HttpResponse:
    number = row_number(request.POST["take_back"])
    if number is None:
        raise Http404
    acts.take_back(invitation_id=number, by=request.user)
    messages.success(request, _("The invitation is taken back. Its link is dead."))
    return redirect("moderate_team")


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def member(request: HttpRequest, number: int) -> HttpResponse:
    """One of the team: POST changes what is offered to them, or asks a second person for a role or a removal."""
    found = roster.mate(request.user, number)
    if found is None:
        raise Http404
    campaign, mate = found
    if request.method != "POST":
        return _member(request, mate)
    act = ACTS.get(request.POST.get("action", ""))
    try:
        said = act(request, campaign, mate) if act else ""
    except Refused as refused:
        return _member(request, mate, refused=refused)
    if not said:
        return _member(request, mate, wish=forms.read(request.POST))
    messages.success(request, said)
    return redirect("moderate_team")


def _member(request: HttpRequest, mate: Mate, **faults: Any) -> HttpResponse:
    _mate, countries, languages = _shown(mate)
    typed = request.POST if faults else {"countries": countries, "languages": languages}
    context = {"section": "team", "may_coordinate": True, "mate": mate, "typed": typed, "roles": _other_roles(mate)}
    return render(request, "moderate/member.html", context | faults, status=422 if faults else 200)


def _other_roles(mate: Mate) -> list[Role]:
    return [role for role in Role if role != mate.role]


def _limit(request: HttpRequest, campaign: Any, mate: Mate) -> str:
    limits = forms.read(request.POST)
    if limits.faults:
        return ""
    acts.limit(member_id=mate.id, by=request.user, **_values(limits))
    return _("Changed. It holds from the next page on.")


def _role(request: HttpRequest, campaign: Any, mate: Mate) -> str:
    role = request.POST.get("role", "")
    if role not in _other_roles(mate):
        raise Refused("role.unknown", _("Choose a role."))
    return _propose(request, "team.role", campaign, {"member": mate.id, "role": role})


def _remove(request: HttpRequest, campaign: Any, mate: Mate) -> str:
    return _propose(request, "team.remove", campaign, {"member": mate.id})


def _propose(request: HttpRequest, verb: str, campaign: Any, arguments: dict[str, Any]) -> str:
    proposals.propose(verb=verb, campaign=campaign, arguments=arguments, by=request.user)
    return _("It waits for a second person now: see “For two”.")


ACTS = {"limit": _limit, "role": _role, "remove": _remove}


def _values(limits: Limits, *, email: bool = False) -> dict[str, Any]:
    values: dict[str, Any] = {"countries": limits.countries, "languages": limits.languages}
    return values | ({"email": limits.email} if email else {})
