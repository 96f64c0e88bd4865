"""The door out: what everybody may see of Amina's protest, before and after its place is revealed."""

from datetime import timedelta

import pytest

from protests import public
from protests.models import Protest

EXACT = (178.4415, -18.1416)


@pytest.fixture
def later(publish, may_31):
    """An area now, the exact place from the day before at 18:00 in Suva."""
    return publish(precision="area", reveal_at=f"{may_31.starts_on - timedelta(days=1)}T18:00")


def test_before_the_reveal_there_is_a_cell_and_no_words(later):
    one = public.find_protest(later.code)
    assert one.point == (178.445, -18.145)
    assert (one.venue, one.address, one.precision, one.drawn) == ("", "", "area", "area")
    assert (one.locality, one.country) == ("Suva", "FJ")
    assert one.reveal_at == later.reveal_at


def test_from_that_moment_on_everything_is_there_without_a_write(later):
    """V4, F10: computed when read, so a dead worker reveals neither early nor late."""
    before = public.protests(now=later.reveal_at - timedelta(seconds=1))[0]
    after = public.protests(now=later.reveal_at)[0]
    assert (before.point, after.point) == ((178.445, -18.145), EXACT)
    assert (after.venue, after.precision, after.reveal_at) == ("Harbour park, by the fountain", "exact", None)
    assert (before.updated_at, after.updated_at) == (later.revised_at, later.reveal_at)
    assert (before.sequence, after.sequence) == (0, 1)


@pytest.mark.parametrize(
    ("precision", "point", "locality", "drawn"),
    [
        ("exact", EXACT, "Suva", "exact"),
        ("city", (178.4415, -18.1416), "Suva", "city"),
        ("withheld", None, "", ""),
    ],
)
def test_precision_decides_what_is_shown(publish, precision, point, locality, drawn):
    code = publish(precision=precision).code
    one = public.find_protest(code)
    assert (one.locality, one.drawn) == (locality, drawn)
    assert (one.point is None) == (point is None)
    assert one.country == "FJ"


def test_the_city_is_the_gazetteers_point_not_the_places(publish):
    one = public.find_protest(publish(precision="city", latitude=-18.12, longitude=178.45).code)
    assert one.point is not None
    assert one.point != (178.45, -18.12)


def test_counts_leave_out_what_is_called_off_and_count_a_withheld_place_for_its_country(publish):
    """C3: the definition that stands beside the number."""
    publish(title="In Suva")
    publish(title="In Suva too", email="b@example.org")
    publish(title="Somewhere", email="c@example.org", precision="withheld", latitude=27.7, longitude=85.3)
    off = publish(title="Called off", email="d@example.org", latitude=52.52, longitude=13.405)
    Protest.objects.filter(pk=off.pk).update(status="cancelled")
    publish(
        title="Online", kind="online", email="e@example.org", latitude=None, longitude=None, timezone="Europe/London"
    )
    assert public.counts(public.protests()) == public.Counts(protests=3, cities=1, countries=2, online=1)


def test_order_is_by_start_across_zones_and_unannounced_ones_last(publish, may_31):
    day = may_31.starts_on
    berlin = {"latitude": 52.52, "longitude": 13.405, "local_start": f"{day}T09:00", "local_end": None}
    late = publish(title="Berlin", email="b@example.org", **berlin)
    unannounced = publish(title="Open", email="c@example.org", local_start=None, local_end=None, local_date=str(day))
    first = publish(title="Suva")
    assert [one.code for one in public.protests()] == [first.code, late.code, unannounced.code]


def test_codes_are_found_in_any_case_and_unknown_ones_are_none(publish):
    code = publish().code
    assert public.find_protest(code.lower()).code == code
    assert public.find_protest("22222222") is None


def test_a_merged_protest_names_its_winner(publish):
    loser, winner = publish(), publish(title="Winner", email="b@example.org")
    Protest.objects.filter(pk=loser.pk).update(visibility="merged", merged_into=winner)
    assert public.find_protest(loser.code) == public.Merged(winner.code)
