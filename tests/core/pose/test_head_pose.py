import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.body import learned_landmarks
from posturecam.core.measure.upright import facing_deg
from posturecam.core.pose.geometry import (
    _determinant,
    fit_similarity,
    pitch_yaw_roll_deg,
    rms_radius,
)
from posturecam.core.pose.head_pose import LEFT, MIDLINE, RIGHT, RIGID, fit_head, make_template
from tests.support.synthetic import Camera, Person, pose_of, turn

FACE = np.array(learned_landmarks.FACE)
SMALL = st.floats(-25, 25)


def meshed(cloud: np.ndarray) -> np.ndarray:
    face = np.zeros((468, 3))
    face[list(RIGID)] = cloud
    return face


def turned(pitch: float, yaw: float, roll: float) -> np.ndarray:
    """The generic face turned; x right, y down, z away."""
    flip = np.array([1.0, -1.0, -1.0])
    return turn(FACE * flip, pitch, yaw, roll) * flip


@given(SMALL, SMALL, SMALL, st.floats(0.5, 2.0), st.floats(-1, 1))
def test_size_place_and_turn_do_not_mix(
    pitch: float, yaw: float, roll: float, size: float, shift: float
) -> None:
    fit = fit_head(meshed(turned(pitch, yaw, roll) * size + shift), FACE)
    assert fit.size == pytest.approx(size)
    assert (fit.x, fit.y) == (pytest.approx(shift, abs=1e-4), pytest.approx(shift, abs=1e-4))
    assert fit.misfit == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("angles", "expected"),
    [((20, 0, 0), (20, 0, 0)), ((0, 20, 0), (0, 20, 0)), ((0, 0, 20), (0, 0, 20))],
    ids=["down", "to the left", "tilted to the left"],
)
def test_angles_have_their_signs(angles: tuple[float, ...], expected: tuple[float, ...]) -> None:
    fit = fit_similarity(FACE, turned(*angles))
    assert pitch_yaw_roll_deg(fit.rotation) == pytest.approx(expected, abs=1e-6)


def test_a_reflection_is_never_fitted() -> None:
    fit = fit_similarity(FACE, FACE * np.array([1.0, 1.0, -1.0]))
    assert np.linalg.det(fit.rotation) == pytest.approx(1)
    assert fit.misfit > 0.1


@given(st.lists(st.floats(-3, 3), min_size=9, max_size=9))
def test_the_short_way_to_a_determinant(numbers: list[float]) -> None:
    matrix = np.array(numbers).reshape(3, 3)
    assert _determinant(matrix) == pytest.approx(np.linalg.det(matrix), abs=1e-9)


def test_the_misfit_is_what_is_left_as_a_share_of_the_size() -> None:
    """Four corners of a square; one pair of opposite ones goes out of its plane by a tenth."""
    square = np.array([[1.0, 0, 0], [0, 1, 0], [-1, 0, 0], [0, -1, 0]])
    bent = square + np.array([[0, 0, 0.1], [0, 0, -0.1], [0, 0, 0.1], [0, 0, -0.1]])
    fit = fit_similarity(square, 3 * bent + np.array([5.0, 6.0, 7.0]))
    assert fit.misfit == pytest.approx(0.1 / np.hypot(1, 0.1))
    assert fit.scale == pytest.approx(3.0)
    assert fit.centre == pytest.approx([5, 6, 7])
    assert rms_radius(2 * square + 4) == pytest.approx(2.0)


def test_a_template_is_the_face_itself() -> None:
    faces = [meshed(turned(p, y, 0) * s) for p, y, s in ((1, 2, 0.1), (-1, -2, 0.1), (0, 0, 0.1))]
    template = make_template(faces)
    assert rms_radius(template) == pytest.approx(0.1, rel=0.01)
    for face in faces:
        assert fit_head(face, template).misfit < 1e-6


def test_a_template_faces_as_it_was_seen() -> None:
    face = pose_of(Person().moved(yaw=15), Camera()).face
    assert facing_deg(make_template([face, face]))[1] == pytest.approx(15, abs=3)


def test_the_generic_face_is_symmetric_and_its_points_are_listed_once() -> None:
    swap = [RIGID.index(mark) for mark in MIDLINE + RIGHT + LEFT]
    assert FACE[swap] * np.array([-1, 1, 1]) == pytest.approx(FACE, abs=0.002)
    assert len(set(RIGID)) == len(RIGID) == len(FACE)
    assert rms_radius(FACE) == pytest.approx(1, abs=0.01)
