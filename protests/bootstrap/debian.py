"""What no wheel carries: which Debian packages are missing, and how they come."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from ctypes.util import find_library
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

from .postmaster import programs
from .processes import step

FONTS = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]
APT_INSTALL = "apt-get install --yes --no-install-recommends --option DPkg::Lock::Timeout=300".split()
INSTALL = ["env", "DEBIAN_FRONTEND=noninteractive", *APT_INSTALL]


def _has_gdal() -> bool:
    return find_library("gdal") is not None


def _has_font(file: str) -> bool:
    return any(next(folder.rglob(file), None) for folder in FONTS)


# Package -> whether what it is wanted for is already here, from wherever. postgresql-postgis brings GDAL along.
IS_HERE: dict[str, Callable[[], bool]] = {
    "python3-venv": lambda: find_spec("ensurepip") is not None,
    "postgresql-postgis": lambda: programs() is not None and _has_gdal(),
    "gdal-bin": _has_gdal,
    "gettext": lambda: shutil.which("msgfmt") is not None,
    "nodejs": lambda: shutil.which("node") is not None,
    "chromium": lambda: shutil.which("chromium") is not None,
    "chromium-headless-shell": lambda: shutil.which("chromium-headless-shell") is not None,
    "fonts-noto-core": lambda: _has_font("NotoSansArabic-Bold.ttf"),
    "fonts-noto-cjk": lambda: _has_font("NotoSansCJK-Bold.ttc"),
    "nginx": lambda: Path("/usr/sbin/nginx").is_file(),  # this and wrk: only for bench/feeds.py
    "wrk": lambda: shutil.which("wrk") is not None,
    "libatomic1": lambda: find_library("atomic") is not None,
}


def missing(packages: Sequence[str]) -> list[str]:
    return [package for package in packages if not IS_HERE[package]()]


def provide(packages: Sequence[str], *, may_install: bool) -> None:
    """Install `packages`, or raise SystemExit with the one line to run."""
    if not packages:
        return
    names = " ".join(packages)
    line = f"apt-get install --no-install-recommends {names}"
    if shutil.which("apt-get") is None:
        raise SystemExit(f"Install what Debian calls {names} by your system's own means, then start again.")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not may_install or not _may_become(as_root):
        raise SystemExit(f"Something is missing from this machine: run `{line}` as root, then start again.")
    with suppress(SystemExit):  # one source out of reach need not matter: the installation itself decides
        step("Reading the list of Debian packages", [*as_root, "apt-get", "update"])
    step(f"Installing {names}", [*as_root, *INSTALL, *packages])
    invalidate_caches()
    if still := missing(packages):
        raise SystemExit(f"{' '.join(still)} was installed, but {sys.executable} does not find it.")


def _may_become(as_root: list[str]) -> bool:
    if as_root and shutil.which("sudo") is None:
        return False
    return subprocess.run([*as_root, "true"], capture_output=True).returncode == 0
