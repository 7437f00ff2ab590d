"""Posturecam in the menu of a Linux desktop: its entry and its icons."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from posturecam.edges.control.own_process import own_command
from posturecam.edges.desktop.desktop_file import NAME, menu_text
from posturecam.edges.desktop.xdg_folders import data_home
from posturecam.edges.files.atomic_write import copy_whole, naming, remove, write_whole

ASSETS: Final = Path(__file__).resolve().parents[2] / "assets"
_ICONS: Final = {  # file: its folder in the theme `hicolor`, which every desktop falls back to
    "posturecam.svg": "scalable",
    "posturecam-48.png": "48x48",
    "posturecam-128.png": "128x128",
    "posturecam-256.png": "256x256",
}


def entry_path(environ: Mapping[str, str]) -> Path:
    """Return where the entry is.

    Raises:
        InputError: There is no home folder.
    """
    return data_home(environ) / "applications" / f"{NAME}.desktop"


def icon_paths(environ: Mapping[str, str]) -> dict[str, Path]:
    """Return where each icon of `posturecam/assets` is.

    Raises:
        InputError: There is no home folder.
    """
    theme = _theme(environ)
    return {
        name: theme / folder / "apps" / f"{NAME}{Path(name).suffix}"
        for name, folder in _ICONS.items()
    }


def write_entry(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Write entry and icons; return the files.

    Raises:
        InputError: There is no home folder.
        StorageError: A file cannot be written.
    """
    icons, entry = icon_paths(environ), entry_path(environ)
    for name, path in icons.items():
        _make_folder_of(path)
        copy_whole(ASSETS / name, path)
    _make_folder_of(entry)
    write_whole(entry, menu_text(*(own_command(*words) for words in COMMANDS)))
    _notice_icons(environ)
    return (entry, *icons.values())


COMMANDS: Final = (("open",), ("pause", "1h"), ("stop",))
"""What a click on the entry runs, and its submenu."""


def remove_entry(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Delete entry and icons; return the files that were there.

    Raises:
        InputError: There is no home folder.
        StorageError: A file cannot be deleted.
    """
    paths = (entry_path(environ), *icon_paths(environ).values())
    there = tuple(path for path in paths if path.exists())
    for path in there:
        remove(path)
    _notice_icons(environ)
    return there


def _theme(environ: Mapping[str, str]) -> Path:
    return data_home(environ) / "icons" / "hicolor"


def _notice_icons(environ: Mapping[str, str]) -> None:
    """Make the theme look changed: desktops keep a list of it as long as it does not."""
    with suppress(OSError):
        os.utime(_theme(environ))


def _make_folder_of(path: Path) -> None:
    with naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
