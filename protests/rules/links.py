"""Which addresses may be shown as links."""

import ipaddress
import re
import socket
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from protests.rules.faults import Refused

MAX_LENGTH = 500
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
FORBIDDEN = re.compile(r"[\s\\\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
PRIVATE_ENDINGS = ("localhost", ".local", ".internal", ".onion.local")
_validate = URLValidator(schemes=["http", "https"])


def web_address(value: object) -> str:
    """An http or https address that names a public host, or "". Raises Refused with a url.* code."""
    if value is None:
        return ""
    if not isinstance(value, str) or FORBIDDEN.search(text := value.strip()):
        raise _invalid()
    if not text:
        return ""
    if len(text) > MAX_LENGTH:
        raise Refused(
            "url.too_long", _("%(length)s of at most %(most)s characters.") % {"length": len(text), "most": MAX_LENGTH}
        )
    scheme = SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise Refused("url.scheme", _("Use an http or https address."))
    _check_host(text if scheme else (text := f"https://{text}"))
    return text


def _check_host(text: str) -> None:
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise _invalid() from None
    if "@" in parts.netloc:
        raise Refused("url.userinfo", _("Leave out what stands before the @ in the address."))
    if _is_private(host):
        raise Refused("url.private_address", _("Use an address that everybody can open."))
    try:
        _validate(text)
    except ValidationError:
        raise _invalid() from None


def _is_private(host: str) -> bool:
    """Also the spellings of an IPv4 address that inet_aton reads: 0x7f.1, 2130706433. Nothing is looked up."""
    if host.rstrip(".").endswith(PRIVATE_ENDINGS):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        try:
            address = ipaddress.ip_address(socket.inet_aton(host))
        except (OSError, UnicodeError):
            return False
    address = getattr(address, "ipv4_mapped", None) or address
    return not address.is_global


def _invalid() -> Refused:
    return Refused("url.invalid", _("Enter a full address, for example https://example.org/page."))
