"""A private PostGIS in `.local/pg`: a socket that only one account reaches, no port, no password.

Several commands share it: who comes first starts it, who leaves last stops it.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from urllib.parse import quote

from .postmaster import Postmaster, programs

ROLES = {"DATABASE_URL": "app", "DATABASE_OWNER_URL": "owner"}
CLUSTER = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"]
PSQL = ["--no-psqlrc", "--quiet", "--username=postgres", "--dbname=postgres"]


class Cluster:
    """`home` is the folder to keep it in; `setup` holds postgresql.conf and roles.sql."""

    def __init__(self, home: Path, setup: Path):
        self.setup = setup
        self.account = _account(home)
        self.home = _reachable(home, self.account)
        self.programs = _programs(self.home)

    def __enter__(self) -> Self:
        with self._alone():
            if not (self.home / "data").exists():
                self._create()
            self.server = self._server("data")
            self.socket = self._started(self.server)
            self._users = open(self.home / "users", "a")
            fcntl.flock(self._users, fcntl.LOCK_SH)
        return self

    def __exit__(self, *_: object) -> None:
        with self._alone(), self._users:
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return  # another command still uses it
            if self.server.socket():
                self.server.stop()
                self.socket.rmdir()

    def urls(self) -> dict[str, str]:
        """One for the site, one for who changes tables, by the names that the environment knows them by."""
        host = quote(str(self.socket), safe="")
        return {name: f"postgis://{role}@{host}/protests" for name, role in ROLES.items()}

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else starts or stops it meanwhile."""
        with open(self.home / "turn", "a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def _create(self) -> None:
        """Make it under another name first: there is never half a cluster."""
        draft = self._server("data.new")
        if draft.data.exists():
            if draft.socket():
                draft.stop()
            shutil.rmtree(draft.data)
        draft.data.mkdir(mode=0o700)
        self._give(draft.data)
        draft.run("Making a database", "initdb", "-D", draft.data, *CLUSTER)
        socket = self._started(draft)
        with open(self.setup / "roles.sql") as roles:
            draft.run("Making its roles", "psql", *PSQL, "-h", socket, stdin=roles)
        draft.stop()
        draft.data.rename(self.home / "data")

    def _server(self, folder: str) -> Postmaster:
        return Postmaster(self.home / folder, self.programs, self.account)

    def _started(self, server: Postmaster) -> Path:
        """The folder of its socket; it is started if it does not run."""
        socket = server.socket()
        if socket is None:
            socket = self._socket_folder()
            (server.data / "postgresql.conf").write_text((self.setup / "postgresql.conf").read_text())
            server.start(socket)
        return socket

    def _socket_folder(self) -> Path:
        """A folder that only the server's account enters. Its name is short: a socket's path may have 107 bytes."""
        uid = self.account.pw_uid if self.account else os.getuid()
        checkout = hashlib.sha256(bytes(self.home)).hexdigest()[:8]
        folder = Path("/run" if self.account else "/tmp", f"standpoint-{uid}-{checkout}")
        folder.mkdir(mode=0o700, exist_ok=True)
        self._give(folder)
        found = folder.lstat()
        if (found.st_uid, found.st_mode) != (uid, 0o040700):
            raise SystemExit(f"{folder} is not a folder of ours alone: remove it and start again.")
        for file in folder.iterdir():  # of a server that was killed: the number in it may be anybody's by now
            file.unlink()
        return folder

    def _give(self, folder: Path) -> None:
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid, follow_symlinks=False)


def _account(home: Path) -> pwd.struct_passwd | None:
    """Who runs the server when we are root: who owns its data, and `postgres` for a new one."""
    if os.geteuid() != 0:
        return None
    data = home / "data"
    return pwd.getpwuid(data.stat().st_uid) if data.exists() else pwd.getpwnam("postgres")


def _reachable(home: Path, account: pwd.struct_passwd | None) -> Path:
    """`home`, made if need be. Where `account` may not go (a checkout in /root), `home` is a link into /var/lib."""
    if not home.exists():
        home.unlink(missing_ok=True)  # a link whose target is gone
        if account and not all(folder.stat().st_mode & 0o001 for folder in home.parents):
            away = tempfile.mkdtemp(prefix="standpoint-", dir="/var/lib")
            os.chmod(away, 0o755)
            home.symlink_to(away)
        else:
            home.mkdir(mode=0o755)
    if not os.access(home, os.W_OK):
        raise SystemExit(f"{home} belongs to {home.owner()}: start as {home.owner()}.")
    return home.resolve()


def _programs(home: Path) -> Path:
    """PostgreSQL's programs, of the version that made the data."""
    made_by = home / "data" / "PG_VERSION"
    version = made_by.read_text().strip() if made_by.exists() else None
    found = programs(version)
    if found is None:
        raise SystemExit(
            f"{home} was made by PostgreSQL {version}, which is not here any more: "
            f"install postgresql-{version}-postgis-3, or move that folder away to begin with an empty one."
        )
    return found
