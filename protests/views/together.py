"""What takes two: what waits for a second person, and what became of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from protests import roster
from protests.actions import proposals as acts
from protests.rules.faults import Refused
from protests.rules.numbers import row_number
from protests.views.keeping import coordinators_only

ACTS = {"agree": acts.agree, "decline": acts.decline}


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def proposals(request: HttpRequest) -> HttpResponse:
    """GET lists them, POST agrees or declines."""
    if request.method != "POST":
        return _page(request)
    number, act = row_number(request.POST.get("proposal", "")), ACTS.get(request.POST.get("action", ""))
    if number is None or act is None:
        raise Http404
    try:
        act(proposal_id=number, by=request.user)
    except Refused as refused:
        return _page(request, refused)
    messages.success(request, _("Done.") if act is acts.agree else _("It is not done."))
    return redirect("moderate_proposals")


def _page(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    context = {
        "section": "proposals",
        "may_coordinate": True,
        "waiting": roster.waiting(request.user),
        "decided": roster.decided(request.user),
        "refused": refused,
    }
    return render(request, "moderate/proposals.html", context, status=409 if refused else 200)
