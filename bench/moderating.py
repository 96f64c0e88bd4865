"""Two hundred real submissions among fifty thousand of spam: how long a moderator waits for each page of the queue, and
for a heap of the like to be gone. python3 bench/moderating.py (README.md)."""

import argparse
import os
import re
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from protests.bootstrap import LOCAL, ROOT, debian, environment

DAY = "bench/n38"
TARGET = 500.0  # milliseconds (TRUST.md L8)
MOST = 100_000
PATIENCE = 600.0  # seconds until the worker has done the rest of a heap
PAGES = {
    "first page": "/moderate/",
    "newest first": "/moderate/?order=newest",
    "one country": "/moderate/?country=US",
    "new groups": "/moderate/?care=new_group",
    "search": "/moderate/?q=vigil",
    "likely spam": "/moderate/?pile=spam",
}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
APART = re.compile(r"Likely spam <b>(\d+)</b>")
HEAP = re.compile(r'action="(/moderate/[0-9a-f-]{36}/[^"]*)">.{0,400}?Reject all (\d+) as spam', re.DOTALL)


class Answer(NamedTuple):
    status: int
    body: str
    milliseconds: float
    cookie: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spam", type=int, default=50_000)
    parser.add_argument("--real", type=int, default=200)
    parser.add_argument("--runs", type=int, default=10, help="each figure is the median of so many, default: 10")
    given = parser.parse_args()
    if given.spam + given.real > MOST:
        parser.error(f"At most {MOST:,} in all.")
    debian.provide(debian.missing(["python3-venv", "postgresql-postgis"]), may_install=True)
    environment.enter(LOCAL / "venv", ROOT / "requirements.txt")
    from bench.serving import served

    with served([38], has_worker=True) as site:
        cookie = _fill(site, given.spam, given.real)
        are_met = [_tell(site, cookie, name, path, given.runs) for name, path in PAGES.items()]
        _clear(site, cookie)
    print(f"{os.cpu_count()} cores, load of the last minute {os.getloadavg()[0]:.1f}")
    return 0 if all(are_met) else 1


def _fill(site: str, spam: int, real: int) -> str:
    """The Cookie header of a coordinator."""
    from bench.serving import settings_of

    made = [sys.executable, "-m", "bench.make_queue", DAY, "--spam", str(spam), "--real", str(real)]
    found = settings_of(site, os.environ["BENCH_DATABASE"])
    print(f"Filling the queue with {spam:,} of spam and {real:,} real ones ...", flush=True)
    run = subprocess.run(made, cwd=ROOT, env=found, check=True, capture_output=True, text=True)
    return run.stdout.strip().splitlines()[-1]


def _tell(site: str, cookie: str, name: str, path: str, runs: int) -> bool:
    _ask(site, cookie, path)
    answers = [_ask(site, cookie, path) for _ in range(runs)]
    if {answer.status for answer in answers} != {200}:
        raise SystemExit(f"{path}: {answers[0].status}")
    middle, most = median(one.milliseconds for one in answers), max(one.milliseconds for one in answers)
    verdict = "" if middle <= TARGET else "  MISSED"
    print(f"{name:16} {middle:6.0f} ms, at most {most:.0f} ms (asked for: {TARGET:.0f}){verdict}", flush=True)
    return middle <= TARGET


def _clear(site: str, cookie: str) -> None:
    """The second click: the largest heap, until nothing of it waits."""
    page = _ask(site, cookie, PAGES["likely spam"])
    path, count = HEAP.search(page.body).groups()
    typed = {"action": "reject", "alike": "1", "reason": "spam", "csrfmiddlewaretoken": TOKEN.search(page.body)[1]}
    began = time.monotonic()
    answer = _ask(site, f"{cookie}; {page.cookie}", path.replace("&amp;", "&"), urlencode(typed))
    print(f"a heap of {int(count):,}: the answer after {answer.milliseconds:.0f} ms ({answer.status})", flush=True)
    while time.monotonic() < began + PATIENCE:
        left = APART.search(_ask(site, cookie, PAGES["first page"]).body)
        if left is None or int(left[1]) <= int(APART.search(page.body)[1]) - int(count):
            print(f"and nothing of it waits after {time.monotonic() - began:.0f} s")
            return
        time.sleep(2)
    print(f"and something of it still waits after {PATIENCE:.0f} s  MISSED")


def _ask(site: str, cookie: str, path: str, body: str | None = None) -> Answer:
    connection = HTTPConnection(urlsplit(site).netloc, timeout=60)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": site} if body else {}
    began = time.monotonic()
    connection.request("POST" if body else "GET", path, body, {"Cookie": cookie, **form})
    response = connection.getresponse()
    answer = response.read().decode()
    seconds = time.monotonic() - began
    connection.close()
    return Answer(response.status, answer, seconds * 1000, response.headers.get("Set-Cookie", "").partition(";")[0])


if __name__ == "__main__":
    sys.exit(main())
