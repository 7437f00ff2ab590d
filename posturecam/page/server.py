"""The page's server: an application behind its guard, on a random port of this computer."""

import asyncio
import logging
import secrets
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, Self

from aiohttp import web

from posturecam.page import guard
from posturecam.page.answers import answer, failure
from posturecam.page.assets import load_assets
from posturecam.page.backend import Live, Records
from posturecam.page.door import Door
from posturecam.page.feed import Feed
from posturecam.page.keys import Keys
from posturecam.page.peer import is_other_user
from posturecam.page.routes import Behind, routes_of
from posturecam.page.streams import is_gone

HOST: Final = "127.0.0.1"  # never a name: a name can be made to lead elsewhere
IDLE_S: Final = 120.0  # until it ends when nobody looks; a browser that restarts is back sooner
MOST_BODY: Final = 64 * 1024  # bytes of a request: more than all settings at once
SEND_BUFFER: Final = 64 * 1024  # bytes the system keeps for a slow reader, who is dropped sooner
AT_ONCE: Final = 16  # connections accepted in a row, before those there are looked at again
QUEUE: Final = 512  # that wait to be accepted; who finds it full knocks again after 1 s (RFC 6298)
THREADS: Final = 4  # for what blocks; one person clicks
KEEPALIVE_S: Final = 30.0  # for which an idle connection stays; more than between two clicks
GO_ON: Final = (
    '<!doctype html><title>posturecam</title><link rel="icon" href="data:,">'
    '<meta http-equiv="refresh" content="0; url=/{}/">'
)
LEAVING_S: Final = 1.0  # for streams to end when the server does
_nonsense = logging.getLogger("posturecam.page.nonsense")
_nonsense.disabled = True  # what cannot be read as HTTP: whoever sends it would fill the log


class PageServer:
    """Serves one backend to whoever has a token; an asynchronous context manager."""

    def __init__(self, live: Live, records: Records) -> None:
        """Serve nothing yet."""
        self._backend = live, records
        self._keys = Keys()
        self._place = secrets.token_urlsafe(12)
        self._looked = time.monotonic()

    async def __aenter__(self) -> Self:
        """Begin to serve."""
        live, records = self._backend
        self._states, self._pictures = Feed(live, pictures=False), Feed(live, pictures=True)
        self._threads = ThreadPoolExecutor(THREADS, "page")
        behind = Behind(
            live, records, self._states, self._pictures, self._threads, dict(load_assets())
        )
        self._runner = web.AppRunner(
            self._application(behind),
            access_log=None,  # it would name tokens
            logger=_nonsense,
            keepalive_timeout=KEEPALIVE_S,
            shutdown_timeout=LEAVING_S,
        )
        await self._runner.setup()
        assert self._runner.server is not None  # noqa: S101 (set up)
        self._door = Door(self._runner.server)
        self._sweeping = asyncio.create_task(self._door.sweep())
        await self._listen()
        return self

    async def __aexit__(self, *_error: object) -> None:
        """End, whoever still looks."""
        self._listening.close()
        self._sweeping.cancel()
        await self._runner.cleanup()
        self._threads.shutdown(wait=False, cancel_futures=True)

    @property
    def address(self) -> str:
        """Host and port: `127.0.0.1:34567`."""
        return f"{HOST}:{self._port}"

    @property
    def base(self) -> str:
        """Where the page is; nobody gets there without a session."""
        return f"http://{self.address}/{self._place}/"

    def invite(self) -> str:
        """Return an address that opens the page, once and within a minute."""
        self._looked = time.monotonic()
        return f"http://{self.address}/?token={self._keys.token(time.monotonic())}"

    def is_waited_for(self, invitation: str) -> bool:
        """Return whether `invitation` can still be used."""
        return self._keys.is_waiting(invitation.partition("token=")[2], time.monotonic())

    def idle_s(self) -> float:
        """Return for how many seconds nobody has looked."""
        if self._states.lookers or self._pictures.lookers:
            self._looked = time.monotonic()
        return time.monotonic() - self._looked

    async def _listen(self) -> None:
        """Listen; QUEUE connections may wait, of which AT_ONCE are accepted in a row.

        To asyncio both are its `backlog`: since bpo-27906 it accepts as many in a row as may wait.
        So the system is asked for the longer queue afterwards, once more (listen(2) allows that).
        """
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        if sys.platform == "win32":  # or another user's program may listen at the same port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        listening.bind((HOST, 0))
        self._port: int = listening.getsockname()[1]
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(self._door, sock=listening, backlog=AT_ONCE)
        listening.listen(QUEUE)

    def _application(self, behind: Behind) -> web.Application:
        inner = web.Application()
        inner.add_routes(routes_of(behind))
        outer = web.Application(middlewares=[self._guarded], client_max_size=MOST_BODY)
        outer.router.add_get("/", self._enter, allow_head=False)
        outer.add_subapp(f"/{self._place}/", inner)
        outer.on_response_prepare.append(_add_headers)
        return outer

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Answer only who may ask."""
        entering = request.path == "/" and request.method == "GET"
        asked = self._asked(request)
        refused = (
            guard.stranger(asked, self.address)
            if entering
            else guard.refusal(asked, self.address, self._keys.is_session)
        )
        if refused is None and not entering and self._is_other_user(request):
            refused = guard.Refusal(403, "This page belongs to another user.")
        if refused is not None:
            return _refuse(request, refused)
        return await self._answered(request, handler, entering=entering)

    async def _answered(
        self, request: web.Request, handler: Any, *, entering: bool
    ) -> web.StreamResponse:
        if not entering and request.transport is not None:
            self._looked = time.monotonic()
            self._door.trust(request.transport)
        try:
            response: web.StreamResponse = await handler(request)
        except web.HTTPException as error:
            return answer({"error": error.reason}, error.status)
        except ConnectionError as error:  # aiohttp's own of a client that left is one, too
            return web.Response() if is_gone(request) else failure(error)  # which nobody gets
        except Exception as error:  # noqa: BLE001 - put into words, and logged
            return failure(error)
        return response

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        """Exchange a token for a session.

        The page then goes on by itself: a browser does not send a cookie that is SameSite=Strict
        with a redirect that another page (the file that was opened) began.
        """
        token = request.query.get("token", "")
        mine = not self._is_other_user(request)
        session = self._keys.exchange(token, time.monotonic()) if mine else None
        if session is None:
            return _refuse(request, guard.Refusal(401, guard.OPEN_IT))
        self._looked = time.monotonic()
        response = web.Response(text=GO_ON.format(self._place), content_type="text/html")
        response.set_cookie(
            self._cookie, session, path=f"/{self._place}/", httponly=True, samesite="Strict"
        )
        return response

    @property
    def _cookie(self) -> str:
        return f"posturecam_{self._port}"  # a host's cookies are shared by all its ports

    def _asked(self, request: web.Request) -> guard.Asked:
        headers = request.headers
        return guard.Asked(
            method=request.method,
            host=headers.get("Host"),
            origin=headers.get("Origin"),
            fetch_site=headers.get("Sec-Fetch-Site"),
            content_type=request.content_type,
            upgrade=headers.get("Upgrade"),
            sessions=self._sessions(headers.get("Cookie", "")),
        )

    def _sessions(self, cookies: str) -> tuple[str, ...]:
        pairs = (one.strip().partition("=") for one in cookies.split(";"))
        return tuple(value for name, _, value in pairs if name == self._cookie)

    def _is_other_user(self, request: web.Request) -> bool:
        transport = request.transport
        if transport is None or self._door.is_trusted(transport):
            return False
        return is_other_user(transport.get_extra_info("peername")[1], self._port)


def _refuse(request: web.Request, refused: guard.Refusal) -> web.StreamResponse:
    if request.headers.get("Sec-Fetch-Dest") == "document":
        response = web.Response(text=refused.why, status=refused.status)
    else:
        response = answer({"error": refused.why}, refused.status)
    response.force_close()
    return response


async def _add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in guard.HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.popall("Server", None)
