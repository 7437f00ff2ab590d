"""Starts and ends the process that draws over the screens.

It ends when its input is closed, so it never outlives this process, however that ends.
"""

import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from typing import IO, Any, Final

from posturecam.edges.control.own_process import start_asked_part
from posturecam.edges.desktop.overlay_messages import Message, line_of

_MOST_ANSWERS: Final = 10  # lines that one overlay may write; it writes one
_LONGEST_ANSWER: Final = 2000  # bytes of one
_END_S: Final = 3.0  # for it to go by itself at the end; it does within a tenth of a second


class OverlayProcess:
    """One overlay at a time; made by `open_overlay`."""

    def __init__(self, what: str, names: tuple[str, ...]) -> None:
        """Show `what`, whose buttons have `names`."""
        self._what, self._names = what, names
        self._lock = Lock()
        self._process: Any = None
        self._pressed: deque[str] = deque()
        self._trouble: deque[str] = deque()

    def show(self, message: Message) -> None:
        """Show `message` in the place of what is shown."""
        self.hide()
        with self._lock:
            try:
                self._process = process = start_asked_part("overlay")
                process.stdin.write(line_of(message).encode())
                process.stdin.flush()
            except OSError as error:
                self._trouble.append(self._failed(error.strerror or str(error)))
                return
        Thread(target=self._listen, args=(process,), daemon=True).start()

    def hide(self) -> None:
        """Take away what is shown."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):  # it has gone by itself
                process.stdin.close()

    def pressed(self) -> tuple[str, ...]:
        """Return what was pressed since the last call, oldest first."""
        return _drained(self._pressed)

    def trouble(self) -> str:
        """Return what went wrong since the last call; empty: nothing."""
        return " ".join(dict.fromkeys(_drained(self._trouble)))

    def close(self) -> None:
        """Take away what is shown, and wait a moment until it has gone."""
        process = self._process
        self.hide()
        if process is not None:
            _end(process)

    def _listen(self, process: Any) -> None:
        """Take in what an overlay answers until it ends; in a thread of its own."""
        for row in _rows(process.stdout):
            if row.get("pressed") in self._names:
                self._pressed.append(row["pressed"])
            elif "failed" in row:
                self._trouble.append(self._failed(str(row["failed"])))
        process.stdout.close()
        process.wait()

    def _failed(self, reason: str) -> str:
        return f"{self._what} cannot be shown: {reason}"


@contextmanager
def open_overlay(what: str, names: tuple[str, ...] = ()) -> Iterator[OverlayProcess]:
    """Draw over the screens for the length of the block; nothing starts before it is needed."""
    overlay = OverlayProcess(what, names)
    try:
        yield overlay
    finally:
        overlay.close()


def _rows(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Read the answers of an overlay, as far as they are any."""
    for _ in range(_MOST_ANSWERS):
        line = stream.readline(_LONGEST_ANSWER)
        if not line:
            return
        with suppress(ValueError):
            row = json.loads(line)
            if isinstance(row, dict):
                yield row


def _end(process: Any) -> None:
    try:
        process.wait(_END_S)
    except Exception:  # noqa: BLE001 (TimeoutExpired; it is ended, whatever holds it)
        process.kill()
        process.wait()


def _drained(waiting: deque[str]) -> tuple[str, ...]:
    return tuple(waiting.popleft() for _ in range(len(waiting)))
