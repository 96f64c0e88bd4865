"""The Python environment: `.local/venv`, holding what a lock file with hashes lists. An active one that has it is kept.

`up` and `test` share one folder; a stamp in it says for which place, which Python and which lock files it was made.
"""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .processes import step

ASK_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"


def enter(venv: Path, lock: Path) -> None:
    """Return only in an environment that holds `lock`; if need be the venv's Python takes this process over."""
    if is_active(lock):
        return
    made = not exists(venv, lock)
    if made:
        _make(venv, lock)
    if made or Path(sys.prefix) != venv:
        python = str(venv / "bin" / "python")
        os.execv(python, [python, *sys.orig_argv[1:]])


def is_active(lock: Path) -> bool:
    """Whether the environment we run in is the user's own (activated, a container's) and carries what `lock` is for."""
    if Path(sys.prefix) == lock.parent / ".local" / "venv":
        return False
    listed = lock.read_text()
    pin = re.search(r"^django==(\d+\.\d+)\.", listed, re.MULTILINE)
    needed = ["psycopg", *(name for name in ("pytest", "ruff") if f"\n{name}==" in listed)]
    return pin is not None and _version("django").startswith(f"{pin[1]}.") and all(map(_version, needed))


def exists(venv: Path, lock: Path) -> bool:
    return {*_made_here(venv), _digest(lock)} <= _stamp(venv)


def _make(venv: Path, lock: Path) -> None:
    with open(venv.with_suffix(".lock"), "w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # a second command on a bare machine waits here, and finds it made
        if exists(venv, lock):
            return
        if not _made_here(venv) <= _stamp(venv):
            python = getattr(sys, "_base_executable", sys.executable)
            step("Making a Python environment in .local/venv", [python, "-m", "venv", "--clear", venv])
        _install(venv, lock)


def _install(venv: Path, lock: Path) -> None:
    """Install `lock`. The stamp is away meanwhile: what is interrupted is made anew."""
    stamp = venv / "made-for"
    stamp.unlink(missing_ok=True)
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    step("Installing the Python packages", [*pip, "--require-hashes", "--requirement", str(lock)])
    holds = {_digest(lock), _digest(lock.with_name("requirements.txt"))}  # the longer list includes the shorter
    stamp.write_text("\n".join({*_made_here(venv), *holds}))


def _stamp(venv: Path) -> set[str]:
    try:
        return set((venv / "made-for").read_text().split("\n"))
    except FileNotFoundError:
        return set()


def _made_here(venv: Path) -> set[str]:
    """What must be in the stamp: this place (scripts name it) and the version that the venv's Python has now."""
    asked = [str(venv / "bin" / "python"), "-c", ASK_VERSION]
    try:
        answer = subprocess.run(asked, capture_output=True, text=True).stdout.strip()
    except OSError:
        answer = ""
    return {str(venv), answer or "no Python"}


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
