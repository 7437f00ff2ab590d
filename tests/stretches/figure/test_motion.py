"""Between keyframes: curves that rest, flow, stay inside, and close."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.stretches.figure.body import bodies_at, reach
from posturecam.stretches.figure.motion import motion_of
from posturecam.stretches.figure.movement import Movement


def movement(*frames: dict[str, Any], loop_s: float = 10.0, **more: Any) -> Movement:
    return Movement.model_validate({"loop_s": loop_s, "keyframes": list(frames), **more})


def bend(at_s: float, degrees: float, until_s: float | None = None) -> dict[str, Any]:
    return {"at_s": at_s, "until_s": until_s, "neck": {"flexion": degrees}}


def flexion(one: Movement, *times: float) -> list[float]:
    return motion_of(one).at(times).angles["neck.flexion"].tolist()


def test_a_keyframe_is_reached_and_kept() -> None:
    kept = movement(bend(0, 0), bend(2, 30, until_s=6))
    assert flexion(kept, 0, 1, 2, 4, 6, 8, 10) == pytest.approx([0, 15, 30, 30, 30, 15, 0])


def test_a_movement_flows_through_what_lies_on_the_way() -> None:
    around = flexion(movement(bend(0, 0), bend(2, 15), bend(4, 30)), 1.9, 2.0, 2.1)
    assert around[2] - around[0] > 1.0  # degrees in a fifth of a second: it does not stop there


@given(degrees=st.lists(st.floats(-30, 30), min_size=2, max_size=8), t=st.floats(0, 20))
def test_no_angle_goes_beyond_its_keyframes(degrees: list[float], t: float) -> None:
    frames = [bend(n, value) for n, value in enumerate(degrees)]
    (value,) = flexion(movement(*frames), t)
    assert min(degrees) - 1e-9 <= value <= max(degrees) + 1e-9


def test_the_other_side_follows() -> None:
    one = movement({"at_s": 0}, {"at_s": 2, "neck": {"side_bend": 30}}, loop_s=4, mirror=True)
    motion = motion_of(one)
    assert motion.length_s == 8
    assert motion.at([2, 6, 10]).angles["neck.side_bend"] == pytest.approx([30, -30, 30])


def test_a_hand_goes_from_one_place_to_another() -> None:
    one = movement(
        {"at_s": 0, "hand": [30, 20, 110]}, {"at_s": 5, "hand": [40, 10, 120]}, posture="standing"
    )
    hands = bodies_at(motion_of(one), [0, 2.5, 5]).points
    assert hands["left_wrist"] == pytest.approx(
        np.array([[30, 20, 110], [35, 15, 115], [40, 10, 120]])
    )
    assert hands["right_wrist"][:, 1] == pytest.approx([-20, -15, -10])


@pytest.mark.parametrize("frees_first", [True, False])
def test_a_hand_that_is_let_go_gets_where_the_angles_put_it(frees_first: bool) -> None:  # noqa: FBT001
    frames: list[dict[str, Any]] = [{"hand": "free"}, {"hand": [30, 20, 110]}]
    ordered = frames if frees_first else frames[::-1]
    one = movement(
        *({"at_s": 5 * n, **frame} for n, frame in enumerate(ordered)), posture="standing"
    )
    wrists = bodies_at(motion_of(one), [0, 2, 5]).points["left_wrist"]
    held = wrists[2 if frees_first else 0]
    assert held == pytest.approx([30, 20, 110])
    assert 1 < np.linalg.norm(wrists[1] - held) < np.linalg.norm(wrists[0] - wrists[2])


POINT = st.tuples(*[st.floats(-40, 40)] * 3).map(lambda at: np.array([at]))


@given(goal=POINT, towards=POINT)
def test_a_limb_reaches_as_far_as_it_is_long(goal: Any, towards: Any) -> None:
    middle, end = reach(np.zeros((1, 3)), goal, towards, 30, 20)
    distance = float(np.linalg.norm(goal))
    assert np.linalg.norm(end - middle) == pytest.approx(20, abs=1e-4)
    if 10.001 < distance < 49.999:
        assert end == pytest.approx(goal, abs=1e-4)
        assert np.linalg.norm(middle) == pytest.approx(30, abs=1e-4)
