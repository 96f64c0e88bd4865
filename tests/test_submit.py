"""Amina adds a protest on the page: what she is asked, what she is told, and that nothing she typed is lost."""

import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone as clock

from protests.actions import campaigns
from protests.models import Contact, OutboxMail, Submission
from protests.rules import retention
from tests.submitting import FORM, PAGE, TYPED, faults, key_of

SUVA = "2198148"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    """Stands still until somebody fills in a form."""
    time_machine.move_to(clock.now(), tick=False)


def sent():
    return Submission.objects.get()


def test_the_page_knows_the_day_and_asks_for_the_rest(client, may_31):
    response = client.get(PAGE)
    form = response.context["form"]
    assert response.status_code == 200
    assert form["title"].value() == may_31.title  # S11
    assert form["local_date"].value() == f"{may_31.starts_on}"
    assert form["local_start"].value() == "18:00"
    assert form["kind"].value() is None
    assert not response.cookies
    assert response["Cache-Control"] == "no-store, private"


def test_the_empty_form_is_compressed_and_what_was_typed_is_not(client, may_31):
    """A filled form may hold an address beside what an attacker typed; an empty one holds neither."""
    coding = {"Accept-Encoding": "gzip"}
    empty = client.get(PAGE, headers=coding)
    assert empty["Content-Encoding"] == "gzip"
    assert len(empty.content) < 15_000
    assert "Content-Encoding" not in client.post(PAGE, "", FORM, headers=coding).headers


def test_the_promise_of_deletion_is_the_one_that_is_kept(client, may_31, monkeypatch):
    """The number in the sentence is that of rules/retention.py (DESIGN.md 2.6)."""
    assert retention.CONTACT.days == 30
    assert "Deleted 30 days after the protest." in client.get(PAGE).content.decode()


def test_there_is_no_page_for_a_day_that_does_not_exist(client, sarchk):
    assert client.get("/sarchk/june/submit/").status_code == 404


def test_sent_it_waits_for_the_mail_to_be_confirmed(send, client):
    response = send()
    assert response.status_code == 303
    entry = sent()
    assert (entry.decision, entry.title, entry.kind) == ("unconfirmed", "March for the 47", "march")
    assert (entry.locality, entry.country, entry.timezone) == ("Suva", "FJ", "Pacific/Fiji")
    assert (entry.precision, entry.accuracy) == ("exact", "city")
    assert entry.flags == ["new_group"]
    assert OutboxMail.objects.get().template == "confirm"
    assert "Check your mail" in client.get(response.url).content.decode()


def test_it_is_sent_in_the_language_of_the_page(send):
    send("/zh-hant" + PAGE)
    assert (sent().language, OutboxMail.objects.get().language) == ("zh-hant", "zh-hant")


def test_with_a_receipt_the_link_is_shown_and_no_mail_is_sent(send, client):
    response = send(email="amina@example.org", receipt="on")
    page = client.get(response.url)
    assert page.context["address"].endswith(response.url)
    assert "Keep this code now" in page.content.decode()
    assert (sent().decision, sent().flags) == ("waiting", ["new_group", "no_email"])
    assert Contact.objects.get().sealed_email is None
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"title": "  "}, "title", "required"),  # B01
        ({"title": "\u200b\u3164"}, "title", "text.no_visible_text"),  # B02
        ({"title": "x" * 121}, "title", "text.too_long"),  # B03
        ({"venue": "Park\x00"}, "venue", "text.control_character"),  # B04
        ({"group_name": "Suva \u202estands"}, "group_name", "text.direction_control"),  # B05
        ({"title": "Z" + "\u0300" * 5}, "title", "text.combining_marks"),  # B07
        ({"description": "x" * 4001}, "description", "text.too_long"),  # B13
        ({"description": "https://a.org " * 4}, "description", "text.too_many_links"),  # B14
        ({"email": ""}, "email", "email.required"),  # B19
        ({"email": "a b@c.org"}, "email", "email.invalid"),  # B20
        ({"email": "a@b.org\r\nBcc: x@y.org"}, "email", "email.invalid"),  # B21
        ({"email": "a" * 65 + "@b.org"}, "email", "email.too_long"),  # B22
        ({"email": "a@[127.0.0.1]"}, "email", "email.domain"),  # B23
        ({"email": "a@b.org, c@d.org"}, "email", "email.one_address"),  # B24
        ({"email": "a@еxample.com"}, "email", "email.unusual_domain"),  # B25
        ({"public_link": "javascript:alert(1)"}, "public_link", "url.scheme"),  # B27
        ({"public_link": "https://example.com@evil.test/"}, "public_link", "url.userinfo"),  # B28
        ({"public_link": "http://0x7f.1"}, "public_link", "url.private_address"),  # B29
        ({"public_link": "https://exa mple.org"}, "public_link", "url.invalid"),  # B30
        ({"public_link": "https://example.org/" + "x" * 481}, "public_link", "url.too_long"),  # B31
        ({"local_end": "15:30"}, "local_end", "end.before_start"),  # B32
        ({"local_end": "18:05"}, "local_end", "end.too_short"),  # B33
        ({"local_date": "2021-05-31"}, "local_start", "start.past"),  # B33
        ({"local_date": "0001-01-01"}, "local_date", "date.out_of_range"),  # B34
        ({"local_date": "9999-12-31", "next_day": "on"}, "local_date", "date.out_of_range"),  # B34
        ({"timezone": "../../etc/passwd"}, "timezone", "tz.unknown"),  # B37
        ({"timezone": "America/New_York"}, "timezone", "tz.mismatch"),  # B38
        ({"local_date": "2027-02-30"}, "local_date", "date.format"),  # B39
        ({"local_date": ""}, "local_date", "date.format"),
        ({"local_start": "25:61"}, "local_start", "start.format"),  # B39
        ({"local_end": "late"}, "local_end", "end.format"),  # B39
        ({"local_start": ""}, "local_start", "start.required"),
        ({"local_start": "", "local_end": "20:00"}, "local_start", "start.required"),
        ({"unannounced": "on", "local_end": "20:00"}, "local_start", "start.required"),
        ({"latitude": "NaN", "longitude": "178"}, "point", "point.not_finite"),  # B41
        ({"latitude": "91", "longitude": "0"}, "point", "point.range"),  # B42
        ({"latitude": "114.17", "longitude": "22.3"}, "point", "point.swapped"),  # B43
        ({"latitude": "0", "longitude": "0"}, "point", "point.null_island"),  # B44
        ({"latitude": "٤٥", "longitude": "1_0"}, "point", "point.type"),  # B45
        ({"latitude": "52.5"}, "point", "point.type"),
        ({"pasted": "LINESTRING(0 0, 1 1)"}, "pasted", "point.geometry_type"),  # B46
        ({"pasted": "/vsicurl/http://evil.test/x.tif"}, "pasted", "point.unreadable"),  # B47
        ({"pasted": "https://maps.app.goo.gl/abc"}, "pasted", "point.unreadable"),
        ({"city": ""}, "city", "point.required"),
        ({"city": "Xqzzyx"}, "city", "city.unknown"),
        ({"city": "x" * 5000}, "city", "city.unknown"),
        ({"city": "Manchester"}, "city", "city.choose"),
        ({"city": "Manchester", "place": SUVA}, "city", "city.choose"),
        ({"kind": None}, "kind", "choice"),
        ({"kind": "party"}, "kind", "choice"),
        ({"kind": "online", "city": ""}, "timezone", "tz.required"),
        ({"precision": "street"}, "precision", "choice"),
        ({"languages": "Klingon"}, "languages", "languages.unknown"),
        ({"accessibility": ["stairs"]}, "accessibility", "choice"),
        ({"agreed": None}, "agreed", "required"),
        ({"fold": "7"}, "local_start", "fold.choice"),
    ],
)
def test_one_thing_to_fix_stands_beside_its_field(send, changes, field, code):
    assert faults(send(**changes)) == {field: [code]}
    assert not Submission.objects.exists()


def test_a_fault_is_told_twice_and_nothing_typed_is_lost(send):
    """A summary that leads to the field, the message beside it, 422 (TRUST.md error contract)."""
    response = send(local_start="17:00", local_end="15:30", group_name='"><script>alert(1)</script>', receipt="on")
    html = response.content.decode()
    assert '<div class="errors" role="alert"' in html
    assert "One thing to fix" in html
    assert '<a href="#id_local_end">End: The end is before the start. Enter a time after 17:00.</a>' in html
    end = re.search(r'<input[^>]*name="local_end"[^>]*>', html)[0]
    assert 'value="15:30"' in end
    assert 'aria-invalid="true"' in end
    assert 'aria-describedby="id_local_end_error"' in end
    assert 'id="id_local_end_error"' in html
    assert "<script>alert" not in html  # B09
    form = response.context["form"]
    for name in ("title", "kind", "city", "venue", "email", "precision"):
        assert form[name].value() == TYPED[name]
    assert form["receipt"].value() is True


def test_everything_that_is_wrong_is_told_at_once(client, may_31):
    response = client.post(PAGE, "", FORM)
    assert faults(response) == {
        "title": ["required"],
        "kind": ["choice"],
        "local_start": ["start.required"],
        "local_date": ["date.format"],
        "city": ["point.required"],
        "email": ["email.required"],
        "agreed": ["required"],
    }
    assert response.context["to_fix"] == {"what": 4, "where": 1, "who": 2}
    assert "7 things to fix" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", "五月三十一日遊行集會"),  # B08
        ("title", "مسيرة التضامن"),  # B08
        ("title", "✊✊🏽✊🏿"),  # B08
        ("title", "<script>alert(1)</script>"),  # B09
        ("title", "{{7*7}} {% include 'x' %} ${jndi:x}"),  # B10
        ("title", "=SUM(A1)"),  # B11
        ("description", "[x](javascript:alert(1)) <img src=//evil.test>"),  # B15, B16
    ],
)
def test_b08_to_b16_text_is_kept_as_it_was_typed(send, field, typed):
    assert send(**{field: typed}).status_code == 303
    assert getattr(sent(), field) == typed


def test_b06_a_title_of_two_lines_is_one_line(send):
    send(title="March\r\nfor the 47")
    assert sent().title == "March for the 47"


def test_b12_b53_what_a_moderator_should_look_at_is_flagged(send):
    send(title="March for Hоng Kong", city="", pasted="-50, -120")
    assert sent().flags == ["mixed_scripts", "at_sea", "new_group"]


def test_b18_bytes_that_are_no_text_are_refused(client, may_31):
    assert client.post(PAGE, "title=%ff%fe", FORM).status_code == 400
    assert client.post(PAGE, "title=%ed%a0%80", FORM).status_code == 400  # B17: half a character


def test_b57_more_than_64_kib_is_refused(client, may_31):
    """What was typed is there, to be shortened; of a flood nothing is read."""
    response = client.post(PAGE, "title=March&description=" + "x" * 64 * 1024, FORM)
    assert response.status_code == 413
    assert "64 KiB" in response.content.decode()
    assert response.context["form"]["title"].value() == "March"
    response = client.post(PAGE, "title=March&description=" + "x" * 1024 * 1024, FORM)
    assert response.status_code == 413
    assert "form" not in response.context


def test_b79_files_are_refused(client, may_31, tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x")
    with photo.open("rb") as file:
        assert client.post(PAGE, TYPED | {"photo": file}).status_code == 400


def test_b59_fields_that_are_not_ours_change_nothing(send):
    foreign = {"decision": "approved", "status": "confirmed", "verified": "1", "approved_by": "1", "id": "1"}
    send(**foreign, owner="1", created_at="2020-01-01", reveal_at="2020-01-01T00:00", public_point="POINT(0 0)")
    assert (sent().decision, sent().decided_by, sent().reveal_at) == ("unconfirmed", None, None)


def test_b25_an_unusual_domain_is_confirmed_with_a_tick(send):
    response = send(email="a@еxample.com")
    assert 'name="confirm" value="email.unusual_domain"' in response.content.decode()
    assert "xn--xample-2of.com" in response.content.decode()
    assert send(email="a@еxample.com", confirm="email.unusual_domain").status_code == 303


def test_b38_a_zone_that_is_not_the_places_is_kept_after_a_tick(send):
    response = send(timezone="America/New_York")
    assert 'name="confirm" value="tz.mismatch"' in response.content.decode()
    assert send(timezone="America/New_York", confirm="tz.mismatch").status_code == 303
    assert sent().timezone == "America/New_York"
    assert sent().flags == ["tz.mismatch", "new_group"]


def test_what_was_confirmed_stays_so_while_something_else_is_mended(send):
    response = send(timezone="America/New_York", confirm="tz.mismatch", title="")
    assert faults(response) == {"title": ["required"]}
    assert '<input type="hidden" name="confirm" value="tz.mismatch">' in response.content.decode()


@pytest.fixture
def clocks_go(sarchk):
    """The coming days on which Berlin changes its clocks: {"forward": "2027-03-28", "back": "2027-10-31"}."""
    year = clock.now().year + 1
    days = {name: date(year, month, 31) for name, month in (("forward", 3), ("back", 10))}
    sundays = {name: last - timedelta(days=(last.weekday() + 1) % 7) for name, last in days.items()}
    for name, sunday in sundays.items():
        campaigns.call_day(campaign=sarchk, slug=name, title=name, starts_on=sunday)
    return {name: sunday.isoformat() for name, sunday in sundays.items()}


def test_b35_a_time_that_does_not_exist_is_refused_with_the_reason(send, clocks_go):
    typed = {"local_date": clocks_go["forward"], "local_start": "02:30", "city": "Berlin, DE"}
    response = send("/sarchk/forward/submit/", **typed)
    assert faults(response) == {"local_start": ["start.nonexistent"]}
    assert "Clocks go forward then; 02:30 doesn&#x27;t exist." in response.content.decode()


def test_b36_a_time_that_comes_twice_is_asked_for(send, clocks_go):
    typed = {"local_date": clocks_go["back"], "local_start": "02:30", "city": "Berlin, DE"}
    response = send("/sarchk/back/submit/", **typed)
    assert faults(response) == {"local_start": ["start.ambiguous"]}
    assert "the first (CEST, UTC+2) or the second (CET, UTC+1)" in response.content.decode()
    assert '<input type="radio" name="fold" value="1"' in response.content.decode()
    assert send("/sarchk/back/submit/", **typed, fold="1").status_code == 303
    assert sent().fold == 1
    assert f"{sent().starts_at:%H:%M}" == "01:30"


def test_a_vigil_may_end_on_the_next_day(send, may_31):
    send(local_start="22:00", local_end="00:30", next_day="on")
    assert sent().local_end_date == may_31.starts_on + timedelta(days=1)


def test_the_start_may_not_be_announced_yet(send, may_31):
    """The prefilled start does not count then."""
    send(unannounced="on", local_start="18:00")
    assert (sent().local_date, sent().starts_at) == (may_31.starts_on, None)


@pytest.mark.parametrize("where", [{"city": "", "timezone": "Pacific/Fiji"}, {"city": "Suva"}])
def test_what_is_online_needs_no_place_but_a_zone(send, where):
    assert send(kind="online", **where).status_code == 303
    assert (sent().exact_point, sent().country, sent().timezone) == (None, "", "Pacific/Fiji")


def test_homonyms_are_listed_with_region_and_country_and_one_is_chosen(send):
    response = send(city="Manchester")
    choices = {str(label): value for value, label in response.context["form"]["place"].field.widget.choices}
    assert "Manchester, England, United Kingdom" in choices
    assert "Manchester, New Hampshire, United States of America" in choices
    chosen = choices["Manchester, New Hampshire, United States of America"]
    response = send(city="Manchester", place=chosen, title="")
    assert faults(response) == {"title": ["required"]}
    assert f'value="{chosen}" id="id_place_0" checked' in response.content.decode()
    assert "Manchester time (EDT)." in response.content.decode()
    assert send(city="Manchester", place=chosen).status_code == 303
    assert (sent().country, sent().timezone) == ("US", "America/New_York")


@pytest.mark.parametrize("city", ["東京", "Токио", "Tokio, Japan"])
def test_a_city_in_another_script_is_offered_by_its_main_name(send, city):
    response = send(city=city)
    (first, label), *_others = response.context["form"]["place"].field.widget.choices
    assert label == "Tokyo, Japan"
    assert send(city=city, place=first).status_code == 303
    assert sent().locality == "Tokyo"


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ({"pasted": "-18.1416, 178.4415"}, (178.4415, -18.1416)),
        ({"pasted": "https://www.openstreetmap.org/?mlat=-18.1416&mlon=178.4415#map=17/0/0"}, (178.4415, -18.1416)),
        ({"latitude": "-18.141612345", "longitude": "178.441512345"}, (178.44151, -18.14161)),  # B52
        ({"latitude": "-16.5", "longitude": "180", "timezone": "Pacific/Fiji"}, (-180.0, -16.5)),  # B48
        # The most exact counts.
        ({"pasted": "-18.1416, 178.4415", "latitude": "1", "longitude": "2", "city": "Suva"}, (178.4415, -18.1416)),
    ],
)
def test_an_exact_place_is_taken_as_it_is(send, typed, point):
    assert send(**{"city": "", **typed}).status_code == 303
    assert (sent().exact_point.coords, sent().accuracy) == (point, "exact")


def test_s6_a_city_far_from_the_pin_is_asked_about(send):
    """Else who changes the city and forgets the pin stays where they were."""
    typed = {"city": "Berlin, DE", "latitude": "-18.1416", "longitude": "178.4415"}
    response = send(**typed)
    assert faults(response) == {"city": ["city.far"]}
    assert 'name="confirm" value="city.far"' in response.content.decode()
    assert send(**typed, confirm="city.far").status_code == 303
    assert sent().country == "FJ"


def test_a_pin_set_by_hand_on_a_map_without_streets_is_as_good_as_the_city(send):
    send(latitude="-18.1", longitude="178.4", accuracy="city")
    assert sent().accuracy == "city"


def test_an_area_is_revealed_the_day_before_the_start(send):
    response = send(precision="area", title="")
    assert "Empty means 24 hours before the start." in response.content.decode()
    send(precision="area")
    assert sent().reveal_at == sent().starts_at - timedelta(hours=24)


def test_of_an_unannounced_start_the_local_day_counts(send):
    send(precision="area", unannounced="on")
    assert sent().reveal_at == sent().over_at - timedelta(hours=48)


def test_languages_are_named_in_words(send):
    send(languages="English, Deutsch； 繁體中文, fr, english", accessibility=["step_free", "seats"])
    assert sent().languages == ["en", "de", "zh-hant", "fr"]
    assert sent().accessibility == ["step_free", "seats"]


def test_b26_the_answer_is_the_same_whatever_becomes_of_the_mail(send, client):
    """Known, unknown, or over the cap of three a day (B76): same page, same status; the fourth mail is not written."""
    pages = []
    for _again in range(4):
        response = send()
        page = client.get(response.url)
        pages.append((response.status_code, page.status_code, page.content.replace(response.url.encode(), b"")))
    assert len(set(pages)) == 1
    assert Submission.objects.count() == 4
    assert OutboxMail.objects.count() == 3


def test_b73_the_same_form_twice_is_one_submission_and_one_answer(send, client, may_31):
    key = key_of(client.get(PAGE))
    answers = {send(_key=key).url for _twice in range(2)}
    assert len(answers) == 1
    assert Submission.objects.count() == OutboxMail.objects.count() == 1


def test_a_form_that_was_sent_and_then_changed_is_asked_about(send, client, may_31):
    key = key_of(client.get(PAGE))
    send(_key=key)
    response = send(_key=key, title="Another march")
    assert response.status_code == 409
    assert "This form was sent before." in response.content.decode()
    assert response.context["form"]["title"].value() == "Another march"
    assert send(_key=key_of(response), title="Another march").status_code == 303


def test_b75_a_filled_honeypot_gets_a_normal_answer_and_a_flag(send):
    assert send(website="https://spam.example").status_code == 303
    assert sent().flags == ["spam", "new_group"]


def test_b75_a_form_sent_within_two_seconds_is_likely_spam(client, may_31, time_machine):
    key = key_of(client.get(PAGE))
    time_machine.shift(timedelta(seconds=1))
    typed = urlencode(TYPED | {"local_date": may_31.starts_on, "key": key})
    assert client.post(PAGE, typed, FORM).status_code == 303
    assert sent().flags == ["spam", "new_group"]


def test_b75_mending_a_fault_quickly_is_not_spam(send, client, may_31):
    """The form that comes back has the key of the first, so the time counts from there."""
    response = send(title="")
    typed = urlencode(TYPED | {"local_date": may_31.starts_on, "key": key_of(response)})
    client.post(PAGE, typed, FORM)
    assert sent().flags == ["new_group"]


@pytest.mark.parametrize("key", ["", "made-up", "x:y:z", "\x00"])
def test_b70_a_form_without_our_key_comes_back_with_what_was_typed(send, key):
    response = send(_key=key or " ")
    assert response.status_code == 403
    assert "Nothing is lost" in response.content.decode()
    assert response.context["form"]["title"].value() == TYPED["title"]
    assert send(_key=key_of(response)).status_code == 303


def test_b70_an_old_form_comes_back_with_what_was_typed(send, client, may_31, time_machine):
    key = key_of(client.get(PAGE))
    time_machine.shift(timedelta(hours=24))
    response = send(_key=key)
    assert response.status_code == 403
    assert send(_key=key_of(response)).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
    ],
)
def test_b70_a_form_from_another_site_comes_back_with_what_was_typed(client, may_31, headers):
    key = key_of(client.get(PAGE))
    typed = urlencode(TYPED | {"local_date": may_31.starts_on, "key": key})
    response = client.post(PAGE, typed, FORM, headers=headers)
    assert response.status_code == 403
    assert response.context["form"]["venue"].value() == TYPED["venue"]
    assert not Submission.objects.exists()


def test_a_day_that_takes_no_more_says_so(client, sarchk, send):
    campaigns.call_day(
        campaign=sarchk, slug="closed", title="Closed", starts_on=clock.localdate(), submissions_open=False
    )
    response = client.get("/sarchk/closed/submit/")
    assert response.status_code == 200
    assert "Closed for new protests" in response.content.decode()
    assert client.post("/sarchk/closed/submit/", "title=x", FORM).status_code == 409


def test_the_answer_is_shown_in_every_language(client, may_31):
    for language in ("ar", "zh-hant"):
        path = f"/{language}{PAGE}"
        assert client.get(path).status_code == 200
        assert client.post(path, "", FORM).status_code == 422


def test_the_page_leads_back_to_the_day(client, may_31):
    assert reverse("day", args=["sarchk", "may-31"]) in client.get(PAGE).content.decode()
