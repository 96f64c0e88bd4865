"""How much may come from one place, when a question is asked first, and how a place is named without naming anybody."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from protests.rules.tokens import derived

# What came is counted by the minute and forgotten after an hour.
SLOT = timedelta(minutes=1)
WINDOW = timedelta(hours=1)
# The whole site is under pressure when more than this came within these minutes.
PRESSURE_WINDOW = timedelta(minutes=10)
PRESSURE = 100
# Of these bits an address is one place: a host, or the line of a household, which changes the rest by itself.
IPV4_BITS, IPV6_BITS = 32, 56
ONION = ".onion"


@dataclass(frozen=True)
class Scope:
    """Something that strangers may do so often in an hour from one place, and from a shared one before it is asked."""

    name: str
    an_hour: int
    shared_share: int


SUBMISSIONS = Scope("submissions", an_hour=30, shared_share=60)
LOST_LINKS = Scope("lost_links", an_hour=30, shared_share=300)
FOLLOWS = Scope("follows", an_hour=30, shared_share=300)
REPORTS = Scope("reports", an_hour=30, shared_share=300)
CLAIMS = Scope("claims", an_hour=30, shared_share=300)
CONCERNS = Scope("concerns", an_hour=10, shared_share=300)
PRESS = Scope("press", an_hour=10, shared_share=300)
HANDOVERS = Scope("handovers", an_hour=30, shared_share=300)


@dataclass(frozen=True)
class Client:
    """Where a request comes from. Behind a shared place there are many people: it is asked, and never blocked."""

    place: str
    is_shared: bool


# Of what comes through Tor, or by a proxy that does not say, nobody can be told from anybody else.
TOR = Client("onion", is_shared=True)
UNKNOWN = Client("unknown", is_shared=True)
EVERYBODY = Client("everybody", is_shared=True)


def client(address: str, host: str) -> Client:
    """Who asks, from a network address and the host they asked for (with or without its port)."""
    if host.rpartition(":")[0].endswith(ONION) or host.endswith(ONION):
        return TOR
    try:
        found = ip_address(address.strip())
    except ValueError:
        return UNKNOWN
    found = (found.ipv4_mapped if isinstance(found, IPv6Address) else None) or found
    bits = IPV6_BITS if isinstance(found, IPv6Address) else IPV4_BITS
    return Client(str(ip_network((found.packed, bits), strict=False)), is_shared=False)


def key(secret: bytes, scope: Scope, client: Client, now: datetime) -> bytes:
    """The name under which it is counted: a keyed hash whose key is another one every day."""
    today = derived(secret, f"limits {now.date()}")
    return hmac.digest(today, f"{scope.name} {client.place}".encode(), sha256)


def slot(now: datetime) -> datetime:
    """The begun minute."""
    return now.replace(second=0, microsecond=0)


def is_over(scope: Scope, client: Client, count: int) -> bool:
    return not client.is_shared and count > scope.an_hour


def left(scope: Scope, client: Client, count: int) -> int | None:
    """How many more may come from there in this hour; None for a shared place, which is never blocked."""
    return None if client.is_shared else max(scope.an_hour - count, 0)


def must_ask(scope: Scope, client: Client, count: int, count_of_all: int) -> bool:
    """Whether a question comes before the next: `count` in the last hour, `count_of_all` in the last ten minutes."""
    share = scope.shared_share if client.is_shared else scope.an_hour // 2
    return count >= share or count_of_all > PRESSURE
