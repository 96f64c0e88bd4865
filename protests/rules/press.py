"""What a journalist may write to the coordinators of a campaign. It is passed on by mail, and no address is shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from protests.rules import text
from protests.rules.contact import INVALID, email_address
from protests.rules.faults import Reading, Refused

NAME_LENGTH = 120
TEXT_LENGTH = 4000
# Of one campaign: coordinators have a day too.
A_DAY = 50


@dataclass(frozen=True)
class Message:
    """Who writes, for whom they work ("" if they do not say), where they want the answer, and what they ask."""

    name: str
    outlet: str
    email: str
    text: str


def read(raw: Mapping[str, object], reading: Reading) -> Message | None:
    """From the fields of the form; None when `reading` has gathered faults."""
    name = reading.take("name", text.single_line, raw.get("name"), least=1, most=NAME_LENGTH)
    outlet = reading.take("outlet", text.single_line, raw.get("outlet"), most=NAME_LENGTH)
    email = reading.take("email", _email, raw.get("email"))
    said = reading.take("text", _text, raw.get("text"))
    if reading.faults:
        return None
    return Message(name or "", outlet or "", email or "", said or "")


def _email(value: object) -> str:
    if not value:
        raise Refused("email.required", INVALID)
    return email_address(value)


def _text(value: object) -> str:
    said = text.several_lines(value, most=TEXT_LENGTH)
    if not said:
        raise Refused("required", _("Write what you would like to know."))
    return said
