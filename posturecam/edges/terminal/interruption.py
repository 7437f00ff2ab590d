"""Ends a run from outside its own course: Ctrl-C, a request to end, a terminal that is closed."""

import _thread
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

Handler = Callable[[int, FrameType | None], None]
_AGAIN_S = 3.0  # pressed again within this, it is the same request: ending may take a moment


@contextmanager
def ends_cleanly(clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Make a closed terminal or a request to end act like Ctrl-C for the length of the block.

    Each raises KeyboardInterrupt in the main thread, but not again within three seconds, so that
    whoever presses Ctrl-C twice does not break off what is being closed or written.

    Raises:
        KeyboardInterrupt: The user or the system asks for the end.
    """
    terminals = [stream.fileno() for stream in (sys.stdout, sys.stderr) if stream.isatty()]
    ended_s = -_AGAIN_S

    def interrupt(_number: int, _frame: object) -> None:
        nonlocal ended_s
        if clock() - ended_s >= _AGAIN_S:
            ended_s = clock()
            raise KeyboardInterrupt

    def hang_up(number: int, frame: object) -> None:
        """Drop further output: a closed terminal takes it as an error."""
        for terminal in terminals:
            os.dup2(os.open(os.devnull, os.O_WRONLY), terminal)
        interrupt(number, frame)

    with _handling({"SIGINT": interrupt, "SIGTERM": interrupt, "SIGHUP": hang_up}):
        yield


@contextmanager
def _handling(handlers: Mapping[str, Handler]) -> Iterator[None]:
    """Handle signals by name, those that this system has, for the length of the block."""
    before = {
        name: signal.signal(getattr(signal, name), handler)
        for name, handler in handlers.items()
        if hasattr(signal, name)
    }
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def interrupt_main() -> None:
    """Do from any thread what Ctrl-C does: the main thread stops waiting, too."""
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
