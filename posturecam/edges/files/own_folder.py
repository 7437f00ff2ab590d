"""Temporary folders of this process; what one that was killed has left goes with the next."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from posturecam.edges.files.process_lock import is_held, only_one

LOCK: Final = "owner"  # held by the process whose folder it is
_YOUNG_S: Final = 60.0  # a folder this young may not have its lock yet (by judgement)


@contextmanager
def own_folder(prefix: str) -> Iterator[Path]:
    """Make a folder that is gone after the block, and remove those of processes that are gone.

    The names of all of them begin with `prefix`.
    """
    place = Path(tempfile.gettempdir())
    for other in place.glob(f"{prefix}*"):
        _remove_if_left(other)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
    try:
        with only_one(folder, LOCK):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_if_left(folder: Path) -> None:
    with suppress(OSError):
        if time.time() - folder.stat().st_mtime > _YOUNG_S and not is_held(folder, LOCK):
            shutil.rmtree(folder, ignore_errors=True)
