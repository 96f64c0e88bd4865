"""When a file comes a second time: what it changed, what was changed here, and what both changed. Field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from hashlib import sha256

from protests.rules.draft import Draft

# Decided here, never by a file; and what follows from the rest.
OURS = frozenset({"precision", "reveal_at", "flags", "accuracy"})
FIELDS = tuple(field.name for field in fields(Draft) if field.name not in OURS)


@dataclass(frozen=True)
class Merged:
    """`draft` has what the file changed and keeps the rest; `differing` are its names, `conflicts` those of them that
    were changed here too."""

    draft: Draft
    differing: tuple[str, ...]
    conflicts: tuple[str, ...]


def prints(draft: Draft) -> dict[str, str]:
    """Of each field something that is the same for the same content, and tells nothing of it."""
    return {name: sha256(_written(draft, name).encode()).hexdigest()[:16] for name in FIELDS}


def merge(standing: Draft, file: Draft, last: Mapping[str, str]) -> Merged:
    """`last` are the prints of what the file said when it was last taken in."""
    here, there = prints(standing), prints(file)
    differing = tuple(name for name in FIELDS if there[name] not in (last.get(name), here[name]))
    conflicts = tuple(name for name in differing if here[name] != last.get(name))
    values = {name: getattr(file, name) for name in differing}
    if "point" in differing:
        values["accuracy"] = file.accuracy
    return Merged(replace(standing, **values), differing, conflicts)


def _written(draft: Draft, name: str) -> str:
    value = getattr(draft, name)
    if name == "when":
        return f"{value.local_date} {value.local_start} {value.local_end_date} {value.local_end} {value.timezone}"
    return f"{value.x:.5f} {value.y:.5f}" if name == "point" and value else repr(value)
