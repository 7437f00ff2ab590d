"""Exercises that are led, with a script in place of the follower."""

from collections.abc import Mapping
from dataclasses import replace

from posturecam.core.coach.coach import Coach
from posturecam.core.coach.seen import Seen
from posturecam.core.values import Observation, Why
from posturecam.stretches.catalogue import builtin

FOLLOWED = builtin()["neck_rotation"]
"""An exercise that a camera follows."""


def at(t: float) -> Observation:
    """An observation of nobody."""
    return Observation(t, (), Why.NOBODY)


class Script:
    """Follows by heart: what is seen from each time on."""

    def __init__(self, acts: Mapping[float, Seen]) -> None:
        self._acts = acts
        self.times: list[float] = []  # of what was followed

    def __call__(self, coach: Coach, observation: Observation) -> Coach:
        self.times.append(observation.t)
        now = coach.seen
        for from_s, seen in self._acts.items():
            now = seen if from_s <= observation.t else now
        return replace(coach, seen=now)
