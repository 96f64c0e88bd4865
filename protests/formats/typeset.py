"""Posters and pictures are set by Typst: a template of typst/ and what it says in, bytes out. Pure.

What people wrote goes in as JSON, never as source: it can only ever be text (`#`, `$`, `]` and `\\` included).
Latin, Cyrillic and Greek are our own fonts, every other script is the system's: see `missing_fonts`.
"""

import json
import logging
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst
from django.core.checks import CheckMessage, Warning

FOLDER = Path(__file__).parent
TEMPLATES, FONTS = FOLDER / "typst", FOLDER / "fonts"
CONDENSED = "Sofia Sans"  # Typst takes "Condensed" for its width
NOTO = "Noto Sans"
KUFI = "Noto Kufi Arabic"
SCRIPTS = (
    "Arabic Hebrew Devanagari Bengali Gurmukhi Gujarati Tamil Telugu Kannada Malayalam Sinhala Thai Lao Khmer Myanmar"
    " Georgian Armenian Ethiopic"
).split()
CJK = ("Noto Sans CJK TC", "Noto Sans CJK HK", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR")
DEBIAN = "apt-get install --no-install-recommends fonts-noto-core fonts-noto-cjk"
PER_INCH = 72.0  # one point is one pixel

log = logging.getLogger(__name__)
# One after the other: Typst's world has room for one document, and a crowd that asks for posters gets one processor.
turn = Lock()


def pdf(template: str, says: dict[str, Any]) -> bytes:
    return _set(template, says, "pdf")


def png(template: str, says: dict[str, Any]) -> bytes:
    return _set(template, says, "png")


def svg(template: str, says: dict[str, Any]) -> bytes:
    return _set(template, says, "svg")


def fonts_for(cjk: str) -> dict[str, list[str]]:
    """In which order fonts are asked for a letter: for titles, for titles that ours lacks letters of, for text.

    `cjk` is one of CJK: the same character is written differently in Taipei, Shanghai and Tokyo.
    """
    others = [*(f"{NOTO} {script}" for script in SCRIPTS), cjk]
    return {"display": [CONDENSED, KUFI, NOTO, *others], "wide": [NOTO, KUFI, *others], "body": [NOTO, *others]}


def missing_fonts(app_configs: object = None, **_kwargs: object) -> Sequence[CheckMessage]:
    """A system check: without its font a script is drawn as empty boxes, and nobody who reads it would be told."""
    here = set(_fonts().families())
    wanted = [CONDENSED, KUFI, NOTO, *(f"{NOTO} {script}" for script in SCRIPTS), *CJK]
    lacking = [family for family in wanted if family not in here]
    if not lacking:
        return []
    told = f"Posters and share cards lack fonts, their letters will be empty boxes: {', '.join(lacking)}."
    return [Warning(told, hint=f"On Debian: {DEBIAN}", id="protests.W001")]


def _set(template: str, says: dict[str, Any], form: Literal["pdf", "png", "svg"]) -> bytes:
    data = {"data": json.dumps(says, ensure_ascii=False)}
    with turn:
        made, warnings = _compiler().compile_with_warnings(
            str(TEMPLATES / template), format=form, ppi=PER_INCH, sys_inputs=data, timestamp=0
        )
    for warning in {str(warning.message) for warning in warnings}:
        log.warning("%s: %s", template, warning)
    if not isinstance(made, bytes):
        raise TypeError(f"{template} is more than one page")
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=str(TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> typst.Fonts:
    """Ours and the system's, looked for once."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(FONTS)])
