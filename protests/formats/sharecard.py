"""The picture that messengers show of a shared protest: 1200 x 630, readable when it is 300 wide. Pure."""

import io
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language_bidi, override
from PIL import Image

from maps.mercator import SIZE, View, project, world
from maps.outlines import land_in
from protests.formats import lettering, placard, typeset, words
from protests.formats.lettering import lettered
from protests.public import Counts, PublicDay, PublicProtest

MEDIA_TYPE = "image/png"
WIDTH, HEIGHT = 1200, 630
COLOURS = 128  # ink, paper, one colour, and the edges of letters between them
# As typst/sharecard.typ has it: the strip leaves so much for the map, the placard so much of that to be seen.
MAP_HEIGHT, SEEN = 518, 644
DEGREES = 34  # of longitude that are seen around the place: its coasts and neighbours can be told
FOOT = 0.42  # how far down the place stands, so that its name has room below


def png(protest: PublicProtest, day: PublicDay, counts: Counts, language: str) -> bytes:
    """`counts` are the whole day's (public.counts)."""
    with override(language):
        return slim(typeset.png("sharecard.typ", content(protest, day, counts)))


def content(protest: PublicProtest, day: PublicDay, counts: Counts) -> dict[str, Any]:
    """Everything that typst/sharecard.typ says, in the language that is active."""
    return {
        **lettering.setting(protest, [protest.title, day.title, day.tagline, protest.locality]),
        **placard.placard(protest, day),
        "land": _land(protest),
        "drawn": protest.drawn,
        "place": lettered(placard.place(protest)),
        "time": lettered(" ".join(filter(None, (placard.time(protest), placard.zone(protest))))),
        "counts": [lettered(phrase) for phrase in counted(counts)],
        "date": lettered(words.long_day(protest.local_date)),
    }


def counted(counts: Counts) -> list[str]:
    """ "38 cities", "22 countries"; nothing as long as it is one city alone."""
    return words.counted(counts.cities, counts.countries) if counts.cities > 1 else []


def _land(protest: PublicProtest) -> str:
    """The land around its pin, or all land."""
    return land_beside(_around(*protest.point) if protest.point else world(SEEN / MAP_HEIGHT))


def land_beside(seen: View) -> str:
    """The path of the land that is seen beside the placard, drawn on under it."""
    hidden = 0 if get_language_bidi() else (WIDTH - SEEN) / SEEN * seen.width
    return _land_in(View(seen.x - hidden, seen.y, seen.width * WIDTH / SEEN, seen.height))


@lru_cache(maxsize=8)
def _land_in(view: View) -> str:
    """All land takes as long as the rest of the card, and is the same on every one."""
    return land_in(view, WIDTH)


def _around(lon: float, lat: float) -> View:
    x, y = project(lon, lat)
    width = SIZE * DEGREES / 360
    height = width * MAP_HEIGHT / SEEN
    return View(x - width / 2, y - FOOT * height, width, height)


def slim(picture: bytes) -> bytes:
    """The same picture with a palette: a third of the bytes."""
    slim = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as full:
        palette = full.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        palette.save(slim, "PNG", compress_level=6)
    return slim.getvalue()
