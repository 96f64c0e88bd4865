"""JSON from strangers: bounded, unambiguous, or refused before anything is made of it."""

import json
import math
import re
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.parsers import BaseParser

from protests.api.problems import Malformed, TooLarge
from protests.rules.faults import Fault, Faulty
from protests.rules.text import SURROGATES

LARGEST = 64 * 1024  # bytes
DEEPEST = 20
LONGEST_INTEGER = 20  # digits
# Possessive, and with an optional end, so that no text makes it go back.
STRINGS = re.compile(r'"(?:[^"\\]++|\\.?)*+"?', re.DOTALL)
BRACKETS = re.compile(r"[\[\]{}]")


class StrictJSONParser(BaseParser):
    """One JSON object of at most 64 KiB, 20 deep, without repeated keys, huge numbers or half characters."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> dict[str, object]:
        body = stream.read(LARGEST + 1)
        if len(body) > LARGEST:
            raise TooLarge
        return read(body)


def read(body: bytes) -> dict[str, object]:
    """The object in a body. Raises Malformed, or Faulty for half a character."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Malformed("body.encoding", _("Send UTF-8.")) from None
    if _depth(text) > DEEPEST:
        raise Malformed("json.too_deep", _("Nest at most 20 levels."))
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_int=_integer, parse_float=_finite, parse_constant=_finite
        )
    except json.JSONDecodeError:
        raise Malformed("json.invalid", _("Send one JSON object.")) from None
    if not isinstance(value, dict):
        raise Malformed("json.not_an_object", _("Send one JSON object."))
    if SURROGATES.search(json.dumps(value, ensure_ascii=False)):
        raise Faulty([Fault("body", "text.encoding", _("Contains half a character. Retype it."))])
    return value


def _depth(text: str) -> int:
    """Counted before parsing: the parser itself would run out of stack."""
    deepest = depth = 0
    for bracket in BRACKETS.findall(STRINGS.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({key for key, _value in pairs}) < len(pairs):
        raise Malformed("json.duplicate_key", _("Send each key once."))
    return dict(pairs)


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_INTEGER:
        raise Malformed("json.number", _("Send numbers of at most 20 digits."))
    return int(digits)


def _finite(digits: str) -> float:
    """Also for NaN and Infinity, which are not JSON; the words of a point say more of its numbers than this could."""
    number = float(digits)
    if not math.isfinite(number):
        raise Malformed("point.not_finite", _("Send ordinary numbers."))
    return number
