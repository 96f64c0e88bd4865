"""The picture that messengers show of a shared day or of its round-up: 1200 x 630, drawn anew when it changes. Pure.

What the clock says is not on it, so it stays as it is until somebody changes something or a place is revealed.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import override

from maps.mercator import View, fit
from maps.pins import Marker
from protests import public
from protests.formats import lettering, placard, sharecard, typeset, words
from protests.formats.lettering import lettered
from protests.formats.pinned import pinned
from protests.formats.sharecard import MAP_HEIGHT, SEEN
from protests.public import PublicDay, PublicProtest, gathers

SIZE = 1.5  # how much larger than on a page the pins are drawn, as typst/daycard.typ has it
RADIUS = 34


def png(day: PublicDay, found: Sequence[PublicProtest], language: str) -> bytes:
    """`found` are all public protests of the day."""
    with override(language):
        return sharecard.slim(typeset.png("daycard.typ", content(day, found)))


def of_round_up(day: PublicDay, found: Sequence[PublicProtest], title: str, language: str) -> bytes:
    """What became of the day, in place of its title. The numbers are in that, as they were told: none are counted
    beside it."""
    with override(language):
        said = content(day, found)
        told = {"title": lettered(title), "beside": lettered(day.title), "counts": []}
        fonts = lettering.setting(None, [title, day.title])
        return sharecard.slim(typeset.png("daycard.typ", said | fonts | told))


def content(day: PublicDay, found: Sequence[PublicProtest]) -> dict[str, Any]:
    """Everything that typst/daycard.typ says, in the language that is active."""
    shown = [one for one in found if gathers(one) and one.point]
    view = fit([one.point for one in shown if one.point], SEEN / MAP_HEIGHT)
    return {
        **lettering.setting(None, [day.title, day.tagline]),
        **placard.of_day(day),
        "land": sharecard.land_beside(view),
        "pins": _pins(shown, view),
        "counts": [lettered(phrase) for phrase in sharecard.counted(public.counts(found))],
        "date": lettered(words.days(day.starts_on, day.ends_on)),
    }


def _pins(shown: Sequence[PublicProtest], view: View) -> list[dict[str, Any]]:
    """All alike, whenever it is looked at."""
    markers = [Marker(*one.point, "soon", "", "", one.drawn) for one in shown if one.point]
    return pinned(markers, view, round(SEEN / SIZE), RADIUS)
