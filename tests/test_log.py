"""M12: who, when, why; of one entry on its page, and as a whole for coordinators. Cora coordinates, Bo moderates."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone as clock

from protests.actions import campaigns, chain, submissions
from protests.enums import Agreement, Role
from protests.formats import acts
from protests.formats.desk import HAPPENED
from protests.models import AuditEvent
from tests.conftest import PASSWORD

PAGE = "/moderate/log/"
ACTIONS = Path(__file__).parent.parent / "protests" / "actions"


@pytest.fixture
def desk(client, sarchk):
    cora = campaigns.join_team(campaign=sarchk, email="cora@example.org", role=Role.COORDINATOR, password=PASSWORD)
    client.force_login(cora)
    return client


def _lines(response):
    return [(line.what, line.who, line.why) for line in response.context["lines"]]


def test_says_who_did_what_and_why(desk, bo, waiting):
    sent = waiting()
    submissions.reject(submission_id=sent.id, by=bo, reason="spam", note="Not for the log")
    response = desk.get(PAGE)
    lines = _lines(response)
    assert lines[0] == ("Rejected", "bo@example.org", "It is advertising, or not a protest.")
    assert ("Sent in", "The organiser", "") in lines
    assert "Not for the log" not in response.content.decode()
    assert f"/moderate/{sent.id}/" in response.content.decode()


def test_is_narrowed_by_act_person_and_day(desk, bo, publish):
    publish()
    AuditEvent.objects.create(verb="test.tried", kind="x", object_id="1", actor=bo)
    today = clock.now().date()
    assert {what for what, _who, _why in _lines(desk.get(f"{PAGE}?act=submission.approved"))} == {"Approved"}
    assert {who for _what, who, _why in _lines(desk.get(f"{PAGE}?person={bo.pk}"))} == {"bo@example.org"}
    assert len(_lines(desk.get(f"{PAGE}?day={today}"))) == AuditEvent.objects.count()
    assert _lines(desk.get(f"{PAGE}?day={today - timedelta(days=2)}")) == []
    assert _lines(desk.get(f"{PAGE}?act=submission.approved&person=4711")) == []


@pytest.mark.parametrize("query", ["day=yesterday", "day=2026-02-30", "person=x", "before=x", "person=" + "9" * 40])
def test_what_cannot_be_read_is_said(desk, query):
    response = desk.get(f"{PAGE}?{query}")
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()


def test_an_unknown_act_finds_nothing(desk):
    assert _lines(desk.get(f"{PAGE}?act=%00%27;drop")) == []


def test_goes_on_by_pages(desk):
    AuditEvent.objects.bulk_create(AuditEvent(verb="x", kind="x", object_id=str(n)) for n in range(150))
    first = desk.get(f"{PAGE}?act=x")
    assert len(_lines(first)) == 100
    second = desk.get(PAGE + first.context["earlier"])
    assert (len(_lines(second)), second.context["earlier"]) == (50, "")


def test_of_another_campaign_is_not_shown(desk, db):
    other = campaigns.start(slug="other", name="Other")
    eve = campaigns.join_team(campaign=other, email="eve@example.org", role=Role.COORDINATOR, password=PASSWORD)
    AuditEvent.objects.create(verb="test.tried", kind="x", object_id="1", actor=eve, campaign=other)
    assert "eve@example.org" not in desk.get(PAGE).content.decode()


def test_names_are_shown_for_a_year_and_of_nobody_who_is_forgotten(desk, bo, publish, time_machine):
    publish()
    number = bo.pk
    assert "bo@example.org" in desk.get(PAGE).content.decode()
    bo.delete()
    response = desk.get(f"{PAGE}?person={number}")
    assert {who for _what, who, _why in _lines(response)} == {"Somebody of the team"}


def test_after_a_year_a_name_that_is_still_known_is_not_shown(desk, bo, publish, time_machine):
    publish()
    AuditEvent.objects.update(at=clock.now() - timedelta(days=366))
    assert "bo@example.org" not in {who for _what, who, _why in _lines(desk.get(PAGE))}


def test_the_head_of_the_chain_stands_there_to_be_written_down(desk):
    chain.seal()
    assert chain.head() in desk.get(PAGE).content.decode()


def test_of_one_entry_stands_on_its_page(bo_signed_in, bo, waiting):
    sent, other = waiting(), waiting(title="Another", email="b@example.org")
    protest = submissions.approve(submission_id=sent.id, by=bo)
    submissions.reject(submission_id=other.id, by=bo, reason="spam", note="")
    page = bo_signed_in.get(f"/moderate/{sent.id}/")
    told = [(line.what, line.who) for line in page.context["log"]]
    assert told == [
        ("Sent in", "The organiser"),
        ("Address confirmed", "The organiser"),
        ("Put on the map", "bo@example.org"),
        ("Approved", "bo@example.org"),
    ]
    assert "What happened so far" in page.content.decode()
    assert protest.code in page.content.decode()


def test_every_verb_of_the_actions_has_a_name_for_people():
    """A new act is named in formats/acts.py."""
    calls = [node for file in ACTIONS.glob("*.py") for node in ast.walk(ast.parse(file.read_text())) if _records(node)]
    verbs = {one.value for call in calls for one in ast.walk(call.args[0]) if isinstance(one, ast.Constant)}
    verbs |= set(HAPPENED) | {f"proposal.{one.value}" for one in Agreement}
    verbs = {verb for verb in verbs if "." in verb.strip(".")}
    assert len(verbs) > 40
    assert verbs - set(acts.VERBS) == set()


def _records(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("record", "record_counts")
