"""What `posturecam desktop-entry` does."""

import os
import sys

from posturecam.edges.desktop.menu_entry import remove_entry, write_entry
from posturecam.edges.terminal.printable import clean
from posturecam.errors import InputError


def write() -> str:
    """Put posturecam into the menu of the desktop; return what to say.

    Raises:
        InputError: This is no Linux, or there is no home folder.
        StorageError: A file cannot be written.
    """
    _only_on_linux()
    entry, *_icons = write_entry(os.environ)
    return f"posturecam is in the menu of your desktop: {clean(str(entry))}"


def remove() -> str:
    """Take posturecam out of the menu; return what to say.

    Raises:
        InputError: This is no Linux, or there is no home folder.
        StorageError: A file cannot be deleted.
    """
    _only_on_linux()
    there = remove_entry(os.environ)
    return "posturecam is not in the menu any more." if there else "There was no entry."


def _only_on_linux() -> None:
    if sys.platform in {"win32", "darwin"}:
        msg = "Entries of this kind are for Linux desktops. Elsewhere, make a shortcut to "
        msg += "`posturecam open`."
        raise InputError(msg)
