"""What the site is measured against: the baseline app on the same data, and nginx with the same bytes or before it."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from bench.serving import FIRST_ANSWER, answers, free_port
from protests.bootstrap import LOCAL, ROOT
from protests.bootstrap.processes import eventually, start, step, stop

BASELINE = ROOT / "bench" / "baseline"
NGINX = """
worker_processes 2;
daemon off;
pid {folder}/pid;
error_log {folder}/error.log crit;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    keepalive_requests 1000000;
    proxy_cache_path {folder}/cache keys_zone=site:1m;
    upstream site {{ server {site}; keepalive 4; }}
    server {{
        listen 127.0.0.1:{static};
        location / {{ root {folder}/files; gzip_static always; default_type application/octet-stream; }}
    }}
    server {{
        listen 127.0.0.1:{cached};
        location / {{
            proxy_pass http://site; proxy_http_version 1.1;
            proxy_set_header Connection ""; proxy_set_header Host {site};
            proxy_cache site; proxy_cache_lock on; proxy_cache_valid 200 10s;
        }}
    }}
}}
"""


@contextmanager
def baseline(database: str) -> Iterator[str]:
    """Its address; served like the site, by two processes of four threads."""
    python = _environment()
    host = f"127.0.0.1:{free_port()}"
    where = urlsplit(database)
    names = {
        "BASELINE_NAME": where.path[1:],
        "BASELINE_USER": where.username or "",
        "BASELINE_HOST": unquote(where.hostname or "") or parse_qs(where.query).get("host", [""])[0],
    }
    config = BASELINE / "gunicorn.conf.py"
    command = [python, "-m", "gunicorn", "--config", config, "--chdir", BASELINE, "--bind", host, "app"]
    process = start(command, env={**os.environ, **names}, start_new_session=True)
    try:
        if not eventually(lambda: answers(f"http://{host}", "/bench/n0/protests.geojson"), FIRST_ANSWER):
            raise SystemExit("The baseline does not answer.")
        yield host
    finally:
        stop([process])


def _environment() -> Path:
    """The baseline's own, in .local/bench-venv, made once from its lock."""
    venv, lock = LOCAL / "bench-venv", BASELINE / "requirements.txt"
    stamp, python = venv / "made-for", venv / "bin" / "python"
    if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
        step("Making the baseline's environment", [sys.executable, "-m", "venv", "--clear", venv])
        install = [python, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "-r", lock]
        step("Installing the baseline's packages", install)
        stamp.write_bytes(lock.read_bytes())
    return python


@contextmanager
def nginx(site: str, bodies: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Two addresses: of a server with these gzipped bytes by path, and of a cache before `site` ("127.0.0.1:8000")."""
    ports = {"static": free_port(), "cached": free_port()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, content in bodies.items():
            file = folder / "files" / f"{path.lstrip('/')}.gz"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        os.chmod(folder, 0o755)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, site=site, **ports))
        command = ["/usr/sbin/nginx", "-e", folder / "error.log", "-c", folder / "nginx.conf"]
        process = start(command, start_new_session=True)
        try:
            path = next(iter(bodies))
            if not eventually(lambda: answers(f"http://127.0.0.1:{ports['static']}", path), FIRST_ANSWER):
                raise SystemExit("nginx does not answer.")
            yield tuple(f"127.0.0.1:{port}" for port in ports.values())
        finally:
            stop([process])
