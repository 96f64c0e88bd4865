"""Sealing what is new in the log, and proving that nothing behind the seals was touched."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone as clock

from protests.models import AuditEvent, Seal
from protests.rules import chain

AT_A_TIME = 5000
# No act takes as long: a row that is older and in no seal was put there behind the worker's back.
LATE = timedelta(hours=24)


@dataclass(frozen=True)
class Verified:
    """What a look at the whole chain found. `head` is the digest of the last seal in hexadecimal: written down
    elsewhere it also proves that no seal was taken off the end."""

    seals: int
    rows: int
    unsealed: int
    head: str
    faults: list[str]


@transaction.atomic
def seal() -> int:
    """Put what is in no seal yet behind the last one; how many rows. Of two workers at once one fails (`previous`)."""
    last = Seal.objects.order_by("-pk").first()
    previous = bytes(last.digest) if last else chain.START
    numbers = _unsealed(last)
    for first in range(0, len(numbers), AT_A_TIME):
        batch = numbers[first : first + AT_A_TIME]
        digest = chain.digest(settings.CONTACT_KEY, previous, _rows(batch))
        Seal.objects.create(rows=batch, previous=previous, digest=digest)
        previous = digest
    return len(numbers)


def verify(*, head: str = "") -> Verified:
    """Compare the log with its seals, from the first to the last. `head`: one that was written down must be there."""
    previous, seals = chain.START, 0
    seen: set[int] = set()
    faults: list[str] = []
    for one in Seal.objects.order_by("pk").iterator():
        faults += _faults(one, previous, seen)
        previous, seals = bytes(one.digest), seals + 1
        seen.update(one.rows)
    if head and not Seal.objects.filter(digest=bytes.fromhex(head)).exists():
        faults.append(f"No seal has the head {head}: seals were removed, or made anew.")
    loose = [(pk, at) for pk, at in AuditEvent.objects.values_list("pk", "at").iterator() if pk not in seen]
    late = [pk for pk, at in loose if at < clock.now() - LATE]
    faults += [f"Row {pk} is in no seal and older than a day: it was added, or the worker stands still." for pk in late]
    return Verified(seals, len(seen), len(loose), previous.hex() if seals else "", faults)


def head() -> str:
    """The digest of the last seal, in hexadecimal; "" before the first."""
    last = Seal.objects.order_by("-pk").first()
    return bytes(last.digest).hex() if last else ""


def _unsealed(last: Seal | None) -> list[int]:
    """Numbers are given before they are committed: what comes late is found by its time, and not sealed twice."""
    found, sealed = AuditEvent.objects.all(), set[int]()
    if last:
        since = last.at - LATE
        found = found.filter(at__gt=since)
        seals = Seal.objects.filter(at__gt=since - LATE).values_list("rows", flat=True)
        sealed = {row for rows in seals for row in rows}
    return sorted(set(found.values_list("pk", flat=True)) - sealed)


def _rows(numbers: list[int]) -> list[dict[str, Any]]:
    return list(AuditEvent.objects.filter(pk__in=numbers).order_by("pk").values(*chain.COLUMNS))


def _faults(one: Seal, previous: bytes, seen: set[int]) -> Iterator[str]:
    if bytes(one.previous) != previous:
        yield f"Seal {one.pk} does not follow the one before it: a seal is missing or was changed."
    rows = _rows(one.rows)
    missing = sorted(set(one.rows) - {row["id"] for row in rows})
    if missing:
        yield f"Seal {one.pk}: rows are missing: {', '.join(map(str, missing))}."
    elif chain.digest(settings.CONTACT_KEY, bytes(one.previous), rows) != bytes(one.digest):
        yield f"Seal {one.pk}: rows {one.rows[0]} to {one.rows[-1]}, or the seal itself, are not what was sealed."
    if doubled := seen.intersection(one.rows):
        yield f"Seal {one.pk}: rows are sealed twice: {', '.join(map(str, sorted(doubled)))}."
