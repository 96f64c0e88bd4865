"""A tile server on this machine, which answers as its path says: /good/12/3/4.png, /slow/..., /302/..."""

import struct
import threading
import time
import zlib
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar


def png(shade: int = 200) -> bytes:
    """256 x 256 pixels of one grey."""
    rows = (b"\0" + bytes([shade]) * 256) * 256
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 256, 256, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


class Handler(BaseHTTPRequestHandler):
    asked: ClassVar[list] = []

    def do_GET(self) -> None:
        manner = self.path.split("/")[1]
        self.asked.append((self.path, dict(self.headers)))
        if manner.isdecimal():
            self.send_response(int(manner))
            self.send_header("Location", "/good/12/0/0.png")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            getattr(self, manner)()

    def good(self) -> None:
        self.say("image/png", png())

    def cookie(self) -> None:
        self.say("image/png", png(), ("Set-Cookie", "who=you"), ("X-Odd", "yes"))

    def page(self) -> None:
        self.say("text/html", b"<script>alert(1)</script>")

    def disguised(self) -> None:
        self.say("image/png", b"<script>alert(1)</script>")

    def drawing(self) -> None:
        self.say("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>")

    def huge(self) -> None:
        self.say("image/png", png() + bytes(2**20))

    def endless(self) -> None:
        """No length, no end."""
        self.say("image/png", png(), length=None)
        while True:
            self.wfile.write(bytes(2**16))

    def cut(self) -> None:
        self.say("image/png", png(), length=10_000)
        self.close_connection = True

    def slow(self) -> None:
        time.sleep(2)

    def drip(self) -> None:
        self.say("image/png", b"", length=100)
        for byte in png()[:100]:
            time.sleep(0.15)
            self.wfile.write(bytes([byte]))

    def gone(self) -> None:
        self.close_connection = True

    def say(self, media_type, body, *headers, length=-1) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        if length is not None:
            self.send_header("Content-Length", str(len(body) if length < 0 else length))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        with suppress(ConnectionError):  # who asked has heard enough
            super().handle()

    def log_message(self, *_args) -> None:
        pass


@contextmanager
def running():
    """Yields the server's address and the list of (path, headers) that it was asked."""
    Handler.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", Handler.asked
    server.shutdown()
    thread.join()
    server.server_close()
