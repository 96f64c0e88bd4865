"""How the baseline is served: by as many processes and threads as the site, and as seldom interrupted by the search for
garbage."""

import gc

workers = 2
threads = 4
keepalive = 5
control_socket_disable = True
loglevel = "error"


def post_worker_init(worker) -> None:
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
