"""Coordinates as people copy them: decimal, degrees and minutes, geo: addresses, full map links, WKT.

A link is read as text; nothing is ever fetched.
"""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _

from maps.points import InvalidPoint, point_from

LONGEST_TEXT = 2000
PAIR = r"(?P<lat>[+-]?\d{1,3}(?:\.\d{1,20})?)\s*[,/~ ]\s*(?P<lon>[+-]?\d{1,3}(?:\.\d{1,20})?)"
ANGLE = (
    r"(?P<before{n}>[NSEW])? ?(?P<sign{n}>[+-])?(?P<degrees{n}>\d{{1,3}}(?:\.\d{{1,20}})?) ?°? ?"
    r"(?:(?P<minutes{n}>\d{{1,2}}(?:\.\d{{1,20}})?) ?' ?)?"
    r"(?:(?P<seconds{n}>\d{{1,2}}(?:\.\d{{1,20}})?) ?\" ?)?(?(before{n})|(?P<after{n}>[NSEW])?)"
)
PARTED = r"(?:[,;/ ]|(?<=[NSEW'\" ]))[,;/ ]{0,2}"  # "52.52" alone is not 52.5 and 2
ANGLES = re.compile(ANGLE.format(n=1) + PARTED + ANGLE.format(n=2), re.ASCII)
DECIMAL_COMMAS = re.compile(r"([+-]?\d{1,3}),(\d{1,20}) ?[;, ] ?([+-]?\d{1,3}),(\d{1,20})", re.ASCII)
WKT = re.compile(
    r"(?:SRID=(\d+);)?\s*(POINT|LINESTRING|POLYGON|MULTI|GEOMETRYCOLLECTION|CURVE|SURFACE|TIN)",
    re.IGNORECASE,
)
WKT_POINT = re.compile(
    r"(?:SRID=4326;)?\s*POINT\s*\(\s*([+-]?[\d.]{1,24})\s+([+-]?[\d.]{1,24})\s*\)",
    re.IGNORECASE | re.ASCII,
)
SIGNS = str.maketrans("−–′’‘ʹ´″”“ʺº˚，；", "--'''''\"\"\"\"°°,;")

# Where map links keep a place: a marked one comes before the middle of the view.
MARKED_ON_GOOGLE = re.compile(r"!3d(?P<lat>-?\d{1,3}\.\d{1,20})!4d(?P<lon>-?\d{1,3}\.\d{1,20})", re.ASCII)
VIEW_ON_GOOGLE = re.compile("/@" + PAIR, re.ASCII)
VIEW_ON_OPENSTREETMAP = re.compile(r"map=[\d.]{1,6}/" + PAIR, re.ASCII)
QUERY_NAMES = ("coordinate", "ll", "query", "destination", "daddr", "q", "center")


def parse_pasted(text: str) -> Point:
    """The point that a pasted text means, as from `point_from`. Raises InvalidPoint (point.unreadable for none)."""
    text = text.strip()
    if WKT.match(text):
        return _from_wkt(text)
    if len(text) > LONGEST_TEXT:
        raise _unreadable()
    if text.lower().startswith("geo:"):
        return _from_geo(text)
    if text.lower().startswith(("http://", "https://")):
        return _from_link(text)
    return _from_angles(text)


def _from_wkt(text: str) -> Point:
    match = WKT_POINT.fullmatch(text)
    if not match:
        raise InvalidPoint(
            "point.geometry_type",
            _("Only a single point of longitude and latitude can be used."),
        )
    return point_from(match[2], match[1])


def _from_geo(text: str) -> Point:
    """RFC 5870, and what Android makes of it: geo:0,0?q=52.52,13.405(Label)."""
    place, _mark, query = text[4:].partition("?")
    marked = re.match("q=" + PAIR, unquote(query), re.ASCII)
    return _point(marked or re.match(PAIR + r"(?:,[+-]?[\d.]{1,12})?(?:;|$)", place, re.ASCII))


def _from_link(text: str) -> Point:
    try:
        link = urlsplit(text)
    except ValueError:
        raise _unreadable() from None
    query = parse_qs(link.query, max_num_fields=100) if link.query.count("&") < 100 else {}
    if "mlat" in query and "mlon" in query:
        return point_from(query["mlat"][0], query["mlon"][0])
    path = unquote(link.path)
    named = (re.match(PAIR + "$", value, re.ASCII) for name in QUERY_NAMES for value in query.get(name, ()))
    found = (
        MARKED_ON_GOOGLE.search(path),
        *named,
        VIEW_ON_GOOGLE.search(path),
        VIEW_ON_OPENSTREETMAP.search(link.fragment),
    )
    return _point(next(filter(None, found), None))


def _from_angles(text: str) -> Point:
    plain = " ".join(text.translate(SIGNS).replace("''", '"').upper().split())
    commas = DECIMAL_COMMAS.fullmatch(plain)
    match = ANGLES.fullmatch("{}.{} {}.{}".format(*commas.groups()) if commas else plain)
    if not match:
        raise _unreadable()
    (side1, degrees1), (side2, degrees2) = (_degrees(match, n) for n in (1, 2))
    if side1 + side2 in ("", "NE"):
        return point_from(degrees1, degrees2)
    if side1 + side2 == "EN":
        return point_from(degrees2, degrees1)
    raise _unreadable()


def _degrees(match: re.Match[str], n: int) -> tuple[str, float]:
    """The axis ("N" for north and south, "E" for east and west, "" if not said) and signed degrees of one angle."""
    before, sign, degrees, minutes, seconds, after = (
        match[f"{part}{n}"] or "" for part in ("before", "sign", "degrees", "minutes", "seconds", "after")
    )
    side = before + after
    if len(side) > 1 or (side and sign) or max(float(minutes or 0), float(seconds or 0)) >= 60:
        raise _unreadable()
    size = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return {"S": "N", "W": "E"}.get(side, side), -size if side in (
        "S",
        "W",
    ) or sign == "-" else size


def _point(match: re.Match[str] | None) -> Point:
    if not match:
        raise _unreadable()
    return point_from(match["lat"], match["lon"])


def _unreadable() -> InvalidPoint:
    return InvalidPoint(
        "point.unreadable",
        _(
            "No coordinates found in this. Paste them as 52.5200, 13.4050, or paste the full link from the address bar "
            "of a map: a short link doesn't hold them."
        ),
    )
