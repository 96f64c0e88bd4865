"""One row of a file, read: what it would become, or what is wrong with which cell and what to do. No records here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.gis.geos import Point
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maps import gazetteer, timezones
from maps.gazetteer import name_key
from maps.pasted import parse_pasted
from protests.enums import Accuracy, Status, Verdict
from protests.imports import cells, hours, wording
from protests.imports.hours import Frame
from protests.imports.places import Where, code_of
from protests.rules import draft as draft_rule
from protests.rules import risk
from protests.rules.draft import Draft
from protests.rules.faults import Fault, Reading

TOTALS = frozenset(
    "total totals sum summe gesamt insgesamt somme totale suma المجموع الإجمالي 合計 合计 總計 总计".split()
)
# Which field a fault of a draft belongs to, where the names differ.
FIELD_OF = {
    "local_date": "date",
    "local_start": "start",
    "local_end": "end",
    "public_link": "link",
    "accessibility": "accessible",
}
MARKED: dict[str, str | Promise] = {
    "formula.empty": _("A formula without a result. Paste its value instead."),
    "repeats": _("It repeats by a rule. List each date."),
    "broken": _("This entry of the calendar is damaged. Add it by hand."),
    "feature": _("This is no feature of GeoJSON. Add it by hand."),
    "feature.point": _("Only a point can be taken in. Give the meeting point."),
}
NOTES: dict[str, str | Promise] = {"formula": _("A formula: its last result is taken.")}


@dataclass(frozen=True)
class Look:
    """`notes` are (field, sentence) that hinder nothing. `reason` is why a row is left out."""

    verdict: Verdict
    draft: Draft | None = None
    faults: tuple[Fault, ...] = ()
    notes: tuple[tuple[str, str | Promise], ...] = ()
    reason: str | Promise = ""
    is_cancelled: bool = False


def look(values: Mapping[str, str], where: Where, frame: Frame, marks: Mapping[str, str] | None = None) -> Look:
    """`values` are cells by field, `marks` codes by field."""
    if reason := _left_out(values):
        return Look(Verdict.LEFT, reason=reason)
    reading, notes = Reading(), [(name, NOTES[mark]) for name, mark in (marks or {}).items() if mark in NOTES]
    for name, mark in (marks or {}).items():
        if mark in MARKED:
            reading.refuse(name, mark, MARKED[mark])
    raw = _raw(values, where, frame, reading, notes)
    doubts = Reading()
    _doubt(values, raw, where, frame, doubts)
    read = _protected(_draft(raw, reading, doubts, frame), frame, notes)
    status = wording.among(wording.WORDS_OF_STATUS, values.get("status", ""))
    if status == Status.POSTPONED:
        notes.append(("status", _("Postponed in the file: say so on its page once it is in.")))
    found = (*reading.faults, *doubts.faults)
    verdict = Verdict.FAULTY if read is None else Verdict.DOUBT if found else Verdict.GOOD
    return Look(verdict, read, found, tuple(notes), is_cancelled=status == Status.CANCELLED)


def _left_out(values: Mapping[str, str]) -> str | Promise:
    """Rows that are no protest: a total, a heading between, a row that somebody began."""
    filled = {name: value for name, value in values.items() if value and name not in ("key", "country", "status")}
    words = name_key(next(iter(filled.values()), next(iter(values.values()), ""))).split()
    if words and words[0] in TOTALS and not values.get("start"):
        return _("A row of totals.")
    wanted = sum(bool(values.get(name)) for name in ("title", "date", "start", "city", "venue", "location", "latitude"))
    if len(filled) <= 1 and wanted <= 1 and "town" not in values:
        return _("A row that is almost empty. Fill it in, if it is a protest.")
    return ""


def _draft(raw: dict[str, Any], reading: Reading, doubts: Reading, frame: Frame) -> Draft | None:
    """Doubts do not hinder: whoever ticks the row insists. What is refused does."""
    sent = Reading()
    read = draft_rule.read(raw, sent, now=frame.now, archive=frame.is_past)
    told = {fault.field for fault in reading.faults}
    for fault in sent.faults:
        name = FIELD_OF.get(fault.field, fault.field)
        if name not in told and not (name == "latitude" and told & {"city", "coordinates", "longitude"}):
            into = doubts if fault.may_confirm else reading
            into.faults.append(Fault(name, fault.code, fault.message, fault.may_confirm))
    if sent.faults and all(fault.may_confirm for fault in sent.faults):
        insisting = Reading(confirmed=frozenset(fault.code for fault in sent.faults))
        read = draft_rule.read(raw, insisting, now=frame.now, archive=frame.is_past)
    return None if reading.faults else read


def _protected(read: Draft | None, frame: Frame, notes: list) -> Draft | None:
    """Where people are in danger a file says no more than may be said (rules/risk.py)."""
    if read is None or not read.point or gazetteer.country_of(read.point) not in frame.risky:
        return read
    notes.append(("country", _("In this country people may be in danger: only the city is shown, and no name.")))
    return replace(read, **risk.SAFE)


def _raw(values: Mapping[str, str], where: Where, frame: Frame, reading: Reading, notes: list) -> dict[str, Any]:
    latitude, longitude = _degrees(values, where, reading)
    zone = values.get("timezone") or None
    kind = wording.kind(values.get("kind", ""), notes)
    venue, address = _venue(values)
    return {
        "title": values.get("title") or frame.title,
        "kind": kind,
        "description": values.get("description"),
        "bring": values.get("bring"),
        "latitude": latitude,
        "longitude": longitude,
        "accuracy": Accuracy.EXACT if where.certainty == "given" else Accuracy.CITY,
        "venue": venue,
        "address": address,
        "group_name": values.get("group_name"),
        "public_link": values.get("link"),
        "languages": wording.languages(values.get("languages", "")),
        "accessible": reading.take("accessible", cells.yes, values.get("accessible", "")),
        "timezone": zone,
        "fold": values.get("fold") or (0 if frame.is_past else None),
        "end_fold": values.get("fold") or (0 if frame.is_past else None),
        **hours.times(values, hours.zone_there(zone, latitude, longitude), frame, reading, notes),
    }


def _degrees(values: Mapping[str, str], where: Where, reading: Reading) -> tuple[str, str]:
    if where.certainty == "given":
        if pasted := values.get("coordinates"):
            point = reading.take("coordinates", parse_pasted, pasted)
            return (str(point.y), str(point.x)) if point else ("", "")
        both = [reading.take(name, cells.number, values.get(name, "")) for name in ("latitude", "longitude")]
        return (both[0] or "", both[1] or "")
    if where.certainty == "choose":
        reading.refuse("city", "place.choose", _("Several places are called so. Open the row and choose one."))
    elif where.certainty == "none":
        reading.refuse("city", "place.none", _("No such place is known. Correct it, or give coordinates."))
    elif where.towns:
        return str(where.towns[0].latitude), str(where.towns[0].longitude)
    return "", ""


def _doubt(values: Mapping[str, str], raw: Mapping[str, Any], where: Where, frame: Frame, doubts: Reading) -> None:
    if where.certainty == "guess":
        doubts.doubt("city", "place.guess", _("A guess by a similar name. Tick the row if it is right."))
    day = str(raw.get("local_start") or raw.get("local_date"))[:10]
    if day and not frame.starts_on.isoformat() <= day <= frame.ends_on.isoformat():
        doubts.doubt(
            "date", "date.other_day", _("Not on this protest day. Tick the row if it belongs here all the same.")
        )
    if where.certainty == "given":
        _doubt_point(values, raw, doubts)


def _doubt_point(values: Mapping[str, str], raw: Mapping[str, Any], doubts: Reading) -> None:
    """Coordinates in another country than the file says, or in the sea, and right the other way round (B43)."""
    try:
        y, x = float(raw["latitude"]), float(raw["longitude"])
    except ValueError:
        return
    code, here = code_of(values.get("country", "")), _country(y, x)
    if not here or (code and here != code) or timezones.at_sea(Point(x, y)):
        there = _country(x, y)
        if (there and there == code) or (not code and there and not timezones.at_sea(Point(y, x)) and here):
            doubts.doubt("latitude", "point.swapped", _("Latitude and longitude look swapped."))
        elif code and here and here != code:
            sentence = _("These coordinates are in %(here)s, not where the file says. Correct one of the two.")
            doubts.doubt("latitude", "country.other", sentence % {"here": gazetteer.country_name(here)})


def _country(latitude: float, longitude: float) -> str:
    is_on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return gazetteer.country_of(Point(longitude, latitude, srid=4326)) if is_on_earth else ""


def _venue(values: Mapping[str, str]) -> tuple[str, str]:
    """Meeting point and address; of a place in one text the first part is the former."""
    location = " ".join(values.get("location", "").split())
    first = location.partition(",")[0][:200]
    return values.get("venue") or first, values.get("address") or ("" if location == first else location[:200])
