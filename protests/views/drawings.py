"""What of a protest can be hung up or shown: a poster to print, the picture for messengers, the QR code of its page."""

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from protests import bodies, public
from protests.bodies import Form, Made
from protests.formats import poster, qr, sharecard
from protests.public import PublicDay, PublicProtest
from protests.views.downloads import of_one_protest


@of_one_protest
def protest_poster(request: HttpRequest, protest: PublicProtest) -> HttpResponse:
    language = get_language() or ""
    form = Form(poster.MEDIA_TYPE, f"poster-{protest.code}-{language}.pdf")
    return _drawn(request, protest, form, lambda day, _now: poster.pdf(protest, day, language))


@of_one_protest
def protest_card(request: HttpRequest, protest: PublicProtest) -> HttpResponse:
    language = get_language() or ""

    def write(day: PublicDay, now: datetime) -> bytes:
        counts = public.counts(public.protests_of(day, now=now))
        return sharecard.png(protest, day, counts, language)

    return _drawn(request, protest, Form(sharecard.MEDIA_TYPE, f"{protest.code}-{language}.png"), write)


@of_one_protest
def protest_qr(request: HttpRequest, protest: PublicProtest) -> HttpResponse:
    form = Form(qr.MEDIA_TYPE, f"qr-{protest.code}.svg")
    return bodies.answer(request, form, bodies.of_protest(protest), lambda _now: Made(qr.svg(protest.url)))


def _drawn(
    request: HttpRequest, protest: PublicProtest, form: Form, write: Callable[[PublicDay, datetime], bytes]
) -> HttpResponse:
    day = public.find_day(protest.campaign, protest.day)
    if day is None:
        raise Http404
    subject = bodies.of_drawing(protest, day)
    return bodies.answer(request, form, subject, lambda now: Made(write(day, now), until=protest.reveal_at))
