"""Links within a page: the query that is asked, and what only pages know of it (DECISIONS, "Queries")."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from protests import filters
from protests.filters import Query


@dataclass(frozen=True)
class Here:
    """The page that is open. `own` are its parameters beside the query language: order, tz."""

    query: Query
    own: Mapping[str, str] = field(default_factory=dict)

    def to(self, path: str = ".", own: Mapping[str, str] | None = None, **changes: Any) -> str:
        """The address of `path` with this query but for the changes; `own` replaces single own parameters."""
        written = "&".join(filter(None, (filters.canonical(replace(self.query, **changes)), self._own(own or {}))))
        return f"{path}?{written}" if written else path

    def carried(self, own: Mapping[str, str] | None = None, **changes: Any) -> list[tuple[str, str]]:
        """The same as the hidden inputs of a form, which sends the rest itself."""
        return parse_qsl(self.to("", own, **changes).removeprefix("?"))

    def beside(self, path: str) -> str:
        """Another page, which takes no query: only the zone goes along."""
        zone = self.own.get("tz")
        return f"{path}?{urlencode({'tz': zone}, safe='/')}" if zone else path

    def _own(self, changes: Mapping[str, str]) -> str:
        return urlencode({name: value for name, value in {**self.own, **changes}.items() if value}, safe="/")
