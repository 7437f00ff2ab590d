from itertools import permutations

import numpy as np

from posturecam.core.pose.face_pairing import FACE_NOSE, HEAD_POINTS, Box, head_box, pair_faces
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import BODY_POINTS, FACE_POINTS, Pose


def body(nose_x: float) -> Pose:
    points = np.full((BODY_POINTS, 2), 0.5)
    points[Body.NOSE] = nose_x, 0.3
    return Pose(1.0, points, np.ones(BODY_POINTS), np.zeros((BODY_POINTS, 3)), None, 4 / 3)


def face(nose_x: float, length: float = 0.2) -> np.ndarray:
    mesh = np.zeros((FACE_POINTS, 3))
    mesh[:, 0] = nose_x
    mesh[:, 1] = np.linspace(0.3 - length / 2, 0.3 + length / 2, FACE_POINTS)
    mesh[FACE_NOSE, 1] = 0.3
    return mesh


def test_every_body_gets_its_own_face_in_any_order() -> None:
    bodies, faces = [body(0.2), body(0.6), body(1.0)], [face(0.22), face(0.61), face(0.99)]
    for order in permutations(range(3)):
        paired = pair_faces(bodies, [faces[i] for i in order])
        for person, own in zip(paired, faces, strict=True):
            assert person.face is own


def test_a_face_far_from_every_nose_belongs_to_nobody() -> None:
    (person,) = pair_faces([body(0.2)], [face(0.5)])
    assert person.face is None


def test_one_face_goes_to_the_nearer_of_two_bodies() -> None:
    first, second = pair_faces([body(0.25), body(0.21)], [face(0.2)])
    assert first.face is None
    assert second.face is not None


def test_a_face_of_no_size_is_no_face() -> None:
    (person,) = pair_faces([body(0.2)], [np.full((FACE_POINTS, 3), 0.2)])
    assert person.face is None


def test_a_face_of_an_earlier_look_is_not_kept() -> None:
    (person,) = pair_faces(pair_faces([body(0.2)], [face(0.2)]), [])
    assert person.face is None


def person(head_x: float, shoulder_width: float, gap: float = 0.2) -> Pose:
    points = np.zeros((BODY_POINTS, 2))
    points[:HEAD_POINTS] = head_x, 0.4
    points[Body.LEFT_SHOULDER] = head_x + shoulder_width / 2, 0.4 + gap
    points[Body.RIGHT_SHOULDER] = head_x - shoulder_width / 2, 0.4 + gap
    return Pose(0.0, points, np.ones(BODY_POINTS), np.zeros((BODY_POINTS, 3)), None, 4 / 3)


def test_the_head_is_searched_around_its_points() -> None:
    box = head_box(person(0.6, 0.4), 500, 667)
    assert box == Box(120, 20, 360, 360)


def test_from_the_side_the_height_of_the_head_sets_the_size() -> None:
    box = head_box(person(0.6, 0.02, gap=0.25), 500, 667)
    assert box == Box(120, 20, 360, 360)


def test_the_box_ends_with_the_picture() -> None:
    box = head_box(person(0.1, 0.4), 500, 667)
    assert box == Box(0, 20, 230, 360)


def test_heads_outside_or_of_few_pixels_are_not_searched() -> None:
    assert head_box(person(2.5, 0.4), 500, 667) is None
    assert head_box(person(0.6, 0.02, gap=0.01), 500, 667) is None
