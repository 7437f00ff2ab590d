"""The interface of the Desktop Notifications Specification 1.2, as far as a test needs it."""
# dbus_fast reads the types of D-Bus from annotations:
# ruff: noqa: N802, ARG002, F821, F722

from collections.abc import Callable
from typing import Any

from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal


class Notifications(ServiceInterface):
    """Shows nothing; remembers buttons, and presses them."""

    def __init__(self, say: Callable[..., None]) -> None:
        super().__init__("org.freedesktop.Notifications")
        self._say = say
        self._count = 0
        self._keys: dict[str, str] = {}

    def press(self, label: str) -> None:
        self.ActionInvoked(self._count, self._keys[label])

    @dbus_method()
    def GetCapabilities(self) -> "as":
        return ["actions", "body"]

    @dbus_method()
    def GetServerInformation(self) -> "ssss":
        return ["test", "test", "1", "1.2"]

    @dbus_method()
    def Notify(
        self,
        app: "s",
        replaces: "u",
        icon: "s",
        title: "s",
        body: "s",
        actions: "as",
        hints: "a{sv}",
        timeout: "i",
    ) -> "u":
        self._count += 1
        self._keys = dict(zip(actions[1::2], actions[::2], strict=True))
        labels = [label for label in self._keys if label]
        self._say(shown={"title": title, "buttons": labels, "hints": sorted(hints)})
        return self._count

    @dbus_method()
    def CloseNotification(self, number: "u") -> None:
        self._say(closed=number)

    @dbus_signal()
    def ActionInvoked(self, number: Any, key: Any) -> "us":
        return [number, key]

    @dbus_signal()
    def NotificationClosed(self, number: Any, reason: Any) -> "uu":
        return [number, reason]
