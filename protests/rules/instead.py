"""Where to go instead: another protest of this site, named by its address or its code."""

import re

from django.utils.translation import gettext_lazy as _

from protests.rules import text, tokens
from protests.rules.faults import Refused

LONGEST = 500
PAGE = re.compile(r"(?:/[a-z-]{2,12})?/p/(\w{8})(?:/|\.\w+)?(?:[?#].*)?", re.ASCII)


def code_of(value: object, site_url: str) -> str:
    """The code in what was typed, "" for nothing. Raises Refused."""
    typed = text.single_line(value, most=LONGEST)
    page = PAGE.fullmatch(_path(typed, site_url))
    code = (page[1] if page else typed).upper()
    if typed and not tokens.is_code(code):
        raise unknown()
    return code if typed else ""


def unknown() -> Refused:
    return Refused("instead.unknown", _("No protest of this site has this address. Check it, or leave it empty."))


def _path(typed: str, site_url: str) -> str:
    """Without what browsers show or hide: scheme and host, if they are ours."""
    host = site_url.partition("://")[2]
    return re.sub(rf"^(?:https?://)?{re.escape(host)}(?=/)", "", typed, flags=re.IGNORECASE)
