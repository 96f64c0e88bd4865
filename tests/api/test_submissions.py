"""`POST /api/v1/submissions/`: Amina's app sends a protest in, and everything that can be wrong with what it sends."""

import json
import re

import pytest
from django.core.cache import cache
from django.db import connection

from protests import public
from protests.actions import submissions
from protests.enums import Decision
from protests.models import Submission

PATH = "/api/v1/submissions/"


@pytest.fixture
def body(raw):
    return raw | {"day": "sarchk/may-31"}


@pytest.fixture
def post(client):
    def post(body, content_type="application/json", **headers):
        content = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return client.post(PATH, content, content_type=content_type, headers=headers)

    return post


def refused(response, status) -> list[tuple[str, str]]:
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert Submission.objects.count() == 0
    answer = response.json()
    assert answer["status"] == status
    return [(error["field"], error["code"]) for error in answer["errors"]]


def test_a_submission_is_taken_in_and_nothing_is_public(client, post, body):
    response = post(body)
    assert response.status_code == 201
    answer = response.json()
    sent = Submission.objects.get()
    assert sorted(answer) == ["id", "state", "status_url"]
    assert (answer["id"], answer["state"]) == (str(sent.pk), "unconfirmed")
    assert client.get(answer["status_url"]).status_code == 200
    assert response.headers["Cache-Control"] == "no-store, private"
    assert public.protests() == []


def test_with_a_receipt_the_manage_link_is_in_the_answer(client, post, body):
    del body["email"]
    answer = post(body | {"receipt": True}).json()
    assert answer["state"] == "waiting"
    assert client.get(answer["manage_url"]).status_code == 200


def test_confirmed_and_approved_it_is_in_the_api(client, post, body, bo):
    post(body)
    sent = Submission.objects.get()
    Submission.objects.update(decision=Decision.WAITING)
    protest = submissions.approve(submission_id=sent.pk, by=bo)
    cache.clear()
    assert [one["code"] for one in client.get("/api/v1/protests/").json()["results"]] == [protest.code]


def test_mails_are_in_the_first_language_that_the_site_speaks(post, body):
    post(body | {"languages": ["fr", "ar", "en"]})
    assert Submission.objects.get().language == "ar"


def test_everything_wrong_is_told_at_once(post, body):
    response = post(body | {"title": "", "kind": "riot", "day": "may-31", "email": "a@b", "latitude": 91})
    assert sorted(refused(response, 422)) == [
        ("day", "day.format"),
        ("email", "email.invalid"),
        ("kind", "choice"),
        ("latitude", "point.range"),
        ("title", "required"),
    ]


PRIVILEGED = [
    "status",
    "verified",
    "approved_by",
    "public_point",
    "id",
    "owner",
    "created_at",
    "visibility",
    "decision",
]


@pytest.mark.parametrize("field", PRIVILEGED)
def test_fields_that_are_not_asked_for_are_refused(post, body, field):
    """B59: and never applied."""
    assert refused(post(body | {field: "confirmed"}), 422) == [(field, "unknown_field")]


def test_the_name_of_an_unknown_field_is_told_cut(post, body):
    assert refused(post(body | {"x" * 500: 1}), 422) == [("x" * 40, "unknown_field")]


POINTS = [
    (91, 0, "point.range"),  # B42
    (0, 181, "point.range"),
    (999, 999, "point.range"),
    (114.17, 22.3, "point.swapped"),  # B43
    (0, 0, "point.null_island"),  # B44
    (True, 1, "point.type"),  # B45
    ("٤٥", 1, "point.type"),
    ("1_0", 1, "point.type"),
    ([1], 1, "point.type"),
    ({}, 1, "point.type"),
    ("NaN", 1, "point.not_finite"),  # B41
    ("Infinity", 1, "point.not_finite"),
    ("1e400", 1, "point.not_finite"),
    ("POINT EMPTY", 1, "point.type"),  # B46
    ({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, 1, "point.type"),
    ({"driver": "GTiff", "name": "x.tif"}, 1, "point.type"),  # B47
    ("/vsicurl/http://127.0.0.1/x.tif", 1, "point.type"),
]


@pytest.mark.parametrize(("latitude", "longitude", "code"), POINTS)
def test_bad_points(post, body, latitude, longitude, code):
    assert refused(post(body | {"latitude": latitude, "longitude": longitude}), 422) == [("latitude", code)]


@pytest.mark.parametrize(
    ("latitude", "longitude", "stored"),
    [
        (90, 0, (0, 90)),  # B48
        (-90, 10, (10, -90)),
        (-16.5, 180, (-180, -16.5)),
        (-18.141600000000001, 178.441500000000002, (178.4415, -18.1416)),  # B52
    ],
)
def test_good_points_at_the_edges_of_the_world(post, body, latitude, longitude, stored):
    sent = body | {"latitude": latitude, "longitude": longitude, "timezone": "Pacific/Fiji", "confirm": ["tz.mismatch"]}
    assert post(sent).status_code == 201
    assert Submission.objects.get().exact_point.coords == stored


def test_a_doubt_can_be_insisted_on(post, body):
    """B38."""
    doubtful = body | {"timezone": "America/New_York"}
    response = post(doubtful)
    assert refused(response, 422) == [("timezone", "tz.mismatch")]
    assert response.json()["errors"][0]["may_confirm"] is True
    assert post(doubtful | {"confirm": ["tz.mismatch"]}).status_code == 201


@pytest.mark.parametrize("day", ["sarchk/june", "nobody/may-31"])
def test_a_day_that_takes_nothing(post, body, day):
    assert refused(post(body | {"day": day}), 422) == [("day", "day.closed")]


@pytest.mark.parametrize("day", [None, "", "may-31", "../../x", ["sarchk/may-31"], "sarchk/may-31/x", "a" * 500])
def test_a_day_that_is_none(post, body, day):
    assert refused(post(body | {"day": day}), 422) == [("day", "day.format")]


MALFORMED = [
    (b"[" * 100_000, 413, "body.too_large"),
    (b"[" * 60_000, 400, "json.too_deep"),  # B54
    (b'{"a":' * 21 + b"1" + b"}" * 21, 400, "json.too_deep"),
    (b'{"title": "' + b'\\"' * 32_000, 400, "json.invalid"),
    (b'{"latitude": ' + b"1" * 5_000 + b"}", 400, "json.number"),  # B55
    (b'{"latitude": 1e999}', 400, "point.not_finite"),
    (b'{"latitude": NaN}', 400, "point.not_finite"),  # B41
    (b'{"latitude": -Infinity}', 400, "point.not_finite"),
    (b'{"title": "a", "title": "b"}', 400, "json.duplicate_key"),  # B56
    (b'{"title": "\xff\xfe"}', 400, "body.encoding"),  # B18
    (b'{"title": "a"', 400, "json.invalid"),
    (b"", 400, "json.invalid"),
    (b"null", 400, "json.not_an_object"),
    (b"[1]", 400, "json.not_an_object"),
    (b"\xef\xbb\xbf{}", 400, "json.invalid"),
    (b'{"title": "' + b"a" * 66_560 + b'"}', 413, "body.too_large"),  # B57, B13
]


@pytest.mark.parametrize(("content", "status", "code"), MALFORMED, ids=[str(content[:24]) for content, *_ in MALFORMED])
def test_json_that_is_not_taken(post, db, content, status, code):
    response = post(content)
    refused(response, status)
    assert response.json()["code"] == code


def test_nesting_in_a_text_is_no_nesting(post, body):
    assert post(body | {"description": "[" * 100 + '\\"{'}).status_code == 201


@pytest.mark.parametrize("content", [rb'{"title": "\ud800"}', rb'{"\udfff": 1}', rb'{"languages": ["\ud83d"]}'])
def test_half_a_character(post, db, content):
    """B17."""
    assert refused(post(content), 422) == [("body", "text.encoding")]


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"],
)
def test_other_media_types_are_not_read(post, db, content_type):
    """B58."""
    response = post(b"<!DOCTYPE lolz>" * 10, content_type=content_type)
    refused(response, 415)
    assert response.json()["code"] == "unsupported_media_type"


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "options"])
def test_only_post(client, db, method):
    """B60."""
    refused(getattr(client, method)(PATH, content_type="application/json"), 405)


def test_a_retry_with_the_same_key_is_the_same_submission(post, body):
    """B73, F01: the same values, however written."""
    first = post(body, idempotency_key="k-1")
    again = post(json.dumps(dict(reversed(body.items())), indent=2), idempotency_key="k-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Submission.objects.count() == 1
    assert post(body, idempotency_key="k-2").json()["id"] != first.json()["id"]


def test_a_key_with_another_body_is_refused(post, body):
    """DECISIONS, "API details"."""
    post(body, idempotency_key="k-1")
    response = post(body | {"title": "Another march"}, idempotency_key="k-1")
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key.reused")
    assert Submission.objects.count() == 1


def test_a_key_whose_first_request_is_under_way(post, body):
    """DECISIONS, "API details": told so, instead of kept waiting."""
    elsewhere = connection.copy()
    with elsewhere.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended('api:k-1', 0))")
        response = post(body, idempotency_key="k-1")
        assert refused(response, 409) == [("Idempotency-Key", "idempotency_key.in_flight")]
        assert response.headers["Retry-After"] == "1"
        assert post(body, idempotency_key="k-2").status_code == 201
    elsewhere.close()
    assert post(body, idempotency_key="k-1").status_code == 201


@pytest.mark.parametrize("key", ["", "a b", "ü", "x" * 65])
def test_a_key_that_is_none(post, body, key):
    assert refused(post(body, idempotency_key=key), 400) == [("Idempotency-Key", "idempotency_key.format")]


def test_input_is_never_echoed(post, body):
    response = post(body | {"title": "secret-" * 100, "kind": "secret", "timezone": "secret", "email": "secret"})
    assert response.status_code == 422
    assert b"secret" not in response.content


def test_b74_a_listed_one_like_it_is_named_and_may_be_confirmed(post, body, publish):
    listed = publish()
    response = post(body)
    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert (error["field"], error["code"]) == ("latitude", "duplicate")
    assert f"/p/{listed.code}/" in error["message"]
    assert post(body | {"confirm": ["duplicate"]}).status_code == 201
    assert Submission.objects.latest("created_at").flags == ["duplicate"]


def test_b73_a_retry_is_not_compared_with_what_became_of_it(post, body, bo):
    retry = {"Idempotency-Key": "first"}
    first = post(body, **retry).json()
    Submission.objects.update(decision=Decision.WAITING)
    submissions.approve(submission_id=first["id"], by=bo)
    assert post(body, **retry).status_code == 201


def test_the_phone_is_taken_and_sealed(post, body):
    assert refused(post(body | {"phone": "5" * 61}), 422) == [("phone", "text.too_long")]
    assert post(body | {"phone": "+679 555 0100"}).status_code == 201
    assert b"555" not in bytes(Submission.objects.get().contact.sealed_phone)


def test_b59_a_place_is_never_revealed_in_the_past(post, body):
    past = body | {"precision": "area", "reveal_at": "2020-01-01T00:00"}
    assert refused(post(past), 422) == [("reveal_at", "reveal.past")]


def test_how_many_more_may_come_is_told(post, body):
    """A9: for programs, in the headers of the IETF draft; who has none left hears when to come again."""
    first = post(body)
    assert first.headers["RateLimit-Policy"] == '"submissions";q=30;w=3600'
    left, seconds = re.fullmatch(r'"submissions";r=(\d+);t=(\d+)', first.headers["RateLimit"]).groups()
    assert (int(left), 3500 < int(seconds) <= 3600) == (29, True)
    for number in range(29):
        assert post(body | {"title": f"March {number}", "confirm": ["duplicate"]}).status_code == 201
    refused = post(body | {"title": "One more"})
    assert refused.status_code == 429
    assert refused.headers["RateLimit"].startswith('"submissions";r=0;t=')
    assert int(refused.headers["Retry-After"]) > 3500
