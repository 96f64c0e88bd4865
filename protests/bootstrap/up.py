"""`manage.py up`: the database up to date, then the site and its worker until Ctrl-C."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from .processes import eventually, start, step, stop

# What no wheel carries of the letters on posters: every script but Latin, Cyrillic and Greek.
FONTS = ["fonts-noto-core", "fonts-noto-cjk"]
HOST, PORT = "127.0.0.1", 8000
CONNECTIONS = "6"  # to the database, kept open by each process; a new one takes longer than most answers
LET_GO = 4.0  # seconds for which a site that was killed may still hold its port
FIRST_ANSWER = 60.0  # seconds
Children = dict[str, subprocess.Popen[bytes]]


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("manage.py up", description="Serve the site here, with its worker and database.")
    parser.add_argument("--port", type=_free_port, default=str(PORT), help=f"default: {PORT}")
    parser.add_argument("--no-sample", action="store_true", help="begin without the sample day")
    return parser.parse_args(arguments)


def packages(options: argparse.Namespace) -> list[str]:
    return FONTS


def run(root: Path, options: argparse.Namespace) -> int:
    """Serve until Ctrl-C (0), or until the site or the worker ends by itself (1)."""
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup leaves it
        signal.signal(signal.SIGHUP, signal.default_int_handler)
    manage = [sys.executable, "manage.py"]
    sample = ["--no-sample"] if options.no_sample else []
    step("Bringing the database up to date", [*manage, "prepare", *sample], cwd=root)
    commands = {
        "site": [sys.executable, "-m", "deploy.serve", f"{HOST}:{options.port}"],
        "worker": [*manage, "worker"],
    }
    served = {"DATABASE_POOL": CONNECTIONS, **os.environ}
    # In sessions of their own, so that Ctrl-C reaches only us.
    children = {name: start(argv, cwd=root, env=served, start_new_session=True) for name, argv in commands.items()}
    try:
        return _watch(children, options.port)
    except KeyboardInterrupt:
        print("\nStopping.", flush=True)
        return 0
    finally:
        stop(list(children.values()))


def _watch(children: Children, port: int) -> int:
    if eventually(lambda: bool(_answers(port) or _ended(children)), FIRST_ANSWER) and not _ended(children):
        _tell_where(port)
    while not (ended := _ended(children)):
        time.sleep(0.2)
    print(f"The {ended} ended by itself, with status {children[ended].returncode}: stopping the rest.", flush=True)
    return 1


def _ended(children: Children) -> str | None:
    return next((name for name, child in children.items() if child.poll() is not None), None)


def _answers(port: int) -> bool:
    """Whether the first page comes, whatever it says."""
    try:
        with socket.create_connection((HOST, port), timeout=FIRST_ANSWER) as connection:
            connection.sendall(f"GET / HTTP/1.0\r\nHost: {HOST}:{port}\r\n\r\n".encode())
            return connection.recv(1) != b""
    except OSError:
        return False


def _tell_where(port: int) -> None:
    print(f"Standpoint is at http://{HOST}:{port}/")
    print("  first login   python3 manage.py makecoordinator you@example.org --campaign sarchk")
    if os.environ.get("DEVELOPMENT"):
        print(f"  its mails     http://{HOST}:{port}/dev/mail/")
    print("  stop          Ctrl-C", flush=True)


def _free_port(text: str) -> int:
    """The port; SystemExit when somebody else has it."""
    port = int(text)
    if not eventually(lambda: _can_bind(port), LET_GO):
        raise SystemExit(f"Port {port} is taken: stop what uses it, or try `python3 manage.py up --port {port + 1}`.")
    return port


def _can_bind(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
