"""Links in mails: a handle that is stored, a mark that is not (S09)."""

from base64 import urlsafe_b64decode
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protests.rules import tokens

KEY = b"a key that is not in the database"
HANDLE = "AAAAAAAAAAAAAAAAAAAAAA"
TYPED = "2345ABCDEFGHJKMNPQRSTV"


@pytest.fixture
def link():
    return tokens.token(KEY, "manage", HANDLE, 0)


def _opens(token, *, key=KEY, purpose="manage", handle=HANDLE, generation=0):
    return tokens.is_genuine(token, key, purpose, handle, generation)


def test_opens_what_it_was_made_for(link):
    assert tokens.handle_of(link) == HANDLE
    assert _opens(link)


def test_opens_nothing_else(link):
    """B71: another purpose, another generation (revoked), another handle, another key."""
    assert not _opens(link, purpose="status")
    assert not _opens(link, generation=1)
    assert not _opens(link, handle="B" * 22)
    assert not _opens(link, key=b"another key")


@given(place=st.integers(0, 64), letter=st.sampled_from("AQgw059-_"))
def test_a_changed_letter_opens_nothing(place, letter):
    link = tokens.token(KEY, "manage", HANDLE, 0)
    changed = link[:place] + letter + link[place + 1 :]
    assert _opens(changed) == (changed == link)


@given(st.text(max_size=80))
def test_whatever_stands_in_an_address_is_no_link_and_no_error(text):
    """B71, B77: the handle goes into a query, so it has only letters that a handle has."""
    assert not _opens(text)
    handle = tokens.handle_of(text)
    assert handle == "" or len(text) == 65


@pytest.mark.parametrize(
    "bad", ["", "\0" * 65, "é" * 65, "A" * 64, "A" * 66, "A" * 64 + "\n", "A" * 65 + "\n", "A/" * 32 + "A"]
)
def test_what_has_not_the_shape_of_a_link_names_no_handle(bad):
    assert tokens.handle_of(bad) == ""


def test_a_mark_has_256_bits_and_a_handle_128(link):
    assert len(link) == tokens.HANDLE_LENGTH + tokens.MARK_LENGTH
    assert len(urlsafe_b64decode(link[tokens.HANDLE_LENGTH :] + "=")) * 8 == 256
    handles = {tokens.new_handle() for _ in range(1000)}
    assert len(handles) == 1000
    assert {len(urlsafe_b64decode(handle + "==")) * 8 for handle in handles} == {128}


def test_a_handle_that_leaks_says_nothing_of_its_mark():
    """A copy of the database holds handle and generation; without the key no link follows from them."""
    assert tokens.token(KEY, "manage", HANDLE, 0) != tokens.token(b"guess", "manage", HANDLE, 0)


def test_codes_are_too_many_to_walk_through():
    assert log2(len(tokens.ALPHABET) ** 8) > 39
    assert not set(tokens.ALPHABET) & set("01ILOU")


def test_each_use_has_a_key_of_its_own():
    assert len({tokens.derived(KEY, use) for use in ("links", "seal", "index")} | {KEY}) == 4


class TestTheReceiptCode:
    def test_is_read_as_people_copy_it(self):
        code = tokens.receipt_code(KEY, TYPED, 0)
        for typed in (
            code,
            code.lower(),
            code.replace("-", ""),
            f" {code.replace('-', ' ')}\n",
            code.replace("-", "–"),
        ):
            assert tokens.is_receipt(tokens.read_receipt(typed), KEY, TYPED, 0)

    def test_has_more_than_a_hundred_bits_in_groups_of_four(self):
        code = tokens.receipt_code(KEY, TYPED, 0)
        assert [len(group) for group in code.split("-")] == [4] * 6
        assert set(code) - {"-"} <= set(tokens.ALPHABET)
        assert 24 * log2(len(tokens.ALPHABET)) > 100

    def test_opens_nothing_else(self):
        """S09: another key, a revoked generation, another handle."""
        code = tokens.read_receipt(tokens.receipt_code(KEY, TYPED, 0))
        assert not tokens.is_receipt(code, b"another key", TYPED, 0)
        assert not tokens.is_receipt(code, KEY, TYPED, 1)
        assert not tokens.is_receipt(code, KEY, "3" * 22, 0)

    @given(place=st.integers(0, 23), letter=st.sampled_from(tokens.ALPHABET))
    def test_a_changed_character_opens_nothing(self, place, letter):
        code = tokens.read_receipt(tokens.receipt_code(KEY, TYPED, 0))
        changed = code[:place] + letter + code[place + 1 :]
        assert tokens.is_receipt(changed, KEY, TYPED, 0) == (changed == code)

    @pytest.mark.parametrize("typed", ["", "2" * 23, "2" * 25, "O" * 24, "ı" * 24, "\x00" * 24, "２" * 24])
    def test_anything_else_is_none(self, typed):
        assert tokens.read_receipt(typed) == ""

    def test_every_typed_handle_is_new(self):
        handles = {tokens.new_typed_handle() for _ in range(100)}
        assert len(handles) == 100
        assert all(len(one) == tokens.HANDLE_LENGTH and set(one) <= set(tokens.ALPHABET) for one in handles)
