"""A question in the reader's own language that takes a person a moment: read words, write one of them.

Nothing is stored: form and question are made of a key and two numbers in the page. An answer is good for its form
alone, and a form sends one submission.
"""

import hmac
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from protests.rules.tokens import derived

# Translators: eight plain words that nobody misspells, with spaces between them. Any other words will do as well.
WORDS = _("bread river window garden music paper bridge lamp")
ASKED = 5
SENTENCES = (
    _("Write the first word of: %(words)s"),
    _("Write the second word of: %(words)s"),
    _("Write the third word of: %(words)s"),
    _("Write the fourth word of: %(words)s"),
    _("Write the fifth word of: %(words)s"),
)


@dataclass(frozen=True)
class Question:
    """`seed` makes the same one again for the same form."""

    seed: str
    sentence: str
    answer: str


def ask(secret: bytes, form: str, seed: str) -> Question:
    """The question that `seed` makes for the form with this key, in the language that is active."""
    lot = hmac.digest(derived(secret, "question"), f"{form} {seed}".encode(), sha256)
    words = _shuffled(str(WORDS).split(), lot[1:])[:ASKED]
    place = lot[0] % min(len(words), len(SENTENCES))
    return Question(seed, _say(SENTENCES[place], words), words[place])


def is_answered(question: Question, typed: str) -> bool:
    """However it is written: in capitals, in quotation marks, with a full stop."""
    return bool(typed) and _plain(typed) == _plain(question.answer)


def _shuffled(words: list[str], lot: bytes) -> list[str]:
    return [word for _byte, word in sorted(zip(lot, words, strict=False), key=lambda pair: pair[0])]


def _say(sentence: str | Promise, words: list[str]) -> str:
    return str(sentence) % {"words": " ".join(words)}


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] in "LMN")
