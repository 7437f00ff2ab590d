r"""What Windows says: who uses microphone and camera, full screen, presentations.  Untried.

The privacy settings keep, for each program, when it last stopped using a device; 0 while it does
(registry: CapabilityAccessManager\ConsentStore).  `SHQueryUserNotificationState` says when
notifications are unwelcome (shellapi.h).  Focus assist has no documented way to be asked.
"""

import ctypes
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, Final

from posturecam.edges.desktop.answer import Answer

CONSENT: Final = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
STOPPED: Final = "LastUsedTimeStop"
# QUERY_USER_NOTIFICATION_STATE
BUSY, FULL_SCREEN_3D, PRESENTATION, QUIET_TIME = 2, 3, 4, 6


def in_use(capability: str) -> Answer:
    """Return whether another program uses the `capability`: `microphone` or `webcam`."""
    try:
        programs = tuple(_programs(capability))
    except (OSError, ImportError):
        return Answer(None, f"Windows does not say who uses the {capability}")
    return users_of(capability, programs, sys.executable)


def users_of(capability: str, programs: Iterable[tuple[str, int]], own: str) -> Answer:
    """Read the programs with the time at which they stopped; this one, at `own`, is left out.

    The registry writes paths with # for a backslash.
    """
    ours = own.replace("\\", "#").lower()
    users = [name for name, stopped in programs if stopped == 0 and name.lower() != ours]
    said = ", ".join(sorted(name.rpartition("#")[2] for name in users))
    return Answer(bool(users), f"{capability} used by {said or 'nobody'}")


def full_screen() -> Answer:
    """Return whether a program fills the screen."""
    return _state((BUSY, FULL_SCREEN_3D), "full screen")


def presenting() -> Answer:
    """Return whether presentation mode is on."""
    return _state((PRESENTATION,), "presentation mode")


def quiet_time() -> Answer:
    """Return True in the quiet time after a new user's first log-in; Focus is not known."""
    found = _state((QUIET_TIME,), "quiet time")
    return found if found.yes else Answer(None, "Windows does not say whether Focus is on")


def state_means(state: int, wanted: tuple[int, ...], what: str) -> Answer:
    """Read the state of `SHQueryUserNotificationState`."""
    found = state in wanted
    return Answer(found, f"Windows: {'' if found else 'no '}{what}")


def _state(wanted: tuple[int, ...], what: str) -> Answer:
    shell = getattr(getattr(ctypes, "windll", None), "shell32", None)
    state = ctypes.c_int()
    if shell is None or shell.SHQueryUserNotificationState(ctypes.byref(state)) != 0:
        return Answer(None, f"Windows does not say ({what})")
    return state_means(state.value, wanted, what)


def _programs(capability: str) -> Iterator[tuple[str, int]]:
    """Return each program that the privacy settings list, and when it stopped using it."""
    import winreg  # noqa: PLC0415 (there on Windows only)

    registry: Any = winreg
    for folder in (rf"{CONSENT}\{capability}", rf"{CONSENT}\{capability}\NonPackaged"):
        with registry.OpenKey(registry.HKEY_CURRENT_USER, folder) as key:
            for number in range(registry.QueryInfoKey(key)[0]):
                name = registry.EnumKey(key, number)
                with registry.OpenKey(key, name) as program, suppress(OSError):
                    yield name, int(registry.QueryValueEx(program, STOPPED)[0])
