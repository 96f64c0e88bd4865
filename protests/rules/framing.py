"""What an embed's address says beside the query language: how the frame looks (DECISIONS, "Embeds")."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from protests.rules.faults import Fault, Reading, Refused

COLOUR = re.compile("#?([0-9a-f]{6})", re.ASCII | re.IGNORECASE)
VIEWS = ("both", "map", "list")
HEIGHTS = ("fill", "fit")
SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Look:
    """`view` is what is shown. With height "fill" the page is as high as its frame and the list scrolls; with "fit" it
    is as high as what is in it, and tells the frame. `accent` is "RRGGBB", "" for the campaign's; `scheme` "" for the
    reader's."""

    view: str = VIEWS[0]
    height: str = HEIGHTS[0]
    accent: str = ""
    scheme: str = ""

    @property
    def has_map(self) -> bool:
        return self.view != "list"

    @property
    def has_list(self) -> bool:
        return self.view != "map"


def one_of(known: tuple[str, ...], value: str) -> str:
    if value not in known:
        raise Refused("choice.unknown", _("Choose from: %(choices)s.") % {"choices": ", ".join(known)})
    return value


def colour(value: str) -> str:
    """ "#ffd400" as "FFD400". Every colour will do: what is written on it is made readable (formats/accent.py)."""
    match = COLOUR.fullmatch(value)
    if match is None:
        raise Refused("accent.format", _("Write a colour with six hexadecimal digits, for example accent=FFD400."))
    return match[1].upper()


READERS: dict[str, Callable[[str], str]] = {
    "view": partial(one_of, VIEWS),
    "height": partial(one_of, HEIGHTS),
    "accent": colour,
    "scheme": partial(one_of, SCHEMES),
}


def read(given: Mapping[str, str]) -> tuple[Look, tuple[Fault, ...]]:
    """The look as far as it could be read, and what was wrong: to tell, for a frame on a page stays useful (B84)."""
    reading = Reading()
    named = {name: reading.take(name, read, given[name]) for name, read in READERS.items() if given.get(name)}
    return Look(**{name: value for name, value in named.items() if value is not None}), tuple(reading.faults)
