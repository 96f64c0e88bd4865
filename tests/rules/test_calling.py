"""What a coordinator may say of a campaign and a day (C1, L2)."""

from datetime import UTC, date, datetime, time

import pytest

from protests.rules import calling, contrast, slugs, window
from protests.rules.faults import Reading, Refused

CAMPAIGN = {"name": "Solidarity", "language": "en", "languages": ["en", "de"], "accent": "#ffd400"}
DAY = {"title": "Free the 47", "starts_on": "2027-05-31", "reveal_hours": "24", "submissions_open": "on"}


def faults(read, *args):
    reading = Reading()
    assert read(*args, reading) is None
    return {fault.field: fault.code for fault in reading.faults}


def test_a_campaign_is_read_with_its_translations():
    raw = CAMPAIGN | {
        "de_name": "Solidarität",
        "ar_about": "",
        "en_name": "not a translation",
        "risky_countries": "cn hk",
    }
    draft = calling.campaign(raw, Reading())
    assert draft.translations == {"de": {"name": "Solidarität"}}
    assert draft.accent == "#FFD400"
    assert draft.risky_countries == ["CN", "HK"]
    assert draft.languages == ["de", "en"]
    assert calling.campaign(CAMPAIGN | {"languages": ["en", "de", "ar", "zh-hant"]}, Reading()).languages == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": ""}, {"name": "required"}),
        ({"de_name": "ab"}, {"de_name": "text.too_short"}),
        ({"language": "xx"}, {"language": "language.unknown"}),
        ({"risky_countries": "China"}, {"risky_countries": "countries.unknown"}),
        ({"accent": "yellow"}, {"accent": "accent.format"}),
        ({"accent": "#FEFEFE"}, {"accent": "accent.contrast"}),
        ({"accent": "#15191b"}, {"accent": "accent.contrast"}),
    ],
)
def test_what_is_wrong_with_a_campaign_is_named(changes, fault):
    assert faults(calling.campaign, CAMPAIGN | changes) == fault


def test_a_day_is_read():
    draft = calling.day(
        DAY | {"usual_start": "18:00", "opens_at": "2027-01-01T00:00", "de_title": "Freiheit"}, "en", Reading()
    )
    assert (draft.starts_on, draft.ends_on, draft.usual_start) == (date(2027, 5, 31), date(2027, 5, 31), time(18))
    assert draft.opens_at == datetime(2027, 1, 1, tzinfo=UTC)
    assert (draft.press_note, draft.embargo_until) == ("", None)
    assert draft.translations == {"de": {"title": "Freiheit"}}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"starts_on": "31 May"}, {"starts_on": "date.format"}),
        ({"ends_on": "2027-05-30"}, {"ends_on": "date.order"}),
        ({"ends_on": "2027-07-30"}, {"ends_on": "date.order"}),
        ({"usual_start": "six"}, {"usual_start": "time.format"}),
        ({"reveal_hours": "-1"}, {"reveal_hours": "hours"}),
        ({"reveal_hours": "٣"}, {"reveal_hours": "hours"}),
        ({"usual_kind": "party"}, {"usual_kind": "choice"}),
        ({"closes_at": "soon"}, {"closes_at": "moment.format"}),
        ({"embargo_until": "soon"}, {"embargo_until": "moment.format"}),
        ({"press_note": "x" * 2001}, {"press_note": "text.too_long"}),
        ({"opens_at": "2027-05-01T00:00", "closes_at": "2027-04-01T00:00"}, {"closes_at": "window.order"}),
        ({"title": "", "reveal_hours": ""}, {"title": "required", "reveal_hours": "hours"}),
    ],
)
def test_what_is_wrong_with_a_day_is_named(changes, fault):
    assert faults(lambda raw, reading: calling.day(raw, "en", reading), DAY | changes) == fault


def test_a_text_without_translation_is_shown_as_it_was_written():
    """L2: never blank, and the label says so."""
    texts, german = {"title": "Free", "about": "Why", "tagline": ""}, {"de": {"title": "Frei"}}
    assert calling.shown(texts, german, "en", "de") == ({"title": "Frei", "about": "Why", "tagline": ""}, ("about",))
    assert calling.shown(texts, german, "en", "en") == (texts, ())
    assert calling.shown(texts, german, "en", "ar") == (texts, ("title", "about"))


@pytest.mark.parametrize("colour", ["#FFD400", "#1B2A6B", "c8102e", "#808080", ""])
def test_colours_that_can_be_told_from_the_page_are_taken(colour):
    assert contrast.accent(colour) == (f"#{colour.removeprefix('#').upper()}" if colour else "")


@pytest.mark.parametrize("slug", ["May-31", "may 31", "-may", "may--31", "a" * 41, "", "mаy"])
def test_a_slug_is_plain(slug):
    with pytest.raises(Refused) as refused:
        slugs.new_day_slug(slug)
    assert refused.value.code == "slug.format"


def test_a_slug_shadows_no_address():
    for read, word in (
        (slugs.new_campaign_slug, "moderate"),
        (slugs.new_campaign_slug, "de"),
        (slugs.new_day_slug, "press"),
    ):
        with pytest.raises(Refused) as refused:
            read(word)
        assert refused.value.code == "slug.reserved"
    assert slugs.new_day_slug("may-31") == "may-31"


class Day:
    submissions_open, opens_at, closes_at, frozen_at = True, None, None, None

    def __init__(self, **changes):
        vars(self).update(changes)


def test_a_day_is_open_between_two_moments():
    now, later, before = (datetime(2027, 1, day, tzinfo=UTC) for day in (2, 3, 1))
    assert window.is_open(Day(), now)
    assert window.is_open(Day(opens_at=now, closes_at=later), now)
    assert not window.is_open(Day(closes_at=now), now)
    assert not window.is_open(Day(opens_at=later), now)
    assert not window.is_open(Day(submissions_open=False, opens_at=before), now)
    assert not window.is_open(Day(frozen_at=before), now)
    assert window.edges([Day(opens_at=before), Day(closes_at=later), Day()], now) == (before, later)
