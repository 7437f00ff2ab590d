"""The page's process: it serves until nobody has looked for a while, and opens the browser.

It is started by the instance (`process.py`), which writes a line to its standard input each time
somebody wants to see the page, and reads one line of answer.  Tokens and the port never leave this
process but in a file for this user only.
"""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Final

from posturecam.app.page.opening import clear, leading_file
from posturecam.edges.desktop.browser import open_in_browser
from posturecam.errors import PosturecamError
from posturecam.page.backend import Live, Records
from posturecam.page.keys import TOKEN_S
from posturecam.page.peer import knows_users
from posturecam.page.server import IDLE_S, PageServer

LOOK_S: Final = 0.25  # between looks whether an invitation was used, and whether anybody is left
AGAIN_S: Final = 8.0  # until it counts as a browser that may not read the file; by judgement
OPENED: Final = "The page opens in your browser."
BY_HAND: Final = "There is no browser to open. Within a minute, open this file in one: {}"


def serve_page(live: Live, records: Records, folder: Path, idle_s: float = IDLE_S) -> None:
    """Serve the page until nobody has looked for `idle_s` seconds; `folder` is this user's alone.

    Each line of the standard input opens the page in the browser; so does the start.
    """
    clear(folder)
    asyncio.run(_serve(live, records, folder, idle_s))


async def _serve(live: Live, records: Records, folder: Path, idle_s: float) -> None:
    ending = asyncio.Event()
    _end_on_signals(ending)
    async with PageServer(live, records) as server:
        wishes: asyncio.Queue[None] = asyncio.Queue()
        _take_wishes(wishes)
        opening = asyncio.create_task(_open_all(server, folder, wishes))
        while not (ending.is_set() or opening.done() or server.idle_s() > idle_s):
            with suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), LOOK_S)
        opening.cancel()
        with suppress(asyncio.CancelledError):
            await opening


async def _open_all(server: PageServer, folder: Path, wishes: asyncio.Queue[None]) -> None:
    async with asyncio.TaskGroup() as openings:
        openings.create_task(_open(server, folder))
        while True:
            await wishes.get()
            openings.create_task(_open(server, folder))


async def _open(server: PageServer, folder: Path) -> None:
    try:
        await _open_in_browser(server, folder)
    except PosturecamError as error:
        _say(str(error))


async def _open_in_browser(server: PageServer, folder: Path) -> None:
    """Open the page in the browser, and once more in another way if that did not work.

    A browser may be barred from the file (Firefox and Chromium as snaps are).  Then the address
    itself is opened, where its token is of no use to other users who see it.
    """
    invitation = server.invite()
    with leading_file(folder, invitation) as path:
        opened = await asyncio.to_thread(open_in_browser, path.as_uri())
        _say(OPENED if opened else BY_HAND.format(path))
        if opened and knows_users() and not await _is_used(server, invitation, AGAIN_S):
            await asyncio.to_thread(open_in_browser, server.invite())
        await _is_used(server, invitation, TOKEN_S)


async def _is_used(server: PageServer, invitation: str, patience_s: float) -> bool:
    for _ in range(round(patience_s / LOOK_S)):
        if not server.is_waited_for(invitation):
            return True
        await asyncio.sleep(LOOK_S)
    return False


def _take_wishes(wishes: asyncio.Queue[None]) -> None:
    loop = asyncio.get_running_loop()

    def read() -> None:  # not through sys.stdin: its lock would hinder the end of the process
        with suppress(OSError, RuntimeError):  # no input, or the loop has ended
            while os.read(sys.stdin.fileno(), 1024):
                loop.call_soon_threadsafe(wishes.put_nowait, None)

    Thread(target=read, daemon=True).start()


def _say(text: str) -> None:
    with suppress(OSError):  # the instance has ended
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def _end_on_signals(ending: asyncio.Event) -> None:
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(name, ending.set)
