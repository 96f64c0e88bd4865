"""Pages of a long list, stable while it changes: in the order of codes, which never change."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from protests.editions import Revision
from protests.filters import BadQuery
from protests.querysets import ProtestQuerySet
from protests.rules.faults import Fault

SIZE = 100
CURSOR = re.compile(r"(after|before)-([0-9A-Z]{8})", re.ASCII)


@dataclass(frozen=True)
class Page:
    """The stretch after or before a code. What is edited, comes or goes between two requests isn't told twice."""

    side: str = ""
    code: str = ""

    def narrow(self, rows: ProtestQuerySet) -> ProtestQuerySet:
        """One more than a page, to know whether another follows."""
        return rows.page(size=SIZE + 1, **({self.side: self.code} if self.side else {}))

    def cut(self, found: Iterable[Revision]) -> tuple[list[Revision], str | None, str | None]:
        """What is on the page, the cursor of the next page and that of the previous."""
        ordered = sorted(found)  # by code
        is_back, has_more = self.side == "before", len(ordered) > SIZE
        shown = ordered[-SIZE:] if is_back else ordered[:SIZE]
        if not shown:
            return [], None, None
        following = f"after-{shown[-1].code}" if is_back or has_more else None
        previous = f"before-{shown[0].code}" if (has_more if is_back else self.side) else None
        return shown, following, previous


def page_at(cursor: str | None) -> Page:
    """The page that a list named as its next or previous; the first without a cursor. Raises BadQuery."""
    if cursor is None:
        return Page()
    if match := CURSOR.fullmatch(cursor):
        return Page(*match.groups())
    raise BadQuery([Fault("cursor", "cursor.invalid", _("Use the addresses in next and previous as they are."))])
