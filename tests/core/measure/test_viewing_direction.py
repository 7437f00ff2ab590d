"""From where the camera sees somebody, told by shoulders and face."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.measure.viewing_direction import direction_deg
from posturecam.core.values import Pose
from tests.support.altered_poses import faceless
from tests.support.calibrated import YOU
from tests.support.synthetic import Camera, pose_of


def upright(direction: float, observations: int = 6, **changes: float) -> list[Pose]:
    camera = Camera(direction=direction, distance=80)
    return [pose_of(YOU.moved(**changes), camera, t=n / 4) for n in range(observations)]


def without_faces(observations: list[Pose]) -> list[Pose]:
    return [faceless(observation) for observation in observations]


@pytest.mark.parametrize("direction", [0, 15, 31, 42, 60, 90])
def test_the_direction_is_found(direction: float) -> None:
    assert direction_deg(upright(direction)) == pytest.approx(direction, abs=6)


def test_the_face_corrects_what_the_shoulders_tell() -> None:
    broad = upright(35, half_width=4.0)
    without, with_face = direction_deg(without_faces(broad)), direction_deg(broad)
    assert without < with_face <= 35


def test_a_face_that_looks_elsewhere_counts_little() -> None:
    trunk, to_the_camera = without_faces(upright(42)), upright(42, yaw=42)
    assert direction_deg(trunk) > direction_deg(to_the_camera) > 0.8 * direction_deg(trunk)


def test_a_few_faces_are_none() -> None:
    observations = upright(35, half_width=4.0)
    mostly_hidden = [*observations[:4], *without_faces(observations[4:])]
    assert direction_deg(mostly_hidden) == direction_deg(without_faces(observations))


@given(direction=st.floats(0, 40))
def test_left_and_right_are_alike(direction: float) -> None:
    assert direction_deg(upright(-direction)) == pytest.approx(direction_deg(upright(direction)))
