"""Sending a protest in. The rules of input are those of rules/draft.py, the act is actions/submissions.submit."""

import hashlib
import json
import re
from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from protests import middleware, public
from protests.actions import limits, repeated
from protests.actions import submissions as actions
from protests.api.problems import Malformed, TooMany
from protests.rules import contact as contact_rule
from protests.rules import draft as draft_rule
from protests.rules import parameters
from protests.rules.draft import Draft
from protests.rules.faults import Reading
from protests.rules.limits import SUBMISSIONS, WINDOW

FIELDS = draft_rule.FIELDS | {"day", "email", "receipt", "phone"}
KEY = re.compile(r"[\x21-\x7e]{1,64}", re.ASCII)
LONGEST_ECHO = 40


@middleware.open_to_programs
@api_view(["POST"])
def submissions(request: Request) -> Response:
    """201 with the receipt. Nothing is public before the e-mail is confirmed and a moderator approved."""
    raw = _object(request)
    reading = Reading(confirmed=_confirmed(raw))
    for name in sorted(raw.keys() - FIELDS):
        reading.refuse(name[:LONGEST_ECHO], "unknown_field", _("There is no such field. Leave it out."))
    day = reading.take("day", parameters.day_key, raw.get("day"))
    draft = draft_rule.read(raw, reading, now=clock.now())
    contact = contact_rule.read(raw, reading)
    reading.finish()
    campaign, slug = day
    repeatable = _repeatable(request, raw)
    if not (repeatable and repeated.is_repeated(key=repeatable.key)):
        _doubt_another_of(campaign, draft, reading)
    taken = _hold_back(request, repeatable)
    submitted = actions.submit(
        campaign=campaign,
        day=slug,
        draft=draft,
        contact=contact,
        language=_language(draft.languages),
        request=repeatable,
        flags=("rush",) if taken.is_pressed else (),  # where a page would ask a question, moderators are told
    )
    return Response(_receipt(submitted), status=201, headers=_limits(taken))


def _hold_back(request: HttpRequest, repeatable: repeated.Request | None) -> limits.Taken:
    """Raises TooMany when too much came from there."""
    taken = limits.take_and_look(SUBMISSIONS, middleware.client_of(request))
    if taken.wait and not (repeatable and repeated.is_repeated(key=repeatable.key)):
        raise TooMany(taken.wait, _limits(taken))
    return taken


def _limits(taken: limits.Taken) -> dict[str, str]:
    """The headers of draft-ietf-httpapi-ratelimit-headers; none where nobody is counted alone."""
    if taken.left is None:
        return {}
    window = int(WINDOW.total_seconds())
    return {
        "RateLimit-Policy": f'"{SUBMISSIONS.name}";q={SUBMISSIONS.an_hour};w={window}',
        "RateLimit": f'"{SUBMISSIONS.name}";r={taken.left};t={taken.reset}',
    }


def _doubt_another_of(campaign: str, draft: Draft, reading: Reading) -> None:
    """Something like it is listed: said once everything else is right, with the address of the listing."""
    if found := public.similar(campaign, draft):
        told = _("There is already a listing for this place and time: %(urls)s. Confirm if yours is another one.")
        reading.doubt("latitude", "duplicate", told % {"urls": " ".join(one.url for one in found)})
    reading.finish()


def _receipt(submitted: actions.Submitted) -> dict[str, object]:
    """The manage link is only in the mail, or here where no mail can be sent."""
    receipt = {
        "id": submitted.id,
        "state": submitted.decision,
        "status_url": settings.SITE_URL + reverse("status", args=[submitted.status_token]),
    }
    if submitted.by_receipt:
        receipt["manage_url"] = settings.SITE_URL + reverse("manage", args=[submitted.manage_token])
    return receipt


def _object(request: Request) -> Mapping[str, object]:
    """REST framework reads an empty body as an empty object, whatever its type."""
    if request.data:
        return request.data
    raise Malformed("json.invalid", _("Send one JSON object."))


def _confirmed(raw: Mapping[str, object]) -> frozenset[str]:
    """The codes of doubts that the sender insists on."""
    codes = raw.get("confirm")
    return frozenset(code for code in codes if isinstance(code, str)) if isinstance(codes, list) else frozenset()


def _language(languages: tuple[str, ...]) -> str:
    """The language of the mails: the first of the protest's own that the site speaks."""
    spoken = [code for code, _name in settings.LANGUAGES]
    return next((code for code in languages if code in spoken), settings.LANGUAGE_CODE)


def _repeatable(request: HttpRequest, raw: Mapping[str, object]) -> repeated.Request | None:
    """What makes a retry with the same Idempotency-Key the same request: the same values, however written."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not KEY.fullmatch(key):
        raise Malformed(
            "idempotency_key.format", _("Send 1 to 64 printable ASCII characters without spaces."), "Idempotency-Key"
        )
    digest = hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).digest()
    return repeated.Request(f"api:{key}", digest, waits=False)
