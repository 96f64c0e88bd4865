"""How the site is served: by `manage.py up` and by compose."""

import gc
import logging

workers = 2
threads = 4
timeout = 30
graceful_timeout = 8
keepalive = 5
control_socket_disable = True
worker_tmp_dir = "/dev/shm"

# No access log, and nothing below error: a warning about a malformed request names the visitor's address.
accesslog = None
loglevel = "error"


def post_worker_init(worker) -> None:
    """A page of ten thousand is made of many small things that all stay until it is written: to look for garbage among
    them every 700 takes a fifth of the time. What the site itself consists of is none at all."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def on_starting(server) -> None:
    server.log.error_log.addFilter(_without_request)


def _without_request(record: logging.LogRecord) -> bool:
    """A path may hold the token of a link in a mail."""
    if str(record.msg).startswith("Error handling request"):
        record.msg, record.args = "Error handling a request", ()
    return True
