"""Amina runs her protest from her page: cancel, postpone, ban, undo, hand over, new link, forget (E2-E8, V8)."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone as clock

from protests import opened, public
from protests.actions import changes, retention, submissions
from protests.formats import history
from protests.models import AuditEvent, Contact, OutboxMail, Protest, ProtestChange, Submission
from protests.rules import draft as draft_rule
from protests.rules import tokens
from protests.rules.faults import Reading
from protests.tasks import send_mail
from tests.test_manage import text_of

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def amina(submit, raw):
    return submit(raw)


@pytest.fixture
def published(amina, bo):
    submissions.confirm(token=amina.manage_token)
    return submissions.approve(submission_id=amina.id, by=bo)


@pytest.fixture
def receipt(submit, raw):
    return submit(raw, email=None, receipt=True)


def path(token):
    return reverse("manage", args=[token])


def act(client, token, action, **typed):
    return client.post(path(token), {"action": action} | typed, headers=HERE)


def shown(protest):
    return public.find_protest(protest.code)


def last_letter():
    """What waits is sent, as two minutes later."""
    OutboxMail.objects.untouched().update(not_before=clock.now())
    for waiting in OutboxMail.objects.filter(sent_at=None).order_by("pk"):
        send_mail(waiting.pk)
    return mail.outbox[-1]


def undo(client, token):
    (entry,) = opened.by_token(token).entries
    return act(client, token, "undo", change=str(entry.undoes))


class TestCancel:
    def test_is_live_at_once_with_reason_and_where_to_go(self, client, amina, published, publish):
        other = publish(title="Evening march", email="carla@example.org")
        typed = {"reason": "Storm warning", "instead": f"http://127.0.0.1:8000/de/p/{other.code}/?utm_source=x"}
        for _twice in range(2):
            assert act(client, amina.manage_token, "cancel", **typed).status_code == 303
        one = shown(published)
        assert (one.state().name, one.status_reason, one.instead, one.sequence) == (
            "cancelled", "Storm warning", other.code, 2,
        )  # fmt: skip
        for page in (path(amina.manage_token), f"/p/{published.code}/"):
            html = client.get(page).content.decode()
            assert "Storm warning" in html
            assert f'Go here instead: <a href="/p/{other.code}/"><bdi>Suva</bdi></a>' in html
        calendar = client.get(f"/p/{published.code}.ics").content.decode().replace("\r\n ", "")
        assert "Storm warning" in calendar
        assert f"Go here instead: http://127.0.0.1:8000/p/{other.code}/" in calendar
        assert client.get(f"/api/v1/protests/{published.code}/").json()["instead"] == other.code

    @pytest.mark.parametrize("instead", ["22222222", "https://evil.test/p/22222222/", "itself", "a\x00b", "/p/"])
    def test_elsewhere_is_another_protest_of_this_site_or_nothing(self, client, amina, published, instead):
        typed = published.code if instead == "itself" else instead
        response = act(client, amina.manage_token, "cancel", reason="Storm", instead=typed)
        html = response.content.decode()
        assert response.status_code == 422
        assert 'id="instead-error"' in html
        assert '<details class="deed" id="cancel" open>' in html
        assert 'value="Storm"' in html
        assert shown(published).status == "confirmed"

    def test_a_reason_is_one_line_of_200(self, client, amina, published):
        response = act(client, amina.manage_token, "cancel", reason="x" * 201)
        assert response.status_code == 422
        assert "201 of at most 200 characters." in text_of(response)
        assert act(client, amina.manage_token, "cancel", reason="x" * 200).status_code == 303


class TestUndo:
    @pytest.mark.parametrize("action", ["cancel", "postpone", "ban"])
    def test_brings_back_what_stood_before_once(self, client, amina, published, action):
        act(client, amina.manage_token, action, reason="Storm")
        change = str(opened.by_token(amina.manage_token).entries[0].undoes)
        for _twice in range(2):
            assert act(client, amina.manage_token, "undo", change=change).status_code == 303
        one = shown(published)
        assert (one.state().name, one.status_reason, one.sequence) == ("soon", "", 4)
        assert 'value="undo"' not in client.get(path(amina.manage_token)).content.decode()
        assert AuditEvent.objects.filter(verb="protest.undone").count() == 1

    def test_goes_back_one_step_at_a_time_with_the_words_of_before(self, client, amina, published, publish):
        other = publish(title="Evening march", email="carla@example.org")
        token = amina.manage_token
        act(client, token, "ban", reason="Forbidden", going_ahead="1")
        act(client, token, "postpone", reason="Next week")
        act(client, token, "cancel", reason="Storm", instead=other.code)
        undo(client, token)
        assert (shown(published).status, shown(published).status_reason) == ("postponed", "Next week")
        undo(client, token)
        one = shown(published)
        assert (one.status, one.status_reason, one.going_ahead) == ("banned", "Forbidden", True)
        undo(client, token)
        assert (shown(published).status, shown(published).going_ahead) == ("confirmed", False)
        told = [line.what for line in _history(published)]
        defied = "Going ahead despite a ban"
        assert told == ["Confirmed", defied, "Postponed", "Cancelled", "Postponed", defied]

    def test_cancelled_again_after_an_undo_knows_the_place_to_go_again(self, client, amina, published, publish):
        other = publish(title="Evening march", email="carla@example.org")
        act(client, amina.manage_token, "cancel", instead=other.code)
        undo(client, amina.manage_token)
        assert shown(published).instead == ""
        act(client, amina.manage_token, "cancel", reason="Storm")
        undo(client, amina.manage_token)
        assert shown(published).status == "confirmed"

    def test_only_of_the_last_act_and_of_ones_own(self, client, amina, published, publish):
        other = publish(title="Evening march", email="carla@example.org")
        act(client, amina.manage_token, "postpone")
        first = ProtestChange.objects.get().pk
        act(client, amina.manage_token, "cancel")
        assert act(client, amina.manage_token, "undo", change=str(first)).status_code == 409
        assert shown(published).status == "cancelled"
        for change in ("", "x", "9" * 19, "-1"):
            assert act(client, amina.manage_token, "undo", change=change).status_code == 400
        assert act(client, amina.manage_token, "undo", change="999999").status_code == 409
        assert shown(other).status == "confirmed"


def _history(protest):
    return list(history.lines(shown(protest), public.changes_of(shown(protest))))


def test_banned_and_going_ahead(client, amina, published):
    act(client, amina.manage_token, "ban", reason="Police order", going_ahead="1")
    assert (shown(published).state().name, shown(published).going_ahead) == ("soon", True)
    assert "Going ahead despite a ban" in text_of(client.get(path(amina.manage_token)))
    act(client, amina.manage_token, "ban", reason="Police order")
    assert shown(published).state().name == "banned"


def test_all_that_one_act_changes_has_one_moment(client, amina, published, bo, raw, may_31):
    act(client, amina.manage_token, "postpone")
    later = raw | {"local_start": f"{may_31.starts_on}T21:00", "local_end": None, "venue": "Albert Park"}
    draft = draft_rule.read(later, Reading(), now=clock.now())
    changes.revise(code=published.code, draft=draft, by=bo)
    rows = ProtestChange.objects.order_by("pk")[1:]
    assert {row.what for row in rows} == {"time", "status", "place"}
    assert {row.at for row in rows} == {Protest.objects.get().revised_at}


def test_when_it_is_over_only_what_makes_sense_is_left(client, amina, published, time_machine):
    time_machine.move_to(published.over_at + timedelta(hours=1))
    html = client.get(path(amina.manage_token)).content.decode()
    assert "It is over." in html
    for action in ("cancel", "postpone", "ban"):
        assert f'value="{action}"' not in html
        assert act(client, amina.manage_token, action).status_code == 409
    assert "/edit/" not in html
    for action in ("withdraw", "forget", "renew", "offer"):
        assert f'value="{action}"' in html
    assert shown(published).status == "confirmed"


def test_taken_off_the_site_it_is_gone_and_nothing_can_be_done_with_it(client, amina, published):
    assert act(client, amina.manage_token, "withdraw").status_code == 303
    assert shown(published) is None
    assert act(client, amina.manage_token, "cancel").status_code == 409
    assert "is not shown at the moment" in text_of(client.get(path(amina.manage_token)))


class TestHandOver:
    @pytest.fixture
    def heir(self, client, amina, published):
        """The token that Carla got by mail."""
        assert act(client, amina.manage_token, "offer", email="carla@example.org").status_code == 303
        letter = last_letter()
        assert letter.to == ["carla@example.org"]
        for words in ("March", "Harbour", "Suva", "amina"):
            assert words not in letter.subject + letter.body
        return re.search(r"/m/([\w-]{65})/", letter.body)[1]

    def test_the_other_says_yes_and_everything_is_theirs(self, client, amina, published, heir):
        words = text_of(client.get(path(heir)))
        assert "March for the 47" in words
        assert "It has not answered yet" in text_of(client.get(path(amina.manage_token)))
        assert Contact.objects.get(succeeds=None).submissions.count() == 1
        for _twice in range(2):
            assert act(client, heir, "take_over").status_code == 303
        assert client.get(path(amina.manage_token)).status_code == 404
        assert act(client, amina.manage_token, "cancel").status_code == 404
        assert "If something changes" in text_of(client.get(path(heir)))
        assert act(client, heir, "cancel", reason="Storm").status_code == 303
        assert shown(published).status == "cancelled"
        contact = Contact.objects.get(handle=tokens.handle_of(heir))
        assert (contact.submissions.count(), contact.protests.count(), contact.succeeds) == (1, 1, None)

    def test_the_old_address_is_told_and_then_forgotten(self, client, amina, published, heir):
        act(client, heir, "take_over")
        retention.purge()
        assert Contact.objects.count() == 2
        letters = OutboxMail.objects.get(template="handed_over")
        last_letter()
        letter = next(one for one in mail.outbox if "was taken over" in one.subject)
        assert letter.to == ["amina@example.org"]
        assert letters.contact.protests.count() == 0
        retention.purge()
        assert Contact.objects.get().handle == tokens.handle_of(heir)

    def test_before_that_the_other_can_do_nothing_else(self, client, published, heir):
        for action in ("cancel", "withdraw", "forget", "offer", "renew"):
            assert act(client, heir, action).status_code == 400
        for page in ("manage_edit", "manage_report"):
            assert client.get(reverse(page, args=[heir])).status_code == 404
        assert shown(published).status == "confirmed"

    def test_unanswered_it_is_dead_after_48_hours(self, client, amina, heir):
        Contact.objects.exclude(succeeds=None).update(created_at=clock.now() - timedelta(hours=49))
        assert client.get(path(heir)).status_code == 404
        assert act(client, heir, "take_over").status_code == 404
        assert client.get(path(amina.manage_token)).status_code == 200
        retention.purge()
        assert Contact.objects.get().handle == tokens.handle_of(amina.manage_token)

    def test_taken_back_the_link_is_dead(self, client, amina, heir):
        for _twice in range(2):
            assert act(client, amina.manage_token, "take_back_offer").status_code == 303
        assert client.get(path(heir)).status_code == 404

    def test_asked_twice_one_mail_and_another_address_replaces_the_first(self, client, amina, heir):
        act(client, amina.manage_token, "offer", email="Carla@example.org")
        assert OutboxMail.objects.filter(template="handover").count() == 1
        act(client, amina.manage_token, "offer", email="dana@example.org")
        assert client.get(path(heir)).status_code == 404
        assert last_letter().to == ["dana@example.org"]

    def test_b76_a_stranger_gets_three_mails_a_day(self, client, amina, submit, raw):
        for number in range(5):
            sent = submit(raw, email=f"sender{number}@example.org")
            act(client, sent.manage_token, "offer", email="victim@example.org")
        assert OutboxMail.objects.filter(template="handover").count() == 3

    @pytest.mark.parametrize("email", ["", "carla", "amina@example.org", "AMINA@example.org", "\x00"])
    def test_what_is_no_other_address_is_said_beside_the_field(self, client, amina, published, email):
        response = act(client, amina.manage_token, "offer", email=email)
        assert response.status_code == 422
        assert 'id="email-error"' in response.content.decode()
        assert Contact.objects.count() == 1


class TestANewLink:
    def test_the_old_one_is_dead_and_the_new_one_is_mailed(self, client, amina, published):
        response = act(client, amina.manage_token, "renew", key="form")
        new = response.url
        assert client.get(path(amina.manage_token)).status_code == 404
        assert client.get(new).status_code == 200
        assert new in last_letter().body

    def test_asked_twice_by_one_form_it_is_one(self, client, receipt):
        """A double click, and no mail to find the second one in."""
        first, second = (act(client, receipt.manage_token, "renew", key="form").url for _twice in range(2))
        assert first == second
        assert Contact.objects.get().generation == 1

    @pytest.mark.parametrize("key", ["", "another form"])
    def test_whoever_else_has_the_old_one_gets_nothing(self, client, amina, key):
        act(client, amina.manage_token, "renew", key="form")
        assert act(client, amina.manage_token, "renew", key=key).status_code == 404
        assert Contact.objects.get().generation == 1


class TestAReceiptCode:
    def code(self, client, token):
        found = re.search(r"<code>([\w-]+)</code>", client.get(path(token)).content.decode())
        return found and found[1]

    def test_is_shown_until_it_is_kept_and_opens_the_same_page(self, client, receipt):
        code = self.code(client, receipt.manage_token)
        assert re.fullmatch(r"([2-9A-Z]{4}-){5}[2-9A-Z]{4}", code)
        for _twice in range(2):
            act(client, receipt.manage_token, "keep")
            assert self.code(client, receipt.manage_token) is None
        for typed in (
            code,
            code.lower(),
            code.replace("-", " "),
            f"  {code.replace('-', '')}\n",
            code.replace("-", "–"),
        ):
            response = client.post("/m/", {"code": typed}, headers=HERE)
            assert (response.status_code, response.url) == (303, path(receipt.manage_token))

    def test_b71_another_one_opens_nothing(self, client, receipt):
        code = self.code(client, receipt.manage_token)
        last = "2" if code[-1] != "2" else "3"
        for typed in ("", "x", code[:-1], code[:-1] + last, code + "2", "2" * 24, "\x00" * 24, "ß" * 24, "A" * 5000):
            response = client.post("/m/", {"code": typed}, headers=HERE)
            assert response.status_code == 422
            assert 'id="code-error"' in response.content.decode()

    def test_with_a_new_link_there_is_a_new_code(self, client, receipt):
        old = self.code(client, receipt.manage_token)
        act(client, receipt.manage_token, "keep")
        new_page = act(client, receipt.manage_token, "renew", key="form").url
        new = re.search(r"<code>([\w-]+)</code>", client.get(new_page).content.decode())[1]
        assert new != old
        assert client.post("/m/", {"code": old}, headers=HERE).status_code == 422
        assert client.post("/m/", {"code": new}, headers=HERE).url == new_page

    def test_with_an_address_there_is_none(self, client, amina):
        assert self.code(client, amina.manage_token) is None
        act(client, amina.manage_token, "keep")
        assert Contact.objects.get().confirmed_at is None


class TestForgetting:
    def test_v8_the_contact_is_gone_and_what_is_public_stays(self, client, amina, published):
        response = act(client, amina.manage_token, "forget")
        assert (response.status_code, response.url) == (303, "/m/forgotten/")
        assert "Gone: your address" in text_of(client.get(response.url))
        assert not Contact.objects.exists()
        assert not OutboxMail.objects.exists()
        assert client.get(path(amina.manage_token)).status_code == 404
        assert act(client, amina.manage_token, "forget").status_code == 404
        assert shown(published).status == "confirmed"

    def test_what_waits_is_taken_back_and_what_was_not_confirmed_is_deleted(self, client, amina, submit, raw):
        act(client, amina.manage_token, "forget")
        assert not Submission.objects.exists()
        sent = submit(raw)
        submissions.confirm(token=sent.manage_token)
        act(client, sent.manage_token, "forget")
        assert Submission.objects.get().decision == "withdrawn"


class TestSeveralEntries:
    @pytest.fixture
    def two(self, amina, submit, raw, may_31):
        """Two entries of one contact, as one form may send them."""
        other = submit(raw, title="Evening vigil", local_start=f"{may_31.starts_on}T21:00", local_end=None)
        Submission.objects.filter(pk=other.id).update(contact=Contact.objects.get(submissions=amina.id))
        return amina, other

    def test_are_listed_confirmed_together_and_shown_one_by_one(self, client, two):
        amina, other = two
        words = text_of(client.get(path(amina.manage_token)))
        assert "March for the 47" in words
        assert "Evening vigil" in words
        act(client, amina.manage_token, "confirm")
        assert {one.decision for one in Submission.objects.all()} == {"waiting"}
        one = text_of(client.get(f"{path(amina.manage_token)}?entry={other.id}"))
        assert "Evening vigil" in one
        assert "March for the 47" not in one

    def test_an_act_is_about_one_of_them(self, client, two):
        amina, other = two
        response = act(client, amina.manage_token, "withdraw", entry=str(other.id))
        assert response.url == f"{path(amina.manage_token)}?entry={other.id}"
        assert Submission.objects.get(pk=other.id).decision == "withdrawn"
        assert Submission.objects.get(pk=amina.id).decision == "unconfirmed"

    def test_one_of_somebody_else_is_not_found(self, client, two, submit, raw):
        stranger = submit(raw, title="Another march", email="carla@example.org")
        amina, _other = two
        for entry in (stranger.id, "x", "\x00"):
            assert act(client, amina.manage_token, "withdraw", entry=str(entry)).status_code == 404
        assert Submission.objects.get(pk=stranger.id).decision == "unconfirmed"

    def test_as_many_queries_for_three_as_for_one(self, client, two, publish, django_assert_num_queries):
        contact = Contact.objects.get(submissions=two[0].id)
        for title in ("First", "Second"):
            protest = publish(title=title, email=f"{title}@example.org")
            changes.cancel(code=protest.code)
            Submission.objects.filter(protest=protest).update(contact=contact)
            with django_assert_num_queries(
                7
            ):  # the contact, entries, changes, status rows, an heir, notices, questions
                assert opened.by_token(two[0].manage_token)
