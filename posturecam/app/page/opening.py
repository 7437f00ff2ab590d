"""Opens the page in the browser without showing its token to other users.

The words that a program is started with can be read by everybody, so the browser gets the name of
a file that only this user can read, and the file leads to the page.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from posturecam.edges.files.atomic_write import naming

NAME: Final = "open-{}.html"
_LEADS: Final = (
    '<!doctype html><meta charset="utf-8"><title>posturecam</title>'
    '<meta name="referrer" content="no-referrer">'
    '<meta http-equiv="refresh" content="0; url={0}"><p><a href="{0}">Open posturecam</a></p>\n'
)


@contextmanager
def leading_file(folder: Path, address: str) -> Iterator[Path]:
    """Keep a file in `folder` that leads to `address`, for this user only and for the block.

    Raises:
        StorageError: It cannot be written.
    """
    path = folder / NAME.format(secrets.token_hex(4))
    with naming(path):
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(made, "w", encoding="utf-8") as file:  # noqa: PTH123 - made with its mode
            file.write(_LEADS.format(address))
    try:
        yield path
    finally:
        with suppress(OSError):
            path.unlink()


def clear(folder: Path) -> None:
    """Delete the files that a server left behind which was killed."""
    for left in folder.glob(NAME.format("*")):
        with suppress(OSError):
            left.unlink()
