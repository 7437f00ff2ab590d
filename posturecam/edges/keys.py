"""Keys pressed in the terminal, read without waiting and without a thread."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

ReadKeys = Callable[[], str]


def no_keys() -> str:
    """Nothing is ever pressed where there is no keyboard."""
    return ""


@contextmanager
def open_keys(stdin: TextIO | None) -> Iterator[ReadKeys]:
    """Give a function that returns the keys pressed since its last call, "" if there are none.

    The terminal passes single keys on, without showing them, until the block ends.
    """
    if stdin is None or stdin.closed or not stdin.isatty():
        yield no_keys
    elif sys.platform == "win32":
        yield _windows_keys
    else:
        with _posix_keys(stdin) as read:
            yield read


if sys.platform == "win32":
    import msvcrt

    def _windows_keys() -> str:
        keys = ""
        while msvcrt.kbhit():
            keys += msvcrt.getwch()
        return keys

else:
    import os
    import select
    import termios
    import tty

    @contextmanager
    def _posix_keys(stdin: TextIO) -> Iterator[ReadKeys]:
        descriptor = stdin.fileno()
        before = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor)
        try:
            yield lambda: _pending(descriptor)
        finally:
            with suppress(termios.error):  # the terminal may have been closed
                termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

    def _pending(descriptor: int) -> str:
        ready, _, _ = select.select([descriptor], [], [], 0)
        if not ready:
            return ""
        try:
            return os.read(descriptor, 64).decode(errors="ignore")
        except OSError:
            return ""
