"""A protest as the door out gives it, made by hand: for formats, which need no database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from protests.public import PublicProtest

SUVA = PublicProtest(
    code="ABCD2345",
    uid="4b0f2a5e-0000-4000-8000-000000000001@protest.example",
    campaign="sarchk",
    day="may-31",
    title="March for the 47",
    kind="march",
    description="Bring a sign.",
    bring="Water",
    status="confirmed",
    going_ahead=False,
    status_reason="",
    instead="",
    is_moved=False,
    local_date=date(2026, 5, 31),
    local_start=time(18),
    local_end_date=date(2026, 5, 31),
    local_end=time(20),
    timezone="Pacific/Fiji",
    starts_at=datetime(2026, 5, 31, 6, tzinfo=UTC),
    ends_at=datetime(2026, 5, 31, 8, tzinfo=UTC),
    over_at=datetime(2026, 5, 31, 8, tzinfo=UTC),
    venue="Harbour park, by the fountain",
    address="Stinson Parade 1",
    locality="Suva",
    region="Central",
    country="FJ",
    point=(178.4415, -18.1416),
    precision="exact",
    accuracy="exact",
    reveal_at=None,
    group="Suva stands",
    link="https://suva.example/march",
    languages=("en",),
    accessibility=("step_free",),
    is_sample=False,
    source="",
    sequence=4,
    created_at=datetime(2026, 5, 1, 9, 30, 15, 123456, tzinfo=UTC),
    updated_at=datetime(2026, 5, 2, 10, tzinfo=UTC),
    checked_at=datetime(2026, 5, 2, 10, tzinfo=UTC),
)
UNANNOUNCED = {"local_start": None, "local_end_date": None, "local_end": None, "starts_at": None, "ends_at": None}
ONLINE = {"kind": "online", "point": None, "venue": "", "address": "", "locality": "", "region": "", "country": ""}
WITHHELD = {"point": None, "venue": "", "address": "", "locality": "", "region": "", "precision": "withheld"}


def suva(**changes) -> PublicProtest:
    return replace(SUVA, **changes)
