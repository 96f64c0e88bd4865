"""One check behind form, API and import (TRUST.md B37-B53): what was sent, or everything that is wrong with it."""

from datetime import UTC, datetime

import pytest

from protests.rules import draft
from protests.rules.faults import Reading

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
SUVA = {"latitude": -18.1416, "longitude": 178.4415}
BERLIN = {"latitude": 52.5163, "longitude": 13.3777}
MARCH = {"title": "March for the 47", "kind": "march", "local_start": "2027-05-31T18:00", **BERLIN}


def read(*, confirmed=(), **changes):
    """The draft and the faults of a march in Berlin with these changes; None leaves a field out."""
    raw = {name: value for name, value in (MARCH | changes).items() if value is not None}
    reading = Reading(frozenset(confirmed))
    return draft.read(raw, reading, now=NOW), reading.faults


def faults(**changes):
    return [(fault.field, fault.code) for fault in read(**changes)[1]]


def test_the_zone_is_that_of_the_point():
    march, found = read(**SUVA)
    assert found == []
    assert march.when.timezone == "Pacific/Fiji"
    assert march.when.starts_at == datetime(2027, 5, 31, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "zone", ["Europe", "../../etc/passwd", "A" * 5000, "\x00", "localtime", "Factory", "posix/UTC", "", 47, ["UTC"], {}]
)
def test_b37_only_zones_of_the_list(zone):
    assert faults(timezone=zone) == [("timezone", "tz.unknown")]


def test_b38_a_zone_far_from_the_point_has_to_be_insisted_on():
    _draft, found = read(timezone="America/New_York")
    assert [(fault.field, fault.code, fault.may_confirm) for fault in found] == [("timezone", "tz.mismatch", True)]
    march, found = read(timezone="America/New_York", confirmed=["tz.mismatch"])
    assert found == []
    assert march.when.timezone == "America/New_York"
    assert march.flags == ("tz.mismatch",)


def test_b38_another_zone_with_the_same_time_is_no_mismatch():
    assert faults(timezone="Europe/Paris") == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        ("NaN", 13, "point.not_finite"),  # B41
        (52, "Infinity", "point.not_finite"),  # B41
        (float("nan"), 13, "point.not_finite"),  # B41
        ("1e400", 13, "point.not_finite"),  # B41
        (91, 0, "point.range"),  # B42
        (0, 181, "point.range"),  # B42
        (999, 999, "point.range"),  # B42
        (114.17, 22.3, "point.swapped"),  # B43
        (0, 0, "point.null_island"),  # B44
        ("0", "-0.0", "point.null_island"),  # B44
        (True, 13, "point.type"),  # B45
        ("٤٥", 13, "point.type"),  # B45
        ("1_0", 13, "point.type"),  # B45
        ([1], 13, "point.type"),  # B45
        ({}, 13, "point.type"),  # B45
        ("POINT EMPTY", 13, "point.type"),  # B46
        ({"type": "Point", "coordinates": [13, 52]}, 13, "point.type"),  # B46
        ('{"driver": "GTiff", "name": "x.tif"}', 13, "point.type"),  # B47
        ("/vsicurl/http://evil.test/x.tif", 13, "point.type"),  # B47
        (52, None, "point.type"),
    ],
)
def test_b41_to_b47_what_is_no_point(latitude, longitude, code):
    assert faults(latitude=latitude, longitude=longitude) == [("latitude", code)]


@pytest.mark.parametrize(
    ("latitude", "longitude", "kept"),
    [
        (-16.5, 180, (-180, -16.5)),  # B48
        (-16.5, -180, (-180, -16.5)),  # B48
        (90, 45, (45, 90)),  # B48
        ("52.516312345678901", "13.377712345678901", (13.37771, 52.51631)),  # B52
    ],
)
def test_b48_b52_which_point_is_kept(latitude, longitude, kept):
    march, found = read(latitude=latitude, longitude=longitude)
    assert found == []
    assert march.point.coords == kept


@pytest.mark.parametrize(
    ("changes", "flags"),
    [
        ({}, ()),
        ({"latitude": 50, "longitude": -30}, ("at_sea",)),  # B53
        ({"latitude": -77.85, "longitude": 166.67}, ("antarctica",)),  # B53
        ({"title": "March for Hоng Kong"}, ("mixed_scripts",)),  # B12
        ({"public_link": "https://example.org"}, ("link",)),
        ({"description": "See www.example.org"}, ("link",)),
    ],
)
def test_b12_b53_what_a_moderator_should_look_at(changes, flags):
    march, found = read(**changes)
    assert found == []
    assert march.flags == flags


def test_a_place_is_needed_unless_it_is_online():
    nowhere = {"latitude": None, "longitude": None}
    assert faults(**nowhere) == [("latitude", "point.required")]
    assert faults(**nowhere, kind="online") == [("timezone", "tz.required")]
    talk, found = read(**nowhere, kind="online", timezone="Europe/Berlin")
    assert found == []
    assert talk.point is None


def test_an_online_protest_has_no_pin_and_the_zone_of_the_place_it_named():
    talk, found = read(kind="online", **SUVA)
    assert found == []
    assert (talk.point, talk.when.timezone) == (None, "Pacific/Fiji")


def test_faults_of_time_are_told_even_where_the_place_is_missing():
    found = faults(latitude=None, longitude=None, local_start="2027-05-31T17:00", local_end="2027-05-31T15:30")
    assert found == [("latitude", "point.required"), ("local_end", "end.before_start")]


@pytest.mark.parametrize("kind", [None, "", "party", "MARCH", 1, [], {}])
def test_only_the_kinds_of_the_list(kind):
    assert faults(kind=kind) == [("kind", "choice")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"languages": ["xx"]}, "languages.unknown"),
        ({"languages": ["en-" + "a" * 1000]}, "languages.unknown"),  # B83
        ({"languages": ["../../x"]}, "languages.unknown"),  # B83
        ({"languages": [{}]}, "languages.unknown"),
        ({"languages": "en"}, "languages.list"),
        ({"languages": ["en"] * 9}, "languages.list"),
        ({"accessibility": "step_free"}, "accessibility.list"),
        ({"accessibility": ["stairs"]}, "choice"),
        ({"accessible": "yes"}, "accessible.type"),
    ],
)
def test_lists_hold_only_what_is_known(changes, code):
    assert [one for _field, one in faults(**changes)] == [code]


def test_languages_and_accessibility_are_kept_once_each():
    march, found = read(languages=["en", "zh-Hant", "en"], accessibility=["seats", "step_free"], accessible=True)
    assert found == []
    assert march.languages == ("en", "zh-hant")
    assert march.accessibility == ("seats", "step_free")


@pytest.mark.parametrize(
    ("changes", "moment"),
    [
        ({}, None),
        ({"precision": "exact", "reveal_at": "2027-05-30T18:00"}, None),
        ({"precision": "area"}, None),
        ({"precision": "area", "reveal_at": "2027-05-30T18:00"}, datetime(2027, 5, 30, 16, tzinfo=UTC)),
    ],
)
def test_when_the_exact_place_is_shown(changes, moment):
    march, found = read(**changes)
    assert found == []
    assert march.reveal_at == moment


@pytest.mark.parametrize(
    ("reveal_at", "code"),
    [
        ("2027-05-31T20:00", "reveal.too_late"),
        ("soon", "reveal.format"),
        ("2027-03-28T02:30", "reveal.nonexistent"),
    ],
)
def test_an_impossible_moment_of_reveal(reveal_at, code):
    assert faults(precision="area", reveal_at=reveal_at) == [("reveal_at", code)]


@pytest.mark.parametrize(("field", "most"), [("venue", 200), ("address", 200), ("group_name", 120)])
def test_lines_have_an_end(field, most):
    assert faults(**{field: "x" * most}) == []
    assert faults(**{field: "x" * (most + 1)}) == [(field, "text.too_long")]


def test_all_that_is_wrong_is_told_at_once():
    found = faults(title="", kind="party", latitude=999, precision="street", public_link="ftp://x", venue="\x00")
    assert found == [
        ("kind", "choice"),
        ("latitude", "point.range"),
        ("precision", "choice"),
        ("title", "required"),
        ("venue", "text.control_character"),
        ("public_link", "url.scheme"),
    ]
