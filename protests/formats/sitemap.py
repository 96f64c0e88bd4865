"""sitemap.xml: the pages that search engines should know, each with its languages (sitemaps.org, hreflang)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.urls import translate_url

from protests.formats import properties
from protests.formats.pieces import Piece, Writer

MEDIA_TYPE = "application/xml; charset=utf-8"
# Files of more than 50,000 addresses or 50 MB are refused; with its languages one protest has some 700 bytes each.
MOST = 10_000
START = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">'
)
END = "</urlset>\n"


@dataclass(frozen=True)
class Page:
    """A page by its path in the first language, and when it last changed, if that is known."""

    path: str
    changed_at: datetime | None = None


def sitemap(pages: Iterable[Page], protests: Sequence[Piece]) -> bytes:
    """The pages, and of the protests those that changed last."""
    latest = sorted(protests, key=lambda piece: (piece.updated_at, piece.code), reverse=True)[:MOST]
    return b"".join([START.encode(), *map(_page, pages), *(piece.content for piece in latest), END.encode()])


def alternates(path: str) -> list[tuple[str, str]]:
    """The address of a page in each language of the site, and the one for everybody else: (hreflang, address)."""
    there = [(code, settings.SITE_URL + translate_url(path, code)) for code, _name in settings.LANGUAGES]
    return [*there, ("x-default", dict(there)[settings.LANGUAGE_CODE])]


def _page(page: Page) -> bytes:
    """One <url> for each language, as search engines want it, each with all of them."""
    others = alternates(page.path)
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(url)}/>' for code, url in others)
    changed = f"<lastmod>{properties.moment(page.changed_at)}</lastmod>" if page.changed_at else ""
    return "".join(f"<url><loc>{escape(url)}</loc>{changed}{links}</url>\n" for _code, url in others[:-1]).encode()


PROTEST = Writer("sitemap", lambda protest, _changes: _page(Page(protest.path, protest.updated_at)))
