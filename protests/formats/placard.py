"""What a poster and a share card have in common: the placard, and when and where. Pure.

Only what stands until somebody changes something is on them: neither says "on now" or "finished". In the language
that is active.
"""

from typing import Any

from django.utils.translation import gettext as _

from maps.gazetteer import country_name
from maps.timezones import abbreviation, wall_time
from protests.enums import Kind, Status
from protests.formats import accent, words
from protests.formats.lettering import lettered
from protests.public import PublicDay, PublicProtest
from protests.rules import states


def placard(protest: PublicProtest, day: PublicDay) -> dict[str, Any]:
    """For `placard` in typst/placard.typ."""
    return {
        **colours(day),
        "title": lettered(protest.title),
        "beside": lettered(day.tagline if protest.title == day.title else day.title),
        "across": lettered(across(protest)),
        "note": lettered(note(protest)),
        "is_off": is_off(protest),
    }


def of_day(day: PublicDay) -> dict[str, Any]:
    """The same of a whole day."""
    return {
        **colours(day),
        "title": lettered(day.title),
        "beside": lettered(day.tagline),
        "across": lettered(_("Sample data") if day.is_sample else ""),
        "note": lettered(""),
        "is_off": False,
    }


def colours(day: PublicDay) -> dict[str, str]:
    """Without a colour of the campaign a placard is ink on white; `on_ink` is that colour as text on the dark strip."""
    face = day.campaign.accent or accent.WHITE
    return {"face": face, "on_face": accent.on_accent(face), "on_ink": accent.readable(face, accent.LIGHT_BOARD)}


def across(protest: PublicProtest) -> str:
    """What is written across it: whoever sees it must not go, or not believe it."""
    off = str(protest.announced.label) if is_off(protest) else ""
    return " · ".join(filter(None, (off, _("Sample data") if protest.is_sample else "")))


def note(protest: PublicProtest) -> str:
    """What must be known of it beside when and where."""
    if protest.status == Status.BANNED and protest.going_ahead:
        return _("Going ahead despite a ban")
    if protest.announced is states.MOVED:
        return _("New time or place")
    return str(states.TENTATIVE.label) if protest.announced is states.TENTATIVE else ""


def is_off(protest: PublicProtest) -> bool:
    return protest.announced in states.OFF


def time(protest: PublicProtest) -> str:
    """ "18:00", or that it is not known yet."""
    return words.clock(protest.local_start) if protest.local_start else _("Time not announced yet")


def zone(protest: PublicProtest) -> str:
    return abbreviation(protest.starts_at, protest.timezone) if protest.starts_at else ""


def place(protest: PublicProtest) -> str:
    """The city; the country where no more may be said."""
    if is_online(protest):
        return str(Kind.ONLINE.label)
    return protest.locality or country_name(protest.country)


def is_online(protest: PublicProtest) -> bool:
    return protest.kind == Kind.ONLINE and protest.point is None


def announcement(protest: PublicProtest) -> str:
    """When the exact place will be told, on the clock of the place; "" when it is or never will be."""
    if protest.reveal_at is None:
        return ""
    local = wall_time(protest.reveal_at, protest.timezone)
    return _("Exact place announced on %(day)s, %(time)s %(zone)s") % {
        "day": words.day_name(local.date()),
        "time": words.clock(local.time()),
        "zone": abbreviation(protest.reveal_at, protest.timezone),
    }
