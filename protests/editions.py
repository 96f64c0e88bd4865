"""What somebody who was here before needs of the door out: what the site no longer shows, and what was changed since.

Nothing is said of what was removed but that it was: no text, no place.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Func, TextField, Value

from protests import public
from protests.models import Protest, ProtestChange
from protests.querysets import ProtestQuerySet
from protests.rules import tokens
from protests.rules.marks import LAST_CODE, Mark

# So long calendars and feeds tell that something was removed: who reads them rarely hears of it too.
TOLD_FOR = timedelta(days=30)


STATE = ("code", "revised_at", "is_revealed", "instead__code", "instead__visibility")


class Revision(str):
    """Names one state of what is public of a protest, its code first: what a body says of it depends on nothing
    else."""

    __slots__ = ()

    @property
    def code(self) -> str:
        return self.partition(" ")[0]


@dataclass(frozen=True)
class Removed:
    """A protest that was hidden, or merged into the one with the code `winner`; `sequence` is that of its calendar
    entry, which `uid` names and `starts_at` (UTC) or `local_date` dates."""

    code: str
    uid: str
    winner: str
    local_date: date
    starts_at: datetime | None
    sequence: int
    removed_at: datetime


@dataclass(frozen=True)
class Stretch:
    """Some of what became of protests, in the order in which it happened, and how far that reaches."""

    told: list[Revision | Removed]
    mark: Mark
    has_more: bool


def revisions(
    narrow: Callable[[ProtestQuerySet], ProtestQuerySet] = lambda found: found, *, now: datetime
) -> list[Revision]:
    """Of the public protests that `narrow` leaves, by start, as they stand at `now`. One query."""
    found = narrow(Protest.objects.at(now).public()).with_revealed().in_order()
    # Joined by the database: of ten thousand, that takes less than half of the time that the columns would.
    name = Func(Value(" "), *map(F, STATE), function="concat_ws", output_field=TextField())
    return list(map(Revision, found.values_list(name, flat=True)))


def latest(narrow: Callable[[ProtestQuerySet], ProtestQuerySet], *, most: int, now: datetime) -> list[str]:
    """The codes of those to which the last `most` things happened: they were accepted, or changed. Two queries."""
    shown = narrow(Protest.objects.at(now).public())
    new = shown.order_by("-created_at", "code").values_list("code", flat=True)[:most]
    changes = ProtestChange.objects.filter(protest__in=shown.order_by().values("pk")).order_by("-at", "-pk")
    return sorted({*new, *changes.values_list("protest__code", flat=True)[:most]})


def removed(narrow: Callable[[ProtestQuerySet], ProtestQuerySet], *, since: datetime, now: datetime) -> list[Removed]:
    """What the site stopped showing since then. One query."""
    return _removed(narrow(Protest.objects.at(now).removed_since(since)))


def find_removed(code: str, *, now: datetime) -> Removed | None:
    """What was removed lately, by its code."""
    if not tokens.is_code(code):
        return None
    found = removed(lambda rows: rows.with_codes([code.upper()]), since=now - TOLD_FOR, now=now)
    return next(iter(found), None)


def changes(mark: Mark | None, *, size: int, now: datetime) -> Stretch:
    """What is to be told after `mark`, at most `size`; without one, everything from the beginning."""
    mark = mark or Mark(0, "", now)
    rows = Protest.objects.at(now)
    acts = list(rows.after(mark).values_list("code", "change_number")[: size + 1])
    codes = [code for code, _number in acts[:size]]
    if codes:
        mark = replace(mark, number=acts[len(codes) - 1][1], code=codes[-1])
    if len(acts) > size:
        return Stretch(_as_they_are(codes, now), mark, has_more=True)
    due = rows.due_after(mark).exclude(code__in=codes).values_list("code", "reveal_at")[: size - len(codes) + 1]
    return _with_due(codes, list(due), mark, size - len(codes), now)


def _with_due(codes: list[str], due: list[Any], mark: Mark, room: int, now: datetime) -> Stretch:
    """Nothing new leaves the mark as it was, so that who asks again gets the same bytes."""
    codes = codes + [code for code, _at in due[:room]]
    told, has_more = _as_they_are(codes, now), len(due) > room
    if has_more and room:
        mark = replace(mark, at=due[room - 1][1], due_code=due[room - 1][0])
    elif codes and not has_more:
        mark = replace(mark, at=now, due_code=LAST_CODE)
    return Stretch(told, mark, has_more)


def _as_they_are(codes: Collection[str], now: datetime) -> list[Revision | Removed]:
    """Each as it is now, in the order of the codes. Two queries."""
    shown: dict[str, Revision | Removed] = {
        one.code: one for one in revisions(lambda rows: rows.with_codes(codes), now=now)
    }
    gone = {one.code: one for one in _removed(Protest.objects.at(now).removed().with_codes(codes))}
    found = shown | gone
    return [found[code] for code in codes if code in found]


def _removed(rows: ProtestQuerySet) -> list[Removed]:
    columns = ("code", "uid", "merged_into__code", "local_date", "starts_at", "sequence", "revised_at", "reveal_at")
    return [_one_removed(row) for row in rows.shown().order_by("code").values_list(*columns, "is_revealed", named=True)]


def _one_removed(row: Any) -> Removed:
    return Removed(
        code=row.code,
        uid=row.uid,
        winner=row.merged_into__code or "",
        local_date=row.local_date,
        starts_at=row.starts_at,
        sequence=public.sequence(row),
        removed_at=row.revised_at,
    )
