"""Whole numbers, as they come from a page of ours or an address. Never larger than they may be: turning thousands of
digits into a number is an error of its own, and a database holds no more than it holds."""

MOST_ROWS = 10**18


def whole_number(text: str, *, most: int) -> int | None:
    """In the digits of ASCII, from 0 to `most`; None for anything else."""
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if number <= most else None


def row_number(text: str) -> int | None:
    """The number of a row, None for anything else: also for what the database could not hold."""
    return whole_number(text, most=MOST_ROWS)
