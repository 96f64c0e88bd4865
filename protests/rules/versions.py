"""Which version of something was seen: whoever acts on what has changed since is told, and nothing is overwritten."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256


class Changed(Exception):
    """It is not what it was when somebody looked at it, or made something from it."""


def version(record: object, names: Iterable[str], since: datetime | None = None) -> str:
    """Stands for the content of these attributes, as the database gives them: the same again is the same version.
    `since` is when what it stands on was last changed."""
    content = [*(str(getattr(record, name)) for name in names), str(since)]
    return sha256(repr(content).encode()).hexdigest()[:32]
