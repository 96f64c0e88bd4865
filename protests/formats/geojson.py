"""GeoJSON (RFC 7946): coordinates are [lon, lat] in WGS 84 degrees, bbox is [west, south, east, north]."""

import json
from collections.abc import Iterable, Mapping, Sequence

from maps.bbox import bbox_of
from protests.formats import properties
from protests.formats.pieces import Piece, Writer
from protests.public import PublicProtest

MEDIA_TYPE = "application/geo+json"


def feature(protest: PublicProtest) -> dict[str, object]:
    """One protest; the geometry is null where there is no point to show (RFC 7946, 3.2)."""
    geometry = {"type": "Point", "coordinates": list(protest.point)} if protest.point else None
    return {
        "type": "Feature",
        "id": protest.code,
        "geometry": geometry,
        "properties": properties.of_protest(protest),
    }


def collection(features: Sequence[Piece], **foreign: object) -> bytes:
    """All of them, with their box if any has a point; across 180° its west is greater than its east (5.2). `foreign`
    are further members (6.1)."""
    box = bbox_of(one.point for one in features if one.point)
    frame = {"type": "FeatureCollection", **({"bbox": box.as_list()} if box else {}), **foreign}
    return framed(frame, "features", features)


def framed(frame: Mapping[str, object], name: str, pieces: Iterable[Piece]) -> bytes:
    """The object `frame` with one more member: the list of what the pieces say."""
    head = encode(frame)[:-1] + (b"," if frame else b"")
    return b"".join([head, f'"{name}":['.encode(), b",".join(piece.content for piece in pieces), b"]}"])


def encode(thing: Mapping[str, object]) -> bytes:
    """UTF-8 without spaces, the same bytes for the same things."""
    return json.dumps(thing, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


FEATURE = Writer("GeoJSON", lambda protest, _changes: encode(feature(protest)))
IN_FULL = Writer("JSON", lambda protest, _changes: encode(properties.in_full(protest)))
