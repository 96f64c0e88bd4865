"""A mail: one template gives the text, and the text gives the HTML, so that both say the same. Pure.

A template's first line is the subject. Below it, paragraphs stand a line apart; in one, lines with "- " are a list,
lines with "> " are somebody else's words, and an address of this site at the end is what the paragraph leads to.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi

from protests.actions.occasions import Occasion
from protests.formats import ical, poster, sharecard
from protests.formats.tidings import Tidings, name, tidings, when, where
from protests.public import Counts, PublicChange, PublicDay, PublicProtest
from protests.rules.delivery import Attachment, Letter

# Around foreign words (templatetags/mail.py): no text that anybody sends us holds one (rules/text.py).
ISOLATE, POP = "\u2068", "\u2069"
MARKS = {"- ": "steps", "> ": "said"}
FOOT = "-- "
NOTHING = Counts(protests=0, cities=0, countries=0)
# Mails that lead to several things, of which none is the one to open.
LISTS = ("links", "added")
# New protests in one mail; the page has them all.
MOST_NEW = 20


@dataclass(frozen=True)
class News:
    """What the world may know of what a mail is about: the protest, its changes since, the protests that are new; for a
    poster and a card also the day, and its counts."""

    protest: PublicProtest | None = None
    changes: Sequence[PublicChange] = ()
    others: Sequence[PublicProtest] = ()
    day: PublicDay | None = None
    counts: Counts = NOTHING


@dataclass(frozen=True)
class Part:
    """A paragraph (`what` is "words"), a list ("steps"), a quotation ("said") or the last lines ("foot"); `address` is
    where it leads; `is_main`: that is what the mail is for."""

    what: str
    lines: list[SafeString]
    address: str = ""
    is_main: bool = False


def letter(occasion: Occasion, news: News) -> Letter | None:
    """In the language that is active. None if the world may not know it, or there is nothing new in it."""
    tell = TOLD.get(occasion.template)
    if tell is None:
        return _letter(occasion.template, occasion.facts)
    told = tell(occasion, news)
    return _letter(occasion.template, occasion.facts | told, tuple(_files(news))) if told else None


def since(changes: Sequence[PublicChange], moment: datetime | None) -> list[PublicChange]:
    """The changes after a moment."""
    return [change for change in changes if moment and change.at > moment]


def parts(text: str, *, has_main: bool = True) -> Iterator[Part]:
    """What the HTML is made of, from the body of the text; its first address is the main one."""
    for paragraph in re.split(r"\n{2,}", text.strip("\n")):
        lines = paragraph.split("\n")
        if lines[0] == FOOT:
            yield Part("foot", [_marked(line) for line in lines[1:]])
        elif what := MARKS.get(lines[0][:2]):
            yield Part(what, [_marked(line[2:]) for line in lines])
        elif lines[-1].startswith(settings.SITE_URL + "/"):
            yield Part("words", [_marked(line) for line in lines[:-1]], lines[-1], has_main)
            has_main = False
        else:
            yield Part("words", [_marked(line) for line in lines])


def _changed(occasion: Occasion, news: News) -> dict[str, object] | None:
    if news.protest is None:
        return None
    told: Tidings = tidings(news.protest, news.changes, occasion.kinds)
    return {"protest": news.protest, "told": told}


def _added(occasion: Occasion, news: News) -> dict[str, object] | None:
    shown = [_announced(one) for one in news.others[:MOST_NEW]]
    return {"entries": shown, "more": len(news.others) - len(shown)} if shown else None


def _approved(occasion: Occasion, news: News) -> dict[str, object] | None:
    return _announced(news.protest) if news.protest else None


def _announced(protest: PublicProtest) -> dict[str, object]:
    return {"protest": protest, "name": name(protest), "when": when(protest), "where": where(protest)}


# Mails about what is public: what they need to know, None if they have nothing to tell.
TOLD: dict[str, Callable[[Occasion, News], dict[str, object] | None]] = {
    "changed": _changed,
    "added": _added,
    "approved": _approved,
    "merged": _approved,
    "still_on": _approved,
}


def _letter(template: str, facts: dict[str, object], files: tuple[Attachment, ...] = ()) -> Letter:
    written = render_to_string(f"mail/{template}.txt", facts)
    subject, _newline, body = re.sub(r"\n{3,}", "\n\n", written).partition("\n")
    context = facts | {"subject": _marked(subject), "parts": list(parts(body, has_main=template not in LISTS))}
    html = render_to_string("mail/base.html", context)
    return Letter(_plain(subject, always=True), _plain(body).strip() + "\n", html, files)


def _files(news: News) -> Iterator[Attachment]:
    """The calendar entry as it is now; with the day, also what can be hung up and shown."""
    protest, day, language = news.protest, news.day, get_language() or settings.LANGUAGE_CODE
    if protest:
        yield Attachment(f"{protest.code}.ics", ical.single(protest), "text/calendar")
    if protest and day:
        yield Attachment(f"poster-{protest.code}.pdf", poster.pdf(protest, day, language), poster.MEDIA_TYPE)
        card = sharecard.png(protest, day, news.counts, language)
        yield Attachment(f"{protest.code}.png", card, sharecard.MEDIA_TYPE)


def _marked(line: str) -> SafeString:
    """Escaped, with foreign words apart from the direction of ours."""
    return mark_safe(escape(line).replace(ISOLATE, "<bdi>").replace(POP, "</bdi>"))


def _plain(text: str, *, always: bool = False) -> str:
    """Without the marks around foreign words, unless they are needed: where ours run from right to left."""
    if get_language_bidi() and not always:
        return text
    return text.replace(ISOLATE, "").replace(POP, "")
