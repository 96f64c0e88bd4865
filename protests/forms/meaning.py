"""What was typed into a form, in the fields of the API. What can't be read is passed on, for the rule to refuse."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils import translation

from protests.public import PublicDay
from protests.rules import when
from protests.rules.faults import Refused

COMMAS = re.compile("[,;،؛、，；]")


def of_day(day: PublicDay) -> dict[str, Any]:
    """What a form knows before anybody types: title, date, usual times, kind and text, and when an exact
    place is announced."""
    start = f"{day.usual_start:%H:%M}" if day.usual_start else ""
    end = f"{day.usual_end:%H:%M}" if day.usual_end else ""
    known = {"title": day.title, "local_date": f"{day.starts_on}", "local_start": start, "precision": "exact"}
    known |= {"local_end": end, "next_day": "1" if end and start and end <= start else ""}
    known |= {"kind": day.usual_kind or None, "description": day.start_text}
    if not day.usual_start:
        return known | {"reveal": "on"}
    shown = datetime.combine(day.starts_on, day.usual_start) - timedelta(hours=day.reveal_hours)
    return known | {"reveal": "on", "reveal_date": f"{shown:%Y-%m-%d}", "reveal_time": f"{shown:%H:%M}"}


def times(typed: Mapping[str, Any], *, end_days: int = 1) -> dict[str, object]:
    """`local_date`, `local_start` and `local_end` from a date and two times. Times need a date that can be read.

    One that does not end on its day ends `end_days` later.
    """
    day, start, end = (typed[name] or "" for name in ("local_date", "local_start", "local_end"))
    if not is_date(day):
        return {"local_date": day}
    last = date.fromisoformat(day) + timedelta(days=end_days if typed["next_day"] else 0)
    has_start = start and not typed["unannounced"]
    has_end = end and (start or typed["unannounced"])  # a forgotten start is fault enough
    return {
        "local_date": day,
        "local_start": f"{day}T{start}" if has_start else None,
        "local_end": f"{last}T{end}" if has_end else None,
    }


def is_revealed(typed: Mapping[str, Any]) -> bool:
    """Whether the exact place is to be announced at all; of a place that is not known yet there is none."""
    return typed["reveal"] == "on" and not typed["place_unannounced"]


def reveal(typed: Mapping[str, Any]) -> str | None:
    """`reveal_at` from a date and a time; None where both are empty, which means as long before as the day says."""
    day, hour = (typed[name] or "" for name in ("reveal_date", "reveal_time"))
    return f"{day}T{hour}" if is_revealed(typed) and (day or hour) else None


def is_date(text: str) -> bool:
    try:
        return bool(when.local_date(text))
    except Refused:
        return False


def languages(text: str | None) -> list[str]:
    """Codes of the languages that somebody named with commas between them."""
    codes = _codes(translation.get_language())
    names = filter(None, (name.strip().casefold() for name in COMMAS.split(text or "")))
    return [codes.get(name, name) for name in names]


def language_names(codes: Iterable[str]) -> str:
    """Their own names, with commas between them, such that `languages` makes the same codes of them."""
    known = _codes(translation.get_language())
    names = ((code, LANG_INFO[code].get("name_local", code)) for code in codes)
    return ", ".join(name if known.get(name.casefold()) == code else code for code, name in names)


def contact(typed: Mapping[str, Any]) -> dict[str, object]:
    """Who asks for a link instead of mail gets no mail, whatever else is filled in."""
    email = "" if typed["receipt"] else typed["email"]
    return {"receipt": typed["receipt"], "email": email, "phone": typed["phone"]}


@cache
def _codes(reader: str) -> dict[str, str]:
    """The code of each language by its name in English, in itself and in the language of the reader."""
    with translation.override(reader):
        return {
            str(name).casefold(): code
            for code, words in LANG_INFO.items()
            if "name" in words
            for name in (code, words["name"], words["name_local"], translation.gettext(words["name"]))
        }
