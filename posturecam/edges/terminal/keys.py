"""Keys pressed in the terminal, heard in a thread of their own, whatever the program does."""

import logging
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TextIO

Hear = Callable[[str], float | None]
"""Takes the keys pressed; returns the seconds until it wants to be called with "", or None."""

INTERRUPT = "\x03"  # what Ctrl-C counts as
_PASTED = 8  # as many characters at once come from the clipboard, not from a finger
_SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|O[ -~]|[ -~])?")  # arrows, F keys, Alt with a key
_UNFINISHED = re.compile(r"\x1b(\[[0-?]*[ -/]*|O)?$")
_log = logging.getLogger("posturecam")


@contextmanager
def open_keys(stdin: TextIO | None, hear: Hear) -> Iterator[None]:
    """Call `hear` with keys at the moment they are pressed, from a thread, until the block ends.

    It is also called with "" when the terminal has another size or comes back to the front, and
    with Ctrl-C where that raises KeyboardInterrupt in the main thread.  The terminal passes single
    keys on, without showing them.  Where there is no terminal nothing is ever heard.
    """
    if stdin is None or stdin.closed or not stdin.isatty():
        yield
        return
    with _listening(stdin, hear):
        yield


def named(raw: str) -> str:
    """Return the keys in what a terminal sent: lower case, without arrows, F keys and pastes."""
    keys = _SEQUENCE.sub("", raw)
    return "" if len(keys) >= _PASTED else keys.lower()


def _call(hear: Hear, keys: str) -> float | None:
    """Let `hear` have `keys`; a fault in it must not end the listening."""
    try:
        return hear(keys)
    except OSError:  # the terminal has gone; the main thread finds out by itself
        return None
    except Exception:  # noqa: BLE001 - logged; the next key may well be dealt with
        _log.exception("a key was not dealt with")
        return None


if sys.platform == "win32":
    import msvcrt

    _EVERY_S = 0.05  # a key is answered at once to the eye (below 0.1 s)

    @contextmanager
    def _listening(_stdin: TextIO, hear: Hear) -> Iterator[None]:
        stop = Event()
        thread = Thread(target=_listen, args=(hear, stop), name="keys", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _listen(hear: Hear, stop: Event) -> None:
        left_s: float | None = None
        while not stop.wait(_EVERY_S):
            keys = ""
            while msvcrt.kbhit():
                keys += msvcrt.getwch()
            left_s = None if left_s is None else left_s - _EVERY_S
            if keys or (left_s is not None and left_s <= 0):
                left_s = _call(hear, named(keys))

else:
    import os
    import select
    import signal
    import termios
    import tty

    _REST_OF_SEQUENCE_S = 0.05  # a terminal sends an arrow in one go, a slow line in parts
    _ENDING = {signal.SIGINT, signal.SIGTERM}
    _SHOWN_AGAIN = (signal.SIGWINCH, signal.SIGCONT)

    @contextmanager
    def _listening(stdin: TextIO, hear: Hear) -> Iterator[None]:
        descriptor = stdin.fileno()
        if not _in_front(descriptor):  # started with &: keys are for others
            yield
            return
        before = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor)
        try:
            with _signals() as (signals, wake):
                stop = Event()
                thread = Thread(
                    target=_listen, args=(descriptor, signals, hear, stop), name="keys", daemon=True
                )
                thread.start()
                try:
                    yield
                finally:
                    stop.set()
                    os.write(wake, b"\0")
                    thread.join()
        finally:
            with suppress(termios.error):  # the terminal may have been closed
                termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

    @contextmanager
    def _signals() -> Iterator[tuple[int, int]]:
        """Give a descriptor that brings the number of each signal at once, and its other end.

        Python's own handlers wait until the main thread comes back from whatever it calls.
        """
        reads, writes = os.pipe()
        os.set_blocking(writes, False)
        before = {one: signal.signal(one, _nothing) for one in _SHOWN_AGAIN}
        woken = signal.set_wakeup_fd(writes, warn_on_full_buffer=False)
        try:
            yield reads, writes
        finally:
            signal.set_wakeup_fd(woken)
            for one, handler in before.items():
                signal.signal(one, handler)
            os.close(reads)
            os.close(writes)

    def _nothing(_number: int, _frame: object) -> None:
        """Handle a signal only so that the thread hears of it."""

    def _listen(descriptor: int, signals: int, hear: Hear, stop: Event) -> None:
        heard, wait_s = [descriptor, signals], _call(hear, "")
        while not stop.is_set():
            ready, _, _ = select.select(heard, [], [], wait_s)
            keys = ""
            if signals in ready:
                numbers = set(os.read(signals, 256))
                keys = INTERRUPT if numbers & _ENDING else ""
                if signal.SIGCONT in numbers:
                    _take_again(descriptor)
            if descriptor in ready and _in_front(descriptor):
                raw = _read(descriptor)
                if raw is None:
                    heard = [signals]
                keys += named(raw or "")
            if not stop.is_set():
                wait_s = _call(hear, keys)

    def _read(descriptor: int) -> str | None:
        """Read what was pressed, sequences whole; None once the terminal has gone."""
        raw = ""
        while not raw or (
            _UNFINISHED.search(raw) and select.select([descriptor], [], [], _REST_OF_SEQUENCE_S)[0]
        ):
            try:
                read = os.read(descriptor, 256).decode(errors="ignore")
            except OSError:
                return None
            if not read:
                return None
            raw += read
        return raw

    def _in_front(descriptor: int) -> bool:
        """Return whether what is typed is for this process; others are stopped when they read."""
        try:
            return os.tcgetpgrp(descriptor) == os.getpgrp()
        except OSError:  # no terminal that controls us, as in tests: nobody else reads it
            return True

    def _take_again(descriptor: int) -> None:
        """Ask for single keys again: the shell has set the terminal as it likes meanwhile."""
        if _in_front(descriptor):
            with suppress(termios.error):
                tty.setcbreak(descriptor, termios.TCSADRAIN)
