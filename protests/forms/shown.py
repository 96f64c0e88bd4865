"""What everybody will see of a place, in words: a sentence for each choice, the same on the page and in its script."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from protests.enums import Precision
from protests.forms.fields import Words

PATTERNS: dict[str, Words] = {
    Precision.EXACT: _("{place}, with a pin on the map, at once."),
    Precision.AREA: _("{city}, and a circle of about {km} km around the place."),
    Precision.CITY: _("{city}, and a pin in its middle."),
    Precision.WITHHELD: _("{country}: no pin, and it does not count as a city."),
}


@dataclass(frozen=True)
class Shown:
    """A pattern, and what it says of what is typed so far."""

    pattern: str
    sentence: str


def shown(city: str, country: str, venue: str, km: int) -> dict[str, Shown]:
    """For each precision; what is not known yet is "your city" and the like."""
    place = _("{venue}, {city}").format(venue=venue, city=city) if venue and city else venue or city
    known = {
        "place": place or str(_("The place")),
        "city": city or str(_("Your city")),
        "country": country or str(_("Your country")),
    }
    patterns = {precision: str(pattern).replace("{km}", str(km)) for precision, pattern in PATTERNS.items()}
    return {precision: Shown(pattern, pattern.format(**known)) for precision, pattern in patterns.items()}
