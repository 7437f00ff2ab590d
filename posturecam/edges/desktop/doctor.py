"""Checks everything that posturecam needs, and says what is missing and what to do about it.

Nothing is changed, downloaded or kept open, and nothing here raises: a check that fails is a
finding too.
"""

import asyncio
import importlib.metadata
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from posturecam.edges.desktop.battery import on_battery
from posturecam.edges.desktop.busy_finding import quiet_finding
from posturecam.edges.desktop.finding import Finding
from posturecam.edges.desktop.notifications import APP, PATIENCE_S, instead
from posturecam.edges.desktop.overlay import NO_TKINTER, missing_tkinter
from posturecam.edges.desktop.screen_lock import open_screen_lock
from posturecam.edges.desktop.session_checks import session_checks
from posturecam.edges.desktop.sound import NO_PLAYER, players
from posturecam.edges.desktop.speech import voice_finding
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.settings_file import read_settings
from posturecam.edges.home.checks import home_checks
from posturecam.edges.mediapipe.bundles import (
    FACE_MEMBERS,
    INSTALL_AGAIN,
    POSE_MEMBERS,
    SHIPPED,
    Bundles,
    is_bundle,
)
from posturecam.edges.mediapipe.system_libraries import install_line, missing_libraries
from posturecam.edges.sources.source_name import scrubbed
from posturecam.errors import PosturecamError, ProfileMissingError
from posturecam.settings import Settings

_PACKAGES: Final = ("mediapipe", "opencv-contrib-python", "numpy", "av")
_LEAST_PYTHON: Final = (3, 11)


def examine(settings: Settings, profile: str) -> tuple[Finding, ...]:
    """Check everything; `profile` is the name or file of the profile in use."""
    checks: dict[str, Callable[[], Finding]] = {
        "python": _python,
        "packages": _packages,
        "system libraries": _system_libraries,
        "settings file": _settings_file,
        "pose model": lambda: _model(settings),
        "cameras": lambda: _cameras(settings),
        "profile": lambda: _profile(profile),
        "settings folder": lambda: _folder("settings folder", folders.config_dir()),
        "data folder": lambda: _folder("data folder", folders.data_dir()),
        "cache folder": lambda: _folder("cache folder", folders.cache_dir()),
        "notifications": lambda: _notifications(settings),
        "sound": lambda: _sound(settings),
        "voice": lambda: voice_finding(settings.coaching.voice),
        "border and break screen": lambda: _overlays(settings),
        "pauses": lambda: _pauses(settings),
        "quiet": lambda: quiet_finding(settings.quiet),
        **session_checks(),
        **home_checks(settings),
    }
    return tuple(_safely(name, check) for name, check in checks.items())


def all_well(findings: tuple[Finding, ...]) -> bool:
    """Return whether nothing needed is missing."""
    return all(finding.ok for finding in findings if finding.needed)


def _safely(name: str, check: Callable[[], Finding]) -> Finding:
    try:
        found = check()
    except Exception as error:  # noqa: BLE001 (a doctor must not die of the patient's illness)
        text = f"cannot be checked: {str(error) or type(error).__name__}"
        found = Finding(name, ok=False, text=text, next_step="Start posturecam again.")
    return replace(found, text=scrubbed(found.text))


def _python() -> Finding:
    text = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    fine = sys.version_info[:2] >= _LEAST_PYTHON
    step = "" if fine else "Install posturecam with Python 3.11 or newer."
    return Finding("python", fine, text, step)


def _packages() -> Finding:
    versions, missing = [], []
    for package in _PACKAGES:
        try:
            versions.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(package)
    if missing:
        text = f"missing: {', '.join(missing)}"
        return Finding("packages", ok=False, text=text, next_step="Install posturecam again.")
    return Finding("packages", ok=True, text=", ".join(versions))


def _system_libraries() -> Finding:
    missing = missing_libraries()
    if not missing:
        return Finding("system libraries", ok=True, text="all found")
    step = f"On Debian and Ubuntu: {install_line(missing)}"
    text = f"missing: {', '.join(missing)}"
    return Finding("system libraries", ok=False, text=text, next_step=step)


def _settings_file() -> Finding:
    path = folders.settings_path()
    try:
        read_settings(path)
        there = path.exists()
    except PosturecamError as error:
        step = "Correct the file, or delete it. The checks below use the defaults."
        return Finding("settings file", ok=False, text=str(error), next_step=step)
    text = str(path) if there else "none; using the defaults"
    return Finding("settings file", ok=True, text=text)


def _model(settings: Settings) -> Finding:
    own_pose, own_face = settings.model.path, settings.model.face_path
    wanted = Bundles(
        Path(own_pose).expanduser() if own_pose else SHIPPED.pose,
        Path(own_face).expanduser() if own_face else SHIPPED.face,
    )
    whole = {
        wanted.pose: is_bundle(wanted.pose, POSE_MEMBERS),
        wanted.face: is_bundle(wanted.face, FACE_MEMBERS),
    }
    bad = [str(path) for path, fine in whole.items() if not fine]
    if not bad:
        return Finding("pose model", ok=True, text=f"{wanted.pose} and {wanted.face.name}")
    own = own_pose or own_face
    step = "Correct model.path and model.face_path in the settings." if own else INSTALL_AGAIN
    text = f"missing or damaged: {', '.join(bad)}"
    return Finding("pose model", ok=False, text=text, next_step=step)


def _cameras(settings: Settings) -> Finding:
    from posturecam.edges.sources.camera_names import list_cameras, pick_camera, said  # noqa: PLC0415 (cv2)

    cameras = list_cameras()
    if not cameras:
        step = "Connect a camera, or use a recording with --source. In a container or virtual "
        step += "machine, pass the camera through to it."
        return Finding("cameras", ok=False, text="none found", next_step=step)
    wanted = pick_camera(settings.camera.source, cameras)
    if wanted is not None and wanted.path.startswith("/dev/"):
        readable = os.access(wanted.path, os.R_OK | os.W_OK)
        if not readable:
            text = f"you have no permission to open {wanted.path}"
            step = "Join the group `video` (sudo usermod -aG video $USER) and log in again."
            return Finding("cameras", ok=False, text=text, next_step=step)
    return Finding("cameras", ok=True, text=said(cameras))


def _profile(spec: str) -> Finding:
    try:
        stored = profile_store.load(folders.profiles_dir(), spec)
    except ProfileMissingError as error:
        text = str(error).removesuffix(profile_store.CALIBRATE).strip()
        return Finding("profile", ok=False, text=text, next_step=profile_store.CALIBRATE)
    except PosturecamError as error:
        step = "Calibrate with `posturecam calibrate`."
        return Finding("profile", ok=False, text=str(error), next_step=step)
    made = f"{stored.card.created:%Y-%m-%d}, {stored.card.camera}, {stored.card.picture}"
    return Finding("profile", ok=True, text=f"{stored.card.name}: made {made}")


def _folder(name: str, folder: Path) -> Finding:
    """Check that files can be made in `folder`, or in the nearest folder that is there."""
    there = folder
    try:
        there = next(place for place in (folder, *folder.parents) if place.exists())
        with tempfile.TemporaryFile(dir=there):
            return Finding(name, ok=True, text=str(folder))
    except OSError as error:
        text = f"{folder}: {error.strerror or error}"
        step = f"Make {there} writable, or set {_variable(name)} to another folder."
        return Finding(name, ok=False, text=text, next_step=step)


def _variable(name: str) -> str:
    words = {"settings folder": "CONFIG", "data folder": "DATA", "cache folder": "CACHE"}
    return f"POSTURECAM_{words[name]}_DIR"


def _notifications(settings: Settings) -> Finding:
    if not settings.notifications.desktop:
        text = "switched off (notifications.desktop)"
        return Finding("notifications", ok=True, text=text, needed=False)
    try:
        abilities = asyncio.run(asyncio.wait_for(_abilities(), PATIENCE_S))
    except Exception:  # noqa: BLE001 (whatever a desktop throws)
        abilities = ""
    if abilities:
        return Finding("notifications", ok=True, text=abilities, needed=False)
    return Finding(
        "notifications",
        ok=False,
        text=f"this desktop shows none; {instead(sys.stderr)}",
        next_step="Run posturecam in a desktop session with a notification service.",
        needed=False,
    )


async def _abilities() -> str:
    """Say what the desktop's notifications can do."""
    from desktop_notifier import Capability, DesktopNotifier  # noqa: PLC0415 (slow)

    notifier = DesktopNotifier(app_name=APP, app_icon=None)
    try:
        can = await notifier.get_capabilities()
        buttons = "with buttons" if Capability.BUTTONS in can else "without buttons"
        return f"shown by the desktop, {buttons}"
    finally:
        bus = getattr(notifier._backend, "bus", None)  # noqa: SLF001 (left open otherwise)
        if bus is not None:
            bus.disconnect()


def _pauses(settings: Settings) -> Finding:
    """Say which reasons to pause can be known here, and which are asked for and cannot."""
    with open_screen_lock() as locked:
        known = {
            "a locked screen": (settings.pause.locked, locked() is not None),
            "running on battery": (settings.pause.on_battery, on_battery() is not None),
        }
    texts = [f"{what} {'is' if can else 'cannot be'} detected" for what, (_, can) in known.items()]
    missing = [what for what, (wished, can) in known.items() if wished and not can]
    step = f"Pausing for {' and '.join(missing)} does not work here; set pause.hours instead."
    return Finding(
        "pauses",
        ok=not missing,
        text="; ".join(texts),
        next_step=step * bool(missing),
        needed=False,
    )


def _sound(settings: Settings) -> Finding:
    wanted = settings.notifications.sound
    found = players()
    text = f"{'on' if wanted else 'off'} (notifications.sound)"
    if found:
        played = f"{text}; played by {found[0][0]}"
        return Finding("sound", ok=True, text=played, needed=False)
    step = "Install a player, such as pipewire-bin, pulseaudio-utils or alsa-utils."
    missing = f"{text}; {NO_PLAYER}"
    return Finding("sound", ok=not wanted, text=missing, next_step=step * wanted, needed=False)


def _overlays(settings: Settings) -> Finding:
    """Say whether border and break screen can be drawn here."""
    wanted = settings.notifications.border or settings.breaks.screen != "off"
    name = "border and break screen"
    missing = NO_TKINTER if missing_tkinter() else _no_display()
    if missing:
        step = "Leave notifications.border and breaks.screen off, or mend that." * wanted
        return Finding(name, ok=not wanted, text=missing, next_step=step, needed=False)
    system = platform.system()
    tried = "" if system == "Linux" else f"; not tried on {system} yet"
    text = f"{'on' if wanted else 'off'}; can be drawn here{tried}"
    return Finding(name, ok=True, text=text, needed=False)


def _no_display() -> str:
    """Say so if there is no display that windows could be drawn on."""
    if sys.platform != "linux" or os.environ.get("DISPLAY"):
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return "this Wayland session has no X display (XWayland)"
    return "there is no display"
