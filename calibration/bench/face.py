"""The generic face that templates are turned against: the average of all faces on the tapes."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from bench.compact import Floats
from bench.sessions import Session
from posturecam.core.pose.geometry import fit_similarity, rms_radius
from posturecam.core.pose.head_pose import LEFT, MIDLINE, RIGHT, RIGID, make_template
from posturecam.core.values import Pose

ROUNDS: Final = 5
MIRROR: Final = [RIGID.index(mark) for mark in MIDLINE + RIGHT + LEFT]


def generic_face(sessions: Iterable[Session]) -> Floats:
    """Average face: symmetric, facing straight ahead, centred, rms radius 1; (46, 3)."""
    faces = [upright_template(session) for session in sessions]
    mean = faces[0]
    for _ in range(ROUNDS):
        mean = np.mean([_aligned(face, mean) for face in faces], axis=0)
        mean = (mean + _mirrored(mean)) / 2.0
        mean = (mean - mean.mean(axis=0)) / rms_radius(mean)
    return mean


def upright_template(session: Session) -> Floats:
    """The template of the session's upright looks, in image heights."""
    observations = session.guided(())["upright"]
    return make_template(
        [p.face for p in observations if isinstance(p, Pose) and p.face is not None]
    )


def _aligned(face: Floats, mean: Floats) -> Floats:
    fit = fit_similarity(mean, face)
    return (face - fit.centre) @ fit.rotation / fit.scale


def _mirrored(face: Floats) -> Floats:
    return face[MIRROR] * np.array([-1.0, 1.0, 1.0])
