"""Carla follows what happens near Suva by mail: asked twice, told what was and what is, stopped with one click (F7)."""

import json
import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone as clock
from icalendar import Calendar

from maps.models import Place
from protests import tasks
from protests.actions import changes, mails, submissions
from protests.models import Contact, Follower, OutboxMail, Protest
from protests.rules import draft as draft_rule
from protests.rules.faults import Reading

HERE = {"Sec-Fetch-Site": "same-origin"}
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
NADI = {"latitude": -17.8, "longitude": 177.4161}
APIA = {"latitude": -13.8333, "longitude": -171.7667}


@pytest.fixture
def suva():
    return Place.objects.get(name="Suva", country="FJ")


@pytest.fixture
def near_suva(follow, suva):
    """near_suva(km) -> the token of Carla, who said yes to the link."""
    return lambda km=50, **more: follow(place=suva.pk, within_km=km, confirmed=True, **more)


@pytest.fixture
def revise(raw):
    """revise(protest, title="...") makes it what Amina sends now."""

    def revise(protest, **more):
        reading = Reading()
        draft = draft_rule.read(raw | more, reading, now=clock.now())
        reading.finish()
        return changes.revise(code=protest.code, draft=draft)

    return revise


@pytest.fixture
def later(time_machine):
    """later(minutes=3): the clock runs on, and the worker works. The mails that went out then."""

    def later(**span):
        time_machine.move_to(clock.now() + timedelta(**(span or {"minutes": 3})))
        mail.outbox.clear()
        for mail_id in mails.due():
            tasks.send_mail(mail_id)
        return list(mail.outbox)

    return later


@pytest.fixture
def to_carla(later):
    """Of these mails, those to Carla."""
    return lambda **span: [one for one in later(**span) if one.to == ["carla@example.org"]]


def work_off():
    """Takes in the wishes that wait for the worker."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'take_follower' RETURNING args")
        for (wish,) in cursor.fetchall():
            tasks.take_follower(**json.loads(wish))


def undo(protest):
    """Amina takes back what she said of it last."""
    changes.undo(code=protest.code, change=protest.changes.latest("pk").pk)


def event_of(letter):
    (name, content, media_type) = letter.attachments[0]
    assert (media_type, name[-4:]) == ("text/calendar", ".ics")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def html_of(letter):
    return letter.alternatives[0][0]


class TestTheStory:
    def test_from_the_form_to_the_last_mail(self, client, publish, revise, to_carla, suva, settings):
        page = client.get(f"/sarchk/may-31/follow/?place={suva.pk}")
        assert 'value="Suva, Central, Fiji"' in page.content.decode()
        wish = {"scope": "near", "place": "Suva", "within": "50", "email": "carla@example.org"}
        answer = client.post("/sarchk/may-31/follow/", wish, headers=HERE)
        assert "Check your mail" in answer.content.decode()
        assert not Follower.objects.exists()
        work_off()

        (asked,) = to_carla()
        assert asked.subject == "Do you want to follow Free the Hong Kong 47?"
        assert "within 50 km of Suva" in asked.body
        link = re.search(rf"{settings.SITE_URL}(/f/\S+/)", asked.body)[1]
        assert "Follow this?" in client.get(link).content.decode()
        protest = publish()
        assert to_carla() == []
        assert client.post(link, {"action": "confirm"}, headers=HERE).status_code == 303
        assert "You follow this" in client.get(link).content.decode()

        before = protest.local_date
        revise(protest, venue="Albert Park", local_start=f"{before}T19:00", local_end=f"{before}T21:00")
        (told,) = to_carla()
        assert told.subject == "Moved to Albert Park: March for the 47, Suva"
        assert re.search(r"What holds now:\n\n- \w+ 31 May \d+, 19:00–21:00 UTC\+12\n- Albert Park, ", told.body)
        assert "18:00 UTC+12." in told.body
        assert "- It was Harbour park, by the fountain." in told.body
        assert f"{settings.SITE_URL}/p/{protest.code}/" in told.body
        moved = event_of(told)
        assert (moved["STATUS"], moved["DTSTART"].dt.hour) == ("CONFIRMED", 7)
        assert "It was Harbour park, by the fountain." in html_of(told)

        changes.cancel(code=protest.code, reason="The permit was withdrawn.")
        (told,) = to_carla()
        assert told.subject == "Cancelled: March for the 47, Suva"
        assert "> The permit was withdrawn." in told.body
        assert "<blockquote" in html_of(told)
        off = event_of(told)
        assert off["STATUS"] == "CANCELLED"
        assert (off["UID"], off["SEQUENCE"] > moved["SEQUENCE"]) == (moved["UID"], True)
        assert "METHOD" not in told.attachments[0][1]

        header = told.extra_headers["List-Unsubscribe"]
        assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        path = header.strip("<>").removeprefix(settings.SITE_URL)
        assert client.post(path, ONE_CLICK).status_code == 200
        undo(protest)
        assert to_carla() == []
        assert not Follower.objects.exists()

    def test_a_new_protest_is_told_once_those_further_away_are_not(self, near_suva, publish, to_carla):
        near_suva()
        protest = publish(title="Vigil at the harbour")
        publish(title="Far away", **APIA)
        (told,) = to_carla()
        assert told.subject == "New protest near Suva"
        assert "Vigil at the harbour" in told.body
        assert f"/p/{protest.code}/" in told.body
        assert "Far away" not in told.body
        assert to_carla() == []

    def test_several_new_ones_come_together_and_twice_a_day_at_most(self, near_suva, publish, to_carla):
        near_suva()
        publish(title="One")
        publish(title="Two")
        (told,) = to_carla()
        assert ("One, Suva\n" in told.body, "Two, Suva\n" in told.body) == (True, True)
        publish(title="Three")
        publish(title="Four")
        assert to_carla(minutes=30) == []
        (told,) = to_carla(hours=12)
        assert [name for name in ("One", "Two", "Three", "Four") if f"{name}, Suva\n" in told.body] == ["Three", "Four"]

    def test_a_new_one_that_is_off_before_anybody_was_told_is_no_news(self, near_suva, publish, to_carla):
        near_suva()
        changes.cancel(code=publish().code)
        assert [one.subject for one in to_carla()] == ["Cancelled: March for the 47, Suva"]


class TestUndo:
    """What is undone within two minutes was never told."""

    def test_cancelled_and_undone(self, near_suva, publish, later):
        protest = publish()
        near_suva()
        later()
        changes.cancel(code=protest.code)
        assert later(minutes=1) == []
        undo(protest)
        assert later() == []
        assert not OutboxMail.objects.filter(template="changed").exists()

    def test_moved_and_moved_back(self, near_suva, publish, revise, later):
        protest = publish()
        near_suva()
        later()
        revise(protest, **NADI, venue="Temple")
        later(minutes=1)
        revise(protest)
        assert later() == []

    def test_two_changes_are_one_mail_that_begins_before_both(self, near_suva, publish, revise, to_carla, later):
        protest = publish()
        near_suva()
        later()
        revise(protest, venue="Albert Park")
        assert later(minutes=1) == []
        revise(protest, venue="Town hall")
        assert later(minutes=1) == []
        (told,) = to_carla(minutes=2)
        assert "Town hall" in told.body
        assert "It was Harbour park, by the fountain." in told.body
        assert "Albert Park" not in told.body

    def test_undone_later_is_told_too(self, near_suva, publish, to_carla):
        protest = publish()
        near_suva()
        changes.cancel(code=protest.code)
        assert [one.subject for one in to_carla()] == ["Cancelled: March for the 47, Suva"]
        undo(protest)
        (told,) = to_carla()
        assert told.subject == "It takes place after all: March for the 47, Suva"
        assert "- Cancelled" in told.body

    def test_a_decision_that_was_taken_back_is_not_mailed(self, waiting, bo, later):
        protest = submissions.approve(submission_id=waiting().id, by=bo)
        Protest.objects.filter(pk=protest.pk).update(visibility="hidden")
        assert [one.subject for one in later()] == ["Confirm your entry for Free the Hong Kong 47"]


class TestWhoIsTold:
    @pytest.mark.parametrize(("km", "told"), [(200, True), (50, False)])
    def test_by_the_radius(self, near_suva, publish, to_carla, km, told):
        """Nadi is 115 km from Suva."""
        near_suva(km)
        protest = publish(**NADI)
        changes.cancel(code=protest.code)
        assert bool(to_carla()) is told

    def test_who_followed_the_old_place_and_who_follows_the_new_one(self, near_suva, follow, publish, revise, later):
        protest = publish()
        near_suva()
        nadi = Place.objects.get(name="Nadi", country="FJ")
        follow(email="bela@example.org", place=nadi.pk, within_km=10, confirmed=True)
        later()
        revise(protest, **NADI)
        told = {one.to[0] for one in later()}
        assert told == {"carla@example.org", "bela@example.org", "amina@example.org"}

    def test_a_day_and_a_single_protest(self, follow, publish, later):
        mine, other = publish(**APIA), publish(title="Other", **NADI)
        follow(code=mine.code, confirmed=True)
        follow(email="bela@example.org", confirmed=True)
        later()
        changes.postpone(code=other.code)
        assert {one.to[0] for one in later()} == {"bela@example.org", "amina@example.org"}
        changes.postpone(code=mine.code)
        assert {one.to[0] for one in later()} == {"bela@example.org", "carla@example.org", "amina@example.org"}

    def test_nobody_who_did_not_say_yes(self, follow, publish, to_carla):
        protest = publish()
        follow(code=protest.code)
        to_carla()
        changes.cancel(code=protest.code)
        assert to_carla() == []

    def test_nobody_of_what_is_hidden(self, follow, publish, to_carla):
        protest = publish()
        follow(code=protest.code, confirmed=True)
        to_carla()
        changes.cancel(code=protest.code)
        Protest.objects.update(visibility="hidden")
        assert to_carla() == []

    def test_nobody_of_words_alone(self, follow, publish, revise, later):
        protest = publish()
        follow(code=protest.code, confirmed=True)
        later()
        revise(protest, description="Bring two signs.")
        assert later() == []

    def test_each_in_their_language(self, near_suva, publish, to_carla, settings):
        near_suva(language="ar")
        changes.cancel(code=publish().code)
        told = to_carla()[-1]
        assert f"{settings.SITE_URL}/ar/f/" in told.body
        assert '<html lang="ar" dir="rtl">' in html_of(told)

    def test_a_thousand_cost_no_query_each(self, near_suva, follow, publish, django_assert_max_num_queries):
        protest = publish()
        near_suva()
        carla = Follower.objects.get()
        many = [
            Follower(
                day=carla.day, language="en", handle=f"{number:022}", sealed_email=b"x", email_index=b"%d" % number
            )
            for number in range(1000)
        ]
        Follower.objects.bulk_create(many)
        Follower.objects.update(confirmed_at=clock.now())
        with django_assert_max_num_queries(26):
            changes.cancel(code=protest.code)
        assert OutboxMail.objects.filter(template="changed").count() == 1002


class TestPrecision:
    """The exact place of one that shows an area is in no follower's mail, and decides nothing about it."""

    @pytest.fixture
    def secret(self, publish):
        return publish(
            venue="canary7-venue",
            address="canary7-address",
            latitude=-18.17773,
            longitude=178.47773,
            precision="area",
        )

    def test_no_canary_in_any_mail(self, near_suva, secret, revise, to_carla):
        near_suva()
        revise(secret, precision="area", venue="canary7-second", latitude=-18.1, longitude=178.4)
        changes.cancel(code=secret.code)
        sent = to_carla() + to_carla(hours=13)
        assert len(sent) == 1
        for letter in sent:
            raw = letter.message().as_bytes()
            parts = [
                part.get_content()
                for part in message_from_bytes(raw, policy=policy.default).walk()
                if not part.is_multipart()
            ]
            for content in parts:
                assert "canary7" not in str(content)
                assert not re.search(r"178\.477|18\.177", str(content))
        assert "The place is another one now." in sent[0].body

    def test_the_public_place_decides_who_is_near(self, follow, publish, to_carla, suva):
        """A withheld place is near nobody, a city's is where the city is."""
        follow(place=suva.pk, within_km=3, confirmed=True)
        withheld = publish(precision="withheld")
        city = publish(title="In the city", precision="city", latitude=-18.09, longitude=178.45)
        publish(title="Its exact place is as far", latitude=-18.09, longitude=178.45)
        (told,) = to_carla()
        assert withheld.code not in told.body
        assert re.findall(r"/p/(\w+)/", told.body) == [city.code]


class TestAsking:
    """S3, B26: the same answer after the same work for everybody."""

    @pytest.fixture
    def ask(self, client, publish):
        protest = publish()

        def ask(email, **more):
            return client.post(f"/p/{protest.code}/follow/", {"email": email, **more}, headers=HERE)

        return ask

    def test_b26_known_unknown_and_over_the_cap(self, ask, django_assert_num_queries):
        for _ in range(4):
            ask("carla@example.org")
        work_off()
        seen = set()
        for email in ("carla@example.org", "CARLA@EXAMPLE.ORG", "bela@example.org"):
            with django_assert_num_queries(8):  # the tally and the job, each in its SAVEPOINT; the protest, its day
                answer = ask(email)
            seen.add((answer.status_code, answer.content))
        assert len(seen) == 1

    def test_the_address_waits_sealed(self, ask):
        ask("carla@example.org")
        with connection.cursor() as cursor:
            cursor.execute("SELECT args::text FROM procrastinate_jobs")
            assert "carla" not in str(cursor.fetchall())

    def test_b76_three_mails_a_day_whatever_they_are(self, ask, submit, raw):
        submit(raw, email="carla@example.org")
        for _ in range(5):
            ask("carla@example.org")
        work_off()
        sent = OutboxMail.objects.filter(by_stranger=True).exclude(contact__protests__isnull=False)
        assert sorted(sent.values_list("template", flat=True)) == ["confirm", "follow", "follow"]

    def test_twice_is_once_and_a_stranger_changes_nothing(self, follow, suva):
        token = follow(place=suva.pk, within_km=50, confirmed=True)
        with pytest.raises(Follower.DoesNotExist):
            follow(email="Carla@Example.org", place=suva.pk, within_km=10, language="ar")
        only = Follower.objects.get()
        assert (only.within_km, only.language, only.handle) == (50, "en", token[:22])

    @pytest.mark.parametrize(
        "email", ["", "carla", "a@b.org\r\nBcc: x@y.org", "a@b.org, c@d.org", "x" * 300 + "@b.org"]
    )
    def test_b21_what_is_no_address(self, ask, email):
        answer = ask(email)
        assert answer.status_code == 422
        assert 'id="email-error"' in answer.content.decode()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'take_follower'")
            assert cursor.fetchone() == (0,)

    def test_from_another_site(self, client, publish):
        path = f"/p/{publish().code}/follow/"
        assert client.post(path, {"email": "a@b.org"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403

    @pytest.mark.parametrize(
        ("wish", "message"),
        [
            ({"place": ""}, "Type a town"),
            ({"place": "Xyzzyxyzzy"}, "No place of this name"),
            ({"place": "Springfield"}, "Several places have this name."),
            ({"place": "Suva", "within": "7"}, "Choose one of the distances."),
            ({"place": "Suva", "within": "²"}, "Choose one of the distances."),
            ({"place": "Suva", "within": "5" * 5_000}, "Choose one of the distances."),
        ],
    )
    def test_a_place_that_cannot_be_followed(self, client, may_31, wish, message):
        typed = {"scope": "near", "within": "50", "email": "carla@example.org"} | wish
        answer = client.post("/sarchk/may-31/follow/", typed, headers=HERE)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert message in html
        assert 'value="carla@example.org"' in html

    def test_one_of_several_towns(self, client, may_31):
        typed = {"scope": "near", "within": "25", "email": "carla@example.org", "place": "Springfield"}
        html = client.post("/sarchk/may-31/follow/", typed, headers=HERE).content.decode()
        number = re.search(r'name="town" value="(\d+)"', html)[1]
        client.post("/sarchk/may-31/follow/", typed | {"town": number}, headers=HERE)
        work_off()
        assert str(Follower.objects.get().place_id) == number

    def test_what_is_over_is_not_followed(self, client, publish, time_machine):
        protest = publish()
        time_machine.move_to(protest.over_at + timedelta(days=3))
        for path in (f"/p/{protest.code}/follow/", "/sarchk/may-31/follow/"):
            assert "It is over." in client.get(path).content.decode()
            assert client.post(path, {"email": "a@b.org"}, headers=HERE).status_code == 409
        assert "Follow changes" not in client.get(f"/p/{protest.code}/").content.decode()

    def test_what_is_not_public(self, client, publish):
        protest = publish()
        Protest.objects.update(visibility="hidden")
        assert client.get(f"/p/{protest.code}/follow/").status_code == 404

    def test_the_pages_lead_there(self, client, publish):
        protest = publish()
        assert f"/p/{protest.code}/follow/" in client.get(f"/p/{protest.code}/").content.decode()
        assert "/sarchk/may-31/subscribe/" in client.get("/sarchk/may-31/").content.decode()
        assert "/sarchk/may-31/follow/" in client.get("/sarchk/may-31/subscribe/").content.decode()
        nowhere = client.get("/sarchk/may-31/?place=Nuuk").content.decode()
        assert re.search(r"/sarchk/may-31/follow/\?place=\d+", nowhere)


class TestTheLink:
    def test_b69_a_get_changes_nothing_however_often(self, client, follow):
        token = follow()
        for path in (f"/f/{token}/", f"/f/{token}/stop/"):
            for _ in range(50):
                assert client.get(path).status_code == 200
                assert client.head(path).status_code == 200
        assert Follower.objects.get().confirmed_at is None
        assert not client.cookies

    def test_rfc8058_needs_no_cookie_no_origin_and_just_this_body(self, client, follow):
        token = follow(confirmed=True)
        strange = {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"}
        for body in ({}, {"List-Unsubscribe": "no"}, ONE_CLICK | {"more": "1"}):
            assert client.post(f"/f/{token}/stop/", body, headers=strange).status_code == 400
        assert Follower.objects.exists()
        form = "application/x-www-form-urlencoded"
        for _ in range(2):
            answer = client.post(f"/f/{token}/stop/", "List-Unsubscribe=One-Click", form, headers=strange)
            assert answer.status_code == 200
        assert not Follower.objects.exists()

    def test_the_button_of_the_page_sends_the_same(self, client, follow):
        html = client.get(f"/f/{follow()}/stop/").content.decode()
        assert '<input type="hidden" name="List-Unsubscribe" value="One-Click">' in html

    def test_stop_on_the_page(self, client, follow):
        token = follow(confirmed=True)
        answer = client.post(f"/f/{token}/", {"action": "stop"}, headers=HERE, follow=True)
        assert "You follow this no more" in answer.content.decode()
        assert not Follower.objects.exists()

    def test_no_other_link_opens_it(self, client, follow, publish):
        token = follow()
        contact = Contact.objects.create(handle="x" * 22, language="en", has_receipt=True)
        for other in (token[:-1] + ("A" if token[-1] != "A" else "B"), contact.handle + token[22:], "x" * 65, "short"):
            assert client.get(f"/f/{other}/").status_code == 404
            assert client.post(f"/f/{other}/stop/", ONE_CLICK).status_code == 404
            assert client.get(f"/m/{token}/").status_code == 404
        assert Follower.objects.exists()


def test_the_page_promises_what_is_done(client, may_31):
    """tests/test_forgetting.py moves the clock."""
    html = client.get("/sarchk/may-31/follow/").content.decode()
    assert "deleted 2 days after the last protest of the day" in html
