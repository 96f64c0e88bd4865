"""Contacts at rest: sealed with a key that is not in the database, found again through a blind index."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet

from protests.rules.tokens import derived


def seal(key: bytes, text: str) -> bytes:
    return _box(key).encrypt(text.encode())


def unseal(key: bytes, sealed: bytes | memoryview) -> str:
    """Raises cryptography.fernet.InvalidToken if the key is another one or the bytes were changed."""
    return _box(key).decrypt(bytes(sealed)).decode()


def blind_index(key: bytes, email: str) -> bytes:
    """The same for the same address in any case; says nothing about it without the key."""
    return hmac.digest(derived(key, "index"), email.casefold().encode(), sha256)


def _box(key: bytes) -> Fernet:
    return Fernet(urlsafe_b64encode(derived(key, "seal")))
