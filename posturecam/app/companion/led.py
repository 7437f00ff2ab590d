"""What is watched while an exercise is led: the exercise sees it, and posture is not judged."""

from posturecam.app.companion.leading import Leading
from posturecam.core.values import Observation, Reuse
from posturecam.ports import NO_REUSE, Observations


class Led:
    """Observations that an exercise sees first, as often as it wants to."""

    def __init__(self, observations: Observations, leading: Leading) -> None:
        """Let `leading` see `observations`."""
        self._observations, self._leading = observations, leading
        self.live = observations.live
        self._t = 0.0

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        """Return the next observation; while an exercise is followed, soon and fresh."""
        every_s = self._leading.every_s
        if every_s is not None:
            not_before_s, reuse = min(not_before_s, self._t + every_s), NO_REUSE
        observation = self._observations.next(not_before_s, reuse)
        if observation is None:
            return None
        self._t = observation.t
        return self._leading.take(observation)
