"""The OpenAPI 3.1 document of this API: kept by hand, from the constants of the rules, and tested against what the API
does (tests/api/test_schema.py). It is in English alone, like the names that it lists."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request

from protests import bodies, filters
from protests.api.reading import JSON, readable
from protests.api.shapes import SCHEMAS
from protests.api.shaping import CODE, Shape, of
from protests.bodies import Made, Subject
from protests.enums import Kind, Status
from protests.formats import geojson, problem
from protests.querysets import BEGINNING
from protests.rules import parameters

VERSION = "1.1.0"
ABOUT = (
    "Protests of a worldwide day of action, for programs. Reading needs no key, is open to every origin (CORS), and"
    " answers 304 to `If-None-Match` and `If-Modified-Since`. Version 1 only ever gains properties and parameters:"
    " ignore what you don't know. Errors are RFC 9457 problems whose codes are stable. A partner who keeps a copy asks"
    " `changes/` again and again."
)
# name: schema, what it asks for, an example.
QUERY: dict[str, tuple[Shape, str, Any]] = {
    "country": ({"type": "string"}, "ISO 3166 codes of two letters, with commas.", "DE,AT"),
    "near": ({"type": "string"}, "Latitude and longitude in degrees; see `within`.", "52.52,13.40"),
    "place": ({"type": "string"}, "A number of `places/`, or a name that only one town has.", "2950159"),
    "within": ({"type": "number", "minimum": 1, "maximum": 500}, "Kilometres from `near` or `place`; 50.", 50),
    "bbox": ({"type": "string"}, "West, south, east, north in degrees; west > east crosses 180°.", "170,-30,-170,10"),
    "on": ({"type": "string", "format": "date"}, "Starting on this local date.", "2026-05-31"),
    "from": ({"type": "string", "format": "date"}, "Starting on this local date or later.", "2026-05-01"),
    "to": ({"type": "string", "format": "date"}, "Starting on this local date or earlier.", "2026-06-30"),
    "kind": ({"type": "string"}, f"Of these, with commas: {', '.join(Kind.values)}.", "march,rally"),
    "status": ({"type": "string"}, f"Of these, with commas: {', '.join(Status.values)}.", "confirmed"),
    "cancelled": ({"type": "string", "enum": ["exclude"]}, "Leaves out the cancelled ones.", "exclude"),
    "accessible": ({"type": "string", "enum": ["1"]}, "Step-free ones only.", "1"),
    "language": ({"type": "string"}, "Spoken there; language codes, with commas.", "en,zh-hant"),
    "q": ({"type": "string", "minLength": 1, "maxLength": parameters.LONGEST_WORDS}, "Words to be found.", "harbour"),
    "updated_since": ({"type": "string", "format": "date-time"}, "Changed or revealed since.", "2026-05-31T16:00:00Z"),
}
SLUG: Shape = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
CACHED = {
    "ETag": "A strong tag of these bytes.",
    "Last-Modified": "When they last changed.",
    "Cache-Control": "How long a cache may keep them.",
}
COUNTED = {"RateLimit-Policy": "How many an hour from one place.", "RateLimit": "How many are left, and for how long."}
WAIT = {"Retry-After": "Seconds to wait."}


@readable
def schema(request: Request) -> HttpResponse:
    filters.only(request.GET)
    subject = Subject(f"schema {VERSION}", BEGINNING)
    return bodies.answer(request, JSON, subject, lambda _now: Made(geojson.encode(document())))


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.1.html"""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Standpoint",
            "version": VERSION,
            "description": ABOUT,
            "contact": {"name": "The host of this site", "url": f"{settings.SITE_URL}/about/"},
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": f"{settings.SITE_URL}/api/v1"}],
        "security": [],
        "tags": [
            {"name": "read", "description": "Everything that is public."},
            {"name": "write", "description": "Sending a protest in."},
        ],
        "paths": _paths(),
        "components": {"schemas": SCHEMAS, "responses": {"Problem": _problem("A problem, with what to do.")}},
    }


def _paths() -> dict[str, Any]:
    slug, campaign, day = (_in_path(name, SLUG) for name in ("slug", "campaign", "day"))
    code = _in_path("code", {"type": "string", "pattern": CODE})
    return {
        "/campaigns/": {"get": _read("campaigns", "All campaigns", "Campaigns")},
        "/campaigns/{slug}/": {"get": _read("campaign", "One campaign", "Campaign", [slug], found_or_not=True)},
        "/days/": {"get": _read("days", "All protest days, the next first", "Days")},
        "/days/{campaign}/{day}/": {
            "get": _read("day", "One protest day", "DayInFull", [campaign, day], found_or_not=True)
        },
        "/protests/": {"get": _protests()},
        "/protests/{code}/": {"get": _protest(code)},
        "/changes/": {"get": _read("changes", "What changed since, with tombstones", "Changes", [_since()])},
        "/places/": {"get": _places()},
        "/schema/": {"get": _read("schema", "This document", None)},
        "/submissions/": {"post": _submit()},
    }


def _read(
    name: str, summary: str, shape: str | None, takes: list[Shape] | None = None, *, found_or_not: bool = False
) -> dict[str, Any]:
    """A GET that answers 200 with a shape, 400 to a parameter it does not know, 404 where there may be nothing."""
    refusals = ["400", *(["404"] if found_or_not else [])]
    good = _answer(summary, {"application/json": of(shape) if shape else {"type": "object"}}, CACHED)
    return _operation(name, "read", summary, takes or [], {"200": good} | _refused(*refusals))


def _protests() -> dict[str, Any]:
    takes = [_in_query(name, *of_it) for name, of_it in QUERY.items()]
    takes += [
        _in_query("campaign", SLUG, "Those of a campaign, by its slug.", "sarchk"),
        _in_query("day", {"type": "string"}, "Those of a day, by its key.", "sarchk/may-31"),
        _in_query("format", {"type": "string", "enum": ["geojson"]}, "GeoJSON instead of JSON.", "geojson"),
        _in_query("cursor", {"type": "string"}, "From `next` and `previous`, as it is.", "after-ABCD2345"),
    ]
    found = _read("protests", "Protests by query, in the order of their codes", "Protests", takes)
    found["responses"]["200"]["content"][geojson.MEDIA_TYPE] = {"schema": of("FeatureCollection")}
    return found


def _protest(code: Shape) -> dict[str, Any]:
    moved = _answer("It was merged into another one.", {}, {"Location": "Where that one is."})
    found = _read("protest", "One protest", "Protest", [code], found_or_not=True)
    found["responses"]["301"] = moved
    return found


def _places() -> dict[str, Any]:
    words = _in_query("q", {"type": "string", "minLength": 1, "maxLength": 100}, "A name in any script.", "Suva")
    return _read("places", "Towns by name, the best first", "Places", [words | {"required": True}])


def _since() -> Shape:
    return _in_query("since", {"type": "string"}, "The `since` of the last answer, as it is.", "0..1780000000000000.")


def _submit() -> dict[str, Any]:
    about = (
        "Nothing of it is public before its e-mail address is confirmed and a moderator approved it. A retry with the"
        " same `Idempotency-Key` and body within 24 hours is the same submission."
    )
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "A random word of your own, to send again without sending twice.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,64}$"},
    }
    made = _answer("Taken in.", {"application/json": of("Receipt")}, COUNTED)
    answers = {"201": made} | _refused("400", "409", "413", "415", "422", "429", "503")
    taken = _operation("submit", "write", "Send a protest in", [key], answers)
    body = {"required": True, "content": {"application/json": {"schema": of("Submission")}}}
    return taken | {"description": about, "requestBody": body}


def _operation(name: str, tag: str, summary: str, takes: list[Shape], answers: dict[str, Shape]) -> dict[str, Any]:
    told = {"operationId": name, "tags": [tag], "summary": summary, "description": f"{summary}."}
    return told | ({"parameters": takes} if takes else {}) | {"responses": answers}


def _refused(*statuses: str) -> dict[str, Shape]:
    answers = {status: {"$ref": "#/components/responses/Problem"} for status in statuses}
    waits = {
        status: _problem("Ask again later.", WAIT | (COUNTED if status == "429" else {}))
        for status in ("409", "429", "503")
        if status in answers
    }
    return answers | waits


def _problem(about: str, headers: dict[str, str] | None = None) -> Shape:
    return _answer(about, {problem.MEDIA_TYPE: of("Problem")}, headers or {})


def _answer(about: str, content: dict[str, Shape], headers: dict[str, str]) -> Shape:
    told = {name: {"description": word, "schema": {"type": "string"}} for name, word in headers.items()}
    shapes = {media_type: {"schema": shape} for media_type, shape in content.items()}
    return {
        "description": about,
        **({"headers": told} if told else {}),
        **({"content": shapes} if shapes else {}),
    }


def _in_path(name: str, shape: Shape) -> Shape:
    return {"name": name, "in": "path", "required": True, "description": f"The {name}.", "schema": shape}


def _in_query(name: str, shape: Shape, about: str, example: Any) -> Shape:
    return {"name": name, "in": "query", "description": about, "schema": shape, "example": example}
