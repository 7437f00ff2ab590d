"""Values refuse what they do not promise."""

from dataclasses import replace

import numpy as np
import pytest

from posturecam.core.values import Cause, Fault, Frame, Observation, Pose, Why

SOMEBODY = Pose(0.0, np.zeros((33, 2)), np.ones(33), np.zeros((33, 3)), None, 4 / 3)


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(np.zeros((4, 6), np.uint8), id="grey"),
        pytest.param(np.zeros((4, 6, 4), np.uint8), id="with transparency"),
        pytest.param(np.zeros((4, 6, 3), np.float32), id="fractions"),
    ],
)
def test_a_frame_is_a_colour_picture(image: np.ndarray) -> None:
    with pytest.raises(ValueError, match="image must be"):
        Frame(0.0, image)


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("points", np.zeros((33, 3))),
        ("visibility", np.zeros(32)),
        ("world", np.zeros((33, 2))),
        ("face", np.zeros((478, 3))),
        ("depth", np.zeros((33, 1))),
        ("presence", np.zeros(0)),
    ],
)
def test_a_pose_has_its_shapes(name: str, array: np.ndarray) -> None:
    with pytest.raises(ValueError, match=f"{name} must have shape"):
        replace(SOMEBODY, **{name: array})


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_a_pose_is_finite(wrong: float) -> None:
    points = SOMEBODY.points.copy()
    points[5, 1] = wrong
    with pytest.raises(ValueError, match="points must be finite"):
        replace(SOMEBODY, points=points)


@pytest.mark.parametrize(
    ("people", "why"), [((), None), ((SOMEBODY,), Why.TURNED)], ids=["neither", "both"]
)
def test_a_look_has_people_or_a_reason(people: tuple[Pose, ...], why: Why | None) -> None:
    with pytest.raises(ValueError, match="people or a reason"):
        Observation(0.0, people, why)


def test_a_fault_counts_in_limits() -> None:
    assert Fault(Cause.FORWARD_HEAD, 12.0, 8.0, "deg").ratio == 1.5
