"""What follows a calibration: a check that it measures, a trial alert, and the next step."""

import time
from collections.abc import Callable
from typing import Final

from posturecam.view.guide import Guide

CHECK_S: Final = 20.0
"""To slouch once and sit up again, watching what is measured."""

TRIAL_S: Final = 10.0
"""To read an alert with its exercise."""

_WHAT_TO_DO: Final = {
    "checking": "Sit as you like, then upright again: this is what is measured.",
    "trial": "This is what an alert looks like. It names the fault and what to do now.",
    "done": "That is all: posturecam goes on in the background, and this page may be closed.",
}


class Aftercare:
    """Leads from the last pose to everyday use; a step begins with the time, not by itself."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin the check with the first frame that is watched, by `clock`."""
        self._clock = clock
        self._since_s: float | None = None
        self._seen = "checking"

    @property
    def stage(self) -> str:
        """`checking`, `trial` or `done`."""
        since_s = 0.0 if self._since_s is None else self._clock() - self._since_s
        if since_s < CHECK_S:
            return "checking"
        return "trial" if since_s < CHECK_S + TRIAL_S else "done"

    def advance(self) -> str:
        """Take in that a frame is watched; return the stage that begins with it, or ""."""
        if self._since_s is None:
            self._since_s = self._clock()
        stage = self.stage
        begun = "" if stage == self._seen else stage
        self._seen = stage
        return begun

    def guide(self) -> Guide:
        """Return what to show now."""
        stage = self.stage
        of_s = {"checking": CHECK_S, "trial": TRIAL_S}.get(stage, 0.0)
        passed_s = 0.0 if self._since_s is None else self._clock() - self._since_s
        passed_s -= CHECK_S if stage == "trial" else 0.0
        return Guide(
            heading="Calibrated",
            todo=_WHAT_TO_DO[stage],
            phase="" if stage == "done" else stage,
            left_s=max(0.0, of_s - passed_s),
            seen="",
            quality="",
            of_s=of_s,
            stage=stage,
        )
