"""How long a submission should wait."""

from datetime import timedelta

# From here on the row says in colour and weight that somebody waits too long.
LATE = timedelta(hours=12)
AIM = timedelta(hours=24)
