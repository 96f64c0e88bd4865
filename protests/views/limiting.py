"""What meets a visitor's POST before it does any work: how much came from there and, under pressure, a question."""

import secrets
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import ngettext

from protests.actions import limits
from protests.middleware import client_of
from protests.rules import question
from protests.rules.limits import Scope
from protests.rules.question import Question
from protests.views import faults


def limited(scope: Scope, *, action: str = ""):
    """For a view whose POST makes the site work or mail: one too many from one place is a 429 that says how long.

    With `action` only what the form calls so is counted. What another site sent costs nothing of the hour: this stands
    inside `visitor_post`.
    """

    def counts(request):
        return request.method == "POST" and (not action or request.POST.get("action") == action)

    def limit(view):
        @wraps(view)
        def counted(request, *args, **kwargs):
            wait = limits.take(scope, client_of(request)) if counts(request) else 0
            return slowed(faults.too_many(request, words_for(wait)), wait) if wait else view(request, *args, **kwargs)

        return counted

    return limit


def slowed(response: HttpResponse, wait: int) -> HttpResponse:
    """`wait` is in seconds."""
    response.headers["Retry-After"] = str(wait)
    return response


def words_for(wait: int) -> str:
    """What somebody is told who has to wait for so many seconds."""
    minutes = -(-wait // 60)
    told = ngettext(
        "Much was sent from your network in the last hour. Send it again in %(minutes)d minute.",
        "Much was sent from your network in the last hour. Send it again in %(minutes)d minutes.",
        minutes,
    )
    return told % {"minutes": minutes}


def unanswered(scope: Scope, request: HttpRequest, sent: QueryDict, form_key: str) -> Question | None:
    """The question that has to be answered before this form is taken in; None where none is, or it is answered."""
    if not limits.is_pressed(scope, client_of(request)) or _is_answered(sent, form_key):
        return None
    return question.ask(settings.CONTACT_KEY, form_key, secrets.token_urlsafe(6))


def _is_answered(sent: QueryDict, form_key: str) -> bool:
    asked = question.ask(settings.CONTACT_KEY, form_key, sent.get("question", ""))
    return question.is_answered(asked, sent.get("answer", ""))
