"""`manage.py test`: the lint contracts, pytest, and the tests of the scripts. What CI runs."""

import argparse
import fcntl
import hashlib
import os
import sys
from pathlib import Path

from .processes import GRACE, eventually, start, step, stop
from .up import FONTS

SCRIPTS = Path(sys.prefix) / "bin"
# More than two cores: half of the time a test waits for the browser, for a mail server, for the disk.
WORKERS = "4"
LINT: dict[str, list[str]] = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "imports": ["lint-imports"],
    "templates": ["djhtml", "--check", "templates"],
    "types": ["mypy"],  # which seams: pyproject.toml
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
}


def parse(arguments: list[str]) -> argparse.Namespace:
    """Our own options by name; the rest, as `arguments`, is for pytest."""
    parser = argparse.ArgumentParser(
        "manage.py test",
        description="Run everything: lint contracts, pytest, node. With arguments of pytest's own, pytest only.",
        allow_abbrev=False,
    )
    parser.add_argument("--no-browser", action="store_true", help="leave out what needs chromium")
    parser.add_argument("--slow", action="store_true", help="the long runs too")
    options, rest = parser.parse_known_args(arguments)
    options.arguments = rest
    return options


def packages(options: argparse.Namespace) -> list[str]:
    # Debian's Chromium without its windows: the same engine for half of the processor. libatomic1 is for the program
    # that drives it: its wheel carries all but that.
    browser = [] if options.no_browser else ["chromium-headless-shell", "libatomic1"]
    return ["postgresql-postgis", "gettext", "nodejs", *FONTS, *browser]


def run(root: Path, options: argparse.Namespace) -> int:
    """0 when everything passed. A second run in the same checkout waits for the first: they share a test database."""
    name = hashlib.sha256(bytes(root)).hexdigest()[:8]
    os.environ["TEST_DATABASE"] = f"test_standpoint_{name}"
    with open(root / ".local" / "test.turn", "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if options.arguments:
            return _show(_pytest(options), root)
        return _everything(root, options)


def _everything(root: Path, options: argparse.Namespace) -> int:
    results = {name: _quietly(name, argv, root) for name, argv in LINT.items()}
    results["pytest"] = _show([*_pytest(options), "-n", WORKERS, "--dist", "worksteal"], root) == 0
    results["node"] = _show(["node", "--test", "--test-reporter=spec", *_scripts_tests(root)], root) == 0
    for outcome, word in ((True, "passed"), (False, "FAILED")):
        names = [name for name, passed in results.items() if passed is outcome]
        if names:
            print(f"{word}: {', '.join(names)}")
    return 0 if all(results.values()) else 1


def _quietly(name: str, argv: list[str], root: Path) -> bool:
    """Run one check; its output is worth reading only when it fails."""
    try:
        step(name, [SCRIPTS / argv[0], *argv[1:]], cwd=root)
    except SystemExit as failure:
        print(failure, flush=True)
        return False
    return True


def _show(argv: list[str], root: Path) -> int:
    process = start(argv, cwd=root)
    try:
        return process.wait()
    except KeyboardInterrupt:  # Ctrl-C reached it too: it clears up before the database goes
        eventually(lambda: process.poll() is not None, GRACE)
        stop([process])
        raise


def _scripts_tests(root: Path) -> list[str]:
    """Named one by one: node changed what it makes of a folder."""
    files = (file.relative_to(root) for file in root.glob("tests/js/**/*.test.*js"))
    return sorted(str(file) for file in files if "vendor" not in file.parts)


def _pytest(options: argparse.Namespace) -> list[str]:
    left_out = ["--no-browser"] if options.no_browser else []
    too = ["--slow"] if options.slow else []
    return [sys.executable, "-m", "pytest", *left_out, *too, *options.arguments]
