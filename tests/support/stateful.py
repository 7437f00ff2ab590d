"""A finder that remembers what it saw, as a tracker does, without a pose model."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from posturecam.core.values import Frame, Observation, Why
from posturecam.settings import Settings
from tests.support.desk import UPRIGHT
from tests.support.synthetic import pose_of

HERE = [pose_of(UPRIGHT.moved(cva=-2 * number)) for number in range(8)]


class Stateful:
    """Where it sees somebody depends on all pictures since it was opened."""

    def __init__(self) -> None:
        self._state = 1

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:
        assert not sure  # would depend on what was measured before
        self._state = (31 * self._state + int(frame.image.sum())) % 10_007
        if self._state % 10 == 0:
            return Observation(frame.t, (), Why.NOBODY, frame)
        seen = HERE[self._state % len(HERE)]
        noise = (self._state - 5000) * 1e-7
        person = replace(
            seen, t=frame.t, points=seen.points + noise, world=seen.world * (1 + noise)
        )
        return Observation(frame.t, (person,), None, frame)


@contextmanager
def open_stateful(settings: Settings, *, related: bool = True) -> Iterator[Stateful]:  # noqa: ARG001
    """Stands for `resources.open_finder`."""
    yield Stateful()
