"""What a visitor may say is wrong with a listing, and what of it can't wait."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from protests.rules import text
from protests.rules.faults import Reading, Refused

TEXT_LENGTH = 1000


class ConcernKind(TextChoices):
    """The words on the form, and in the moderators' list."""

    DANGER = "danger", _("It is dangerous, or names somebody")
    WRONG = "wrong", _("Place or time is wrong")
    ABSENT = "absent", _("It does not take place")
    NO_PROTEST = "no_protest", _("It is not a protest")
    OTHER = "other", _("Something else")


URGENT = (ConcernKind.DANGER,)


@dataclass(frozen=True)
class Said:
    """A concern as it was read."""

    kind: ConcernKind
    text: str


def read(raw: Mapping[str, object], reading: Reading) -> Said | None:
    """From the fields `kind` and `text`; None when `reading` has gathered faults."""
    kind = reading.take("kind", _kind_named, raw.get("kind"))
    words = reading.take("text", text.several_lines, raw.get("text"), most=TEXT_LENGTH)
    if kind == ConcernKind.OTHER and words == "":
        reading.take("text", _something, words)
    return None if reading.faults or kind is None or words is None else Said(kind, words)


def _kind_named(value: object) -> ConcernKind:
    if value not in ConcernKind.values:
        raise Refused("kind.required", _("Choose what is wrong."))
    return ConcernKind(value)


def _something(value: object) -> str:
    raise Refused("required", _("Say in a sentence what is wrong."))
