"""What people write into cells (FEATURES S15, TRUST B43): dates, times and numbers of many countries and programs."""

from datetime import date, time, timedelta

import pytest

from protests.imports import cells
from protests.rules.faults import Refused

MAY_31 = date(2026, 5, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-31", "31.05.2026", "31.5.26", "31. Mai 2026", "Sonntag, 31. Mai 2026", "31 May 2026", "May 31, 2026",
        "Sunday 31st May 2026".replace("st", ""), "31 mai 2026", "31 de mayo de 2026", "5/31/26", "31/5/2026", "46173",
        "٣١/٥/٢٠٢٦", "٣١ مايو ٢٠٢٦", "2026年5月31日", "２０２６-０５-３１", "\u200f31/05/2026", "2026/5/31",
    ],
)  # fmt: skip
def test_one_day_in_many_hands(text):
    assert cells.day(text, "") == MAY_31


@pytest.mark.parametrize(("order", "meant"), [("dmy", date(2026, 6, 5)), ("mdy", date(2026, 5, 6))])
def test_an_ambiguous_date_is_asked_for_and_then_read_as_it_was_said(order, meant):
    with pytest.raises(Refused, match=r"date\.order"):
        cells.day("5/6/26", "")
    assert cells.day("5/6/26", order) == meant
    assert cells.day("5/5/26", "") == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["5/6/26", "31/5/26"], "dmy"), (["5/6/26", "5/31/26"], "mdy"), (["5/31/26", "31/5/26"], "mixed"),
        (["5/6/26", ""], ""), (["01.06.2026"], "dmy"), (["2026-05-31", "May 31"], ""),
    ],
)  # fmt: skip
def test_a_column_tells_its_order_where_one_of_its_dates_does(values, order):
    assert cells.order_of(values) == order


@pytest.mark.parametrize(
    ("text", "code"),
    [("31.02.2026", "date.none"), ("soon", "date.format"), ("31 May", "date.year"), ("99999", "date.format"),
     ("", "date.format")],
)  # fmt: skip
def test_what_is_no_date_says_how_to_write_one(text, code):
    with pytest.raises(Refused) as refused:
        cells.day(text, "dmy")
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    ["18:00", "6 pm", "6:00 p.m.", "18h", "18h00", "18 Uhr", "18.00 Uhr", "um 18 Uhr", "1800", "0.75", "下午6時",
     "٦ مساءً", "١٨:٠٠", "18:00:00", "à 18h", "6PM", "18"],
)  # fmt: skip
def test_one_hour_in_many_hands(text):
    assert cells.clock(text) == time(18)


@pytest.mark.parametrize("text", ["6", "25:00", "evening", "18:75", "13 pm 5", "12:00:99x"])
def test_an_hour_that_could_be_another_is_not_guessed(text):
    with pytest.raises(Refused, match=r"time\.format"):
        cells.clock(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-31T18:00", cells.Moment(MAY_31, time(18))),
        ("2026-05-31 18:00:00", cells.Moment(MAY_31, time(18))),
        ("2026-05-31T16:00Z", cells.Moment(MAY_31, time(16), timedelta())),
        ("2026-05-31T18:00:00+02:00", cells.Moment(MAY_31, time(18), timedelta(hours=2))),
        ("31.05.2026 18:00", cells.Moment(MAY_31, time(18))),
        ("5/31/26 6:00 PM", cells.Moment(MAY_31, time(18))),
        ("31.05.2026, 18 Uhr", cells.Moment(MAY_31, time(18))),
        ("31.05.2026", cells.Moment(MAY_31, None)),
        ("46173.75", cells.Moment(MAY_31, time(18))),
    ],
)
def test_a_date_with_its_hour(text, moment):
    assert cells.moment(text, "") == moment


@pytest.mark.parametrize(
    ("text", "number"),
    [("52,52", "52.52"), ("52.52", "52.52"), ("−18,14", "-18.14"), ("18.14 S", "-18.14"), ("W 0,12", "-0.12"),
     ("٥٢٫٥", None)],
)  # fmt: skip
def test_decimal_commas_and_sides(text, number):
    if number is None:
        with pytest.raises(Refused, match="number"):
            cells.number(text)
    else:
        assert cells.number(text) == number


def test_a_span_is_two_hours():
    assert cells.span("18:00–20:00") == ("18:00", "20:00")
    assert cells.span("6 pm to 8 pm") == ("6 pm", "8 pm")
    assert cells.span("2026-05-31T18:00") == ("2026-05-31T18:00", "")
    assert cells.span("18:00") == ("18:00", "")


def test_yes_and_no_in_several_languages():
    assert [cells.yes(word) for word in ("Ja", "oui", "x", "نعم", "是", "no", "", "Nein")] == [True] * 5 + [False] * 3
    with pytest.raises(Refused, match="yes"):
        cells.yes("partly")
