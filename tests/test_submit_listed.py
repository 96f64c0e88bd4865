"""Amina's protest is listed already: she finds out before she sends it, from what everybody sees (S10, B74)."""

import pytest

from protests import public
from protests.actions import submissions
from protests.models import AuditEvent, Submission
from tests.submitting import PAGE, faults, key_of

HERE = {"city": "", "pasted": "-18.1416, 178.4415"}
NEAR = {"city": "", "pasted": "-18.1430, 178.4420"}  # 160 m away
FAR = {"city": "", "pasted": "-18.1440, 178.4420"}  # 270 m away


def codes(response):
    return [protest.code for protest in response.context["similar"]]


def test_b74_a_near_one_is_shown_and_may_be_another(send, publish):
    listed = publish(title="Vigil by the fountain")
    response = send(**NEAR)
    html = response.content.decode()
    assert faults(response) == {"city": ["duplicate"]}
    assert codes(response) == [listed.code]
    assert "There is already a listing" in html
    assert "Vigil by the fountain" in html
    assert f'href="/p/{listed.code}/ours/"' in html
    assert html.count('name="confirm" value="duplicate"') == 1
    assert send(**NEAR, confirm="duplicate").status_code == 303
    assert Submission.objects.latest("created_at").flags == ["duplicate"]


@pytest.mark.parametrize(
    ("listed", "typed", "is_similar"),
    [
        ({}, NEAR, True),
        ({}, FAR, False),
        ({}, NEAR | {"local_start": "19:00"}, True),
        ({}, NEAR | {"local_start": "19:01"}, False),
        ({}, FAR | {"unannounced": "on"}, False),
        ({}, NEAR | {"local_start": "09:00", "unannounced": "on"}, True),
        ({"local_start": None, "local_end": None, "local_date": "{day}"}, NEAR | {"local_start": "09:00"}, True),
        ({}, {"city": "Suva"}, True),  # only its city is known
        ({}, {"city": "Nadi"}, False),
        ({"precision": "city"}, FAR, True),  # of the listing only the city is known
        ({"precision": "city"}, {"city": "Nadi"}, False),
        ({"precision": "area"}, {"city": "", "pasted": "-18.1480, 178.4480"}, True),  # the same cell
        ({"precision": "area"}, {"city": "", "pasted": "-18.1550, 178.4480"}, False),
        ({"precision": "withheld"}, HERE, False),
        ({"precision": "withheld"}, {"city": "Suva"}, False),
        ({}, {"kind": "online", "city": "", "timezone": "Pacific/Fiji"}, False),
    ],
)
def test_b74_what_looks_alike_is_what_everybody_sees(send, publish, may_31, listed, typed, is_similar):
    """A place that is hidden is not found by trying one after the other."""
    publish(**{name: value and value.format(day=may_31.starts_on) for name, value in listed.items()})
    response = send(**typed)
    assert response.status_code == (422 if is_similar else 303)
    flags = Submission.objects.latest("created_at").flags
    assert is_similar or "duplicate" not in flags


def test_what_is_hidden_resembles_nothing(send, publish):
    listed = publish()
    type(listed).objects.update(visibility="hidden")
    assert send(**HERE).status_code == 303


def test_it_is_asked_once_all_else_is_right(send, publish):
    publish()
    response = send(**NEAR, title="")
    assert faults(response) == {"title": ["required"]}
    assert codes(response) == []


def test_b73_what_was_sent_and_listed_since_does_not_resemble_itself(send, client, bo):
    key = key_of(client.get(PAGE))
    first = send(_key=key, **HERE)
    Submission.objects.update(decision="waiting")
    submissions.approve(submission_id=Submission.objects.get().pk, by=bo)
    again = send(_key=key, **HERE)
    assert (again.status_code, again.url) == (303, first.url)


def test_this_is_ours_leads_to_the_link_and_tells_the_moderators_once(client, publish):
    listed = publish()
    page = f"/p/{listed.code}/ours/"
    html = client.get(page).content.decode()
    assert 'href="/m/"' in html
    assert not AuditEvent.objects.filter(verb="protest.claimed").exists()
    for _twice in range(2):
        assert "The moderators are told" in client.post(page).content.decode()
    event = AuditEvent.objects.get(verb="protest.claimed")
    assert (event.object_id, event.actor) == (listed.code, None)
    assert public.find_protest(listed.code).sequence == 0


def test_nobody_claims_what_is_not_public(client, publish):
    listed = publish()
    type(listed).objects.update(visibility="hidden")
    assert client.post(f"/p/{listed.code}/ours/").status_code == 404
    assert client.post("/p/AAAAAAAA/ours/").status_code == 404
