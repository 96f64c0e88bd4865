"""GET /maps/tiles/{z}/{x}/{y}.png: pictures of the host's tile server through our own origin, and its faults (F15)."""

import threading
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site_settings
from django.core.cache import caches

from maps import rastertiles
from tests.maps import tileserver

SUVA = "12/4078/2257"
A_PAUSE = (403, 429, 503)


@pytest.fixture
def server():
    with tileserver.running() as server:
        yield server


@pytest.fixture
def asked(server):
    """What the tile server was asked, as (path, headers)."""
    return server[1]


@pytest.fixture
def tiles_of(server, settings, tmp_path, client, monkeypatch):
    """tiles_of("good") -> get(address="12/4078/2257") of a site whose tile server behaves so."""
    monkeypatch.setattr(rastertiles, "PATIENCE", 0.5)
    monkeypatch.setattr(rastertiles, "DEADLINE", 0.8)
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {**site_settings.CACHES, "tiles": {"BACKEND": backend, "LOCATION": tmp_path / "tiles"}}

    def of(manner):
        settings.TILE_URL = f"{server[0]}/{manner}/{{z}}/{{x}}/{{y}}.png?key=hosts-own"
        settings.TILE_ATTRIBUTION = "© OpenStreetMap contributors"
        return lambda address=SUVA, **headers: client.get(f"/maps/tiles/{address}.png", **headers)

    return of


def test_a_tile_comes_through_and_is_asked_for_once(tiles_of, asked):
    get = tiles_of("good")
    first, second = get(), get()
    assert (first.status_code, first["Content-Type"], first.content) == (200, "image/png", tileserver.png())
    assert second.content == first.content
    assert [path for path, _headers in asked] == [f"/good/{SUVA}.png?key=hosts-own"]


def test_S06_it_is_about_nobody_and_may_be_cached(tiles_of):
    response = tiles_of("cookie")()
    assert response["Cache-Control"] == "public, max-age=86400, stale-if-error=3600"
    assert not response.cookies
    assert "X-Odd" not in response
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_V6_nothing_of_the_visitor_goes_along(tiles_of, asked, server):
    """The server learns which software asks, and for whom; tile servers turn away who hides that."""
    tiles_of("good")(
        HTTP_USER_AGENT="Amina's phone",
        HTTP_ACCEPT_LANGUAGE="fj",
        HTTP_REFERER="http://localhost/p/secret/",
        HTTP_COOKIE="sid=secret-of-thirty-two-characters1",
        HTTP_X_FORWARDED_FOR="192.0.2.1",
        REMOTE_ADDR="192.0.2.1",
    )
    assert asked[0][1] == {
        "Host": urlsplit(server[0]).netloc,
        "User-Agent": f"Standpoint (+{site_settings.SITE_URL})",
        "Accept": "image/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


@pytest.mark.parametrize(
    "address", ["8/0/0", "19/0/0", "12/4096/0", "12/0/4096", "12/-1/0", "12/1.5/0", "9" * 5000 + "/0/0"]
)
def test_only_tiles_that_a_map_asks_for(tiles_of, asked, address):
    assert tiles_of("good")(address).status_code == 404
    assert asked == []


@pytest.mark.parametrize(
    "manner", ["page", "disguised", "drawing", "huge", "endless", "500", "204", "301", "302", "307"]
)
def test_what_is_no_picture_of_a_sensible_size_is_not_passed_on(tiles_of, asked, manner):
    get = tiles_of(manner)
    response = get()
    assert (response.status_code, response.content) == (502, b"")
    assert response["Cache-Control"] == "no-store, private"
    assert get().status_code == 502
    assert len(asked) == 1, "neither followed elsewhere nor asked again at once"
    assert get("12/0/0").status_code == 502
    assert len(asked) == 2, "another tile may be better"


@pytest.mark.parametrize("manner", ["slow", "drip", "gone", "cut"])
def test_F15_a_silent_server_holds_nobody_up_twice(tiles_of, asked, manner):
    get = tiles_of(manner)
    start = time.monotonic()
    assert get().status_code == 504
    assert time.monotonic() - start < 1.5
    assert get("12/0/0").status_code == 503
    assert len(asked) == 1


def test_F15_no_server_at_all(tiles_of, settings):
    get = tiles_of("good")
    settings.TILE_URL = "http://127.0.0.1:9/{z}/{x}/{y}.png"
    assert [get().status_code, get().status_code] == [504, 503]


@pytest.mark.parametrize("status", A_PAUSE)
def test_a_server_that_says_stop_is_left_alone(tiles_of, asked, status):
    get = tiles_of(str(status))
    assert [get().status_code, get("12/0/0").status_code] == [503, 503]
    assert len(asked) == 1
    caches["tiles"].delete(rastertiles.PAUSED)
    assert get().status_code == 503
    assert len(asked) == 2


def test_a_tile_that_is_not_there_is_remembered(tiles_of, asked):
    get = tiles_of("404")
    assert [get().status_code, get().status_code] == [404, 404]
    assert len(asked) == 1


def test_few_threads_wait_for_the_tile_server(tiles_of, asked, monkeypatch):
    """F15: with four threads in a process, two are always left for pages."""
    tiles_of("slow")
    monkeypatch.setattr(rastertiles, "TURN", 0.05)
    answers = []
    threads = [threading.Thread(target=lambda x=x: answers.append(rastertiles.tile(12, x, 0).status)) for x in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [503, 503, 504, 504]
    assert len(asked) == 2


def test_the_hosts_key_is_in_no_log(tiles_of, caplog):
    for manner in ("slow", "500", "page", "429"):
        tiles_of(manner)()
        caches["tiles"].clear()
    assert [record.getMessage() for record in caplog.records if record.name == "maps.rastertiles"] == [
        "The tile server does not answer: TimeoutError",
        "The tile server answers 500.",
        "The tile server sends text/html, 25 bytes or more, where a tile should be.",
        "The tile server answers 429.",
    ]


def test_another_server_does_not_inherit_the_tiles(tiles_of, asked):
    tiles_of("good")()
    assert tiles_of("404")().status_code == 404
    assert len(asked) == 2


def test_without_a_server_there_is_nothing(client):
    assert client.get(f"/maps/tiles/{SUVA}.png").status_code == 404
