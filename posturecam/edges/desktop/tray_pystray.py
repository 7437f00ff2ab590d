"""The tray icon of Windows and macOS, by pystray: a process of its own.

macOS wants the icon in the main thread, which the instance needs itself.  Tried with pystray's
backend for X11 only; on Windows and macOS it is untried.
"""

import threading
from collections.abc import Callable, Iterator
from typing import Any, Final

from posturecam.edges.desktop.tray_icons import icon
from posturecam.errors import MissingError, PosturecamError
from posturecam.view.commands import Companion
from posturecam.view.tray import Entry, Menu, Tray, entry_of, shortened, tray_of

_SIZE_PX: Final = 64  # Windows and macOS make it smaller
_TITLE_MOST: Final = 127  # characters in a tooltip of Windows (NOTIFYICONDATA.szTip, less the 0)
_NOTE_MOST: Final = 255  # in a balloon (szInfo)
_ASK_EVERY_S: Final = 1.0  # one question over the socket, some 1 ms of work
_SILENT_MOST: Final = 5  # questions without an answer, after which the instance is gone
_DEFAULT: Final = "open"  # what a click on the icon does


def show_tray(companion: Companion) -> None:
    """Show the icon until `companion` no longer answers.

    Raises:
        MissingError: There is no pystray, or no tray that it knows.
    """
    try:
        import pystray  # noqa: PLC0415 (not on Linux)
    except Exception as error:  # its backends raise what they like where there is no tray
        msg = f"There is no tray that posturecam can use here ({type(error).__name__})."
        raise MissingError(msg) from error
    PystrayIcon(companion, pystray).run()


class PystrayIcon:
    """Asks the instance once a second, and shows what is new."""

    def __init__(
        self,
        companion: Companion,
        pystray: Any,
        ask_every_s: float = _ASK_EVERY_S,
    ) -> None:
        """Show `companion` by the module `pystray`."""
        self._companion, self._pystray = companion, pystray
        self._ask_every_s = ask_every_s
        self._tray: Tray | None = None
        self._ended = threading.Event()
        self._icon = pystray.Icon("posturecam", menu=pystray.Menu(self._items))

    def run(self) -> None:
        """Show the icon until the instance is gone; call it in the main thread."""
        try:
            self._icon.run(setup=self._follow)
        finally:
            self._ended.set()

    def _follow(self, shown: Any) -> None:
        """Ask and show, in the thread that pystray starts."""
        silent = 0
        while silent < _SILENT_MOST and not self._ended.is_set():
            try:
                self._show(shown)
                silent = 0
            except PosturecamError:
                silent += 1
            self._ended.wait(self._ask_every_s)
        shown.stop()

    def _show(self, shown: Any) -> None:
        tray = tray_of(self._companion.glance())
        if tray == self._tray:
            return
        before, self._tray = self._tray, tray
        if before is None or (before.light, before.urgent) != (tray.light, tray.urgent):
            shown.icon = icon(tray.light, _SIZE_PX, urgent=tray.urgent)
        shown.title = shortened(tray.tooltip, _TITLE_MOST)
        shown.visible = True
        shown.update_menu()

    def _items(self) -> Iterator[Any]:
        menu: Menu = () if self._tray is None else self._tray.menu
        for number, group in enumerate(menu):
            if number:
                yield self._pystray.Menu.SEPARATOR
            yield from map(self._item, group)

    def _item(self, entry: Entry) -> Any:
        return self._pystray.MenuItem(
            entry.label,
            self._chooser(entry.key),
            enabled=bool(entry.commands) and entry.enabled,
            default=entry.key == _DEFAULT,
        )

    def _chooser(self, key: str) -> Callable[[], None]:
        """Return what a click does: beside the loop, since an answer may take a while."""

        def choose() -> None:
            entry = None if self._tray is None else entry_of(self._tray.menu, key)
            if entry is not None:
                threading.Thread(target=self._do, args=(entry,), daemon=True).start()

        return choose

    def _do(self, entry: Entry) -> None:
        try:
            for command in entry.commands:
                self._companion.do(command)
        except PosturecamError as error:
            if self._icon.HAS_NOTIFICATION:
                self._icon.notify(shortened(str(error), _NOTE_MOST), "posturecam")
