"""True points in place of the pose model's: what the landmarks cost, and what geometry costs.

The face mesh is put where the true eyes are, as large and turned as the true head; the shoulders
are the true joints or the true tips of the shoulders.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from bench.compact import Floats
from bench.sessions import Raw, Session
from posturecam.core.pose.landmarks import Body

EYES: Final = (33, 133, 362, 263)  # corners of both eyes in the mesh
ANGLES: Final = ("head_pitch_down_deg", "head_yaw_deg", "head_roll_deg")


def with_true_shoulders(session: Session, point: str) -> Session:
    """Give the session the true `point` ("shoulder" or "acromion") of either side."""
    left, right = (_pixels(session, f"{side}_{point}") for side in "lr")
    raws = []
    for number, raw in enumerate(session.raws):
        if raw.landmarks is None:
            raws.append(raw)
            continue
        landmarks = raw.landmarks.copy()
        landmarks[Body.LEFT_SHOULDER, :2] = left[number]
        landmarks[Body.RIGHT_SHOULDER, :2] = right[number]
        raws.append(replace(raw, landmarks=landmarks))
    return replace(session, raws=tuple(raws))


def with_true_head(session: Session) -> Session:
    """Move one mesh of the session as the true head moved."""
    first = next(n for n, raw in enumerate(session.raws) if raw.face is not None)
    stretch = np.array([session.width / session.height, 1.0])
    model = _image_heights(session.raws[first], session)
    model = model - model[list(EYES)].mean(axis=0)
    eyes = (_pixels(session, "l_eye") + _pixels(session, "r_eye")) / 2 * stretch
    nearer = session.truth["cam_to_eyes_cm"][first] / session.truth["cam_to_eyes_cm"]
    turns = _turns(session)
    raws = []
    for number, raw in enumerate(session.raws):
        mesh = nearer[number] * model @ (turns[number] @ turns[first].T).T
        mesh[:, :2] += eyes[number]
        face = mesh / np.array([*stretch, stretch[0]])
        raws.append(raw if raw.landmarks is None else replace(raw, face=face))
    return replace(session, raws=tuple(raws))


def _pixels(session: Session, name: str) -> Floats:
    """Places of a true point as fractions of the picture, (n, 2)."""
    x = session.truth[f"{name}_x"] / session.width
    return np.asarray(np.stack([x, session.truth[f"{name}_y"] / session.height], axis=1))


def _image_heights(raw: Raw, session: Session) -> Floats:
    aspect = session.width / session.height
    return np.asarray(np.asarray(raw.face) * np.array([aspect, 1.0, aspect]))


def _turns(session: Session) -> Floats:
    """Rotations (n, 3, 3) of the head as the camera's axes (x right, y down, z away) show them."""
    pitch, yaw, roll = (np.radians(session.truth[name]) for name in ANGLES)
    return np.array([_rotation(*angles) for angles in zip(pitch, yaw, roll, strict=True)])


def _rotation(pitch: float, yaw: float, roll: float) -> Floats:
    """Nod down, turn to the person's left, tilt to the person's left, as seen from the front."""
    (cp, sp), (cy, sy), (cr, sr) = ((np.cos(a), np.sin(a)) for a in (pitch, yaw, roll))
    nod = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    turn = np.array([[cy, 0, -sy], [0, 1, 0], [sy, 0, cy]])
    tilt = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return np.asarray(tilt @ turn @ nod)
