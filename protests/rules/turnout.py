"""How many came: what a report may say, what a vague word stands for, and how reports are added up (docs/turnout.md).

Several claims about one protest are kept side by side: together they span a range, and nobody takes their average.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from protests.enums import Outcome, Teller, Vague
from protests.rules import links, running, text
from protests.rules.faults import Reading, Refused

# "Hundreds" is taken for two hundred, as the Crowd Counting Consortium does: the least that the word can mean.
STANDS_FOR: dict[str, int] = {
    Vague.DOZENS: 24,
    Vague.HUNDREDS: 200,
    Vague.THOUSANDS: 2_000,
    Vague.TENS_OF_THOUSANDS: 20_000,
    Vague.HUNDREDS_OF_THOUSANDS: 200_000,
}
MOST = 20_000_000
# From here on a second moderator has to agree.
LARGE = 5_000
MOST_REPORTS = 20
WORDS_LENGTH = 120
SENTENCE_LENGTH = 300
# When the organiser is asked how many came, after the protest was over: three times at most.
REMINDERS = (timedelta(hours=12), timedelta(days=3), timedelta(days=10))
GROUPED = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f\u066c ]\d{3})+")
SEPARATORS = re.compile(r"[.,'’\u00a0\u202f\u066c ]")

Range = tuple[int, int]


@dataclass(frozen=True)
class Claim:
    """What somebody says of one protest. Without `low` and `vague` it says only that the protest took place;
    `words` is how they put it, kept as it was typed."""

    said_by: str
    low: int | None
    high: int | None
    vague: str
    words: str
    source: str
    sentence: str
    measures: str

    @property
    def span(self) -> Range | None:
        return span(self.low, self.high, self.vague)


@dataclass(frozen=True)
class Total:
    """Figures added up, over so many of so many cities. `span` is None where nobody gave a figure."""

    span: Range | None
    reported: int
    cities: int


def read(raw: Mapping[str, object], reading: Reading) -> Claim | None:
    """From the fields of the form; None when `reading` has gathered faults."""
    said_by = reading.take("said_by", _teller, raw.get("said_by"))
    low, high = (reading.take(name, number, raw.get(name)) for name in ("low", "high"))
    vague = reading.take("vague", _vague, raw.get("vague"))
    words = reading.take("words", text.single_line, raw.get("words"), most=WORDS_LENGTH)
    source = reading.take("source", links.web_address, raw.get("source"))
    sentence, measures = (
        reading.take(name, text.single_line, raw.get(name), most=SENTENCE_LENGTH) for name in ("sentence", "measures")
    )
    if reading.faults:
        return None
    low, high = _both(low, high)
    claim = Claim(said_by or "", low, high, vague or "", words or "", source or "", sentence or "", measures or "")
    _check(claim, reading)
    return None if reading.faults else claim


def number(value: object) -> int | None:
    """People, as they are written anywhere: "1 200", "1.200", "١٢٠٠". None for nothing. Raises Refused."""
    typed = str(value or "").strip()
    if not typed:
        return None
    digits = SEPARATORS.sub("", typed) if GROUPED.fullmatch(typed) else typed
    if not digits.isdecimal() or len(digits) > 12:
        raise Refused("turnout.number", _("Enter a whole number, for example 250."))
    if int(digits) > MOST:
        raise Refused("turnout.too_many", _("That is more than any protest ever had. Check the number."))
    return int(digits)


def span(low: int | None, high: int | None, vague: str) -> Range | None:
    """The figures of a claim, or what its vague word stands for; None where it has neither."""
    if low is not None and high is not None:
        return low, high
    return (STANDS_FOR[vague], STANDS_FOR[vague]) if vague else None


def is_large(claim: Claim) -> bool:
    return claim.span is not None and claim.span[1] >= LARGE


def widest(spans: Iterable[Range]) -> Range | None:
    """From the least that anybody says to the most."""
    found = list(spans)
    return (min(low for low, _high in found), max(high for _low, high in found)) if found else None


def total(of_protests: Iterable[tuple[str, Range | None]], cities: int) -> Total:
    """Adds up the ranges of protests; each comes with its city. `cities` is how many gathered people."""
    known = [(city, figures) for city, figures in of_protests if figures]
    lows, highs = sum(low for _city, (low, _high) in known), sum(high for _city, (_low, high) in known)
    return Total((lows, highs) if known else None, len({city for city, _figures in known}), cities)


def outcome(
    status: str, *, going_ahead: bool, over_at: datetime, now: datetime, reports: int, figures: Range | None
) -> Outcome:
    """What became of it. A report outweighs what was announced: some gather though it was banned."""
    if reports:
        return Outcome.REPORTED if figures else Outcome.TOOK_PLACE
    if not running.gathers(status, going_ahead):
        return Outcome.OFF
    return Outcome.UNKNOWN if over_at <= now else Outcome.AHEAD


def _both(low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """One number alone is both ends."""
    return (low if low is not None else high), (high if high is not None else low)


def _check(claim: Claim, reading: Reading) -> None:
    if claim.low is not None and claim.high is not None and claim.low > claim.high:
        reading.refuse("high", "turnout.low_above_high", _("The second number is smaller than the first. Swap them."))
    if claim.low is not None and claim.vague:
        reading.refuse("vague", "turnout.twice", _("Give numbers or a word, not both."))
    if claim.said_by in (Teller.POLICE, Teller.MEDIA) and not claim.source:
        reading.refuse("source", "turnout.source", _("Give the page where they say so, so that others can check it."))


def _teller(value: object) -> str:
    if value not in Teller.values:
        raise Refused("turnout.said_by", _("Choose who says so."))
    return str(value)


def _vague(value: object) -> str:
    if value and value not in Vague.values:
        raise Refused("turnout.vague", _("Choose one of the words, or give numbers."))
    return str(value or "")
