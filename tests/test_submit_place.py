"""Amina decides what the world sees of the place, and since when (S7, V3, V4)."""

from datetime import timedelta

import pytest

from maps import gazetteer
from maps.points import point_from
from protests.actions import submissions
from protests.models import Submission
from protests.rules import retention
from tests.submitting import PAGE, faults

CITY = {"latitude": "-18.14161", "longitude": "178.44149"}
OPEN_COUNTRY = {"city": "", "pasted": "-17.70, 178.20", "precision": "area"}


def sent():
    return Submission.objects.get()


@pytest.mark.parametrize("precision", ["area", "city", "withheld"])
def test_v4_it_is_announced_when_its_organiser_says(send, may_31, precision):
    send(precision=precision, reveal_date=f"{may_31.starts_on}", reveal_time="09:30")
    assert (sent().precision, sent().starts_at - sent().reveal_at) == (precision, timedelta(hours=8.5))


@pytest.mark.parametrize("precision", ["area", "city", "withheld"])
def test_v4_the_day_says_how_long_before_the_start(send, may_31, precision):
    may_31.reveal_hours = 6
    may_31.save()
    send(precision=precision)
    assert sent().starts_at - sent().reveal_at == timedelta(hours=6)


def test_v4_the_moment_that_the_day_means_stands_in_the_form(client, may_31):
    form = client.get(PAGE).context["form"]
    eve = may_31.starts_on - timedelta(days=1)
    values = [form[name].value() for name in ("reveal", "reveal_date", "reveal_time")]
    assert values == ["on", f"{eve}", "18:00"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reveal_date": "{day}", "reveal_time": ""}, "reveal.format"),
        ({"reveal_date": "{day}", "reveal_time": "23:00", "local_end": "20:00"}, "reveal.too_late"),
        ({"reveal_date": "2020-01-01", "reveal_time": "23:00"}, "reveal.past"),  # B59
    ],
)
def test_a_moment_that_would_not_hide_anything_is_refused(send, may_31, changes, code):
    changes = {name: value.format(day=may_31.starts_on) for name, value in changes.items()}
    assert faults(send(precision="area", **changes)) == {"reveal_date": [code]}


def test_too_late_to_hide_a_place_until_the_day_before(send, may_31):
    may_31.reveal_hours = 24 * 800
    may_31.save()
    assert faults(send(precision="area")) == {"reveal_date": ["reveal.past"]}


def test_v3_nothing_is_revealed_of_a_place_that_is_never_announced(send):
    send(precision="city", reveal="never")
    assert (sent().precision, sent().reveal_at) == ("city", None)


def test_v3_of_a_withheld_place_everybody_sees_the_country_only(send, client, bo):
    send(precision="withheld", reveal="never", group_name="")
    Submission.objects.update(decision="waiting")
    protest = submissions.approve(submission_id=sent().pk, by=bo)
    page = client.get(f"/p/{protest.code}/").content.decode()
    assert "The organiser shows the country only." in page
    assert "Suva" not in page
    assert "fountain" not in page


def test_s7_a_place_that_is_not_announced_yet_is_its_city(send, client, bo):
    """One tick; what was typed of the place before does not count, and stays in the form."""
    response = send(place_unannounced="on", **CITY, address="Stinson Parade 1", precision="exact", title="")
    assert response.context["form"]["venue"].value() == "Harbour park, by the fountain"
    send(place_unannounced="on", **CITY, address="Stinson Parade 1", precision="exact")
    entry = sent()
    assert (entry.locality, entry.accuracy, entry.precision, entry.reveal_at) == ("Suva", "city", "city", None)
    assert (entry.venue, entry.address) == ("", "")
    Submission.objects.update(decision="waiting")
    protest = submissions.approve(submission_id=entry.pk, by=bo)
    assert "Place to be announced" in client.get(f"/p/{protest.code}/").content.decode()


def test_s7_without_a_city_there_is_nothing_to_show(send):
    assert faults(send(place_unannounced="on", city="", **CITY)) == {"city": ["point.required"]}


def test_a_circle_that_gives_the_place_away_is_warned_of(send):
    response = send(**OPEN_COUNTRY)
    assert faults(response) == {"precision": ["area.sparse"]}
    assert "Few buildings may lie in this circle" in response.content.decode()
    assert send(**OPEN_COUNTRY, confirm="area.sparse").status_code == 303


def test_in_a_town_a_circle_hides_the_place(send):
    assert send(city="", pasted="-18.1416, 178.4415", precision="area").status_code == 303


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "is_sparse"),
    [
        ("Alexanderplatz", 52.5219, 13.4132, False),
        ("Neukölln, 6 km from the middle of Berlin", 52.4811, 13.4353, False),
        ("Suva's harbour", -18.1416, 178.4415, False),
        ("a forest in Brandenburg", 53.10, 13.05, True),
        ("the highlands of Viti Levu", -17.70, 178.20, True),
        ("the middle of the Pacific", -40.0, -120.0, True),
    ],
)
def test_where_few_people_live(db, name, latitude, longitude, is_sparse):
    assert gazetteer.is_sparse(point_from(latitude, longitude)) is is_sparse


def test_the_phone_is_sealed_and_its_promise_kept_by_a_number(send, client, may_31):
    assert retention.PHONE.days == 2
    words = "Only for urgent questions on the day. Never shown. Deleted 2 days after the protest."
    assert words in client.get(PAGE).content.decode()
    send(phone="+679 555 0100")
    assert b"555" not in bytes(sent().contact.sealed_phone)
    assert faults(send(phone="5" * 61)) == {"phone": ["text.too_long"]}


def test_what_to_bring_is_one_line(send):
    send(bring="Candles,\numbrellas")
    assert sent().bring == "Candles, umbrellas"
    assert faults(send(bring="x" * 301)) == {"bring": ["text.too_long"]}
