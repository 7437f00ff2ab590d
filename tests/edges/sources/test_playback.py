"""Recordings played in real time; pictures are in test_source_contract.py."""

import pytest

from posturecam.core.values import Observation, Why
from posturecam.edges.sources.playback import PacedObservations
from tests.support.world import World


class Sparse:
    """A recording with an observation now and then."""

    live = False

    def __init__(self, *times_s: float) -> None:
        self._times_s = iter(times_s)

    def next(self, *_wish: object) -> Observation | None:
        t = next(self._times_s, None)
        return None if t is None else Observation(t, (), Why.NOBODY)


def played(world: World, *times_s: float) -> list[tuple[float, float]]:
    """Play observations at `times_s`; return their times and how late by the clock each came."""
    observations = PacedObservations(Sparse(*times_s), world.clock, world.sleep)
    came = []
    while (observation := observations.next(0.0)) is not None:
        came.append((observation.t, world.now_s - 50))
    return came


def test_a_pause_in_a_long_gap_puts_the_next_observation_off() -> None:
    came = played(World(10, 70), 0, 30, 31)
    assert [t for t, _ in came] == [0, 30, 31]
    assert [at_s for _, at_s in came] == pytest.approx([0, 90, 91], abs=0.3)


def test_a_tape_that_begins_late_is_played_at_once_by_its_own_times() -> None:
    world = World()
    came = played(world, 1000, 1002)
    assert [t for t, _ in came] == [1000, 1002]
    assert [at_s for _, at_s in came] == pytest.approx([0, 2], abs=0.01)
    assert world.clock.t() == pytest.approx(1002)
