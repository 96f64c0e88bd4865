"""What people call kinds, states and languages, in several languages."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from maps.gazetteer import name_key
from protests.enums import Kind, Status

OTHER = _("No kind that is known here: it is taken in as “Other”.")
WORDS_OF_KIND = {
    Kind.RALLY: "rally demo demonstration kundgebung rassemblement concentracion manifestation protest 集會 集会 وقفة",
    Kind.MARCH: "march marsch umzug demozug marche marcha corteo parade 遊行 游行 مسيرة",
    Kind.VIGIL: "vigil mahnwache veillee vigilia wake 燭光 悼念",
    Kind.PICKET: "picket streikposten piquet piquete 糾察",
    Kind.BANNER: "banner transparent banderole pancarta 橫額",
    Kind.TALK: "talk vortrag lecture conference charla lesung podium film screening panel 講座",
    Kind.ONLINE: "online virtual webinar zoom web 線上 线上",
}
WORDS_OF_STATUS = {
    Status.CANCELLED: "cancelled canceled abgesagt annule annulee cancelado cancelada annullato ملغى ملغي 取消 已取消",
    Status.POSTPONED: "postponed verschoben reporte reportee aplazado aplazada rinviato مؤجل 延期",
}


def kind(text: str, notes: list) -> str:
    """A word of ours or of people's for what is done there; `notes` takes that it is none that is known."""
    found = text.lower() if text.lower() in Kind.values else among(WORDS_OF_KIND, text)
    if text and not found:
        notes.append(("kind", OTHER))
    return found or (Kind.OTHER if text else Kind.RALLY)


def among(words: Mapping[Any, str], text: str) -> str:
    """Which of the choices one of the words stands for; "" for none."""
    said = set(name_key(text).split())
    return next((kind for kind, known in words.items() if said & {name_key(word) for word in known.split()}), "")


def languages(text: str) -> list[str]:
    """Codes or names, the ones that nobody knows as they are: they are refused by name."""
    parts = [part.strip() for part in re.split(r"[,;/|\n]+|\s+and\s+|\s+und\s+", text) if part.strip()]
    return [_language(part) for part in parts]


def _language(text: str) -> str:
    for code, known in LANG_INFO.items():
        if text.lower() in (code, str(known.get("name", "")).lower(), str(known.get("name_local", "")).lower()):
            return code
    return text
