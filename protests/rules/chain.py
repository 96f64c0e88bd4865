"""The chain over the log: each seal stands for rows and for the seal before, so that nothing behind it can be changed,
removed or swapped unseen. The digest is keyed: who has the database alone cannot make another chain.

Names are in no row (models/audit.py): a person may be forgotten and the chain holds.
"""

import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256

from protests.rules.tokens import derived

# What comes before the first seal.
START = bytes(32)
# All columns of a row, in this order.
COLUMNS = ("id", "at", "verb", "kind", "object_id", "actor_id", "campaign_id", "reason", "counts")


def digest(key: bytes, previous: bytes, rows: Iterable[Mapping[str, object]]) -> bytes:
    """Of rows that hold COLUMNS, in the order of their numbers, behind the seal whose digest is `previous`."""
    written = [[_plain(row[name]) for name in COLUMNS] for row in rows]
    message = json.dumps(written, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(derived(key, "log"), previous + message, sha256)


def _plain(value: object) -> object:
    """Moments as UTC, the rest as it is."""
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
