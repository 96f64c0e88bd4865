"""The pages for developers: the API as its OpenAPI document has it, and everything else that programs may fetch.

In English alone, like the names that they list. No script and no third party.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone as clock
from django.views.decorators.http import require_safe

from protests import public
from protests.api import contract, schema
from protests.formats import embed
from protests.middleware import MAX_AGE, cacheable
from protests.public import PublicDay
from protests.rules import framing

# What a day has, and a campaign too unless it says so: name, media type, what it is.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = (
    ("calendar.ics", "text/calendar", "iCalendar (RFC 5545, 7986): all times in UTC, cancelled ones stay and say so."),
    ("protests.geojson", "application/geo+json", "GeoJSON (RFC 7946), coordinates [longitude, latitude]."),
    ("protests.csv", "text/csv", "A table for spreadsheets, in UTF-8; no cell is a formula."),
    ("protests.xlsx", XLSX, "The same table as a workbook."),
    ("changes.atom", "application/atom+xml", "What is new, changed and cancelled, and how; the banner of a day."),
    ("press.csv", "text/csv", "The table of the press page, with how many came."),
    ("map.png", "image/png", "The map to print, 2400 x 1350; with look=print in ink on white."),
    ("map.svg", "image/svg+xml", "The same as a drawing."),
    ("card.png", "image/png", "A picture for messengers, 1200 x 630, with the numbers of now."),
)
OF_ONE = (
    (".ics", "text/calendar", "Its calendar entry."),
    (".geojson", "application/geo+json", "A GeoJSON feature."),
    (".json", "application/json", "Everything that is public of it, as the API has it."),
    ("/poster.pdf", "application/pdf", "A poster to print, in the language of the path."),
    ("/card.png", "image/png", "A picture for messengers, 1200 x 630."),
    ("/qr.svg", "image/svg+xml", "A QR code of its page."),
)
# What only an embed knows: the values, what they do, an example.
LOOKS = {
    "view": (", ".join(framing.VIEWS), "What is shown.", "map"),
    "height": (", ".join(framing.HEIGHTS), "As high as the frame, or as what is in it.", "fit"),
    "accent": ("RRGGBB", "A colour instead of the campaign's. What is written on it is made readable.", "1B2A6B"),
    "scheme": (", ".join(framing.SCHEMES), "Instead of the reader's own.", "dark"),
}
# What only a page of a day knows.
OF_PAGES = {
    "order": "soonest or nearest; nearest needs near or place.",
    "tz": "An IANA zone or a city: “your time” without script.",
    "view": "What the map shows, for scripts: zoom/latitude/longitude.",
    "cursor": "Where a long list goes on.",
}
OF_OEMBED = {
    "url": "The page of a day, with its filters, or of a protest.",
    "format": "json, which is what there is; others are answered 501.",
    "maxwidth": "Pixels.",
    "maxheight": "Pixels.",
}


@dataclass(frozen=True)
class Field:
    """A parameter, a property: `kind` in words, `refers` to a shape of the document, `example` "" without one."""

    name: str
    kind: str
    refers: str
    about: str
    is_required: bool
    example: str


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    summary: str
    about: str
    takes: list[Field]
    body: str
    answers: list[tuple[str, str, str]]


@require_safe
@cacheable()
def api(request: HttpRequest) -> HttpResponse:
    """What schema/ says, for people."""
    document = schema.document()
    shapes = document["components"]["schemas"]
    context = {
        "info": document["info"],
        "server": document["servers"][0]["url"],
        "operations": list(_operations(document)),
        "shapes": [(name, shape["description"], list(_properties(shape))) for name, shape in shapes.items()],
    }
    return render(request, "developers/api.html", context)


@require_safe
@cacheable()
def developers(request: HttpRequest) -> HttpResponse:
    """Feeds, files, embeds, with every parameter and live examples of a day that is there."""
    day = _example()
    protest = next(iter(public.protests_of(day, now=clock.now())), None) if day else None
    context = {
        "example": day,
        "protest": protest,
        "files": FILES,
        "of_one": OF_ONE,
        "query": [(name, about, example) for name, (_shape, about, example) in schema.QUERY.items()],
        "looks": [(name, *told) for name, told in LOOKS.items()],
        "of_pages": OF_PAGES.items(),
        "of_oembed": OF_OEMBED.items(),
        "site": settings.SITE_URL,
        "max_age": MAX_AGE,
        "frame": embed.frame(f"{day.url}embed/?country=DE", day.title) if day else "",
        "element": embed.element([("day", day.key), ("country", "DE")], day.url, day.title) if day else "",
        "promises": contract.PROMISES,
        "changes": contract.CHANGES,
    }
    return render(request, "developers/developers.html", context)


def _example() -> PublicDay | None:
    """The next day, else the last."""
    days, today = public.days(), clock.localdate()
    return next((day for day in days if day.ends_on >= today), days[-1] if days else None)


def _operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            yield Operation(
                method=method.upper(),
                path=path,
                summary=told["summary"],
                about="" if told["description"] == f"{told['summary']}." else told["description"],
                takes=[_parameter(one) for one in told.get("parameters", [])],
                body=_of_content(told.get("requestBody", {})),
                answers=[(status, *_answer(document, one)) for status, one in told["responses"].items()],
            )


def _parameter(one: dict[str, Any]) -> Field:
    shape, where = one["schema"], {"path": "in the path", "header": "a header"}.get(one["in"], "")
    kind = ", ".join(filter(None, [_kind(shape), where]))
    return Field(one["name"], kind, "", one["description"], one.get("required", False), str(one.get("example", "")))


def _answer(document: dict[str, Any], answer: dict[str, Any]) -> tuple[str, str]:
    """What it is, and the shape of its body."""
    if "$ref" in answer:
        answer = document["components"]["responses"][_name(answer)]
    return answer["description"], _of_content(answer)


def _of_content(thing: dict[str, Any]) -> str:
    """The shape of what comes first."""
    shapes = [content["schema"] for content in thing.get("content", {}).values()]
    return _name(shapes[0]) if shapes and "$ref" in shapes[0] else ""


def _properties(shape: dict[str, Any]) -> Iterator[Field]:
    needed = shape.get("required", [])
    for name, one in shape["properties"].items():
        example = str(one["examples"][0]) if "examples" in one else ""
        yield Field(name, _kind(one), _refers(one), one.get("description", ""), name in needed, example)


def _refers(shape: dict[str, Any]) -> str:
    """The shape that a property has, or whose list it is."""
    inner = [shape, shape.get("items", {}), *shape.get("anyOf", [])]
    return next((_name(one) for one in inner if "$ref" in one), "")


def _kind(shape: dict[str, Any]) -> str:
    """ "string (date-time) or null"."""
    if "const" in shape:
        return f"“{shape['const']}”"
    if "enum" in shape:
        return "one of " + ", ".join("null" if value is None else str(value) for value in shape["enum"])
    if "anyOf" in shape:
        return " or ".join(_kind(one) for one in shape["anyOf"])
    types = shape.get("type", "object")
    words = " or ".join([types] if isinstance(types, str) else types)
    return f"{words} ({shape['format']})" if "format" in shape else words


def _name(reference: dict[str, Any]) -> str:
    return str(reference["$ref"].rpartition("/")[2])
