"""The site as a host runs it (granian, hashed and compressed files) on a database of its own, which goes with it."""

import os
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from http.client import HTTPConnection
from urllib.parse import urlsplit

import psycopg

from protests.bootstrap import LOCAL, ROOT
from protests.bootstrap.cluster import Cluster
from protests.bootstrap.processes import eventually, start, step, stop

FIRST_ANSWER = 60.0  # seconds


@contextmanager
def served(counts: Sequence[int], *, has_worker: bool = False, **more: str) -> Iterator[str]:
    """The address of a site with a day of invented protests for each of `counts`: 38 are at /bench/n38/. `more` are
    further settings; its database is in the environment meanwhile, for who looks at what is in it."""
    site = f"http://127.0.0.1:{free_port()}"
    with _database() as database, tempfile.TemporaryDirectory() as static:
        environment = {**settings_of(site, database), "STATIC_ROOT": static, **more}
        _fill(counts, environment)
        serve = ["-m", "deploy.serve", urlsplit(site).netloc]
        commands = [serve, *([["manage.py", "worker"]] if has_worker else [])]
        processes = [
            start([sys.executable, *command], cwd=ROOT, env=environment, start_new_session=True) for command in commands
        ]
        try:
            if not eventually(lambda: answers(site), FIRST_ANSWER):
                raise SystemExit("The site does not answer.")
            os.environ["BENCH_DATABASE"] = database
            yield site
        finally:
            stop(processes)


def settings_of(site: str, database: str) -> dict[str, str]:
    """As in production; mails go nowhere."""
    keys = {"SECRET_KEY": "bench" * 10, "CONTACT_KEY": "bench" * 10, "EMAIL_URL": "dummy://"}
    return {**os.environ, "DEVELOPMENT": "no", "SITE_URL": site, "DATABASE_URL": database, **keys}


def _fill(counts: Sequence[int], environment: dict[str, str]) -> None:
    manage = [sys.executable, "manage.py"]
    step("Filling a database", [*manage, "prepare", "--no-sample"], cwd=ROOT, env=environment)
    step("Compressing the static files", [*manage, "collectstatic", "--no-input"], cwd=ROOT, env=environment)
    for count in counts:
        make = [sys.executable, "-m", "bench.make_day", str(count), "--states"]
        step(f"Making a day of {count}", make, cwd=ROOT, env=environment)


@contextmanager
def _database() -> Iterator[str]:
    """A new database beside that of DATABASE_URL, else in this checkout's own cluster."""
    given = os.environ.get("DATABASE_URL")
    with nullcontext() if given else Cluster(LOCAL / "pg", ROOT / "deploy" / "postgres") as cluster:
        beside = urlsplit(given or cluster.urls()["DATABASE_OWNER_URL"])
        name = f"bench_{os.getpid()}"
        with psycopg.connect(beside._replace(scheme="postgresql").geturl(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            try:
                yield beside._replace(path=f"/{name}").geturl()
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def answers(site: str, path: str = "/healthz") -> bool:
    connection = HTTPConnection(urlsplit(site).netloc, timeout=5)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
