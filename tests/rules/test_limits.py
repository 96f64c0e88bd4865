"""Which place a request comes from, and when it is asked or has to wait."""

from datetime import UTC, datetime, timedelta

import pytest

from protests.rules import limits
from protests.rules.limits import SUBMISSIONS, TOR, UNKNOWN, client

NOW = datetime(2027, 5, 31, 18, 30, 15, tzinfo=UTC)
KEY = b"k" * 32
HOST = "protest.example"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("127.0.0.77", "127.0.0.77/32"),
        (" 127.0.0.77", "127.0.0.77/32"),
        ("::ffff:127.0.0.77", "127.0.0.77/32"),
        ("2001:db8:aa:bbcc:1::1", "2001:db8:aa:bb00::/56"),
        ("2001:db8:aa:bbff:2::2", "2001:db8:aa:bb00::/56"),
        ("2001:db8:aa:ba00::1", "2001:db8:aa:ba00::/56"),
    ],
)
def test_a_place_is_a_host_or_the_line_of_a_household(address, place):
    assert client(address, HOST) == limits.Client(place, is_shared=False)


@pytest.mark.parametrize("address", ["", "unix:", "localhost", "1.2.3.4:80", "1.2.3.4, 5.6.7.8", "'; --", "9" * 400])
def test_what_is_no_address_is_one_shared_place(address):
    """A proxy that does not say who asks must not shut out everybody (TRUST.md S13)."""
    assert client(address, HOST) == UNKNOWN


@pytest.mark.parametrize("host", ["a" * 56 + ".onion", "a" * 56 + ".onion:80"])
def test_who_comes_through_tor_shares_one_place(host):
    assert client("127.0.0.1", host) == TOR


@pytest.mark.parametrize("host", ["onion.example", "x.onion.example:80", HOST])
def test_a_host_that_only_looks_like_it_is_none(host):
    assert client("127.0.0.1", host) != TOR


class TestTheKey:
    def test_says_nothing_of_the_address(self):
        made = limits.key(KEY, SUBMISSIONS, client("127.0.0.77", HOST), NOW)
        assert len(made) == 32
        assert b"127" not in made

    def test_is_another_for_another_place_scope_secret_or_day(self):
        here, there = client("127.0.0.77", HOST), client("127.0.0.78", HOST)
        keys = {
            limits.key(KEY, SUBMISSIONS, here, NOW),
            limits.key(KEY, SUBMISSIONS, there, NOW),
            limits.key(KEY, limits.LOST_LINKS, here, NOW),
            limits.key(b"x" * 32, SUBMISSIONS, here, NOW),
            limits.key(KEY, SUBMISSIONS, here, NOW + timedelta(hours=6)),
        }
        assert len(keys) == 5
        assert limits.key(KEY, SUBMISSIONS, here, NOW + timedelta(hours=5)) in keys


class TestWhen:
    here = client("127.0.0.77", HOST)

    def test_one_place_has_to_wait_after_its_share_and_a_shared_one_never(self):
        assert not limits.is_over(SUBMISSIONS, self.here, 30)
        assert limits.is_over(SUBMISSIONS, self.here, 31)
        assert not limits.is_over(SUBMISSIONS, TOR, 10_000)

    def test_one_place_is_asked_from_half_of_its_share_on(self):
        assert not limits.must_ask(SUBMISSIONS, self.here, 14, 14)
        assert limits.must_ask(SUBMISSIONS, self.here, 15, 15)

    def test_a_shared_one_is_asked_when_its_own_is_used_up(self):
        assert not limits.must_ask(SUBMISSIONS, TOR, 59, 59)
        assert limits.must_ask(SUBMISSIONS, TOR, 60, 60)

    def test_everybody_is_asked_while_the_site_is_under_pressure(self):
        assert not limits.must_ask(SUBMISSIONS, self.here, 0, limits.PRESSURE)
        assert limits.must_ask(SUBMISSIONS, self.here, 0, limits.PRESSURE + 1)
