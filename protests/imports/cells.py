"""What somebody wrote into a cell, in any of the ways people write dates, times and numbers. Each refusal says how to
write it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils import dates, translation
from django.utils.translation import gettext_lazy as _

from maps.gazetteer import name_key
from protests.rules.faults import Refused

MONTHS_IN = "en de fr es it pt nl ar pl sv tr ru uk zh-hant ja ko".split()
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
ISO = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?")
NUMERIC = re.compile(r"(\d{1,2})\s?([./\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?")
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
FIRST_SERIAL, LAST_SERIAL = 36526, 73050  # 2000-01-01 to 2099-12-31
EPOCH = date(1899, 12, 30)  # of Excel's day numbers, with the day in it that never was
BEFORE_NOON = r"a\.? ?m\b\.?|ص|صباحا|صباحًا|上午|早上|de la manana|vorm\.?"
AFTER_NOON = r"p\.? ?m\b\.?|م|مساء|مساءً|下午|晚上|de la tarde|nachm\.?|abends"
TIME = re.compile(
    rf"(?:um|at|a|à|às|las|kl\.?|ab|from)?\s*(?P<early>{BEFORE_NOON}|{AFTER_NOON})?\s*(?P<hour>\d{{1,2}})"
    rf"(?P<mark>\s*[:.h時时點点]\s*(?P<minute>\d{{2}})?(?::\d{{2}}(?:\.\d+)?)?\s*分?)?"
    rf"\s*(?P<late>{BEFORE_NOON}|{AFTER_NOON})?\s*(?P<word>uhr|hrs?|h)?",
    re.IGNORECASE,
)
WORDS = {"noon": time(12), "midday": time(12), "mittag": time(12), "12 mittags": time(12), "midi": time(12)}
RANGE = re.compile(r"\s*(?:[-–—~至]|\bto\b|\bbis\b|\buntil\b)\s*", re.IGNORECASE)
WITH_TIME = re.compile(r"(?P<day>.*\d\D{0,3}?)[\s,]+(?P<time>[^\s,]*\d{1,2}[^,]*)", re.DOTALL)
NUMBER = re.compile(r"[+-]?\d{1,40}(?:[.,]\d{1,40})?")
SIDE = re.compile(r"([NSEWO])?\s*([+-]?\d{1,3}(?:[.,]\d{1,20})?)\s*°?\s*([NSEWO])?", re.IGNORECASE)
YES = frozenset("yes y true 1 x ja oui si sim 是 有 نعم v ok".split())
NO = frozenset("no n false 0 nein non nao nee 否 無 无 لا".split())


@dataclass(frozen=True)
class Moment:
    """`offset` is how far from UTC it was meant; None: the wall time at the place."""

    day: date
    clock: time | None
    offset: timedelta | None = None


def plain(text: str) -> str:
    """With the digits of every script as 0 to 9, ordinary spaces, and nothing invisible."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    digits = (str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    return " ".join("".join(digits).split()).replace("−", "-")


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(plain(text)) is not None


def number(text: str) -> str:
    """Decimal text with a point; a decimal comma and N, S, E, W are understood. Raises Refused `number`."""
    match = SIDE.fullmatch(plain(text))
    if not match or (match[1] and match[3]):
        raise Refused("number", _("Write it as a number, for example 52.5200."))
    side, digits = (match[1] or match[3] or "").upper(), match[2].replace(",", ".")
    return f"-{digits.lstrip('+-')}" if side in ("S", "W") else digits


def order_of(values: Iterable[str]) -> str:
    """ "dmy", "mdy", "mixed" where both occur, "" where nothing tells: what the dates of a column say themselves."""
    told = set()
    for value in values:
        match = NUMERIC.match(plain(value))
        if match:
            told.add(_told(match))
    told.discard("")
    return "mixed" if len(told) > 1 else next(iter(told), "")


def _told(match: re.Match[str]) -> str:
    if match[2] == "." or int(match[1]) > 12:
        return "dmy"
    return "mdy" if int(match[3]) > 12 else ""


def looks_like_date(text: str) -> bool:
    text = plain(text)
    return bool(ISO.match(text) or NUMERIC.match(text) or _with_month(text))


def day(text: str, order: str) -> date:
    """A date; `order` ("dmy", "mdy") decides where the cell does not. Raises Refused `date.order`, `date.format`,
    `date.year`."""
    text = plain(text)
    if match := SERIAL.fullmatch(text):
        return _of_serial(int(match[1]))
    if match := ISO.search(text):
        return _date(*(int(part) for part in match.groups()))
    if match := NUMERIC.search(text):
        return _numeric(match, order)
    if found := _with_month(text):
        return found
    raise _unclear()


def _of_serial(days: int) -> date:
    if FIRST_SERIAL <= days <= LAST_SERIAL:
        return EPOCH + timedelta(days=days)
    raise _unclear()


def _numeric(match: re.Match[str], order: str) -> date:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    told = _told(match) or ("dmy" if first == second else order)
    if told not in ("dmy", "mdy"):
        raise Refused("date.order", _("Is the day or the month first? Say so above the rows, or write 2026-05-31."))
    month, of_month = (second, first) if told == "dmy" else (first, second)
    return _date(year + 2000 if year < 100 else year, month, of_month)


def _with_month(text: str) -> date | None:
    """ "Sunday, 31 May 2026", "31. Mai 2026", "May 31, 2026". Raises Refused `date.year`."""
    words = re.findall(r"\d+|[^\W\d_]+", text)
    month = next((found for word in words if (found := _months().get(name_key(word)))), None)
    numbers = [int(word) for word in words if word.isdigit()]
    if month is None or not numbers or "年" in text:
        return None
    years = [number for number in numbers if number > 31]
    if len(numbers) < 2 or not years:
        raise Refused("date.year", _("Add the year, for example 31 May 2026."))
    return _date(years[0], month, next(number for number in numbers if number != years[0]))


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for language in MONTHS_IN:
        with translation.override(language):
            for table in (dates.MONTHS_ALT, dates.MONTHS_3, dates.MONTHS):
                found |= {name_key(str(name)): month for month, name in table.items()}
    return {name: month for name, month in found.items() if name and not name[0].isdigit()} | {"mrz": 3, "mar": 3}


def _date(year: int, month: int, of_month: int) -> date:
    try:
        return date(year, month, of_month)
    except ValueError:
        raise Refused("date.none", _("There is no such day. Correct it, for example 2026-05-31.")) from None


def _unclear() -> Refused:
    return Refused("date.format", _("Write the date as 2026-05-31."))


def moment(text: str, order: str) -> Moment:
    """A date, with the time where the cell holds both. Raises Refused as `day` and `clock` do."""
    text = plain(text)
    if match := MOMENT.fullmatch(text):
        return Moment(_date(*map(int, match[1].split("-"))), time.fromisoformat(match[2]), _offset(match[3]))
    if SERIAL.fullmatch(text) and "." in text:
        return Moment(_of_serial(int(text[:5])), _fraction(text[5:]))
    if (match := WITH_TIME.fullmatch(text)) and (at := _marked_time(match["time"])):
        return Moment(day(match["day"], order), at)
    return Moment(day(text, order), None)


def _offset(text: str | None) -> timedelta | None:
    if text is None or text == "Z":
        return None if text is None else timedelta()
    hours, minutes = int(text[1:3]), int(text[-2:])
    return timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)


def _marked_time(text: str) -> time | None:
    """A time that can be nothing else: "18:00", "6 pm", "18h", "18 Uhr"."""
    match = TIME.fullmatch(text.strip())
    is_marked = match and (match["mark"] or match["early"] or match["late"] or match["word"])
    return clock(text) if is_marked and not re.fullmatch(r"\d{1,2}\.\d{2}", text.strip()) else None


def clock(text: str) -> time:
    """A time of the day: "18:00", "18h00", "18.30 Uhr", "6 pm", "下午6時", 0.75. Raises Refused `time.format`."""
    text = plain(text).lower()
    if text in WORDS:
        return WORDS[text]
    if match := MOMENT.fullmatch(text.upper()):
        return time.fromisoformat(match[2])
    if re.fullmatch(r"0?\.\d{2,}", text):
        return _fraction(text)
    if re.fullmatch(r"[012]\d[0-5]\d", text):
        text = f"{text[:2]}:{text[2:]}"
    match = TIME.fullmatch(text.strip())
    if not match:
        raise _unclear_time()
    return _time(match)


def _time(match: re.Match[str]) -> time:
    hour, half = int(match["hour"]), match["early"] or match["late"] or ""
    is_bare = not (half or match["mark"] or match["word"])
    if hour > 24 or (is_bare and hour <= 12) or (half and not 1 <= hour <= 12 and hour < 13):
        raise _unclear_time()
    if half and hour <= 12:
        hour = hour % 12 + (12 if re.fullmatch(AFTER_NOON, half) else 0)
    try:
        return time(hour % 24, int(match["minute"] or 0))
    except ValueError:
        raise _unclear_time() from None


def _fraction(text: str) -> time:
    """Excel's part of a day."""
    minutes = round(float("0" + text[text.index(".") :]) * 24 * 60)
    return (datetime.min + timedelta(minutes=minutes)).time()


def _unclear_time() -> Refused:
    return Refused("time.format", _("Write the time as 18:00 or 6 pm."))


def span(text: str) -> tuple[str, str]:
    """ "18:00–20:00" as its two times; the second is "" where there is one alone."""
    parts = [] if MOMENT.match(text) else RANGE.split(plain(text))
    return (parts[0], parts[1]) if len(parts) == 2 and all(map(_marked_time, parts)) else (text, "")


def yes(text: str) -> bool:
    """Raises Refused `yes`."""
    word = name_key(text)
    if word in YES or word in NO or not word:
        return word in YES
    raise Refused("yes", _("Write yes or no."))
