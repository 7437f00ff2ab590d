"""Speaks HTTP to a page server, as a browser does or as an attacker would."""

import http.client
import json
import socket
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from tests.support.page_world import World
from tests.support.patience import PATIENCE_S

GOING_ON: Final = 5.0  # a stream is read for no longer


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    raw: bytes

    @property
    def row(self) -> Any:
        return json.loads(self.raw)


@dataclass(frozen=True)
class Visitor:
    """Somebody with a session, or without."""

    world: World
    cookie: str | None = None

    @property
    def origin(self) -> str:
        return f"http://{self.world.server.address}"

    @property
    def place(self) -> str:
        """The path of the page, with a slash at both ends."""
        return urlsplit(self.world.base).path

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: dict[str, str | None] | None = None,
    ) -> Reply:
        """Ask for `path` below the page; one that begins with `/` is asked for as it is."""
        usual: dict[str, str | None] = {"Host": self.world.server.address, "Cookie": self.cookie}
        if method == "POST":
            usual |= {"Origin": self.origin, "Content-Type": "application/json"}
        if body is not None:
            usual["Content-Length"] = str(len(body))
        return self._send(path, method, body, usual | (headers or {}))

    def post(self, path: str, row: Any, headers: dict[str, str | None] | None = None) -> Reply:
        return self.ask(path, "POST", json.dumps(row).encode(), headers)

    def _send(
        self, path: str, method: str, body: bytes | None, headers: dict[str, str | None]
    ) -> Reply:
        host, port = self.world.server.address.split(":")
        connection = http.client.HTTPConnection(host, int(port), timeout=PATIENCE_S)
        target = path if path.startswith("/") else self.place + path
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        try:
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def stream(self, path: str) -> socket.socket:
        """Ask for `path` and leave the answer unread."""
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        head = f"GET {self.place}{path} HTTP/1.1\r\nHost: {self.world.server.address}\r\n{cookie}"
        return self.raw(f"{head}\r\n".encode())

    def raw(self, sent: bytes) -> socket.socket:
        """Send these bytes over a connection of their own."""
        host, port = self.world.server.address.split(":")
        opened = socket.create_connection((host, int(port)), timeout=PATIENCE_S)
        opened.sendall(sent)
        return opened


def guest(world: World) -> Visitor:
    """Somebody who was invited, with a cookie."""
    reply = Visitor(world).ask(urlsplit_path(world.invite()))
    assert reply.status == 200
    return Visitor(world, reply.headers["Set-Cookie"].split(";")[0])


def urlsplit_path(address: str) -> str:
    """The path of an address with its query."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def read_all(opened: socket.socket) -> bytes:
    """Read until the other side closes."""
    got = b""
    while more := opened.recv(65536):
        got += more
    return got
