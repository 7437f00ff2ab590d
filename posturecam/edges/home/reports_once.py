"""Says each thing once, from whichever thread."""

import logging
from collections.abc import Callable
from threading import Lock

_log = logging.getLogger(__name__)


class Once:
    """Reports through `complain`, one text for each subject; what that raises goes to the log."""

    def __init__(self, complain: Callable[[str], object]) -> None:
        """Hand texts to `complain`, which any thread may call."""
        self._complain, self._lock = complain, Lock()
        self._said: set[str] = set()

    def say(self, text: str, about: str = "") -> None:
        """Report `text`, unless there was a report `about` that already, or else this very text."""
        with self._lock:
            if (about or text) in self._said:
                return
            self._said.add(about or text)
        try:
            self._complain(text)
        except Exception:  # noqa: BLE001 (a view that is gone must not end a thread)
            _log.warning("nobody to report to: %s", text)
