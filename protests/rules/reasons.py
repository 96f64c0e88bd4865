"""Why a submission may be declined, or a protest hidden: short lists, so that whoever asks is told something they can
act on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from protests.rules import text
from protests.rules.faults import Reading, Refused

NOTE_LENGTH = 1000


class Reason(TextChoices):
    """The word in the log, and the sentence in the mail."""

    NOT_THIS_DAY = "not_this_day", _("It does not belong to this protest day.")
    DUPLICATE = "duplicate", _("It is on the map already.")
    UNCLEAR = "unclear", _("Place or time is not clear enough.")
    PERSONAL = "personal", _("The text contains personal data of somebody.")
    VIOLENCE = "violence", _("The text calls for violence.")
    SPAM = "spam", _("It is advertising, or not a protest.")


class Hiding(TextChoices):
    """Why a moderator takes a protest off the site: the word in the log, and the words on the button."""

    HIJACKED = "hijacked", _("Somebody else uses the organiser's link")
    INVENTED = "invented", _("It does not take place, or not there")
    PERSONAL = "personal", _("It names or endangers somebody")
    VIOLENCE = "violence", _("It calls for violence")
    WISH = "wish", _("Its organiser asks for it")


class Doubt(TextChoices):
    """Why a turnout report is not accepted: the word in the log, and what its sender reads."""

    UNLIKELY = "unlikely", _("The figure is not believable.")
    SOURCE = "source", _("The source does not say so.")
    PERSONAL = "personal", _("The text contains personal data of somebody.")
    SPAM = "spam", _("It is no report.")


@dataclass(frozen=True)
class Grounds:
    """Why somebody declines, and what they add in their own words for the organiser."""

    reason: Reason
    note: str


def read(raw: Mapping[str, object], reading: Reading) -> Grounds | None:
    """From the fields `reason` and `note`; None when `reading` has gathered faults."""
    reason = reading.take("reason", reason_named, raw.get("reason"))
    note = reading.take("note", text.several_lines, raw.get("note"), most=NOTE_LENGTH)
    return None if reading.faults or reason is None or note is None else Grounds(reason, note)


def reason_named(value: object) -> Reason:
    """Raises Refused `reason.required`."""
    if value not in Reason.values:
        raise Refused("reason.required", _("Choose a reason. The organiser is told it."))
    return Reason(value)
