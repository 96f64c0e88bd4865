"""What the map's own scripts ask for. Nothing here is about a visitor, so all of it may be cached."""

from dataclasses import asdict

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from maps import gazetteer, rastertiles

A_DAY = 86_400  # seconds; towns change with a new file only


@require_safe
def places(request: HttpRequest) -> JsonResponse:
    """`?q=`: {"results": [Town, with label and country name]}. A missing or too long name is a 400 problem."""
    name = request.GET.get("q", "")
    if not 0 < len(name) <= gazetteer.LONGEST_QUERY:
        return _problem(_("Ask as q=name, with at most %d characters.") % gazetteer.LONGEST_QUERY)
    results = [
        asdict(town) | {"label": town.label, "country_name": gazetteer.country_name(town.country)}
        for town in gazetteer.find(name)
    ]
    response = JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})
    # The site's middleware lets nothing be cached without this mark.
    response.public_for = A_DAY  # type: ignore[attr-defined]
    return response


@require_safe
def street_tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """One picture of the host's tile server. Without one the map keeps its plain ground."""
    if not settings.TILE_URL or not rastertiles.exists(z, x, y):
        raise Http404
    answer = rastertiles.tile(z, x, y)
    response = HttpResponse(answer.body, status=answer.status, content_type=answer.media_type)
    if answer.status == 200:
        response.public_for = A_DAY  # type: ignore[attr-defined]
    return response


@require_safe
def streets(request: HttpRequest) -> HttpResponse:
    """The host's PMTiles file; scripts ask for ranges of it (RFC 9110 section 14)."""
    if not settings.PMTILES:
        raise Http404
    headers = [("Content-Type", "application/vnd.pmtiles"), ("Accept-Ranges", "bytes")]
    response = WhiteNoiseMiddleware.serve(StaticFile(settings.PMTILES, headers), request)
    response.public_for = A_DAY
    return response


def _problem(message: str) -> JsonResponse:
    body = {
        "type": "about:blank",
        "title": _("Bad request"),
        "status": 400,
        "code": "invalid",
        "errors": [{"field": "q", "code": "q.invalid", "message": message}],
    }
    return JsonResponse(body, status=400, content_type="application/problem+json")
