"""Which organisers of a day a message goes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from protests.enums import Status
from protests.rules import calling, text
from protests.rules.faults import Reading, Refused

LONGEST = 2000
# Besides the statuses of what is listed: what a moderator has not looked at yet.
WAITING = "waiting"


@dataclass(frozen=True)
class Slice:
    """Empty tuples mean all; `unsaid`: those who did not say that it takes place since they were asked."""

    countries: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    unsaid: bool = False


def read(raw: Mapping[str, Any], reading: Reading) -> Slice:
    """From `countries` as typed, and the lists `statuses` and `languages`."""
    return Slice(
        countries=tuple(reading.take("countries", calling.country_codes, raw.get("countries")) or ()),
        statuses=reading.take("statuses", _known, raw.get("statuses"), [*Status.values, WAITING]) or (),
        languages=reading.take("languages", _known, raw.get("languages"), list(dict(settings.LANGUAGES))) or (),
        unsaid=bool(raw.get("unsaid")),
    )


def texts(raw: Mapping[str, Any], language: str, reading: Reading) -> dict[str, str]:
    """The message by language, from fields such as "de_text"; that of the campaign's own `language` has to be there."""
    said = {
        code: reading.take(f"{code}_text", text.several_lines, raw.get(f"{code}_text"), most=LONGEST)
        for code, _name in settings.LANGUAGES
    }
    if not said.get(language) and not reading.faults:
        reading.refuse(
            f"{language}_text", "required", _("Write the message here; whoever has no other text gets this.")
        )
    return {code: words for code, words in said.items() if words}


def _known(values: Any, known: list[str]) -> tuple[str, ...]:
    if not set(values or ()) <= set(known):
        raise Refused("choice", _("Choose from the list."))
    return tuple(sorted(set(values or ())))
