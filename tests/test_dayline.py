"""The day line: 18:00 rolls round the world, from east to west (C6)."""

from datetime import UTC, date, datetime, time

from protests import public
from protests.formats import dayline
from protests.models import Protest

PLACES = {
    "Suva": {"latitude": -18.1416, "longitude": 178.4415},
    "Kathmandu": {"latitude": 27.7172, "longitude": 85.324},
    "Berlin": {"latitude": 52.5244, "longitude": 13.4105},
    "Apia": {"latitude": -13.8333, "longitude": -171.7667},
}


def lines(day, now):
    found = public.protests_of(public.find_day("sarchk", day.slug), now=now)
    return dayline.lines(found, lambda protest: f"#{protest.code}", now)


def at(day, hour, minute=0):
    return datetime.combine(day.starts_on, time(hour, minute), UTC)


def test_one_row_for_each_offset_from_east_to_west(publish, may_31):
    for number, place in enumerate(PLACES.values()):
        publish(**place, title=f"March {number}", email=f"a{number}@example.org")
    (line,) = lines(may_31, at(may_31, 12))
    assert [row.offset for row in line.rows] == ["+13", "+12", "+5:45", "+2"]
    assert [row.y for row in line.rows] == [0, 34, 68, 102]
    # All begin at 18:00, so each mark stands on the tick of its row, and each row farther to the right.
    marks = [row.wide[0] for row in line.rows]
    assert [mark.x for mark in marks] == [row.evening for row in line.rows]
    assert [float(mark.x[:-1]) for mark in marks] == sorted(float(mark.x[:-1]) for mark in marks)
    assert line.label == "4 protests start between 05:00 UTC, in Apia, and 16:00 UTC, in Berlin."


def test_night_is_from_18_to_6_on_the_clock_of_the_row(publish, may_31):
    publish(**PLACES["Kathmandu"])
    (line,) = lines(may_31, at(may_31, 12))
    (row,) = line.rows
    # From 10:00 to 15:00 UTC; 18:00 in Kathmandu is 12:15.
    assert [(hour.clock, hour.x) for hour in line.hours] == [("12:00", "40.00%")]
    assert row.evening == "45.00%"
    assert [(span.x, span.width) for span in row.nights] == [("45.00%", "55.00%")]


def test_marks_count_what_starts_together_and_say_how_it_stands(publish, may_31):
    for number, start in enumerate(("17:00", "18:00", "18:00")):
        local = f"{may_31.starts_on}T{start}"
        publish(**PLACES["Berlin"], local_start=local, local_end=None, title=f"March {number}", venue=f"Place {number}")
    before, during, after = (lines(may_31, at(may_31, hour))[0].rows[0] for hour in (12, 15, 23))
    assert [(mark.count, mark.state) for mark in before.wide] == [(1, "soon"), (2, "soon")]
    assert [(mark.count, mark.state) for mark in during.wide] == [(1, "live"), (2, "soon")]
    assert [(mark.count, mark.state) for mark in after.wide] == [(1, "done"), (2, "done")]
    assert [(mark.count, mark.x) for mark in before.narrow] == [(3, before.wide[1].x)]  # one for all, where most start
    assert before.wide[1].href.startswith("#")
    assert before.wide[1].label == "2 protests: Berlin"


def test_the_moment_is_in_the_picture_only_on_the_day(publish, may_31):
    publish(**PLACES["Berlin"])
    assert lines(may_31, at(may_31, 16))[0].now
    assert lines(may_31, datetime(2020, 1, 1, tzinfo=UTC))[0].now == ""


def test_nothing_is_drawn_of_what_gathers_nobody_or_has_no_time(publish, may_31):
    nothing = {"local_start": None, "starts_at": None, "local_end": None, "local_end_date": None, "ends_at": None}
    Protest.objects.filter(pk=publish().pk).update(**nothing)
    Protest.objects.filter(pk=publish(**PLACES["Berlin"]).pk).update(status="cancelled")
    assert lines(may_31, at(may_31, 12)) == []


def test_a_window_of_days_has_a_line_for_each(publish, may_31):
    may_31.ends_on = date(may_31.ends_on.year, 6, 1)
    may_31.save()
    publish()
    publish(local_start=f"{may_31.ends_on}T18:00", local_end=None, title="The day after")
    assert [line.day for line in lines(may_31, at(may_31, 12))] == [may_31.starts_on, may_31.ends_on]
