"""Where posturecam keeps its files: settings, profiles and the log."""

import os
import tempfile
from pathlib import Path

import platformdirs

from posturecam.errors import StorageError

APP = "posturecam"


def config_dir() -> Path:
    """The folder of the settings; POSTURECAM_CONFIG_DIR moves it."""
    return _dir("POSTURECAM_CONFIG_DIR", platformdirs.user_config_dir(APP, appauthor=False))


def data_dir() -> Path:
    """The folder of profiles and of the user's own exercises; POSTURECAM_DATA_DIR moves it."""
    return _dir("POSTURECAM_DATA_DIR", platformdirs.user_data_dir(APP, appauthor=False))


def cache_dir() -> Path:
    """The folder of the log; POSTURECAM_CACHE_DIR moves it."""
    return _dir("POSTURECAM_CACHE_DIR", platformdirs.user_cache_dir(APP, appauthor=False))


def settings_path() -> Path:
    """The settings file."""
    return config_dir() / "settings.toml"


def profiles_dir() -> Path:
    """The folder of the calibration profiles."""
    return data_dir() / "profiles"


def log_path() -> Path:
    """The log, which keeps the technical details that users are spared."""
    return cache_dir() / "posturecam.log"


def log_paths() -> tuple[Path, Path]:
    """The log, and the older part of it that `cli/errors.py` has put aside."""
    path = log_path()
    return path, path.with_name(f"{path.name}.1")


def report_path() -> Path:
    """The report, unless another file is asked for."""
    return data_dir() / "report.html"


def make_private(folder: Path) -> Path:
    """Make `folder` if it is missing, open to the user only, and return it.

    Raises:
        StorageError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        msg = f"Cannot create the folder {folder} ({error.strerror}). Choose another place."
        raise StorageError(msg) from error
    return folder


def unwritable(folder: Path) -> str:
    """Return why no file can be kept in `folder`, or "" if one can; the folder is made."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
            file.flush()
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _dir(variable: str, default: str) -> Path:
    return Path(os.environ.get(variable) or default).expanduser()
