"""What a wall time means: each zone's gaps and overlaps are told, never guessed."""

import csv
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps import timezones
from maps.points import point_from
from maps.timezones import AmbiguousTime, NonexistentTime, TimeOutOfRange, UnknownZone, resolve

BERLIN = point_from(52.52, 13.405)
EDGES = list(csv.DictReader(Path(__file__).with_name("dst_edges.csv").read_text().splitlines()))
GAP, OVERLAP = "nonexistent", "ambiguous"
# By city and date, what the 15 rows of the sample mean.
MEANT = {
    ("New York", "2021-03-14"): GAP,
    ("New York", "2021-11-07"): OVERLAP,
    ("London", "2021-03-28"): GAP,
    ("London", "2021-10-31"): OVERLAP,
    ("Berlin", "2026-10-25"): "2026-10-25T13:00+00:00",
    ("New York", "2026-10-25"): "2026-10-25T18:00+00:00",
    ("Santiago", "2021-09-05"): GAP,
    ("Melbourne", "2021-10-03"): GAP,
    ("Auckland", "2022-04-03"): OVERLAP,
    ("Phoenix", "2021-03-14"): "2021-03-14T09:30+00:00",
    ("Dublin", "2021-10-31"): OVERLAP,
    ("Casablanca", "2021-05-16"): GAP,
    ("Mexico City", "2022-06-04"): "2022-06-04T23:00+00:00",
    ("Mexico City", "2023-06-04"): "2023-06-05T00:00+00:00",
    ("Kathmandu", "2021-06-04"): "2021-06-04T13:45+00:00",
}


@pytest.mark.parametrize("row", EDGES, ids=lambda row: f"{row['city']} {row['local_date']}")
def test_S9_the_sample_of_edges(row):
    local = date.fromisoformat(row["local_date"]), time.fromisoformat(row["local_start"])
    meant = MEANT[row["city"], row["local_date"]]
    if meant in (GAP, OVERLAP):
        with pytest.raises((NonexistentTime, AmbiguousTime)) as refusal:
            resolve(*local, row["timezone"])
        assert refusal.value.code == meant
    else:
        assert resolve(*local, row["timezone"]).isoformat(timespec="minutes") == meant


@pytest.mark.parametrize("row", EDGES, ids=lambda row: row["city"])
def test_S8_the_zone_comes_from_the_point(row):
    assert timezones.zone_at(point_from(row["latitude"], row["longitude"])) == row["timezone"]


def test_B35_a_time_that_is_skipped():
    with pytest.raises(NonexistentTime, match=r"^Clocks go forward then; 01:30 doesn't exist\.") as refusal:
        resolve(date(2027, 3, 28), time(1, 30), "Europe/London")
    assert refusal.value.suggestion == datetime(2027, 3, 28, 2, 30)


def test_B35_samoa_skipped_a_whole_day():
    with pytest.raises(NonexistentTime) as refusal:
        resolve(date(2011, 12, 30), time(12), "Pacific/Apia")
    assert refusal.value.suggestion == datetime(2011, 12, 31, 12)


def test_B36_a_time_that_happens_twice_offers_both():
    with pytest.raises(AmbiguousTime, match="01:30 happens twice") as refusal:
        resolve(date(2027, 10, 31), time(1, 30), "Europe/London")
    first, second = refusal.value.choices
    assert (first.fold, first.utc.hour, first.label) == (0, 0, "BST, UTC+1")
    assert (second.fold, second.utc.hour, second.label) == (1, 1, "GMT, UTC")
    assert resolve(date(2027, 10, 31), time(1, 30), "Europe/London", fold=0) == first.utc
    assert resolve(date(2027, 10, 31), time(1, 30), "Europe/London", fold=1) == second.utc


def test_a_fold_elsewhere_changes_nothing():
    assert resolve(date(2027, 6, 1), time(18), "Europe/London", fold=1) == datetime(2027, 6, 1, 17, tzinfo=UTC)


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Apia", "UTC"])
def test_B34_years_far_away(year, zone):
    with pytest.raises(TimeOutOfRange):
        resolve(date(year, 12, 31), time(23, 59, 59), zone)


@pytest.mark.parametrize(
    "name",
    [
        "Europe",
        "../../etc/passwd",
        "A" * 5000,
        "Europe/Ber\0lin",
        "\0",
        "localtime",
        "Factory",
        "posix/UTC",
        "right/UTC",
        "posix/Europe/Berlin",
        "Europe/Atlantis",
        "europe/berlin",
        "EST5EDT",
        "+02:00",
        "",
        None,
        7,
        ["Europe/Berlin"],
    ],
)
def test_B37_only_zones_of_the_list(name):
    with pytest.raises(UnknownZone) as refusal:
        timezones.zone_of(name)
    assert refusal.value.code == "tz.unknown"


def test_B37_old_names_that_browsers_send_are_understood():
    assert timezones.canonical("Asia/Calcutta") == "Asia/Kolkata"
    assert timezones.canonical("Europe/Kiev") == "Europe/Kyiv"
    assert timezones.canonical("US/Eastern") == "America/New_York"


def test_every_zone_of_the_list_has_rules():
    assert {timezones.zone_of(name).key for name in timezones.ZONES} == timezones.ZONES


def test_B38_a_zone_is_plausible_where_it_keeps_the_same_time():
    day = date(2027, 5, 31)
    assert timezones.plausible("Europe/Berlin", BERLIN, day)
    assert timezones.plausible("Europe/Vienna", BERLIN, day)
    assert not timezones.plausible("America/New_York", BERLIN, day)
    urumqi = point_from(43.8, 87.6)
    assert timezones.plausible("Asia/Shanghai", urumqi, day)
    assert timezones.plausible("Asia/Urumqi", urumqi, day)
    assert timezones.plausible("UTC", point_from(0, -1), day)


def test_B53_at_sea():
    assert timezones.at_sea(point_from(30, -40))
    assert not timezones.at_sea(BERLIN)
    assert timezones.zone_at(point_from(30, -40)) == "Etc/GMT+3"
    assert timezones.zone_at(point_from(50, -1e-5)) in timezones.ZONES


@pytest.mark.parametrize(
    ("moment", "zone", "abbreviation", "offset"),
    [
        ("2026-05-31", "Europe/London", "BST", "UTC+1"),
        ("2026-05-31", "Europe/Berlin", "CEST", "UTC+2"),
        ("2026-05-31", "Europe/Helsinki", "EEST", "UTC+3"),
        ("2026-05-31", "Australia/Perth", "AWST", "UTC+8"),
        ("2026-05-31", "Asia/Tokyo", "JST", "UTC+9"),
        ("2026-05-31", "Asia/Taipei", "UTC+8", "UTC+8"),
        ("2026-05-31", "America/Chicago", "UTC-5", "UTC-5"),
        ("2026-05-31", "Asia/Manila", "UTC+8", "UTC+8"),
        ("2026-05-31", "Europe/Dublin", "UTC+1", "UTC+1"),
        ("2026-01-31", "Europe/Dublin", "GMT", "UTC"),
        ("2026-05-31", "Asia/Kathmandu", "UTC+5:45", "UTC+5:45"),
        ("2026-05-31", "America/St_Johns", "NDT", "UTC-2:30"),
        ("2026-05-31", "Etc/GMT+3", "UTC-3", "UTC-3"),
        ("2026-05-31", "UTC", "UTC", "UTC"),
    ],
)
def test_F6_an_abbreviation_only_where_it_means_one_thing(moment, zone, abbreviation, offset):
    utc = datetime.fromisoformat(moment + "T12:00+00:00")
    assert timezones.abbreviation(utc, zone) == abbreviation
    assert timezones.offset_label(utc, zone) == offset


def test_the_local_day_across_the_date_line():
    moment = datetime(2026, 5, 31, 11, 30, tzinfo=UTC)
    assert timezones.local_day(moment, "Pacific/Auckland") == date(2026, 5, 31)
    assert timezones.local_day(moment, "Pacific/Kiritimati") == date(2026, 6, 1)
    assert timezones.local_day(moment, "Pacific/Pago_Pago") == date(2026, 5, 31)


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(sorted(timezones.ZONES)),
)
def test_S18_a_wall_time_has_one_meaning_or_a_named_refusal(wall, zone):
    meanings = {meaning(wall, zone, fold) for fold in (0, 1)}
    for utc in meanings - {GAP}:
        assert timezones.wall_time(utc, zone).replace(tzinfo=None, fold=0) == wall
    if len(meanings) == 2:
        with pytest.raises(AmbiguousTime) as overlap:
            resolve(wall.date(), wall.time(), zone)
        assert {choice.utc for choice in overlap.value.choices} == meanings


def meaning(wall, zone, fold):
    try:
        return resolve(wall.date(), wall.time(), zone, fold)
    except NonexistentTime:
        return GAP
