"""The clock of a recording -> stream time: seconds from its first picture, which rise strictly."""

_SET_BACK_S = 1.0
"""A picture this much earlier than the one before belongs to a clock that was set, or to another
recording joined on; less is disorder."""

_SET_FORWARD_S = 86_400.0
"""Nobody pauses a recording for longer; a 33-bit clock taken to have wrapped jumps by 95,444 s."""

_GAP_S = 60.0
_STEP_S = 0.04
_MUCH = 0.05  # of all pictures


class RecordingClock:
    """Gives each picture its stream time.

    A gap stays a gap.  Where the clock was set, the pictures go on one step later.
    """

    def __init__(self, name: str) -> None:
        """Begin with the recording that `notes` call `name`."""
        self.last_s = -1.0
        self._name, self._shift_s, self._step_s = name, 0.0, _STEP_S
        self._begun = False
        self._taken = self._left = self._sets = self._gaps = 0
        self._first_set_s = self._first_gap_s = self._longest_gap_s = 0.0

    def at(self, clock_s: float) -> float | None:
        """Return the time of a picture taken at `clock_s`; None if it is no later than the last."""
        if not self._begun:
            self._shift_s = clock_s - (self.last_s + self._step_s if self._taken else 0.0)
        ahead_s = clock_s - self._shift_s - self.last_s
        if self._begun and not -_SET_BACK_S < ahead_s <= _SET_FORWARD_S:
            self._first_set_s = self._first_set_s if self._sets else self.last_s
            self._sets += 1
            self._shift_s = clock_s - self.last_s - self._step_s
        t = clock_s - self._shift_s
        self._begun = True
        self._taken += 1
        if t <= self.last_s:
            self._left += 1
            return None
        self._note_step(t)
        self.last_s = t
        return t

    def after(self, step_s: float) -> float:
        """Return the time of a picture that has none of its own, `step_s` after the last one."""
        self._taken += 1
        self.last_s = max(0.0, self.last_s + step_s) if self.last_s >= 0 else 0.0
        return self.last_s

    def notes(self) -> list[str]:
        """Say what was odd about the clock."""
        found = []
        if self._sets:
            times = f" {self._sets} times, first" if self._sets > 1 else ""
            found.append(
                f"The timestamps of {self._name} restart{times} at {self._first_set_s:.1f} s; "
                "later frames continue from there"
            )
        if self._gaps:
            more = f", and {self._gaps - 1} more" if self._gaps > 1 else ""
            found.append(
                f"{self._name} has no frames for {self._longest_gap_s:.0f} s from "
                f"{self._first_gap_s:.1f} s on{more}"
            )
        if self._left > _MUCH * self._taken:
            found.append(
                f"{self._left} of {self._taken} frames of {self._name} were left out: their "
                "timestamps are no later than the one before"
            )
        return found

    def _note_step(self, t: float) -> None:
        step_s = t - self.last_s
        if self.last_s < 0:
            return
        if step_s >= _GAP_S:
            self._gaps += 1
            if step_s > self._longest_gap_s:
                self._first_gap_s, self._longest_gap_s = self.last_s, step_s
        else:
            self._step_s = min(step_s, 1.0)
