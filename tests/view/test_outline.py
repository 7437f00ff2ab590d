"""The outline lies around head and shoulders, in the picture as in a mirror."""

from dataclasses import replace

import numpy as np

from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose
from posturecam.view.outline import EARS, OVER_THE_HEAD, outline_of
from tests.support.calibrated import YOU, from_side
from tests.support.synthetic import Person, pose_of


def with_face(person: Person = YOU) -> Pose:
    """A pose whose face mesh has the points that the outline wants, in an oval."""
    pose = pose_of(person)
    assert pose.face is not None
    face = pose.face.copy()
    ears = (pose.points[Body.LEFT_EAR] + pose.points[Body.RIGHT_EAR]) / 2
    turns = np.radians(np.linspace(120, 420, len(OVER_THE_HEAD)))
    oval = np.stack([0.10 * np.cos(turns), 0.13 * np.sin(turns)], axis=1)
    face[list(OVER_THE_HEAD), :2] = ears + oval
    face[list(EARS), :2] = ears + np.array([[-0.1, 0.0], [0.1, 0.0]])
    return replace(pose, face=face)


def place(pose: Pose, body: Body) -> tuple[float, float]:
    x, y = pose.points[body]
    return 1 - float(x) / pose.aspect, float(y)


def test_it_runs_from_left_to_right_as_in_a_mirror() -> None:
    pose = with_face()
    points = np.array(outline_of(pose))

    left, right = place(pose, Body.LEFT_SHOULDER), place(pose, Body.RIGHT_SHOULDER)
    assert left[0] < right[0]  # a mirror: the person's left is on the left
    assert points[0, 0] < left[0] < right[0] < points[-1, 0]
    assert points[0, 1] > left[1]
    assert points[-1, 1] > right[1]


def test_the_head_lies_inside() -> None:
    pose = with_face()
    points = np.array(outline_of(pose))

    top = points[np.argmin(points[:, 1])]
    nose = place(pose, Body.NOSE)
    assert abs(top[0] - nose[0]) < 0.02
    assert top[1] < nose[1] - 0.1
    head = points[4:-4]
    assert head[:, 0].min() < nose[0] < head[:, 0].max()


def test_it_moves_with_the_person() -> None:
    here = np.array(outline_of(with_face()))
    lower = np.array(outline_of(with_face(YOU.moved(c7_up=-5))))

    assert (lower[:, 1] > here[:, 1]).all()
    np.testing.assert_allclose(lower[:, 0], here[:, 0], atol=0.02)


def test_the_neck_stands_on_the_shoulders() -> None:
    points = np.array(outline_of(with_face()))

    neck = points[3], points[-4]
    assert points[2, 0] < neck[0][0] < neck[1][0] < points[-3, 0]
    assert points[4, 1] < neck[0][1] < points[1, 1]


def test_from_the_side_head_and_trunk_have_a_width() -> None:
    pose = from_side()
    points = np.array(outline_of(pose))

    assert np.isfinite(points).all()
    ear = place(pose, Body.LEFT_EAR)
    head = points[4:-4]
    assert head[:, 0].min() < ear[0] < head[:, 0].max()
    assert head[:, 1].min() < ear[1]
    assert np.ptp(points[:, 0]) > 1.4 * np.ptp(head[:, 0])
