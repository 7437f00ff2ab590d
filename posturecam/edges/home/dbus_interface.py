"""The D-Bus interface: what other programs of this user can read, ask and wait for.

This module needs dbus-fast, which there is on Linux only.  Times are in seconds.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from dbus_fast import DBusError, ErrorType, PropertyAccess
from dbus_fast.annotations import DBusDouble, DBusSignature, DBusStr, DBusUInt32
from dbus_fast.introspection import Arg, Interface
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from posturecam.core.values import EventKind
from posturecam.edges.home.dbus_names import NAME, announced
from posturecam.edges.home.outlet import EventRow
from posturecam.errors import InputError, PosturecamError
from posturecam.view.commands import Companion, command_of

_log = logging.getLogger(__name__)

FAILED: Final = f"{NAME}.Error.Failed"
NONE_S: Final = -1.0  # in the place of a time that there is not

_SIGNALLED: Final = "org.freedesktop.DBus.Property.EmitsChangedSignal"  # D-Bus specification
_READ: Final = PropertyAccess.READ
_AlertArgs = Annotated[tuple[str, float, str], DBusSignature("sds")]
_ClearedArgs = Annotated[tuple[str, float], DBusSignature("sd")]
_BreakArgs = Annotated[tuple[float, str], DBusSignature("ds")]


_SIGNALS: Final[Mapping[str, Sequence[str]]] = {
    "Alert": ("cause", "held_s", "stretch"),
    "Cleared": ("cause", "held_s"),
    "BreakDue": ("held_s", "stretch"),
}


def _name(arguments: Sequence[Arg], names: Sequence[str]) -> None:
    for argument, name in zip(arguments, names, strict=True):
        argument.name = name


class Posturecam1(ServiceInterface):
    """The running instance on the bus; everything happens in the thread of the bus."""

    def __init__(self, companion: Companion) -> None:
        """Show and ask `companion`."""
        super().__init__(NAME)
        self._companion = companion
        self._signalled = frozenset(announced(companion.glance()))
        self.calls: set[asyncio.Task[object]] = set()  # that are not answered yet

    def introspect(self) -> Interface:
        """Describe the interface: with the names of what comes back, and what is not signalled."""
        described = super().introspect()
        for one in described.properties:
            if one.name not in self._signalled:
                one.annotations[_SIGNALLED] = "false"
        for method in described.methods:
            _name(method.out_args, ("answer",))
        for signal in described.signals:
            _name(signal.args, _SIGNALS[signal.name])
        return described

    def happened(self, row: EventRow) -> None:
        """Signal an event, if it is one of those that have a signal."""
        held_s, stretch = float(row.get("held_s") or 0.0), str(row.get("stretch") or "")
        cause = str(row.get("cause") or "")
        match row.get("event"):
            case EventKind.ALERT:
                self.alerted(cause, held_s, stretch)
            case EventKind.CLEARED:
                self.cleared(cause, held_s)
            case EventKind.BREAK_DUE:
                self.break_due(held_s, stretch)
            case _:
                pass

    async def _do(self, row: Mapping[str, object]) -> str:
        """Carry out a command away from the bus, which goes on meanwhile."""
        if (call := asyncio.current_task()) is not None:
            self.calls.add(call)
            call.add_done_callback(self.calls.discard)
        try:
            return await asyncio.to_thread(self._companion.do, command_of(row))
        except InputError as error:
            raise DBusError(ErrorType.INVALID_ARGS, str(error)) from error
        except PosturecamError as error:
            raise DBusError(FAILED, str(error)) from error
        except Exception as error:
            _log.warning("a command over D-Bus failed", exc_info=True)
            raise DBusError(FAILED, f"Internal error ({type(error).__name__}).") from error

    @dbus_method(name="Pause")
    async def pause(self, seconds: DBusDouble) -> DBusStr:
        """Pause for so many seconds; 0: until it is resumed."""
        return await self._do({"do": "pause", "for_s": seconds or None})

    @dbus_method(name="Resume")
    async def resume(self) -> DBusStr:
        """Measure again."""
        return await self._do({"do": "resume"})

    @dbus_method(name="Snooze")
    async def snooze(self, seconds: DBusDouble) -> DBusStr:
        """Keep alerts away for so many seconds."""
        return await self._do({"do": "snooze", "for_s": seconds})

    @dbus_method(name="TookBreak")
    async def took_break(self) -> DBusStr:
        """Count the sitting from zero."""
        return await self._do({"do": "took_break"})

    @dbus_method(name="Open")
    async def open(self) -> DBusStr:
        """Show the page."""
        return await self._do({"do": "open"})

    @dbus_method(name="Quit")
    async def quit(self) -> DBusStr:
        """End the running instance."""
        return await self._do({"do": "quit"})

    @dbus_signal(name="Alert")
    def alerted(self, cause: str, held_s: float, stretch: str) -> _AlertArgs:
        """Cause, for how long it has lasted, and the key of the exercise proposed."""
        return cause, held_s, stretch

    @dbus_signal(name="Cleared")
    def cleared(self, cause: str, held_s: float) -> _ClearedArgs:
        """Cause, and how long it had lasted."""
        return cause, held_s

    @dbus_signal(name="BreakDue")
    def break_due(self, held_s: float, stretch: str) -> _BreakArgs:
        """How long somebody has been sitting, and the key of the exercise proposed."""
        return held_s, stretch

    @dbus_property(access=_READ, name="State")
    def state(self) -> DBusStr:
        """The state: `well`, `beyond`, `away`, ..."""
        return self._companion.glance().light.value

    @dbus_property(access=_READ, name="Sentence")
    def sentence(self) -> DBusStr:
        """The state in words."""
        return self._companion.glance().sentence

    @dbus_property(access=_READ, name="Detail")
    def detail(self) -> DBusStr:
        """By how much, or why nothing is measured."""
        return self._companion.glance().detail

    @dbus_property(access=_READ, name="Alert")
    def alert(self) -> DBusStr:
        """The title of the alert that is on."""
        return self._companion.glance().alert

    @dbus_property(access=_READ, name="Stretch")
    def stretch(self) -> DBusStr:
        """The key of the exercise that it proposes."""
        return self._companion.glance().stretch

    @dbus_property(access=_READ, name="PausedUntil")
    def paused_until(self) -> DBusStr:
        """Until when it is paused."""
        return self._companion.glance().paused_until

    @dbus_property(access=_READ, name="Hushed")
    def hushed(self) -> DBusStr:
        """Why alerts wait."""
        return self._companion.glance().hushed

    @dbus_property(access=_READ, name="Alerts")
    def alerts(self) -> DBusUInt32:
        """How many alerts there were today, since the instance was started."""
        return self._companion.glance().alerts

    @dbus_property(access=_READ, name="TodaySeconds")
    def today_seconds(self) -> DBusDouble:
        """How long posture was judged today, since the instance was started."""
        return self._companion.glance().today_s

    @dbus_property(access=_READ, name="WellSeconds")
    def well_seconds(self) -> DBusDouble:
        """How long of that somebody sat well."""
        return self._companion.glance().well_s

    @dbus_property(access=_READ, name="BreakInSeconds")
    def break_in_seconds(self) -> DBusDouble:
        """Until a break is due."""
        left_s = self._companion.glance().break_in_s
        return NONE_S if left_s is None else left_s

    @dbus_property(access=_READ, name="SnoozedSeconds")
    def snoozed_seconds(self) -> DBusDouble:
        """For how long alerts will not come."""
        return self._companion.glance().snoozed_s
