"""How a text is set: in which direction, how tall its lines are, and whether our condensed face has its letters. Pure.

A title may be in any language, whatever the language of the poster is: it is looked at letter by letter.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import get_language, get_language_bidi

from protests.formats import typeset
from protests.public import PublicProtest

Lettered = dict[str, str | bool]

ASIAN = re.compile("[\u2e80-\u303f\u3040-\u30ff\u3100-\u31bf\u31f0-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
# Devanagari to Myanmar, Ethiopic, Khmer: signs above and below the line.
TALL = re.compile("[\u0590-\u05ff\u0700-\u08ff\u0900-\u109f\u1200-\u139f\u1780-\u17ff]")
# What fonts/ holds of the alphabets that it is for (fonts/README.md); without the rest a word would be of two faces.
ALPHABETS = re.compile("[\u0041-\u024f\u0300-\u052f\u1e00-\u1fff]")
OURS = re.compile(
    "[\u0041-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126\u0127\u012a\u012b\u012e-\u0133\u0136-\u013e"
    "\u0141-\u0148\u014a-\u014d\u0150-\u015b\u015e-\u0167\u016a\u016b\u016e-\u017e\u0192\u0218-\u021b\u0300\u0301"
    "\u0303\u0304\u0308\u0384-\u03ce\u0400-\u045f\u0490\u0491\u04c0\u04cf\u04e2\u04e3\u04ee\u04ef\u1e80-\u1e85\u1e9e"
    "\u1ef2\u1ef3]"
)
KANA, HANGUL = re.compile("[\u3040-\u30ff\u31f0-\u31ff]"), re.compile("[\u1100-\u11ff\uac00-\ud7af]")
# Whose characters: by language, then by country.
WRITTEN_IN = {"zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK", "zh-hans": "SC", "zh-cn": "SC", "zh": "SC", "ja": "JP"}
WRITTEN_AT = {"TW": "TC", "HK": "HK", "MO": "HK", "CN": "SC", "SG": "SC", "MY": "SC", "JP": "JP", "KR": "KR"}


def lettered(text: str) -> Lettered:
    """A text as typst/placard.typ takes it."""
    text = unicodedata.normalize("NFC", text)
    kind = script(text)
    return {"text": text, "script": kind, "rtl": is_rtl(text), "wide": kind != "latin"}


def script(text: str) -> str:
    """How tall its lines are."""
    for name, letters in (("cjk", ASIAN), ("arabic", ARABIC), ("tall", TALL)):
        if letters.search(text):
            return name
    return "latin" if _is_ours(text) else "marked"


def is_rtl(text: str) -> bool:
    """By its first letter, as dir="auto" does; without any, as the page runs."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return get_language_bidi()


def setting(protest: PublicProtest | None, texts: Iterable[str]) -> dict[str, object]:
    """What holds for a whole sheet: its language and side, and the fonts; without a protest it is about a whole day."""
    return {
        "lang": (get_language() or "en").partition("-")[0],
        "rtl": get_language_bidi(),
        "fonts": typeset.fonts_for(cjk(protest, "".join(texts))),
    }


def cjk(protest: PublicProtest | None, text: str) -> str:
    """The font whose characters readers expect: the text's own, the page's language's, the protest's, its country's."""
    if HANGUL.search(text):
        return f"{typeset.NOTO} CJK KR"
    if KANA.search(text):
        return f"{typeset.NOTO} CJK JP"
    languages, country = (protest.languages, protest.country) if protest else ((), "")
    spoken = [WRITTEN_IN.get(code.lower(), "") for code in (get_language() or "", *languages)]
    written = next(filter(None, [*spoken, WRITTEN_AT.get(country, "TC")]))
    return f"{typeset.NOTO} CJK {written}"


def _is_ours(text: str) -> bool:
    return all(OURS.match(letter) for letter in text if ALPHABETS.match(letter))
