from dataclasses import replace

import numpy as np
import pytest

from posturecam.core.measure.framing import (
    CHEEKS,
    CHIN,
    FOREHEAD,
    INSTEAD,
    advice,
    face_distance_cm,
)
from posturecam.core.pose.geometry import rms_radius
from posturecam.core.pose.head_pose import RIGID
from posturecam.core.values import Pose, Unseen, Why
from tests.support.synthetic import Camera, Person, pose_of

YOU = Person()


def at(distance_cm: float = 70.0, **camera: float) -> Pose:
    """Somebody whose eyes are `distance_cm` in front of the camera, with chin and cheeks."""
    pose = pose_of(YOU, Camera(distance=distance_cm + 15.0, **camera))
    assert pose.face is not None
    face = pose.face.copy()
    centre, radius = face.take(RIGID, axis=0).mean(axis=0), rms_radius(face.take(RIGID, axis=0))
    for points, right, down in (
        (CHIN, 0.0, 1.0),
        (FOREHEAD, 0.0, -0.6),
        (CHEEKS[0], -0.7, 0.2),
        (CHEEKS[1], 0.7, 0.2),
    ):
        face[list(points)] = centre + radius * np.array([right, down, 0.0])
    return replace(pose, face=face)


def shifted(pose: Pose, right: float = 0.0, down: float = 0.0) -> Pose:
    """The same person elsewhere in the picture."""
    assert pose.face is not None
    by = np.array([right, down])
    return replace(pose, points=pose.points + by, face=pose.face + np.array([right, down, 0.0]))


def lit(pose: Pose, dark: tuple[int, ...], level: int) -> np.ndarray:
    """A picture with brightness 120, but `level` around the points `dark` of the face."""
    image = np.full((480, 640, 3), 120, np.uint8)
    for point in dark:
        x, y = (pose.face[point, :2] * 480).astype(int)
        image[y - 12 : y + 13, x - 12 : x + 13] = level
    return image


def test_somebody_who_is_seen_well_need_change_nothing() -> None:
    pose = at()
    assert advice(pose) == ()
    assert advice(pose, lit(pose, (), 0)) == ()


@pytest.mark.parametrize("distance_cm", [45.0, 60.0, 90.0])
def test_the_distance_is_about_right_without_a_calibration(distance_cm: float) -> None:
    pose = at(distance_cm)
    assert face_distance_cm(pose.face, pose.aspect) == pytest.approx(distance_cm, rel=0.15)


def test_too_far_and_too_near_say_how_far_in_steps_of_five() -> None:
    assert advice(at(120.0)) == ("come 30 cm nearer",)
    assert advice(at(36.0))[0] == "move back by 5 cm"


@pytest.mark.parametrize(
    ("right", "down", "said"),
    [
        (-0.6, 0.0, "move to your left until your face is in the picture"),
        (0.6, 0.0, "move to your right until your face is in the picture"),
        (0.0, -0.45, "tilt the screen back until your face is in the middle"),
        (0.0, 0.6, "tilt the screen forward until your face is in the middle"),
    ],
)
def test_a_face_that_is_cut_off_is_led_back(right: float, down: float, said: str) -> None:
    assert said in advice(shifted(at(), right, down))


def test_shoulders_that_are_cut_off_are_asked_for() -> None:
    assert INSTEAD[Why.SHOULDERS_OUT] in advice(shifted(at(), down=0.35))


def test_a_face_far_aside_is_asked_to_look_here_and_one_a_little_aside_is_not() -> None:
    assert INSTEAD[Why.TURNED] in advice(pose_of(YOU.moved(yaw=55.0)))
    assert advice(pose_of(YOU.moved(yaw=25.0))) == ()


def test_a_hidden_face_from_the_front_is_asked_for_and_from_the_side_it_is_not() -> None:
    front = replace(at(), face=None)
    assert advice(front) == (INSTEAD[Why.FACE_HIDDEN],)
    side = replace(pose_of(YOU, Camera(direction=88.0)), face=None)
    assert advice(side) == ()


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (CHIN, "your chin is in the shadow"),
        (CHEEKS[0], "the right side of your face"),
        (CHEEKS[1], "the left side of your face"),
    ],
)
def test_shadows_are_named_where_they_are_deep(points: tuple[int, ...], said: str) -> None:
    pose = at()
    (found,) = advice(pose, lit(pose, points, 10))
    assert found.startswith(said)
    assert advice(pose, lit(pose, points, 40)) == ()


def test_a_dark_face_as_a_whole_is_no_shadow() -> None:
    pose = at()
    assert advice(pose, np.full((480, 640, 3), 20, np.uint8)) == ()


@pytest.mark.parametrize("why", list(Why))
def test_reasons_for_seeing_nobody_that_somebody_can_change_say_how(why: Why) -> None:
    found = advice(Unseen(1.0, why))
    assert found == ((INSTEAD[why],) if why in INSTEAD else ())
    if not (why.paused or why in (Why.STRANGER, Why.MOVING, Why.CAMERA_MOVED, Why.EXERCISING)):
        assert found or why in (Why.FACE_CHANGED, Why.SHOULDERS_UNJUDGED, Why.NOT_RECORDED)
