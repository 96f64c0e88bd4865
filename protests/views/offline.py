"""Without a connection: the manifest that makes the site installable, the worker, and the page it falls back on.

The worker itself is protests/static/protests/worker.js; without scripts nothing of this is needed.
"""

import hashlib
import json
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_safe

from protests.middleware import cacheable

# What public pages are made of. The fine outlines of the world (236 kB) and rarer scripts' letters come when needed.
FOLDERS = ("protests/css", "protests/js", "maps/css", "maps/js")
FILES = (
    "leaflet/leaflet.css",
    "leaflet/leaflet.js",
    "maps/world/world-110m.topojson",
    "maps/world/world.svg",
    "protests/fonts/sofia-sans-condensed-latin.woff2",
    "protests/fonts/sofia-sans-condensed-latin-ext.woff2",
    "protests/icon.svg",
)
# Of no use without a connection: moderating, sending and what other sites show.
LEFT_OUT = {"embed", "forms", "make", "moderate", "pasted", "picker", "preview", "submit", "towns"}
# --paper and --page of tokens.css; a manifest can't read a custom property.
PAPER, PAGE = "#FFFFFF", "#F2F4F3"


@require_safe
@cacheable()
def manifest(request: HttpRequest) -> HttpResponse:
    """W3C Web Application Manifest, in the language of the path. One `id`: in every language it is the same app."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    content = {
        "id": "/",
        "name": "Standpoint",
        "description": _("Find the protest nearest to you."),
        "lang": language,
        "dir": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAGE,
        "theme_color": PAPER,
        "icons": [_icon(192), _icon(512), _icon(512, "maskable")],
    }
    body = json.dumps(content, ensure_ascii=False)
    return HttpResponse(body, content_type="application/manifest+json")


@require_safe
@cacheable(max_age=0)
@etag(lambda request: f'"{release()["version"]}"')
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: what this release consists of, and the script that knows what to do with it."""
    script = static("protests/worker.js")
    body = f"const RELEASE = {json.dumps(release())};\nimportScripts({json.dumps(script)});\n"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


@require_safe
@cacheable()
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown in place of a page that is not kept; lists what is."""
    return render(request, "offline/offline.html")


@cache
def release() -> dict[str, Any]:
    """Where the shell's files are, and a version that changes with what is in any of them."""
    files, pages = shell(), {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            pages[reverse("offline")] = render_to_string("offline/offline.html").encode()
    return {
        "version": hashlib.sha256(b"".join([*files.values(), *pages.values()])).hexdigest()[:12],
        "statics": settings.STATIC_URL,
        "shell": [static(name) for name in files],
        "offline": list(pages),
    }


def shell() -> dict[str, bytes]:
    """The static files that public pages consist of, by name."""
    listed = (found for finder in finders.get_finders() for found in finder.list([]))
    paths = {name: storage.path(name) for name, storage in listed if name in FILES or _is_in_shell(PurePosixPath(name))}
    return {name: Path(paths[name]).read_bytes() for name in sorted(paths)}


def _is_in_shell(name: PurePosixPath) -> bool:
    return str(name.parent) in FOLDERS and name.stem not in LEFT_OUT


def _icon(size: int, purpose: str = "any") -> dict[str, str]:
    name = f"placard-{size}.png" if purpose == "any" else f"{purpose}-{size}.png"
    return {"src": static(f"protests/icons/{name}"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
