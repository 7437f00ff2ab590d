"""A web server of this computer: files in memory, and the ways of servers that are less good."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class WebFolder:
    """What is served at `url`, by path; a path that ends with `/` lists what is below it."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    ranges: bool = True  # whether a part can be asked for
    tags: bool = True  # whether answers carry an ETag
    breaks: int = 0  # how many answers to GET still end in the middle
    refuses: bool = False  # whether everybody is refused
    asked: list[str] = field(default_factory=list)  # the lines of all requests

    def answer(self, path: str) -> bytes | None:
        """Return what is at `path`."""
        if path.endswith("/"):
            below = [name for name in self.files if name.startswith(path)]
            steps = sorted({_step(name[len(path) :]) for name in below})
            links = "".join(f'<a href="{path}{step}">{step}</a>\n' for step in steps)
            return f"<html><body>{links}</body></html>".encode() if below else None
        return self.files.get(path)


def _step(rest: str) -> str:
    """Return the file, or the folder with its slash, that `rest` begins with."""
    return "".join(rest.partition("/")[:2])


class Handler(BaseHTTPRequestHandler):
    """Answers for a folder."""

    folder: WebFolder

    def do_HEAD(self) -> None:
        """Answer without the content."""
        self._answer()

    def do_GET(self) -> None:
        """Answer, and sometimes only in half."""
        part = self._answer()
        if self.folder.breaks and not self._path.endswith("/"):
            self.folder.breaks -= 1
            self.close_connection = True
            part = part[: len(part) // 2]
        self.wfile.write(part)

    @property
    def _path(self) -> str:
        return self.path.partition("?")[0]

    def _answer(self) -> bytes:
        """Send the head of the answer, and return its content."""
        self.folder.asked.append(self.requestline)
        data = self.folder.answer(self._path)
        if self.folder.refuses:
            return self._head(403, b"")
        if data is not None:
            return self._found(data)
        if self.folder.answer(f"{self._path}/") is None:
            return self._head(404, b"")
        return self._head(301, b"", Location=f"{self._path}/")  # as of whoever asks for a folder

    def _found(self, data: bytes) -> bytes:
        headers = {"Content-Type": "text/html"} if self._path.endswith("/") else {}
        if self.folder.ranges:
            headers["Accept-Ranges"] = "bytes"
        if self.folder.tags:
            headers["ETag"] = f'"{md5(data, usedforsecurity=False).hexdigest()}"'
        asked = self.headers.get("Range", "")
        if not self.folder.ranges or not asked:
            return self._head(200, data, **headers)
        first, _, last = asked.removeprefix("bytes=").partition("-")
        return self._head(206, data[int(first) : int(last) + 1 if last else None], **headers)

    def _head(self, status: int, data: bytes, **headers: str) -> bytes:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        return data

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def web_folder(files: dict[str, bytes]) -> Iterator[WebFolder]:
    """Serve `files` for the time of the block."""
    folder = WebFolder(files=dict(files))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"folder": folder}))
    folder.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield folder
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
