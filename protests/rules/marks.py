"""How far a partner has read the changes of the site, as one word of an address: "12.ABCD2345.1780000000000000.".

Acts are read by their number, reveals by their moment; what has the same number or moment is read by code.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from protests.rules.faults import Refused

CODE = "([0-9A-Z]{8})?"
FORM = re.compile(rf"(\d{{1,18}})\.{CODE}\.(\d{{1,17}})\.{CODE}", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_CODE = "ZZZZZZZZ"


@dataclass(frozen=True)
class Mark:
    """All was told up to the act `number` (of it, up to `code`), and what came due by `at` (up to `due_code`)."""

    number: int
    code: str
    at: datetime
    due_code: str = LAST_CODE

    def __str__(self) -> str:
        return f"{self.number}.{self.code}.{(self.at - EPOCH) // timedelta(microseconds=1)}.{self.due_code}"


def read(word: str) -> Mark:
    """Raises Refused."""
    match = FORM.fullmatch(word)
    if match is None:
        raise Refused("since.invalid", _("Use the since of the last answer as it is. Without it you get everything."))
    number, code, microseconds, due_code = match.groups()
    return Mark(int(number), code or "", EPOCH + timedelta(microseconds=int(microseconds)), due_code or "")
