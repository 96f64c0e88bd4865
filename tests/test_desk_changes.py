"""The desk beyond the queue: Bo compares a change with what stands, sees what Amina did of her own accord, and stops
harm. Dana decides for Germany only."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone as clock

from protests import public, watch
from protests.actions import campaigns, changes, log, protests, submissions
from protests.enums import Role
from protests.models import AuditEvent, Contact, OutboxMail, Protest, Submission
from protests.rules import draft as draft_rule
from protests.rules.faults import Reading
from tests.conftest import PASSWORD

BERLIN = {"latitude": 52.52, "longitude": 13.405}
PARK = {"venue": "Albert Park", "latitude": -18.1487, "longitude": 178.4237}
DESK, NEWS = "/moderate/", "/moderate/news/"


@pytest.fixture
def dana(sarchk):
    return campaigns.join_team(
        campaign=sarchk, email="dana@example.org", role=Role.MODERATOR, password=PASSWORD, countries=["DE"]
    )


@pytest.fixture
def protest(publish):
    return publish()


def _page_of(submission):
    return f"{DESK}{submission.pk}/"


def _first(protest):
    """The submission by which it came."""
    return protest.submissions.get(is_change=False)


def _act(client, submission, seen=None, **act):
    if seen:
        act["seen"] = seen
    return client.post(_page_of(submission), act)


def _lines(response):
    return {str(line.label): line for line in response.context["lines"]}


class TestComparing:
    def test_old_and_new_stand_side_by_side_and_what_differs_is_marked(self, bo_signed_in, protest, propose, may_31):
        sent = propose(protest, title="Vigil for the 47", local_start=f"{may_31.starts_on}T19:00", bring="A candle")
        response = bo_signed_in.get(_page_of(sent))
        lines = _lines(response)
        assert (lines["Title"].new.text, lines["Title"].old.text) == ("Vigil for the 47", "March for the 47")
        assert {name for name, line in lines.items() if line.differs} == {"Title", "Start", "What to bring"}
        day = f"{may_31.starts_on:%A} 31 May {may_31.starts_on.year}"
        assert (lines["Start"].new.text, lines["Start"].old.text) == (f"{day} · 19:00 UTC+12", f"{day} · 18:00 UTC+12")
        assert lines["What to bring"].old.text == ""
        assert response.content.decode().count('href="#i-unequal"') == 3

    def test_another_zone_alone_is_a_difference(self, bo_signed_in, protest, propose):
        sent = propose(protest, timezone="Pacific/Auckland", confirm=["tz.mismatch"])
        assert _lines(bo_signed_in.get(_page_of(sent)))["Start"].differs

    def test_another_point_is_told_with_its_distance_and_drawn(self, bo_signed_in, protest, propose):
        response = bo_signed_in.get(_page_of(propose(protest, **PARK)))
        lines = _lines(response)
        assert (lines["Point"].new.text, lines["Point"].old.text) == ("-18.14870, 178.42370", "-18.14160, 178.44150")
        assert lines["Place"].differs
        assert response.context["moved"] == "2.0 km"
        assert 'data-other-lat="-18.1416"' in response.content.decode()

    def test_what_everyone_will_see_is_compared_too(self, bo_signed_in, protest, propose, may_31):
        reveal = f"{may_31.starts_on - timedelta(days=1)}T18:00"
        line = _lines(bo_signed_in.get(_page_of(propose(protest, precision="area", reveal_at=reveal))))["Shown"]
        assert line.differs
        assert "area of about 1 km" in line.new.text
        assert "30 May, 18:00" in line.new.text
        assert line.old.text == "Everyone sees the exact place, with the words for it."

    def test_what_is_new_is_compared_with_nothing(self, bo_signed_in, waiting):
        response = bo_signed_in.get(f"{DESK}{waiting().id}/")
        assert all(line.old is None for line in response.context["lines"])
        assert "compare--two" not in response.content.decode()

    def test_what_was_typed_stays_text_on_both_sides(self, bo_signed_in, publish, propose):
        nasty = '<script>alert(1)</script>"><img src=x>'
        body = bo_signed_in.get(_page_of(propose(publish(title=nasty, venue=nasty), description=nasty)))
        assert b"<script>alert" not in body.content
        assert b"<img" not in body.content


class TestDecidingOnAChange:
    def test_approve_makes_it_public(self, bo_signed_in, protest, propose):
        sent = propose(protest, title="Vigil for the 47")
        seen = re.search(r'name="seen" value="(\w+)"', bo_signed_in.get(_page_of(sent)).content.decode())[1]
        assert _act(bo_signed_in, sent, seen, action="approve").status_code == 302
        assert public.find_protest(protest.code).title == "Vigil for the 47"

    def test_what_moved_on_is_shown_and_asked_again(self, bo_signed_in, protest, propose):
        sent = propose(protest, title="Vigil for the 47")
        seen = Submission.objects.get(pk=sent.pk).version
        changes.cancel(code=protest.code, reason="Storm")
        response = _act(bo_signed_in, sent, seen, action="approve")
        assert response.status_code == 409
        assert response.context["since"] == ["Cancelled by the organiser, 1 min ago"]
        assert response.context["stays"] == "It is marked “Cancelled”, and stays so."
        assert "It changed while you looked" in response.content.decode()
        assert public.find_protest(protest.code).title == "March for the 47"
        fresh = re.search(r'name="seen" value="(\w+)"', response.content.decode())[1]
        assert _act(bo_signed_in, sent, fresh, action="approve").status_code == 302
        shown = public.find_protest(protest.code)
        assert (shown.title, shown.status, shown.status_reason) == ("Vigil for the 47", "cancelled", "Storm")

    def test_what_another_change_brought_is_seen_before_it_is_lost(self, bo_signed_in, bo, protest, propose, raw):
        sent = propose(protest, title="Vigil for the 47")
        draft = draft_rule.read(raw | {"bring": "A candle"}, Reading(), now=clock.now())
        changes.revise(code=protest.code, draft=draft, by=bo)
        response = bo_signed_in.get(_page_of(sent))
        assert response.context["since"] == ["Changed by a moderator, 1 min ago"]
        assert _lines(response)["What to bring"].old.text == "A candle"
        assert _lines(response)["What to bring"].differs

    @pytest.mark.parametrize("act", [{"action": "approve"}, {"action": "reject", "reason": "spam"}])
    def test_an_entry_edited_meanwhile_is_looked_at_again(self, bo_signed_in, waiting, act):
        sent = Submission.objects.get(pk=waiting().id)
        seen = sent.version
        Submission.objects.filter(pk=sent.pk).update(title="Something else")
        response = _act(bo_signed_in, sent, seen, **act)
        assert response.status_code == 409
        assert "Something else" in response.content.decode()
        assert Submission.objects.get(pk=sent.pk).decision == "waiting"

    def test_without_the_version_nothing_is_decided(self, bo_signed_in, waiting):
        sent = Submission.objects.get(pk=waiting().id)
        assert _act(bo_signed_in, sent, action="approve").status_code == 409
        assert Protest.objects.count() == 0


class TestNews:
    @pytest.fixture
    def cancelled(self, protest):
        changes.cancel(code=protest.code, reason="Storm")
        return protest

    def test_tells_what_an_organiser_did_at_once(self, bo_signed_in, cancelled):
        response = bo_signed_in.get(NEWS)
        (row,) = response.context["news"]
        assert (row.name, str(row.what.label), row.age, row.news.code) == ("Suva", "Cancelled", "1 min", cancelled.code)
        body = response.content.decode()
        assert f'href="/p/{cancelled.code}/"' in body
        assert f'href="{_page_of(_first(cancelled))}"' in body

    def test_is_counted_on_every_page_of_the_desk(self, bo_signed_in, cancelled):
        for path in (DESK, _page_of(_first(cancelled)), NEWS):
            tab = bo_signed_in.get(path).context["more_tabs"][1]
            assert (str(tab.label), tab.count, tab.href) == ("News", 1, NEWS)

    def test_what_a_moderator_did_is_none(self, bo_signed_in, bo, protest, propose):
        submissions.approve(submission_id=propose(protest, title="Vigil for the 47").pk, by=bo)
        changes.cancel(code=protest.code, by=bo)
        assert bo_signed_in.get(NEWS).context["news"] == []

    def test_nor_what_is_longer_ago(self, bo, cancelled, time_machine):
        assert watch.news_count(bo) == 1
        time_machine.move_to(clock.now() + watch.NEWS + timedelta(minutes=1))
        assert watch.news_count(bo) == 0

    @pytest.mark.parametrize("verb", watch.LIVE)
    def test_every_act_has_a_word(self, bo_signed_in, protest, verb):
        log.record(verb, protest, by=None)
        (row,) = bo_signed_in.get(NEWS).context["news"]
        assert row.what.label

    def test_another_country_hears_nothing(self, client, dana, cancelled, publish):
        berlin = publish(**BERLIN)
        changes.postpone(code=berlin.code)
        client.force_login(dana)
        response = client.get(NEWS)
        assert [row.name for row in response.context["news"]] == ["Berlin"]
        assert response.context["more_tabs"][1].count == 1

    def test_costs_the_same_for_one_and_three(self, bo_signed_in, cancelled, publish):
        def queries():
            with CaptureQueriesContext(connection) as asked:
                bo_signed_in.get(NEWS)
            return len(asked)

        one = queries()
        for number in (2, 3):
            changes.cancel(code=publish(email=f"amina{number}@example.org").code)
        assert len(bo_signed_in.get(NEWS).context["news"]) == 3
        assert queries() == one


class TestStoppingAHarm:
    def test_what_the_page_says_now_is_in_sight(self, bo_signed_in, protest):
        changes.cancel(code=protest.code, reason="Nobody needs to come")
        response = bo_signed_in.get(_page_of(_first(protest)))
        assert response.context["status"] == "Cancelled"
        assert "Nobody needs to come" in response.content.decode()

    def test_hide_and_show_again(self, bo_signed_in, protest):
        first = _first(protest)
        assert 'value="hijacked"' in bo_signed_in.get(_page_of(first)).content.decode()
        assert _act(bo_signed_in, first, action="hide", reason="hijacked").status_code == 302
        assert bo_signed_in.get(f"/p/{protest.code}/").status_code == 404
        page = bo_signed_in.get(_page_of(first)).content.decode()
        assert "Off the site" in page
        assert f'href="/p/{protest.code}/"' not in page
        assert _act(bo_signed_in, first, action="restore").status_code == 302
        assert bo_signed_in.get(f"/p/{protest.code}/").status_code == 200

    @pytest.mark.parametrize("reason", ["", "because"])
    def test_only_for_a_reason_of_the_list(self, bo_signed_in, protest, reason):
        assert _act(bo_signed_in, _first(protest), action="hide", reason=reason).status_code == 422
        assert public.find_protest(protest.code)

    @pytest.mark.parametrize("act", [{"action": "hide", "reason": "hijacked"}, {"action": "restore"}])
    def test_what_is_not_on_the_site_cannot_be_hidden(self, bo_signed_in, waiting, act):
        sent = Submission.objects.get(pk=waiting().id)
        assert _act(bo_signed_in, sent, **act).status_code == 422

    def test_not_where_it_moved_to_another_country(self, client, dana, protest, propose):
        """The right to decide on what was sent is none over what stands elsewhere."""
        sent = propose(protest, **BERLIN)
        client.force_login(dana)
        assert _act(client, sent, action="hide", reason="hijacked").status_code == 403
        assert public.find_protest(protest.code)

    def test_a_new_link_is_mailed_and_no_address_shown(self, bo_signed_in, waiting):
        sent = Submission.objects.get(pk=waiting().id)
        assert "Mail a new link" in bo_signed_in.get(_page_of(sent)).content.decode()
        response = bo_signed_in.post(_page_of(sent), {"action": "reissue"}, follow=True)
        assert "a new link is on its way" in response.content.decode()
        assert "amina@example.org" not in response.content.decode()
        assert OutboxMail.objects.latest("id").template == "new_link"
        assert AuditEvent.objects.latest("id").verb == "link.reissued"

    def test_none_for_a_receipt_code_which_is_said(self, bo_signed_in, waiting):
        sent = Submission.objects.get(pk=waiting(email="", receipt=True).id)
        page = bo_signed_in.get(_page_of(sent)).content.decode()
        assert 'value="reissue"' not in page
        assert "no new link can be mailed" in page
        assert _act(bo_signed_in, sent, action="reissue").status_code == 422

    def test_none_once_the_address_is_deleted(self, bo_signed_in, waiting):
        sent = Submission.objects.get(pk=waiting().id)
        Contact.objects.all().delete()
        page = bo_signed_in.get(_page_of(sent)).content.decode()
        assert 'value="reissue"' not in page
        assert "the address is deleted" in page


class TestSentTogether:
    @pytest.fixture
    def three(self, waiting):
        """Suva, Berlin and Suva again, of one contact."""
        sent = [Submission.objects.get(pk=waiting(**place).id) for place in ({}, BERLIN, {})]
        Submission.objects.update(contact=sent[0].contact)
        return sent

    def test_is_shown_as_belonging_together(self, bo_signed_in, three):
        response = bo_signed_in.get(_page_of(three[1]))
        assert "2 of 3 sent together" in response.content.decode()
        assert [one.id for one, _words in response.context["siblings"]] == [three[0].pk, three[2].pk]
        assert f'href="{_page_of(three[2])}"' in response.content.decode()

    def test_as_far_as_one_may_see_it(self, client, dana, three):
        client.force_login(dana)
        page = client.get(_page_of(three[1])).content.decode()
        assert "sent together" not in page
        assert str(three[0].pk) not in page

    def test_one_alone_says_nothing(self, bo_signed_in, waiting):
        assert "sent together" not in bo_signed_in.get(f"{DESK}{waiting().id}/").content.decode()

    def test_nor_does_a_change(self, bo_signed_in, protest, propose):
        assert "sent together" not in bo_signed_in.get(_page_of(propose(protest))).content.decode()
        assert "sent together" not in bo_signed_in.get(_page_of(_first(protest))).content.decode()


class TestLikeAListedOne:
    """Amina's sister sends what is on the map already; Bo sees both."""

    @pytest.fixture
    def second(self, protest, waiting, may_31):
        sent = waiting(local_start=f"{may_31.starts_on}T18:30", latitude=-18.1406, venue="By the pool")
        Submission.objects.filter(pk=sent.id).update(flags=["duplicate"])
        return Submission.objects.get(pk=sent.id)

    def test_is_compared_with_it(self, bo_signed_in, protest, second):
        response = bo_signed_in.get(_page_of(second))
        lines = _lines(response)
        assert response.context["near"] == "110 m and 30 min from one that is listed"
        assert {name for name, line in lines.items() if line.differs} == {"Start", "Place", "Point"}
        body = response.content.decode()
        assert ">Existing</th>" in body
        assert f'href="/p/{protest.code}/"' in body

    def test_not_with_what_is_elsewhere_or_at_another_time(self, bo_signed_in, protest, waiting, may_31):
        for other in (BERLIN, {"local_start": f"{may_31.starts_on}T10:00", "local_end": None}):
            sent = waiting(**other)
            Submission.objects.filter(pk=sent.id).update(flags=["duplicate"])
            assert bo_signed_in.get(f"{DESK}{sent.id}/").context["old"] is None

    def test_nor_with_what_is_hidden(self, bo_signed_in, bo, protest, second):
        protests.hide(code=protest.code, reason="wish", by=bo)
        assert bo_signed_in.get(_page_of(second)).context["old"] is None

    def test_nor_once_it_is_decided(self, bo_signed_in, bo, second):
        submissions.approve(submission_id=second.pk, by=bo)
        assert bo_signed_in.get(_page_of(second)).context["old"] is None
