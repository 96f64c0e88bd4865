"""Links in mails: a random handle, and a mark that only the key can make for it (DECISIONS "Links in mails").

Handle and generation are stored, the mark is not; so a link can be mailed again and revoked, and a copy of the
database opens nothing.
"""

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
HANDLE_LENGTH = 22  # of token_urlsafe(16): 128 bits
MARK_LENGTH = 43  # 256 bits
RECEIPT_HALF = 12  # 58 bits each
TOKEN = re.compile(rf"[\w-]{{{HANDLE_LENGTH + MARK_LENGTH}}}", re.ASCII)


def new_handle() -> str:
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """Eight characters that nobody confuses, read aloud or printed: 30^8, over six hundred thousand million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def is_code(text: str) -> bool:
    """Whether this could be a code, in either case; nothing else needs to be looked up."""
    return len(text) == 8 and set(text.upper()) <= set(ALPHABET)


def new_typed_handle() -> str:
    """A handle whose beginning can be copied by hand, for those who get no mail."""
    return "".join(secrets.choice(ALPHABET) for _ in range(HANDLE_LENGTH))


def receipt_code(key: bytes, handle: str, generation: int) -> str:
    """ "ABCD-EFGH-...": twelve characters of the handle and twelve of a mark, 117 bits together."""
    code = handle[:RECEIPT_HALF] + _receipt_mark(key, handle, generation)
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_receipt(text: str) -> str:
    """The characters of a code as somebody typed them, "" if it can be none; nothing is proved yet."""
    code = re.sub(r"[\s\W_]+", "", text).upper()
    return code if len(code) == 2 * RECEIPT_HALF and set(code) <= set(ALPHABET) else ""


def is_receipt(code: str, key: bytes, handle: str, generation: int) -> bool:
    """Whether a code that was read opens this. Compared in constant time."""
    made = handle[:RECEIPT_HALF] + _receipt_mark(key, handle, generation)
    return hmac.compare_digest(code.encode(), made.encode())


def token(key: bytes, purpose: str, handle: str, generation: int) -> str:
    return handle + _mark(key, purpose, handle, generation)


def handle_of(token: str) -> str:
    """The handle that a token claims, "" if it is none of ours; nothing is proved yet."""
    return token[:HANDLE_LENGTH] if TOKEN.fullmatch(token) else ""


def is_genuine(token: str, key: bytes, purpose: str, handle: str, generation: int) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(token.encode(), (handle + _mark(key, purpose, handle, generation)).encode())


def _mark(key: bytes, purpose: str, handle: str, generation: int) -> str:
    message = f"{purpose}:{handle}:{generation}".encode()
    return urlsafe_b64encode(hmac.digest(derived(key, "links"), message, sha256)).rstrip(b"=").decode()


def _receipt_mark(key: bytes, handle: str, generation: int) -> str:
    message = f"receipt:{handle}:{generation}".encode()
    number = int.from_bytes(hmac.digest(derived(key, "links"), message, sha256))
    digits = (number // len(ALPHABET) ** place % len(ALPHABET) for place in range(RECEIPT_HALF))
    return "".join(ALPHABET[digit] for digit in digits)


def derived(key: bytes, use: str) -> bytes:
    """One key for each use, so that none of them gives another away."""
    return hmac.digest(key, use.encode(), sha256)
