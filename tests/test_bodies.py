"""Bodies: built once per change, kept compressed, answered with 304, and never older than they may be."""

import gzip
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import brotli
import pytest
import time_machine
from django.test import RequestFactory

from protests import bodies
from protests.bodies import Form, Made, Subject

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
FORM = Form("text/calendar; charset=utf-8", "protests.ics")


@pytest.fixture
def ask():
    """ask(**headers) -> the answer for a subject whose builder counts its calls in ask.built."""

    def ask(method="get", version="day sarchk/may-31 1", query="", since=None, until=None, text="one", **headers):
        def build(now):
            ask.built.append(now)
            return Made(text.encode() * 100, since, until)

        request = getattr(RequestFactory(), method)("/sarchk/may-31/calendar.ics", headers=headers)
        return bodies.answer(request, FORM, Subject(version, NOW - timedelta(days=1)), build, query)

    ask.built = []
    with time_machine.travel(NOW, tick=False) as ask.clock:
        yield ask


def test_it_is_built_once_until_the_version_or_the_query_changes(ask):
    assert {ask().content for _again in range(3)} == {b"one" * 100}
    assert len(ask.built) == 1
    ask(version="day sarchk/may-31 2")
    ask(query="country=DE")
    assert len(ask.built) == 3


def test_who_asks_while_it_is_built_waits_for_it(rf):
    """Four who ask at once for a day of ten thousand would else build it four times, in four times the memory."""
    built, all_asked = [], Barrier(4)

    def build(now):
        built.append(now)
        time.sleep(0.2)
        return Made(b"one")

    def ask(_number):
        all_asked.wait()
        return bodies.answer(rf.get("/day.ics"), FORM, Subject("day 1", NOW), build).content

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [b"one"] * 4
    assert len(built) == 1


@pytest.mark.parametrize(
    ("accepted", "coding", "read"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("GZIP", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("br;q=0.0", None, bytes),
        ("zstd", None, bytes),
        ("", None, bytes),
    ],
)
def test_each_client_gets_what_it_can_read(ask, accepted, coding, read):
    answer = ask(accept_encoding=accepted)
    assert answer.headers.get("Content-Encoding") == coding
    assert read(answer.content) == b"one" * 100
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="protests.ics"'
    assert len(ask.built) == 1


def test_strong_tags_differ_by_coding_and_by_content(ask):
    """RFC 9110, 8.8.3: a strong tag names bytes, so each coding has its own."""
    tags = [ask(accept_encoding=coding).headers["ETag"] for coding in ("", "gzip", "br")]
    tags.append(ask(text="two", version="2").headers["ETag"])
    assert len(set(tags)) == 4
    assert all(tag.startswith('"') for tag in tags)
    assert ask(version="3").headers["ETag"] == tags[0]


def test_304_for_who_has_it(ask):
    """D11."""
    first = ask(accept_encoding="br")
    again = ask(accept_encoding="br", if_none_match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Vary"] == "Accept-Encoding"
    assert ask(if_modified_since=first.headers["Last-Modified"]).status_code == 304
    assert ask(accept_encoding="br", if_none_match='"other"').status_code == 200
    assert ask(accept_encoding="br", if_none_match=f'"other", W/{first.headers["ETag"]}').status_code == 304
    assert len(ask.built) == 1


def test_last_modified_is_the_last_change_or_what_came_due_since(ask):
    assert ask().headers["Last-Modified"] == "Thu, 30 Apr 2026 12:00:00 GMT"
    due = ask(version="2", since=NOW - timedelta(hours=1))
    assert due.headers["Last-Modified"] == "Fri, 01 May 2026 11:00:00 GMT"
    assert ask(version="3", since=NOW - timedelta(days=9)).headers["Last-Modified"] == "Thu, 30 Apr 2026 12:00:00 GMT"


def test_its_life_ends_when_it_changes_by_itself(ask):
    """DECISIONS, "Caching": max-age is the smaller of 30 s and the time to the next reveal."""
    until = NOW + timedelta(seconds=45)
    assert ask(until=until).public_for == 30
    ask.clock.shift(20)
    assert ask(until=until).public_for == 25
    ask.clock.shift(25)
    assert ask(text="two").content == b"two" * 100
    assert len(ask.built) == 2


def test_no_body_outlives_an_hour(ask):
    ask()
    ask.clock.shift(3601)
    ask()
    assert len(ask.built) == 2


def test_head_has_the_headers_of_get(ask):
    assert ask(method="head").headers["ETag"] == ask().headers["ETag"]
