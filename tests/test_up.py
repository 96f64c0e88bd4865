"""`manage.py up` in a fresh checkout: serves, shares its database, ends with Ctrl-C, and comes back after kill -9."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from protests.bootstrap.processes import eventually

ROOT = Path(__file__).parents[1]
NOT_CHECKED_OUT = shutil.ignore_patterns(".*", "__pycache__", "staticfiles", "tests")
ENVIRON = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}


@pytest.fixture(scope="module")
def checkout():
    """A copy of the program with nothing made in it yet; the environment is the one that runs this test."""
    folder = Path(tempfile.mkdtemp(prefix="standpoint-test-"))
    folder.chmod(0o755)
    shutil.copytree(ROOT, folder, ignore=NOT_CHECKED_OUT, dirs_exist_ok=True)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def up(checkout, port):
    """The running command, once it has said where the site is."""
    command = [sys.executable, "manage.py", "up", "--no-sample", "--port", str(port)]
    with subprocess.Popen(command, cwd=checkout, env=ENVIRON, stdout=subprocess.PIPE, text=True) as running:
        assert any(line.startswith(f"Standpoint is at http://127.0.0.1:{port}/") for line in running.stdout)
        yield running
        running.kill()


def status(port, path):
    """The status code, or None when nobody answers, or no longer."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            connection.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            line = connection.makefile("rb").readline()
            return int(line.split()[1]) if line else None
    except OSError:
        return None


def works_with_the_database(checkout):
    command = [sys.executable, "manage.py", "migrate", "--check"]
    return subprocess.run(command, cwd=checkout, env=ENVIRON, capture_output=True).returncode == 0


def processes_in(checkout):
    """The numbers of what runs with its feet in the checkout: the command, site, worker and database."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):  # somebody else's, or one that just ended
            if os.readlink(link).startswith(str(checkout)):
                found.append(int(link.parent.name))
    return found


def test_serves_shares_its_database_and_ends_with_ctrl_c(up, checkout, port):
    assert [status(port, path) for path in ("/", "/healthz", "/dev/mail/")] == [200, 200, 200]
    assert works_with_the_database(checkout)
    assert status(port, "/healthz") == 200
    up.send_signal(signal.SIGINT)
    assert up.stdout.read().splitlines()[-1] == "Stopping."
    assert up.wait() == 0
    assert processes_in(checkout) == []


def test_nobody_notices_that_the_database_cut_every_connection(up, checkout, port):
    """F03: what the site keeps open is tried before it is used."""
    assert [status(port, "/") for _each in range(8)] == [200] * 8
    for pid in processes_in(checkout):
        if Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"postgres: app "):
            os.kill(pid, signal.SIGTERM)
    assert [status(port, "/") for _each in range(16)] == [200] * 16
    up.send_signal(signal.SIGINT)
    assert up.wait() == 0


def test_stops_as_a_whole_when_a_part_ends(up, checkout, port):
    worker = next(pid for pid in processes_in(checkout) if b"\0worker\0" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(worker, signal.SIGKILL)
    assert up.stdout.read().splitlines()[-1] == "The worker ended by itself, with status -9: stopping the rest."
    assert up.wait() == 1
    assert processes_in(checkout) == []


def test_killed_it_takes_the_site_along_and_comes_back(up, checkout, port):
    up.kill()
    assert eventually(lambda: status(port, "/healthz") is None, seconds=10)
    for process in processes_in(checkout):  # the database, and what is still leaving
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    assert eventually(lambda: processes_in(checkout) == [], seconds=10)
    assert works_with_the_database(checkout)
