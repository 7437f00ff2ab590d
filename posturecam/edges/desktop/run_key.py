r"""The value by which Windows starts posturecam for a user; untried.

By learn.microsoft.com, "Run and RunOnce Registry Keys": a command line of at most 260 characters
in HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run.  The command line is written
and read by the rules of CommandLineToArgvW.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, Final, Protocol

from posturecam.edges.desktop.autostart_entry import Entry
from posturecam.errors import InputError, StorageError

KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
NAME: Final = "posturecam"
MOST: Final = 260

_PART: Final = re.compile(r'(\\*)(")|([^"\\]+|\\+)')


class Values(Protocol):
    """The values of a key of the registry."""

    def get(self, name: str) -> str | None:
        """Return the value `name`, or None."""

    def set(self, name: str, value: str) -> None:
        """Write the value `name`."""

    def delete(self, name: str) -> None:
        """Delete the value `name`, if it is there."""


def line_of(words: Sequence[str]) -> str:
    """Write `words` as a command line.

    Raises:
        InputError: It is longer than Windows reads.
    """
    line = " ".join(map(_quoted, words))
    if len(line) > MOST:
        msg = (
            f"The command has {len(line)} characters, and Windows starts none of more than {MOST}. "
            "Install posturecam in a folder with a shorter path."
        )
        raise InputError(msg)
    return line


def _quoted(word: str) -> str:
    """Quote a word: backslashes are doubled before a quotation mark only."""
    if word and not re.search(r'[\s"]', word):
        return word
    return '"' + re.sub(r'(\\*)("|$)', lambda m: m[1] * 2 + '\\"' * bool(m[2]), word) + '"'


def read_line(line: str) -> Entry:
    """Read what a command line starts."""
    words, word, quoted, begun = [], "", False, False
    for slashes, mark, other in _PART.findall(line):
        if mark:
            word += "\\" * (len(slashes) // 2) + '"' * (len(slashes) % 2)
            quoted ^= len(slashes) % 2 == 0
            begun = True
            continue
        pieces = [other] if quoted else re.split(r"[ \t]+", other)
        for number, piece in enumerate(pieces):
            if number and (begun or word):
                words.append(word)
                word, begun = "", False
            word += piece
    return Entry((*words, word) if begun or word else tuple(words))


class CurrentUser:
    """The Run key of this user."""

    def __init__(self, winreg: Any = None) -> None:
        """Use the module `winreg`, which Windows alone has."""
        self._winreg = winreg or import_module("winreg")

    def get(self, name: str) -> str | None:
        """Return the value `name`, or None."""
        registry = self._winreg
        with suppress(OSError), registry.OpenKey(registry.HKEY_CURRENT_USER, KEY) as key:
            return str(registry.QueryValueEx(key, name)[0])
        return None

    def set(self, name: str, value: str) -> None:
        """Write the value `name`.

        Raises:
            StorageError: The registry refuses.
        """
        registry = self._winreg
        with _refusals(), registry.CreateKey(registry.HKEY_CURRENT_USER, KEY) as key:
            registry.SetValueEx(key, name, 0, registry.REG_SZ, value)

    def delete(self, name: str) -> None:
        """Delete the value `name`, if it is there.

        Raises:
            StorageError: The registry refuses.
        """
        registry, may = self._winreg, self._winreg.KEY_SET_VALUE
        with (
            _refusals(),
            suppress(FileNotFoundError),
            registry.OpenKey(registry.HKEY_CURRENT_USER, KEY, 0, may) as key,
        ):
            registry.DeleteValue(key, name)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        msg = f"Cannot change the registry key HKEY_CURRENT_USER\\{KEY}: {error.strerror}."
        raise StorageError(msg) from error
