"""A person in three dimensions before a pinhole camera, projected point by point.

Knows nothing of the estimator's own geometry: a body is built in world coordinates (x to the
person's left, y up, z towards the screen, cm) and every landmark is projected by itself.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from posturecam.core.body import learned_landmarks
from posturecam.core.pose.head_pose import LEFT, MIDLINE, RIGHT, RIGID
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import BODY_POINTS, FACE_POINTS, Pose

FACE_RADIUS_CM = 6.0
FACE_AHEAD_CM, FACE_UP_CM = 7.2, 1.1


@dataclass(frozen=True)
class Person:
    """A seated person: sizes in cm, angles in degrees, and how they sit now."""

    cva: float = 52.0
    neck: float = 13.6
    acromion_ahead: float = 2.5
    acromion_up: float = -5.5
    half_width: float = 18.5
    c7_ahead: float = 0.0
    c7_up: float = 0.0
    lean: float = 0.0
    pitch: float = 0.0
    yaw: float = 0.0
    roll: float = 0.0

    def moved(self, **changes: float) -> "Person":
        """Add `changes` to the fields they name."""
        return replace(self, **{k: getattr(self, k) + v for k, v in changes.items()})


@dataclass(frozen=True)
class Camera:
    """A camera `distance` cm from C7 and `height` cm above it, looking `tilt` degrees up.

    It stands `direction` degrees to the person's left, 0 straight ahead.
    """

    distance: float = 70.0
    height: float = 0.0
    tilt: float = 5.0
    focal: float = 1.15
    aspect: float = 4 / 3
    direction: float = 0.0

    def project(self, points):
        """Project world points (n, 3) to image heights (n, 2) and depths (n,)."""
        tilt, around = np.radians([self.tilt, self.direction])
        x = points[:, 0] * np.cos(around) - points[:, 2] * np.sin(around)
        near = points[:, 2] * np.cos(around) + points[:, 0] * np.sin(around)
        up, ahead = points[:, 1] - self.height, self.distance - near
        depth = ahead * np.cos(tilt) + up * np.sin(tilt)
        above = up * np.cos(tilt) - ahead * np.sin(tilt)
        flat = np.stack(
            [self.aspect / 2 + self.focal * x / depth, 0.5 - self.focal * above / depth]
        )
        return flat.T, depth


def turn(points, pitch, yaw, roll):
    """Rotate head points (n, 3) about the tragus: pitch down, yaw and roll to the left."""
    p, y, r = np.radians([pitch, yaw, roll])
    nod = np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
    swing = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    tip = np.array([[np.cos(r), np.sin(r), 0], [-np.sin(r), np.cos(r), 0], [0, 0, 1]])
    return points @ (swing @ tip @ nod).T


def pose_of(person: Person, camera: Camera = Camera(), t: float = 0.0, scale: float = 1.0) -> Pose:
    """What a perfect pose model would see of `person`."""
    return replace(_seen(person, camera, scale), t=t)


@lru_cache(maxsize=512)
def _seen(person: Person, camera: Camera, scale: float) -> Pose:
    c7 = np.array([0.0, person.c7_up, person.c7_ahead])
    cva = np.radians(person.cva)
    tragus = c7 + person.neck * np.array([0, np.sin(cva), np.cos(cva)])
    cloud = np.array(learned_landmarks.FACE) * FACE_RADIUS_CM * [1, -1, -1] + [
        0,
        FACE_UP_CM,
        FACE_AHEAD_CM,
    ]
    head = tragus + turn(cloud, person.pitch, person.yaw, person.roll)
    lean = np.radians(person.lean)
    ahead, up = person.acromion_ahead, person.acromion_up
    side = np.array(
        [
            person.half_width,
            up * np.cos(lean) - ahead * np.sin(lean),
            ahead * np.cos(lean) + up * np.sin(lean),
        ]
    )
    sides = np.array([[7.0, 0, 0], [-7.0, 0, 0]])
    ears = tragus + turn(sides, person.pitch, person.yaw, person.roll)
    front = np.array([[0.0, -2.0, 12.0], [3.2, 2.5, 9.0], [-3.2, 2.5, 9.0]])
    front = tragus + turn(front, person.pitch, person.yaw, person.roll)
    flat, depth = camera.project(np.vstack([head, front, c7 + side, c7 + side * [-1, 1, 1], ears]))
    face = np.zeros((FACE_POINTS, 3))
    middle = depth[: len(head)].mean()
    face[list(RIGID), :2] = flat[: len(head)]
    face[list(RIGID), 2] = (depth[: len(head)] - middle) * camera.focal / middle
    points = np.zeros((BODY_POINTS, 2))
    points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER, Body.LEFT_EAR, Body.RIGHT_EAR]] = flat[-4:]
    points[[Body.NOSE, Body.LEFT_EYE, Body.RIGHT_EYE]] = flat[-7:-4]
    visible, world = np.ones(BODY_POINTS), np.zeros((BODY_POINTS, 3))
    around = np.radians(camera.direction)
    world[Body.LEFT_SHOULDER] = 0.18 * np.array([np.cos(around), 0.0, -np.sin(around)])
    world[Body.RIGHT_SHOULDER] = -world[Body.LEFT_SHOULDER]
    seen = Pose(0.0, points * scale, visible, world, face * scale, camera.aspect)
    for shared in (seen.points, seen.visibility, seen.world, seen.face):
        shared.flags.writeable = False
    return seen


def mirrored(pose: Pose) -> Pose:
    """The same picture seen in a mirror."""
    points, face = pose.points.copy(), pose.face.copy()
    points[:, 0] = pose.aspect - points[:, 0]
    both = [Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]
    points[both] = points[both[::-1]]
    face[:, 0] = pose.aspect - face[:, 0]
    face[list(MIDLINE + LEFT + RIGHT)] = face[list(MIDLINE + RIGHT + LEFT)]
    return Pose(pose.t, points, pose.visibility, pose.world, face, pose.aspect)
