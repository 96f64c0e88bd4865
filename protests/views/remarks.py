"""What is said beside a row of an import: in which cell something is wrong, what became of it since the last time."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from openpyxl.utils import get_column_letter

from protests.enums import Verdict
from protests.formats import words
from protests.imports.headings import LABELS
from protests.imports.rows import Look
from protests.intake.pages import File, Row

# Names of a draft's fields that are no column of their own.
DIFFERING: dict[str, str | Promise] = {
    "when": gettext_lazy("Time"),
    "point": gettext_lazy("Place"),
    "accessibility": gettext_lazy("Accessibility"),
}


@dataclass(frozen=True)
class Told:
    """One thing about a row: which column, which cell ("C7"), what to do."""

    label: str | Promise
    cell: str
    sentence: str | Promise
    code: str = ""


def told(found: File, row: Row, name: str, sentence: str | Promise, code: str = "") -> Told:
    is_sheet = found.form in ("csv", "xlsx")
    place = found.fields.index(name) if name in found.fields else -1
    cell = f"{get_column_letter(place + 1)}{row.number}" if is_sheet and place >= 0 else ""
    return Told(LABELS.get(name, ""), cell, sentence, code)


def of_row(row: Row, look: Look) -> Iterator[str | Promise]:
    """What stands beside it: in the file, on the site, since the last time."""
    if look.reason:
        yield look.reason
    if row.is_cancelled:
        yield _("Cancelled in the file: ticked, it is cancelled here too.")
    elif look.is_cancelled and row.verdict == Verdict.LEFT:
        yield _("Cancelled in the file, and not listed here.")
    elif row.verdict == Verdict.LEFT and row.key and not look.reason:
        yield _("Taken in before, and since then cancelled, hidden or decided here. It stays so.")
    if row.twin:
        yield _("The same as row %(number)d. Tick it only if it is another one.") % {"number": row.twin}
    if row.conflicts:
        names = words.some([str(_label(name)) for name in row.conflicts])
        yield _("Changed in the file and here: %(names)s. Tick the row to take the file’s.") % {"names": names}
    if row.differing:
        names = words.some([str(_label(name)) for name in row.differing])
        yield _("The file changes: %(names)s.") % {"names": names}


def _label(name: str) -> str | Promise:
    return DIFFERING.get(name) or LABELS.get(name) or pgettext_lazy("kind of protest", "Kind")
