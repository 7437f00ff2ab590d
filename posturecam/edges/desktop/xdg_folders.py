"""The folders in which desktops look for a user's files (XDG Base Directory Specification)."""

import os
from collections.abc import Mapping
from pathlib import Path

from posturecam.errors import InputError


def config_home(environ: Mapping[str, str]) -> Path:
    """Return the folder of settings.

    Raises:
        InputError: There is no home folder.
    """
    return _given(environ, "XDG_CONFIG_HOME") or home(environ) / ".config"


def data_home(environ: Mapping[str, str]) -> Path:
    """Return the folder of data, such as the entries of menus.

    Raises:
        InputError: There is no home folder.
    """
    return _given(environ, "XDG_DATA_HOME") or home(environ) / ".local" / "share"


def home(environ: Mapping[str, str]) -> Path:
    """Return the home folder.

    Raises:
        InputError: There is none.
    """
    try:
        found = Path(environ.get("HOME") or Path.home())
    except RuntimeError:
        found = Path()
    if not found.is_absolute() or not os.access(found, os.X_OK):
        msg = "There is no home folder. Set HOME to a folder that you can use."
        raise InputError(msg)
    return found


def _given(environ: Mapping[str, str], name: str) -> Path | None:
    """Return the folder that the environment names; relative ones are not valid, says the spec."""
    path = Path(environ.get(name) or "")
    return path if path.is_absolute() else None
