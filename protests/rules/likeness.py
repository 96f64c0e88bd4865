"""What comes in many copies has one key: where it links to, and the letters of its words without what varies in them.

Numbers, punctuation, marks, case and letters that only look Latin are no difference; neither is what an address says
after its host. Two copies that share a key look alike to a person, too: whoever rejects one may reject the others.
"""

import re
import unicodedata
from hashlib import sha256
from urllib.parse import urlsplit

ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# With so many words a description says by itself what it is; the title of each copy may be another.
ENOUGH = 5
LENGTH = 24
# Cyrillic and Greek letters that are read as Latin ones.
LOOKALIKES = str.maketrans("авеіјкмнорѕстухαβεικνορτυχ", "abeijkmhopsctyxabeiknoptux")


def key(title: str, description: str, link: str) -> str:
    """The key, or "" for what says too little to be like anything."""
    words = skeleton(description)
    if len(words) < ENOUGH:
        words = skeleton(f"{title} {description}")
    hosts = sorted({_host(found) for found in [*ADDRESS.findall(f"{title} {description}"), link] if found})
    if not words and not hosts:
        return ""
    return sha256(repr((hosts, words)).encode()).hexdigest()[:LENGTH]


def skeleton(text: str) -> list[str]:
    """The words of a text in one spelling: "Hоng Kong, 47!" is ["hong", "kong"]."""
    plain = unicodedata.normalize("NFKD", ADDRESS.sub(" ", text)).casefold().translate(LOOKALIKES)
    letters = (character if character.isalpha() else " " for character in plain if not unicodedata.combining(character))
    return "".join(letters).split()


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "://" in address else f"http://{address}").hostname or ""
    except ValueError:
        return address
    return host.removeprefix("www.")
