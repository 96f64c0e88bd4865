"""Amina opens the form of what she sent: it says what she said, and sent unchanged it means the same (S8)."""

from datetime import date, timedelta

import pytest
from django.conf.locale import LANG_INFO
from django.http import QueryDict
from django.utils import timezone as clock
from django.utils import translation

from protests import opened, public
from protests.actions import submissions
from protests.forms import meaning
from protests.forms.filled import initial_of
from protests.forms.submit import SubmitForm
from protests.rules import contact as contact_rule
from protests.rules import draft as draft_rule
from protests.rules.faults import Reading

BERLIN = {"latitude": 52.52001, "longitude": 13.40495}


@pytest.fixture
def day(may_31):
    return public.find_day("sarchk", "may-31")


def sent_again(form):
    """What a browser sends of a form that nobody touched."""
    data = QueryDict(mutable=True)
    for field in form:
        value = field.value()
        if field.name == "point":
            data["latitude"], data["longitude"] = value or ("", "")
        elif field.name == "accessibility":
            data.setlist("accessibility", value or [])
        elif value not in (None, "", False, 0):
            data[field.name] = "on" if value is True else str(value)
    data.setlist("confirm", form.confirmed)
    return data


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"description": "One.\n\nTwo.", "bring": "Candles", "public_link": "https://example.org/", "group_name": ""},
        {"languages": ["en", "zh-hant", "de", "pt-br", "zh-cn"], "accessibility": ["step_free", "quiet"]},
        {"local_end": None},
        {"local_start": None, "local_end": None, "local_date": "{day}"},
        {"local_start": "{day}T22:00", "local_end": "{next}T01:00"},
        {"local_start": "{day}T22:00", "local_end": "{later}T01:00"},
        {"precision": "area", "reveal_at": "{day}T09:30"},
        {"precision": "city"},
        {"precision": "withheld", "reveal_at": "{day}T09:30"},
        {"precision": "withheld"},
        {"latitude": -18.14161, "longitude": 178.44149, "accuracy": "city", "venue": "", "address": ""},
        {"latitude": -18.14161, "longitude": 178.44149, "accuracy": "city", "precision": "city", "venue": "By the sea"},
        {"latitude": -18.1, "longitude": 178.4, "accuracy": "city"},
        {**BERLIN, "timezone": "Asia/Tokyo", "confirm": ["tz.mismatch"]},
        {"kind": "online", "latitude": None, "longitude": None, "timezone": "Asia/Hong_Kong"},
    ],
)
def test_sent_unchanged_it_means_the_same(submit, raw, day, changes):
    when = {"day": day.starts_on, "next": day.starts_on + timedelta(1), "later": day.starts_on + timedelta(2)}
    changes = {name: value.format(**when) if isinstance(value, str) else value for name, value in changes.items()}
    draft = read(raw | changes)
    own = stored(draft, raw)
    form = SubmitForm(sent_again(SubmitForm(day=day, initial=initial_of(own))), day=day)
    again = form.draft(now=clock.now())
    assert form.errors == {}
    assert again == draft


def test_s9_the_second_of_two_equal_times_stays_the_second(raw):
    year = clock.now().year + 1
    sunday = max(date(year, 10, n) for n in range(25, 32) if date(year, 10, n).weekday() == 6)
    times = {"local_start": f"{sunday}T02:30", "local_end": f"{sunday}T04:00", "fold": 1}
    own = stored(read(raw | BERLIN | times), raw)
    assert (initial_of(own)["fold"], initial_of(own)["end_fold"]) == ("1", "")


def test_what_is_revealed_already_is_exact_in_the_form(submit, raw, day, time_machine):
    """It can't be taken back, so the form does not say that it is hidden."""
    own = stored(read(raw | {"precision": "area", "reveal_at": f"{day.starts_on}T09:30"}), raw)
    assert initial_of(own)["precision"] == "area"
    assert initial_of(own, now=own.reveal_at)["precision"] == "exact"


@pytest.mark.parametrize("reader", ["en", "de", "ar", "zh-hant"])
def test_every_language_is_read_back_from_its_name(reader):
    with translation.override(reader):
        for code in LANG_INFO:
            assert meaning.languages(meaning.language_names([code])) == [code]


def read(values):
    reading = Reading(frozenset(values.get("confirm", ())))
    draft = draft_rule.read(values, reading, now=clock.now())
    reading.finish()
    return draft


def stored(draft, raw):
    """As the manage page gets it."""
    contact = contact_rule.read(raw, Reading())
    sent = submissions.submit(campaign="sarchk", day="may-31", draft=draft, contact=contact, language="en")
    return opened.by_token(sent.manage_token).entries[0].own
