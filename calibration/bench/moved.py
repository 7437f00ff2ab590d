"""Tapes with the camera moved by exact geometry, the landmarks' own errors kept."""

import json
from dataclasses import dataclass, replace

import numpy as np

from bench.compact import Floats
from bench.sessions import Session
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose


@dataclass(frozen=True, slots=True)
class Move:
    """Where the camera has gone since calibration; a chair lowered is a camera raised."""

    tilt_deg: float = 0.0  # looking up positive
    up_cm: float = 0.0
    nearer_cm: float = 0.0
    aside_cm: float = 0.0  # to the camera's right


def moved(pose: Pose, session: Session, number: int, move: Move) -> Pose:
    """Show `pose`, look `number` of `session`, to a camera that has moved."""
    view = np.array(json.loads(session.facts["view_matrix"]))
    focal = float(session.facts["f_px"]) / session.height
    depth = {name: _depth(view, session.points_cm[name][number]) for name in session.points_cm}
    face_depth = 0.5 * (depth["l_eye"] + depth["nose"]) + 1.0
    up = view[:3, 1] * (1.0, -1.0, -1.0)  # from OpenGL's axes to x right, y down, z ahead
    ahead = np.array([0.0, 0.0, 1.0]) - up * up[2]
    ahead /= np.linalg.norm(ahead)
    step = up * move.up_cm + ahead * move.nearer_cm + np.array([1.0, 0, 0]) * move.aside_cm
    cos, sin = np.cos(np.radians(move.tilt_deg)), np.sin(np.radians(move.tilt_deg))
    turn = np.array([[1, 0, 0], [0, cos, sin], [0, -sin, cos]])

    def seen(points: Floats, depths: Floats) -> tuple[Floats, Floats]:
        rays = (points - (pose.aspect / 2, 0.5)) / focal
        places = np.column_stack([rays, np.ones(len(rays))]) * depths[:, None]
        places = (places - step) @ turn.T
        return places[:, :2] / places[:, 2:] * focal + (pose.aspect / 2, 0.5), places[:, 2]

    depths = np.full(len(pose.points), face_depth)
    depths[11:] = 0.5 * (depth["l_shoulder"] + depth["r_shoulder"])
    depths[Body.LEFT_SHOULDER] = depth["l_acromion"]
    depths[Body.RIGHT_SHOULDER] = depth["r_acromion"]
    points, _ = seen(pose.points, depths)
    face = None
    if pose.face is not None:
        near = pose.face[:, 2] - pose.face[:, 2].mean()
        places, far = seen(pose.face[:, :2], face_depth * (1 + near / focal))
        face = np.column_stack([places, (far - far.mean()) * focal / far.mean()])
    return replace(pose, points=points, face=face)


def _depth(view: Floats, point_cm: Floats) -> float:
    return float(-100.0 * (view[2, :3] @ (point_cm / 100.0) + view[2, 3]))
