"""A calendar that somebody may subscribe to, as the programs that read calendars are told of it. Pure.

None of these services documents its address. Google's takes webcal and not https (calagator/calagator#556); the new
Outlook for Windows loses the scheme of webcal (mjff-eng/asap-hub#4998), so what is copied is https.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

GOOGLE = "https://calendar.google.com/calendar/r"
OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb"
OFFICE = "https://outlook.office.com/calendar/0/addfromweb"


@dataclass(frozen=True)
class Calendar:
    """`address` is where the file is; `count` how many protests are in it now, None where nobody counted."""

    label: str
    address: str
    count: int | None = None

    @property
    def webcal(self) -> str:
        return "webcal:" + self.address.partition(":")[2]

    @property
    def google(self) -> str:
        return f"{GOOGLE}?{urlencode({'cid': self.webcal})}"

    @property
    def outlook(self) -> str:
        return f"{OUTLOOK}?{self._named()}"

    @property
    def office(self) -> str:
        return f"{OFFICE}?{self._named()}"

    def _named(self) -> str:
        return urlencode({"url": self.address, "name": self.label})
