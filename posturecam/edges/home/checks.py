"""What the doctor finds about hooks, MQTT and D-Bus."""

import asyncio
import shutil
import sys
from collections.abc import Callable, Mapping
from typing import Final

from posturecam.edges.desktop.finding import Finding
from posturecam.edges.desktop.session_bus import connected, has_owner
from posturecam.edges.home.command_line import split
from posturecam.edges.home.dbus_names import NAME
from posturecam.edges.home.hooks import commands_of
from posturecam.edges.home.mqtt_client import probe, where
from posturecam.edges.sources.source_name import printable
from posturecam.errors import InputError, PosturecamError
from posturecam.settings import Home, Hooks, Mqtt, Settings

_PATIENCE_S: Final = 2.0  # for the bus; it answers in milliseconds
_HERE: Final = ("localhost", "127.", "::1")  # begins of addresses of this computer


def home_checks(settings: Settings) -> Mapping[str, Callable[[], Finding]]:
    """Return the checks, by the names of what they check."""
    return {
        "hooks": lambda: _hooks(settings.hooks),
        "MQTT": lambda: _mqtt(settings.mqtt),
        "D-Bus": lambda: _dbus(settings.home),
    }


def _finding(name: str, text: str, next_step: str = "") -> Finding:
    return Finding(name, ok=not next_step, text=text, next_step=next_step, needed=False)


def _hooks(wanted: Hooks) -> Finding:
    """Look for the programs of the hooks; none is run."""
    lines = commands_of(wanted)
    if not lines:
        return _finding("hooks", "none set")
    faults = [fault for name, line in lines.items() if (fault := _hook_fault(name, line))]
    if faults:
        step = "Correct these settings; the first word must be a program that is installed."
        return _finding("hooks", "; ".join(faults), step)
    untried = "" if sys.platform == "linux" else " (running them is untried on this system)"
    return _finding("hooks", f"{', '.join(lines)}: the programs are there{untried}")


def _hook_fault(name: str, line: str) -> str:
    try:
        program = split(line)[0]
    except InputError as error:
        return f"{name}: {str(error).rstrip('.')}"
    return "" if shutil.which(program) else f"{name}: there is no program {printable(program)!r}"


def _mqtt(wanted: Mqtt) -> Finding:
    """Connect to the broker of the settings for a moment, and publish nothing."""
    if not wanted.host:
        return _finding("MQTT", "no broker set (mqtt.host); nothing is sent")
    try:
        probe(wanted)
    except PosturecamError as error:
        step = "Correct the settings of the section mqtt, or start the broker."
        return _finding("MQTT", str(error).rstrip("."), step)
    if wanted.user and not wanted.tls and not wanted.host.startswith(_HERE):
        text = f"{where(wanted)} takes the password, which is not encrypted on its way"
        return _finding("MQTT", text, "Set mqtt.tls, if the broker can do that.")
    how = "encrypted" if wanted.tls else "not encrypted"
    return _finding("MQTT", f"connected to {where(wanted)}, {how}")


def _dbus(wanted: Home) -> Finding:
    if not wanted.dbus:
        return _finding("D-Bus", "switched off (home.dbus)")
    if sys.platform != "linux":
        return _finding("D-Bus", "there is none on this system")
    try:
        owned = asyncio.run(asyncio.wait_for(_is_owned(), _PATIENCE_S))
    except Exception:  # noqa: BLE001 (whatever a bus throws)
        step = "Run posturecam in a desktop session, if other programs are to ask it."
        return _finding("D-Bus", "there is no session bus here", step)
    return _finding("D-Bus", f"{NAME} is {'offered' if owned else 'offered while it runs'}")


async def _is_owned() -> bool:
    async with connected() as bus:
        return await has_owner(bus, NAME)
