"""What Lighthouse says of a page on a phone, its own throttling included. npx fetches it; nothing of it stays here."""

import json
import os
import subprocess

from bench.visitor import CHROMIUM, QUIET

VERSION = "12.8.2"  # the last for Node 20
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100}


def reports(address: str, runs: int) -> list[dict]:
    return [_report(address) for _run in range(runs)]


def points(reports: list[dict], category: str) -> list[float]:
    return [100 * report["categories"][category]["score"] for report in reports]


def faults(report: dict) -> list[str]:
    """The audits that took points away, the dearest first."""
    parts = [part for category in TARGETS for part in report["categories"][category]["auditRefs"]]
    lost = {part["id"]: part["weight"] * (1 - (report["audits"][part["id"]]["score"] or 0)) for part in parts}
    return [_words(report["audits"][name]) for name in sorted(lost, key=lost.get, reverse=True) if lost[name] > 0]


def _words(audit: dict) -> str:
    return f"{audit['title']} {audit.get('displayValue', '')}"


def _report(address: str) -> dict:
    only = f"--only-categories={','.join(TARGETS)}"
    flags = f"--chrome-flags={' '.join(['--headless=new', *QUIET])}"
    run = ["npx", "--yes", f"lighthouse@{VERSION}", address, "--output=json", "--quiet", only, flags]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    return json.loads(subprocess.run(run, env=environment, stdout=subprocess.PIPE, check=True).stdout)
