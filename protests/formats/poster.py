"""A poster to print: A4, one colour, and what is said in the language of the street it hangs in. Pure."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import override

from protests.enums import Access
from protests.formats import lettering, placard, qr, typeset, words
from protests.formats.lettering import lettered
from protests.public import PublicDay, PublicProtest

MEDIA_TYPE = "application/pdf"


def pdf(protest: PublicProtest, day: PublicDay, language: str) -> bytes:
    """`language` is one of the site's; what organisers wrote stays as they wrote it."""
    with override(language):
        return typeset.pdf("poster.typ", content(protest, day))


def content(protest: PublicProtest, day: PublicDay) -> dict[str, Any]:
    """Everything that typst/poster.typ says, in the language that is active."""
    texts = [protest.title, day.title, day.tagline, protest.locality, protest.venue, protest.bring, protest.group]
    return {
        **lettering.setting(protest, texts),
        **placard.placard(protest, day),
        "date": lettered(words.day_name(protest.local_date)),
        "time": lettered(placard.time(protest)),
        "is_timed": protest.local_start is not None,
        "until": [lettered(line) for line in _until(protest)],
        "place": lettered(placard.place(protest)),
        "where": [lettered(line) for line in _where(protest)],
        "qr": qr.svg(protest.url, quiet=0).decode(),
        "address": lettered(_short(protest.url)),
        "look": lettered(_("Look here for changes before you go.")),
        "small": [lettered(line) for line in _small_print(protest)],
    }


def _until(protest: PublicProtest) -> Iterator[str]:
    """Under the time: whose clock it is where people come from many, and the end."""
    if placard.is_online(protest) and placard.zone(protest):
        yield placard.zone(protest)
    if protest.local_end is not None:
        yield _("Until %(time)s.") % {"time": words.clock(protest.local_end)}
    if protest.local_end_date and protest.local_end_date != protest.local_date:
        yield _("Ends on %(day)s") % {"day": words.day_name(protest.local_end_date)}


def _where(protest: PublicProtest) -> Iterator[str]:
    """Under the city, as far as it may be told."""
    if placard.is_online(protest):
        yield _("How to join is told at the address below.")
    yield from filter(None, (protest.venue, protest.address, placard.announcement(protest)))


def _small_print(protest: PublicProtest) -> Iterator[str]:
    offers = [str(Access(offer).label) for offer in protest.accessibility]
    bring = _("Bring: %(things)s") % {"things": protest.bring} if protest.bring else ""
    yield from filter(None, (" · ".join(offers), bring, protest.group))


def _short(url: str) -> str:
    """As people type it."""
    parts = urlsplit(url)
    return parts.netloc + parts.path.rstrip("/")
