"""The codings in which a body travels, and which of them a client takes."""

import re
from collections.abc import Callable
from functools import lru_cache

import brotli
from zlib_ng import gzip_ng

# Bytes. What is longer is packed less tightly: somebody waits for it, after each edit.
LONG = 1024 * 1024
CODINGS = ("br", "gzip")
REFUSED = re.compile(r";\s*q=0(\.0*)?$")


@lru_cache(256)
def coding(accepted: str) -> str:
    """The best of ours that the client takes; "" for none."""
    offers = [offer.strip().lower() for offer in accepted.split(",")]
    taken = {offer.partition(";")[0].strip() for offer in offers if not REFUSED.search(offer)}
    return next((coding for coding in CODINGS if coding in taken), "")


def _brotli(content: bytes) -> bytes:
    return brotli.compress(content, quality=2 if len(content) > LONG else 5)  # 11 takes a hundred times as long


def _gzip(content: bytes) -> bytes:
    return gzip_ng.compress(content, 3 if len(content) > LONG else 9, mtime=0)


PACK: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}
UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip_ng.decompress}
