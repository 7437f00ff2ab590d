"""A moved camera is told from a slouch on the rendered people of the tapes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
from bench.sessions import Session, load_sessions

from posturecam.core.calibration import calibrate
from posturecam.core.displaced import risen, shift_of, sunk
from posturecam.core.profile import FrontCalibration, Profile
from posturecam.core.values import Pose


@cache
def calibrated() -> tuple[tuple[Session, FrontCalibration], ...]:
    made = []
    for session in load_sessions():
        profile = calibrate(session.guided(()), (session.width, session.height))
        if isinstance(profile, Profile) and profile.front is not None:
            made.append((session, profile.front))
    return tuple(made)


def tilted(pose: Pose, tilt_deg: float, focal: float) -> Pose:
    """The same person before the same camera, looking up by `tilt_deg` more: a homography."""
    cos, sin = np.cos(np.radians(tilt_deg)), np.sin(np.radians(tilt_deg))

    def turned(points: np.ndarray) -> np.ndarray:
        x, y = ((points[:, :2] - (pose.aspect / 2, 0.5)) / focal).T
        depth = cos - y * sin
        return np.stack((x, y * cos + sin), axis=1) / depth[:, None] * focal + (
            pose.aspect / 2,
            0.5,
        )

    assert pose.face is not None
    face = np.column_stack((turned(pose.face), pose.face[:, 2]))
    return replace(pose, points=turned(pose.points), face=face)


def claims(poses: set[str], tilt_deg: float = 0.0) -> Iterator[bool]:
    """Whether each look at one of `poses` of block B (empty: all of both) would be claimed."""
    for session, front in calibrated():
        focal = float(session.facts["f_px"]) / session.height
        for look, name, block in zip(session.looks(), session.pose, session.block, strict=True):
            if poses and (name not in poses or block == "A"):
                continue
            if not isinstance(look, Pose) or look.face is None:
                continue
            shift = shift_of(tilted(look, tilt_deg, focal), front)
            assert shift is not None
            yield risen(shift) or sunk(shift)


def test_no_posture_on_the_tapes_is_a_moved_camera_and_a_tilted_one_is() -> None:
    found = list(claims(set()))
    assert len(found) > 3000
    assert not any(found)
    for tilt_deg, least in ((-8, 0.95), (-5, 0.9), (-3, 0.45), (5, 0.7), (8, 0.85)):
        assert np.mean(list(claims({"upright"}, tilt_deg))) >= least
