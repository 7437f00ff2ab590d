"""The clock of a recording -> stream time: seconds from its first picture, which rise strictly."""

from collections.abc import Iterator
from dataclasses import dataclass

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
        self._shift_s: float | None = None  # clock less stream time; None: no clock was seen yet
        self._step_s = _STEP_S
        self._oddities = _Oddities(name)

    def at(self, clock_s: float) -> float | None:
        """Return the time of a picture taken at `clock_s`; None if it is no later than the last."""
        if self._shift_s is None:
            self._shift_s = clock_s - (self.last_s + self._step_s if self.last_s >= 0 else 0.0)
        elif not -_SET_BACK_S < clock_s - self._shift_s - self.last_s <= _SET_FORWARD_S:
            self._oddities.note_set(self.last_s)
            self._shift_s = clock_s - self.last_s - self._step_s
        t = clock_s - self._shift_s
        if t <= self.last_s:
            self._oddities.note_picture(left_out=True)
            return None
        self._oddities.note_picture()
        self._note_step(t)
        self.last_s = t
        return t

    def after(self, step_s: float) -> float:
        """Return the time of a picture that has none of its own, `step_s` after the last one."""
        self._oddities.note_picture()
        self.last_s = max(0.0, self.last_s + step_s) if self.last_s >= 0 else 0.0
        return self.last_s

    def notes(self) -> list[str]:
        """Say what was odd about the clock."""
        return list(self._oddities.sentences())

    def _note_step(self, t: float) -> None:
        step_s = t - self.last_s
        if self.last_s < 0:
            return
        if step_s >= _GAP_S:
            self._oddities.note_gap(self.last_s, step_s)
        else:
            self._step_s = min(step_s, 1.0)


@dataclass(slots=True)
class _Oddities:
    """What was odd about the clock of the recording `name`."""

    name: str
    pictures: int = 0
    left_out: int = 0
    sets: int = 0  # how often the clock was set
    first_set_s: float = 0.0
    gaps: int = 0
    longest_gap: tuple[float, float] = 0.0, 0.0  # how long, and from when on

    def note_picture(self, *, left_out: bool = False) -> None:
        """Count a picture."""
        self.pictures += 1
        self.left_out += left_out

    def note_set(self, t: float) -> None:
        """Note that the clock was set after the picture at `t`."""
        self.first_set_s = self.first_set_s if self.sets else t
        self.sets += 1

    def note_gap(self, from_s: float, lasted_s: float) -> None:
        """Note a gap; of two as long the first counts."""
        self.gaps += 1
        if lasted_s > self.longest_gap[0]:
            self.longest_gap = lasted_s, from_s

    def sentences(self) -> Iterator[str]:
        """Say what was odd."""
        if self.sets:
            times = f" {self.sets} times, first" if self.sets > 1 else ""
            yield (
                f"The timestamps of {self.name} restart{times} at {self.first_set_s:.1f} s; "
                "later frames continue from there"
            )
        if self.gaps:
            more = f", and {self.gaps - 1} more" if self.gaps > 1 else ""
            lasted_s, from_s = self.longest_gap
            yield f"{self.name} has no frames for {lasted_s:.0f} s from {from_s:.1f} s on{more}"
        if self.left_out > _MUCH * self.pictures:
            yield (
                f"{self.left_out} of {self.pictures} frames of {self.name} were left out: their "
                "timestamps are no later than the one before"
            )
