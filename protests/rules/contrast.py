"""How well two colours "#RRGGBB" stand apart: WCAG 2.x relative luminance and contrast."""

import re

from django.utils.translation import gettext_lazy as _

from protests.rules.faults import Refused

Triple = tuple[float, float, float]
COLOUR = re.compile(r"#?[0-9a-fA-F]{6}")
# --paper, light and dark: a colour that is nearly one of them gives neither band nor pin in that scheme.
PAPERS = ("#FFFFFF", "#171C1E")
LEAST = 1.2


def accent(typed: object) -> str:
    """A campaign's colour as "#RRGGBB", "" for black and white. Raises Refused `accent.format`, `accent.contrast`."""
    text = str(typed or "").strip()
    if not text:
        return ""
    if not COLOUR.fullmatch(text):
        raise Refused("accent.format", _("Write the colour as # and six digits or letters a to f, such as #FFD400."))
    colour = "#" + text.removeprefix("#").upper()
    if min(contrast(colour, paper) for paper in PAPERS) < LEAST:
        told = _("This colour can’t be told from the page, light or dark. Choose one that is neither white nor black.")
        raise Refused("accent.contrast", told)
    return colour


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> Triple:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
