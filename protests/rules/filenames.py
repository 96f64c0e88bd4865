"""Under which name a file of somebody's device is handed out: letters of every script, and nothing that acts."""

import re
import unicodedata

LONGEST = 100
LONGEST_ENDING = 5
# Beside letters, their marks and numbers. The joiners belong into words of Persian and of India.
ALSO_KEPT = "-_.\u200c\u200d"


def parts(name: str) -> tuple[str, str]:
    """Its last part without the ending, and the ending in small letters: "C:\\A b.PDF" -> ("A-b", "pdf")."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem, dot, ending = last.rpartition(".")
    return (_clean(stem), ending.strip().lower()) if dot else (_clean(last), "")


def _clean(stem: str) -> str:
    words = "".join(one if _is_kept(one) else " " for one in stem).split()
    return re.sub("-{2,}", "-", "-".join(words))[: LONGEST - LONGEST_ENDING].strip("-.") or "file"


def _is_kept(character: str) -> bool:
    return character in ALSO_KEPT or unicodedata.category(character)[0] in "LMN"
