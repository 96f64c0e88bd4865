"""`deploy/serve.py`, as `up` and compose run it: leaves when it is told to, takes its processes along, tells nobody's
address."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from protests.bootstrap.processes import eventually

ROOT = Path(__file__).parents[1]
LEAVES_WITHIN = 12.0  # seconds
BAD = {
    b"GARBAGE\r\n\r\n": "400 Bad Request",
    b"GET /m/canary x HTTP/1.1\r\n\r\n": "400 Bad Request",
    b"GET / HTTP/1.1\r\nX: " + b"a" * 300_000 + b"\r\n\r\n": "431 Request Header Fields Too Large",
}


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def serving(port):
    """The server, just started, of a site without a database."""
    keys = dict.fromkeys(("SECRET_KEY", "CONTACT_KEY"), "canary" * 10)
    where = {"SITE_URL": f"http://127.0.0.1:{port}", "DATABASE_URL": "postgis:///nowhere"}
    settings = {"PATH": os.environ["PATH"], "DEVELOPMENT": "1", **keys, **where}
    command = [sys.executable, "-m", "deploy.serve", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        yield server
        server.kill()


def asked(port, request=b"GET /about/ HTTP/1.0\r\nHost: 127.0.0.1:PORT\r\n\r\n"):
    """The first line of the answer, or None when nobody answers."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            connection.sendall(request.replace(b"PORT", str(port).encode()))
            return connection.makefile("rb").readline().decode().strip()
    except OSError:
        return None


def is_up(port):
    return asked(port) == "HTTP/1.0 200 OK"


def children(server):
    return [int(pid) for pid in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()]


def test_it_leaves_though_it_is_told_while_it_starts(serving, port):
    assert eventually(lambda: len(children(serving)) == 2, 20)
    serving.terminate()
    assert serving.wait(LEAVES_WITHIN) == 0
    assert asked(port) is None


def test_killed_while_it_starts_it_takes_its_processes_along(serving):
    """F02."""
    assert eventually(lambda: len(children(serving)) == 2, 20)
    assert leaves_nobody(serving)


def test_it_goes_on_whatever_comes_and_is_killed_as_a_whole(serving, port):
    """F01, F02. And no address, no path and no key gets into what a host may keep."""
    assert eventually(lambda: is_up(port), 20)
    assert [asked(port, bad) for bad in BAD] == [f"HTTP/1.1 {status}" for status in BAD.values()]
    before = children(serving)
    os.kill(before[0], signal.SIGKILL)
    assert eventually(lambda: len(set(children(serving)) - set(before)) == 1, 20)
    assert eventually(lambda: is_up(port), 20)
    assert leaves_nobody(serving)
    assert serving.stdout.read() == b"[ERROR] Unexpected exit from worker-1\n"


def leaves_nobody(server):
    """Whether its processes end when it is killed."""
    before = children(server)
    server.kill()
    return eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in before), LEAVES_WITHIN)
