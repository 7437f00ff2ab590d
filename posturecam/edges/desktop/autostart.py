"""Where a system keeps what it starts when somebody logs in, and posturecam's entry there."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from posturecam.edges.control.own_process import windowless_command
from posturecam.edges.desktop import desktop_file, launch_agent, run_key, systemd_unit
from posturecam.edges.desktop.autostart_entry import Entry
from posturecam.edges.desktop.xdg_folders import config_home, home
from posturecam.edges.files.atomic_write import naming, remove, write_whole
from posturecam.errors import InputError

WORDS: Final = ("start", "--foreground", "--autostarted")
"""In the foreground, since some systems end what a program has left behind when it ends."""

READ_XDG: Final = {
    *("BUDGIE", "CINNAMON", "COSMIC", "DDE", "DEEPIN", "ENLIGHTENMENT", "GNOME", "KDE", "LXDE"),
    *("LXQT", "MATE", "PANTHEON", "TRINITY", "UKUI", "UNITY", "X-CINNAMON", "XFCE"),
}
"""Names in XDG_CURRENT_DESKTOP of the desktops that read XDG autostart."""


class Place(Protocol):
    """Where an entry can be."""

    @property
    def kind(self) -> str:
        """What it is called: `XDG autostart`."""

    @property
    def where(self) -> str:
        """Its file or key."""

    def read(self) -> Entry | None:
        """Return the entry, or None without one.

        Raises:
            OSError: It cannot be read.
        """

    def write(self, command: Sequence[str]) -> None:
        """Make the entry start `command`.

        Raises:
            StorageError: It cannot be written.
        """

    def remove(self) -> None:
        """Delete the entry, if it is there.

        Raises:
            StorageError: That cannot be done.
        """


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file, and the links without which it is not read."""

    kind: str
    path: Path
    text_of: Callable[[Sequence[str]], str]
    entry_of: Callable[[str], Entry]
    links: tuple[Path, ...] = ()  # written is the first; any of them counts

    @property
    def where(self) -> str:
        """The file."""
        return str(self.path)

    def read(self) -> Entry | None:
        """Return the entry, or None without one.

        Raises:
            OSError: It cannot be read.
        """
        try:
            entry = self.entry_of(self.path.read_text(encoding="utf-8", errors="replace"))
        except FileNotFoundError:
            return None
        linked = not self.links or any(link.is_symlink() for link in self.links)
        return Entry(entry.words, entry.off or not linked)

    def write(self, command: Sequence[str]) -> None:
        """Make the entry start `command`.

        Raises:
            StorageError: It cannot be written.
        """
        with naming(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.path, self.text_of(command))
        for link in self.links:
            remove(link)
        for link in self.links[:1]:
            with naming(link):
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(self.path)

    def remove(self) -> None:
        """Delete the entry, if it is there.

        Raises:
            StorageError: That cannot be done.
        """
        for path in (*self.links, self.path):
            remove(path)


@dataclass(frozen=True, slots=True)
class RunKey:
    """A value of the registry."""

    values: run_key.Values
    kind: str = "Run key"

    @property
    def where(self) -> str:
        """The key and its value."""
        return rf"HKEY_CURRENT_USER\{run_key.KEY}\{run_key.NAME}"

    def read(self) -> Entry | None:
        """Return the entry, or None without one."""
        line = self.values.get(run_key.NAME)
        return None if line is None else run_key.read_line(line)

    def write(self, command: Sequence[str]) -> None:
        """Make the entry start `command`.

        Raises:
            StorageError: It cannot be written.
        """
        self.values.set(run_key.NAME, run_key.line_of(command))

    def remove(self) -> None:
        """Delete the entry, if it is there.

        Raises:
            StorageError: That cannot be done.
        """
        self.values.delete(run_key.NAME)


def places(
    environ: Mapping[str, str], platform: str = sys.platform, *, graphical: bool = False
) -> tuple[Place, ...]:
    """Return where an entry may be on this system, the one for this session first.

    On Linux that is XDG autostart wherever a desktop is known to read it or no desktop is named,
    and a systemd user unit under a window manager that reads no autostart, such as sway or i3;
    `graphical` is whether systemd knows of its session.

    Raises:
        InputError: There is no home folder.
    """
    if platform == "win32":
        return (RunKey(run_key.CurrentUser()),)
    if platform == "darwin":
        return (_launch_agent(home(environ) / "Library" / "LaunchAgents"),)
    xdg, unit = _xdg(config_home(environ)), _unit(config_home(environ), graphical=graphical)
    return (xdg, unit) if reads_xdg(environ) else (unit, xdg)


def reads_xdg(environ: Mapping[str, str]) -> bool:
    """Return whether the desktop of this session reads XDG autostart; unknown: it does."""
    names = [one.upper() for one in environ.get("XDG_CURRENT_DESKTOP", "").split(":") if one]
    systemd = Path(environ.get("XDG_RUNTIME_DIR") or "/nonexistent") / "systemd"
    return not names or bool(READ_XDG.intersection(names)) or not systemd.is_dir()


def own_words() -> tuple[str, ...]:
    """Return the command that an entry of this installation starts.

    Raises:
        InputError: It has characters that no file can hold.
    """
    words = tuple(windowless_command(*WORDS))
    try:
        " ".join(words).encode()
    except UnicodeEncodeError:
        msg = f"The path {words[0]!r} is not UTF-8. Install posturecam in a folder whose name is."
        raise InputError(msg) from None
    return words


def switch_on(command: Sequence[str], found: Sequence[Place]) -> Place:
    """Make the first place start `command`, and no other; return it.

    Raises:
        StorageError: An entry cannot be written or deleted.
    """
    chosen, *others = found
    chosen.write(command)
    for other in others:
        other.remove()
    return chosen


def switch_off(found: Sequence[Place]) -> tuple[Place, ...]:
    """Delete every entry; return where there was one.

    Raises:
        StorageError: An entry cannot be deleted.
    """
    there = tuple(place for place in found if _is_there(place))
    for place in found:
        place.remove()
    return there


def _is_there(place: Place) -> bool:
    with suppress(OSError):
        return place.read() is not None
    return True


def _xdg(folder: Path) -> FilePlace:
    path = folder / "autostart" / "posturecam.desktop"
    return FilePlace("XDG autostart", path, desktop_file.autostart_text, desktop_file.read_entry)


def _unit(folder: Path, *, graphical: bool) -> FilePlace:
    target = systemd_unit.GRAPHICAL if graphical else systemd_unit.ANY
    units = folder / "systemd" / "user"
    targets = sorted((systemd_unit.GRAPHICAL, systemd_unit.ANY), key=lambda one: one != target)
    return FilePlace(
        "systemd user unit",
        units / systemd_unit.NAME,
        lambda command: systemd_unit.unit_text(command, target),
        systemd_unit.read_unit,
        tuple(units / f"{one}.wants" / systemd_unit.NAME for one in targets),
    )


def _launch_agent(folder: Path) -> FilePlace:
    path = folder / f"{launch_agent.LABEL}.plist"
    return FilePlace("launch agent", path, launch_agent.agent_text, launch_agent.read_agent)
