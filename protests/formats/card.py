"""What other sites and messengers show of a shared link: https://ogp.me. Pure."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.timezones import abbreviation
from protests.formats import sharecard, words
from protests.public import Counts, PublicCampaign, PublicDay, PublicProtest
from protests.rules import states


@dataclass(frozen=True)
class Card:
    """`url` is the address for ever; `image` the picture's address in the language of the page, "" without one."""

    title: str
    text: str
    url: str
    image: str = ""
    image_type: str = sharecard.MEDIA_TYPE
    width: int = sharecard.WIDTH
    height: int = sharecard.HEIGHT


def of_campaign(campaign: PublicCampaign, nearest: PublicDay | None = None) -> Card:
    """Its name, the first line of what it is about, and the picture of its nearest day."""
    image = _picture(nearest) if nearest else ""
    return Card(campaign.name, campaign.about.partition("\n")[0].strip(), campaign.url, image)


def of_day(day: PublicDay, counts: Counts) -> Card:
    """ "Sunday 31 May 2026 · 38 cities"."""
    cities = ngettext("%(n)s city", "%(n)s cities", counts.cities) % {"n": counts.cities} if counts.cities else ""
    return Card(day.title, _dotted(words.days(day.starts_on, day.ends_on), cities), day.url, _picture(day))


def of_round_up(day: PublicDay, title: str) -> Card:
    """What became of a day."""
    image = settings.SITE_URL + reverse("round_up_card", args=[day.campaign.slug, day.slug])
    return Card(title, words.days(day.starts_on, day.ends_on), f"{day.url}round-up/", image)


def of_protest(protest: PublicProtest, now: datetime) -> Card:
    """ "London · Sunday 31 May 2026, 18:00 BST · Parliament Square"; who shares what is off says so."""
    state = protest.state(now)
    off = _("%(state)s: %(title)s") % {"state": state.label, "title": protest.title}
    title = off if state in states.OFF else protest.title
    image = settings.SITE_URL + reverse("protest_card", args=[protest.code])
    return Card(title, _dotted(protest.locality, _moment(protest), protest.venue), protest.url, image)


def _picture(day: PublicDay) -> str:
    return settings.SITE_URL + reverse("day_card", args=[day.campaign.slug, day.slug])


def _moment(protest: PublicProtest) -> str:
    day = words.long_day(protest.local_date)
    if protest.local_start is None or protest.starts_at is None:
        return day
    zone = abbreviation(protest.starts_at, protest.timezone)
    return _("%(day)s, %(time)s %(zone)s") % {"day": day, "time": words.clock(protest.local_start), "zone": zone}


def _dotted(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
