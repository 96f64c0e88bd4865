"""Further dates and places of the same group, sent in one go: each row is complete, so that what it says is sent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from protests.enums import Kind
from protests.forms.entry import EntryForm
from protests.rules import draft as draft_rule
from protests.rules.draft import Draft
from protests.rules.faults import Fault, Reading
from protests.rules.numbers import whole_number

MOST = 9
# What of an entry another one begins with.
COPIED = "local_date local_start local_end unannounced next_day city place place_unannounced pasted venue".split()


class FurtherForm(EntryForm):
    """One more date or place; what it shares with the first entry is asked once."""

    @property
    def number(self) -> int:
        return int((self.prefix or "").rpartition("-")[2]) + 2

    def read(
        self,
        shared: Mapping[str, object],
        first: Mapping[str, Any],
        before: timedelta | None,
        reading: Reading,
        now: datetime,
    ) -> Draft | None:
        """A draft of what is `shared` and what is here. `first` is what was typed for the first entry, `before` how
        long before the start its exact place is announced."""
        typed = self.cleaned_data | {"timezone": self._zone_typed(first), "point": ("", "")}
        raw = dict(shared) | {"address": ""} | self.times(typed, reading) | self.where(typed, reading)
        draft = draft_rule.read(raw, reading, now=now)
        if draft and before is not None and not typed["place_unannounced"]:
            draft = self.revealed(draft, before, reading, now)
        for fault in reading.faults:
            self.tell(fault)
        return draft

    def tell(self, fault: Fault) -> None:
        """What is shared was told already; of a place there are fewer fields than the first entry has."""
        if fault.field in ("latitude", "timezone"):
            fault = replace(fault, field="city")
        if fault.field == "reveal_at":
            fault = replace(fault, field="local_start")
        if fault.field in self.fields:
            super().tell(fault)

    def refuse_as_same(self) -> None:
        same = _("This is the date and place of another one above. Change it, or take it out.")
        self.add_error("local_date", ValidationError(same, "entry.same"))

    def _zone_typed(self, first: Mapping[str, Any]) -> str:
        """Another zone than that of the place was chosen for the first place alone, or for what takes place nowhere."""
        is_there = all(self.cleaned_data[name] == first[name] for name in ("city", "pasted"))
        return first["timezone"] if is_there or first["kind"] == Kind.ONLINE else ""


def rows(data: QueryDict | None) -> list[FurtherForm]:
    """Those that were sent, up to nine; a row more or less where one of the two buttons was pressed."""
    if data is None:
        return []
    count = _count(data)
    if not asks_for_rows(data):
        return [FurtherForm(data, initial={}, prefix=_prefix(n)) for n in range(count)]
    typed = [_typed(data, f"{_prefix(n)}-") for n in range(count) if data.get("drop") != str(n)]
    if "add" in data:
        typed.append((typed or [_first(data)])[-1])
    return [FurtherForm(None, initial=values, prefix=_prefix(n)) for n, values in enumerate(typed[:MOST])]


def asks_for_rows(data: QueryDict) -> bool:
    """Whether nothing is sent, but the form is to be shown with a row more or less, or with as many as a draft has."""
    return any(name in data for name in ("add", "drop", "show"))


def _first(data: QueryDict) -> dict[str, Any]:
    """Of the first entry; a pin becomes coordinates, since the others have no map."""
    point = [data.get("latitude", ""), data.get("longitude", "")]
    return _typed(data, "") | {"pasted": data.get("pasted") or (", ".join(point) if all(point) else "")}


def _typed(data: QueryDict, prefix: str) -> dict[str, Any]:
    return {name: data.get(prefix + name, "") for name in COPIED}


def _count(data: QueryDict) -> int:
    return min(whole_number(data.get("further", ""), most=99) or 0, MOST)


def _prefix(n: int) -> str:
    return f"further-{n}"
