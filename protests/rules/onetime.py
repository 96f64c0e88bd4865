"""Codes of an authenticator app (RFC 6238: SHA-1, 30 seconds, six digits, what all apps know), and recovery codes."""

import hmac
import re
import secrets
import unicodedata
from base64 import b32encode
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from protests.rules.tokens import derived, new_code

DIGITS, STEP = 6, 30
SECRET_LENGTH = 20  # bytes, as RFC 4226 recommends
# A phone's clock may be so many half minutes off, either way.
TOLERANCE = 1
RECOVERY_CODES = 10


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_LENGTH)


def code(secret: bytes, now: datetime) -> str:
    """What the app shows at this moment."""
    return _at(secret, _step(now))


def step_of(secret: bytes, typed: str, now: datetime, after: int) -> int | None:
    """The half minute that a typed code belongs to, if it is of about now and later than `after`; else None."""
    read, middle = _read(typed), _step(now)
    steps = range(max(middle - TOLERANCE, after + 1), middle + TOLERANCE + 1)
    return next((step for step in steps if hmac.compare_digest(_at(secret, step).encode(), read.encode())), None)


def uri(secret: bytes, account: str, issuer: str) -> str:
    """What an app reads from the QR code."""
    return _totp(secret).get_provisioning_uri(account, issuer)


def spelled(secret: bytes) -> str:
    """The secret for typing it into an app, in groups of four."""
    return " ".join(re.findall(".{1,4}", b32encode(secret).decode()))


def new_recovery_codes() -> list[str]:
    """ "ABCD-2345", each once."""
    return [f"{made[:4]}-{made[4:]}" for made in (new_code() for _ in range(RECOVERY_CODES))]


def recovery_digest(key: bytes, person: int, typed: str) -> bytes:
    """Under which a recovery code is kept."""
    return hmac.digest(derived(key, "recovery"), f"{person}:{_read(typed)}".encode(), sha256)


def _read(typed: str) -> str:
    """Letters and digits of what was typed, in whatever script the digits were."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", typed[:40])).upper()


def _at(secret: bytes, step: int) -> str:
    return _totp(secret).generate(step * STEP).decode()


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP)


def _step(now: datetime) -> int:
    return int(now.timestamp()) // STEP
