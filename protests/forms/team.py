"""What a coordinator types about the team: an address, and countries and languages with commas between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries as known_countries

from maps.gazetteer import country_name
from protests.forms import meaning
from protests.rules.contact import INVALID, email_address
from protests.rules.draft import languages as known_languages
from protests.rules.faults import Fault, Reading, Refused


@dataclass(frozen=True)
class Limits:
    """What somebody is to moderate. Nothing is done while there are faults."""

    email: str = ""
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def fault(self) -> dict[str, Fault]:
        """By field, for the templates."""
        return {fault.field: fault for fault in self.faults}


def read(raw: Mapping[str, str], *, with_email: bool = False) -> Limits:
    """From the fields `countries` and `languages`, and for an invitation `email`."""
    reading = Reading()
    email = reading.take("email", _email, raw.get("email", "")) if with_email else ""
    countries = reading.take("countries", _countries, raw.get("countries", ""))
    languages = reading.take("languages", _languages, raw.get("languages", ""))
    return Limits(email or "", countries or (), languages or (), tuple(reading.faults))


def country_names(codes: Iterable[str]) -> str:
    """Names with commas between them, such that `read` makes the same codes of them."""
    names = ((code, country_name(code)) for code in codes)
    return ", ".join(code if meaning.COMMAS.search(name) or _code(name) != code else name for code, name in names)


def _email(typed: str) -> str:
    if not typed.strip():
        raise Refused("email.required", INVALID)
    return email_address(typed)


def _countries(typed: str) -> tuple[str, ...]:
    codes = [_code(name) for name in map(str.strip, meaning.COMMAS.split(typed[:2000])) if name]
    if not all(codes):
        raise Refused("countries.unknown", _("Write names of countries or their codes, such as Germany, AT, Fiji."))
    return tuple(sorted(set(codes)))


def _languages(typed: str) -> tuple[str, ...]:
    try:
        return known_languages(meaning.languages(typed[:2000]))
    except Refused as refused:
        raise Refused(
            refused.code, _("Write up to 8 names of languages, such as English, Deutsch, 繁體中文.")
        ) from None


def _code(name: str) -> str:
    """Of a country by its name in the reader's language or in English, or by its code; "" for none."""
    if name.upper() in known_countries:
        return name.upper()
    by_name = known_countries.by_name(name, language=get_language() or "en", insensitive=True)
    return by_name or known_countries.by_name(name, insensitive=True)
