"""The table of the press page, one row a protest: on the page in the order asked for, as CSV by start. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maps.gazetteer import country_name, name_key
from maps.timezones import abbreviation
from protests.enums import Teller
from protests.formats import sheet, tally
from protests.public import PublicProtest
from protests.reported import PublicClaim
from protests.rules import states
from protests.rules.turnout import Range

# So many rows on a page; the file has all.
SHOWN = 200
USUAL = "time"
COLUMNS = (
    "city country_code country local_date local_start timezone starts_at meeting_point title status state"
    " people_low people_high said_by sources url"
).split()


@dataclass(frozen=True)
class Row:
    """One protest with what the clock and the reports say of it; `claims` are what `people` spans."""

    protest: PublicProtest
    state: states.State
    people: Range | None
    claims: Sequence[PublicClaim]

    @property
    def zone(self) -> str:
        starts_at = self.protest.starts_at
        return abbreviation(starts_at, self.protest.timezone) if starts_at else ""

    @property
    def figure(self) -> str:
        """ "200–300"; "" without a report."""
        return tally.span(self.people) if self.people else ""

    @property
    def is_off(self) -> bool:
        return self.state in states.OFF

    @property
    def tellers(self) -> list[tuple[str | Promise, str]]:
        """Who says so, each with the page where they do, "" without one."""
        return [(Teller(claim.said_by).label, claim.source) for claim in self.claims if claim.span]


def _by_time(row: Row) -> tuple[Any, ...]:
    """As the day goes round the world; what has no time yet comes at the end of its day."""
    one = row.protest
    return (one.starts_at or one.over_at, one.starts_at is None, one.code)


def _by_city(row: Row) -> tuple[Any, ...]:
    return (not row.protest.locality, name_key(row.protest.locality), *_by_time(row))


def _by_country(row: Row) -> tuple[Any, ...]:
    name = country_name(row.protest.country) if row.protest.country else ""
    return (not name, name_key(name), *_by_city(row))


def _by_state(row: Row) -> tuple[Any, ...]:
    return (ORDER.index(row.state.name), *_by_time(row))


def _by_people(row: Row) -> tuple[Any, ...]:
    """The most first; what nobody counted comes last."""
    low, high = row.people or (0, 0)
    return (-high, -low, *_by_time(row))


ORDER = [
    state.name
    for state in (
        states.ON_NOW,
        states.COMING,
        states.MOVED,
        states.TENTATIVE,
        states.FINISHED,
        states.POSTPONED,
        states.BANNED,
        states.CANCELLED,
    )
]
SORTS: dict[str, Callable[[Row], tuple[Any, ...]]] = {
    "time": _by_time,
    "city": _by_city,
    "country": _by_country,
    "state": _by_state,
    "people": _by_people,
}
# The columns as readers see them, each with what it sorts by.
HEADS: dict[str, str | Promise] = {
    "city": _("City"),
    "country": _("Country"),
    "time": _("Local time"),
    "state": _("State"),
    "people": _("People reported"),
}


def rows(
    found: Iterable[PublicProtest], claims: Mapping[str, Sequence[PublicClaim]], now: datetime, sort: str = USUAL
) -> list[Row]:
    """`sort` is one of SORTS, turned round with "-" before it."""
    all_rows = [_row(one, claims.get(one.code, ()), now) for one in found]
    return sorted(all_rows, key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def csv(found: Collection[Row]) -> bytes:
    """Every row; numbers as numbers, moments in UTC, and no text that a program takes for a formula (B11)."""
    return sheet.csv_bytes(COLUMNS, (_cells(row) for row in found))


def _row(protest: PublicProtest, said: Sequence[PublicClaim], now: datetime) -> Row:
    return Row(protest, protest.state(now), protest.turnout, said)


def _cells(row: Row) -> list[object]:
    one, (low, high) = row.protest, row.people or ("", "")
    return [
        one.locality,
        one.country,
        country_name(one.country) if one.country else "",
        one.local_date,
        one.local_start,
        one.timezone,
        one.starts_at,
        one.venue,
        one.title,
        one.status,
        str(row.state.label),
        low,
        high,
        "; ".join(str(teller) for teller, _source in row.tellers),
        " ".join(source for _teller, source in row.tellers if source),
        one.url,
    ]
