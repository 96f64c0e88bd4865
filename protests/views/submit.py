"""The page where a local group adds its protest: GET shows the form, POST takes it in or says what to mend."""

import json
import re
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone as clock
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maps import gazetteer
from maps.gazetteer import Town
from protests.actions import groups, repeated, submissions
from protests.actions.limits import take
from protests.formats import words
from protests.forms import meaning
from protests.forms.further import asks_for_rows
from protests.forms.submit import SubmitForm
from protests.middleware import client_of, visitor_post
from protests.public import PublicDay
from protests.rules import limits, precision, retention
from protests.rules.contact import ContactDraft
from protests.rules.draft import Draft
from protests.rules.faults import Faulty, Reading
from protests.views import faults, finding, limiting
from protests.views.answers import see_other

# Nobody fills in the form in less; a program does.
QUICKEST = timedelta(seconds=2)
SIGNER = TimestampSigner(salt="protests.submit")
KILOMETRES_IN_A_DEGREE = 111
AREA_KM = round(precision.CELL_DEGREES * KILOMETRES_IN_A_DEGREE)
URLENCODED = "application/x-www-form-urlencoded"
LONGEST_SHOWN = 1024 * 1024  # bytes of a form that is too long, and still shown
PLACE = re.compile(r"\d{1,9}", re.ASCII)


def again(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """403 for a form that another site sent, or that lay too long: what was typed is there, to be sent from here."""
    found = finding.day_or_404(campaign, day)
    told = _("This form is out of date. Nothing is lost: check it and send it again.")
    return _page(request, found, SubmitForm(sent_by(request), day=found), status=403, told=told)


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_post(refused=again)
def submit(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    found = finding.day_or_404(campaign, day)
    if not found.submissions_open:
        return _closed(request, found)
    if request.method != "POST":
        response = _page(request, found, SubmitForm(day=found, town=_town(request.GET.get("place", ""))))
        response.holds_no_secret = True  # type: ignore[attr-defined]  # and nothing typed: it may be compressed
        return response
    return _received(request, found)


def by_group(request: HttpRequest, day: PublicDay, token: str, name: str) -> HttpResponse:
    """The same form behind the link of a trusted group: its name is known."""
    if not day.submissions_open:
        return _closed(request, day)
    if request.method == "POST":
        return _received(request, day)
    return _page(request, day, SubmitForm(day=day, initial=meaning.of_day(day) | {"group_name": name}))


def _received(request: HttpRequest, day: PublicDay) -> HttpResponse:
    try:
        return _receive(request, day)
    except RequestDataTooBig:
        return _too_long(request, day)


def _receive(request: HttpRequest, day: PublicDay) -> HttpResponse:
    sent = sent_by(request)
    form, key = SubmitForm(sent, day=day), sent.get("key", "")
    if asks_for_rows(sent):
        return _page(request, day, form, key=key if _is_ours(key) else "")
    is_repeated = _is_ours(key) and repeated.is_repeated(key=_request_key(key))
    entry = form.read(now=clock.now(), is_repeated=is_repeated)
    if entry is None:
        return _page(request, day, form, status=422, key=key if _is_ours(key) else "")
    if not _is_ours(key):
        return again(request, day.campaign.slug, day.slug)
    if not is_repeated and (held := _hold_back(request, day, form, sent)):
        return held
    try:
        return see_other(_take_in(day, *entry, sent, _group_token(request)))
    except submissions.Closed:
        return _closed(request, day)
    except Faulty as faulty:
        form.tell_all(Reading(faults=list(faulty.faults)))
        return _page(request, day, form, status=422, key=key)
    except repeated.OtherBody:
        told = _(
            "This form was sent before. To change that entry, use its link; to add another protest, send it again."
        )
        return _page(request, day, form, status=409, told=told)


def _hold_back(request: HttpRequest, day: PublicDay, form: SubmitForm, sent: QueryDict) -> HttpResponse | None:
    """The form again, if a question comes first or too much came from there; a retry never gets here."""
    key = str(sent["key"])
    if question := limiting.unanswered(limits.SUBMISSIONS, request, sent, key):
        form.ask(question, was_wrong=bool(sent.get("answer")))
        return _page(request, day, form, status=422, key=key)
    wait = take(limits.SUBMISSIONS, client_of(request))
    if not wait:
        return None
    return limiting.slowed(_page(request, day, form, status=429, key=key, told=limiting.words_for(wait)), wait)


def _too_long(request: HttpRequest, day: PublicDay) -> HttpResponse:
    """413: the form with what was typed, so that it can be shortened, as long as that is not a flood."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_SHOWN or request.content_type != URLENCODED:
        return faults.too_large(request)
    typed = QueryDict(request.read(LONGEST_SHOWN))
    told = _("What you sent is larger than 64 KiB. Shorten it and send it again.")
    return _page(request, day, SubmitForm(typed, day=day), status=413, told=told)


def _take_in(day: PublicDay, drafts: list[Draft], contact: ContactDraft, sent: QueryDict, group: str) -> str:
    """The path of the page to see next: the status, or where no mail can be sent the manage page; a trusted group's
    own, by whose link it came. Raises Closed also for a link that died meanwhile."""
    key = str(sent["key"])
    what = {
        "day": day.slug,
        "draft": drafts[0],
        "further": drafts[1:],
        "contact": contact,
        "language": get_language(),
        "request": repeated.Request(_request_key(key), _digest(sent)),
    }
    if group:
        if groups.publish(token=group, **what) is None:
            raise submissions.Closed
        return reverse("group", args=[group])
    flags = ("spam",) if sent.get("website") or _is_quick(key) else ()
    submitted = submissions.submit(campaign=day.campaign.slug, flags=flags, **what)
    if submitted.by_receipt:
        return reverse("manage", args=[submitted.manage_token])
    return reverse("status", args=[submitted.status_token])


def _page(
    request: HttpRequest,
    day: PublicDay,
    form: SubmitForm,
    *,
    status: int = 200,
    told: str = "",
    key: str = "",
    is_filled: bool = False,
) -> HttpResponse:
    context = {
        "day": day,
        "campaign": day.campaign,
        "date": words.days(day.starts_on, day.ends_on),
        "form": form,
        "is_filled": is_filled,
        "told": told,
        "problems": list(form.problems()),
        "to_fix": form.to_fix(),
        "zone": form.zone_name(),
        "similar": form.similar if "duplicate" in form.may_confirm else [],
        "key": key or SIGNER.sign(token_urlsafe(12)),
        "seen": form.seen(AREA_KM),
        "reveal_hours": day.reveal_hours,
        "is_trusted": _is_of_group(request),
        "action": request.path if _is_of_group(request) else reverse("submit", args=[day.campaign.slug, day.slug]),
    }
    return render(request, "submit/form.html", context, status=status)


def filled(request: HttpRequest, day: PublicDay, form: SubmitForm) -> HttpResponse:
    """The form of a day, for a new entry that is like another of the same organiser."""
    return _page(request, day, form, is_filled=True)


def _closed(request: HttpRequest, day: PublicDay) -> HttpResponse:
    status, now = 409 if request.method == "POST" else 200, clock.now()
    context = {
        "day": day,
        "campaign": day.campaign,
        "opens_at": day.opens_at if day.opens_at and day.opens_at > now else None,
        "closed_at": day.closes_at if day.closes_at and day.closes_at <= now else None,
    }
    return render(request, "submit/closed.html", context, status=status)


def _group_token(request: HttpRequest) -> str:
    """Of the trusted group by whose link the form was opened; "" for everybody else."""
    return request.resolver_match.kwargs.get("token", "") if _is_of_group(request) else ""


def _is_of_group(request: HttpRequest) -> bool:
    return request.resolver_match.url_name == "group_submit"


def _town(place: str) -> Town | None:
    """The town where somebody looked for a protest and found none: they need not type it again."""
    return gazetteer.place(int(place)) if PLACE.fullmatch(place) else None


def sent_by(request: HttpRequest) -> QueryDict:
    """The fields of the form. Django would read bytes that are no UTF-8 as question marks."""
    if request.content_type == URLENCODED:
        try:
            unquote_to_bytes(request.body.replace(b"+", b" ")).decode()
        except UnicodeDecodeError:
            raise BadRequest("body.encoding") from None
    return request.POST


def _is_ours(key: str) -> bool:
    """Whether we made this key, for a form that is not older than repeated requests are recognised."""
    try:
        return bool(SIGNER.unsign(key, max_age=retention.REQUEST_KEY))
    except BadSignature:
        return False


def _request_key(key: str) -> str:
    return f"form:{SIGNER.unsign(key)}"


def _is_quick(key: str) -> bool:
    try:
        return bool(SIGNER.unsign(key, max_age=QUICKEST))
    except SignatureExpired:
        return False


def _digest(sent: QueryDict) -> bytes:
    return sha256(json.dumps(sorted(sent.lists())).encode()).digest()
