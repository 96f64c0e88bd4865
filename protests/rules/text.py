"""What text is accepted: length, control characters, direction, marks. Letters of every script are."""

import re
import unicodedata
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from protests.rules.faults import Refused

MAX_LINKS = 3
MAX_MARKS = 4
LINE_BREAKS = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+")
# Code points that are no characters, for ever: no XML holds all of them, so one in a title would break a whole feed.
NEVER = "\ufdd0-\ufdef" + "".join(chr(plane | 0xFFFE) + chr(plane | 0xFFFF) for plane in range(0, 0x110000, 0x10000))
CONTROLS = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f{NEVER}]")
DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
# Letters by their category that show nothing: Hangul fillers, a blank Braille cell.
BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def single_line(value: object, *, least: int = 0, most: int) -> str:
    """One line of text in NFC, trimmed, line breaks as spaces. Raises Refused, codes text.*, required, too_long."""
    text = LINE_BREAKS.sub(" ", _text(value))
    if DIRECTION.search(text):
        raise Refused(
            "text.direction_control",
            _("Contains an invisible character that changes text direction. Retype it."),
        )
    return _measured(_clean(text), least, most)


def several_lines(value: object, *, most: int) -> str:
    """Text with paragraphs, a line feed for each break. Raises Refused like single_line, and text.too_many_links."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", _text(value)).replace("\t", " ")
    if len(LINK.findall(text)) > MAX_LINKS:
        raise Refused(
            "text.too_many_links", _("Contains more than %(most)s links. Keep the best.") % {"most": MAX_LINKS}
        )
    return _measured(_clean(DIRECTION.sub("", text)), 0, most)


def mixes_scripts(text: str) -> bool:
    """Whether one word mixes Latin, Greek and Cyrillic letters, which can look alike ("Hоng" with a Cyrillic o)."""
    return any(len(_lookalike_scripts(word)) > 1 for word in text.split())


def _lookalike_scripts(word: str) -> set[str]:
    names = (unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha())
    return {name for name in names if name in ("LATIN", "GREEK", "CYRILLIC")}


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused("text.type", _("Write text here."))
    if SURROGATES.search(value):
        raise Refused("text.encoding", _("Contains half a character. Retype it."))
    return value


def _clean(text: str) -> str:
    if CONTROLS.search(text):
        raise Refused("text.control_character", _("Contains a control character. Retype it."))
    apart = unicodedata.normalize("NFD", text)
    if any(is_mark and len(list(run)) > MAX_MARKS for is_mark, run in groupby(apart, _is_mark)):
        raise Refused("text.combining_marks", _("Has too many marks on one letter. Use at most four."))
    return unicodedata.normalize("NFC", text).strip()


def _measured(text: str, least: int, most: int) -> str:
    if text and all(_shows_nothing(character) for character in text):
        raise Refused("text.no_visible_text", _("Contains no visible text. Write something people can read."))
    if least and not text:
        raise Refused("required", _("Fill in this field."))
    if len(text) < least:
        raise Refused("text.too_short", _("Write at least %(least)s characters.") % {"least": least})
    if len(text) > most:
        raise Refused(
            "text.too_long", _("%(length)s of at most %(most)s characters.") % {"length": len(text), "most": most}
        )
    return text


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")


def _shows_nothing(character: str) -> bool:
    invisible = unicodedata.category(character) in ("Cf", "Zs", "Zl", "Zp", "Cn")
    return invisible or character in BLANKS or character.isspace()
