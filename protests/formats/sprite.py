"""Of the icons that every page has in it (templates/_icons.svg), those that it shows. Pure."""

import re

SYMBOL = re.compile(r'<symbol id="i-([\w-]+)".*?</symbol>\n')
USE = re.compile(r'href="#i-([\w-]+)"')
# What maps/static/maps/js/map.js shows.
OF_SCRIPTS = {"plus", "minus"}


def slim(page: str) -> str:
    """The page without the symbols that nothing on it refers to."""
    used = {*USE.findall(page), *OF_SCRIPTS}
    return SYMBOL.sub(lambda symbol: symbol[0] if symbol[1] in used else "", page)
