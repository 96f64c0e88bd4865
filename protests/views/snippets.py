"""The page that writes what authors paste into a page of theirs: a frame, or an element that makes one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from protests import filters, public
from protests.filters import PageQuery
from protests.formats import asked as said
from protests.formats import embed
from protests.middleware import cacheable
from protests.public import PublicDay
from protests.rules import framing
from protests.rules.faults import Fault, Reading, Refused
from protests.rules.numbers import whole_number
from protests.views import finding, pages
from protests.views.addresses import Here

# What this page reads beside the query language: how the frame looks, how high it is, in which language it speaks.
ALSO = ("view", "accent", "scheme", "pixels", "lang")
INK = "12181A"  # --ink of tokens.css: what a campaign without a colour has


@dataclass(frozen=True)
class Wish:
    """What was filled in, "" where nothing differs from how a frame is anyway."""

    view: str
    accent: str
    scheme: str
    pixels: int
    lang: str
    faults: tuple[Fault, ...]

    @property
    def look(self) -> dict[str, str]:
        """As the address of the frame says it."""
        given = {"view": self.view, "accent": self.accent, "scheme": self.scheme}
        return {name: value for name, value in given.items() if value}


@require_safe
@cacheable()
@csp_update({"frame-src": [SELF]})
def make(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """A form of GET: without script its button shows the preview, with script each change does."""
    found = finding.day_or_404(campaign, day)
    page = filters.parse_for_page(request.GET, also=ALSO, reach=finding.REACH_KM)
    if page.clean is not None:
        return redirect(request.path + (f"?{page.clean}" if page.clean else ""))
    wish = _wish(request.GET.dict(), found)

    def write(now: datetime) -> bytes:
        return pages.rendered(request, "embed/make.html", _page(found, page, wish, now))

    return pages.kept(request, pages.PAGE, found, write, asked=request.GET.urlencode())


def _wish(given: dict[str, str], day: PublicDay) -> Wish:
    look, faults = framing.read({name: given.get(name, "") for name in ("view", "accent", "scheme")})
    reading = Reading()
    pixels = reading.take("pixels", _pixels, given.get("pixels") or str(embed.HEIGHT)) or embed.HEIGHT
    lang = reading.take("lang", _language, given.get("lang") or get_language() or settings.LANGUAGE_CODE)
    return Wish(
        view="" if look.view == framing.VIEWS[0] else look.view,
        accent="" if look.accent == _colour(day) else look.accent,
        scheme=look.scheme,
        pixels=pixels,
        lang=lang or settings.LANGUAGE_CODE,
        faults=(*faults, *reading.faults),
    )


def _pixels(value: str) -> int:
    pixels = whole_number(value, most=embed.MOST_HEIGHT)
    if pixels is not None and pixels >= embed.LEAST_HEIGHT:
        return pixels
    sentence = _("Write a height from %(least)s to %(most)s pixels.")
    raise Refused("pixels.range", sentence % {"least": embed.LEAST_HEIGHT, "most": embed.MOST_HEIGHT})


def _language(value: str) -> str:
    return framing.one_of(tuple(code for code, _name in settings.LANGUAGES), value)


def _colour(day: PublicDay) -> str:
    return day.campaign.accent.removeprefix("#").upper() or INK


def _page(day: PublicDay, page: PageQuery, wish: Wish, now: datetime) -> dict[str, Any]:
    """Everything that templates/embed/make.html needs."""
    asked = finding.read(page, "")
    here, shown = Here(asked.query), public.protests_of(day, filters.narrow(asked.query), now=now)
    path = translate_url(reverse("day_embed", args=[day.campaign.slug, day.slug]), wish.lang)
    address = Here(asked.query, wish.look).to(settings.SITE_URL + path)
    home = here.to(settings.SITE_URL + translate_url(day.path, wish.lang))
    attributes = [("day", day.key), *here.carried(), *wish.look.items()]
    attributes += [("lang", wish.lang)] if wish.lang != settings.LANGUAGE_CODE else []
    return {
        **finding.frame(day),
        "told": (*asked.faults, *wish.faults),
        "wish": wish,
        "views": [("both", _("Both")), ("map", _("Map")), ("list", _("List"))],
        "schemes": [("", _("As the reader’s")), ("light", _("Light")), ("dark", _("Dark"))],
        "languages": settings.LANGUAGES,
        "colour": "#" + (wish.accent or _colour(day)),
        "least": embed.LEAST_HEIGHT,
        "most": embed.MOST_HEIGHT,
        "carried": here.carried(),
        "shown": len(shown),
        "asked_for": said.in_words(asked.query, asked.town.name if asked.town else ""),
        "home": here.to(day.path),
        "frame": embed.frame(address, day.title, wish.pixels),
        "element": embed.element(attributes, home, day.title),
        "preview": embed.frame(Here(asked.query, wish.look).to(path), _("Preview"), wish.pixels),
    }
