"""Contacts at rest."""

import pytest
from cryptography.fernet import InvalidToken

from protests.rules.sealing import blind_index, seal, unseal

KEY = b"a key that is not in the database"
EMAIL = "amina@example.org"


def test_only_the_key_opens_it():
    sealed = seal(KEY, EMAIL)
    assert unseal(KEY, sealed) == EMAIL
    with pytest.raises(InvalidToken):
        unseal(b"another key", sealed)


def test_a_change_is_noticed():
    sealed = bytearray(seal(KEY, EMAIL))
    sealed[-5] ^= 1
    with pytest.raises(InvalidToken):
        unseal(KEY, bytes(sealed))


def test_what_the_database_hands_out_is_read_too():
    assert unseal(KEY, memoryview(seal(KEY, EMAIL))) == EMAIL


def test_the_same_address_is_never_sealed_alike():
    """So that a copy of the table does not tell who submitted twice by the sealed column."""
    assert seal(KEY, EMAIL) != seal(KEY, EMAIL)
    assert EMAIL.encode() not in seal(KEY, EMAIL)


def test_the_blind_index_finds_an_address_in_any_case_and_needs_the_key():
    assert blind_index(KEY, "Amina@Example.org") == blind_index(KEY, EMAIL)
    assert blind_index(KEY, EMAIL) != blind_index(KEY, "bmina@example.org")
    assert blind_index(KEY, EMAIL) != blind_index(b"another key", EMAIL)
    assert len(blind_index(KEY, EMAIL)) == 32


def test_addresses_of_every_script():
    assert unseal(KEY, seal(KEY, "阿明@例え.jp")) == "阿明@例え.jp"
