"""What a coordinator may say of a campaign and of its days: read here, with everything that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from protests.enums import Kind
from protests.rules import contrast, draft, text
from protests.rules import when as when_rule
from protests.rules.faults import Reading, Refused
from protests.rules.numbers import whole_number

# The texts of each, and how long they may be; those of several lines have more than LINE.
LINE = 200
CAMPAIGN_TEXTS = {"name": 120, "about": 4000, "demands": 2000}
DAY_TEXTS = {"title": 120, "tagline": 120, "about": 4000, "demands": 2000, "start_text": 4000, "press_note": 2000}
LONGEST_DAY = timedelta(days=31)
MOST_REVEAL_HOURS = 14 * 24
MOST_COUNTRIES = 60

Texts = dict[str, dict[str, str]]


@dataclass(frozen=True)
class CampaignDraft:
    """`translations` as {"de": {"name": ...}} without empty ones, `accent` "#RRGGBB" or empty."""

    name: str
    about: str
    demands: str
    language: str
    translations: Texts
    languages: list[str]
    risky_countries: list[str]
    accent: str


@dataclass(frozen=True)
class DayDraft:
    """Dates are local and inclusive, `opens_at`, `closes_at` and `embargo_until` aware UTC."""

    title: str
    tagline: str
    about: str
    demands: str
    start_text: str
    press_note: str
    translations: Texts
    starts_on: date
    ends_on: date
    usual_start: time | None
    usual_end: time | None
    usual_kind: str
    reveal_hours: int
    submissions_open: bool
    opens_at: datetime | None
    closes_at: datetime | None
    embargo_until: datetime | None


def campaign(raw: Mapping[str, Any], reading: Reading) -> CampaignDraft | None:
    """From the fields of CampaignDraft; texts of other languages as "de_name". None when `reading` gathered faults."""
    take = reading.take
    values: dict[str, Any] = _texts(raw, CAMPAIGN_TEXTS, reading)
    language = take("language", spoken, raw.get("language"))
    values |= {
        "language": language,
        "translations": _translations(raw, CAMPAIGN_TEXTS, language, reading),
        "languages": take("languages", _all_spoken, raw.get("languages")),
        "risky_countries": take("risky_countries", country_codes, raw.get("risky_countries")),
        "accent": take("accent", contrast.accent, raw.get("accent")),
    }
    return None if reading.faults else CampaignDraft(**values)


def day(raw: Mapping[str, Any], language: str, reading: Reading) -> DayDraft | None:
    """From the fields of DayDraft, for a campaign whose own language is `language`."""
    take = reading.take
    first = take("starts_on", when_rule.local_date, raw.get("starts_on"))
    values: dict[str, Any] = _texts(raw, DAY_TEXTS, reading) | {
        "translations": _translations(raw, DAY_TEXTS, language, reading),
        "starts_on": first,
        "ends_on": take("ends_on", _last_day, raw.get("ends_on"), first),
        "usual_start": take("usual_start", a_time, raw.get("usual_start")),
        "usual_end": take("usual_end", a_time, raw.get("usual_end")),
        "usual_kind": take("usual_kind", _kind, raw.get("usual_kind")),
        "reveal_hours": take("reveal_hours", _hours, raw.get("reveal_hours")),
        "submissions_open": bool(raw.get("submissions_open")),
        "opens_at": take("opens_at", a_moment, raw.get("opens_at")),
        "closes_at": take("closes_at", a_moment, raw.get("closes_at")),
        "embargo_until": take("embargo_until", a_moment, raw.get("embargo_until")),
    }
    opens, closes = values["opens_at"], values["closes_at"]
    if opens and closes and closes <= opens:
        reading.refuse("closes_at", "window.order", _("It closes before it opens. Enter a later time."))
    return None if reading.faults else DayDraft(**values)


def shown(
    texts: Mapping[str, str], translations: Texts, own: str, reader: str
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Each text in the reader's language, else as it was written; and the names of those that fell back."""
    translated = translations.get(reader, {}) if reader != own else texts
    said = {name: translated.get(name) or text for name, text in texts.items()}
    return said, tuple(name for name, text in texts.items() if text and not translated.get(name))


def spoken(value: object) -> str:
    """A language of the site. Raises Refused `language.unknown`."""
    if value in dict(settings.LANGUAGES):
        return str(value)
    raise Refused("language.unknown", _("Choose one of the languages of this site."))


def country_codes(value: object) -> list[str]:
    """Codes with commas or spaces between them. Raises Refused `countries.unknown`."""
    codes = sorted(set(str(value or "").upper().replace(",", " ").split()))
    if len(codes) > MOST_COUNTRIES or not set(codes) <= {code for code, _name in countries}:
        raise Refused("countries.unknown", _("Write the two-letter codes of countries, such as CN, HK, IR."))
    return codes


def a_time(value: object) -> time | None:
    """Raises Refused `time.format`."""
    if not value:
        return None
    try:
        return time.fromisoformat(str(value)).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Refused("time.format", _("Enter a time such as 18:00.")) from None


def a_moment(value: object) -> datetime | None:
    """A moment in UTC, None for an empty field. Raises Refused `moment.format`."""
    wall = when_rule.wall_time(value, "moment") if value else None
    return wall and wall.replace(tzinfo=UTC)


def _texts(raw: Mapping[str, Any], texts: Mapping[str, int], reading: Reading) -> dict[str, str | None]:
    return {name: _text(name, raw.get(name), most, reading, name) for name, most in texts.items()}


def _translations(raw: Mapping[str, Any], texts: Mapping[str, int], own: str | None, reading: Reading) -> Texts:
    made: Texts = {}
    for code, _name in settings.LANGUAGES:
        for name, most in texts.items():
            field = f"{code}_{name}"
            said = _text(name, raw.get(field), most, reading, field) if code != own and raw.get(field) else ""
            if said:
                made.setdefault(code, {})[name] = said
    return made


def _text(name: str, value: object, most: int, reading: Reading, field: str) -> str | None:
    if most > LINE:
        return reading.take(field, text.several_lines, value, most=most)
    least = draft.TITLE["least"] if name in ("name", "title") else 0
    return reading.take(field, text.single_line, value, least=least, most=most)


def _last_day(value: object, first: date | None) -> date | None:
    last = when_rule.local_date(value) if value else first
    if first and last and not timedelta() <= last - first <= LONGEST_DAY:
        raise Refused("date.order", _("It ends on the same day or up to 31 days later. Enter another date."))
    return last


def _hours(value: object) -> int:
    typed = str(value if value is not None else "").strip()
    hours = whole_number(typed, most=MOST_REVEAL_HOURS)
    if hours is not None:
        return hours
    raise Refused("hours", _("Enter hours from 0 to 336."))


def _kind(value: object) -> str:
    return draft.choice(value, Kind) if value else ""


def _all_spoken(value: object) -> list[str]:
    """All of them is as none: whoever adds a language to the site adds it here too."""
    chosen = [spoken(code) for code in (value if isinstance(value, (list, tuple)) else [])]
    return [] if len(set(chosen)) == len(settings.LANGUAGES) else sorted(set(chosen))
