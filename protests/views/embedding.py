"""What other sites show of a day or a protest: a page that may be framed, in which nothing can be sent or changed."""

import json
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import etag, require_safe

from maps.basemap import basemap
from maps.worldmap import outlines
from protests import filters, public
from protests.filters import PageQuery
from protests.formats import accent, embed, listing
from protests.formats.board import board_of
from protests.formats.picture import legend, picture
from protests.middleware import cacheable, frameable, open_to_programs
from protests.public import Merged, PublicDay, PublicProtest
from protests.rules import framing
from protests.rules.faults import Refused
from protests.rules.framing import Look
from protests.rules.parameters import READERS
from protests.views import finding, looking, pages, zones
from protests.views.addresses import Here

# In a frame that is as high as its list; the rest is a press away.
ROWS_IN_FULL = 8
A_YEAR = 365 * pages.DAY
TEN_MINUTES = 600
ELEMENT = "protests/standpoint-map.js"


@require_safe
@cacheable()
@frameable
def day_embed(request: HttpRequest, campaign: str, day: str) -> HttpResponse:
    """The map and the list of a day, in a frame of any page."""
    found = finding.day_or_404(campaign, day)
    page = filters.parse_for_page(request.GET, also=framing.READERS, reach=finding.REACH_KM)
    if page.clean is not None:
        return redirect(request.path + (f"?{page.clean}" if page.clean else ""))

    def write(now: datetime) -> bytes:
        return pages.rendered(request, "embed/day.html", _day(found, page, request.GET.dict(), now))

    return pages.kept(request, pages.PAGE, found, write, asked=request.GET.urlencode())


@require_safe
@cacheable()
@frameable
@pages.takes(*framing.READERS)
def protest_embed(request: HttpRequest, code: str) -> HttpResponse:
    """One protest, in a frame of any page."""
    found = public.find_protest(code)
    if found is None:
        raise Http404
    if isinstance(found, Merged):
        return HttpResponsePermanentRedirect(reverse("protest_embed", args=[found.winner]))
    day = finding.day_or_404(found.campaign, found.day)

    def write(now: datetime) -> bytes:
        return pages.rendered(request, "embed/protest.html", _protest(found, day, request.GET.dict(), now))

    return pages.kept(request, pages.PAGE, day, write, asked=request.GET.urlencode())


@require_safe
@open_to_programs
@cacheable(max_age=A_YEAR)
def colour(request: HttpRequest, colour: str) -> HttpResponse:
    """The style sheet of any colour, for frames."""
    try:
        sheet = accent.stylesheet("#" + framing.colour(colour))
    except Refused as refused:
        raise Http404 from refused
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


@require_safe
@open_to_programs
@cacheable(max_age=TEN_MINUTES)
@etag(lambda request: f'"{sha256(_element(settings.SITE_URL)).hexdigest()[:32]}"')
def element(request: HttpRequest) -> HttpResponse:
    """<standpoint-map>: an address that pages link for years, so the script is short and asked for again."""
    return HttpResponse(_element(settings.SITE_URL), content_type="text/javascript; charset=utf-8")


@cache
def _element(site: str) -> bytes:
    """The script, which learns where the site is and what its addresses know from the line before it."""
    knows = {
        "site": site,
        "languages": [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE],
        "parameters": [*READERS, *(name for name in framing.READERS if name != "height")],
        "sandbox": embed.SANDBOX,
        "height": embed.HEIGHT,
    }
    path = finders.find(ELEMENT)
    return f"const STANDPOINT = {json.dumps(knows)};\n".encode() + Path(str(path)).read_bytes()


def _day(day: PublicDay, page: PageQuery, given: dict[str, str], now: datetime) -> dict[str, Any]:
    """Everything that templates/embed/day.html needs. The counts are of what is shown."""
    asked, (look, faults) = finding.read(page, ""), framing.read(given)
    here = Here(asked.query)
    shown = public.protests_of(day, filters.narrow(asked.query), now=now)
    groups = listing.by_distance(shown, now, asked.origin) if asked.origin else listing.by_time(shown, now)
    states, shapes = legend(shown, now)
    return {
        **finding.frame(day),
        **_looks(look, day),
        "now": now,
        "told": (*asked.faults, *faults),
        "here": here,
        "zone_choice": zones.Zone(),
        "board": board_of(shown, now),
        "part": listing.part(groups, size=ROWS_IN_FULL if look.height == "fit" else listing.SHOWN),
        "shown": len(shown),
        "legend": states,
        "shapes": shapes,
        "home": here.to(day.path),
        "has_sample": any(one.is_sample for one in shown),
        "pins_path": here.to(reverse("day_pins", args=[day.campaign.slug, day.slug])),
        "outlines": outlines() if look.has_map else "",  # from its sandbox a page may refer to no file
        "world": picture(shown, lambda box: here.to(day.path, bbox=box), now),
    }


def _protest(protest: PublicProtest, day: PublicDay, given: dict[str, str], now: datetime) -> dict[str, Any]:
    """Everything that templates/embed/protest.html needs."""
    look, faults = framing.read(given)
    shown = looking.protest_page(protest, day, "", now)
    return {**shown, **_looks(look, day), "told": faults, "row": listing.Row(protest, protest.state(now))}


def _looks(look: Look, day: PublicDay) -> dict[str, Any]:
    """How a frame looks, and what is not to be had in it: from their sandbox no page may read the tiles of streets."""
    return {
        "look": look,
        "colour": look.accent or day.campaign.accent.removeprefix("#"),
        "basemap": replace(basemap(), streets=None),
        "target": "_blank",
    }
