"""Amina's group protests on two evenings and in two towns: one form, one mail, one link (S16)."""

import re
from datetime import timedelta

import pytest

from protests.models import AuditEvent, Contact, OutboxMail, Submission
from tests.submitting import FORM, PAGE, TYPED, faults, key_of

NADI = {"city": "Nadi", "place": "", "pasted": "", "venue": "At the temple"}


@pytest.fixture
def row(may_31):
    """row(0, city="Nadi") -> the fields of the first further entry: as the first, but for what is given."""

    def row(number, **changes):
        same = {"local_date": f"{may_31.starts_on}", "local_start": "18:00", "city": "Suva", "venue": TYPED["venue"]}
        return {f"further-{number}-{name}": value for name, value in (same | changes).items()}

    return row


def rows_faults(response):
    assert response.status_code == 422
    return [
        {name: [error.code for error in found.as_data()] for name, found in row.errors.items()}
        for row in response.context["form"].further
    ]


def test_a_button_adds_a_row_that_begins_as_the_one_before(send, may_31):
    response = send(add="1", pasted="-18.1416, 178.4415", title="")
    assert response.status_code == 200
    form = response.context["form"]
    assert form["title"].value() == ""
    assert form.errors == {}
    (row,) = form.further
    values = {name: row[name].value() for name in ("local_date", "local_start", "city", "pasted", "venue")}
    assert values == {
        "local_date": f"{may_31.starts_on}",
        "local_start": "18:00",
        "city": "Suva",
        "pasted": "-18.1416, 178.4415",
        "venue": TYPED["venue"],
    }
    assert not Submission.objects.exists()


def test_rows_are_taken_out_and_never_more_than_nine(send, row):
    response = send(further="2", drop="0", **row(0, city="Nadi"), **row(1, city="Lautoka"))
    assert [one["city"].value() for one in response.context["form"].further] == ["Lautoka"]
    response = send(further="9", add="1", **{name: v for n in range(9) for name, v in row(n).items()})
    assert len(response.context["form"].further) == 9
    assert 'name="add"' not in response.content.decode()


def test_s16_each_is_a_submission_and_all_have_one_mail_and_one_link(send, client, row, may_31, bo):
    later = f"{may_31.starts_on + timedelta(days=1)}"
    response = send(
        further="2", group_name="Suva stands", **row(0, local_date=later), **row(1, **NADI, local_start="12:00")
    )
    assert response.status_code == 303
    first, second, third = Submission.objects.order_by("created_at")
    assert {first.contact, second.contact, third.contact} == {Contact.objects.get()}
    assert [
        (one.locality, one.local_date.isoformat(), f"{one.local_start:%H:%M}") for one in (first, second, third)
    ] == [
        ("Suva", f"{may_31.starts_on}", "18:00"),
        ("Suva", later, "18:00"),
        ("Nadi", f"{may_31.starts_on}", "12:00"),
    ]
    assert {one.group_name for one in (first, second, third)} == {"Suva stands"}
    assert (second.venue, third.venue) == (TYPED["venue"], "At the temple")
    assert OutboxMail.objects.count() == 1
    assert AuditEvent.objects.filter(verb="submission.submitted").count() == 3


def test_b73_sent_twice_they_are_there_once(send, client, row):
    key = key_of(client.get(PAGE))
    answers = {send(_key=key, further="1", **row(0, **NADI)).url for _twice in range(2)}
    assert len(answers) == 1
    assert (Submission.objects.count(), OutboxMail.objects.count()) == (2, 1)


def test_a_fault_in_one_is_told_there_and_nothing_is_sent(send, row):
    response = send(further="2", **row(0, city="Xqzzyx"), **row(1, local_end="17:00"))
    assert rows_faults(response) == [{"city": ["city.unknown"]}, {"local_end": ["end.before_start"]}]
    html = response.content.decode()
    assert "2 things to fix" in html
    assert 'href="#id_further-0-city"' in html
    assert response.context["to_fix"]["where"] == 2
    assert not Submission.objects.exists()


def test_homonyms_are_chosen_in_a_row_as_in_the_first(send, row):
    response = send(further="1", **row(0, city="Manchester"))
    assert rows_faults(response) == [{"city": ["city.choose"]}]
    chosen = re.search(r'name="further-0-place" value="(\d+)"', response.content.decode())[1]
    assert send(further="1", **row(0, city="Manchester", place=chosen)).status_code == 303


def test_the_same_date_and_place_twice_is_a_slip(send, row):
    assert rows_faults(send(further="1", **row(0))) == [{"local_date": ["entry.same"]}]


def test_what_is_shared_is_told_once(send, row):
    response = send(further="1", title="", **row(0, **NADI))
    assert faults(response) == {"title": ["required"]}
    assert rows_faults(response) == [{}]


def test_each_place_is_announced_as_long_before_its_start(send, row, may_31):
    eve = f"{may_31.starts_on - timedelta(days=1)}"
    when = {"precision": "area", "reveal_date": eve, "reveal_time": "20:00", "local_start": "22:00"}
    send(further="2", **when, **row(0, **NADI, local_start="12:00"), **row(1, city="Lautoka", place_unannounced="on"))
    first, second, third = Submission.objects.order_by("created_at")
    assert first.starts_at - first.reveal_at == second.starts_at - second.reveal_at == timedelta(hours=26)
    assert (third.precision, third.venue, third.reveal_at) == ("city", "", None)


@pytest.mark.parametrize("count", ["-1", "1e9", "99999", "١", "nonsense", ""])
def test_a_made_up_number_of_rows_is_none(send, count):
    assert send(further=count).status_code == 303
    assert Submission.objects.count() == 1


def test_a_button_of_a_strange_form_is_answered_without_a_key(client, may_31):
    assert client.post(PAGE, "add=1", FORM).status_code == 200
