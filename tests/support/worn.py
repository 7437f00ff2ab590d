"""What the mesh of a face does when something is put on, for synthetic people.

Each shape is the middle one of about 200 frames of rendered and real people on which the thing was
drawn: how far it moves each of `face_change.REGIONS`, in percent of the face's radius, outward
and down (down only for the bridge).
"""

from dataclasses import replace

import numpy as np

from posturecam.core.measure.face_change import REGIONS
from posturecam.core.pose.geometry import rms_radius
from posturecam.core.pose.head_pose import LEFT, RIGHT, RIGID
from posturecam.core.values import Pose

SHAPES = {
    "beard": (0.8, 5.1, 1.2, 1.1, 1.2, -2, 0.6, 1.8, -2, 2, 1.9, 3.3, -1, 5.5, -5.6, 3.3, -2.6),
    "full beard": (-0.1, 3, 0, 0.8, 0, -1.4, -0.3, 1.6, -1, 1.3, 1.2, 3.2, 0.2, 5.5, -4, 4.5, 0.4),
    "mask": (2.8, 3, 3.6, 3.2, 2.7, 1.5, 5.1, 1.7, 0.2, 3.1, -2.1, 3.3, -5.1, 5.2, -5.5, 3.2, -8),
    "scarf": (0.7, 4.6, 1, 1.3, 0.8, -0.5, 4, 0.6, 1.6, 2.7, -2.8, 5, -5, 4.9, -4.2, 7.2, -6.4),
    "hat": (1.6, 6.5, 2.2, 5.8, 1.7, -2.7, -1.8, 1, -5.4, 3.3, 2.3, 2.9, -0.5, 0.8, -5, 3.6, -3),
    "cap": (1.3, 8, 2, 4.2, 1.4, -3.5, -0.7, 1, -3.1, 3.8, 0.7, 4.9, -2.4, 0.9, -4.8, 7.2, -4.4),
}
FAINT = {
    "sunglasses": (0.2, -1.1, 0, -2, -0.6, 0.8, 0, -0.4, 0.6, 1.3, 0.5, 1.2, 0.8, 0, 0.2, 0.7, 1),
    "headset": (0.2, -3, 0.3, -2, 0, 1.6, 0.3, -0.2, 1.1, -2, 0.8, -3.2, 1.2, -1, 1, -4.8, 0.5),
    "long hair": (1.2, -0.6, 2, -0.7, 1, 1, 0.3, 0.4, 0.7, 0, 0.2, -2.7, -0.6, -0.6, 0, -5, -2),
}


def put_on(pose: Pose, thing: str, larger: float = 1.0) -> Pose:
    """The same look with `thing` on, by which the mesh grows to `larger` of its size."""
    assert pose.face is not None
    points = pose.face[list(RIGID)]
    centre, radius = points.mean(axis=0), rms_radius(points)
    moves = iter((SHAPES | FAINT)[thing])
    for name, members in REGIONS.items():
        outward, down = 0.0 if name == "bridge" else next(moves), next(moves)
        for member in members:
            side = (member in LEFT) - (member in RIGHT)
            points[RIGID.index(member), :2] += radius / 100 * np.array([side * outward, down])
    face = pose.face.copy()
    face[list(RIGID)] = centre + larger * (points - centre)
    return replace(pose, face=face)
