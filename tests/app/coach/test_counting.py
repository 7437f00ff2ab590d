"""A whole recording is followed from its first frame, whatever the lead's pace would be."""

import pytest

from posturecam.app.coach.counting import ROUNDED_S, count
from posturecam.core.coach.movements import Movement, Set
from posturecam.core.coach.seen import Obstacle
from posturecam.core.values import Observation
from posturecam.ports import NO_REUSE
from tests.support.leads import rep, seen
from tests.support.lessons import Script, at

TURN = Set(Movement.HEAD_TURN, 5, None, 2)


class Frames:
    """Eight frames a second, with times as a file rounds them."""

    live = False

    def __init__(self, number: int) -> None:
        self._times = [round(n / 8, 2) for n in range(number)]

    def next(self, not_before_s: float, _reuse: object = NO_REUSE) -> Observation | None:
        while self._times:
            t = self._times.pop(0)
            if t >= not_before_s:
                return at(t)
        return None


@pytest.mark.parametrize(("looks_per_s", "taken"), [(8, 17), (4, 9), (2, 5)])
def test_frames_are_taken_at_the_rate_that_is_set(looks_per_s: float, taken: int) -> None:
    script = Script({0.0: seen(obstacle=Obstacle.NOBODY), 1.0: seen(rep(0, 1))})
    reached: list[float] = []

    counted = count(TURN, Frames(17), 1 / looks_per_s - ROUNDED_S, reached.append, script)

    assert len(script.times) == len(reached) == taken
    assert counted.seen.reps == (rep(0, 1),)
    assert dict(counted.visibility.hidden) == {Obstacle.NOBODY: pytest.approx(1.0)}


def test_what_no_camera_sees_is_not_followed() -> None:
    script = Script({})

    assert count(Set(None, 5), Frames(9), 0.1, lambda _: None, script).seen.reps == ()
    assert script.times == []
