"""The shortest way out says the same as the long one, for as long as that says it (SPEED.md 7)."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone as clock

from protests import shortcut
from protests.actions import changes

FILE = "/sarchk/may-31/protests.geojson"
ALIKE = [FILE, "/sarchk/may-31/calendar.ics", "/ar/sarchk/may-31/", "/sarchk/protests.csv?country=FJ"]


@pytest.fixture
def still(time_machine):
    """No second passes."""
    time_machine.move_to(clock.now(), tick=False)


@pytest.fixture
def get(client):
    """get(path) -> the answer to a program that unpacks gzip."""
    return lambda path=FILE, **headers: client.get(path, headers={"accept-encoding": "gzip"} | headers)


def told(response):
    """The parts of a policy come in any order."""
    headers = {name: sorted(value.split("; ")) for name, value in response.items()}
    if response.status_code == 304:
        headers.pop("Content-Length", None)  # of a body that is not sent, it says nothing
    return response.status_code, headers, response.content


@pytest.mark.parametrize("path", ALIKE)
def test_it_says_the_same_for_one_small_query(still, publish, get, path, django_assert_num_queries):
    publish()
    long = get(path)
    with django_assert_num_queries(1):
        short = get(path)
    assert told(short) == told(long)
    assert long.status_code == 200


@pytest.mark.parametrize("path", ALIKE)
@pytest.mark.parametrize("asked", ["if-none-match", "if-modified-since"])
def test_who_has_it_already_hears_so(still, publish, get, path, asked, django_assert_num_queries):
    publish()
    whole = get(path)
    held = {asked: whole.headers["ETag" if asked == "if-none-match" else "Last-Modified"]}
    with django_assert_num_queries(1):
        short = get(path, **held)
    caches["answers"].clear()
    assert told(short) == told(get(path, **held))
    assert (short.status_code, short.content) == (304, b"")


def test_what_is_cancelled_is_cancelled_at_once(publish, get):
    protest = publish()
    assert b"cancelled" not in get(**{"accept-encoding": "identity"}).content
    changes.cancel(code=protest.code)
    assert b"cancelled" in get(**{"accept-encoding": "identity"}).content


def test_what_the_clock_reveals_is_revealed_on_time(publish, get, may_31, time_machine):
    """Nobody acts at that moment; and no cache may be told to keep for longer what ends sooner."""
    reveal = f"{may_31.starts_on - timedelta(days=1)}T18:00"
    protest = publish(precision="city", reveal_at=reveal)
    for before in (timedelta(seconds=45), timedelta(seconds=15)):
        time_machine.move_to(protest.reveal_at - before)
        for _again in range(2):
            answer = get(**{"accept-encoding": "identity"})
            assert b"Harbour park" not in answer.content
            assert int(re.search(r"max-age=(\d+)", answer.headers["Cache-Control"])[1]) <= before.seconds
    time_machine.move_to(protest.reveal_at)
    assert b"Harbour park" in get(**{"accept-encoding": "identity"}).content


def test_a_day_that_is_gone_is_gone(may_31, get):
    assert get().status_code == 200
    may_31.delete()
    assert get().status_code == 404


def test_queries_codings_and_hosts_are_apart(publish, get, settings):
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    publish()
    seen = {get(f"{FILE}?country={code}", host="a.example").headers["ETag"] for code in ("FJ", "DE")}
    seen.add(get(f"{FILE}?country=FJ", host="a.example", **{"accept-encoding": "br"}).headers["ETag"])
    assert len(seen) == 3
    assert get(f"{FILE}?country=FJ", host="c.example").status_code == 400


@pytest.mark.parametrize("path", ["/moderate/", "/sarchk/may-31/submit/", "/about/", "/sarchk/may-31/nothing.ics"])
def test_nothing_else_goes_this_way(may_31, get, path, monkeypatch):
    monkeypatch.setattr(shortcut, "_again", pytest.fail)
    for _again in range(2):
        get(path)


def test_of_what_is_long_only_the_304_is_short(publish, get, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(shortcut, "LONGEST", 100)
    publish()
    first = get()
    assert told(get()) == told(first)
    with django_assert_num_queries(1):
        assert get(**{"if-none-match": first.headers["ETag"]}).status_code == 304


def test_head_and_post_go_the_long_way(publish, get, client):
    publish()
    get()
    assert client.head(FILE).content == b""
    assert client.post(FILE).status_code == 405
