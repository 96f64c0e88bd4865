"""GeoJSON (RFC 7946): each feature is a line, its properties are the columns, its point two more."""

import json
from collections.abc import Iterator
from typing import Any

from protests.imports.table import MOST_COLUMNS, Line, Unreadable, cut

OWN = ("key", "latitude", "longitude")
DEEPEST = 20


def read(text: str) -> tuple[tuple[str, ...], list[Line]]:
    """The names of the columns and the lines. Raises Unreadable."""
    features = _features(text)
    names = dict.fromkeys(name for one in features for name in _properties(one))
    head = tuple(list(names)[: MOST_COLUMNS - len(OWN)])
    return (*OWN, *head), [
        Line(number, tuple(_cells(one, head)), tuple(_marks(one))) for number, one in enumerate(features, 1)
    ]


def _features(text: str) -> list[Any]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("file.geojson") from None
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or not features:
        raise Unreadable("file.geojson")
    return features


def _properties(feature: Any) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def _cells(feature: Any, head: tuple[str, ...]) -> Iterator[str]:
    yield _text(feature.get("id") if isinstance(feature, dict) else None)
    longitude, latitude = _position(feature)
    yield from (_text(latitude), _text(longitude))
    properties = _properties(feature)
    yield from (_text(properties.get(name)) for name in head)


def _position(feature: Any) -> tuple[Any, Any]:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    place = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    return (place[0], place[1]) if isinstance(place, list) and len(place) >= 2 else (None, None)


def _marks(feature: Any) -> Iterator[tuple[int, str]]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        yield 0, "feature"
    elif (feature.get("geometry") or {}) and _position(feature) == (None, None):
        yield 1, "feature.point"


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value if isinstance(one, str | int | float))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return cut(str(value)) if isinstance(value, str | int | float) else ""
