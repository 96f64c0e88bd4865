"""The coordinators' pages: what is kept until when and what went, and the mails that wait to be sent."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from protests import ledger, private
from protests.actions import mails as acts
from protests.formats import keeping
from protests.formats.desk import age
from protests.rules import sessions
from protests.rules.numbers import row_number
from protests.views.entrance import team_only


def coordinators_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For moderators these pages are not there at all."""

    @team_only
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not private.may_coordinate(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@coordinators_only
def retention(request: HttpRequest) -> HttpResponse:
    context = {
        "section": "retention",
        "may_coordinate": True,
        "rows": keeping.rows(ledger.kept(request.user), sessions.LONGEST),
        "purges": [(run.at, keeping.went(run.counts)) for run in ledger.purges()],
    }
    return render(request, "moderate/retention.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def mails(request: HttpRequest) -> HttpResponse:
    """GET lists them; POST has one tried again."""
    if request.method == "POST":
        return _try_again(request)
    now = clock.now()
    waiting = [
        (mail, keeping.mail_name(mail.template), age(now - mail.created_at), age(max(mail.next_at - now, timedelta())))
        for mail in ledger.unsent_mails(request.user)
    ]
    return render(request, "moderate/mails.html", {"section": "mails", "may_coordinate": True, "mails": waiting})


def _try_again(request: HttpRequest) -> HttpResponse:
    number = row_number(request.POST.get("mail", ""))
    if number is None or not ledger.may_try_again(request.user, number):
        raise Http404
    acts.try_again(mail_id=number, by=request.user)
    messages.success(request, _("It is tried again now."))
    return redirect("moderate_mails")
