"""What a campaign's notes and materials may say."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from protests.enums import Handout
from protests.rules import links, text
from protests.rules.faults import Reading, Refused

TITLE_LENGTH = 120
TEXT_LENGTH = 2_000
VERSION_LENGTH = 40
LICENCE_LENGTH = 80
# Bytes: of one file, and of all files of a campaign together.
LARGEST_FILE = 10_000_000
LARGEST_TOGETHER = 100_000_000


@dataclass(frozen=True)
class Note:
    """A short note; `day` is the slug of the day it is about, "" for the campaign as a whole."""

    title: str
    text: str
    day: str


@dataclass(frozen=True)
class Offer:
    """Something to print, to send or to sign. `language` is a code, "" for what needs none; `url` is "" for a file."""

    kind: str
    title: str
    url: str
    language: str
    version: str
    licence: str


@dataclass(frozen=True)
class Handed:
    """A file that was looked at: what it is (FileForm), and under which name it is handed out."""

    form: str
    name: str
    content: bytes


def note(raw: Mapping[str, object], days: set[str], reading: Reading) -> Note | None:
    """From the fields of the form; `days` are the slugs to choose from. None when `reading` has gathered faults."""
    title = reading.take("title", _title, raw.get("title"))
    words = reading.take("text", text.several_lines, raw.get("text"), most=TEXT_LENGTH)
    day = reading.take("day", _one_of, raw.get("day"), days | {""})
    return None if reading.faults else Note(title or "", words or "", day or "")


def offer(raw: Mapping[str, object], reading: Reading, *, has_file: bool = False) -> Offer | None:
    """From the fields of the form, and whether a file came along; None when `reading` has gathered faults."""
    kind = reading.take("kind", _one_of, raw.get("kind"), set(Handout.values))
    title = reading.take("title", _title, raw.get("title"))
    url = reading.take("url", _address, raw.get("url"), has_file)
    language = reading.take(
        "language", _one_of, raw.get("language"), {code for code, _name in settings.LANGUAGES} | {""}
    )
    version = reading.take("version", text.single_line, raw.get("version"), most=VERSION_LENGTH)
    licence = reading.take("licence", text.single_line, raw.get("licence"), most=LICENCE_LENGTH)
    if reading.faults:
        return None
    return Offer(kind or "", title or "", url or "", language or "", version or "", licence or "")


def _title(value: object) -> str:
    return text.single_line(value, least=3, most=TITLE_LENGTH)


def _address(value: object, has_file: bool) -> str:
    """Of an address and a file exactly one."""
    found = links.web_address(value)
    if not found and not has_file:
        raise Refused("url.required", _("Enter the address where it lies, or choose a file."))
    if found and has_file:
        raise Refused("url.and_file", _("Give an address or a file, not both."))
    return found


def _one_of(value: object, known: set[str]) -> str:
    if (value or "") not in known:
        raise Refused("choice.unknown", _("Choose one of the list."))
    return str(value or "")
