"""How long somebody of a team stays signed in, and what is kept of the device (TRUST.md 5)."""

from datetime import datetime, timedelta

# Since the last page.
IDLE = timedelta(hours=8)
# Since signing in, whatever happens meanwhile.
LONGEST = timedelta(hours=12)
# Between the password and the second factor.
HALFWAY = timedelta(minutes=30)
# So exactly is it kept when a session was used.
SEEN_WITHIN = timedelta(minutes=1)


def is_open(started_at: datetime, seen_at: datetime, now: datetime) -> bool:
    return now - started_at < LONGEST and now - seen_at < IDLE


def device(user_agent: str) -> str:
    """ "phone", "tablet" or "computer": all that is kept of what a browser says of itself."""
    if "iPad" in user_agent or ("Android" in user_agent and "Mobile" not in user_agent):
        return "tablet"
    return "phone" if "Mobi" in user_agent or "iPhone" in user_agent else "computer"
