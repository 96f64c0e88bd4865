"""The forms of a campaign, of a day and of a message to organisers: texts in every language, read by rules."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from protests.enums import Kind, Status
from protests.forms.fields import Words, from_list, line, lines, some_of, tick
from protests.rules import calling, slices
from protests.rules.calling import CampaignDraft, DayDraft
from protests.rules.faults import Reading
from protests.rules.slices import Slice

UTC_HINT = _("In UTC. Leave it empty for no limit.")
EMBARGO_HINT = _("In UTC. It stands on the press page, which everybody can read.")
LABELS: dict[str, Words] = {
    "name": _("Name"),
    "title": _("Title"),
    "tagline": _("Line above the title"),
    "about": _("What it is about"),
    "demands": _("Demands, one a line"),
    "start_text": _("Text that organisers start from"),
    "press_note": _("Text for the press, to quote"),
}


class CallingForm(forms.Form):
    """Something with texts in every language of the site; `own` is the one they were written in."""

    texts: Mapping[str, int] = {}

    def __init__(self, data: QueryDict | None, initial: dict[str, Any], own: str) -> None:
        super().__init__(data, initial=initial)
        self.own = own
        self.others = [(code, name) for code, name in settings.LANGUAGES if code != own]
        for name, most in self.texts.items():
            self.fields[name] = _text(LABELS[name], most)
            for code, _name in self.others:
                self.fields[f"{code}_{name}"] = _text(LABELS[name], most, lang=code)

    def own_texts(self) -> list[BoundField]:
        return [self[name] for name in self.texts]

    def translations(self) -> Iterator[tuple[str, str, list[BoundField], bool]]:
        """Code and name of each other language, its fields, and whether there is something in them."""
        for code, name in self.others:
            found = [self[f"{code}_{text}"] for text in self.texts]
            yield code, name, found, any(one.value() or one.errors for one in found)

    def problems(self) -> Iterator[tuple[str, Words, Words]]:
        """The id to go to, the label and the message of each fault, in the order of the fields."""
        for bound in self:
            for error in bound.errors.as_data():
                yield bound.id_for_label or f"{bound.auto_id}_0", bound.label, error.message

    def tell(self, reading: Reading) -> None:
        for fault in reading.faults:
            self.add_error(fault.field, ValidationError(str(fault.message), fault.code))


class CampaignForm(CallingForm):
    """`slug` is asked for once."""

    texts = calling.CAMPAIGN_TEXTS

    language = from_list(_("These texts are written in"), settings.LANGUAGES)
    languages = some_of(_("Its pages are offered in"), settings.LANGUAGES)
    accent = line(_("Colour"), _("As # and six digits or letters, such as #FFD400. Empty: black and white."), dir="ltr")
    risky_countries = line(
        _("Countries where people are in danger"),
        _("Two-letter codes, such as CN, HK. Only the city is shown there, and no names of groups."),
        dir="ltr",
    )

    def __init__(self, data: QueryDict | None = None, *, draft: CampaignDraft | None = None) -> None:
        initial = _initial(draft) if draft else {"language": settings.LANGUAGE_CODE}
        everywhere = [code for code, _name in settings.LANGUAGES]
        initial |= {"languages": draft.languages if draft and draft.languages else everywhere}
        initial["risky_countries"] = ", ".join(draft.risky_countries) if draft else ""
        super().__init__(data, initial, initial["language"])
        if draft is None:
            self.fields["slug"] = line(_("Address"), _("Small letters, digits, hyphens. It can’t be changed later."))

    def read(self) -> CampaignDraft | None:
        self.full_clean()
        reading = Reading()
        draft = calling.campaign(self.cleaned_data, reading)
        self.tell(reading)
        return draft


class DayForm(CallingForm):
    """`slug` and dates are asked for once: a day is moved by an act of its own, with what is listed."""

    texts = calling.DAY_TEXTS

    usual_start = line(_("Usual start, local time"), kind="time")
    usual_end = line(_("Usual end"), kind="time")
    usual_kind = from_list(_("Usual kind"), [("", _("None")), *Kind.choices])
    reveal_hours = line(_("Exact places are announced so many hours before"), inputmode="numeric")
    submissions_open = tick(_("Takes in new protests"))
    opens_at = line(_("From"), UTC_HINT, kind="datetime-local")
    closes_at = line(_("Until"), UTC_HINT, kind="datetime-local")
    embargo_until = line(_("The press is asked to wait until"), EMBARGO_HINT, kind="datetime-local")

    def __init__(
        self, data: QueryDict | None = None, *, own: str, draft: DayDraft | None = None, is_new: bool = False
    ) -> None:
        initial = _initial(draft) if draft else {"reveal_hours": 24, "submissions_open": True}
        super().__init__(data, initial, own)
        self.known = None if is_new else draft
        if is_new:
            self.fields["slug"] = line(_("Address"), _("Such as may-31. It can’t be changed later."), dir="ltr")
            self.fields["starts_on"] = line(_("Date"), kind="date")
            self.fields["ends_on"] = line(_("Last day, if it has several"), kind="date")

    def read(self) -> DayDraft | None:
        self.full_clean()
        reading, raw = Reading(), dict(self.cleaned_data)
        if self.known:
            raw |= {"starts_on": f"{self.known.starts_on}", "ends_on": f"{self.known.ends_on}"}
        draft = calling.day(raw, self.own, reading)
        self.tell(reading)
        return draft


class MessageForm(CallingForm):
    """Whom it goes to, and the message in each language that somebody writes it in."""

    countries = line(_("Countries"), _("Two-letter codes, such as DE, TW. Empty: all."), dir="ltr")
    statuses = some_of(_("Status"), [*Status.choices, (slices.WAITING, _("In review"))])
    languages = some_of(_("Language"), settings.LANGUAGES)
    unsaid = tick(_("Only who did not say that it is still on"))

    def __init__(self, data: QueryDict | None = None, *, own: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial or {}, own)
        for code, name in settings.LANGUAGES:
            self.fields[f"{code}_text"] = _text(name, slices.LONGEST, lang=code)

    def messages(self) -> list[BoundField]:
        codes = [self.own, *(code for code, _name in self.others)]
        return [self[f"{code}_text"] for code in codes]

    def read(self) -> tuple[Slice, dict[str, str]] | None:
        self.full_clean()
        reading = Reading()
        to, texts = slices.read(self.cleaned_data, reading), slices.texts(self.cleaned_data, self.own, reading)
        self.tell(reading)
        return None if reading.faults else (to, texts)


def _text(label: Words, most: int, **attrs: object) -> forms.Field:
    if most > calling.LINE:
        return lines(label, rows=4, dir="auto", **attrs)
    return line(label, dir="auto", **attrs)


def _initial(draft: CampaignDraft | DayDraft) -> dict[str, Any]:
    values = {name: _typed(value) for name, value in asdict(draft).items() if name != "translations"}
    for code, texts in draft.translations.items():
        values |= {f"{code}_{name}": text for name, text in texts.items()}
    return values


def _typed(value: Any) -> Any:
    """As the inputs of a browser want it."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value}" if isinstance(value, date) else value
