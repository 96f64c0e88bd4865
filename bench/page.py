"""What a visitor of a day waits for, downloads and feels, beside the targets: python3 bench/page.py (README.md)."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from protests.bootstrap import LOCAL, ROOT, debian, environment

DAYS = (38, 1_000, 10_000)
LARGEST = DAYS[-1]
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")


class Figure(NamedTuple):
    name: str
    results: list[float]
    target: float
    unit: str

    @property
    def is_met(self) -> bool:
        best_is_high = self.unit == "points"
        return median(self.results) >= self.target if best_is_high else median(self.results) <= self.target

    def __str__(self) -> str:
        low, middle, high = (f"{number(self.results):,.0f}" for number in (min, median, max))
        verdict = "" if self.is_met else "MISSED"
        return f"{self.name:52} {self.target:>7,.0f} {middle:>7} {self.unit:6} {f'{low} to {high}':16} {verdict}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="each figure is the median of so many, default: 3")
    parser.add_argument("--lighthouse", action="store_true", help="what Lighthouse says instead; needs npx")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a target is missed")
    given = parser.parse_args()
    _make_ready()
    from bench.serving import served

    with served(DAYS) as site:
        print(f"{'':52} {'target':>7} {'median':>7}")
        are_met = [_tell(figure) for figure in (_points if given.lighthouse else _figures)(site, given.runs)]
    print(f"{os.cpu_count()} cores, load of the last 5 minutes {os.getloadavg()[1]:.1f}")
    return 1 if given.strict and not all(are_met) else 0


def _make_ready() -> None:
    """As `manage.py test` does: the environment with what it takes to drive a browser, and the browser."""
    LOCAL.mkdir(exist_ok=True)
    debian.provide(debian.missing(["python3-venv", "postgresql-postgis", "chromium"]), may_install=True)
    environment.enter(LOCAL / "venv", ROOT / "requirements-dev.txt")


def _tell(figure: Figure) -> bool:
    print(figure, flush=True)
    return figure.is_met


def _figures(site: str, runs: int) -> Iterator[Figure]:
    from bench import visitor

    with visitor.browser() as browser:

        def measured(count: int, measure: Callable, **how) -> list:
            def once():
                with visitor.visit(browser, **how) as visit:
                    visit.open(_address(site, count))
                    return measure(visit)

            return [once() for _run in range(runs)]

        for count in DAYS:
            moments, weights = zip(*measured(count, visitor.arrival, device=visitor.PHONE), strict=True)
            yield Figure(f"{count:,}: first row readable", list(moments), 2000, "ms")
            yield Figure(f"{count:,}: compressed, with map", [sum(one.values()) / 1000 for one in weights], 200, "kB")
            _tell_weights(weights[0])
        form = _address(site, DAYS[0]) + "submit/"
        weights = measured(DAYS[0], lambda visit: visitor.form(visit, form), device=visitor.PHONE)
        yield Figure("form with its map, from the day's page", [sum(one.values()) / 1000 for one in weights], 80, "kB")
        _tell_weights(weights[0])
        tasks = measured(LARGEST, visitor.first_touch, device=visitor.PHONE)
        yield Figure(f"{LARGEST:,}: longest task when the pins come, phone", tasks, 100, "ms")
        tasks = measured(LARGEST, visitor.move_with_fingers, device=visitor.PHONE)
        yield Figure(f"{LARGEST:,}: longest task of pan and zoom, phone", tasks, 100, "ms")
        tasks = measured(LARGEST, visitor.move_with_mouse, device=visitor.LAPTOP)
        yield Figure(f"{LARGEST:,}: longest task of pan and zoom, wide", tasks, 100, "ms")
        yield Figure(f"{LARGEST:,}: near me", measured(LARGEST, visitor.nearest, device=visitor.PHONE), 50, "ms")
        full = {"device": visitor.LAPTOP, "slowdown": 1, "network": None}
        yield Figure(f"{LARGEST:,}: drawn, at full speed", measured(LARGEST, visitor.drawn, **full), 250, "ms")


def _tell_weights(bytes_of: dict[str, int]) -> None:
    for path, weight in sorted(bytes_of.items(), key=lambda item: -item[1]):
        print(f"    {weight / 1000:8.1f} kB  {HASH.sub('', path)}")


def _points(site: str, runs: int) -> Iterator[Figure]:
    from bench import lighthouse, visitor

    day = _address(site, DAYS[0])
    with visitor.browser() as browser:
        protest = site + visitor.first_protest(browser, day)
    for name, address in {"day of 38": day, "protest": protest}.items():
        reports = lighthouse.reports(address, runs)
        for category, target in lighthouse.TARGETS.items():
            yield Figure(f"Lighthouse, {name}: {category}", lighthouse.points(reports, category), target, "points")
        for fault in lighthouse.faults(reports[0]):
            print(f"    {fault}")


def _address(site: str, count: int) -> str:
    return f"{site}/bench/n{count}/"


if __name__ == "__main__":
    sys.exit(main())
