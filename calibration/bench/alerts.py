"""False alarms on real people: the whole monitor at default settings, in alerts per hour.

The recordings last seconds and an alert takes a minute, so each is played forth and back for a
quarter of an hour: whatever is misread in it is misread all the time.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bench.recordings import Clip, pose_of
from posturecam.app.policies import rules_of
from posturecam.core.measure.calibration import Refused, calibrate
from posturecam.core.values import EventKind, Observation, Reading, Reuse, Verdict
from posturecam.monitor import watch
from posturecam.ports import NO_REUSE
from posturecam.settings import Settings

PLAYED_S: Final = 900.0
CALIBRATED_S: Final = 1.0  # from the start of the recording; seconds are all there is


@dataclass(frozen=True, slots=True)
class Alarms:
    """What the monitor said about one recording."""

    name: str
    refused: str  # why it could not be calibrated, or ""
    observations: int = 0
    measured: int = 0
    poor: int = 0
    played_s: float = 0.0
    alerts: tuple[tuple[str, int], ...] = ()  # cause and how often


class ForthAndBack:
    """Plays looks forth and back until `PLAYED_S` have passed."""

    live = False

    def __init__(self, observations: Sequence[Observation]) -> None:
        """Play `observations`, at least two."""
        self._endless = _endless(observations)

    def next(
        self,
        not_before_s: float,
        reuse: Reuse = NO_REUSE,  # noqa: ARG002 - recorded looks cost nothing
    ) -> Observation | None:
        """Give the next look at or after `not_before_s`."""
        observation = next(one for one in self._endless if one.t >= not_before_s)
        return observation if observation.t < PLAYED_S else None


class Nobody:
    """Nobody asks for anything."""

    def take(self) -> Sequence[str]:
        """Give no request."""
        return ()


def alarms(clip: Clip) -> Alarms:
    """Calibrate on the first second of `clip` and watch the rest, again and again."""
    upright = [
        pose_of(observation) for observation in clip.observations if observation.t < CALIBRATED_S
    ]
    profile = calibrate({"upright": upright}, clip.size)
    if isinstance(profile, Refused):
        return Alarms(clip.name, "; ".join(profile.problems))
    observations = measured = poor = 0
    alerts: Counter[str] = Counter()
    for tick in watch(ForthAndBack(clip.observations), profile, rules_of(Settings()), Nobody()):
        observations += 1
        measured += isinstance(tick.reading, Reading)
        poor += tick.assessment.verdict is Verdict.POOR
        alerts.update(str(e.cause) for e in tick.events if e.kind is EventKind.ALERT)
    counts = tuple(sorted(alerts.items()))
    return Alarms(clip.name, "", observations, measured, poor, PLAYED_S, counts)


def _endless(observations: Sequence[Observation]) -> Iterator[Observation]:
    steps = [later.t - sooner.t for sooner, later in pairwise(observations)]
    t, numbers = 0.0, range(len(observations))
    while True:
        for number in [*numbers[:-1], *reversed(numbers[1:])]:
            yield _at(observations[number], t)
            t += steps[min(number, len(steps) - 1)]


def _at(observation: Observation, t: float) -> Observation:
    people = tuple(replace(person, t=t) for person in observation.people)
    return replace(observation, t=t, people=people, frame=None)
