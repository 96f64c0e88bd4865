"""A campaign's stylesheet from its one colour: readable text for every sRGB colour (rules in tokens.css, 2).

Colours are "#RRGGBB". Lightness moves in OKLCH (https://bottosson.github.io/posts/oklab/), hue and as much chroma
as sRGB can show stay. Contrast is WCAG 2.x relative luminance.
"""

import math
from collections.abc import Iterable

from protests.rules.contrast import Triple, contrast, linear, luminance

READABLE = 4.5
LIGHT_GROUNDS = ("#FFFFFF", "#F2F4F3")  # --paper, --page
DARK_GROUNDS = ("#171C1E", "#0E1213")
LIGHT_BOARD = ("#12181A",)
DARK_BOARD = ("#232A2C",)
INK, WHITE, BLACK = "#12181A", "#FFFFFF", "#000000"

LIGHTNESS_STEP = 0.005
CHROMA_STEP = 0.95
ROUNDING = 1e-4


def stylesheet(accent: str) -> str:
    """The CSS that gives a page its campaign's colour; both dark selectors, as tokens.css has them."""
    light = _declared(accent, text=readable(accent, LIGHT_GROUNDS), on_ink=readable(accent, LIGHT_BOARD))
    dark = _declared(accent, text=readable(accent, DARK_GROUNDS), on_ink=readable(accent, DARK_BOARD))
    return (
        f":root{{{light}}}"
        f'@media (prefers-color-scheme:dark){{:root:not([data-scheme="light"]){{{dark}}}}}'
        f':root[data-scheme="dark"]{{{dark}}}'
    )


def on_accent(accent: str) -> str:
    """What is written on the colour: ink if that is readable, else white, else black."""
    return next(colour for colour in (INK, WHITE, BLACK) if contrast(colour, accent) >= READABLE)


def readable(accent: str, grounds: Iterable[str]) -> str:
    """The colour, moved in lightness until it is readable as text on every one of `grounds`."""
    grounds = tuple(grounds)
    lightness, chroma, hue = _oklch(accent)
    towards = -LIGHTNESS_STEP if luminance(grounds[0]) > 0.2 else LIGHTNESS_STEP
    colour, step = accent, 0
    while min(contrast(colour, ground) for ground in grounds) < READABLE:
        step += 1
        colour = _shown(lightness + towards * step, chroma, hue)
    return colour


def _declared(accent: str, text: str, on_ink: str) -> str:
    return f"--accent:{accent};--on-accent:{on_accent(accent)};--accent-text:{text};--accent-on-ink:{on_ink}"


def _shown(lightness: float, chroma: float, hue: float) -> str:
    while not all(-ROUNDING <= channel <= 1 + ROUNDING for channel in _linear_of(lightness, chroma, hue)):
        chroma *= CHROMA_STEP
        if chroma < ROUNDING:  # past black or white
            return BLACK if lightness < 0.5 else WHITE
    return "#" + "".join(f"{_byte(channel):02X}" for channel in _linear_of(lightness, chroma, hue))


def _byte(channel: float) -> int:
    channel = min(1.0, max(0.0, channel))
    return round(255 * (12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055))


def _oklch(colour: str) -> Triple:
    red, green, blue = linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _linear_of(lightness: float, chroma: float, hue: float) -> Triple:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
