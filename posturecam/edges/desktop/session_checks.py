"""What the doctor finds about the tray and about starting at login."""

import asyncio
import importlib.util
import os
import sys
from collections.abc import Callable, Mapping

from posturecam.edges.desktop.autostart_status import UNTRIED, autostart_status
from posturecam.edges.desktop.finding import Finding
from posturecam.edges.desktop.session import look


def session_checks() -> Mapping[str, Callable[[], Finding]]:
    """Return the checks, by the names of what they check."""
    return {"tray": _tray, "autostart": _autostart}


def _finding(name: str, text: str, next_step: str = "") -> Finding:
    return Finding(name, ok=not next_step, text=text, next_step=next_step, needed=False)


def _tray() -> Finding:
    if sys.platform != "linux":
        return _tray_elsewhere()
    there = asyncio.run(look())
    if there.tray:
        return _finding("tray", "the desktop shows tray icons")
    if not there.bus:
        step = "Run posturecam in a desktop session, if it is to have an icon there."
        return _finding("tray", "there is no session bus here", step)
    gnome = "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", "").upper()
    step = "Add a tray to your panel (KDE's kind: StatusNotifierItem)."
    step = (
        "Install the GNOME extension AppIndicator and KStatusNotifierItem Support." * gnome or step
    )
    return _finding("tray", "this desktop shows no tray icons", step)


def _tray_elsewhere() -> Finding:
    if importlib.util.find_spec("pystray") is None:
        return _finding("tray", "pystray is missing", "Install posturecam again.")
    return _finding("tray", f"by pystray; untried on {UNTRIED.get(sys.platform, sys.platform)}")


def _autostart() -> Finding:
    found = autostart_status(os.environ)
    if not found.where:
        return _finding("autostart", "off; posturecam does not start when you log in")
    if found.problem:
        what = f"{found.where}: {found.problem.partition(';')[0]}"
        return _finding("autostart", what, "Run `posturecam autostart on` or `off`.")
    untried = f"; untried on {UNTRIED[sys.platform]}" if sys.platform in UNTRIED else ""
    return _finding("autostart", f"on ({found.kind}){untried}")
