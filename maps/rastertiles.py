"""Street maps as pictures from a tile server that the host may use, through our own origin (docs/basemaps.md).

The one module that fetches (ruff's TID251 holds it). The tile server learns that this site asks, never who looks:
nothing of the visitor's request goes along. It cannot bring the site down either: few threads ask at a time, none of
them for long, and a server that is silent or says stop is left alone for a while (F15).
"""

import logging
import threading
import time
from dataclasses import astuple, dataclass
from http.client import HTTPException, HTTPResponse, IncompleteRead
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.cache import caches

ZOOMS = range(9, 19)  # farther out is Natural Earth (static/maps/js/streets.js)
LARGEST = 512 * 1024  # bytes
PATIENCE = 3.0  # seconds without a byte
DEADLINE = 6.0  # seconds for one tile
# Of a process's four threads these may wait for the tile server, and others this many seconds for their turn.
SLOTS = threading.BoundedSemaphore(2)
TURN = 1.0
DAY = 86_400
# By status, in seconds: a week is the least that OpenStreetMap's servers ask for.
KEPT_FOR = {200: 7 * DAY, 404: DAY, 502: 60}
PAUSED, PAUSE = "paused", 30  # seconds
SAYS_STOP = (403, 429, 503)
STARTS_WITH = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/webp": b"RIFF"}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """200 with a picture; 404: the server has none; 502: no picture of a sensible size; 503: not now; 504: silence."""

    status: int
    media_type: str = "text/plain"
    body: bytes = b""


NOT_NOW, SILENCE = Answer(503), Answer(504)


class _NoRedirects(HTTPRedirectHandler):
    """The host names the server. Where it sends us on to, into the host's own network say, nobody has decided."""

    def redirect_request(self, *_args: object) -> None:
        return None


_opener = build_opener(_NoRedirects)


def exists(z: int, x: int, y: int) -> bool:
    """Whether the pyramid has this tile, and maps ask for its zoom."""
    return z in ZOOMS and x < 2**z and y < 2**z


def tile(z: int, x: int, y: int) -> Answer:
    """The picture of one tile of TILE_URL, kept in the cache `tiles`. Never raises for what the server does."""
    url, cache = settings.TILE_URL.format(z=z, x=x, y=y), caches["tiles"]
    if kept := cache.get(url):
        return Answer(*kept)
    if cache.get(PAUSED) or not SLOTS.acquire(timeout=TURN):
        return NOT_NOW
    try:
        answer = _ask(url)
    finally:
        SLOTS.release()
    if answer.status in KEPT_FOR:
        cache.set(url, astuple(answer), KEPT_FOR[answer.status])
    else:
        cache.set(PAUSED, True, PAUSE)
    return answer


def _ask(url: str) -> Answer:
    request = Request(url, headers={"User-Agent": settings.TILE_AGENT, "Accept": "image/*"})
    try:
        with _opener.open(request, timeout=PATIENCE) as response:
            return _picture(response)
    except HTTPError as error:
        error.close()
        return _refusal(error.code)
    except (OSError, HTTPException) as error:
        # Not the address: it may hold the host's key.
        logger.warning("The tile server does not answer: %s", type(error).__name__)
        return SILENCE


def _refusal(status: int) -> Answer:
    if status in (404, 410):
        return Answer(404)
    logger.warning("The tile server answers %d.", status)
    return NOT_NOW if status in SAYS_STOP else Answer(502)


def _picture(response: HTTPResponse) -> Answer:
    media_type, body = response.headers.get_content_type(), _body(response)
    start = STARTS_WITH.get(media_type)
    if response.status == 200 and start and len(body) <= LARGEST and body.startswith(start):
        return Answer(200, media_type, body)
    logger.warning("The tile server sends %s, %d bytes or more, where a tile should be.", media_type, len(body))
    return Answer(502)


def _body(response: HTTPResponse) -> bytes:
    """All of it, or a little more than is allowed. Raises TimeoutError and IncompleteRead."""
    body, until, announced = b"", time.monotonic() + DEADLINE, response.length
    while len(body) <= LARGEST and (announced is None or len(body) < announced):
        chunk = response.read1(LARGEST)
        if time.monotonic() > until:
            raise TimeoutError
        if not chunk:
            break
        body += chunk
    if announced is not None and len(body) < min(announced, LARGEST):
        raise IncompleteRead(body)
    return body
