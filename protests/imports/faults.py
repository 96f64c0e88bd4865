"""Where in a file something is wrong."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class RowFault:
    """One fault of one cell: `row` counts from 1 as a spreadsheet does, the head being row 1."""

    row: int
    column: str
    code: str
    message: str | Promise
