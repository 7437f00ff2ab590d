"""What a program of the system prints, in a bounded time."""

import subprocess
from collections.abc import Sequence

PATIENCE_S = 2.0  # those that are asked take some milliseconds


def printed(command: Sequence[str]) -> str | None:
    """Return what `command` prints; None if it is not there, fails or takes too long."""
    try:
        done = subprocess.run(  # noqa: S603 (fixed words, no shell)
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE_S,
            check=True,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
