"""Where people are in danger for protesting: what is not taken in from there, and so can never be shown."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from protests.enums import Precision
from protests.rules.draft import Draft
from protests.rules.faults import Reading

# What an entry from such a country is made when the country comes onto the list later.
SAFE = {"precision": Precision.CITY.value, "reveal_at": None, "group_name": ""}


def check(draft: Draft, country: str, risky: Collection[str], reading: Reading) -> None:
    """Refuses whatever shows more than the city, and the name of a group. Says why at each field."""
    if country not in risky:
        return
    if draft.precision not in (Precision.CITY, Precision.WITHHELD):
        told = _("In this country people may be in danger: only the city is shown. Choose “City only”.")
        reading.refuse("precision", "risk.precision", told)
    elif draft.reveal_at:
        told = _("In this country people may be in danger: the exact place is never shown. Choose “Never”.")
        reading.refuse("reveal_at", "risk.reveal", told)
    if draft.group_name:
        told = _("In this country people may be in danger: no names are shown. Leave this empty.")
        reading.refuse("group_name", "risk.group", told)


def exceeds(precision: str, *, is_announced_later: bool, group_name: str) -> bool:
    """Whether an entry says more than may be said there."""
    shows_place = precision not in (Precision.CITY, Precision.WITHHELD)
    return shows_place or is_announced_later or bool(group_name)
