"""Files that coordinators take in: choose one, look at its rows, correct them, take them in, undo it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from protests.actions import imports, taking
from protests.imports import checking, files
from protests.imports.headings import LABELS, heading_key
from protests.intake import pages
from protests.intake.pages import File, Row
from protests.rules.numbers import row_number
from protests.rules.transitions import NotNow
from protests.rules.window import Frozen
from protests.views import previewing
from protests.views.answers import see_other
from protests.views.keeping import coordinators_only
from protests.views.uploads import takes_a_file

# Seconds until a page that waits for the worker asks again.
AGAIN = 4


@require_safe
@coordinators_only
def days(request: HttpRequest) -> HttpResponse:
    return render(request, "moderate/imports.html", previewing.shared() | {"days": pages.days(request.user)})


@takes_a_file
@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def day(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """GET has the form and the imports so far, POST takes a file and leads to its rows."""
    found = pages.day(request.user, campaign, day)
    if found is None:
        raise Http404
    sent = request.FILES.get("file") if request.method == "POST" else None
    if isinstance(sent, UploadedFile) and sent.size and sent.size <= files.LARGEST:
        return _begin(request, campaign, day, sent)
    context = previewing.day(request.user, found) | {"is_missing": request.method == "POST"}
    return render(request, "moderate/import_day.html", context, status=422 if request.method == "POST" else 200)


def _begin(request: HttpRequest, campaign: str, day: str, sent: UploadedFile) -> HttpResponse:
    content = sent.read()
    try:
        begun = imports.begin(campaign=campaign, day=day, filename=sent.name or "", content=content, by=request.user)
    except Frozen:
        return see_other(reverse("import_day", args=[campaign, day]))
    checking.go_on(begun, is_small=len(content) <= checking.SMALL)
    return see_other(reverse("import_file", args=[begun]))


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def file(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """One import: its columns and rows, and what became of them."""
    found = _file(request, import_id)
    if request.method == "POST":
        return _act(request, found)
    response = render(request, "moderate/import.html", previewing.page(found, request.GET))
    if found.stage in pages.WORKING:
        response.headers["Refresh"] = str(AGAIN)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def row(request: HttpRequest, import_id: UUID, number: int) -> HttpResponse:
    """One row, to be corrected cell by cell; its homonyms, to be chosen from."""
    found = _file(request, import_id)
    of = pages.row(import_id, number)
    if of is None:
        raise Http404
    if request.method == "POST":
        return _correct(request, found, of)
    return render(request, "moderate/import_row.html", previewing.one(found, of))


def _correct(request: HttpRequest, found: File, of: Row) -> HttpResponse:
    """What is other than in the file; an emptied cell too."""
    said = checking.values_of(of.cells, found.fields, {})
    names = [name for name in (*previewing.to_correct(found), "town", "fold") if name in request.POST]
    typed = {name: request.POST[name].strip() for name in names}
    values = {name: value for name, value in typed.items() if value.split() != said.get(name, "").split()}
    try:
        imports.correct(import_id=found.id, number=of.number, values=values, by=request.user)
    except NotNow:
        return _too_late(request, found)
    checking.run(found.id)
    return see_other(reverse("import_row", args=[found.id, of.number]))


def _act(request: HttpRequest, found: File) -> HttpResponse:
    act = ACTS.get(request.POST.get("action", ""))
    if act is None:
        return render(request, "moderate/import.html", previewing.page(found, request.GET), status=422)
    try:
        return act(request, found)
    except NotNow:
        return _too_late(request, found)


def _too_late(request: HttpRequest, found: File) -> HttpResponse:
    messages.info(request, _("Nothing was done: the import has moved on. This is how it stands now."))
    return see_other(reverse("import_file", args=[found.id]))


def _columns(request: HttpRequest, found: File) -> HttpResponse:
    chosen = [request.POST.get(f"column-{place}", "") for place in range(len(found.head))]
    once = [name if name in LABELS and name not in chosen[:place] else "" for place, name in enumerate(chosen)]
    order = request.POST.get("order", "")
    headings = [heading_key(heading) for heading in found.head]
    order = order if order in ("dmy", "mdy") else ""
    imports.match(import_id=found.id, fields=once, headings=headings, order=order, by=request.user)
    checking.go_on(found.id, is_small=_is_small(found))
    return see_other(reverse("import_file", args=[found.id]))


def _tick(request: HttpRequest, found: File) -> HttpResponse:
    """Of the rows on this page those that are ticked; the others of the file stay as they were."""
    shown, ticked = _numbers(request.POST.get("shown", "").split(",")), _numbers(request.POST.getlist("row"))
    imports.tick(import_id=found.id, shown=shown, ticked=ticked, by=request.user)
    return see_other(reverse("import_file", args=[found.id]) + previewing.query(request.GET))


def _take(request: HttpRequest, found: File) -> HttpResponse:
    if "shown" in request.POST:
        _tick(request, found)
    is_for_review = request.POST.get("becomes") == "review"
    taking.start(import_id=found.id, is_for_review=is_for_review, by=request.user)
    now = _file(request, found.id)
    checking.go_on(found.id, is_small=now.ticked <= checking.FEW)
    return see_other(reverse("import_file", args=[found.id]))


def _undo(request: HttpRequest, found: File) -> HttpResponse:
    taking.undo(import_id=found.id, by=request.user)
    checking.go_on(found.id, is_small=_is_small(found))
    return see_other(reverse("import_file", args=[found.id]))


def _drop(request: HttpRequest, found: File) -> HttpResponse:
    imports.drop(import_id=found.id, by=request.user)
    messages.success(request, _("The file is forgotten. Nothing of it was taken in."))
    return see_other(reverse("import_day", args=[found.day.campaign, found.day.slug]))


def _is_small(found: File) -> bool:
    return sum(found.counts.values()) <= checking.FEW


def _numbers(texts: list[str]) -> list[int]:
    return [number for text in texts if (number := row_number(text)) is not None]


def _file(request: HttpRequest, import_id: UUID) -> File:
    if found := pages.file(request.user, import_id):
        return found
    raise Http404


ACTS: dict[str, Callable[[HttpRequest, File], HttpResponse]] = {
    "columns": _columns,
    "tick": _tick,
    "take": _take,
    "undo": _undo,
    "drop": _drop,
}
