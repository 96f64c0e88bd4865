"""The shortest way out (SPEED.md 7): what was answered a moment ago is answered again, whole or as 304, before Django
looks at the request at all.

Only what `bodies` keeps goes this way: it depends on the address, the query and what the client can unpack, and on
nothing else of a request. Who sends a cookie is signed in, works on what stands there, and sees the last change at
once: the long way.
"""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.db import Error, close_old_connections
from django.utils.http import parse_etags, parse_http_date, parse_http_date_safe

from protests.bodies import Standing, packing
from protests.public.versions import version_of

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

MOST = 32_000_000  # bytes that a process keeps of its last answers; each costs as much as AROUND more
LONGEST, AROUND = MOST // 4, 4_000
# Seconds for which a version that was asked for counts, so that each process asks four times a second at most. Nobody
# can change anything while the database is away: then it is asked again a little later, and what stood stands.
FRESH, AWAY = 0.25, 2.0
# What an answer depends on, beside its coding.
ASKED = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "PATH_INFO", "QUERY_STRING")
# What only the long way can weigh.
RARE = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
# Of a body, which a 304 has not.
OF_A_BODY = {"Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition"}
AGE = re.compile(r"max-age=(\d+)")


@dataclass(frozen=True)
class Answered:
    """An answer as it left, what it rests on, and until when (seconds of the epoch). `policy` is its Cache-Control,
    which the headers lack."""

    standing: Standing
    until: float
    content: bytes
    headers: list[tuple[str, str]]
    without_body: list[tuple[str, str]]
    policy: str
    tags: frozenset[str]
    modified: int


@dataclass(frozen=True)
class Versions:
    """In which version a campaign or a day is, and until when that counts."""

    known: dict[tuple[str, ...], tuple[int | None, float]] = field(default_factory=dict)

    def now(self, of: tuple[str, ...]) -> int | None:
        version, until = self.known.get(of, (None, 0.0))
        if time.monotonic() < until:
            return version
        # Meanwhile others take what was known.
        self.known[of] = version, time.monotonic() + FRESH
        try:
            version, counts = version_of(*of), FRESH
        except Error:
            counts = AWAY
        finally:
            close_old_connections()
        self.known[of] = version, time.monotonic() + counts
        return version


def shortcut(application: Application) -> Application:
    """Each process knows its own last answers."""
    known: LRUCache[tuple[str, ...], Answered] = LRUCache(MOST, getsizeof=lambda one: len(one.content) + AROUND)
    lock, versions = Lock(), Versions()

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or any(environ.get(name) for name in RARE):
            return application(environ, start_response)
        key = _key(environ)
        with lock:
            found = known.get(key)
        left = found.until - time.time() if found else 0
        if found and left > 0 and versions.now(found.standing.of) == found.standing.version:
            return _again(environ, found, int(left), start_response)
        response = application(environ, start_response)
        if kept := _answered(response):
            with lock:
                known[key] = kept
        return response

    return answer


def _key(environ: Environ) -> tuple[str, ...]:
    asked = (environ.get(name, "") for name in ASKED)
    return (*asked, packing.coding(environ.get("HTTP_ACCEPT_ENCODING", "")))


def _again(environ: Environ, found: Answered, left: int, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """No cache may keep for longer what ends in `left` seconds."""
    policy = AGE.sub(lambda age: f"max-age={min(int(age[1]), left)}", found.policy)
    if _is_known_to(environ, found):
        start_response("304 Not Modified", [*found.without_body, ("Cache-Control", policy)])
        return [b""]
    start_response("200 OK", [*found.headers, ("Cache-Control", policy)])
    return [found.content]


def _is_known_to(environ: Environ, found: Answered) -> bool:
    """RFC 9110, 13.2.2: the date counts only where there is no tag."""
    if tags := environ.get("HTTP_IF_NONE_MATCH"):
        return not found.tags.isdisjoint(parse_etags(tags))
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    held = parse_http_date_safe(since) if since else None
    return held is not None and found.modified <= held


def _answered(response: Any) -> Answered | None:
    """What may be answered again: Django's handler returns its response itself."""
    standing: Standing | None = getattr(response, "standing", None)
    if standing is None or response.status_code != 200 or len(response.content) > LONGEST:
        return None
    tag, headers = response.headers["ETag"], [item for item in response.items() if item[0] != "Cache-Control"]
    return Answered(
        standing=standing,
        until=standing.until.timestamp(),
        content=response.content,
        headers=headers,
        without_body=[(name, value) for name, value in headers if name not in OF_A_BODY],
        policy=response.headers["Cache-Control"],
        tags=frozenset((tag, f"W/{tag}", "*")),
        modified=parse_http_date(response.headers["Last-Modified"]),
    )
