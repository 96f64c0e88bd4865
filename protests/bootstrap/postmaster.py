"""The PostgreSQL server over one data folder: start it, stop it, and clear up after one that was killed."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .processes import Argument, eventually, step

INSTALLED = Path("/usr/lib/postgresql")
LONGEST_RECOVERY = 300  # seconds
ENVIRON = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}  # none of the caller's PG* variables


def programs(version: str | None = None) -> Path | None:
    """The folder with initdb, pg_ctl and psql of a PostgreSQL that has PostGIS: of `version`, or the newest."""
    found = [file.parents[1] for file in INSTALLED.glob("*/lib/postgis-3.so")]
    fitting = [folder for folder in found if version in (None, folder.name)]
    return max(fitting, key=lambda folder: int(folder.name)) / "bin" if fitting else None


@dataclass(frozen=True)
class Postmaster:
    """The server over `data`. `account` runs it, because it refuses to run as root; None is ourselves."""

    data: Path
    programs: Path
    account: pwd.struct_passwd | None

    def run(self, label: str, program: str, *arguments: Argument, **options: Any) -> None:
        """Run one of PostgreSQL's own programs. Raises SystemExit with its output if it fails."""
        if self.account:
            options |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        step(label, [self.programs / program, *arguments], cwd="/", env=ENVIRON, **options)

    def start(self, socket: Path) -> None:
        """Start it, listening in the folder `socket` only; returns when it answers."""
        log = self.data / "server.log"
        wait = ["-w", "-t", str(LONGEST_RECOVERY)]
        self.run("Starting PostGIS", "pg_ctl", "start", "-D", self.data, "-l", log, *wait, "-o", f"-k {socket}")

    def stop(self) -> None:
        self.run("Stopping PostGIS", "pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w")

    def socket(self) -> Path | None:
        """The folder in which the running server listens; None when nothing runs, and then nothing is left of it."""
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return None
        if pid_file.read_text().split("\n")[0] in self._processes():
            eventually(lambda: "ready" in pid_file.read_text(), LONGEST_RECOVERY)
            return Path(pid_file.read_text().split("\n")[4])  # its fifth line, see miscadmin.h of PostgreSQL
        if not eventually(lambda: not self._processes(), seconds=20):
            raise SystemExit(f"A killed database still has processes in {self.data}: end {self._processes()} first.")
        pid_file.unlink()  # that number may be anybody's by now, and PostgreSQL would take him for a server
        return None

    def _processes(self) -> list[str]:
        """The numbers of the processes at work in `data`: a server and its children stay in that folder."""
        return [link.parent.name for link in Path("/proc").glob("[0-9]*/cwd") if _target(link) == self.data]


def _target(link: Path) -> Path | None:
    try:
        return link.readlink()
    except OSError:  # somebody else's process, or one that just ended
        return None
