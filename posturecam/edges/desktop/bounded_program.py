"""Programs of the system that are asked, or given a text, for a bounded time."""

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


class Reader:
    """Runs a program that reads a text; `stop` ends it from another thread."""

    def __init__(self) -> None:
        """Begin with nothing running."""
        self._process: subprocess.Popen[str] | None = None

    def read(self, command: Sequence[str], text: str, patience_s: float) -> str:
        """Give `text` to the standard input of `command`; return why that failed, or ""."""
        quiet = subprocess.DEVNULL
        try:
            process = subprocess.Popen(  # noqa: S603 (fixed words, no shell)
                command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, encoding="utf-8"
            )
        except OSError as error:
            return f"{command[0]}: {error.strerror}"
        self._process = process
        with process:
            try:
                process.communicate(text, timeout=patience_s)
            except subprocess.TimeoutExpired:
                process.kill()
                return f"{command[0]} does not end"
            finally:
                self._process = None
        return f"{command[0]} fails" if process.returncode > 0 else ""

    def stop(self) -> None:
        """End the program that runs, if one does."""
        process = self._process
        if process is not None:
            process.kill()
