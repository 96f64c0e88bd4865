"""The protests as a sheet (RFC 4180): one row each, public columns only, no text that is taken for a formula."""

from codecs import BOM_UTF8
from collections.abc import Sequence

from protests.editions import Removed
from protests.formats import properties, sheet
from protests.formats.pieces import Piece, Writer
from protests.public import PublicProtest

MEDIA_TYPE = sheet.CSV
# What people look for first. Names and meanings are those of the API.
COLUMNS = (
    "code url day title kind status going_ahead is_moved local_date local_start local_end_date local_end timezone"
    " starts_at ends_at venue address locality region country latitude longitude precision accuracy reveal_at group"
    " public_link languages accessibility description bring status_reason instead source is_sample created_at"
    " updated_at checked checked_at turnout_low turnout_high uid sequence"
).split()


def csv(rows: Sequence[Piece], _removed: Sequence[Removed] = ()) -> bytes:
    """With the names of the columns in the first line."""
    return b"".join([sheet.csv_bytes(COLUMNS, []), *(row.content for row in rows)])


def _row(protest: PublicProtest) -> bytes:
    low, high = protest.turnout or (None, None)
    values = properties.in_full(protest) | {"turnout_low": low, "turnout_high": high}
    return sheet.csv_bytes([_cell(values[name]) for name in COLUMNS], []).removeprefix(BOM_UTF8)


def _cell(value: object) -> object:
    """Lists with spaces; yes and no as JSON writes them."""
    if isinstance(value, list):
        return " ".join(value)
    return str(value).lower() if isinstance(value, bool) else value


ROW = Writer("CSV", lambda protest, _changes: _row(protest))
