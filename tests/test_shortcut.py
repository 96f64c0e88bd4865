"""The shortest way out says the same as the long one, for as long as that says it (SPEED.md 7)."""

import re
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.utils import timezone as clock

from protests import shortcut
from protests.actions import changes

FILE = "/sarchk/may-31/protests.geojson"
ALIKE = [FILE, "/sarchk/may-31/calendar.ics", "/ar/sarchk/may-31/", "/sarchk/protests.csv?country=FJ"]


class Answer(NamedTuple):
    """As it left for the server."""

    status_code: int
    headers: dict[str, str]
    content: bytes


class Asked:
    """Asks a WSGI application, for a program that unpacks gzip."""

    def __init__(self, application, requests):
        self.application, self.requests = application, requests

    def __call__(self, path=FILE, method="GET", **headers):
        headers = {"accept-encoding": "gzip"} | headers
        environ = self.requests.generic(method, path, headers=headers).environ
        told = []
        content = b"".join(self.application(environ, lambda *said: told.append(said)))
        [(status, items)] = told
        cache.clear()  # the long way would have to build it again
        return Answer(int(status[:3]), dict(items), content)


@pytest.fixture
def still(time_machine):
    """No second passes."""
    time_machine.move_to(clock.now(), tick=False)


@pytest.fixture(autouse=True)
def one_connection(db, monkeypatch):
    """That of the test, which the end of a request must not close."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


@pytest.fixture
def long_way(rf):
    return Asked(WSGIHandler(), rf)


@pytest.fixture
def get(rf, monkeypatch):
    """get(path) -> the answer of a process that asks for the version each time."""
    monkeypatch.setattr(shortcut, "FRESH", 0.0)
    return Asked(shortcut.shortcut(WSGIHandler()), rf)


def told(answer):
    """The parts of a policy come in any order."""
    headers = {name: sorted(value.split("; ")) for name, value in answer.headers.items()}
    if answer.status_code == 304:
        headers.pop("Content-Length", None)  # of a body that is not sent, it says nothing
    return answer.status_code, headers, answer.content


@pytest.mark.parametrize("path", ALIKE)
def test_it_says_the_same_for_one_small_query(still, publish, get, path, django_assert_num_queries):
    publish()
    long = get(path)
    with django_assert_num_queries(1):
        short = get(path)
    assert told(short) == told(long)
    assert long.status_code == 200


def test_for_a_quarter_of_a_second_for_none(publish, get, monkeypatch, django_assert_num_queries):
    publish()
    long = get()
    monkeypatch.setattr(shortcut, "FRESH", 60.0)
    get()
    with django_assert_num_queries(0):
        assert get().content == long.content


@pytest.mark.parametrize("path", ALIKE)
@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("if-none-match", "{ETag}"),
        ("if-none-match", 'W/{ETag}, "other"'),
        ("if-none-match", "*"),
        ("if-modified-since", "{Last-Modified}"),
    ],
)
def test_who_has_it_already_hears_so(still, publish, get, long_way, path, asked, holds, django_assert_num_queries):
    publish()
    held = {asked: holds.format(**get(path).headers)}
    with django_assert_num_queries(1):
        short = get(path, **held)
    assert told(short) == told(long_way(path, **held))
    assert (short.status_code, short.content) == (304, b"")


@pytest.mark.parametrize(
    "held",
    [
        {"if-none-match": '"other"'},
        {"if-none-match": '"other"', "if-modified-since": "Sun, 31 May 2076 00:00:00 GMT"},
        {"if-modified-since": "Sun, 31 May 1992 00:00:00 GMT"},
        {"if-modified-since": "the other day"},
    ],
)
def test_who_has_another_gets_it_whole(still, publish, get, long_way, held, django_assert_num_queries):
    publish()
    get()
    with django_assert_num_queries(1):
        short = get(**held)
    assert told(short) == told(long_way(**held))
    assert short.status_code == 200


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


@pytest.mark.parametrize(
    "asked",
    [
        {"method": "HEAD"},
        {"method": "POST"},
        {"cookie": "sessionid=x"},
        {"if-match": '"other"'},
        {"if-unmodified-since": "Sun, 31 May 1992 00:00:00 GMT"},
    ],
)
def test_what_is_rare_goes_the_long_way(still, publish, get, long_way, asked, monkeypatch):
    publish()
    get()
    monkeypatch.setattr(shortcut, "_again", pytest.fail)
    assert told(get(**asked)) == told(long_way(**asked))


def test_what_is_longest_is_not_kept(publish, get, monkeypatch):
    monkeypatch.setattr(shortcut, "LONGEST", 100)
    publish()
    first = get()
    monkeypatch.setattr(shortcut, "_again", pytest.fail)
    assert told(get()) == told(first)


def test_no_more_is_kept_than_there_is_room_for(publish, rf, monkeypatch):
    """Else whoever asks in ever other ways would fill the memory with answers of a few bytes."""
    monkeypatch.setattr(shortcut, "MOST", 3 * shortcut.AROUND)
    get, kept = Asked(shortcut.shortcut(WSGIHandler()), rf), []
    publish()
    again = shortcut._again
    monkeypatch.setattr(shortcut, "_again", lambda *args: kept.append(args) or again(*args))
    for page in (*"1234", *"4321"):
        assert get(f"{FILE}?q=march{page}").status_code == 200
    assert len(kept) == 2


def test_while_the_database_is_away_what_stood_stands(publish, get, monkeypatch):
    """F04. It is not asked by everybody either: each would wait."""
    publish()
    long, asked = get(), []

    def away(*of):
        asked.append(of)
        raise OperationalError

    monkeypatch.setattr(shortcut, "version_of", away)
    assert [get().status_code for _each in range(3)] == [200, 200, 200]
    assert get().content == long.content
    assert asked == [("sarchk", "may-31")]
