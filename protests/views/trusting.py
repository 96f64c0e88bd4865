"""The groups that a campaign trusts, as its coordinators see them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from protests import called as door
from protests.actions import groups, led, proposals
from protests.rules.faults import Refused
from protests.rules.numbers import row_number
from protests.views.campaigning import FORM, campaign_of, show
from protests.views.keeping import coordinators_only


@require_http_methods(FORM)
@coordinators_only
def trust(request: HttpRequest, campaign: str) -> HttpResponse:
    """GET lists the groups; POST trusts one, ends that, or makes it a new link."""
    called = campaign_of(request, campaign)
    if request.method == "POST":
        number = row_number(request.POST.get("group", ""))
        group = None if number is None else door.trusted(request.user, campaign, number)
        act = TRUST.get(request.POST.get("action", ""))
        if group is None or act is None:
            raise Http404
        act(request, campaign, group.id)
        return redirect("moderate_groups", campaign)
    return show(request, "moderate/groups.html", called, {"groups": door.groups(called)})


def _trust(request: HttpRequest, campaign: str, group_id: int) -> None:
    """What comes by its link is public at once: that takes two."""
    found, arguments = led.campaign_of(campaign, request.user), {"group_id": group_id}
    try:
        proposals.propose(verb="group.trust", campaign=found, arguments=arguments, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("It waits for a second person now: see “For two”."))


def _distrust(request: HttpRequest, campaign: str, group_id: int) -> None:
    groups.distrust(group_id=group_id, by=request.user)


def _renew(request: HttpRequest, campaign: str, group_id: int) -> None:
    groups.renew(group_id=group_id, by=request.user)


TRUST: dict[str, Callable[[HttpRequest, str, int], None]] = {"trust": _trust, "distrust": _distrust, "renew": _renew}
