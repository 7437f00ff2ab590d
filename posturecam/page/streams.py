"""What is sent for as long as somebody looks: states as events, pictures as parts of one answer."""

import asyncio
from collections.abc import Callable
from typing import Final

from aiohttp import web

from posturecam.page.feed import Feed

PATIENCE_S: Final = 10.0  # for which a client may not read; a computer that swaps reads sooner
BEAT_S: Final = 15.0  # between signs of life; proxies and browsers give up after 30 s and more
LOOK_S: Final = 1.0  # between looks whether the client is still there
_PART: Final = "picture"


async def send_states(request: web.Request, feed: Feed) -> web.StreamResponse:
    """Send each state as an event `state`, until the client leaves (Server-Sent Events)."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    return await _send(request, response, feed, _event, b": still here\n\n")


async def send_pictures(request: web.Request, feed: Feed) -> web.StreamResponse:
    """Send each picture in the place of the one before, until the client leaves.

    Browsers show a `multipart/x-mixed-replace` in an <img> as moving pictures.
    """
    kind = f"multipart/x-mixed-replace; boundary={_PART}"
    response = web.StreamResponse(headers={"Content-Type": kind})
    return await _send(request, response, feed, _part, b"")


async def _send(
    request: web.Request,
    response: web.StreamResponse,
    feed: Feed,
    wrap: Callable[[bytes], bytes],
    beat: bytes,
) -> web.StreamResponse:
    response.force_close()
    await response.prepare(request)
    number, silent_s = -1, 0.0
    with feed.looking():
        while not is_gone(request):
            try:
                number, raw = await asyncio.wait_for(feed.newer(number), LOOK_S)
                sent, silent_s = wrap(raw), 0.0
            except TimeoutError:
                silent_s += LOOK_S
                if silent_s < BEAT_S or not beat:
                    continue
                sent, silent_s = beat, 0.0
            if not await _write(request, response, sent):
                break
    return response


async def _write(request: web.Request, response: web.StreamResponse, raw: bytes) -> bool:
    """Write `raw`; return False when the client does not read, and is dropped.

    Raises:
        ConnectionError: The client has left.
    """
    try:
        await asyncio.wait_for(response.write(raw), PATIENCE_S)
    except TimeoutError:
        if request.transport is not None:
            request.transport.abort()  # closing would wait for what it does not read
        return False
    return True


def is_gone(request: web.Request) -> bool:
    """Return whether the client has left: at any moment, which is no error."""
    return request.transport is None or request.transport.is_closing()


def _event(raw: bytes) -> bytes:
    return b"event: state\ndata: " + raw + b"\n\n"


def _part(jpeg: bytes) -> bytes:
    head = f"--{_PART}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
    return head.encode() + jpeg + b"\r\n"
