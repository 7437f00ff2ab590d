"""The process that draws over the screens: `posturecam overlay`.

It shows one message, and ends when its time is over, when something was pressed, or when its input
is closed: nobody is left with a border or a break screen whose posturecam has gone.
"""

import json
import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from threading import Event, Thread
from time import monotonic
from typing import IO, Any, Final, TextIO

from posturecam.edges.desktop.overlay_messages import (
    LONGEST_LINE,
    Border,
    Message,
    message_of,
)
from posturecam.errors import PosturecamError

POLL_MS: Final = 50  # between two looks at the input: gone at once, for a person
NO_TKINTER: Final = (
    "Python's tkinter is missing (Debian and Ubuntu: sudo apt install python3-tk; "
    "Homebrew: brew install python-tk)"
)


def run(source: IO[bytes], sink: TextIO) -> None:
    """Show the message that `source` begins with; write to `sink` what was pressed, or failed."""
    try:
        message = message_of(source.readline(LONGEST_LINE).decode())
    except (PosturecamError, UnicodeDecodeError) as error:
        _answer(sink, failed=str(error))
        return
    closed = Event()
    Thread(target=_wait_for_end, args=(source.fileno(), closed), daemon=True).start()
    failed = show(message, closed.is_set, lambda name: _answer(sink, pressed=name))
    if failed:
        _answer(sink, failed=failed)


def show(message: Message, ended: Callable[[], bool], press: Callable[[str], None]) -> str:
    """Show `message` until its time is over, `ended` or something was pressed.

    Return why it cannot be shown; empty: it was.
    """
    if missing_tkinter():
        return NO_TKINTER
    import tkinter as tk  # noqa: PLC0415 (may be missing)

    pressed = Event()  # perhaps while it is still being drawn

    def take(name: str) -> None:
        pressed.set()
        press(name)

    try:
        root = _root()
        try:
            _draw(root, message, take)
            until_s = monotonic() + message.for_s
            root.after(0, _until, root, lambda: pressed.is_set() or ended(), until_s)
            root.mainloop()  # which is not ended by what was asked for before it began
        finally:
            _destroy(root)
    except tk.TclError as error:
        return str(error)
    return ""


def missing_tkinter() -> bool:
    """Whether this Python cannot draw windows."""
    return find_spec("_tkinter") is None or find_spec("tkinter") is None


def _root() -> Any:
    """Open the display; on Windows in real pixels, as the screens are given."""
    import tkinter as tk  # noqa: PLC0415 (may be missing)

    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 (slow)

        ctypes.windll.shcore.SetProcessDpiAwareness(2)  # of each screen
    root = tk.Tk(className="posturecam")
    root.withdraw()
    return root


def _draw(root: Any, message: Message, press: Callable[[str], None]) -> None:
    if isinstance(message, Border):
        from posturecam.edges.desktop.overlay_border import draw_border  # noqa: PLC0415 (tkinter)

        draw_border(root, message)
    else:
        from posturecam.edges.desktop.overlay_break import draw_break  # noqa: PLC0415 (tkinter)

        draw_break(root, message, press)


def _until(root: Any, ended: Callable[[], bool], until_s: float) -> None:
    """End the loop of windows when it is time."""
    if ended() or monotonic() >= until_s:
        root.quit()
    else:
        root.after(POLL_MS, _until, root, ended, until_s)


def _destroy(root: Any) -> None:
    import tkinter as tk  # noqa: PLC0415 (may be missing)

    try:
        for waiting in root.tk.splitlist(root.tk.call("after", "info")):
            root.tk.call("after", "cancel", waiting)
        for window in root.winfo_children():
            window.destroy()
        root.update()  # gone from the screen before anything else ends
        root.destroy()
    except tk.TclError:  # the display has gone
        return


def _wait_for_end(descriptor: int, closed: Event) -> None:
    """Set `closed` when nobody writes to `descriptor` any more; in a thread of its own."""
    try:
        while os.read(descriptor, 4096):
            pass
    except OSError:
        pass
    closed.set()


def _answer(sink: TextIO, **row: str) -> None:
    try:
        sink.write(json.dumps(row) + "\n")
        sink.flush()
    except OSError:  # nobody listens any more
        return
