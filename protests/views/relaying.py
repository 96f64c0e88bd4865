"""Press contact: a form whose message goes by mail to the coordinators. No address of theirs is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from protests.actions import press
from protests.middleware import visitor_post
from protests.public import PublicDay
from protests.rules import limits, retention
from protests.rules import press as rule
from protests.rules.faults import Fault, Reading, Refused
from protests.views import finding
from protests.views.limiting import limited
from protests.views.submit import sent_by

LABELS: dict[str, str | Promise] = {
    "name": _("Your name"),
    "outlet": _("Newspaper, agency, channel"),
    "email": _("Your e-mail"),
    "text": _("Your message"),
}
COMPLETES = {"name": "name", "outlet": "organization", "email": "email"}
OPTIONAL = {"outlet"}


@dataclass(frozen=True)
class Field:
    name: str
    label: str | Promise
    typed: str
    fault: Fault | None

    @property
    def completes(self) -> str:
        return COMPLETES.get(self.name, "")

    @property
    def is_optional(self) -> bool:
        return self.name in OPTIONAL

    @property
    def described(self) -> str:
        """The ids of what is said of it."""
        notes = [f"{self.name}-error"] if self.fault else []
        return " ".join(notes + (["email-note"] if self.name == "email" else []))


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post
@limited(limits.PRESS)
def contact(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    found = finding.day_or_404(campaign, day)
    if request.method != "POST":
        return _page(request, found, {})
    sent, reading = sent_by(request), Reading()
    message = rule.read(sent.dict(), reading)
    if message is None:
        return _page(request, found, sent.dict(), reading.faults, status=422)
    try:
        press.ask(campaign=campaign, day=day, message=message, is_doubtful=bool(sent.get("website")))
    except Refused as refused:
        return _page(request, found, sent.dict(), told=refused.message, status=409)
    return _page(request, found, {}, is_sent=True)


def _page(
    request: HttpRequest,
    day: PublicDay,
    typed: Mapping[str, object],
    faults: list[Fault] | None = None,
    *,
    told: str | Promise = "",
    status: int = 200,
    is_sent: bool = False,
) -> HttpResponse:
    by_field = {fault.field: fault for fault in faults or ()}
    fields = [Field(name, label, str(typed.get(name, "")), by_field.get(name)) for name, label in LABELS.items()]
    context = {
        "day": day,
        "campaign": day.campaign,
        "section": "press",
        "is_sent": is_sent,
        "fields": fields,
        "told": told,
        "problems": [(field.name, field.label, field.fault.message) for field in fields if field.fault],
        "hours": retention.SENT // timedelta(hours=1),
    }
    return render(request, "press/contact.html", context, status=status)
