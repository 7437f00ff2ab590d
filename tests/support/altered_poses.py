"""The pose of somebody with one thing changed: where they are, what is seen of them, a hand."""

import math
from dataclasses import replace

import numpy as np

from posturecam.core.pose.head_pose import RIGID
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose
from tests.support.synthetic import Camera, Person, pose_of

RIGID_POINTS = list(RIGID)
HEAD_POINTS = list(range(11))
EARS = [Body.LEFT_EAR, Body.RIGHT_EAR]
SHOULDERS = [Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]
HANDS = {1: [15, 17, 19, 21], -1: [16, 18, 20, 22]}  # by side: 1 is the person's left


def at(pose: Pose, x: float, y: float = 0.0) -> Pose:
    """The same person further right and down, in image heights."""
    face = None if pose.face is None else pose.face + np.array((x, y, 0))
    return replace(pose, points=pose.points + np.array((x, y)), face=face)


def small(pose: Pose, by: float, x: float) -> Pose:
    """The same person further away, at another place."""
    face = None if pose.face is None else pose.face * by
    return at(replace(pose, points=pose.points * by, face=face), x)


def faceless(pose: Pose) -> Pose:
    return replace(pose, face=None)


def faint(pose: Pose, points: list[int], visibility: float) -> Pose:
    """The same person with some `points` that the pose model doubts."""
    changed = pose.visibility.copy()
    changed[points] = visibility
    return replace(pose, visibility=changed)


def bent(pose: Pose, deg: float, in_neck: float = 0.5) -> Pose:
    """The head tilted in the picture, partly about the base of the neck, partly about the ears."""
    points, face = pose.points.copy(), pose.face.copy()
    neck = points[SHOULDERS].mean(axis=0) - (0.0, 0.05)
    for share, middle in (
        (in_neck, lambda: neck),
        (1 - in_neck, lambda: points[EARS].mean(axis=0)),
    ):
        a, about = math.radians(deg) * share, middle()
        turn = np.array([[math.cos(a), math.sin(a)], [-math.sin(a), math.cos(a)]])
        points[HEAD_POINTS] = about + (points[HEAD_POINTS] - about) @ turn
        face[RIGID_POINTS, :2] = about + (face[RIGID_POINTS, :2] - about) @ turn
    return replace(pose, points=points, face=face)


def with_hand(pose: Pose, side: int, off: float = 0.0, visibility: float = 0.9) -> Pose:
    """A hand at the ear of `side`, its knuckles `off` image heights below it."""
    points = pose.points.copy()
    ear = points[Body.LEFT_EAR if side > 0 else Body.RIGHT_EAR]
    points[HANDS[side]] = ear + np.array([(0, off + 0.09), (0, off), (0, off + 0.01), (0, off)])
    return faint(replace(pose, points=points), HANDS[side], visibility)


def covered(pose: Pose, side: int, by: float) -> Pose:
    """The mesh of a face half behind a hand: that half is guessed, `by` face sizes off."""
    face = pose.face.copy()
    cloud = face[RIGID_POINTS]
    middle, size = cloud.mean(axis=0), float(np.ptp(cloud[:, 1]))
    behind = (cloud[:, 0] - middle[0]) * side > 0
    cloud[behind] += np.array((by * size * side, by * size / 2, 0.0))
    face[RIGID_POINTS] = cloud
    return replace(pose, face=face)


def sideways(person: Person, deg: float, *, head: float = 0.0) -> Pose:
    """The trunk turned `deg` to the person's left, the face `head` degrees past the camera."""
    pose, a = pose_of(replace(person, yaw=head)), math.radians(deg)
    side = np.array([[1], [-1]]) * person.half_width
    across = side * math.cos(a) + person.acromion_ahead * math.sin(a)
    ahead = person.acromion_ahead * math.cos(a) - side * math.sin(a)
    up = np.full((2, 1), person.acromion_up)
    points, world = pose.points.copy(), pose.world.copy()
    points[SHOULDERS] = Camera().project(np.hstack([across, up, ahead]))[0]
    world[SHOULDERS] = np.hstack([side * math.cos(a), 0 * side, side * math.sin(a)]) / 100
    return replace(pose, points=points, world=world)
