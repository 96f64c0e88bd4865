"""Forgetting, where one thing hangs on another (V7, S16): several entries, offers, phones, followers, places, the log.

Each date is tried a second before and a second after; each row holds what would matter if it stayed."""

from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.db.models import F
from django.utils import timezone as clock

from protests import public, tasks
from protests.actions import retention as acts
from protests.actions import submissions
from protests.enums import Accuracy, Decision
from protests.models import (
    AuditEvent,
    Contact,
    Follower,
    OutboxMail,
    Protest,
    ProtestChange,
    ProtestDay,
    Submission,
)
from protests.rules import retention, sealing, tokens
from protests.rules.reasons import Reason

SECOND = timedelta(seconds=1)
PLACE = (178.4415, -18.1416)


@pytest.fixture
def purge_at(time_machine):
    """purge_at(moment): what the worker would do then."""

    def purge_at(moment):
        time_machine.move_to(moment)
        tasks.purge(timestamp=0)

    return purge_at


@pytest.fixture
def around(purge_at):
    """around(moment, look): what there is a second before the moment and a second after it."""

    def around(moment, look):
        seen = []
        for when in (moment - SECOND, moment + SECOND):
            purge_at(when)
            seen.append(look())
        return seen

    return around


def someone(model=Contact, email="canary@example.org", **values):
    return model.objects.create(
        sealed_email=sealing.seal(b"k", email),
        email_index=sealing.blind_index(b"k", email),
        language="en",
        handle=tokens.new_handle(),
        **values,
    )


def log():
    return list(AuditEvent.objects.filter(verb="retention.purged").values_list("counts", flat=True))


class TestOneContactWithSeveralEntries:
    @pytest.fixture
    def two(self, publish, may_31):
        """A protest on the day and one a week later, by the same organiser."""
        early = publish()
        late = publish(title="Another", local_start=f"{may_31.starts_on + timedelta(days=7)}T18:00", local_end=None)
        Submission.objects.filter(protest=late).update(contact=early.contact)
        Contact.objects.filter(pk=late.contact_id).delete()
        Protest.objects.filter(pk=late.pk).update(contact=early.contact)
        return early, late

    def test_stays_until_the_last_of_them_is_over(self, two, around, purge_at):
        early, late = two
        purge_at(early.over_at + retention.CONTACT + SECOND)
        assert Contact.objects.count() == 1
        assert around(late.over_at + retention.CONTACT, Contact.objects.count) == [1, 0]

    def test_and_so_does_the_phone(self, two, around):
        _early, late = two
        Contact.objects.update(sealed_phone=b"canary")
        phones = Contact.objects.exclude(sealed_phone=None).count
        assert around(late.over_at + retention.PHONE, phones) == [1, 0]
        assert Contact.objects.count() == 1

    def test_one_that_was_rejected_does_not_take_the_other_with_it(self, publish, waiting, bo, purge_at):
        protest = publish()
        refused = waiting(title="Another")
        Submission.objects.filter(pk=refused.id).update(contact=protest.contact)
        submissions.reject(submission_id=refused.id, by=bo, reason=Reason.SPAM)
        purge_at(clock.now() + retention.CONTACT + SECOND)
        assert list(Contact.objects.all()) == [protest.contact]


class TestOffers:
    """Somebody was asked by mail to take an entry over."""

    def test_that_nobody_answers_go_after_48_hours(self, publish, around):
        offer = someone(succeeds=publish().contact)
        offered = Contact.objects.filter(pk=offer.pk)
        assert around(offer.created_at + timedelta(hours=48), offered.count) == [1, 0]

    def test_a_contact_that_has_nothing_goes_with_the_next_run(self, db, purge_at):
        someone()
        purge_at(clock.now())
        assert Contact.objects.count() == 0


class TestReceipts:
    def test_live_as_long_as_any_contact(self, submit, raw, bo, around):
        sent = submit(raw, email="", receipt=True)
        protest = submissions.approve(submission_id=sent.id, by=bo)
        assert around(protest.over_at + retention.CONTACT, Contact.objects.count) == [1, 0]


class TestEntries:
    def test_that_were_rejected_go_thirty_days_after_that(self, waiting, bo, around):
        sent = waiting(description="canary")
        submissions.reject(submission_id=sent.id, by=bo, reason=Reason.SPAM, note="canary")
        decided_at = Submission.objects.get().decided_at
        assert around(decided_at + timedelta(days=30), Submission.objects.count) == [1, 0]
        assert Contact.objects.count() == 0

    def test_what_was_sent_goes_ninety_days_after_the_protest_and_the_listing_stays(self, publish, around, client):
        protest = publish()
        assert around(protest.over_at + timedelta(days=90), Submission.objects.count) == [1, 0]
        assert client.get(f"/p/{protest.code}/").status_code == 200
        assert Protest.objects.get().title == protest.title

    @pytest.mark.parametrize("end", ["withdrawn", "waiting"])
    def test_and_so_does_what_came_to_nothing(self, waiting, around, end):
        sent = waiting()
        if end == "withdrawn":
            submissions.withdraw(token=sent.manage_token)
        over_at = Submission.objects.get().over_at
        assert around(over_at + timedelta(days=90), Submission.objects.count) == [1, 0]

    def test_a_protest_that_was_put_off_keeps_what_was_sent_for_it(self, publish, purge_at):
        protest = publish()
        Protest.objects.update(over_at=protest.over_at + timedelta(days=60))
        purge_at(protest.over_at + timedelta(days=91))
        assert Submission.objects.count() == 1

    def test_stays_while_a_mail_waits_to_tell_of_it(self, publish, purge_at):
        protest = publish()
        OutboxMail.objects.exclude(template="approved").delete()
        keeper = someone()
        OutboxMail.objects.update(contact=keeper, created_at=protest.over_at + timedelta(days=89))
        Submission.objects.update(contact=keeper)
        Protest.objects.update(contact=None)
        later = protest.over_at + timedelta(days=91)
        purge_at(later)
        assert Submission.objects.count() == 1
        purge_at(later)  # its contact went, and the mail with it
        assert (Submission.objects.count(), OutboxMail.objects.count()) == (0, 0)


class TestFollowers:
    def test_that_were_never_confirmed_go_after_48_hours(self, may_31, around):
        someone(Follower, day=may_31)
        assert around(Follower.objects.get().created_at + timedelta(hours=48), Follower.objects.count) == [1, 0]

    def test_go_two_days_after_the_last_protest_of_the_day(self, publish, may_31, around):
        early, late = publish(), publish(title="Late", local_end=f"{may_31.starts_on}T23:00")
        someone(Follower, day=may_31, protest=early, confirmed_at=clock.now())
        assert late.over_at > early.over_at
        assert around(late.over_at + timedelta(days=2), Follower.objects.count) == [1, 0]

    def test_of_a_window_that_still_runs_stay(self, publish, may_31, purge_at):
        """All that is listed is over; more may come."""
        protest = publish()
        ProtestDay.objects.filter(pk=may_31.pk).update(ends_on=may_31.starts_on + timedelta(days=6))
        someone(Follower, day=may_31, confirmed_at=clock.now())
        purge_at(protest.over_at + timedelta(days=3))
        assert Follower.objects.count() == 1

    def test_of_a_day_on_which_nothing_was_listed_go_too(self, may_31, purge_at):
        someone(Follower, day=may_31, confirmed_at=clock.now())
        purge_at(clock.now() + timedelta(days=800))
        assert Follower.objects.count() == 0


def known(record):
    record.refresh_from_db()
    return (record.exact_point.coords, record.accuracy, record.venue, record.address)


class TestPlaces:
    """What was never shown is not kept either; the city is what everybody saw."""

    @pytest.fixture
    def hidden(self, publish):
        return publish(precision="city", reveal_at=None, accuracy="exact")

    def test_that_were_never_shown_go_thirty_days_after_the_protest(self, hidden, purge_at):
        sent, city = Submission.objects.get(), hidden.city_point.coords
        exact = (PLACE, "exact", "Harbour park, by the fountain", "Stinson Parade 1")
        purge_at(hidden.over_at + timedelta(days=30) - SECOND)
        assert known(hidden) == known(sent) == exact
        purge_at(hidden.over_at + timedelta(days=30) + SECOND)
        assert known(hidden) == known(sent) == (city, Accuracy.CITY, "", "")

    def test_no_second_run_finds_anything(self, hidden, purge_at):
        for _twice in range(2):
            purge_at(hidden.over_at + timedelta(days=31))
        assert [counts.get("places") for counts in log()] == [2]

    def test_a_point_that_was_called_a_city_is_not_believed(self, publish, purge_at):
        protest = publish(precision="city", accuracy="city", venue="", address="")
        assert protest.exact_point.coords == PLACE
        purge_at(protest.over_at + timedelta(days=31))
        assert known(protest)[0] == protest.city_point.coords

    def test_the_listing_stays_and_every_copy_of_its_page_is_made_anew(self, publish, may_31, purge_at, client):
        """The circle of an area is drawn around the city then: that is a revision, to calendars too."""
        protest = publish(precision="area", reveal_at=None)
        before = public.find_protest(protest.code)
        version = ProtestDay.objects.get(pk=may_31.pk).version
        purge_at(protest.over_at + timedelta(days=31))
        after = public.find_protest(protest.code)
        assert after.point != before.point
        assert after.sequence > before.sequence
        assert ProtestDay.objects.get(pk=may_31.pk).version > version
        assert client.get(f"/p/{protest.code}/").status_code == 200

    def test_that_were_shown_stay(self, publish, may_31, purge_at):
        shown = publish()
        revealed = publish(title="Later", precision="area", reveal_at=f"{may_31.starts_on - timedelta(days=1)}T18:00")
        purge_at(revealed.over_at + timedelta(days=31))
        assert known(shown)[0] == known(revealed)[0] == PLACE
        assert known(revealed)[2] == "Harbour park, by the fountain"

    def test_that_were_shown_become_the_city_ninety_days_after_the_protest(self, publish, may_31, purge_at, client):
        """A revision, to every reader: page, calendar, API; what changed of the place before says no more than it."""
        shown = publish()
        left = ProtestChange.objects.create(
            protest=shown, at=clock.now(), what="place", venue="canary", locality="Suva", was_revealed=True
        )
        checked = Protest.objects.filter(pk=shown.pk, checked_hash=F("content_hash"))
        purge_at(shown.over_at + timedelta(days=90) - SECOND)
        assert known(shown)[0] == PLACE
        before = public.find_protest(shown.code)
        purge_at(shown.over_at + timedelta(days=90) + SECOND)
        left.refresh_from_db()
        after = public.find_protest(shown.code)
        assert (known(shown), left.venue) == ((shown.city_point.coords, Accuracy.CITY, "", ""), "")
        assert (after.point, after.drawn) == (shown.city_point.coords, Accuracy.CITY)
        assert after.sequence > before.sequence
        assert checked.exists()
        page = client.get(f"/p/{shown.code}/")
        assert page.status_code == 200
        assert "Harbour park" not in page.text + client.get(f"/p/{shown.code}.ics").text
        assert "Place to be announced" not in page.text

    def test_of_the_archive_are_made_coarse_once(self, publish, purge_at):
        protest = publish()
        for _twice in range(2):
            purge_at(protest.over_at + timedelta(days=91))
        assert [counts.get("archive") for counts in log()] == [1]

    def test_of_what_was_never_listed_go_however_exact_it_was_meant(self, waiting, purge_at):
        waiting()
        sent = Submission.objects.get()
        purge_at(sent.over_at + timedelta(days=31))
        assert known(sent)[1:] == (Accuracy.CITY, "", "")

    def test_the_words_of_a_place_that_was_left_before_it_was_shown_go(self, hidden, purge_at):
        change = ProtestChange.objects.create(
            protest=hidden, at=clock.now(), what="place", venue="canary", locality="Suva", was_revealed=False
        )
        purge_at(hidden.over_at + timedelta(days=31))
        change.refresh_from_db()
        assert (change.venue, change.locality) == ("", "Suva")

    def test_far_from_every_city_a_degree_remains(self, hidden, purge_at):
        Protest.objects.update(city_point=None, place=None, exact_point=Point(-120.4321, -50.1234, srid=4326))
        purge_at(hidden.over_at + timedelta(days=31))
        assert known(hidden)[0] == (-120, -50)


class TestJobs:
    def test_that_failed_go_a_week_later_with_what_they_were_about(self, db, around):
        """Their arguments may name the index of an address; the ones that succeed go at once."""
        failed_at = clock.now()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_jobs (id, queue_name, task_name, status, args)"
                """ VALUES (-1, 'default', 'mail_links', 'failed', '{"email_index": "canary"}')"""
            )
            cursor.execute("UPDATE procrastinate_events SET at = %s WHERE job_id = -1", [failed_at])
            cursor.execute("INSERT INTO procrastinate_events (job_id, type, at) VALUES (-1, 'failed', %s)", [failed_at])

        def left():
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE id = -1")
                return cursor.fetchone()[0]

        assert around(failed_at + timedelta(days=7), left) == [1, 0]


class TestTheLog:
    def test_a_run_that_deletes_says_how_many_of_what_and_nothing_of_whom(self, publish, submit, raw, purge_at):
        over_at = publish().over_at
        submit(raw, email="canary@example.org")
        purge_at(over_at + timedelta(days=31))
        # The confirmed one and the unconfirmed one; two mails to the first that no server took go with it.
        assert log() == [{"unconfirmed": 1, "dead_mails": 2, "contacts": 2}]
        event = AuditEvent.objects.get(verb="retention.purged")
        assert (event.kind, event.object_id, event.actor) == ("retention", "", None)
        assert "canary" not in repr(AuditEvent.objects.filter(pk=event.pk).values())

    def test_a_run_that_deletes_nothing_says_nothing(self, waiting, purge_at):
        waiting()
        purge_at(clock.now())
        assert log() == []

    def test_a_run_that_is_cut_off_has_deleted_nothing_and_the_next_does_it_all(
        self, publish, submit, raw, purge_at, monkeypatch
    ):
        over_at = publish().over_at
        submit(raw)
        last = list(acts.FORGET)[-1]

        def die(now):
            raise ConnectionError

        with monkeypatch.context() as patch:
            patch.setitem(acts.FORGET, last, die)
            with pytest.raises(ConnectionError):
                purge_at(over_at + timedelta(days=31))
        assert (Contact.objects.count(), Submission.objects.count(), log()) == (2, 2, [])
        purge_at(over_at + timedelta(days=31))
        assert (Contact.objects.count(), Submission.objects.count(), len(log())) == (0, 1, 1)

    def test_each_kind_that_is_counted_was_tried_above_or_beside(self):
        assert list(acts.FORGET) == [
            "unconfirmed", "rejected", "reports", "sent_mails", "dead_mails", "entries", "contacts", "phones",
            "followers", "messages", "concerns", "places", "archive", "press_messages", "people", "proposals",
            "sessions", "request_keys", "imports", "jobs", "notices",
        ]  # fmt: skip

    def test_nothing_decided_is_forgotten_while_it_matters(self, publish, waiting, bo, purge_at):
        """A run in the middle of it all touches nothing."""
        protest = publish()
        waiting()
        Contact.objects.update(sealed_phone=b"canary")
        purge_at(protest.over_at)
        assert Contact.objects.exclude(sealed_phone=None).count() == 2
        assert set(Submission.objects.values_list("decision", flat=True)) == {Decision.APPROVED, Decision.WAITING}
