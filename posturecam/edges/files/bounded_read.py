"""Files of posturecam's own are read up to a bound: whatever is larger is something else."""

import errno
import os
import stat
from pathlib import Path
from typing import Final

MEGABYTE: Final = 1_000_000
SETTINGS_BYTES: Final = MEGABYTE  # all settings with their help are 20 kB
EXERCISES_BYTES: Final = MEGABYTE  # the built-in catalogue is 40 kB
PROFILE_BYTES: Final = 4 * MEGABYTE  # a profile of ten poses is 40 kB
LEARNED_BYTES: Final = MEGABYTE  # what was learned are 1,430 numbers, 30 kB
_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to must not hold us up


def read_text(path: Path, most_bytes: int) -> str:
    """Return the text of the file `path`, without a byte order mark.

    Raises:
        OSError: It cannot be read, is a pipe, or has more than `most_bytes`.
        UnicodeDecodeError: It is not UTF-8.
    """
    return read_bytes(path, most_bytes).decode("utf-8-sig")


def read_bytes(path: Path, most_bytes: int) -> bytes:
    """Return what is in the file `path`.

    Raises:
        OSError: It cannot be read, is a pipe, or has more than `most_bytes`.
    """
    with open(path, "rb", opener=_open) as file:
        if stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is a pipe, not a file", str(path))
        data = file.read(most_bytes + 1)
    if len(data) > most_bytes:
        what = f"it is larger than {most_bytes / MEGABYTE:g} MB; is it the right file?"
        raise OSError(errno.EFBIG, what, str(path))
    return data


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_WAIT)
