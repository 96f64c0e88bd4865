"""How an organiser can be reached: an e-mail address that is never published, or a receipt code instead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from protests.rules import text
from protests.rules.faults import Reading, Refused

MAX_LENGTH = 254
MAX_LOCAL_PART = 64
MAX_PHONE = 60
INVALID = _("Enter an address such as name@example.org.")
_validate = EmailValidator(allowlist=[])


@dataclass(frozen=True)
class ContactDraft:
    """`email` is empty when a receipt code was chosen instead; `phone` may be empty."""

    email: str
    phone: str = ""

    @property
    def wants_receipt(self) -> bool:
        return not self.email


def read(raw: Mapping[str, object], reading: Reading) -> ContactDraft:
    """From the fields `email`, `receipt` and `phone`; what is wrong goes into `reading`."""
    phone = reading.take("phone", text.single_line, raw.get("phone"), most=MAX_PHONE) or ""
    if raw.get("receipt") is True and not raw.get("email"):
        return ContactDraft(email="", phone=phone)
    email = reading.take("email", email_address, raw.get("email")) or ""
    domain = email.rpartition("@")[2]
    if not domain.isascii():
        _doubt_domain(email, domain, reading)
    return ContactDraft(email=email, phone=phone)


def email_address(value: object) -> str:
    """One address, its domain in lower case. Raises Refused with an email.* code."""
    if not value or not isinstance(value, str) or not value.strip(" "):
        raise Refused("email.required", _("Enter an address, or choose a receipt code. It is never published."))
    address = value.strip(" ")
    local, _at, domain = address.rpartition("@")
    if re.search(r"@[^,;]*[,;]\s*\S+@", address):
        raise Refused("email.one_address", _("Enter one address."))
    if len(address) > MAX_LENGTH or len(local) > MAX_LOCAL_PART:
        raise Refused("email.too_long", _("This address is too long. Check it."))
    if domain.startswith("[") or domain.lower() == "localhost":
        raise Refused("email.domain", _("Use an address with a domain name, for example name@example.org."))
    try:
        _validate(
            address.replace('"', " ")
        )  # a quoted local part is valid by the book, and in practice a typo or a trick
    except ValidationError:
        raise Refused("email.invalid", INVALID) from None
    return f"{local}@{domain.lower()}"


def _doubt_domain(email: str, domain: str, reading: Reading) -> None:
    try:
        shown = domain.encode("idna").decode()
    except UnicodeError:
        reading.refuse("email", "email.invalid", INVALID)
        return
    reading.doubt(
        "email",
        "email.unusual_domain",
        _("The domain of this address is %(domain)s. Check it, and confirm that it is right.") % {"domain": shown},
    )
