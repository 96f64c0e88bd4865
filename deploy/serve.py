"""How the site is served, by `manage.py up` and by compose: python -m deploy.serve HOST:PORT"""

import gc
import os
import re
import signal
import sys
from functools import partial

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from protests.bootstrap.processes import die_with_parent

# Names of settings that nobody but the settings should see.
SECRET = re.compile(r"(KEY|KEYS|PASSWORD|URL)$")


def load(parent: int, _target: str):
    """The application, in each process that serves it."""
    # Who is killed with -9 takes them along. What starts does not hear SIGTERM (granian 2.8).
    die_with_parent(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    from protests.wsgi import application

    # Granian shows each request the whole environment. The settings have been read.
    for name in filter(SECRET.search, list(os.environ)):
        del os.environ[name]
    # A page of ten thousand is made of many small things that all stay until it is written: to look for garbage among
    # them every 700 takes a fifth of the time. What the site itself consists of is none at all.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    return application


def main(address: str) -> None:
    host, _colon, port = address.rpartition(":")
    Granian(
        "protests.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=2,
        blocking_threads=4,
        http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=64 * 1024),
        # No access log, and nothing below error: a visitor's address or the token in a path might be in it.
        log_access=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        # Who does not hear it when it is told to leave is killed.
        workers_kill_timeout=8,
    ).serve(target_loader=partial(load, os.getpid()))


if __name__ == "__main__":
    main(sys.argv[1])
