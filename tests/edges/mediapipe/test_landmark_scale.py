"""MediaPipe's landmarks on one scale."""

import pytest

from posturecam.core.pose.face_pairing import Box
from posturecam.edges.mediapipe.landmark_scale import to_face, to_pose
from tests.support.marks import Mark, wide


def test_x_is_put_on_the_scale_of_y() -> None:
    pose = to_pose(wide(2.5), [Mark(0.5, 0.5, -0.25)] * 33, [Mark(1.0, 2.0, 3.0)] * 33)
    assert pose.t == 2.5
    assert pose.aspect == 2.0
    assert pose.points[0].tolist() == [1.0, 0.5]
    assert pose.depth[0] == -0.5
    assert pose.world[0].tolist() == [1.0, 2.0, 3.0]
    assert pose.face is None


def test_points_outside_the_picture_are_kept() -> None:
    pose = to_pose(
        wide(), [Mark(-0.5, 1.75, visibility=None, presence=None)] * 33, [Mark(0, 0)] * 33
    )
    assert pose.points[0].tolist() == [-1.0, 1.75]
    assert pose.visibility[0] == 0.0


def test_the_depth_of_a_face_has_the_scale_of_x() -> None:
    face = to_face(wide(), [Mark(0.25, 0.5, -0.1)] * 478)
    assert face.shape == (468, 3)
    assert face[0].tolist() == [0.5, 0.5, -0.2]


def test_a_face_of_a_part_is_put_in_its_place() -> None:
    box = Box(left=50, top=20, width=40, height=60)
    face = to_face(wide(), [Mark(0.5, 0.5, -0.25)] * 478, box)
    assert face[0] == pytest.approx([0.7, 0.5, -0.1])
