"""Waiting for what another thread or process does; to give up is a failure, not a measurement."""

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_S = 300.0  # longer than anything takes on a busy machine


def wait_until(done: Callable[[], bool], what: str, pause_s: float = 0.05) -> None:
    """Look every `pause_s` whether it is `done`."""
    for _ in range(round(PATIENCE_S / pause_s)):
        if done():
            return
        time.sleep(pause_s)
    import pytest  # noqa: PLC0415 - the processes that tests start need none

    pytest.fail(f"waited in vain for {what}")


def text_in(file: Path, what: str, whole: Callable[[str], object] = bool) -> str:
    """Wait until a file that somebody else writes is there and `whole`; return what is in it.

    A file is there before anything is in it, and has a beginning before it has an end.
    """
    wait_until(lambda: file.exists() and bool(whole(file.read_text(encoding="utf-8"))), what)
    return file.read_text(encoding="utf-8")
