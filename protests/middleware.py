"""What may be cached, in which language a path speaks, and what headers every answer carries: closed by default."""

from collections.abc import Callable
from functools import partial, wraps
from urllib.parse import urlsplit

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.views.decorators.csrf import csrf_exempt
from django_http_compression.middleware import HttpCompressionMiddleware

from protests.rules import limits

Handler = Callable[[HttpRequest], HttpResponse]

# nginx adds no Age, so two layers of 30 s make the 60 s within which a cancelled protest is cancelled everywhere.
MAX_AGE = 30
PERMISSIONS = "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()"
HEADERS = {
    "Permissions-Policy": PERMISSIONS,
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Feeds, files and the API: programs on every origin may read them, nothing in them runs, and no cookie goes along.
OPEN_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, RateLimit, RateLimit-Policy, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


def cacheable(max_age: int = MAX_AGE):
    """Mark a view's good answers as public for `max_age` seconds, 0 meaning that each use asks whether they still hold;
    without this mark nothing is ever cached."""

    def mark(view):
        @wraps(view)
        def marked(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            if response.status_code < 400:
                response.public_for = min(max_age, getattr(response, "public_for", max_age))
            return response

        marked.is_public = True
        return marked

    return mark


def open_to_programs(view):
    """Let programs on every origin read what this view answers, its errors too."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        for name, value in OPEN_HEADERS.items():
            response.headers[name] = value
        return response

    return opened


def frameable(view):
    """Let pages of every origin frame what this view answers; nothing else of the site may be. No form in it sends."""

    @csp_replace({"frame-ancestors": ["*"], "form-action": [NONE]})
    @wraps(view)
    def framed(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.is_frameable = True
        return response

    return framed


def closed_by_default(get_response: Handler) -> Handler:
    """`no-store` unless the view said public; an answer that is public and sets a cookie is a fault of ours."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if hasattr(response, "is_frameable"):
            del response.headers["X-Frame-Options"]  # knows no "everybody"; frame-ancestors says it
        response.headers["Cache-Control"] = _cache_control(request, response)
        if "public" not in response.headers["Cache-Control"]:
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return middleware


def _cache_control(request: HttpRequest, response: HttpResponse) -> str:
    public_for = getattr(response, "public_for", None)
    is_missing = response.status_code == 404 and _is_public(request)
    if request.method not in ("GET", "HEAD") or (public_for is None and not is_missing):
        return "no-store, private"
    _forget_deletions(response)
    if response.cookies:
        raise ImproperlyConfigured(f"{request.resolver_match.view_name} is public and sets a cookie.")
    if is_missing:
        return "public, max-age=10"
    if public_for == 0:
        return "public, no-cache"
    return f"public, max-age={public_for}, stale-if-error=3600"


def _forget_deletions(response: HttpResponse) -> None:
    """Django takes back the cookie of an ended session wherever it meets one. Not here: a private page will."""
    for name in [name for name, cookie in response.cookies.items() if cookie["max-age"] == 0]:
        del response.cookies[name]


def _is_public(request: HttpRequest) -> bool:
    """Whether the view said so of itself, which holds too when it answered with an exception."""
    return bool(request.resolver_match and getattr(request.resolver_match.func, "is_public", False))


class CompressedWhenPublic(HttpCompressionMiddleware):
    """Compresses what is public and nothing else: a private page may hold a secret beside what somebody typed."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(response, "public_for") or hasattr(response, "holds_no_secret"):
            self.maybe_compress(request, response)
        return response


def language_of_path(get_response: Handler) -> Handler:
    """The language is in the path and nowhere else, so that one address is one body for everybody."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def visitor_post(view=None, *, refused=None):
    """A visitor's form: no cookie, so no CSRF token; instead the browser says that our own page sent it.

    Sec-Fetch-Site cannot be set by a page; browsers without it send Origin with a POST. Neither means no browser,
    and so nobody whose rights could be borrowed. `refused` is a view that answers 403 and keeps what was typed (B70).
    """
    if view is None:
        return partial(visitor_post, refused=refused)

    @csrf_exempt
    @wraps(view)
    def checked(request, *args, **kwargs):
        if request.method != "POST" or _is_from_here(request):
            return view(request, *args, **kwargs)
        if refused is None:
            raise PermissionDenied
        return refused(request, *args, **kwargs)

    return checked


def client_of(request: HttpRequest) -> limits.Client:
    """Where a request comes from, for the limits alone: it is hashed there, never stored and never logged.

    Behind a proxy its last word counts, which the proxy itself wrote; what a visitor claims before that does not (B67).
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    return limits.client(address, request.get_host())


def _is_from_here(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
