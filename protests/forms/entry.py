"""When and where: the fields that every entry of a form has, the first one and each further date or place."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from maps import gazetteer, timezones
from maps.distance import km_between
from maps.gazetteer import Town, name_key
from maps.pasted import parse_pasted
from maps.points import point_from
from protests.enums import Accuracy, Precision
from protests.forms import meaning
from protests.forms.fields import Words, line, one_of, tick
from protests.rules import draft as draft_rule
from protests.rules.draft import Draft
from protests.rules.faults import Fault, Reading, Refused

LOCATION = "city pasted point".split()
BESIDE = {"fold": "local_start", "end_fold": "local_end", "latitude": "point", "reveal_at": "reveal_date"}
# Where a fault asks which of two equal wall times is meant.
ASKS = {"start.ambiguous": "fold", "end.ambiguous": "end_fold"}
# What a fault of the API says in a form.
SAYS: dict[tuple[str, str], Words] = {
    ("title", "required"): _("Give the protest a title."),
    ("kind", "choice"): _("Choose what people do there."),
    ("local_start", "start.format"): _("Enter a time such as 18:00."),
    ("local_end", "end.format"): _("Enter a time such as 20:00."),
    ("city", "point.required"): _("Enter a city, or the coordinates of the place."),
    ("languages", "languages.unknown"): _("Write the names of languages, such as English, Deutsch, 繁體中文."),
    ("languages", "languages.list"): _("Write up to 8 languages."),
    ("reveal_date", "reveal.format"): _("Enter a date and a time, or leave both empty."),
}
OUT_OF_TOWN = 100  # kilometres
TWICE = [("0", _("The first")), ("1", _("The second"))]
LATER = _("It ends {days} days later")


class EntryForm(forms.Form):
    """One date and place. `confirmed` holds the codes of doubts that the sender insists on."""

    local_date = line(_("Date"), kind="date", required=True)
    local_start = line(_("Start"), kind="time")
    local_end = line(_("End"), kind="time")
    fold = one_of(_("Which of the two?"), TWICE)
    end_fold = one_of(_("Which of the two?"), TWICE)
    unannounced = tick(_("The start is not announced yet"))
    next_day = tick(_("It ends the next day"))

    city = line(_("City"), _("In any language. If several cities have the name, you choose."), autocomplete="off")
    place = one_of(_("Which one?"), [])
    place_unannounced = tick(_("The place is not announced yet"))
    pasted = line(
        _("Coordinates or map link"), _("For the exact place: 53.4808, -2.2426, or the full link of a map."), dir="ltr"
    )
    venue = line(_("Meeting point"), _("A place everyone can find, such as “by the fountain”."), dir="auto")

    def __init__(self, data: QueryDict | None, *, initial: dict[str, Any], prefix: str | None = None) -> None:
        self.changeable = None if data is None else data.copy()
        super().__init__(self.changeable, initial=initial, prefix=prefix)
        known = initial if self.changeable is None else self.changeable
        city, place = (known.get(self._key(name, known)) for name in ("city", "place"))
        if city and place:
            self.fields["place"].widget.choices = [(place, city)]
        self.end_days = self._days_later(known)
        # Codes of the doubts that may still be insisted on.
        self.may_confirm: set[str] = set()
        self.asks = {name for name in ASKS.values() if known.get(self._key(name, known))}
        self.place_name = self.zone = ""
        self.town: Town | None = None

    def times(self, typed: dict[str, Any], reading: Reading) -> dict[str, object]:
        """When it is, in the fields of the API. An empty start may be forgotten, so it has to be said."""
        if not typed["local_start"] and not typed["unannounced"]:
            reading.refuse("local_start", "start.required", _("Enter the start, or tick that it is not announced yet."))
        when = meaning.times(typed, end_days=self.end_days)
        return when | {"fold": typed["fold"], "end_fold": typed["end_fold"]}

    def where(self, typed: dict[str, Any], reading: Reading) -> dict[str, object]:
        """Where it is, in the fields of the API. Of a place that is not announced yet only the city counts."""
        if typed["place_unannounced"]:
            only_city = typed | {"pasted": "", "point": ("", "")}
            return self._place(only_city, reading) | {"precision": Precision.CITY.value, "venue": "", "address": ""}
        return self._place(typed, reading) | {"venue": typed["venue"]}

    def revealed(self, draft: Draft, before: timedelta, reading: Reading, now: datetime) -> Draft:
        """With the exact place announced so long before the start, unless it is public at once."""
        if draft.precision == Precision.EXACT:
            return draft
        return replace(draft, reveal_at=reading.take("reveal_at", draft_rule.reveal_before, draft.when, before, now))

    def tell(self, fault: Fault) -> None:
        """Puts a fault beside the field that mends it; a place that is already faulty is not also missing."""
        name = "city" if fault.code == "point.required" else BESIDE.get(fault.field, fault.field)
        if fault.code == "point.required" and any(self.has_error(one) for one in LOCATION):
            return
        if fault.may_confirm:
            self.may_confirm.add(fault.code)
        if fault.code in ASKS:
            self.asks.add(ASKS[fault.code])
        self.add_error(name, ValidationError(SAYS.get((name, fault.code), str(fault.message)), fault.code))

    def zone_name(self) -> str:
        """ "BST" or "UTC+8": what the clocks at the place say on the day; "" while that is not known."""
        day = self["local_date"].value() or ""
        if not self.zone or not meaning.is_date(str(day)):
            return ""
        return timezones.abbreviation(datetime.combine(date.fromisoformat(str(day)), time(12), UTC), self.zone)

    def _place(self, typed: dict[str, Any], reading: Reading) -> dict[str, object]:
        """The most exact of what was typed counts; a city that is far from it has to be meant so."""
        point, accuracy = None, Accuracy.EXACT.value
        if typed["pasted"]:
            point = reading.take("pasted", parse_pasted, typed["pasted"])
        elif any(typed["point"]):
            point = reading.take("point", point_from, *typed["point"])
            accuracy = typed["accuracy"] or accuracy
        elif typed["city"] and (town := reading.take("city", self._town, typed["city"], typed["place"])):
            point, accuracy = town.point, Accuracy.CITY.value
        if point and typed["city"] and (typed["pasted"] or any(typed["point"])):
            self._doubt_far(point, typed, reading)
        self._know_zone(typed["timezone"], point)
        found = {"latitude": point.y, "longitude": point.x} if point else {}
        return found | {"accuracy": accuracy, "timezone": typed["timezone"] or None}

    def _doubt_far(self, point: Point, typed: dict[str, Any], reading: Reading) -> None:
        """Somebody who writes another city, and forgets the pin, would stay on the map where they were."""
        town = Reading().take("city", self._town, typed["city"], typed["place"])
        if town and km_between(point.coords, town.point.coords) > OUT_OF_TOWN:
            self.place_name = ""
            reading.doubt(
                "city", "city.far", _("The pin or the coordinates are far from this city. Empty one of them.")
            )

    def _town(self, city: str, chosen: str | None) -> Town:
        """The city that is meant. Raises Refused, with those that may be meant as choices of `place`."""
        towns = gazetteer.find(city, limit=20)
        same = [town for town in towns if name_key(town.name) == name_key(city.partition(",")[0])]
        picked = [town for town in towns if str(town.id) == chosen] or (same if len(same) == 1 else [])
        self.fields["place"].widget.choices = [(town.id, town.label) for town in picked or same or towns[:8]]
        if picked and self.changeable is not None:
            self.town = picked[0]
            self.changeable[self.add_prefix("place")], self.place_name = str(self.town.id), self.town.name
            return self.town
        if towns:
            raise Refused("city.choose", _("Choose which one you mean."))
        raise Refused("city.unknown", _("No city of this name was found. Check it, or paste coordinates below."))

    def _know_zone(self, chosen: str, point: Point | None) -> None:
        if chosen in timezones.ZONES:
            self.zone = chosen
        elif point:
            self.zone = timezones.zone_at(point)
        self.place_name = self.place_name or self.zone.rpartition("/")[2].replace("_", " ")

    def _days_later(self, known: Any) -> int:
        """Up to three: who sent it through the API, or edits what was, may have a longer one than the tick says."""
        days = str(known.get(self._key("next_day", known), ""))
        if days not in ("2", "3"):
            return 1
        self.fields["next_day"].label = format_lazy(LATER, days=days)
        self.fields["next_day"].widget.attrs["value"] = days
        return int(days)

    def _key(self, name: str, known: Any) -> str:
        return self.add_prefix(name) if known is self.changeable else name
