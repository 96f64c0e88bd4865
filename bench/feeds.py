"""Feeds and GeoJSON of 38 and of 10,000 protests, cold, warm, after one edit and 304, against a baseline app and nginx:
all in one interleaved run. python3 bench/feeds.py (README.md)."""

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from protests.bootstrap import LOCAL, ROOT, debian, environment

COUNTS = (38, 10_000)
FILES = ("protests.geojson", "calendar.ics")
CONNECTIONS = 2
# What SPEED.md asks for: times as fast as the baseline, and as what nginx sends.
WARM = {38: 40, 10_000: 2_000}
NOTICED = 0.3  # seconds until each process knows that a day changed
NOT_MODIFIED, AFTER_EDIT, OF_STATIC = 50, 20, 0.7
EDIT = """
    WITH edited AS (
        UPDATE protests_protest SET title = title || '.', revised_at = now() WHERE id = (
            SELECT min(p.id) FROM protests_protest p JOIN protests_protestday d ON d.id = p.day_id WHERE d.slug = %s)
        RETURNING day_id
    ), of_day AS (
        UPDATE protests_protestday SET version = version + 1, changed_at = now()
        WHERE id = (SELECT day_id FROM edited) RETURNING campaign_id
    )
    UPDATE protests_campaign SET version = version + 1, changed_at = now() WHERE id = (SELECT campaign_id FROM of_day)
"""


class Answer(NamedTuple):
    """One answer: seconds until all of it was there, its status, tag and bytes as they were sent."""

    seconds: float
    status: int
    tag: str
    content: bytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="of each turn of each server, default: 5")
    parser.add_argument("--rounds", type=int, default=5, help="default: 5")
    given = parser.parse_args()
    debian.provide(debian.missing(["python3-venv", "postgresql-postgis", "nginx", "wrk"]), may_install=True)
    environment.enter(LOCAL / "venv", ROOT / "requirements.txt")
    from bench import beside
    from bench.serving import served

    with served(COUNTS, DATABASE_POOL="6") as address:
        site = address.removeprefix("http://")
        database = os.environ["BENCH_DATABASE"]
        with beside.baseline(database) as baseline:
            firsts = {path: (get(site, path), get(baseline, path)) for path in paths()}
            bodies = {path: ours.content for path, (ours, _theirs) in firsts.items()}
            with beside.nginx(site, bodies) as (static, cached):
                hosts = {"site": site, "baseline": baseline, "static": static, "cached": cached}
                warm(site)
                rates = measure(hosts, given.seconds, given.rounds)
                edits = {path: after_edit(site, path, database, given.rounds) for path in paths()}
                tell(firsts, rates, edits)
                print(f"Memory of a worker: site {memory(site):.0f} MB, baseline {memory(baseline):.0f} MB (largest)")
    print(f"{os.cpu_count()} cores, load of the last minute {os.getloadavg()[0]:.1f}")


def paths() -> list[str]:
    return [f"/bench/n{count}/{name}" for count in COUNTS for name in FILES]


def get(host: str, path: str, tag: str = "") -> Answer:
    connection = HTTPConnection(host, timeout=120)
    try:
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"} | ({"If-None-Match": tag} if tag else {}))
        response = connection.getresponse()
        content = response.read()
        return Answer(time.perf_counter() - begun, response.status, response.headers.get("ETag", ""), content)
    finally:
        connection.close()


def warm(site: str, wanted: list[str] | None = None) -> None:
    """Ask so often that, most likely, both processes have each body."""
    for path in wanted or paths():
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda _number, path=path: get(site, path), range(64)))


def measure(hosts: dict[str, str], seconds: int, rounds: int) -> dict[tuple[str, str], list[float]]:
    """Requests a second by path and server; "304" is the site asked with the tag that it gave."""
    rates = defaultdict(list)
    for number in range(rounds):
        for path in paths():
            for name, host in hosts.items():
                rates[path, name].append(rate(host, path, seconds))
            rates[path, "304"].append(rate(hosts["site"], path, seconds, get(hosts["site"], path).tag))
        print(f"Round {number + 1} of {rounds}", flush=True)
    return rates


def rate(host: str, path: str, seconds: int, tag: str = "") -> float:
    """Requests a second by wrk, or what one took if not even one was done by then; 200 and 304 are good answers."""
    headers = ["Accept-Encoding: gzip", *([f"If-None-Match: {tag}"] if tag else [])]
    options = [part for header in headers for part in ("-H", header)]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s", *options, f"http://{host}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(f"{host}{path} answered with a fault:\n{said}")
    done = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    return done or 1 / get(host, path, tag).seconds


def after_edit(site: str, path: str, database: str, rounds: int) -> float:
    """Median seconds of the first request that shows the edit of one protest; each process has everything else."""
    import psycopg

    day = path.split("/")[2]
    seconds = []
    with psycopg.connect(database.replace("postgis://", "postgresql://"), autocommit=True) as connection:
        for _round in range(rounds):
            warm(site, [path])
            before = get(site, path).tag
            connection.execute(EDIT, [day])
            time.sleep(NOTICED)
            after = get(site, path)
            if after.tag == before:
                raise SystemExit(f"{path} does not show the edit.")
            seconds.append(after.seconds)
    return statistics.median(seconds)


def memory(host: str) -> float:
    """Resident MB of the largest process that serves `host`."""
    return max(_resident(process) for process in Path("/proc").glob("[0-9]*") if host in _command(process)) / 1024


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _resident(process: Path) -> int:
    return int(re.search(r"VmRSS:\s+(\d+)", (process / "status").read_text())[1])


def tell(firsts: dict, rates: dict, edits: dict[str, float]) -> None:
    print("| file | cold, ms | bytes | warm/s | 304/s | baseline/s | nginx/s | behind cache/s | after an edit, ms |")
    print("|---|---|---|---|---|---|---|---|---|")
    for path, (ours, theirs) in firsts.items():
        warm, again, base, static, cached = (
            statistics.median(rates[path, name]) for name in ("site", "304", "baseline", "static", "cached")
        )
        cold = f"{ours.seconds * 1000:.0f} (baseline {theirs.seconds * 1000:.0f})"
        figures = f"{warm:,.0f} | {again:,.0f} | {base:,.1f} | {static:,.0f} | {cached:,.0f}"
        print(f"| {path} | {cold} | {len(ours.content):,} | {figures} | {edits[path] * 1000:.0f} |")
    print("\n".join(line for path in firsts for line in _judged(path, firsts[path][1], rates, edits[path])))


def _judged(path: str, theirs: Answer, rates: dict, edit: float) -> Iterator[str]:
    """Each target of SPEED.md, and what came of it."""
    site, again, base, static, cached = (
        statistics.median(rates[path, name]) for name in ("site", "304", "baseline", "static", "cached")
    )
    count = int(path.split("/")[2][1:])
    wanted = [(f"warm, of the baseline's rate (>= {WARM[count]})", site / base, WARM[count])]
    wanted += [(f"304, of the baseline's rate (>= {NOT_MODIFIED})", again / base, NOT_MODIFIED)]
    if count == max(COUNTS):
        wanted += [(f"warm, of nginx's rate (>= {OF_STATIC})", site / static, OF_STATIC)]
        wanted += [
            (f"after an edit, times as fast as the baseline (>= {AFTER_EDIT})", theirs.seconds / edit, AFTER_EDIT)
        ]
    else:
        wanted += [(f"behind a cache, of nginx's rate (>= {OF_STATIC})", cached / static, OF_STATIC)]
    for what, ratio, target in wanted:
        yield f"{'met' if ratio >= target else 'MISSED'}: {path}: {what}: {ratio:,.2f}"


if __name__ == "__main__":
    main()
