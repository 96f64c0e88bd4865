"""Amina edits what she sent: before it is approved, afterwards as a change, and never over somebody else (S8, S10)."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone as clock

from protests import opened, private, public
from protests.actions import campaigns, changes, edits, submissions
from protests.enums import Decision
from protests.forms.filled import initial_of
from protests.forms.submit import SubmitForm
from protests.models import AuditEvent, Protest, Submission
from protests.rules import draft as draft_rule
from protests.rules.faults import Reading
from protests.rules.transitions import NotNow
from protests.rules.versions import Changed
from tests.test_manage import text_of

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def amina(submit, raw):
    return submit(raw)


@pytest.fixture
def published(amina, bo):
    submissions.confirm(token=amina.manage_token)
    return submissions.approve(submission_id=amina.id, by=bo)


def address(entry, name="manage_edit"):
    return f"{reverse(name, args=[entry.manage_token])}?entry={entry.id}"


def entry_of(sent):
    (entry,) = opened.by_token(sent.manage_token).entries
    return entry


def form_of(sent, **typed):
    """The fields of the edit page as a browser would send them back, with some typed anew."""
    entry = entry_of(sent)
    form = SubmitForm(day=public.find_day("sarchk", "may-31"), initial=initial_of(entry.standing))
    values = {bound.html_name: bound.value() for bound in form} | {"entry": str(entry.own.id), "version": entry.version}
    latitude, longitude = values.pop("point")
    values |= {"latitude": latitude, "longitude": longitude} | typed
    return {name: value for name, value in values.items() if value not in (None, False, "")}


def send(client, sent, fields=None, **typed):
    return client.post(address(sent), fields or form_of(sent, **typed), headers=HERE)


def test_before_approval_the_entry_itself_is_edited(client, amina, bo):
    submissions.confirm(token=amina.manage_token)
    before = private.for_moderator(bo, amina.id)
    response = send(client, amina, title="Vigil for the 47", local_start="19:00")
    assert (response.status_code, response.url) == (303, address(amina, "manage"))
    (submission,) = Submission.objects.all()
    assert (submission.title, submission.local_start) == ("Vigil for the 47", time(19))
    assert (submission.decision, submission.created_at) == (Decision.WAITING, before.created_at)
    with pytest.raises(Changed):
        submissions.approve(submission_id=amina.id, by=bo, seen=before.version)
    now = private.for_moderator(bo, amina.id)
    assert submissions.approve(submission_id=amina.id, by=bo, seen=now.version).title == "Vigil for the 47"


def test_everything_is_in_the_form_and_sent_unchanged_nothing_is_written(client, amina):
    html = client.get(address(amina)).content.decode()
    for words in ("March for the 47", "Harbour park, by the fountain", "Stinson Parade 1", "Suva stands", "18:00"):
        assert words in html
    assert "amina@example.org" not in html
    assert send(client, amina).status_code == 303
    assert not AuditEvent.objects.filter(verb="submission.edited").exists()


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(client, amina):
    response = send(client, amina, title="Vi", venue="Albert Park", local_end="17:00")
    html = response.content.decode()
    assert response.status_code == 422
    assert "Write at least 3 characters." in html
    assert "The end is before the start." in html
    assert "Albert Park" in html
    assert Submission.objects.get().title == "March for the 47"


def test_s8_the_zone_of_the_place_survives_an_edit(client, submit, raw, may_31):
    """OC#202: lost on edit. The zone that was chosen against the place's as well."""
    kathmandu = {"latitude": 27.7, "longitude": 85.3}
    near = submit(raw, **kathmandu, email="k@example.org")
    chosen = submit(raw, kind="online", latitude=None, longitude=None, timezone="Asia/Kathmandu", email="c@example.org")
    for sent in (near, chosen):
        before = Submission.objects.get(pk=sent.id)
        assert send(client, sent, title="Another name").status_code == 303
        after = Submission.objects.get(pk=sent.id)
        assert after.title == "Another name"
        assert (after.timezone, after.starts_at) == ("Asia/Kathmandu", before.starts_at)


def test_after_approval_an_edit_is_a_change_that_waits_while_the_old_version_stays_public(client, amina, published):
    assert send(client, amina, title="Vigil for the 47", venue="Albert Park").status_code == 303
    shown = public.find_protest(published.code)
    assert (shown.title, shown.venue) == ("March for the 47", "Harbour park, by the fountain")
    change = Submission.objects.get(is_change=True)
    assert (change.protest, change.base_at) == (published, published.revised_at)
    assert (change.decision, change.title, change.contact) == ("waiting", "Vigil for the 47", published.contact)
    words = text_of(client.get(address(amina, "manage")))
    assert "Your change is in review" in words
    assert "Now March for the 47" in words
    assert "Then Vigil for the 47" in words


def test_approved_it_stands_and_the_page_says_so(client, amina, published, bo):
    send(client, amina, venue="Albert Park")
    change = Submission.objects.get(is_change=True)
    submissions.approve(submission_id=change.pk, by=bo, seen=private.for_moderator(bo, change.pk).version)
    assert public.find_protest(published.code).venue == "Albert Park"
    words = text_of(client.get(address(amina, "manage")))
    assert "Your last change was approved" in words
    assert "Albert Park" in words


def test_rejected_the_page_says_why_and_what_stands_stays(client, amina, published, bo):
    send(client, amina, venue="Albert Park")
    change = Submission.objects.get(is_change=True)
    submissions.reject(submission_id=change.pk, by=bo, reason="unclear", note="Which gate?")
    words = text_of(client.get(address(amina, "manage")))
    for sentence in ("Your change was not published", "Place or time is not clear enough.", "Which gate?"):
        assert sentence in words
    assert public.find_protest(published.code).venue == "Harbour park, by the fountain"


def test_a_new_edit_takes_the_place_of_the_change_that_waits(client, amina, published):
    send(client, amina, venue="Albert Park")
    assert "Albert Park" in client.get(address(amina)).content.decode()
    send(client, amina, title="Vigil for the 47")
    changes = Submission.objects.filter(is_change=True).order_by("created_at")
    assert [(one.decision, one.venue, one.title) for one in changes] == [
        ("withdrawn", "Albert Park", "March for the 47"),
        ("waiting", "Albert Park", "Vigil for the 47"),
    ]


def test_edited_back_to_what_stands_nothing_waits_any_more(client, amina, published):
    send(client, amina, venue="Albert Park")
    send(client, amina, venue="Harbour park, by the fountain")
    assert Submission.objects.filter(is_change=True).get().decision == Decision.WITHDRAWN


def test_she_takes_the_change_back_twice_as_once(client, amina, published):
    send(client, amina, venue="Albert Park")
    for _twice in range(2):
        response = client.post(address(amina, "manage"), {"action": "take_back"}, headers=HERE)
        assert response.status_code == 303
    assert Submission.objects.filter(is_change=True).get().decision == Decision.WITHDRAWN
    assert public.find_protest(published.code)


@pytest.mark.parametrize("is_public", [False, True])
def test_b73_two_tabs_the_second_sees_what_changed_and_overwrites_nothing(client, amina, bo, is_public):
    submissions.confirm(token=amina.manage_token)
    if is_public:
        submissions.approve(submission_id=amina.id, by=bo)
    first, second = form_of(amina, venue="Albert Park"), form_of(amina, title="Vigil for the 47", local_start="19:00")
    assert send(client, amina, first).status_code == 303
    response = send(client, amina, second)
    words, html = text_of(response), response.content.decode()
    assert response.status_code == 409
    assert "Nothing was overwritten, and nothing you typed is lost." in words
    assert "Place There now Albert Park In this form Harbour park, by the fountain" in words
    assert 'value="Vigil for the 47"' in html
    assert entry_of(amina).standing.venue == "Albert Park"
    meant = second | {"version": entry_of(amina).version}
    assert f'name="version" value="{meant["version"]}"' in html
    assert send(client, amina, meant).status_code == 303
    standing = entry_of(amina).standing
    assert (standing.title, standing.venue) == ("Vigil for the 47", "Harbour park, by the fountain")


def test_the_same_sent_twice_is_once(client, amina):
    fields = form_of(amina, title="Vigil for the 47")
    assert [send(client, amina, fields).status_code for _twice in range(2)] == [303, 303]
    assert AuditEvent.objects.filter(verb="submission.edited").count() == 1


def test_what_was_rejected_withdrawn_cancelled_or_is_over_is_not_edited(client, amina, published, time_machine):
    fields = form_of(amina, title="Vigil for the 47")
    changes.cancel(code=published.code)
    assert send(client, amina, fields).status_code == 409
    Protest.objects.update(status="confirmed")
    time_machine.move_to(published.over_at + timedelta(hours=1))
    response = client.get(address(amina))
    assert response.status_code == 409
    assert "be edited any more." in text_of(response)
    assert not Submission.objects.filter(is_change=True).exists()


def test_the_action_itself_refuses_what_is_decided(amina, bo, raw):
    submissions.confirm(token=amina.manage_token)
    entry = entry_of(amina)
    submissions.reject(submission_id=amina.id, by=bo, reason="unclear")
    draft = _draft(raw, title="Vigil for the 47")
    with pytest.raises(NotNow):
        edits.edit(token=amina.manage_token, entry=amina.id, draft=draft, made_from=entry.version, language="en")


def _draft(raw, **changes):
    return draft_rule.read(raw | changes, Reading(), now=clock.now())


def test_another_site_another_link_and_another_entry_are_refused(client, amina, submit, raw):
    other = submit(raw, title="Another march", email="carla@example.org")
    fields = form_of(amina, title="Vigil for the 47")
    assert client.post(address(amina), fields, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(reverse("manage_edit", args=[other.manage_token]), fields, headers=HERE).status_code == 404
    assert client.get(f"{reverse('manage_edit', args=[other.manage_token])}?entry={amina.id}").status_code == 404
    assert client.get(reverse("manage_edit", args=[amina.status_token])).status_code == 404
    assert not Submission.objects.filter(title="Vigil for the 47").exists()


def test_e10_the_same_on_another_day_has_everything_but_date_and_contact(client, amina, sarchk):
    year = clock.now().year + 2
    campaigns.call_day(campaign=sarchk, slug="next", title="Next year", starts_on=date(year, 5, 31), usual_start=None)
    chooser = client.get(address(amina, "manage_copy")).content.decode()
    assert "day=sarchk/next" in chooser
    page = client.get(address(amina, "manage_copy") + "&day=sarchk/next")
    html = page.content.decode()
    for words in ("March for the 47", "Harbour park, by the fountain", "Suva stands", 'value="18:00"', f"{year}-05-31"):
        assert words in html
    assert 'action="/sarchk/next/submit/"' in html
    assert "amina@example.org" not in html
    assert page["Cache-Control"] == "no-store, private"
