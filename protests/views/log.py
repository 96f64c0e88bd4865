"""The log as a whole, for coordinators: by act, person and day."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from protests import logbook
from protests.actions import chain
from protests.formats import acts
from protests.logbook import Asked
from protests.rules.numbers import row_number
from protests.views.keeping import coordinators_only


@require_safe
@coordinators_only
def log(request: HttpRequest) -> HttpResponse:
    asked, wrong = _read(request.GET)
    found = logbook.of_campaigns(request.user, asked)
    shown = found[: logbook.ON_A_PAGE]
    context = {
        "section": "log",
        "may_coordinate": True,
        "lines": acts.lines(shown),
        "verbs": [(verb, acts.verb(verb)) for verb in logbook.verbs(request.user)],
        "people": logbook.people(request.user),
        "asked": asked,
        "wrong": wrong,
        "earlier": _earlier(asked, shown[-1].id) if len(found) > len(shown) else "",
        "head": chain.head(),
    }
    return render(request, "moderate/log.html", context, status=400 if wrong else 200)


def _read(query: QueryDict) -> tuple[Asked, str]:
    """What is asked, and what of it can't be read, in a sentence."""
    person, before, typed = query.get("person", ""), query.get("before", ""), query.get("day", "")
    try:
        day = date.fromisoformat(typed) if typed else None
    except ValueError:
        return Asked(), _("Write the day such as 2026-05-31.")
    asked = Asked(query.get("act", "")[:40].replace("\x00", ""), row_number(person), day, row_number(before))
    if (person and not asked.person) or (before and not asked.before):
        return Asked(), _("This address can't be read. Choose below.")
    return asked, ""


def _earlier(asked: Asked, last: int) -> str:
    parts: dict[str, Any] = {"act": asked.verb, "person": asked.person, "day": asked.day, "before": last}
    return "?" + urlencode({name: value for name, value in parts.items() if value})
