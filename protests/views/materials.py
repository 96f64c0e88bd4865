"""Files that a campaign hands out, from our own origin. To be saved, never shown here: nothing in them can act."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

from protests import notices
from protests.enums import FileForm
from protests.middleware import cacheable
from protests.notices import PublicMaterial
from protests.views.pages import takes_no_query

OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    FileForm.PDF: "application/pdf",
    FileForm.PNG: "image/png",
    FileForm.JPEG: "image/jpeg",
    FileForm.WEBP: "image/webp",
    FileForm.TEXT: "text/plain; charset=utf-8",
    FileForm.ODT: "application/vnd.oasis.opendocument.text",
    FileForm.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileForm.DOCX: f"{OFFICE}.wordprocessingml.document",
    FileForm.XLSX: f"{OFFICE}.spreadsheetml.sheet",
    FileForm.ZIP: "application/zip",
}
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_safe
@cacheable()
@takes_no_query
def file(request: HttpRequest, campaign: str, number: int, name: str) -> HttpResponse:
    """At its address for ever: under a name that it had before it leads to the one of today."""
    found = notices.material(campaign, number)
    if found is None or found.file is None:
        raise Http404
    return _answer(request, found) if name == found.file.name else redirect(found.url)


def _answer(request: HttpRequest, found: PublicMaterial) -> HttpResponse:
    """The bytes are read only for whom lacks this version: each has its own time."""
    tag, changed = f'"{found.id}-{found.at.timestamp():.6f}"', int(found.at.timestamp())
    answered = get_conditional_response(request, tag, changed) or _whole(found)
    answered.headers["ETag"] = tag
    answered.headers["Last-Modified"] = http_date(changed)
    answered.headers["Content-Security-Policy"] = POLICY
    return answered


def _whole(found: PublicMaterial) -> HttpResponse:
    content = notices.content(found)
    if content is None or found.file is None:
        raise Http404
    response = HttpResponse(content, content_type=MEDIA_TYPES[FileForm(found.file.form)])
    response.headers["Content-Disposition"] = content_disposition_header(True, found.file.name) or "attachment"
    if found.language:
        response.headers["Content-Language"] = found.language
    return response
