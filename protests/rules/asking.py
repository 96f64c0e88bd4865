"""What a moderator may ask an organiser: from a short list, which each reads in their own language, or in own words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from protests.rules import text
from protests.rules.faults import Reading, Refused

TEXT_LENGTH = 1000
ANSWER_LENGTH = 2000


class Question(TextChoices):
    """The word in the log, and the sentence that the organiser reads."""

    WHERE = "where", _("Where exactly do people meet? Name a place that everybody finds.")
    WHEN = "when", _("At what time does it begin, and on which day?")
    WHO = "who", _("Who organises it? The name of a group is enough.")
    SAME = "same", _("Is it the same as the protest that is listed near it?")
    LINK = "link", _("What does the link have to do with the protest? Is there a better one?")
    SURE = "sure", _("Is it certain that it takes place?")


@dataclass(frozen=True)
class Asked:
    """`question` is one of the list or "", `text` the moderator's own words or ""; not both are empty."""

    question: str
    text: str


def read(raw: Mapping[str, object], reading: Reading) -> Asked | None:
    """From the fields `question` and `words`; None when `reading` has gathered faults."""
    words = reading.take("words", text.several_lines, raw.get("words"), most=TEXT_LENGTH)
    question = reading.take("question", _question_named, raw.get("question") or "", words or "")
    return None if reading.faults or question is None or words is None else Asked(question, words)


def answer(value: object) -> str:
    """What the organiser says. Raises Refused."""
    said = text.several_lines(value, most=ANSWER_LENGTH)
    if not said:
        raise Refused("required", _("Write your answer, or edit the entry."))
    return said


def _question_named(value: str, words: str) -> str:
    if value in Question.values:
        return value
    if words:
        return ""
    raise Refused("question.required", _("Choose a question, or write your own."))
