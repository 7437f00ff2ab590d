import math
from dataclasses import replace

import numpy as np
import pytest

from posturecam.core.measure.side_view import calibrate_side, measure_side
from posturecam.core.pose.landmarks import FRONTAL_WIDTH, Body
from posturecam.core.values import Pose, Reading, Unseen, View, Why
from posturecam.core.verify.agreement import NotCompared
from posturecam.core.verify.reference import error_sd, reference
from tests.core.measure.test_side_view import GAP, person

UPRIGHT = [person(t=float(t)) for t in range(6)]
AWAY = Unseen(9.0, Why.NOBODY)


def changes(*looks: Pose | Unseen, upright: list[Pose] = UPRIGHT) -> list[Reading]:
    found = reference(looks, upright)
    assert not isinstance(found, NotCompared)
    return [one for one in found if isinstance(one, Reading)]


def deg(look: Pose, upright: list[Pose] = UPRIGHT) -> float:
    (found,) = changes(look, upright=upright)
    assert found.cva_change_deg is not None
    return found.cva_change_deg


@pytest.mark.parametrize("change", [-30.0, -20.0, -12.0, -6.0, 0.0])
@pytest.mark.parametrize("faces", [1.0, -1.0])
def test_a_head_that_goes_forward_alone_is_read_in_full(change: float, faces: float) -> None:
    upright = [person(t=float(t), faces=faces) for t in range(6)]

    assert deg(person(change, faces=faces), upright) == pytest.approx(change, abs=1.5)


def test_it_is_not_drawn_towards_the_usual_as_a_single_reading_is() -> None:
    side = calibrate_side(UPRIGHT, 90.0)
    look = person(-30.0, trunk=(0.3 * GAP, -0.05 * GAP))
    shrunk = measure_side(look, side)  # type: ignore[arg-type]

    assert isinstance(shrunk, Reading)
    assert shrunk.cva_change_deg is not None
    assert deg(look) < shrunk.cva_change_deg - 1.0


def test_shoulders_that_sink_take_the_neck_with_them() -> None:
    """The ears stay above the shoulders: little of that is a head that goes forward."""
    sunk = person(trunk=(0.4 * GAP, -0.1 * GAP))

    assert -8.5 < deg(sunk) < -5.0


def test_sitting_straighter_than_upright_is_still_unlikely() -> None:
    assert 0.0 < deg(person(15.0)) < 14.0


def test_zero_is_the_mean_of_the_upright_looks() -> None:
    swaying = [person(2.0 * math.sin(t), t=float(t)) for t in range(12)]

    found = [one.cva_change_deg for one in changes(*swaying, upright=swaying)]

    assert np.mean([one for one in found if one is not None]) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("direction", [80.0, 100.0])
def test_cameras_that_stand_about_at_the_side_see_it_too(direction: float) -> None:
    upright = [person(t=float(t), direction_deg=direction) for t in range(6)]
    look = person(-18.0, direction_deg=direction)

    assert deg(look, upright) == pytest.approx(-18.0, abs=4.0)


def test_a_camera_too_far_in_front_is_refused() -> None:
    upright = [person(t=float(t), direction_deg=55.0) for t in range(6)]

    found = reference(upright, upright)

    assert isinstance(found, NotCompared)
    assert found.reason.startswith("the side camera sees you from ")
    assert found.reason.endswith("put it at a right angle to where you look")


def test_the_readings_are_of_the_side_at_their_own_time() -> None:
    (found,) = changes(replace(person(-10.0), t=31.0))

    assert (found.t, found.view) == (31.0, View.SIDE)


def test_what_was_not_seen_stays_so() -> None:
    turned = person(direction_deg=20.0)

    found = reference([AWAY, turned], UPRIGHT)

    assert found == (AWAY, Unseen(turned.t, Why.TURNED))


def test_upright_looks_that_cannot_be_used_are_refused_with_the_reason() -> None:
    found = reference(UPRIGHT, UPRIGHT[:2])

    assert isinstance(found, NotCompared)
    assert found.reason.startswith("the side camera cannot be calibrated: upright: needs ")
    assert isinstance(reference(UPRIGHT, [AWAY]), NotCompared)


def test_somebody_who_turns_about_is_not_upright(monkeypatch: pytest.MonkeyPatch) -> None:
    """The head stays where it is, the shoulders face the camera in every other look."""
    monkeypatch.setattr("posturecam.core.verify.reference.LEAST_AROUND_DEG", 0.0)
    turning = [facing(person(t=float(t))) if t % 2 else person(t=float(t)) for t in range(6)]

    found = reference(UPRIGHT, turning)

    assert found == NotCompared("the side camera sees you turn while you should sit upright")


def facing(pose: Pose) -> Pose:
    """The same, but with the shoulders turned to the camera."""
    points, world = pose.points.copy(), np.zeros((33, 3))
    for joint, side in ((Body.LEFT_SHOULDER, 1.0), (Body.RIGHT_SHOULDER, -1.0)):
        points[joint, 0] += side * FRONTAL_WIDTH * GAP / 2.0
        world[joint] = (0.17 * side, 0.0, 0.0)
    return replace(pose, points=points, world=world)


def sd(change: float = 0.0, travel: float = 0.0, direction: float = 90.0) -> float:
    side = calibrate_side(UPRIGHT, direction)
    return error_sd(change, np.array([travel, 0.0]), side)  # type: ignore[arg-type]


def test_its_error_grows_with_all_that_makes_it_uncertain() -> None:
    assert sd() == pytest.approx(2.2, abs=0.05)
    assert sd(change=-20.0) == pytest.approx(math.hypot(2.2, 2.4), abs=0.05)
    assert sd(travel=0.2) == pytest.approx(math.hypot(2.2, 2.0), abs=0.05)
    assert sd(travel=0.4) == sd(travel=2.0)
    assert sd(direction=60.0) > sd() + 0.3
    assert sd(change=-20.0, direction=60.0) > math.hypot(sd(change=-20.0), 0.9)
