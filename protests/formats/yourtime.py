"""The time of a protest on the reader's own clock, beside the time there: for pages that no script completes. Pure."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maps.timezones import wall_time
from protests.formats import words


def your_time(moment: datetime, there: str, yours: str) -> str:
    """ "15:45", "Mon 03:00" where the day is another one, "" where both clocks say the same. Zones are IANA names."""
    here, local = wall_time(moment, yours), wall_time(moment, there)
    if here.utcoffset() == local.utcoffset():
        return ""
    time = words.clock(here.time())
    return time if here.date() == local.date() else f"{date_format(here, 'D')} {time}"


def your_span(start: datetime, end: datetime | None, there: str, yours: str) -> str:
    """ "19:00–21:00", "Mon 03:00–05:00", "23:00–Tue 01:00": a weekday is said once for as long as it holds."""
    first = your_time(start, there, yours)
    if not first or end is None:
        return first
    same_day = wall_time(start, yours).date() == wall_time(end, yours).date()
    last = words.clock(wall_time(end, yours).time()) if same_day else your_time(end, there, yours)
    return _("%(first)s–%(last)s") % {"first": first, "last": last}


def place_of(zone: str) -> str:
    """How people call a zone: "Kathmandu" of Asia/Kathmandu."""
    return zone.rpartition("/")[2].replace("_", " ")
