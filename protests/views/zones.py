"""The reader's zone as the address says it (tz=): for those whose browser runs no script, or will not tell."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from maps import gazetteer
from maps.timezones import UnknownZone, canonical
from protests.formats.yourtime import place_of
from protests.rules import parameters
from protests.rules.faults import Fault, Refused


@dataclass(frozen=True)
class Zone:
    """`name` is an IANA name, empty if none is chosen; `typed` is what stood in the address."""

    typed: str = ""
    name: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def place(self) -> str:
        return place_of(self.name)


def read(typed: str) -> Zone:
    """The zone of an IANA name, or of a city in any script: the largest of that name. What is neither is told."""
    if not typed:
        return Zone()
    try:
        return Zone(typed, canonical(typed))
    except UnknownZone:
        town = _town(typed)
    if town:
        return Zone(typed, town.timezone)
    sentence = _("No such city or time zone. Type a city nearby, or a zone such as Europe/Berlin.")
    return Zone(typed, faults=(Fault("tz", "tz.unknown", sentence),))


def _town(typed: str) -> gazetteer.Town | None:
    try:
        return next(iter(gazetteer.find(parameters.words(typed), limit=1)), None)
    except Refused:
        return None
