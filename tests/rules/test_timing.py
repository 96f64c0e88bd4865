"""When a protest ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from protests.rules import timing

DAY = date(2027, 5, 31)
SIX_PM = datetime(2027, 5, 31, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "over"),
    [
        (SIX_PM, SIX_PM + timedelta(hours=1), datetime(2027, 5, 31, 7, 0, tzinfo=UTC)),
        (SIX_PM, None, datetime(2027, 5, 31, 8, 0, tzinfo=UTC)),
        (None, None, datetime(2027, 5, 31, 12, 0, tzinfo=UTC)),
    ],
)
def test_the_end_else_two_hours_else_the_end_of_the_local_day(starts_at, ends_at, over):
    assert timing.over_at(DAY, "Pacific/Fiji", starts_at, ends_at) == over


def test_a_protest_without_a_start_is_never_on():
    over = SIX_PM + timedelta(hours=2)
    assert not timing.is_on(None, over, SIX_PM)
    assert timing.is_on(SIX_PM, over, SIX_PM)
    assert not timing.is_on(SIX_PM, over, over)
