"""A coordinator tells what is new, and offers what others can use (7.7, C9, C13)."""

import pytest

from protests.actions import campaigns
from protests.enums import Role
from protests.models import AuditEvent, Material, Update
from tests.conftest import PASSWORD

WRITE = "/moderate/campaigns/sarchk/updates/"
NOTE = {
    "action": "write",
    "title": "The trial date moved",
    "text": "To **12 June**. [Why](https://court.example/)",
    "day": "",
}
POSTER = {"action": "offer", "kind": "poster", "title": "Poster A3", "url": "https://files.example/a3.pdf",
          "language": "de", "version": "2026-05", "licence": "CC BY 4.0"}  # fmt: skip


@pytest.fixture
def mei(sarchk, client):
    """Coordinates, and has signed in."""
    person = campaigns.join_team(campaign=sarchk, email="mei@example.org", role=Role.COORDINATOR, password=PASSWORD)
    client.force_login(person)
    return client


def test_a_note_is_public_and_about_its_day(mei, may_31, client):
    mei.post(WRITE, NOTE | {"day": "may-31"})
    page = client.get("/sarchk/updates/").content.decode()
    assert "<p>To <strong>12 June</strong>." in page
    assert '<a href="https://court.example/" rel="noopener noreferrer">Why</a>' in page
    assert 'href="/sarchk/may-31/"' in page
    assert "The trial date moved" in client.get("/sarchk/").content.decode()


def test_sent_twice_it_is_one_and_taken_back_it_is_gone(mei, may_31, client):
    mei.post(WRITE, NOTE)
    mei.post(WRITE, NOTE)
    note = Update.objects.get()
    mei.post(WRITE, {"action": "take_back", "which": note.pk})
    mei.post(WRITE, {"action": "take_back", "which": note.pk})
    assert "The trial date" not in client.get("/sarchk/updates/").content.decode()
    assert list(AuditEvent.objects.filter(verb__startswith="update").values_list("verb", flat=True)) == [
        "update.written",
        "update.taken_back",
    ]


def test_the_same_address_is_a_new_version(mei, may_31, client):
    mei.post(WRITE, POSTER)
    mei.post(WRITE, POSTER | {"version": "2026-06"})
    page = client.get("/sarchk/").content.decode()
    assert (Material.objects.count(), "2026-06" in page, "2026-05" in page) == (1, True, False)
    assert "CC BY 4.0" in page
    mei.post(WRITE, {"action": "take_out", "which": Material.objects.get().pk})
    assert "Poster A3" not in client.get("/sarchk/").content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (NOTE | {"title": ""}, "Fill in this field."),
        (NOTE | {"text": "x" * 2_001}, "of at most 2000"),
        (NOTE | {"day": "another"}, "Choose one of the list."),
        (POSTER | {"url": "javascript:alert(1)"}, "Use an http or https address."),
        (POSTER | {"url": ""}, "Enter the address where it lies, or choose a file."),
        (POSTER | {"kind": "bomb"}, "Choose one of the list."),
    ],
)
def test_a_fault_is_named_and_nothing_is_kept(mei, may_31, sent, told):
    response = mei.post(WRITE, sent)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert (Update.objects.count(), Material.objects.count()) == (0, 0)


def test_another_campaign_is_not_theirs(mei, may_31):
    campaigns.start(slug="other", name="Other")
    assert mei.get("/moderate/campaigns/other/updates/").status_code == 404
    assert mei.post("/moderate/campaigns/other/updates/", NOTE).status_code == 404
