"""What pystray promises of icons and menus (its reference, 0.19.5), without a panel."""

import threading
from collections.abc import Callable, Iterable
from typing import Any


class MenuItem:
    def __init__(
        self,
        text: str,
        action: Callable[[], None] | None,
        *,
        default: bool = False,
        enabled: bool = True,
    ) -> None:
        self.text, self.action, self.default, self.enabled = text, action, default, enabled


class Menu:
    SEPARATOR = MenuItem("- - - -", None)

    def __init__(self, items: Callable[[], Iterable[MenuItem]]) -> None:
        self.items = items


class Icon:
    """Runs `setup` in a thread of its own and blocks until it is stopped."""

    HAS_NOTIFICATION = True
    last: "Icon"

    def __init__(self, name: str, *, menu: Menu) -> None:
        self.name, self.menu = name, menu
        self.icon: Any = None
        self.title, self.visible = "", False
        self.updates, self.notes, self.images = 0, [], []
        self._stopped = threading.Event()
        Icon.last = self

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "icon" and value is not None:
            self.images.append(value)
        object.__setattr__(self, name, value)

    def run(self, setup: Callable[["Icon"], None]) -> None:
        thread = threading.Thread(target=setup, args=(self,))
        thread.start()
        self._stopped.wait()
        thread.join()

    def stop(self) -> None:
        self._stopped.set()

    def update_menu(self) -> None:
        self.updates += 1

    def notify(self, message: str, title: str) -> None:
        self.notes.append((title, message))

    @property
    def rows(self) -> list[tuple[str, bool, bool]]:
        """The menu as it is shown: text, enabled, default."""
        return [(item.text, item.enabled, item.default) for item in self.menu.items()]

    def choose(self, text: str) -> None:
        item = next(one for one in self.menu.items() if one.text == text)
        assert item.action is not None
        item.action()
