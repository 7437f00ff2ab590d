"""What desktops say over D-Bus of presentations and of do not disturb (Linux)."""

import asyncio
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from posturecam.edges.desktop.answer import Answer
from posturecam.edges.desktop.session_bus import CallError, bus_address, call, call_bus

PATIENCE_S: Final = 2.0  # for all questions of a round together
NO_BUS: Final = "no session bus (D-Bus)"
_GET: Final = "org.freedesktop.DBus.Properties.Get"
_SERVER: Final = "org.freedesktop.Notifications"
_KDE_POWER: Final = "org.kde.Solid.PowerManagement.PolicyAgent"
_POWER: Final = "org.freedesktop.PowerManagement"


@dataclass(frozen=True, slots=True)
class Question:
    """What can be asked of a service, and what its answer means."""

    of: str
    service: str
    path: str
    member: str
    signature: str
    body: tuple[Any, ...]
    meaning: Callable[[Any], bool | None]
    otherwise: bool | None = None  # what an error means


def _first(body: Any) -> bool | None:
    return body[0] if isinstance(body[0], bool) else None


def _variant(body: Any) -> bool | None:
    value = body[0].value
    return bool(value) if isinstance(value, bool | int) else None


def _has_mode(body: Any) -> bool:
    return "do-not-disturb" in body[0]


PRESENTING: Final = (
    Question(
        of="GNOME",
        service="org.gnome.SessionManager",
        path="/org/gnome/SessionManager",
        member="org.gnome.SessionManager.IsInhibited",
        signature="u",
        body=(8,),  # that the session is marked as idle (gnome-session's GsmInhibitorFlag)
        meaning=_first,
    ),
    Question(
        of="KDE",
        service=_KDE_POWER,
        path="/org/kde/Solid/PowerManagement/PolicyAgent",
        member=f"{_KDE_POWER}.HasInhibition",
        signature="u",
        body=(4,),  # that the screen is switched off (PowerDevil's ChangeScreenSettings)
        meaning=_first,
    ),
    Question(
        of="the power manager",
        service=_POWER,
        path="/org/freedesktop/PowerManagement/Inhibit",
        member=f"{_POWER}.Inhibit.HasInhibit",
        signature="",
        body=(),
        meaning=_first,
    ),
)
"""Whether something keeps the screen on."""


def _property(of: str, interface: str, name: str) -> Question:
    """Ask for a property of whoever shows the notifications."""
    path = "/org/freedesktop/Notifications"
    return Question(of, _SERVER, path, _GET, "ss", (interface, name), _variant)


DO_NOT_DISTURB: Final = (
    _property("KDE", _SERVER, "Inhibited"),  # since version 1.2 of the specification
    _property("dunst", "org.dunstproject.cmd0", "paused"),
    Question(
        of="mako",
        service=_SERVER,
        path="/fr/emersion/Mako",
        member="fr.emersion.Mako.ListModes",
        signature="",
        body=(),
        meaning=_has_mode,
    ),
    Question(
        of="SwayNC",
        service="org.erikreider.swaync.cc",
        path="/org/erikreider/swaync/cc",
        member="org.erikreider.swaync.cc.GetDnd",
        signature="",
        body=(),
        meaning=_first,
    ),
    Question(
        of="Xfce",
        service="org.xfce.Xfconf",
        path="/org/xfce/Xfconf",
        member="org.xfce.Xfconf.GetProperty",
        signature="ss",
        body=("xfce4-notifyd", "/do-not-disturb"),
        meaning=_variant,
        otherwise=False,  # it is not there until it was switched on once
    ),
)
"""Whether the desktop's notifications are to be quiet."""


class DesktopBus:
    """A connection to the session's bus; made when it is first needed, for one thread."""

    def __init__(self) -> None:
        """Begin without a connection."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._bus: Any = None
        self._silent: dict[Question, str] = {}  # who did not answer, and who was on the bus then

    def ask(self, questions: Sequence[Question]) -> Answer:
        """Return the first answer to any of `questions`."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._loop.set_exception_handler(_ignore)
        try:
            return self._loop.run_until_complete(asyncio.wait_for(self._ask(questions), PATIENCE_S))
        except Exception:  # noqa: BLE001 - whatever a bus throws, it is not known then
            self._leave()
            return Answer(None, NO_BUS)

    def close(self) -> None:
        """End the connection."""
        self._leave()
        if self._loop is not None:
            self._loop.close()
            self._loop = None

    def _leave(self) -> None:
        if self._bus is not None and self._loop is not None:
            with suppress(Exception):
                self._bus.disconnect()
                self._loop.run_until_complete(asyncio.sleep(0))
        self._bus = None

    async def _ask(self, questions: Sequence[Question]) -> Answer:
        if self._bus is None:
            await self._connect()
        names = set((await call_bus(self._bus, "ListNames"))[0])
        for question in questions:
            owner = await self._owner(question, names)
            if owner and (found := await self._answer(question, owner)) is not None:
                return Answer(found, f"{question.of}: {'yes' if found else 'no'}")
        return Answer(None, "no service on the session bus says so")

    async def _owner(self, question: Question, names: set[str]) -> str:
        """Return who has the service just now; empty: nobody, or it does not know the answer."""
        if question.service not in names:
            return ""
        owner = str((await call_bus(self._bus, "GetNameOwner", "s", question.service))[0])
        return "" if self._silent.get(question) == owner else owner

    async def _answer(self, question: Question, owner: str) -> bool | None:
        try:
            body = await call(
                self._bus,
                question.service,
                question.path,
                question.member,
                question.signature,
                *question.body,
            )
            found = question.meaning(body)
        except CallError:
            found = question.otherwise
        if found is None:
            self._silent[question] = owner
        return found

    async def _connect(self) -> None:
        from dbus_fast.aio import MessageBus  # noqa: PLC0415 (there on Linux only)

        self._bus = MessageBus(bus_address=bus_address())
        await self._bus.connect()


def _ignore(_loop: asyncio.AbstractEventLoop, _context: dict[str, Any]) -> None:
    """Say nothing of what a bus that went away leaves behind: the next answer shows it."""


GSETTINGS: Final = {
    "GNOME": ("org.gnome.desktop.notifications", "show-banners", "false"),
    "X-Cinnamon": ("org.cinnamon.desktop.notifications", "display-notifications", "false"),
    "MATE": ("org.mate.NotificationDaemon", "do-not-disturb", "true"),
}
"""Where a desktop keeps its switch, and what it says when nobody is to be disturbed."""


class GSettings:
    """The switch of desktops that keep it in GSettings.

    dconf gives no reading over D-Bus, so the program `gsettings` is run; but only after the file
    that dconf writes with every change has become another one.
    """

    def __init__(
        self, read: Callable[[str, str], str | None], database: Path | None = None
    ) -> None:
        """Ask `read` for the value of a key of a schema; None: there is none."""
        self._read, self._database = read, database or _database()
        self._seen: object = None
        self._answer = Answer(None, "")

    def __call__(self) -> Answer:
        """Return whether the switch is on."""
        named = os.environ.get("XDG_CURRENT_DESKTOP", "").split(":")
        desktop = next((name for name in named if name in GSETTINGS), None)
        if desktop is None:
            return Answer(None, "the desktop has no switch that is known here")
        seen = (desktop, _changed(self._database))
        if seen != self._seen:
            self._seen, self._answer = seen, self._ask(desktop)
        return self._answer

    def _ask(self, desktop: str) -> Answer:
        schema, key, quiet = GSETTINGS[desktop]
        value = self._read(schema, key)
        if value is None:
            return Answer(None, f"{desktop}: gsettings does not say")
        return Answer(value.strip() == quiet, f"{desktop}: {key} is {value.strip()}")


def _database() -> Path:
    folder = os.environ.get("XDG_CONFIG_HOME")
    return (Path(folder) if folder else Path.home() / ".config") / "dconf" / "user"


def _changed(database: Path) -> object:
    try:
        facts = database.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_ino
