"""Who may stay connected: a bound on connections, and a deadline for those who say nothing."""

import asyncio
from typing import Final
from weakref import WeakKeyDictionary, WeakSet

from aiohttp import web

MOST_CONNECTIONS: Final = 64  # more than a person has tabs and browsers open; by judgement
FULL: Final = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
KNOCK_S: Final = 10.0  # for a connection to send its first good request; by judgement
SWEEP_S: Final = 0.5  # between looks for those that have not


class Door:
    """Makes the protocol of each connection, and closes those of strangers when it gets crowded.

    A connection is trusted once a request on it was answered; strangers cannot keep those who are
    trusted out, since the oldest stranger goes when somebody new comes.
    """

    def __init__(self, server: web.Server) -> None:
        """Stand before `server`."""
        self._server = server
        self._trusted: WeakSet[asyncio.BaseTransport] = WeakSet()
        self._came_s: WeakKeyDictionary[asyncio.BaseTransport, float] = WeakKeyDictionary()

    def __call__(self) -> asyncio.Protocol:
        """Return the protocol of a new connection."""
        inside = self._server.connections
        if len(inside) >= MOST_CONNECTIONS and not any(map(self._end_stranger, inside)):
            return _Refusing()
        return self._server()

    async def sweep(self) -> None:
        """End strangers that have been here for too long, again and again."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(SWEEP_S)
            for handler in self._server.connections:
                transport, now = handler.transport, loop.time()
                if transport and now - self._came_s.setdefault(transport, now) >= KNOCK_S:
                    self._end_stranger(handler)

    def trust(self, transport: asyncio.BaseTransport) -> None:
        """Let this connection stay."""
        self._trusted.add(transport)

    def is_trusted(self, transport: asyncio.BaseTransport) -> bool:
        """Return whether this connection may stay."""
        return transport in self._trusted

    def _end_stranger(self, handler: web.RequestHandler) -> bool:
        transport = handler.transport
        if transport is None or transport in self._trusted or transport.is_closing():
            return False
        transport.abort()  # closing would wait for what it does not read
        return True


class _Refusing(asyncio.Protocol):
    """Says that there is no room, and closes."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)  # noqa: S101 (of a connection)
        transport.write(FULL)
        transport.close()
