"""The tray icon, by the way of the desktop that is there."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, Protocol

from posturecam.edges.control.own_process import start_part
from posturecam.view.commands import Companion
from posturecam.view.glance import Glance

_END_S: Final = 2.0  # for the process of the icon to end


class TrayIcon(Protocol):
    """What shows the state of things in the panel."""

    def update(self, glance: Glance) -> None:
        """Show `glance`."""


class OtherProcess:
    """An icon in a process of its own, which asks the running instance by itself."""

    def update(self, glance: Glance) -> None:
        """Nothing is passed on."""


@contextmanager
def open_tray(companion: Companion, complain: Callable[[str], None]) -> Iterator[TrayIcon]:
    """Show an icon for the length of the block, where the desktop has a place for it.

    On Linux that is a StatusNotifierItem on the session's bus, elsewhere `posturecam tray`, a
    process of its own.  Without a tray nothing is shown, and nothing is complained about.
    `complain` gets the text of a chosen command that cannot be done.
    """
    if sys.platform == "linux":
        from posturecam.edges.desktop.tray_dbus import DbusTray  # noqa: PLC0415 (Linux only)

        tray = DbusTray(companion, complain)
        try:
            yield tray
        finally:
            tray.close()
    else:
        with _other_process():
            yield OtherProcess()


@contextmanager
def _other_process() -> Iterator[None]:
    process = start_part("tray")
    try:
        yield
    finally:
        process.terminate()
        with suppress(Exception):  # it ends by itself once the instance is gone
            process.wait(_END_S)
