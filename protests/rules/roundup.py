"""A round-up: what its text may be."""

from django.utils.translation import gettext_lazy as _

from protests.rules.faults import Refused
from protests.rules.text import CONTROLS, SURROGATES

LENGTH = 20_000


def text(value: object) -> str:
    """Markdown with a heading, of at most 20,000 characters. Raises Refused."""
    written = str(value or "").replace("\r\n", "\n").strip()
    if CONTROLS.search(written) or SURROGATES.search(written):
        raise Refused("text.control_character", _("Contains a control character. Retype it."))
    if len(written) > LENGTH:
        sizes = {"length": len(written), "most": LENGTH}
        raise Refused("text.too_long", _("%(length)s of at most %(most)s characters.") % sizes)
    if not heading(written):
        raise Refused("text.no_heading", _("Begin with a heading: a line that starts with “# ”."))
    return written


def heading(written: str) -> str:
    """The words of the first line, which is the title; "" if it is no heading."""
    first = written.partition("\n")[0]
    return first[2:].strip() if first.startswith("# ") else ""
