"""The password of the MQTT broker: from a file that only its owner can read, or the keyring."""

import stat
import sys
from pathlib import Path
from typing import Final

from posturecam.edges.files.bounded_read import read_text
from posturecam.errors import InputError, MissingError
from posturecam.settings import Mqtt

SERVICE: Final = "posturecam.mqtt"  # under which the keyring keeps it
_FILE_BYTES: Final = 10_000  # a password has fewer; a file with more is another one
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def password_of(wanted: Mqtt) -> str | None:
    """Return the password for `mqtt.user`; None without a user, or where there is none.

    Raises:
        InputError: The file cannot be read, or others can read it.
        MissingError: The keyring cannot be asked.
    """
    if not wanted.user:
        return None
    if wanted.password_file:
        return _from_file(Path(wanted.password_file).expanduser())
    return _from_keyring(wanted.user)


def _from_file(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        text = read_text(path, _FILE_BYTES)
    except UnicodeDecodeError as error:
        msg = f"mqtt.password_file {path} is not text."
        raise InputError(msg) from error
    except OSError as error:
        msg = f"mqtt.password_file {path} cannot be read: {error.strerror or error}."
        raise InputError(msg) from error
    if mode & _OTHERS and sys.platform != "win32":
        msg = f"Other users can read mqtt.password_file {path}. Run: chmod 600 {path}"
        raise InputError(msg)
    return text.rstrip("\r\n")


def _from_keyring(user: str) -> str | None:
    try:
        import keyring  # noqa: PLC0415 (an extra, and slow)

        return keyring.get_password(SERVICE, user)
    except ImportError as error:
        msg = (
            "There is no password for mqtt.user: set mqtt.password_file, or install the keyring "
            "with `pip install 'posturecam[home]'`."
        )
        raise MissingError(msg) from error
    except Exception as error:
        msg = (
            f"The keyring does not give the password of the MQTT user ({type(error).__name__}). "
            "Set mqtt.password_file instead."
        )
        raise MissingError(msg) from error
