"""What a page says when it can't answer: short, and with a way on. Below /api/ it is a problem in JSON."""

import sys
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from protests.formats import problem

AWAY = "30"  # seconds until a database that was started anew answers


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    sentence = _("The address or the form could not be read. Go back, or start at the map.")
    return _page(request, 400, _("That could not be read"), sentence)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403, _("Not allowed"), _("You may not do this here."))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A moderator's form without a good token (Django's CSRF check)."""
    return _page(request, 403, _("Not sent"), _("This page was open too long. Go back, reload it, and send again."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404, _("Nothing here"), _("There is no page at this address. Find a protest on the map."))


def too_large(request: HttpRequest) -> HttpResponse:
    sentence = _("What you sent is larger than 64 KiB. Send less.")
    if request.resolver_match and getattr(request.resolver_match.func, "takes_a_file", False):
        sentence = _("The file is larger than 10 MB. Send a smaller one.")
    return _page(request, 413, _("Too much at once"), sentence)


def too_many(request: HttpRequest, sentence: str) -> HttpResponse:
    return _page(request, 429, _("Wait a little"), sentence)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls it while it deals with the exception."""
    if isinstance(sys.exc_info()[1], OperationalError):
        return _unavailable(request)
    return _page(request, 500, _("That did not work"), _("The fault is ours. Try again in a minute."))


def _unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away (F03, F04, F12)."""
    if request.method == "POST":
        sentence = _(
            "The site starts again just now. Go back in a minute and send it once more: what you typed is still there."
        )
    else:
        sentence = _("The site starts again just now. Load this page once more in a minute.")
    response = _page(request, 503, _("Back in a minute"), sentence)
    response.headers["Retry-After"] = AWAY
    return response


def _page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        details = problem.problem(status, HTTPStatus(status).name.lower())
        return JsonResponse(details, status=status, content_type=problem.MEDIA_TYPE)
    context = {"heading": title, "sentence": sentence, "has_search": status == 404}
    return render(request, "pages/fault.html", context, status=status)
