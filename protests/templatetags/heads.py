"""What the head of a public page tells programs that look for feeds and files; its languages are in the sitemap."""

from collections.abc import Iterator

from django import template

from protests.formats import atom, geojson, ical
from protests.public import PublicCampaign, PublicDay, PublicProtest

register = template.Library()

FEEDS = (("calendar.ics", ical.MEDIA_TYPE), ("changes.atom", atom.MEDIA_TYPE))
FILES = ((".ics", ical.MEDIA_TYPE), (".geojson", geojson.MEDIA_TYPE))


@register.inclusion_tag("_parts/alternates.html")
def alternates(of: PublicCampaign | PublicDay | PublicProtest) -> dict[str, object]:
    return {"files": list(_files(of))}


def _files(of: PublicCampaign | PublicDay | PublicProtest) -> Iterator[tuple[str, str]]:
    """(address, media type)."""
    is_one = isinstance(of, PublicProtest)
    base = of.path.rstrip("/") if is_one else of.path
    for name, media_type in FILES if is_one else FEEDS:
        yield base + name, media_type.partition(";")[0]
