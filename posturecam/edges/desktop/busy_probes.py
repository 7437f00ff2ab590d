"""What there is to ask on this system for each reason to be quiet."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol, runtime_checkable

from posturecam.core.alerts.deferral import Hush
from posturecam.edges.desktop import busy_macos, busy_windows
from posturecam.edges.desktop.answer import Answer
from posturecam.edges.desktop.bounded_program import printed
from posturecam.edges.desktop.busy_bus import DO_NOT_DISTURB, PRESENTING, DesktopBus, GSettings
from posturecam.edges.desktop.busy_camera import CameraUsed
from posturecam.edges.desktop.busy_microphone import Microphone
from posturecam.edges.desktop.busy_screen import FullScreen
from posturecam.edges.desktop.busy_sharing import screen_shared
from posturecam.edges.desktop.busy_wayland import compositor_full_screen
from posturecam.settings import Quiet


@runtime_checkable
class Closing(Protocol):
    """Something that keeps a connection."""

    def close(self) -> None:
        """End it."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One way to find out whether there is a reason to be quiet."""

    hush: Hush
    ask: Callable[[], Answer]
    dear: bool = False  # costs so much that it is asked only if something is to be said
    kept: Closing | None = None  # what it keeps open


SETTINGS: Final = {
    Hush.IN_CALL: "in_calls",
    Hush.CAMERA_USED: "camera_used",
    Hush.FULL_SCREEN: "full_screen",
    Hush.PRESENTING: "presenting",
    Hush.DO_NOT_DISTURB: "do_not_disturb",
}
"""The setting of each reason."""


def wanted_hushes(wanted: Quiet) -> tuple[Hush, ...]:
    """Return the reasons that count by the settings, most specific first."""
    asked = (hush for hush in Hush if hush in SETTINGS)  # the program itself knows the others
    return tuple(hush for hush in asked if getattr(wanted, SETTINGS[hush]))


def probes_of(wanted: Quiet, platform: str = sys.platform) -> tuple[Probe, ...]:
    """Return what to ask on this system for the reasons that are wanted."""
    makers = {"linux": _linux, "darwin": _macos, "win32": _windows}
    hushes = wanted_hushes(wanted)
    probes = makers[platform]() if platform in makers else ()
    return tuple(probe for probe in probes if probe.hush in hushes)


def _linux() -> tuple[Probe, ...]:
    bus, microphone, camera, screen = DesktopBus(), Microphone(), CameraUsed(), FullScreen()
    gsettings = GSettings(lambda schema, key: printed(("gsettings", "get", schema, key)))
    return (
        Probe(Hush.IN_CALL, microphone, kept=microphone),
        Probe(Hush.PRESENTING, partial(bus.ask, PRESENTING), kept=bus),
        Probe(Hush.PRESENTING, screen_shared, dear=True),
        Probe(Hush.CAMERA_USED, camera, kept=camera),
        Probe(Hush.FULL_SCREEN, screen, kept=screen),
        Probe(Hush.FULL_SCREEN, compositor_full_screen),
        Probe(Hush.DO_NOT_DISTURB, partial(bus.ask, DO_NOT_DISTURB), kept=bus),
        Probe(Hush.DO_NOT_DISTURB, gsettings),
    )


def _macos() -> tuple[Probe, ...]:
    return (
        Probe(Hush.IN_CALL, busy_macos.records),
        Probe(Hush.PRESENTING, busy_macos.stays_on),
        Probe(Hush.CAMERA_USED, partial(busy_macos.nothing, "who uses a camera")),
        Probe(Hush.FULL_SCREEN, partial(busy_macos.nothing, "which window is full screen")),
        Probe(Hush.DO_NOT_DISTURB, busy_macos.focus),
    )


def _windows() -> tuple[Probe, ...]:
    return (
        Probe(Hush.IN_CALL, partial(busy_windows.in_use, "microphone")),
        Probe(Hush.PRESENTING, busy_windows.presenting),
        Probe(Hush.CAMERA_USED, partial(busy_windows.in_use, "webcam")),
        Probe(Hush.FULL_SCREEN, busy_windows.full_screen),
        Probe(Hush.DO_NOT_DISTURB, busy_windows.quiet_time),
    )
