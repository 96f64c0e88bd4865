"""Two records of one protest become one (M9), and two again: exactly as they were."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone as clock

from protests import opened, public, reported, tasks
from protests.actions import campaigns, changes, merging, submissions
from protests.enums import Role, Visibility
from protests.models import Follower, Merge, OutboxMail, Protest, Submission, TurnoutReport
from protests.rules.transitions import NotNow
from protests.rules.turnout import Claim

BERLIN = {"latitude": 52.52, "longitude": 13.405}


@pytest.fixture
def two(publish):
    """The one that stays, and the one that another group sent."""
    return publish(), publish(title="Rally for the 47", email="b@example.org")


def _follows():
    return {str(one.pk): one.protest.code for one in Follower.objects.select_related("protest")}


def _all(*protests):
    rows = Protest.objects.filter(pk__in=[one.pk for one in protests]).order_by("pk").values()
    counted = ("sequence", "revised_at", "change_number", "numbered_at")
    return [{name: value for name, value in row.items() if name not in counted} for row in rows]


def _tell(time_machine):
    time_machine.move_to(clock.now() + timedelta(minutes=3))
    for number in OutboxMail.objects.filter(sent_at=None, template="merged").values_list("pk", flat=True):
        tasks.send_mail(number)


class TestMerge:
    def test_the_address_of_the_loser_leads_to_the_winner_for_ever(self, two, bo, client):
        winner, loser = two
        merging.merge(winner=winner.code, loser=loser.code, by=bo)
        response = client.get(f"/p/{loser.code}/")
        assert (response.status_code, response.headers["Location"]) == (301, f"/p/{winner.code}/")
        assert [one.code for one in public.protests()] == [winner.code]

    def test_the_calendar_entry_of_the_loser_is_another_revision(self, two, bo):
        winner, loser = two
        merging.merge(winner=winner.code, loser=loser.code, by=bo)
        after = Protest.objects.get(pk=loser.pk)
        assert (after.uid, after.sequence) == (loser.uid, loser.sequence + 1)
        assert after.revised_at > loser.revised_at

    def test_followers_move_and_nobody_follows_twice(self, two, bo, follow):
        winner, loser = two
        follow(email="carla@example.org", code=winner.code, confirmed=True)
        follow(email="carla@example.org", code=loser.code, confirmed=True)
        follow(email="dora@example.org", code=loser.code, confirmed=True)
        before = _follows()
        merging.merge(winner=winner.code, loser=loser.code, by=bo)
        assert sorted(_follows().values()) == sorted([winner.code, winner.code, loser.code])
        merging.unmerge(loser=loser.code, by=bo)
        assert _follows() == before

    def test_who_was_sent_there_is_sent_to_the_winner(self, two, publish, bo):
        winner, loser = two
        pointing = publish(email="c@example.org")
        changes.cancel(code=pointing.code, instead=loser.code)
        merging.merge(winner=winner.code, loser=loser.code, by=bo)
        assert public.find_protest(pointing.code).instead == winner.code
        merging.unmerge(loser=loser.code, by=bo)
        assert public.find_protest(pointing.code).instead == loser.code

    def test_what_was_reported_of_the_loser_counts_for_the_winner_until_they_are_parted(self, two, bo):
        """And the one claim of both is not added up: each says so for itself."""
        winner, loser = two
        for protest, low in ((winner, 100), (loser, 300)):
            claim = vars(Claim("organisers", low, low + 50, "", "", "", "", ""))
            TurnoutReport.objects.create(
                protest=protest, at=clock.now(), decided_at=clock.now(), finding="accepted", **claim
            )

        def told():
            return {one.code: one.turnout for one in public.protests()}

        apart, before = told(), Protest.objects.get(pk=winner.pk).revised_at
        merging.merge(winner=winner.code, loser=loser.code, by=bo)
        assert told() == {winner.code: (100, 350)}
        assert len(reported.claims([winner.code])[winner.code]) == 2
        assert Protest.objects.get(pk=winner.pk).revised_at > before
        merging.unmerge(loser=loser.code, by=bo)
        assert told() == apart == {winner.code: (100, 150), loser.code: (300, 350)}

    def test_its_organiser_and_its_followers_are_told_where_it_is(self, two, bo, follow, time_machine):
        winner, loser = two
        follow(email="dora@example.org", code=loser.code, confirmed=True)
        merging.merge(winner=winner.code, loser=loser.code, by=bo)
        _tell(time_machine)
        assert sorted(one.to[0] for one in mail.outbox) == ["b@example.org", "dora@example.org"]
        for one in mail.outbox:
            assert f"/p/{winner.code}/" in one.body
            assert "Rally for the 47" in one.subject

    def test_its_organiser_keeps_a_page_that_says_so_and_rules_nothing_of_the_winner(self, publish, waiting, bo):
        winner, sent = publish(), waiting(email="b@example.org")
        merging.merge_submission(submission_id=sent.id, winner=winner.code, by=bo)
        entry = opened.by_token(sent.manage_token).entries[0]
        assert (entry.merged_into, entry.acts) == (winner.code, frozenset())

    @pytest.mark.parametrize("which", ["same", "hidden", "unknown"])
    def test_what_can_not_be_one(self, two, bo, which):
        winner, loser = two
        if which == "hidden":
            Protest.objects.filter(pk=winner.pk).update(visibility=Visibility.HIDDEN)
        other = {"same": loser.code, "unknown": "22222222"}.get(which, winner.code)
        with pytest.raises(merging.Impossible):
            merging.merge(winner=other, loser=loser.code, by=bo)
        assert Protest.objects.get(pk=loser.pk).visibility == Visibility.PUBLIC

    def test_only_by_who_decides_on_both(self, publish, sarchk):
        suva, berlin = publish(), publish(**BERLIN, email="b@example.org")
        dana = campaigns.join_team(
            campaign=sarchk, email="d@example.org", role=Role.MODERATOR, password="x" * 20, countries=["DE"]
        )
        with pytest.raises(PermissionDenied):
            merging.merge(winner=suva.code, loser=berlin.code, by=dana)


class TestWhatWaits:
    def test_becomes_a_record_that_the_world_never_sees(self, publish, waiting, bo):
        winner, sent = publish(), waiting(email="b@example.org")
        merging.merge_submission(submission_id=sent.id, winner=winner.code, by=bo)
        loser = Submission.objects.get(pk=sent.id).protest
        assert (loser.visibility, loser.merged_into_id) == (Visibility.MERGED, winner.pk)
        assert not OutboxMail.objects.filter(template__in=("approved", "added"), submission=sent.id).exists()

    def test_a_change_to_an_entry_is_no_duplicate(self, publish, propose, bo):
        change = propose(publish(), title="Another")
        other = publish(email="b@example.org")
        with pytest.raises(merging.Impossible):
            merging.merge_submission(submission_id=change.pk, winner=other.code, by=bo)


class TestUnmerge:
    def test_restores_exactly(self, two, bo, follow):
        follow(email="dora@example.org", code=two[1].code, confirmed=True)
        before, followed = _all(*two), _follows()
        merging.merge(winner=two[0].code, loser=two[1].code, by=bo)
        merging.unmerge(loser=two[1].code, by=bo)
        assert (_all(*two), _follows()) == (before, followed)
        assert Merge.objects.get().undone_at

    def test_within_two_minutes_nobody_hears_of_either(self, two, bo, time_machine):
        merging.merge(winner=two[0].code, loser=two[1].code, by=bo)
        merging.unmerge(loser=two[1].code, by=bo)
        _tell(time_machine)
        assert mail.outbox == []

    def test_later_its_organiser_hears_that_it_is_on_the_map(self, two, bo, time_machine):
        OutboxMail.objects.all().delete()
        merging.merge(winner=two[0].code, loser=two[1].code, by=bo)
        _tell(time_machine)
        merging.unmerge(loser=two[1].code, by=bo)
        assert list(OutboxMail.objects.filter(sent_at=None).values_list("template", flat=True)) == ["approved"]

    def test_once_only(self, two, bo):
        merging.merge(winner=two[0].code, loser=two[1].code, by=bo)
        merging.unmerge(loser=two[1].code, by=bo)
        with pytest.raises(NotNow):
            merging.unmerge(loser=two[1].code, by=bo)

    def test_what_its_organiser_withdrew_meanwhile_stays_away(self, publish, waiting, bo):
        winner, sent = publish(), waiting(email="b@example.org")
        merging.merge_submission(submission_id=sent.id, winner=winner.code, by=bo)
        submissions.withdraw(token=sent.manage_token)
        loser = Submission.objects.get(pk=sent.id).protest
        assert loser.visibility == Visibility.HIDDEN
        with pytest.raises(NotNow):
            merging.unmerge(loser=loser.code, by=bo)
