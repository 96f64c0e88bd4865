"""The readable API: everything that is public, for programs, without a key (A1)."""

import pytest
from django.core.cache import cache

from protests.api import pages
from protests.models import Protest
from tests.programs import geojson_faults

LISTS = ["/api/v1/campaigns/", "/api/v1/days/", "/api/v1/protests/"]
ONES = ["/api/v1/campaigns/sarchk/", "/api/v1/days/sarchk/may-31/"]


def get(client, path, status=200, **kwargs):
    response = client.get(path, **kwargs)
    assert response.status_code == status, response.content
    return response.json()


def codes(answer) -> list[str]:
    return [one["code"] for one in answer["results"]]


def test_campaigns_and_days(client, may_31):
    campaign = {
        "slug": "sarchk",
        "name": "Solidarity",
        "about": "",
        "demands": "",
        "accent": "#FFD400",
        "url": "http://127.0.0.1:8000/sarchk/",
    }
    day = {
        "campaign": "sarchk",
        "slug": "may-31",
        "key": "sarchk/may-31",
        "title": "Free the Hong Kong 47",
        "tagline": "",
        "about": "",
        "starts_on": may_31.starts_on.isoformat(),
        "ends_on": may_31.starts_on.isoformat(),
        "usual_start": "18:00",
        "demands": "",
        "usual_end": None,
        "submissions_open": True,
        "opens_at": None,
        "closes_at": None,
        "is_archive": False,
        "banner": None,
        "banner_is_urgent": False,
        "is_sample": False,
        "url": "http://127.0.0.1:8000/sarchk/may-31/",
    }
    assert get(client, "/api/v1/campaigns/") == {"next": None, "previous": None, "results": [campaign]}
    assert get(client, "/api/v1/campaigns/sarchk/") == campaign
    assert get(client, "/api/v1/days/") == {"next": None, "previous": None, "results": [day]}
    assert get(client, "/api/v1/days/sarchk/may-31/") == day | {"turnout": None, "earlier": []}


def test_a_protest_in_full(client, publish):
    """A6, A7: local time, zone and UTC; precision and accuracy. The list and the single one say the same."""
    protest = publish(languages=["en"], accessible=True, public_link="https://suva.example/march")
    one = get(client, f"/api/v1/protests/{protest.code}/")
    assert one == get(client, "/api/v1/protests/")["results"][0] == get(client, f"/p/{protest.code}.json")
    date = protest.local_date.isoformat()
    now = f"{protest.revised_at:%Y-%m-%dT%H:%M:%SZ}"
    assert one == {
        "code": protest.code,
        "url": f"http://127.0.0.1:8000/p/{protest.code}/",
        "day": "sarchk/may-31",
        "title": "March for the 47",
        "kind": "march",
        "description": "Bring a sign.",
        "bring": "",
        "status": "confirmed",
        "going_ahead": False,
        "is_moved": False,
        "status_reason": "",
        "instead": None,
        "starts_at": f"{date}T06:00:00Z",
        "ends_at": f"{date}T08:00:00Z",
        "local_date": date,
        "local_start": "18:00",
        "local_end": "20:00",
        "local_end_date": date,
        "timezone": "Pacific/Fiji",
        "latitude": -18.1416,
        "longitude": 178.4415,
        "precision": "exact",
        "accuracy": "exact",
        "reveal_at": None,
        "venue": "Harbour park, by the fountain",
        "address": "Stinson Parade 1",
        "locality": "Suva",
        "region": "Central",
        "country": "FJ",
        "group": "Suva stands",
        "checked": True,
        "public_link": "https://suva.example/march",
        "languages": ["en"],
        "accessibility": ["step_free"],
        "is_sample": False,
        "source": "",
        "uid": protest.uid,
        "sequence": 0,
        "created_at": now,
        "updated_at": now,
        "checked_at": now,
        "turnout": None,
    }  # fmt: skip


def test_protests_by_query_day_and_campaign(client, publish):
    suva, berlin = publish(), publish(latitude=52.5244, longitude=13.4105)
    both = sorted([suva.code, berlin.code])
    path = "/api/v1/protests/"
    assert codes(get(client, path)) == both
    assert codes(get(client, path + "?day=sarchk/may-31")) == both
    assert codes(get(client, path + "?campaign=sarchk&country=DE")) == [berlin.code]
    assert codes(get(client, path + "?bbox=170,-30,-170,10&day=sarchk/may-31")) == [suva.code]


def test_protests_as_geojson(client, publish):
    """A2."""
    protest = publish()
    response = client.get("/api/v1/protests/?format=geojson")
    assert response.headers["Content-Type"] == "application/geo+json"
    assert geojson_faults(response.content) == []
    answer = response.json()
    assert [feature["id"] for feature in answer["features"]] == [protest.code]
    assert (answer["next"], answer["previous"]) == (None, None)


def walk(client, path, link="next"):
    """Every page from here on: [[codes], ...]."""
    while path:
        answer = get(client, path)
        yield codes(answer)
        path = answer[link] and answer[link].removeprefix("http://127.0.0.1:8000")


def test_pages_are_stable_while_the_list_changes(client, publish, monkeypatch):
    """A9: what is edited, cancelled or hidden between two pages is neither skipped nor told twice."""
    monkeypatch.setattr(pages, "SIZE", 2)
    everything = sorted(publish().code for _each in range(5))
    assert list(walk(client, "/api/v1/protests/")) == [everything[:2], everything[2:4], everything[4:]]
    first = get(client, "/api/v1/protests/?country=FJ")
    Protest.objects.filter(code=everything[1]).update(local_date="2020-01-01", title="Earlier")
    Protest.objects.filter(code=everything[0]).update(visibility="hidden")
    cache.clear()
    rest = list(walk(client, first["next"]))
    assert [codes(first), *rest] == [everything[:2], everything[2:4], everything[4:]]
    last = get(client, f"/api/v1/protests/?country=FJ&cursor=after-{everything[3]}")
    back = list(walk(client, last["previous"], "previous"))
    assert [codes(last), *back] == [everything[4:], everything[2:4], everything[1:2]]
    assert "country=FJ" in first["next"]


@pytest.mark.parametrize("path", LISTS + ONES)
def test_it_is_open_cacheable_and_answers_304(client, publish, path):
    publish()
    response = client.get(path, headers={"accept-encoding": "gzip"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "public, max-age=30, stale-if-error=3600"
    assert not response.cookies
    again = client.get(path, headers={"accept-encoding": "gzip", "if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", LISTS + ONES)
def test_a_kept_body_costs_one_query(client, publish, path, django_assert_num_queries):
    publish()
    client.get(path)
    with django_assert_num_queries(1):
        client.get(path)


@pytest.mark.parametrize("accept", ["text/html", "application/geo+json", "image/png", "*/*;q=0.1", "rubbish"])
def test_whoever_asks_gets_json(client, may_31, accept):
    assert client.get("/api/v1/days/", headers={"accept": accept}).headers["Content-Type"] == "application/json"


def test_places_are_found_in_any_script_with_their_numbers(client, db):
    answer = get(client, "/api/v1/places/?q=台北")
    assert answer["results"][0] == {
        "id": 1668341,
        "name": "Taipei",
        "region": "Taiwan",
        "country": "TW",
        "timezone": "Asia/Taipei",
        "latitude": 25.05306,
        "longitude": 121.52639,
        "population": 7871900,
        "label": "Taipei, Taiwan",
    }


REFUSED = [
    ("protests/?bbox=1,2,3", "bbox", "bbox.invalid"),  # B50
    ("protests/?near=1,2&within=1e9", "within", "within.range"),  # B51
    ("protests/?page=-1", "page", "unknown_parameter"),  # B61
    ("protests/?limit=1e9", "limit", "unknown_parameter"),
    ("protests/?cursor=99999999999999999999", "cursor", "cursor.invalid"),
    ("protests/?cursor=after-%00", "cursor", "cursor.invalid"),
    ("protests/?ordering=contact__email", "ordering", "unknown_parameter"),  # B62
    ("protests/?contact__email__startswith=a", "contact__email__startswith", "unknown_parameter"),
    ("protests/?_connector=OR", "_connector", "unknown_parameter"),
    ("protests/?format=<script>", "format", "format.unknown"),  # B63
    ("protests/?format=api", "format", "format.unknown"),
    ("days/?format=api", "format", "unknown_parameter"),
    ("protests/?callback=x", "callback", "unknown_parameter"),
    ("protests/?q=" + "a" * 50_000, "query", "query.too_long"),  # B64
    ("protests/?day=sarchk/june", "day", "day.unknown"),
    ("protests/?day=sarchk", "day", "day.format"),
    ("protests/?day=%00/%00", "day", "day.format"),
    ("protests/?day=sarchk/may-31&campaign=other", "day", "day.unknown"),
    ("protests/?campaign=%00", "campaign", "campaign.format"),
    ("protests/?campaign=nobody", "campaign", "campaign.unknown"),
    ("protests/?day=sarchk/may-31&day=sarchk/may-31", "day", "repeated"),
    ("campaigns/?country=DE", "country", "unknown_parameter"),
    ("places/", "q", "q.length"),
    ("places/?q=" + "a" * 101, "q", "q.length"),
]


@pytest.mark.parametrize(("path", "field", "code"), REFUSED, ids=[path[:40] for path, _field, _code in REFUSED])
def test_a_bad_query_is_a_400_that_names_it(client, may_31, path, field, code):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store, private"
    answer = response.json()
    assert [(error["field"], error["code"]) for error in answer["errors"]] == [(field, code)]
    assert answer["errors"][0]["message"]
    assert (answer["type"], answer["title"], answer["status"]) == ("about:blank", "Bad Request", 400)


def test_what_is_private_does_not_exist(client, publish):
    hidden = publish()
    Protest.objects.update(visibility="hidden")
    assert get(client, "/api/v1/days/sarchk/june/", 404) == get(client, "/api/v1/campaigns/nobody/", 404)
    for path in (
        f"protests/{hidden.code}/",
        "protests/ZZZZ9999/",
        "protests/%00/",
        "days/sarchk/june/",
        "campaigns/x/",
    ):
        response = client.get(f"/api/v1/{path}")
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
        assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/api/v1/nothing/", "/api/v1/", "/api/", "/api/v2/days/", "/api/v1/p/%c0%ae/"])
def test_every_address_below_answers_in_json(client, db, path):
    answer = get(client, path, 404)
    assert (answer["status"], answer["code"], answer["errors"]) == (404, "not_found", [])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_reading_is_all_that_can_be_done(client, publish, method):
    """B60."""
    protest = publish()
    for path in (*LISTS, *ONES, f"/api/v1/protests/{protest.code}/", "/api/v1/places/"):
        response = getattr(client, method)(path, content_type="application/json")
        assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
        assert response.headers["Content-Type"] == "application/problem+json"
