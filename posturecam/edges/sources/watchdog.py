"""Keeps a thread at work on a live device: notices silence, and replaces a thread that hangs."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from posturecam.edges.sources.mailbox import Mailbox

HANGS_S = 40.0
"""A call into the driver that takes longer never ends; OpenCV's own wait is 30 s."""

MOST_LEFT = 3
"""Threads left behind that still hang; with more of them nothing new is tried."""

SILENT_STEP_S = 0.5
"""The most that counts as silence between two checks: twice the reader's longest wait."""

HANGS_STEP_S = 10.0
"""The same for a hanging call, which is checked at every read only."""


class Calls(Protocol):
    """Calls into the driver."""

    @property
    def under_way(self) -> int:
        """The number of the call that has not returned; 0: none."""


class Worker(Protocol):
    """A capture thread."""

    mailbox: Mailbox

    @property
    def calls(self) -> Calls:
        """Its calls into the driver."""

    def is_alive(self) -> bool:
        """Return whether it has not ended."""

    def leave(self, patience_s: float = 0.0) -> None:
        """Let it end, and wait for that for `patience_s` at most."""


Begin = Callable[[Mailbox, Sequence[Worker]], Worker]
"""Begins a capture thread with a mailbox; the others were left behind and still hang."""


@dataclass(slots=True)
class Standstill:
    """For how long a number has stayed the same, checked now and then.

    Between two checks no more than `most_s` counts, so a process that was stopped or a machine that
    slept does not blame the camera.
    """

    most_s: float
    number: int = 0
    lasted_s: float = 0.0

    def check(self, number: int, passed_s: float) -> None:
        """Take in the number as it is now, `passed_s` after the last check."""
        same = number == self.number
        self.lasted_s = self.lasted_s + min(passed_s, self.most_s) if same else 0.0
        self.number = number


class Watchdog:
    """Watches the thread at work whenever the reader calls `check`."""

    def __init__(
        self, begin: Begin, silence_s: float, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin the first thread; one without a sign of life for `silence_s` is silent."""
        self._begin, self._silence_s, self._now_s = begin, silence_s, now_s
        self._workers = [begin(Mailbox(), ())]
        self._checked_s = now_s()
        self._silence, self._hang = Standstill(SILENT_STEP_S), Standstill(HANGS_STEP_S)

    @property
    def mailbox(self) -> Mailbox:
        """The mailbox of the thread at work."""
        return self._workers[-1].mailbox

    @property
    def silent(self) -> bool:
        """Whether there has been no sign of life for too long."""
        return self._silence.lasted_s >= self._silence_s

    def check(self) -> None:
        """Look for signs of life, and leave a thread behind that hangs in a call."""
        now_s = self._now_s()
        passed_s, self._checked_s = now_s - self._checked_s, now_s
        call = self._workers[-1].calls.under_way
        self._silence.check(self.mailbox.beats, passed_s)
        self._hang.check(call, passed_s)
        if call and self._hang.lasted_s >= HANGS_S:
            self._replace()

    def stop(self, patience_s: float) -> None:
        """End the thread; one that hangs in the driver is left behind after `patience_s`."""
        self._workers[-1].leave(patience_s)

    def _replace(self) -> None:
        """Begin a fresh thread, unless too many hang already."""
        hanging = [worker for worker in self._workers if worker.is_alive()]
        if len(hanging) > MOST_LEFT:
            return
        self._workers[-1].leave()
        self._workers = [*hanging, self._begin(self.mailbox.successor(), hanging)]
        self._hang = Standstill(HANGS_STEP_S)
