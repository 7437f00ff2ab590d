"""The page's process, as the instance sees it: started when it is wanted, and asked to open."""

from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any, Final

from posturecam.edges.control.own_process import start_asked_part
from posturecam.edges.files.folders import log_path
from posturecam.errors import MissingError

COMMAND: Final = "page-server"
ANSWER_S: Final = 3.0  # in all: less than `edges/control/client.py` waits for the instance
ENDED: Final = ""  # in the place of an answer
OPENING: Final = "The page is about to open in your browser."


class PageProcess:
    """Opens the page; at most one process at a time, which outlives the instance if looked at."""

    def __init__(self, *command: str) -> None:
        """Start nothing yet; `command` are posturecam's words for it."""
        self._command = command or (COMMAND,)
        self._process: Any = None
        self._said: SimpleQueue[str] = SimpleQueue()
        self._lock = Lock()

    def open(self) -> str:
        """Show the page in the browser, and return what to say.

        Raises:
            MissingError: The page's process ends at once.
        """
        until_s = monotonic() + ANSWER_S
        with self._lock:
            answer = self._answer(until_s) if self._ask_again() else ENDED
            if answer == ENDED:
                self._start()
                answer = self._answer(until_s)
        if answer == ENDED:
            msg = f"The page cannot be shown. The log has more: {log_path()}."
            raise MissingError(msg)
        return answer

    def _ask_again(self) -> bool:
        """Ask the process that is there, if one is."""
        if self._process is None or self._process.poll() is not None:
            return False
        try:
            self._process.stdin.write(b"open\n")
            self._process.stdin.flush()
        except (OSError, ValueError):  # it has just ended
            return False
        return True

    def _start(self) -> None:
        self._said = SimpleQueue()
        self._process = start_asked_part(*self._command)
        Thread(target=_listen, args=(self._process, self._said), daemon=True).start()

    def _answer(self, until_s: float) -> str:
        try:
            return self._said.get(timeout=max(0.0, until_s - monotonic()))
        except Empty:
            return OPENING


def _listen(process: Any, said: SimpleQueue[str]) -> None:
    with process.stdout as lines:
        for line in lines:
            said.put(line.decode("utf-8", "replace").strip())
    process.wait()
    with suppress(OSError):  # what it has not read
        process.stdin.close()
    said.put(ENDED)
