"""What templates of public pages ask for: icons, the page in other languages, words for times and places."""

from datetime import date, datetime, time
from locale import normalize
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import RequestContext
from django.urls import reverse, translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale

from maps.gazetteer import country_name
from maps.timezones import wall_time
from protests.enums import Access, Kind
from protests.formats import words, yourtime
from protests.public import PublicProtest

register = template.Library()

# Arrows and chevrons turn round in right-to-left pages; clock, check, search and map do not (DESIGN.md 17).
FLIPPED = {"back", "next", "move", "route"}
KINDS = {
    Kind.RALLY: "megaphone",
    Kind.MARCH: "march",
    Kind.VIGIL: "candle",
    Kind.PICKET: "placard",
    Kind.BANNER: "banner",
    Kind.TALK: "speech",
    Kind.ONLINE: "device",
    Kind.OTHER: "people",
}
# What the locales of the C library would not say, or not so.
CARD_LOCALES = {"ar": "ar_AR", "en": "en_GB", "zh-hans": "zh_CN", "zh-hant": "zh_TW"}
STATES = {
    "live": "live",
    "moved": "move",
    "postponed": "pause",
    "cancelled": "cross",
    "banned": "cross",
    "done": "check",
    "tentative": "clock",
    "care": "warning",
}


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """The icon `name` of templates/_icons.svg; size "s" is 16 px. The word beside it is its name."""
    classes = ["icon", *(["icon--flip"] if name in FLIPPED else []), *([f"icon--{size}"] if size else [])]
    return format_html('<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', " ".join(classes), name)


@register.simple_tag
def kind_icon(kind: str) -> SafeString:
    """What people do there, as an icon."""
    return icon(KINDS[Kind(kind)])


@register.simple_tag
def state_icon(state: str) -> SafeString:
    """A state (rules/states.py) as an icon."""
    return icon(STATES[state])


@register.inclusion_tag("_parts/languages.html", takes_context=True)
def languages(context: RequestContext) -> dict[str, Any]:
    """This page's address in each language that its campaign offers; a page without a request leads home."""
    path = _path(context.get("request"))
    current = get_language()
    choices = [
        {"code": code, "name": name, "href": translate_url(path, code), "current": code == current}
        for code, name in settings.LANGUAGES
        if _is_offered(context.get("campaign"), code)
    ]
    return {"languages": choices, "language_name": dict(settings.LANGUAGES)[current or settings.LANGUAGE_CODE]}


def _is_offered(campaign: Any, code: str) -> bool:
    """All are where nothing is said, and outside of campaigns."""
    offered = getattr(campaign, "languages", ())
    return not offered or code in offered


@register.simple_tag
def posters(code: str) -> SafeString:
    """Links to a protest's poster in the languages of the site but the page's own."""
    others = [(language, name) for language, name in settings.LANGUAGES if language != get_language()]
    path = reverse("protest_poster", args=[code])
    links = ((translate_url(path, language), language, language, name) for language, name in others)
    return format_html_join(" ", '<a href="{}" lang="{}" hreflang="{}">{}</a>', links)


@register.simple_tag
def card_locale() -> str:
    """The language of the page as og:locale wants it, with a territory: "en_GB", "zh_TW"."""
    code = get_language() or settings.LANGUAGE_CODE
    return CARD_LOCALES.get(code) or normalize(to_locale(code)).partition(".")[0]


@register.simple_tag
def oembed(address: str) -> str:
    """Where a site that is given the address of a page asks what to show in its place."""
    return f"{settings.SITE_URL}{reverse('oembed')}?{urlencode({'url': address})}"


def _path(request: HttpRequest | None) -> str:
    """Of this page, without what the map shows: that is no part of what is written, and kept for everybody."""
    if request is None:
        return "/"
    query = request.GET.copy()
    query.pop("view", None)
    return request.path + (f"?{query.urlencode(safe=',:/')}" if query else "")


@register.simple_tag(takes_context=True)
def beside(context: RequestContext, path: str) -> str:
    """The address of another page, with what goes along from this one: the zone that was chosen."""
    return context["here"].beside(path)


@register.simple_tag(takes_context=True)
def your_time(context: RequestContext, protest: PublicProtest) -> str:
    """The start on the reader's clock, if the address names a zone in which it is another one."""
    zone = context["zone_choice"].name
    return yourtime.your_time(protest.starts_at, protest.timezone, zone) if zone and protest.starts_at else ""


@register.filter
def with_time(pattern: str, time: str) -> SafeString:
    """ "{time} your time", with the time in bold: the sentence that scripts know too."""
    before, _gap, after = pattern.partition("{time}")
    return format_html("{}<b>{}</b>{}", before, time, after)


@register.filter
def country(code: str) -> str:
    """ "DE" -> "Germany", in the reader's language."""
    return country_name(code) if code else ""


@register.filter
def kind_label(kind: str) -> str:
    return str(Kind(kind).label)


@register.filter
def access_label(access: str) -> str:
    return str(Access(access).label)


@register.filter
def language_label(code: str) -> str:
    return words.language(code)


@register.filter
def clock(moment: time) -> str:
    """ "18:00"."""
    return words.clock(moment)


@register.filter
def long_day(day: date) -> str:
    """ "Sunday 31 May 2026"."""
    return words.long_day(day)


@register.filter
def day_name(day: date) -> str:
    """ "Sunday 31 May"."""
    return words.day_name(day)


@register.filter
def short_day(day: date) -> str:
    """ "31 May 2026"."""
    return words.short_day(day)


@register.filter
def day_and_time(moment: datetime) -> str:
    """ "31 May 2026, 18:00"."""
    return words.day_and_time(moment)


@register.filter
def there(moment: datetime, timezone: str) -> str:
    """A UTC moment as <time datetime> wants it: wall time at the place, with its offset."""
    return wall_time(moment, timezone).isoformat(timespec="minutes")


@register.filter
def km(distance: float) -> SafeString:
    """ "149 km", below 10 km with one decimal; scripts say it in miles to those who count so."""
    return format_html('<bdi data-km="{}">{}</bdi>', f"{distance:.2f}", words.kilometres(distance))


@register.filter
def is_link(text: str) -> bool:
    """Whether a source is an address that may be followed; others are words."""
    return text.startswith(("https://", "http://"))
