"""How a campaign's colour looks, light and dark, as one picture: a stylesheet of a page can't show both at once."""

from django.template.loader import render_to_string

from protests.formats import accent as accents

MEDIA_TYPE = "image/svg+xml"
# Of tokens.css, in both schemes.
LIGHT = {
    "paper": "#FFFFFF",
    "board": "#12181A",
    "land": "#E3E8E7",
    "line": "#12181A",
}
DARK = {
    "paper": "#171C1E",
    "board": "#232A2C",
    "land": "#262E30",
    "line": "#F1F4F3",
}


def svg(accent: str) -> str:
    """Band, board and pin in the colour "#RRGGBB"; in black and white for an empty one."""
    colour = accent or accents.INK
    light = LIGHT | {"text": accents.readable(colour, accents.LIGHT_GROUNDS)}
    dark = DARK | {"text": accents.readable(colour, accents.DARK_GROUNDS)}
    shown = {
        "accent": colour,
        "on_accent": accents.on_accent(colour),
        "light": light | {"on_ink": accents.readable(colour, accents.LIGHT_BOARD)},
        "dark": dark | {"on_ink": accents.readable(colour, accents.DARK_BOARD)},
    }
    return render_to_string("moderate/swatch.svg", shown)
