"""The pieces that bodies are joined from: each written once per revision of its protest, then kept in this process.

What cannot be read or written is left out and named in the log: one corrupt row never takes a feed down.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from django.utils.translation import get_language

from protests import editions, public
from protests.editions import Revision
from protests.formats.pieces import Piece, Writer
from protests.public import PublicProtest
from protests.querysets import ProtestQuerySet

log = logging.getLogger(__name__)
T = TypeVar("T")
Kind = tuple[str, str | None]  # the name of the format, and the language


class Shelf:
    """Pieces by kind and revision. Full, it becomes the old one; what nobody asks for until the next is full goes."""

    def __init__(self, most: int) -> None:
        """`most` in bytes; twice that may be kept."""
        self.most, self.size = most, 0
        self.new: dict[Kind, dict[Revision, Piece]] = {}
        self.old: dict[Kind, dict[Revision, Piece]] = {}

    def all(self, kind: Kind, revisions: Sequence[Revision]) -> list[Piece | None]:
        """Of each revision its piece, None where there is none."""
        found = list(map(self.new.get(kind, {}).get, revisions))
        if None in found and (old := self.old.get(kind)):
            for place, revision in enumerate(revisions):
                if found[place] is None and (piece := old.get(revision)):
                    found[place] = piece
                    self.put(kind, revision, piece)
        return found

    def put(self, kind: Kind, revision: Revision, piece: Piece) -> None:
        if self.size > self.most:
            self.new, self.old, self.size = {}, self.new, 0
        self.new.setdefault(kind, {})[revision] = piece
        self.size += len(piece.content)


SHELF = Shelf(most=24 * 1024 * 1024)


def pieces(writer: Writer, narrow: Callable[[ProtestQuerySet], ProtestQuerySet], now: datetime) -> list[Piece]:
    """Of all public protests that `narrow` leaves, by start, as they may be seen at `now`."""
    return of_revisions(writer, editions.revisions(narrow, now=now), now)


def of_revisions(writer: Writer, revisions: Sequence[Revision], now: datetime) -> list[Piece]:
    """In the order of the revisions, without what could not be written."""
    kind = (writer.name, get_language())
    found = SHELF.all(kind, revisions)
    missing = {one.code: one for one, piece in zip(revisions, found, strict=True) if piece is None}
    if missing:
        made = _made(writer, kind, missing, now)
        found = [piece or made.get(one.code) for one, piece in zip(revisions, found, strict=True)]
    return [piece for piece in found if piece]


def _made(writer: Writer, kind: Kind, missing: dict[str, Revision], now: datetime) -> dict[str, Piece]:
    protests = read(list(missing), now)
    changes = public.changes_of_all(protests) if writer.reads_changes else {}

    def piece(protest: PublicProtest) -> Piece:
        return writer.piece(protest, changes.get(protest.code, ()))

    made = {one.code: one for one in written(writer.name, piece, protests)}
    for code, one in made.items():
        SHELF.put(kind, missing[code], one)
    return made


def written(name: str, write: Callable[[PublicProtest], T], protests: Iterable[PublicProtest]) -> Iterator[T]:
    """What `write` makes of each; `name` is what it is left out of where that fails."""
    for protest in protests:
        try:
            made = write(protest)
        except Exception:
            log.exception("Protest %s is left out of %s: it cannot be written.", protest.code, name)
        else:
            yield made


def read(codes: Sequence[str], now: datetime) -> list[PublicProtest]:
    """All at once; where that fails, in halves, until the one is found that cannot be read."""
    try:
        return public.protests(lambda rows: rows.with_codes(codes), now=now)
    except Exception:
        if len(codes) == 1:
            log.exception("Protest %s is left out: it cannot be read.", codes[0])
            return []
    half = len(codes) // 2
    return read(codes[:half], now) + read(codes[half:], now)
