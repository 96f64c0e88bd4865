"""From the stored status and the clock to what a reader is told."""

from datetime import UTC, datetime, timedelta

import pytest

from protests.enums import Status
from protests.rules import states

START = datetime(2027, 5, 31, 6, 0, tzinfo=UTC)
OVER = START + timedelta(hours=2)
BEFORE, DURING, AFTER = START - timedelta(hours=1), START + timedelta(hours=1), OVER


@pytest.mark.parametrize(
    ("status", "going_ahead", "is_moved", "names"),
    [
        (Status.CONFIRMED, False, False, ("soon", "live", "done")),
        (Status.TENTATIVE, False, False, ("tentative", "live", "done")),
        (Status.POSTPONED, False, False, ("postponed",) * 3),
        (Status.CANCELLED, False, False, ("cancelled",) * 3),
        (Status.BANNED, False, False, ("banned",) * 3),
        (Status.BANNED, True, False, ("soon", "live", "done")),
        (Status.CONFIRMED, False, True, ("moved", "live", "done")),
        (Status.CANCELLED, False, True, ("cancelled",) * 3),
    ],
)
def test_the_clock_speaks_only_of_what_gathers_people(status, going_ahead, is_moved, names):
    """E5: a ban is not the end of a protest that goes ahead."""
    announced = states.announced(status, going_ahead=going_ahead, is_moved=is_moved)
    told = tuple(states.at(now, announced, START, OVER).name for now in (BEFORE, DURING, AFTER))
    assert told == names
