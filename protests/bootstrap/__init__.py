"""What manage.py does on a bare machine before Django can be imported. Standard library only, in every room:

debian.py       what no wheel carries: which packages are missing, and how they come
environment.py  .local/venv, made from the lock file
keys.py         this checkout's own SECRET_KEY and CONTACT_KEY
cluster.py      a private PostGIS in .local/pg, when no DATABASE_URL is set
postmaster.py   its server process: start, stop, and what is left of one that was killed
processes.py    child processes: seen while they run, gone when we are
up.py, gate.py  `manage.py up` and `manage.py test`
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

from . import debian, environment, gate, keys, up
from .cluster import Cluster

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
OWN_COMMANDS: dict[str, ModuleType] = {"up": up, "test": gate}
# These change the schema or load whole tables; the site runs without that right (deploy/postgres/roles.sql).
OWNERS_COMMANDS = {"test", "migrate", "prepare", "load_places", "load_sample", "flush"}


def run(argv: list[str]) -> int:
    """Make ready what the command in `argv` needs, run it, put everything away again; the exit status."""
    name = argv[1] if len(argv) > 1 else "help"
    own = OWN_COMMANDS.get(name)
    options = own.parse(argv[2:]) if own else None
    lock = ROOT / ("requirements-dev.txt" if own is gate else "requirements.txt")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if own or "DATABASE_URL" not in os.environ or not environment.is_active(lock):
            _make_local()
        debian.provide(debian.missing(_needs(own, options, lock)), may_install=own is not None)
        environment.enter(LOCAL / "venv", lock)
        with _database(name, getattr(options, "port", up.PORT)):
            return own.run(ROOT, options) if own else _django(argv)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _make_local() -> None:
    LOCAL.mkdir(exist_ok=True)
    if not os.access(LOCAL, os.W_OK):
        raise SystemExit(f"{LOCAL} belongs to {LOCAL.owner()}: start as {LOCAL.owner()}, or give yourself the folder.")


def _needs(own: ModuleType | None, options: object, lock: Path) -> list[str]:
    """The Debian packages without which this command cannot run."""
    database = "gdal-bin" if "DATABASE_URL" in os.environ else "postgresql-postgis"
    venv = [] if environment.is_active(lock) or environment.exists(LOCAL / "venv", lock) else ["python3-venv"]
    return list(dict.fromkeys([*venv, database, *(own.packages(options) if own else [])]))


@contextmanager
def _database(command: str, port: int) -> Iterator[None]:
    """DATABASE_URL in the environment: the host's own, or a private cluster that runs while somebody uses it."""
    if "DATABASE_URL" in os.environ:
        if command == "test":
            _set_defaults(_development(port))
        _act_as_owner(command)
        yield
        return
    with Cluster(LOCAL / "pg", ROOT / "deploy" / "postgres") as cluster:
        _set_defaults({**_development(port), **cluster.urls()})
        _act_as_owner(command)
        yield


def _development(port: int) -> dict[str, str]:
    return {"DEVELOPMENT": "1", "SITE_URL": f"http://{up.HOST}:{port}", **keys.of_checkout(LOCAL)}


def _set_defaults(values: dict[str, str]) -> None:
    for name, value in values.items():
        os.environ.setdefault(name, value)


def _act_as_owner(command: str) -> None:
    if command in OWNERS_COMMANDS:
        os.environ["DATABASE_URL"] = os.environ.get("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])


def _django(argv: list[str]) -> int:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from environs import EnvError

    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except (ImproperlyConfigured, EnvError) as fault:
        raise SystemExit(str(fault)) from None  # its sentence says what to write; the way there is no help
    execute_from_command_line(argv)
    return 0
