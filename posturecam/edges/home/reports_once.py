"""Says each thing once, from whichever thread."""

import logging
from collections.abc import Callable
from threading import Lock

_log = logging.getLogger(__name__)


class Once:
    """Hands each text to `complain` once; whatever that raises goes to the log."""

    def __init__(self, complain: Callable[[str], object]) -> None:
        """Hand texts to `complain`, which any thread may call."""
        self._complain, self._lock = complain, Lock()
        self._said: set[str] = set()

    def say(self, text: str) -> None:
        """Report `text`, unless it was reported already."""
        with self._lock:
            if text in self._said:
                return
            self._said.add(text)
        try:
            self._complain(text)
        except Exception:  # noqa: BLE001 (a view that is gone must not end a thread)
            _log.warning("nobody to report to: %s", text)
