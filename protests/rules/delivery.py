"""What a mail is, how long it waits, how often it is tried, and when it is given up (TRUST.md F06)."""

from dataclasses import dataclass
from datetime import timedelta

# A decision or change can be undone for so long before anybody is told of it.
UNDO = timedelta(minutes=2)
LONGEST_WAIT = timedelta(minutes=60)
# Mails that a stranger can make us send to one address in a day.
STRANGERS_A_DAY = 3
# Whoever follows a day or a place hears of new protests no more often than this.
NEWS_APART = timedelta(hours=12)


@dataclass(frozen=True)
class Attachment:
    """A file that goes along: `media_type` without parameters."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True)
class Letter:
    """A mail as it goes out: the same words as text and as HTML."""

    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


def wait(attempts: int) -> timedelta:
    """Until the next try, after so many: 1, 2, 4 ... 60 minutes."""
    return min(timedelta(minutes=2 ** min(attempts, 6)), LONGEST_WAIT)
