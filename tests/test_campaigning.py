"""Cora makes and edits campaigns and days (C1, C2, L2): nobody needs the Django admin."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone as clock

from protests.actions import campaigns, changes, days, own, submissions
from protests.enums import Role
from protests.models import AuditEvent, Campaign, OutboxMail, Protest, ProtestDay, Submission
from protests.rules.window import Frozen

CAMPAIGN = "/moderate/campaigns/sarchk/"
DAY = "/moderate/campaigns/sarchk/may-31/"
TYPED = {"name": "Solidarity", "language": "en", "accent": "#FFD400", "about": "For the 47."}
CALLED = {"title": "Free the 47", "reveal_hours": "24", "submissions_open": "on"}


def told(response):
    return {
        field: [error.code for error in errors.as_data()] for field, errors in response.context["form"].errors.items()
    }


class TestACampaign:
    def test_it_is_edited_in_every_language(self, cora_signed_in, may_31):
        typed = TYPED | {"demands": "Free them\nAll of them", "de_about": "Für die 47.", "languages": ["en", "de"]}
        assert cora_signed_in.post(CAMPAIGN, typed).status_code == 302
        german = cora_signed_in.get("/de/sarchk/").content.decode()
        assert "Für die 47." in german
        assert '<ul dir="auto" lang="en"><li>Free them</li><li>All of them</li></ul>' in german
        assert "For the 47." in cora_signed_in.get("/ar/sarchk/").content.decode()  # never blank
        assert 'hreflang="de"' in german
        assert 'hreflang="ar"' not in german

    def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(self, cora_signed_in, sarchk):
        response = cora_signed_in.post(CAMPAIGN, TYPED | {"accent": "#FFFFFF", "about": "Typed for an hour"})
        assert response.status_code == 422
        assert told(response) == {"accent": ["accent.contrast"]}
        assert "Typed for an hour" in response.content.decode()
        assert Campaign.objects.get().accent == "#FFD400"

    def test_the_colour_is_seen_before_it_is_saved(self, cora_signed_in, sarchk):
        response = cora_signed_in.post(CAMPAIGN, TYPED | {"accent": "#1B2A6B", "action": "preview"})
        assert "accent.svg?accent=1B2A6B" in response.content.decode()
        assert Campaign.objects.get().accent == "#FFD400"
        picture = cora_signed_in.get("/moderate/accent.svg?accent=1B2A6B")
        assert picture["Content-Type"] == "image/svg+xml"
        assert picture.content.decode().count('fill="#1B2A6B"') == 5

    def test_a_new_one_is_its_founders(self, cora_signed_in, cora):
        response = cora_signed_in.post("/moderate/campaigns/new/", TYPED | {"slug": "lake"})
        assert response.url == "/moderate/campaigns/lake/"
        assert cora.memberships.get(campaign__slug="lake").role == Role.COORDINATOR
        taken = cora_signed_in.post("/moderate/campaigns/new/", TYPED | {"slug": "lake"})
        assert told(taken) == {"slug": ["slug.taken"]}
        reserved = cora_signed_in.post("/moderate/campaigns/new/", TYPED | {"slug": "moderate"})
        assert told(reserved) == {"slug": ["slug.reserved"]}

    def test_another_campaign_is_not_there_at_all(self, cora, cora_signed_in):
        cora.memberships.create(campaign=campaigns.start(slug="lake", name="Lake"), role=Role.MODERATOR)
        for path in ("", "new/", "groups/"):
            assert cora_signed_in.get(f"/moderate/campaigns/lake/{path}").status_code == 404


class TestADay:
    def test_it_is_called_with_what_the_form_begins_with(self, cora_signed_in, sarchk):
        first = clock.localdate() + timedelta(days=40)
        defaults = {
            "usual_start": "19:00",
            "usual_end": "01:00",
            "usual_kind": "vigil",
            "start_text": "Bring a candle.",
        }
        typed = CALLED | {"slug": "june-4", "starts_on": f"{first}", **defaults}
        response = cora_signed_in.post("/moderate/campaigns/sarchk/new/", typed)
        assert response.url == "/moderate/campaigns/sarchk/june-4/"
        form = cora_signed_in.get("/sarchk/june-4/submit/").context["form"]
        begins = {name: form[name].value() for name in ("local_start", "local_end", "next_day", "kind", "description")}
        assert begins == {
            "local_start": "19:00",
            "local_end": "01:00",
            "next_day": "1",
            "kind": "vigil",
            "description": "Bring a candle.",
        }

    def test_last_years_is_cloned_without_anything_private(self, cora_signed_in, publish, may_31):
        publish()
        page = cora_signed_in.get("/moderate/campaigns/sarchk/new/?from=may-31")
        assert page.context["form"]["title"].value() == may_31.title
        assert page.context["form"]["starts_on"].value() == f"{may_31.starts_on + timedelta(weeks=52)}"
        assert page.context["form"]["submissions_open"].value() is False
        later = may_31.starts_on + timedelta(weeks=52)
        typed = CALLED | {"slug": "next", "starts_on": f"{later}", "submissions_open": ""}
        assert cora_signed_in.post("/moderate/campaigns/sarchk/new/?from=may-31", typed).status_code == 302
        day = ProtestDay.objects.get(slug="next")
        assert (day.follows, day.protests.count(), day.submissions.count()) == (may_31, 0, 0)

    def test_what_the_press_may_quote_and_until_when_it_waits(self, cora_signed_in, may_31):
        until = clock.now() + timedelta(hours=30)
        typed = CALLED | {
            "press_note": "47 in prison.",
            "de_press_note": "47 in Haft.",
            "embargo_until": f"{until:%Y-%m-%dT%H:%M}",
        }
        assert cora_signed_in.post(DAY, typed).status_code == 302
        german, arabic = (cora_signed_in.get(f"/{code}/sarchk/may-31/press/").content.decode() for code in ("de", "ar"))
        assert "47 in Haft." in german
        assert '<bdi lang="en">47 in prison.</bdi>' in arabic
        assert f"{until:%H:%M} UTC." in cora_signed_in.get("/sarchk/may-31/press/").content.decode()
        assert 'value="' + f"{until:%Y-%m-%dT%H:%M}" in cora_signed_in.get(DAY).content.decode()

    def test_its_slug_and_dates_are_asked_for_once(self, cora_signed_in, may_31):
        assert cora_signed_in.post(DAY, CALLED | {"slug": "other", "starts_on": "2030-01-01"}).status_code == 302
        may_31.refresh_from_db()
        assert (may_31.slug, may_31.title, may_31.starts_on.year) == ("may-31", "Free the 47", clock.now().year + 1)

    def test_it_takes_in_only_within_its_window(self, cora_signed_in, may_31, submit, raw):
        opens = clock.now() + timedelta(days=1)
        assert cora_signed_in.post(DAY, CALLED | {"opens_at": f"{opens:%Y-%m-%dT%H:%M}"}).status_code == 302
        page = cora_signed_in.get("/sarchk/may-31/submit/")
        assert "It opens on" in page.content.decode()
        assert cora_signed_in.get("/api/v1/days/sarchk/may-31/").json()["submissions_open"] is False
        with pytest.raises(submissions.Closed):
            submit(raw)
        assert not Submission.objects.exists()

    def test_the_api_opens_and_closes_it_by_the_clock(self, client, may_31, time_machine):
        """A kept body does not outlive the moment."""
        opens = clock.now() + timedelta(minutes=10)
        ProtestDay.objects.update(opens_at=opens, closes_at=opens + timedelta(minutes=10))
        seen = []
        for minutes in (0, 10, 10):
            time_machine.move_to(clock.now() + timedelta(minutes=minutes), tick=False)
            one, every = (client.get(f"/api/v1/days/{path}").json() for path in ("sarchk/may-31/", ""))
            seen.append([answer["submissions_open"] for answer in (one, every["results"][0])])
        assert seen == [[False, False], [True, True], [False, False]]

    def test_a_text_in_no_language_of_the_reader_says_which_it_is(self, cora_signed_in, may_31):
        cora_signed_in.post(DAY, CALLED | {"about": "Why we march", "de_title": "Freiheit"})
        assert "<title>Freiheit," in cora_signed_in.get("/de/sarchk/may-31/").content.decode()
        arabic = cora_signed_in.get("/ar/sarchk/may-31/").content.decode()
        assert '<p dir="auto" lang="en">Why we march</p>' in arabic
        assert "English" in arabic


class TestAnArchive:
    @pytest.fixture
    def frozen(self, publish, waiting, may_31, cora, time_machine):
        protest = publish()
        waiting(title="Still waiting")
        time_machine.move_to(clock.now() + (may_31.starts_on - clock.localdate()) + timedelta(days=3))
        days.freeze(campaign="sarchk", day="may-31", by=cora)
        return protest

    def test_a_day_that_is_not_over_stays_open(self, cora_signed_in, may_31):
        response = cora_signed_in.post(DAY, {"action": "freeze"}, follow=True)
        assert "It is not over everywhere yet." in response.content.decode()
        assert ProtestDay.objects.get().frozen_at is None

    def test_nothing_of_it_can_be_changed(self, frozen, cora, cora_signed_in, bo):
        left = Submission.objects.get(title="Still waiting")
        for act in (
            lambda: changes.cancel(code=frozen.code, by=bo),
            lambda: submissions.approve(submission_id=left.pk, by=bo),
            lambda: days.announce(campaign="sarchk", day="may-31", banner="No", is_urgent=False, by=cora),
            lambda: days.move(campaign="sarchk", day="may-31", starts_on=date(2040, 1, 1), by=cora),
        ):
            with pytest.raises(Frozen):
                act()
        assert "An archive" in cora_signed_in.get(DAY).content.decode()
        assert cora_signed_in.post(DAY, CALLED).status_code == 409
        desk = cora_signed_in.get(f"/moderate/{left.pk}/").content.decode()
        assert "This day is an archive" in desk
        assert 'aria-keyshortcuts="A"' not in desk
        assert "This day is an archive" in cora_signed_in.get("/sarchk/may-31/submit/").content.decode()

    def test_its_organiser_reads_why_and_may_still_take_it_off(self, client, frozen):
        path = reverse("manage", args=[own.token_of(frozen.contact)])
        page = client.get(path).content.decode()
        assert "This day is closed" in page
        assert 'value="cancel"' not in page
        assert client.post(path, {"action": "withdraw"}).status_code == 303
        assert Protest.objects.get().visibility == "hidden"

    def test_it_can_be_opened_again(self, frozen, cora_signed_in):
        assert cora_signed_in.post(DAY, {"action": "thaw"}).status_code == 302
        assert ProtestDay.objects.get().frozen_at is None


class TestMovingADay:
    def test_everything_keeps_its_hours_and_everybody_is_asked(self, publish, cora_signed_in, client, may_31, waiting):
        protest, other = publish(), waiting(title="In review")
        to = may_31.starts_on + timedelta(days=7)
        response = cora_signed_in.post(DAY, {"action": "move", "starts_on": f"{to}"}, follow=True)
        assert "The day is moved, with 1 protest." in response.content.decode()
        moved = Protest.objects.get()
        assert (moved.local_date, moved.local_start, moved.local_end) == (to, protest.local_start, protest.local_end)
        assert moved.starts_at - protest.starts_at == timedelta(days=7)
        assert moved.sequence > protest.sequence
        assert Submission.objects.get(pk=other.id).local_date == to
        assert ProtestDay.objects.get().starts_on == ProtestDay.objects.get().ends_on == to
        mails = OutboxMail.objects.filter(protest=moved).values_list("template", flat=True)
        assert sorted(mails) == ["changed", "still_on"]
        page = client.get(f"/p/{moved.code}/").content.decode()
        assert "Moved" in page
        assert AuditEvent.objects.filter(verb="day.moved").count() == 1

    def test_what_is_cancelled_stays_on_its_date(self, publish, cora, may_31):
        protest = publish()
        changes.cancel(code=protest.code)
        to = may_31.starts_on + timedelta(days=7)
        assert days.move(campaign="sarchk", day="may-31", starts_on=to, by=cora) == 0
        assert Protest.objects.get().local_date == may_31.starts_on

    def test_an_hour_that_the_clocks_skip_stops_it_before_anything_moved(self, publish, cora_signed_in, may_31):
        """Berlin goes from 02:00 to 03:00 on the last Sunday of March."""
        publish(latitude=52.52, longitude=13.405, local_start=f"{may_31.starts_on}T02:30", local_end=None)
        week = [date(may_31.starts_on.year + 1, 3, day) for day in range(25, 32)]
        march = next(day for day in week if day.weekday() == 6)
        response = cora_signed_in.post(DAY, {"action": "move", "starts_on": f"{march}"}, follow=True)
        assert "the clocks skip 02:30" in response.content.decode()
        assert Protest.objects.get().local_date == ProtestDay.objects.get().starts_on == may_31.starts_on


class TestDanger:
    """V9: in form, API and action alike, and told to the organiser."""

    @pytest.fixture
    def risky(self, cora_signed_in, may_31):
        cora_signed_in.post(CAMPAIGN, TYPED | {"risky_countries": "FJ"})

    def test_the_form_and_the_api_say_the_same(self, risky, send, client, raw):
        response = send(group_name="Suva stands")
        assert response.status_code == 422
        assert told(response) == {"precision": ["risk.precision"], "group_name": ["risk.group"]}
        answer = client.post("/api/v1/submissions/", raw | {"day": "sarchk/may-31"}, content_type="application/json")
        assert answer.status_code == 422
        assert [one["code"] for one in answer.json()["errors"]] == ["risk.precision", "risk.group"]
        assert send(precision="city", reveal="never").status_code == 303
        assert Submission.objects.get().precision == "city"

    def test_the_organiser_reads_it_before_typing(self, risky, client):
        page = client.get("/sarchk/may-31/submit/").content.decode()
        assert "only the city is shown and no group is named in: <bdi>Fiji</bdi>" in page

    def test_what_is_listed_already_is_made_safe_at_once(self, publish, waiting, cora_signed_in, client, may_31):
        protest, other = publish(), waiting(precision="area")
        cora_signed_in.post(CAMPAIGN, TYPED | {"risky_countries": "FJ"})
        listed, sent = Protest.objects.get(), Submission.objects.get(pk=other.id)
        for one in (listed, sent):
            assert (one.precision, one.reveal_at, one.group_name) == ("city", None, "")
        body = client.get(f"/p/{protest.code}.json").json()
        assert (body["venue"], body["address"], body["group"], body["precision"]) == ("", "", "", "city")
        assert listed.sequence > protest.sequence
