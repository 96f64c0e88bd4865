"""Fifty submissions a second for a minute, then 500 at once, each with its own key and from its own address; some
senders lose the answer or press twice. Is anything lost or doubled? python3 bench/submissions.py (README.md)."""

import argparse
import json
import os
import random
import socket
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from protests.bootstrap import LOCAL, ROOT, debian, environment

DAY = "bench/n38"
TARGET = 1.0  # seconds in which 95 of 100 have their receipt
PATIENCE = 60.0  # seconds for which a sender tries again
LOST_EVERY, TWICE_EVERY = 10, 7
MOST = 10_000
TOWNS = [(52.52, 13.40), (51.51, -0.13), (-18.14, 178.44), (27.71, 85.32), (40.71, -74.01), (35.69, 139.69)]


class Receipt(NamedTuple):
    """What one sender got: the id, after so many seconds since it meant to send, and each status on the way."""

    id: str
    seconds: float
    statuses: list[int]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=50, help="submissions a second, default: 50")
    parser.add_argument("--seconds", type=int, default=60, help="default: 60")
    parser.add_argument("--burst", type=int, default=500, help="then so many at once, default: 500")
    given = parser.parse_args()
    if max(given.rate * given.seconds, given.burst) > MOST:
        parser.error(f"At most {MOST:,} in a run.")
    debian.provide(debian.missing(["python3-venv", "postgresql-postgis"]), may_install=True)
    environment.enter(LOCAL / "venv", ROOT / "requirements.txt")
    from bench.serving import served

    with served([38], has_worker=True, BEHIND_PROXY="true", DATABASE_POOL="6") as site:
        steady = _steady(site, given.rate, given.seconds)
        is_well = _tell(f"{given.rate} a second for {given.seconds} s", steady, must_be_quick=True)
        burst = _at_once(site, given.burst, first=len(steady))
        is_well &= _tell(f"{given.burst} at once", burst, must_be_quick=False)
        is_well &= _compare([*steady, *burst])
    print(f"{os.cpu_count()} cores, load of the last minute {os.getloadavg()[0]:.1f}")
    return 0 if is_well else 1


def _steady(site: str, rate: int, seconds: int) -> list[Receipt]:
    """Each is sent when its time comes, however long the ones before it take: that is how people are."""
    _send(site, 0, time.monotonic(), key="warm-up")
    began = time.monotonic() + 1
    with ThreadPoolExecutor(max_workers=4 * rate) as pool:
        return list(pool.map(lambda number: _send(site, number, began + number / rate), range(rate * seconds)))


def _at_once(site: str, count: int, first: int) -> list[Receipt]:
    ready = threading.Barrier(count)

    def send(number: int) -> Receipt:
        ready.wait()
        return _send(site, number, time.monotonic())

    with ThreadPoolExecutor(max_workers=count) as pool:
        return list(pool.map(send, range(first, first + count)))


def _send(site: str, number: int, due: float, key: str = "") -> Receipt:
    """As a careful program does: again with the same key until there is a receipt, or for a minute."""
    key, body, statuses = key or f"bench-{number}", _body(number), []
    time.sleep(max(0.0, due - time.monotonic()))
    if number % LOST_EVERY == 0:
        statuses.append(_post(site, number, key, body, is_lost=True)[0])
    if number % TWICE_EVERY == 0:
        threading.Thread(target=_post, args=(site, number, key, body)).start()
    while time.monotonic() < due + PATIENCE:
        status, answer, wait = _post(site, number, key, body)
        statuses.append(status)
        if status == 201:
            return Receipt(json.loads(answer)["id"], time.monotonic() - due, statuses)
        time.sleep(wait)
    return Receipt("", time.monotonic() - due, statuses)


def _post(site: str, number: int, key: str, body: bytes, is_lost: bool = False) -> tuple[int, bytes, float]:
    """Status (0: no answer), body and seconds to wait. A lost one hangs up before the answer can come."""
    connection = HTTPConnection(urlsplit(site).netloc, timeout=30)
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": key,
        "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
    }
    try:
        connection.request("POST", "/api/v1/submissions/", body, headers)
        if is_lost:
            connection.sock.shutdown(socket.SHUT_RDWR)
            return 0, b"", 0.0
        response = connection.getresponse()
        return response.status, response.read(), float(response.headers.get("Retry-After", 1))
    except (OSError, HTTPException):
        return 0, b"", 0.5
    finally:
        connection.close()


def _body(number: int) -> bytes:
    dice = random.Random(number)
    lat, lon = dice.choice(TOWNS)
    tomorrow = date.today() + timedelta(days=1)
    sent = {
        "day": DAY,
        "title": f"March number {number}",
        "kind": "march",
        "description": "Bring a sign. " * 20,
        "latitude": round(lat + dice.uniform(-0.05, 0.05), 5),
        "longitude": round(lon + dice.uniform(-0.05, 0.05), 5),
        "venue": "By the fountain",
        "local_start": f"{tomorrow}T18:00",
        "local_end": f"{tomorrow}T20:00",
        "group_name": f"Group {number}",
        "email": f"sender-{number}@example.org",
    }
    return json.dumps(sent).encode()


def _tell(name: str, receipts: list[Receipt], *, must_be_quick: bool) -> bool:
    seconds = sorted(receipt.seconds for receipt in receipts)
    middle, most, last = (seconds[int(len(seconds) * part)] for part in (0.5, 0.95, 0.9999))
    is_quick = most <= TARGET or not must_be_quick
    others = Counter(status for receipt in receipts for status in receipt.statuses if status != 201)
    print(
        f"{name}: half within {middle:.2f} s, 95 of 100 within {most:.2f} s, all within {last:.2f} s;"
        f" other answers {dict(others) or 'none'}{'' if is_quick else '  MISSED'}",
        flush=True,
    )
    return is_quick


def _compare(receipts: list[Receipt]) -> bool:
    """What the senders hold against what the database holds: each receipt is there, nothing is there twice, each with
    one mail. What nobody had a receipt for within a minute may be there or not."""
    import psycopg

    with psycopg.connect(os.environ["BENCH_DATABASE"].replace("postgis:", "postgresql:", 1)) as connection:
        sql = "SELECT id::text, title FROM protests_submission WHERE request_key LIKE 'api:bench-%'"
        stored = dict(connection.execute(sql).fetchall())
        sql = "SELECT submission_id::text, count(*) FROM protests_outboxmail WHERE template = 'confirm' GROUP BY 1"
        mails = dict(connection.execute(sql).fetchall())
    held = [receipt.id for receipt in receipts if receipt.id]
    lost = len(set(held) - stored.keys())
    doubled = len(stored) - len(set(stored.values())) + len(held) - len(set(held))
    unmailed = sum(1 for one in stored if mails.get(one) != 1)
    print(
        f"{len(receipts):,} sent, {len(held):,} receipts, {len(stored):,} stored:"
        f" {lost} lost, {doubled} doubled, {unmailed} without just one mail"
    )
    return not (lost or doubled or unmailed) and len(held) == len(receipts)


if __name__ == "__main__":
    sys.exit(main())
