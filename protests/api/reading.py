"""What the readable addresses have in common."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from rest_framework.decorators import api_view

from protests import bodies, middleware
from protests.bodies import Form, Made, Subject
from protests.formats import geojson
from protests.public import PublicDay
from protests.rules import window

Build = Callable[[], dict[str, object]]
Find = Callable[[], Sequence[PublicDay]]
Write = Callable[[Sequence[PublicDay]], dict[str, object]]
JSON = Form("application/json")
GEOJSON = Form(geojson.MEDIA_TYPE)


def readable(view):
    """GET and HEAD for programs on every origin."""
    return middleware.open_to_programs(middleware.cacheable()(api_view(["GET", "HEAD"])(view)))


def listed(results: Iterable[dict], following: str | None = None, previous: str | None = None) -> dict[str, object]:
    """The shape of every list."""
    return {"next": following, "previous": previous, "results": list(results)}


def answer_days(request: HttpRequest, subject: Subject, find: Find, write: Write) -> HttpResponse:
    """A body that also says which days are open: each opens and closes by the clock."""

    def made(now: datetime) -> Made:
        days = find()
        since, until = window.edges(days, now)
        return Made(geojson.encode(write(days)), since, until)

    return bodies.answer(request, JSON, subject, made)


def answer(request: HttpRequest, subject: Subject, build: Build) -> HttpResponse:
    """A body that only an action changes."""
    return bodies.answer(request, JSON, subject, lambda _now: Made(geojson.encode(build())))
