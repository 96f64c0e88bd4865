"""The words in which shapes.py speaks JSON Schema 2020-12. Each takes what the thing is about first."""

from collections.abc import Mapping
from typing import Any

Shape = dict[str, Any]
CODE = "^[2-9A-HJKMNP-TV-Z]{8}$"
HEX_COLOUR = "^#[0-9A-F]{6}$"
CLOCK = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
WALL_TIME = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:00)?$"


def text(about: str, **more: object) -> Shape:
    return {"type": "string", "description": about, **more}


def number(about: str, least: float, most: float, **more: object) -> Shape:
    return {"type": "number", "description": about, "minimum": least, "maximum": most, **more}


def flag(about: str) -> Shape:
    return {"type": "boolean", "description": about}


def moment(about: str) -> Shape:
    return text(f"{about} UTC, to the second.", format="date-time", examples=["2026-05-31T16:00:00Z"])


def day(about: str) -> Shape:
    return text(about, format="date", examples=["2026-05-31"])


def clock(about: str) -> Shape:
    return text(about, pattern=CLOCK, examples=["18:00"])


def one_of(about: str, choices: Any) -> Shape:
    return text(about, enum=list(choices.values))


def listed(about: str, items: Shape, **more: object) -> Shape:
    return {"type": "array", "description": about, "items": items, **more}


def or_null(shape: Shape) -> Shape:
    """What may be unannounced, not public or not there."""
    choices = {"enum": [*shape["enum"], None]} if "enum" in shape else {}
    return shape | {"type": [shape["type"], "null"]} | choices


def record(about: str, properties: Mapping[str, Shape], required: list[str] | None = None) -> Shape:
    """An object that has no other properties; all are always there unless `required` says which."""
    needed = list(properties) if required is None else required
    return {
        "type": "object",
        "description": about,
        "properties": dict(properties),
        "required": needed,
        "additionalProperties": False,
    }


def of(name: str) -> Shape:
    return {"$ref": f"#/components/schemas/{name}"}


def pages_of(name: str) -> Shape:
    """The shape of every list."""
    return record(
        f"A page of a list ({name}).",
        {"next": NEXT, "previous": PREVIOUS, "results": listed("What was found.", of(name))},
    )


NEXT = or_null(text("The address of the next page.", format="uri"))
PREVIOUS = or_null(text("The address of the page before.", format="uri"))
