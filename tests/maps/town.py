"""A town that is nowhere, as a PMTiles file: streets, a park and a bay around a point, drawn by this file alone.

Layers, kinds and names are those of the Protomaps basemap, version 4 (https://docs.protomaps.com/basemaps/layers), the
container that of https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md, the tiles Mapbox Vector Tiles 2.1.
"""

import gzip
import json
import math
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

Ring = Sequence[tuple[float, float]]  # [lon, lat], in thousandths of a degree from the middle
ZOOMS = range(8, 15)
EXTENT = 4096
HALF = 40  # thousandths of a degree from the middle to the edge
POINT, LINE, POLYGON = 1, 2, 3


def box(west: float, south: float, east: float, north: float) -> Ring:
    return [(west, north), (east, north), (east, south), (west, south)]


def names(english: str, arabic: str, chinese: str) -> dict[str, str]:
    return {"name": english, "name:ar": arabic, "name:zh-Hant": chinese}


SQUARE, BAY = names("Placard Square", "ساحة اللافتة", "標語牌廣場"), names("Quiet Bay", "الخليج الهادئ", "靜灣")
TOWN = {
    "earth": [(POLYGON, box(-HALF, -HALF, HALF, HALF), {"kind": "earth"})],
    "landuse": [(POLYGON, box(-9, 2.5, -2.5, 7), {"kind": "park"})],
    "water": [
        (POLYGON, [(6, HALF), (HALF, HALF), (HALF, -HALF), (9, -HALF), (5, 0)], {"kind": "ocean"}),
        (POINT, [(12, 1)], {"kind": "bay", **BAY}),
    ],
    "buildings": [
        (POLYGON, box(x + 0.25, y + 0.25, x + 0.75, y + 0.75), {"kind": "building"})
        for x in range(-2, 4) for y in range(-2, 2)
    ],
    "roads": [
        *((LINE, [(x, -HALF), (x, HALF)], {"kind": "minor_road", "name": f"{abs(x)}. Street"}) for x in range(-8, 5)),
        *((LINE, [(-HALF, y), (4, y)], {"kind": "minor_road", "name": f"{abs(y)}. Row"}) for y in range(-8, 9) if y),
        (LINE, [(-HALF, 0), (5, 0)], {"kind": "major_road", "name": "March Road"}),
        (LINE, [(-HALF, -12), (4, -9), (2, HALF)], {"kind": "highway", "name": "Long Way"}),
    ],
    "places": [(POINT, [(-5, -3)], {"kind": "locality", **names("Nowhere", "لا مكان", "無處")})],
    "pois": [(POINT, [(0.3, 1.2)], {"kind": "station", **SQUARE})],
}  # fmt: skip


def write_town(path: Path, lon: float, lat: float) -> Path:
    """The town around a point in degrees, away from 180°."""
    west, south, east, north = (part / 1000 for part in (-HALF, -HALF, HALF, HALF))
    tiles = {}
    for z in ZOOMS:
        left, top = (math.floor(part * 2**z) for part in project(lon + west, lat + north))
        right, bottom = (math.floor(part * 2**z) for part in project(lon + east, lat + south))
        for x in range(left, right + 1):
            for y in range(top, bottom + 1):
                tiles[tile_id(z, x, y)] = zipped(tile(z, x, y, lon, lat))
    path.write_bytes(container(dict(sorted(tiles.items())), (lon + west, lat + south, lon + east, lat + north)))
    return path


def project(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator, 0 to 1 from the north-west."""
    return lon / 360 + 0.5, 0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / math.tau


def tile(z: int, x: int, y: int, lon: float, lat: float) -> bytes:
    def at(spot: tuple[float, float]) -> tuple[int, int]:
        across, down = project(lon + spot[0] / 1000, lat + spot[1] / 1000)
        return round((across * 2**z - x) * EXTENT), round((down * 2**z - y) * EXTENT)

    return b"".join(
        field(3, layer(name, [(kind, [at(spot) for spot in ring], words) for kind, ring, words in features]))
        for name, features in TOWN.items()
    )


def layer(name: str, features: Iterable[tuple[int, list[tuple[int, int]], dict[str, str]]]) -> bytes:
    keys: list[str] = []
    values: list[str] = []
    body = b""
    for kind, spots, words in features:
        tags = []
        for key, value in words.items():
            for known, word in ((keys, key), (values, value)):
                if word not in known:
                    known.append(word)
                tags.append(known.index(word))
        shape = b"".join(map(varint, geometry(kind, spots)))
        body += field(2, field(2, b"".join(map(varint, tags))) + b"\x18" + varint(kind) + field(4, shape))
    body += b"".join(field(3, key.encode()) for key in keys)
    body += b"".join(field(4, field(1, value.encode())) for value in values)
    return field(1, name.encode()) + body + b"\x28" + varint(EXTENT) + b"\x78\x02"


def geometry(kind: int, spots: list[tuple[int, int]]) -> Iterable[int]:
    """Move to the first, a line to the others, close a polygon; zigzag differences."""
    here = (0, 0)
    for number, spot in enumerate(spots):
        if number == 0:
            yield 1 | 1 << 3
        if number == 1:
            yield 2 | len(spots) - 1 << 3
        for now, before in zip(spot, here, strict=True):
            yield (now - before) << 1 if now >= before else ((before - now) << 1) - 1
        here = spot
    if kind == POLYGON:
        yield 7 | 1 << 3


def container(tiles: dict[int, bytes], bounds: tuple[float, ...]) -> bytes:
    directory = zipped(b"".join(map(varint, entries(tiles))))
    metadata = zipped(
        json.dumps({"name": "A town that is nowhere", "vector_layers": [{"id": name} for name in TOWN]}).encode()
    )
    data = b"".join(tiles.values())
    start = 127
    sections = []
    for size in (len(directory), len(metadata), 0, len(data)):
        sections += [start, size]
        start += size
    header = b"PMTiles\x03" + struct.pack("<8Q3Q", *sections, *[len(tiles)] * 3)
    corners = [round(part * 1e7) for part in bounds]
    middle = [(corners[0] + corners[2]) // 2, (corners[1] + corners[3]) // 2]
    header += struct.pack("<6B4iB2i", 1, 2, 2, 1, ZOOMS[0], ZOOMS[-1], *corners, ZOOMS[-1], *middle)
    return header + directory + metadata + data


def entries(tiles: dict[int, bytes]) -> list[int]:
    """Differences of ids, run lengths, lengths, and offsets: one after the other."""
    ids = list(tiles)
    steps = [now - before for now, before in zip(ids, [0, *ids], strict=False)]
    return [len(ids), *steps, *[1] * len(ids), *map(len, tiles.values()), 1, *[0] * (len(ids) - 1)]


def tile_id(z: int, x: int, y: int) -> int:
    """Place on the Hilbert curve, after all tiles of the zooms before."""
    found, side = (4**z - 1) // 3, 2**z // 2
    while side:
        right, below = int(bool(x & side)), int(bool(y & side))
        found += side * side * (3 * right ^ below)
        if not below:
            if right:
                x, y = side - 1 - x % side, side - 1 - y % side
            x, y = y, x
        x, y = x % side if side > 1 else 0, y % side if side > 1 else 0
        side //= 2
    return found


def field(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(number: int) -> bytes:
    small = b""
    while number > 127:
        small += bytes([number & 127 | 128])
        number >>= 7
    return small + bytes([number])


def zipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)
