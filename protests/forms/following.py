"""What a visitor types who wants to be told of changes: an address, and for a day whether all of it or near a town."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from maps import gazetteer
from maps.gazetteer import Town
from protests import filters
from protests.rules.contact import INVALID, email_address
from protests.rules.faults import Fault, Reading, Refused
from protests.rules.numbers import whole_number

# Kilometres around a town.
RADII = (10, 25, 50, 100, 200)
USUAL = 50


@dataclass(frozen=True)
class Wish:
    """What was read. `homonyms` are the towns that a typed name may mean; nothing is done while there are faults."""

    email: str = ""
    town: Town | None = None
    within_km: int | None = None
    homonyms: tuple[Town, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def fault(self) -> dict[str, Fault]:
        """By field, for the templates."""
        return {fault.field: fault for fault in self.faults}


def read(raw: Mapping[str, str], *, of_a_day: bool) -> Wish:
    reading, town, homonyms, within_km = Reading(), None, [], None
    email = reading.take("email", _email, raw.get("email", ""))
    if of_a_day and raw.get("scope") == "near":
        within_km = reading.take("within", _radius, raw.get("within", ""))
        town, homonyms = _town(raw.get("town") or raw.get("place", "").strip(), reading)
    return Wish(email or "", town, within_km, tuple(homonyms), tuple(reading.faults))


def _email(typed: str) -> str:
    if not typed.strip():
        raise Refused("email.required", INVALID)
    return email_address(typed)


def _radius(typed: str) -> int:
    radius = whole_number(typed, most=max(RADII))
    if radius not in RADII:
        raise Refused("within.choice", _("Choose one of the distances."))
    return radius


def _town(typed: str, reading: Reading) -> tuple[Town | None, list[Town]]:
    """The one town of a name or number, or those that it may be."""
    if not typed:
        reading.refuse("place", "place.required", _("Type a town, or choose all protests of the day."))
        return None, []
    try:
        return filters.place_named(typed), []
    except filters.BadQuery:
        homonyms = gazetteer.find(typed)
    if homonyms:
        reading.refuse("place", "place.ambiguous", _("Several places have this name. Which one?"))
    else:
        reading.refuse("place", "place.unknown", _("No place of this name is known. Try a larger town nearby."))
    return None, homonyms
