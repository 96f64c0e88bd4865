"""Numbers of pages and addresses: what is none is None, however long it is."""

import pytest

from protests.rules.numbers import MOST_ROWS, row_number, whole_number


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("7", 7), ("007", 7), ("999", 999)])
def test_digits(typed, number):
    assert whole_number(typed, most=999) == number


@pytest.mark.parametrize("typed", ["", " 7", "-1", "+1", "1.0", "1e2", "٣", "²", "1000", "0007", "9" * 5_000])
def test_anything_else_is_none(typed):
    """Python makes an error of its own of 5,000 digits."""
    assert whole_number(typed, most=999) is None


def test_no_row_has_a_number_that_the_database_could_not_hold():
    assert row_number(str(MOST_ROWS)) == MOST_ROWS < 2**63
    assert row_number("9" * 20) is None
