"""One row, read (FEATURES S15, TRUST B38, B43): what it would become, or what to do with which cell."""

from datetime import UTC, date, datetime

import pytest

from protests.enums import Verdict
from protests.imports import rows
from protests.imports.hours import Frame
from protests.imports.places import Finder, code_of

DAY = date(2026, 5, 31)
FRAME = Frame("Free the 47", DAY, DAY, datetime(2026, 3, 1, tzinfo=UTC), fields=frozenset({"date"}))
SUVA = {"city": "Suva", "country": "Fiji", "date": "2026-05-31", "start": "18:00", "title": "March"}

pytestmark = pytest.mark.django_db


def look(marks=None, frame=FRAME, **changes):
    values = {name: value for name, value in (SUVA | changes).items() if value}
    return rows.look(values, Finder().where(values), frame, marks)


def codes(found):
    return [(fault.field, fault.code) for fault in found.faults]


def test_a_good_row_is_a_draft_at_the_place_and_in_its_zone():
    found = look(end="20:00", group_name="Suva stands")
    assert (found.verdict, codes(found)) == (Verdict.GOOD, [])
    draft = found.draft
    assert (draft.title, draft.kind, draft.accuracy, draft.when.timezone) == ("March", "rally", "city", "Pacific/Fiji")
    assert draft.when.starts_at == datetime(2026, 5, 31, 6, tzinfo=UTC)
    assert draft.when.ends_at == datetime(2026, 5, 31, 8, tzinfo=UTC)


def test_an_end_before_the_start_is_on_the_next_day():
    assert look(start="22:00", end="1:00").draft.when.local_end_date == date(2026, 6, 1)


def test_coordinates_come_before_the_name_of_the_city():
    draft = look(latitude="-18,1416", longitude="178,4415").draft
    assert (draft.point.x, draft.point.y, draft.accuracy) == (178.4415, -18.1416, "exact")
    pasted = look(coordinates="https://www.openstreetmap.org/?mlat=-18.1416&mlon=178.4415").draft
    assert pasted.point == draft.point


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [("114.17", "22.3", "Hong Kong"), ("178.4415", "-18.1416", "Fiji"), ("13.405", "52.52", "Germany"),
     ("13.405", "52.52", "")],
)  # fmt: skip
def test_B43_swapped_coordinates_are_told(latitude, longitude, country):
    found = look(city="", latitude=latitude, longitude=longitude, country=country)
    assert "point.swapped" in [code for _field, code in codes(found)]
    assert found.verdict in (Verdict.FAULTY, Verdict.DOUBT)


def test_coordinates_elsewhere_than_the_file_says_are_a_doubt():
    found = look(latitude="-18.1416", longitude="178.4415", country="Samoa", city="")
    assert (found.verdict, codes(found)) == (Verdict.DOUBT, [("latitude", "country.other")])


def test_B38_a_zone_that_is_not_the_place_s_is_a_doubt_and_an_unknown_one_a_fault():
    found = look(timezone="America/New_York")
    assert (found.verdict, codes(found)) == (Verdict.DOUBT, [("timezone", "tz.mismatch")])
    assert found.draft.when.timezone == "America/New_York"
    assert codes(look(timezone="Fiji time")) == [("timezone", "tz.unknown")]


@pytest.mark.parametrize(
    ("values", "certainty", "first"),
    [
        ({"city": "Kathmandu"}, "sure", "Kathmandu"), ({"city": "München", "country": "Deutschland"}, "sure", "Munich"),
        ({"city": "台北", "country": "台灣"}, "sure", "Taipei"), ({"city": "Paris"}, "likely", "Paris"),
        ({"city": "Springfield", "country": "USA"}, "choose", None),
        ({"city": "Springfield, Illinois"}, "sure", "Springfield"),
        ({"city": "Kathmandoo"}, "guess", "Kathmandu"), ({"city": "Xqzzyw"}, "none", None), ({}, "", None),
        ({"location": "City Hall, Main St 1, 10115 Berlin, Germany"}, "likely", "Berlin"),
    ],
)  # fmt: skip
def test_places_are_found_with_their_certainty(values, certainty, first):
    where = Finder().where(values)
    assert where.certainty == certainty
    if first:
        assert where.towns[0].name == first


def test_countries_in_several_languages_and_codes():
    assert [code_of(name) for name in ("Deutschland", "Allemagne", "DE", "DEU", "德國", "UK", "نيبال", "Nowhere")] == [
        "DE", "DE", "DE", "DE", "DE", "GB", "NP", "",
    ]  # fmt: skip


def test_homonyms_have_to_be_chosen_and_a_guess_to_be_ticked():
    assert codes(look(city="Springfield", country="USA")) == [("city", "place.choose")]
    chosen = look(city="Springfield", country="USA", town="4250542")
    assert chosen.verdict in (Verdict.GOOD, Verdict.FAULTY)
    guessed = look(city="Kathmandoo", country="")
    assert (guessed.verdict, codes(guessed)) == (Verdict.DOUBT, [("city", "place.guess")])
    assert codes(look(city="Xqzzyw", country="")) == [("city", "place.none")]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"date": "5/6/26"}, ("date", "date.order")), ({"date": "soon"}, ("date", "date.format")),
        ({"date": ""}, ("date", "date.required")), ({"start": "evening"}, ("start", "time.format")),
        ({"city": "", "country": "", "description": "x"}, ("latitude", "point.required")),
        ({"link": "ask us"}, ("link", "url.invalid")), ({"title": "x" * 121}, ("title", "text.too_long")),
        ({"languages": "en, klingon"}, ("languages", "languages.unknown")),
        ({"accessible": "partly"}, ("accessible", "yes")),
        ({"latitude": "north", "longitude": "178"}, ("latitude", "number")),
    ],
)  # fmt: skip
def test_each_fault_names_its_cell(changes, fault):
    found = look(**changes)
    assert (found.verdict, found.draft) == (Verdict.FAULTY, None)
    assert fault in codes(found)


def test_a_day_that_is_not_this_one_is_a_doubt():
    assert codes(look(date="2026-06-01")) == [("date", "date.other_day")]


def test_without_a_column_of_dates_a_single_day_is_meant():
    frame = Frame(FRAME.title, DAY, DAY, FRAME.now)
    found = look(date="", frame=frame)
    assert (found.verdict, found.draft.when.local_date, [name for name, _say in found.notes]) == (
        Verdict.GOOD, DAY, ["date"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "values", [{"title": "Total", "city": "38"}, {"city": "Summe:", "start": ""}, {"title": "EUROPE"}, {"city": "合計"}]
)
def test_totals_headings_and_half_empty_rows_are_named_and_left_out(values):
    found = rows.look(values, Finder().where(values), FRAME)
    assert (found.verdict, found.draft) == (Verdict.LEFT, None)
    assert found.reason


def test_marks_of_cells_hinder_or_are_noted():
    assert codes(look({"title": "formula.empty"})) == [("title", "formula.empty")]
    assert codes(look({"date": "repeats"})) == [("date", "repeats")]
    noted = look({"title": "formula"})
    assert (noted.verdict, [name for name, _say in noted.notes]) == (Verdict.GOOD, ["title"])


def test_a_moment_in_utc_is_told_by_the_clock_there():
    found = look(date="2026-05-31T06:00Z", start="2026-05-31T06:00Z", end="2026-05-31T08:00Z")
    when = found.draft.when
    assert (f"{when.local_start:%H:%M}", f"{when.local_end:%H:%M}", when.local_date) == ("18:00", "20:00", DAY)


def test_kinds_languages_and_status_in_the_words_of_people():
    found = look(kind="Mahnwache", languages="Deutsch / English", accessible="ja", status="abgesagt")
    assert (found.draft.kind, found.draft.languages) == ("vigil", ("de", "en"))
    assert (found.draft.accessibility, found.is_cancelled) == (("step_free",), True)
    other = look(kind="Flashmob")
    assert (other.draft.kind, [name for name, _say in other.notes]) == ("other", ["kind"])


def test_what_is_postponed_in_the_file_is_noted():
    assert [name for name, _say in look(status="verschoben").notes] == ["status"]


def test_a_past_day_is_an_archive():
    frame = Frame("Then", date(2021, 5, 31), date(2021, 5, 31), FRAME.now)
    assert look(date="2021-05-31", frame=frame).verdict == Verdict.GOOD


def test_what_is_online_needs_a_zone_and_no_place():
    assert look(kind="Webinar", city="", country="", timezone="Asia/Kathmandu").verdict == Verdict.GOOD
    assert ("timezone", "tz.required") in codes(look(kind="online", city="", country=""))
