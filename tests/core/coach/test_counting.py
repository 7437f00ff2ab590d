"""Counting of what somebody does before the camera, movement by movement."""

import pytest

from posturecam.core.coach.movements import Movement, Set, Side
from posturecam.core.coach.signals import SIGNALS
from tests.support.exercising import coached, poses, reps_of

ONE_SIDED = [movement for movement, signal in SIGNALS.items() if not signal.sided]
SIDED = [Movement.HEAD_TURN, Movement.SIDE_BEND]


@pytest.mark.parametrize("rate", [2, 5, 10])
@pytest.mark.parametrize("movement", ONE_SIDED)
def test_every_repetition_counts(movement: Movement, rate: float) -> None:
    seen = coached(Set(movement, 4, 2.0), poses(movement, reps_of(4, hold_s=2.0), rate=rate)).seen

    assert [rep.partial for rep in seen.reps] == [False] * 4
    assert {rep.side for rep in seen.reps} == {Side.BOTH}
    assert [rep.held_s for rep in seen.reps] == pytest.approx([2.0] * 4, abs=0.5)
    assert [rep.start_s for rep in seen.reps] == pytest.approx([3, 7.6, 12.2, 16.8], abs=0.5)
