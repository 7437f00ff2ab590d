"""A web site that means harm: it serves one page, and keeps what browsers send it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class EvilSite:
    port: int
    page: str = ""
    cookies: list[str] = field(default_factory=list)


@contextmanager
def evil_site() -> Iterator[EvilSite]:
    """The site, at every name that leads to 127.0.0.1, for the time of the block."""
    site = EvilSite(0)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.cookies.append(self.headers.get("Cookie", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>evil</title>{site.page}".encode())

        do_POST = do_GET  # noqa: N815 - so http.server calls it

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
