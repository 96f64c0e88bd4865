"""The chips of a day's page with their panels: forms that ask for the same page with another query."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from protests.filters import Query
from protests.formats.facets import Facet, facets, without
from protests.public import PublicDay, PublicProtest
from protests.views.addresses import Here

# The protests of the day that a query leaves.
Narrowed = Callable[[Query], Sequence[PublicProtest]]


@dataclass(frozen=True)
class Chooser:
    """A chip with its panel: what can be chosen, what the panel's form sends along, and the address without it."""

    facet: Facet
    carried: list[tuple[str, str]]
    cleared: str


def choosers(
    day: PublicDay, here: Here, everything: Sequence[PublicProtest], shown: Sequence[PublicProtest], narrowed: Narrowed
) -> Iterator[Chooser]:
    """Each facet counts what the other filters leave: that costs one query for each facet that is asked for."""

    def left(name: str) -> Sequence[PublicProtest]:
        rest = without(here.query, name)
        return shown if rest == here.query else narrowed(rest)

    for facet in facets(everything, here.query, left, always=("on",) if day.starts_on < day.ends_on else ()):
        rest = Here(without(here.query, facet.name), here.own)
        yield Chooser(facet, rest.carried(), rest.to())
