"""Dates, times and spans as people read them, in the language that is active."""

from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import get_language_info, ngettext, npgettext, pgettext
from django.utils.translation import gettext as _

# Beyond this a countdown says days.
IN_HOURS = timedelta(hours=48)
NAMES_SHOWN = 4


def long_day(day: date) -> str:
    """ "Sunday 31 May 2026"."""
    return date_format(day, pgettext("date format: weekday, day, month, year", "l j F Y"))


def day_name(day: date) -> str:
    """ "Sunday 31 May"."""
    return date_format(day, pgettext("date format: weekday, day, month", "l j F"))


def short_day(day: date) -> str:
    """ "31 May 2026"."""
    return date_format(day, pgettext("date format: day, month, year", "j F Y"))


def days(first: date, last: date) -> str:
    """ "Sunday 31 May 2026", or "29 May 2026 – 31 May 2026" for a window of several days."""
    if first == last:
        return long_day(first)
    return _("%(first)s – %(last)s") % {"first": short_day(first), "last": short_day(last)}


def clock(moment: time) -> str:
    """ "18:00"."""
    return time_format(moment, pgettext("time format", "H:i"))


def day_and_time(moment: datetime) -> str:
    """ "31 May 2026, 18:00", in the zone that it has."""
    return _("%(day)s, %(time)s") % {"day": short_day(moment.date()), "time": clock(moment.time())}


def until(span: timedelta) -> str:
    """How long from now: "12 days", "3 h 12 min", "12 min"; a started minute is not counted."""
    minutes = int(span.total_seconds() // 60)
    if span > IN_HOURS:
        phrase = npgettext("after 'in' or before 'ago'", "%(days)d day", "%(days)d days", span.days)
        return phrase % {"days": span.days}
    hours, rest = divmod(minutes, 60)
    if hours:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    return _("%(minutes)d min") % {"minutes": rest}


def some(names: list[str], most: int = NAMES_SHOWN) -> str:
    """The first few names: "Copenhagen, Helsinki, Munich, Vilnius and 3 more"."""
    shown = pgettext("between two names in a list", ", ").join(names[:most])
    more = len(names) - most
    if more <= 0:
        return shown
    return ngettext("%(names)s and %(more)d more", "%(names)s and %(more)d more", more) % {"names": shown, "more": more}


def counted(cities: int, countries: int) -> list[str]:
    """ "38 cities", "22 countries"."""
    return [
        ngettext("%(n)s city", "%(n)s cities", cities) % {"n": cities},
        ngettext("%(n)s country", "%(n)s countries", countries) % {"n": countries},
    ]


def kilometres(distance: float) -> str:
    """ "149 km"; below 10 km with one decimal, "1.5 km"."""
    decimals = 0 if distance >= 10 else 1
    number = number_format(round(distance, decimals), decimal_pos=decimals, use_l10n=True)
    return _("%(number)s km") % {"number": number}


def distance(kilometres_apart: float) -> str:
    """ "120 m" in tens of metres, from 1 km on as `kilometres` says it."""
    metres = max(10, round(kilometres_apart * 100) * 10)
    return kilometres(kilometres_apart) if metres >= 1000 else _("%(metres)d m") % {"metres": metres}


def language(code: str) -> str:
    """The name of a language in itself, as people look for it; the code where Django has no name."""
    try:
        return get_language_info(code)["name_local"]
    except KeyError:
        return code
