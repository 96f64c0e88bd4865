"""The map that the server draws for a day: the same pins as the list has rows, without script. Pure."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.utils.translation import ngettext

from maps.bbox import Bbox, bbox_of
from maps.pins import Marker
from maps.worldmap import WorldMap, world_map
from protests.public import PublicProtest
from protests.rules import states
from protests.rules.states import State

# In the order in which they lie ahead of a reader.
LEGEND = (
    states.COMING,
    states.ON_NOW,
    states.TENTATIVE,
    states.MOVED,
    states.POSTPONED,
    states.CANCELLED,
    states.BANNED,
    states.FINISHED,
)


def picture(found: Iterable[PublicProtest], link: Callable[[Bbox], str], now: datetime) -> WorldMap:
    """The map of these protests; `link` gives the address of the list within a box, for groups."""

    def name_group(group: Sequence[Marker]) -> tuple[str, str]:
        label = ngettext("%(n)d protest", "%(n)d protests", len(group)) % {"n": len(group)}
        around = bbox_of([(one.lon, one.lat) for one in group])
        return link(around) if around else "", label

    return world_map([marker(protest, now) for protest in found if protest.point], name_group, now)


def legend(found: Iterable[PublicProtest], now: datetime) -> tuple[list[State], set[str]]:
    """The states that occur among the pins, and the shapes beside "exact": "city", "area"."""
    pinned = [protest for protest in found if protest.point]
    occurring = {protest.state(now).name for protest in pinned}
    return [state for state in LEGEND if state.name in occurring], {protest.drawn for protest in pinned} - {"exact"}


def marker(protest: PublicProtest, now: datetime) -> Marker:
    """The pin of a protest that has a point."""
    lon, lat = protest.point or (0.0, 0.0)
    label = protest.locality or protest.title
    return Marker(lon, lat, protest.state(now).name, protest.path, label, protest.drawn)
