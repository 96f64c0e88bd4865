"""What one person alone may not do: who may agree to it, and when (DECISIONS "The log")."""

from datetime import datetime, timedelta

# Where a campaign has one coordinator, the same may carry it out after so long.
ALONE = timedelta(hours=24)


def may_agree(*, asked_by: int | None, asked_at: datetime, person: int, coordinators: int, now: datetime) -> bool:
    """Of a coordinator of the campaign. `coordinators` is how many it has that can sign in."""
    return person != asked_by or (coordinators == 1 and now - asked_at >= ALONE)
