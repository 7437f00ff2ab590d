"""What the two cameras saw, kept for the comparison: landmarks only, no picture."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from posturecam.app.resources import open_seen, say_note
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.values import Observation, Pose, Reuse, Unseen
from posturecam.edges.sources.source_name import printable
from posturecam.edges.terminal.progress_bar import open_progress
from posturecam.ports import NO_REUSE, Observations
from posturecam.settings import Settings

LONGEST_S = 600.0  # of a recording, unless --for asks for more; 250 MB for both cameras

LOOKS_PER_S = 12.0
"""Frames of a recording, at least: at ten a second clocks align to 0.02 s, at three to 0.1 s.
Of 10 frames a second each is taken, of 30 every third."""


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """What one camera saw, in its own time."""

    source: str
    size: tuple[int, int]
    observations: tuple[Observation, ...]

    @property
    def name(self) -> str:
        """What the source may be called; of a file only its own name."""
        name = printable(self.source)
        return name if "://" in name else Path(name).name

    def looks(self, profile: Profile | None) -> tuple[Pose | Unseen, ...]:
        """Return the person followed; with a `profile` it is the one calibrated."""
        return tuple(followed(self.observations, profile))


class Listed:
    """Observations that were gathered, once more."""

    live = False

    def __init__(self, observations: tuple[Observation, ...]) -> None:
        """Give `observations` one after the other."""
        self._left = iter(observations)

    def next(self, _not_before_s: float, _reuse: Reuse = NO_REUSE) -> Observation | None:
        """Return the next one; None after the last."""
        return next(self._left, None)


def gather_recording(source: str, settings: Settings, for_s: float | None) -> Gathered:
    """Look through the recording `source`, `for_s` of it, with a progress bar.

    Raises:
        InputError: It cannot be used.
    """
    name = Path(printable(source)).name
    with open_seen(source, settings, real_time=False) as (observations, facts):
        say_note(facts.assumed)
        most_s = for_s or LONGEST_S
        whole_s = None if facts.duration_s is None else min(facts.duration_s, most_s)
        with open_progress(name, whole_s, Console(stderr=True)) as advance:
            kept = []
            for one in _taken(observations, _per_s(settings), most_s):
                kept.append(replace(one, frame=None))
                advance(one.t)
        if for_s is None and (facts.duration_s or 0.0) > LONGEST_S:
            say_note(f"{name}: the first {LONGEST_S / 60:.0f} minutes are used; --for takes more.")
        say_note(facts.note)
        return Gathered(source, facts.size, tuple(kept))


def followed(
    observations: tuple[Observation, ...], profile: Profile | None
) -> Iterator[Pose | Unseen]:
    """Yield the person followed in each of `observations`."""
    state = Followed()
    for observation in observations:
        state, seen = follow_subject(state, observation, profile)
        yield seen


def _per_s(settings: Settings) -> float:
    return max(LOOKS_PER_S, settings.sampling.looks_per_s)


def _taken(observations: Observations, per_s: float, for_s: float) -> Iterator[Observation]:
    """Yield `per_s` observations a second, from the first one on for `for_s`."""
    observation = observations.next(0.0)
    until_s = for_s + (0.0 if observation is None else observation.t)
    while observation is not None and observation.t < until_s:
        yield observation
        observation = observations.next(observation.t + 1 / per_s)
