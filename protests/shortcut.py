"""The shortest way out (SPEED.md 7): what was answered a moment ago is answered again, whole or as 304, before address,
session and view are looked at, once one small query has said that nothing changed since.

Only what `bodies` keeps goes this way: it depends on the path, the query and what the client can unpack, and on nothing
else of a request.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone as clock
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import parse_http_date

from protests import bodies
from protests.bodies import Standing
from protests.public.versions import version_of

# Bytes. What is longer costs more to send than to find: of that only the 304 is short.
LONGEST = 200_000
# Of a body, which a 304 has not.
OF_A_BODY = ("Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition")


@dataclass(frozen=True)
class Answered:
    """An answer as it left, and what it rests on; without content where that is long."""

    standing: Standing
    content: bytes | None
    headers: dict[str, str]


def shortcut(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Each process knows its own last answers."""
    known = caches["answers"]

    def middleware(request: HttpRequest) -> HttpResponse:
        key = _key(request)
        found = known.get(key) if request.method == "GET" else None
        if found and _stands(found.standing) and (answered := _again(request, found)):
            return answered
        response = get_response(request)
        if request.method == "GET" and (kept := _answered(response)):
            known.set(key, kept)
        return response

    return middleware


def _key(request: HttpRequest) -> str:
    asked = (request.META.get(name, "") for name in ("HTTP_HOST", "HTTP_ACCEPT_ENCODING", "QUERY_STRING"))
    return bodies.key_of(request.path_info, *asked)


def _stands(standing: Standing) -> bool:
    return standing.until > clock.now() and version_of(*standing.of) == standing.version


def _answered(response: HttpResponse) -> Answered | None:
    standing = getattr(response, "standing", None)
    if standing is None or response.status_code != 200:
        return None
    return Answered(standing, response.content if len(response.content) <= LONGEST else None, dict(response.items()))


def _again(request: HttpRequest, found: Answered) -> HttpResponse | None:
    """None where the whole is wanted and not here."""
    whole = HttpResponse(found.content or b"", headers=found.headers)
    modified = parse_http_date(found.headers["Last-Modified"])
    answered: Any = get_conditional_response(request, found.headers["ETag"], modified, whole)
    if found.content is None and answered is whole:
        return None
    for name in found.headers.keys() - OF_A_BODY:
        answered.headers.setdefault(name, found.headers[name])
    left = found.standing.until - clock.now()
    patch_cache_control(answered, max_age=int(left.total_seconds()))
    return answered
