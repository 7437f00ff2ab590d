"""Where two cameras that share no clock saw the same movement."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """The clock of the side camera against that of the front one.

    What the side camera saw at `t` was at `offset_s + rate * t` of the front one's clock.
    """

    offset_s: float
    offset_sd_s: float  # in the middle of what both saw
    rate: float  # 1: the clocks run alike
    rate_sd: float
    correlation: float  # of the movement that both saw, 0 to 1
    shared_s: float  # for how long both saw it

    def to_front(self, t: float) -> float:
        """Return the front camera's time of the side camera's `t`."""
        return self.offset_s + self.rate * t


@dataclass(frozen=True, slots=True)
class NotAligned:
    """The two recordings could not be aligned, and why, for the user."""

    reason: str
