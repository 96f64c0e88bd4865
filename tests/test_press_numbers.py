"""Nothing on the press page is inflated by somebody who tries (R10, C3)."""

import re
from datetime import timedelta

import pytest

from protests import public
from protests.models import Protest, ProtestDay, TurnoutReport
from protests.models.campaigns import Campaign

BERLIN = {"latitude": 52.5244, "longitude": 13.4105, "venue": "A", "title": "In Berlin", "email": "b@example.org"}


@pytest.fixture
def numbers(client):
    """What the page says in large letters, and how it says that it is covered."""

    def numbers():
        # Records that a test writes past the actions make no new version.
        ProtestDay.objects.update(version=ProtestDay.objects.get().version + 1)
        page = client.get("/sarchk/may-31/press/").content.decode()
        big = [int(number) for number in re.findall(r"<li><b>(\d+)</b>", page)]
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
        covered = re.search(r"People reported so far ([\d,–]+) in (\d+) of (\d+) cit", text)
        return big, covered and covered.groups()

    return numbers


def report(protest, **claim):
    usual = {"said_by": "organisers", "low": 200, "high": 300, "finding": "accepted", "at": protest.over_at}
    said = usual | claim
    is_open = said["finding"] in ("waiting", "second")
    return TurnoutReport.objects.create(protest=protest, decided_at=None if is_open else protest.over_at, **said)


@pytest.fixture
def two(publish, time_machine):
    """One protest in Suva and one in Berlin, both reported, the morning after."""
    suva, berlin = publish(), publish(**BERLIN)
    report(suva)
    report(berlin, low=50, high=60)
    time_machine.move_to(max(suva.over_at, berlin.over_at) + timedelta(hours=13))
    return suva, berlin


HONEST = ([2, 2, 1], ("250–360", "2", "2"))


def test_what_is_counted_without_anybody_trying(two, numbers):
    assert numbers() == HONEST


@pytest.mark.parametrize("status", ["cancelled", "postponed", "banned"])
def test_what_does_not_take_place_counts_nowhere(two, numbers, publish, status):
    other = publish(latitude=48.8566, longitude=2.3522, title="In Paris", email="p@example.org")
    Protest.objects.filter(pk=other.pk).update(status=status)
    assert numbers() == HONEST


@pytest.mark.parametrize("visibility", ["hidden", "merged"])
def test_what_is_not_public_counts_nowhere_with_its_reports(two, numbers, publish, visibility):
    other = publish(latitude=48.8566, longitude=2.3522, title="In Paris", email="p@example.org")
    report(other, low=9000, high=9999)
    into = two[1] if visibility == "merged" else None
    Protest.objects.filter(pk=other.pk).update(visibility=visibility, merged_into=into)
    assert numbers() == HONEST


def test_a_withheld_place_is_no_city_and_its_figure_in_no_total(two, numbers, publish):
    """It counts for its country, which is here already."""
    withheld = publish(**BERLIN | {"title": "Somewhere", "precision": "withheld", "email": "w@example.org"})
    report(withheld, low=9000, high=9999)
    assert numbers() == HONEST


def test_online_is_no_city(two, numbers, publish):
    online = publish(kind="online", latitude=None, longitude=None, timezone="Europe/Berlin", title="On line")
    report(online, low=9000, high=9999)
    assert numbers() == HONEST


def test_several_protests_in_a_city_are_one_city(two, numbers, publish):
    for number in range(3):
        publish(**BERLIN | {"title": f"Berlin {number}", "venue": f"Place {number}", "email": f"{number}@example.org"})
    assert numbers() == HONEST


def test_the_same_claim_again_and_again_adds_nothing(two, numbers):
    for teller in ("organisers", "organisers", "media", "police", "on_site"):
        report(two[0], said_by=teller, source="https://news.example/x")
    assert numbers() == HONEST


def test_a_claim_that_nobody_accepted_adds_nothing(two, numbers):
    for finding in ("waiting", "second", "rejected", "corrected"):
        report(two[0], low=9000, high=9999, finding=finding)
    assert numbers() == HONEST


def test_another_claim_widens_the_range_of_its_protest_alone(two, numbers):
    """From the least to the most that anybody says: never a sum of claims."""
    report(two[0], said_by="police", low=80, high=90, source="https://police.example/x")
    assert numbers() == ([2, 2, 1], ("130–360", "2", "2"))


def test_a_word_counts_as_the_least_that_it_can_mean(two, numbers):
    report(two[1], low=None, high=None, vague="hundreds", words="several hundred")
    assert numbers() == ([2, 2, 1], ("250–500", "2", "2"))


def test_took_place_without_a_figure_is_no_city_with_a_figure(two, numbers, publish):
    other = publish(latitude=48.8566, longitude=2.3522, title="In Paris", email="p@example.org")
    report(other, low=None, high=None)
    assert numbers() == ([3, 3, 1], ("250–360", "2", "3"))


def test_nothing_of_another_day_or_campaign_is_counted(two, numbers):
    other = Campaign.objects.create(slug="other", name="Other")
    Protest.objects.filter(pk=two[1].pk).update(
        day=ProtestDay.objects.create(
            campaign=other, slug="x", title="x", starts_on=two[1].local_date, ends_on=two[1].local_date
        )
    )
    ProtestDay.objects.filter(slug="x").update(version=7)
    found = public.protests_of(public.find_day("sarchk", "may-31"))
    assert [one.code for one in found] == [two[0].code]


def test_the_four_outcomes_are_told_apart_and_of_protests(two, client, publish):
    paris, rome = (
        publish(latitude=lat, longitude=lon, title=name, email=f"{name}@example.org")
        for lat, lon, name in ((48.8566, 2.3522, "Paris"), (41.8933, 12.4829, "Rome"))
    )
    report(paris, low=None, high=None)
    Protest.objects.filter(pk=rome.pk).update(status="cancelled")
    madrid = publish(latitude=40.4168, longitude=-3.7038, title="Madrid", email="m@example.org")
    page = re.sub(r"\s+", " ", client.get("/sarchk/may-31/press/").content.decode())
    outcomes = dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page))
    assert outcomes == {
        "Did not take place": "1",
        "Reported, with a figure": "2",
        "Took place, nobody gave a figure": "1",
        "Nothing is known": "1",
    }
    assert madrid.code in page
