import pytest

from posturecam.core.values import Observation, Why
from posturecam.edges.sources.playback import Playback, paced_observations


class World:
    """A clock, and somebody who presses p at some moments."""

    def __init__(self, *presses_s: float) -> None:
        self.now_s = 50.0
        self.presses_s = [50.0 + t for t in presses_s]
        self.playback = Playback(lambda: self.now_s)

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds
        while self.presses_s and self.now_s >= self.presses_s[0]:
            self.presses_s.pop(0)
            self.playback.hold(on=not self.playback.held)


class Sparse:
    """A recording with a look now and then."""

    live = False

    def __init__(self, *times_s: float) -> None:
        self._times_s = iter(times_s)

    def next(self, *_wish: object) -> Observation | None:
        t = next(self._times_s, None)
        return None if t is None else Observation(t, (), Why.NOBODY)


def test_a_playback_stands_still_while_it_is_held() -> None:
    world = World()
    assert world.playback() == 50.0
    world.playback.hold(on=True)
    world.playback.hold(on=True)
    world.now_s += 100
    assert world.playback() == 50.0
    world.playback.hold(on=False)
    world.playback.hold(on=False)
    world.now_s += 2
    assert world.playback() == 52.0


def test_a_pause_in_a_long_gap_puts_the_next_look_off() -> None:
    world = World(10, 70)
    observations = paced_observations(Sparse(0, 30, 31), world.playback, world.sleep)
    came_s = []
    while (observation := observations.next(0.0)) is not None:
        came_s.append((observation.t, round(world.now_s - 50, 1)))
    assert [t for t, _ in came_s] == [0, 30, 31]
    assert [late_s for _, late_s in came_s] == pytest.approx([0, 90, 91], abs=0.3)


def test_a_wait_is_cut_into_slices_so_that_a_key_can_hold_it() -> None:
    slept_s: list[float] = []
    world = World()

    def sleep(seconds: float) -> None:
        slept_s.append(seconds)
        world.sleep(seconds)

    observations = paced_observations(Sparse(0, 5), world.playback, sleep)
    observations.next(0.0)
    observations.next(0.0)
    assert max(slept_s) <= 0.1
