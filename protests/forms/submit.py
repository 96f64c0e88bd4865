"""The form of one protest: its fields, what they mean together, and what is wrong, beside the field that mends it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from maps import gazetteer
from maps.gazetteer import Town, country_name
from maps.widgets import PointPicker
from protests import public
from protests.enums import Access, Kind, Precision
from protests.forms import further, meaning
from protests.forms.entry import EntryForm
from protests.forms.fields import Words, from_list, line, lines, one_of, some_of, tick, zones
from protests.forms.shown import Shown, shown
from protests.public import PublicDay, PublicProtest
from protests.rules import contact as contact_rule
from protests.rules import draft as draft_rule
from protests.rules import retention
from protests.rules.contact import ContactDraft
from protests.rules.draft import Draft
from protests.rules.faults import Reading
from protests.rules.question import Question

STEPS = {
    "what": (
        "title kind local_date local_start local_end fold end_fold unannounced next_day timezone description bring"
        " languages public_link"
    ).split(),
    "where": (
        "city place place_unannounced pasted point accuracy venue address precision reveal reveal_date reveal_time"
    ).split(),
    "who": "group_name email receipt phone accessibility agreed".split(),
}
# Fields that the form and the API have alike.
SAME = "title kind description bring address precision group_name public_link accessibility".split()
REVEALS = [("on", _("Announce the exact place on")), ("never", _("Never: people ask us"))]
WHY_GROUP = _("Shown on the page. You may leave it empty. We never ask for your own name.")
WHY_EMAIL = _("For the link to your entry and for the answer. Never shown. Deleted {days} days after the protest.")
SPARSE = _("Few buildings may lie in this circle, so it may give the place away. “City only” hides more.")
WHY_PHONE = _("Only for urgent questions on the day. Never shown. Deleted {days} days after the protest.")
WHY_QUESTION = _("Much is being sent now. This keeps programs out. Nothing you typed is lost.")


class SubmitForm(EntryForm):
    """One protest. `day` prefills title, date, usual start and reveal, `town` the city, `initial` whatever is known of
    an entry (forms/filled.py)."""

    title = line(_("Name of the protest"), _("Short, as on a poster."), required=True, dir="auto")
    kind = one_of(_("Kind"), Kind.choices, required=True)
    timezone = from_list(_("Time zone"), zones)
    description = lines(_("Plan"), _("Up to 4,000 characters and 3 links."), rows=5, dir="auto")
    bring = line(_("What to bring"), _("For example: candles, umbrellas, a mask."), dir="auto")
    languages = line(_("Languages spoken there"), _("For example: English, Deutsch, 繁體中文"))
    public_link = line(_("Link"), _("Your own page about it."), inputmode="url", dir="ltr")

    point = forms.Field(label=_("Latitude and longitude"), widget=PointPicker, required=False)
    accuracy = forms.Field(widget=forms.HiddenInput, required=False)
    address = line(_("Address"), dir="auto")
    precision = one_of(_("How exact should the map be?"), Precision.choices)
    reveal = one_of(_("When is the exact place announced?"), REVEALS)
    reveal_date = line(_("Announced on"), kind="date")
    reveal_time = line(_("Announced at"), kind="time")

    group_name = line(_("Group"), WHY_GROUP, dir="auto")
    email = line(_("E-mail"), format_lazy(WHY_EMAIL, days=retention.CONTACT.days), kind="email", autocomplete="email")
    receipt = tick(_("No e-mail: show me a link to keep instead"))
    phone = line(_("Signal or phone"), format_lazy(WHY_PHONE, days=retention.PHONE.days), dir="ltr")
    accessibility = some_of(_("Accessibility"), Access.choices)
    agreed = tick(_("I organise this protest, or the organiser has agreed."), required=True)

    # People don't see it; programs fill it in.
    website = line(_("Leave this empty"), tabindex="-1", autocomplete="off")

    # What has to be answered first, under pressure.
    question: Question | None = None

    field_order = [name for names in STEPS.values() for name in names]

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        day: PublicDay,
        town: Town | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        known = dict(initial) if initial is not None else meaning.of_day(day)
        if town:
            known |= {"city": town.label, "place": str(town.id)}
        super().__init__(data, initial=known)
        self.day, self.further = day, further.rows(data)
        # What is listed already and looks like it.
        self.similar: list[PublicProtest] = []
        # Codes of doubts that the sender insists on.
        self.confirmed = sorted(set(known.get("confirm", ()) if data is None else data.getlist("confirm")))

    def read(self, *, now: datetime, is_repeated: bool = False) -> tuple[list[Draft], ContactDraft] | None:
        """What actions/submissions.submit takes, the first entry and the further ones; None when something is wrong,
        which then stands beside its field. What was taken in already `is_repeated`, and resembles itself."""
        self.full_clean()
        reading = Reading(frozenset(self.confirmed))
        if not self.cleaned_data["agreed"]:
            reading.refuse("agreed", "required", _("Say that you organise it, or that the organiser has agreed."))
        contact = contact_rule.read(meaning.contact(self.cleaned_data), reading)
        first = self._gathering(reading, now)
        drafts = [first, *self._further(first, now)]
        complete = [draft for draft in drafts if draft]
        if len(complete) == len(drafts):
            self._doubt(complete, reading, is_repeated=is_repeated)
        self.tell_all(reading)
        is_faulty = reading.faults or any(row.errors for row in self.further)
        return None if is_faulty else (complete, contact)

    def draft(self, *, now: datetime) -> Draft | None:
        """The gathering alone, for who has said already who they are; None when something is wrong."""
        self.full_clean()
        reading = Reading(frozenset(self.confirmed))
        draft = self._gathering(reading, now)
        self.tell_all(reading)
        return None if reading.faults else draft

    def ask(self, question: Question, *, was_wrong: bool) -> None:
        """Asks before it is taken in (rules/limits.py). After a wrong answer: another question, and an empty box."""
        self.question = question
        self.fields["answer"] = line(question.sentence, WHY_QUESTION, autocomplete="off", dir="auto")
        if self.changeable is not None:
            self.changeable["answer"] = ""
        told = _("That was another word. Here is a new question.") if was_wrong else _("Answer this, then send again.")
        self.add_error("answer", ValidationError(told, "answer.wrong" if was_wrong else "answer.required"))

    def problems(self) -> Iterator[tuple[str, Words, Words]]:
        """The id to go to, the label and the message of each fault, in the order of the fields. A tick's is no name."""
        for field in chain(self, *self.further):
            label = "" if isinstance(field.field.widget, forms.CheckboxInput) else field.label
            for error in field.errors.as_data():
                yield field.id_for_label or f"{field.auto_id}_0", label, error.message

    def to_fix(self) -> dict[str, int]:
        """How many faults each step has."""
        faults = {step: sum(len(self.errors.get(name, ())) for name in names) for step, names in STEPS.items()}
        faults["where"] += sum(len(found) for row in self.further for found in row.errors.values())
        return faults

    def seen(self, km: int) -> dict[str, Shown]:
        """What everybody will see of the place, for each choice; an area is `km` wide."""
        typed, *_region, country = [*str(self["city"].value() or "").split(", "), ""]
        city = self.town.name if self.town else typed
        return shown(city, country_name(self.town.country) if self.town else country, self["venue"].value() or "", km)

    def _gathering(self, reading: Reading, now: datetime) -> Draft | None:
        typed = self.cleaned_data
        raw = self._shared() | self.times(typed, reading) | self.where(typed, reading)
        raw["reveal_at"] = meaning.reveal(typed)
        draft = draft_rule.read(raw, reading, now=now)
        if draft is None or raw["reveal_at"] or not meaning.is_revealed(typed):
            return draft
        return self.revealed(draft, timedelta(hours=self.day.reveal_hours), reading, now)

    def _shared(self) -> dict[str, object]:
        """What every entry of the form has in common."""
        typed = self.cleaned_data
        return {name: typed[name] for name in SAME} | {"languages": meaning.languages(typed["languages"])}

    def _further(self, first: Draft | None, now: datetime) -> Iterator[Draft | None]:
        """The exact place of each is announced as long before its start as that of the first."""
        before = draft_rule.lead(first.when, first.reveal_at) if first and first.reveal_at else None
        for row in self.further:
            row.full_clean()
            yield row.read(self._shared(), self.cleaned_data, before, Reading(frozenset(self.confirmed)), now)

    def _doubt(self, drafts: list[Draft], reading: Reading, *, is_repeated: bool) -> None:
        """What may be meant just so, or not: asked once everything else is right."""
        for n, row in enumerate(self.further, start=1):
            if any(draft_rule.is_same(drafts[n], other) for other in drafts[:n]):
                row.refuse_as_same()
        if any(one.precision == Precision.AREA and one.point and gazetteer.is_sparse(one.point) for one in drafts):
            reading.doubt("precision", "area.sparse", SPARSE)
        if not is_repeated:
            found = chain.from_iterable(public.similar(self.day.campaign.slug, draft) for draft in drafts)
            self.similar = list({one.code: one for one in found}.values())
        if self.similar:
            reading.doubt("city", "duplicate", _("There is already a listing for this place and time."))

    def tell_all(self, reading: Reading) -> None:
        for fault in reading.faults:
            self.tell(fault)
