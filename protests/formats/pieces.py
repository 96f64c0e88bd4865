"""One protest as a format writes it: kept until the protest changes, so that a long body is a join (SPEED 2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from protests.public import PublicChange, PublicProtest


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands of one protest in a body, and what the body says of all of them: (lon, lat) in degrees, UTC."""

    code: str
    content: bytes
    point: tuple[float, float] | None
    updated_at: datetime


@dataclass(frozen=True)
class Writer:
    """How a format writes one protest in the active language. `name` tells formats apart; `changes`, the latest first,
    are read only for who `reads_changes`."""

    name: str
    write: Callable[[PublicProtest, Sequence[PublicChange]], bytes]
    reads_changes: bool = False

    def piece(self, protest: PublicProtest, changes: Sequence[PublicChange] = ()) -> Piece:
        return Piece(protest.code, self.write(protest, changes), protest.point, protest.updated_at)
