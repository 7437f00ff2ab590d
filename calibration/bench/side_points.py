"""The people of the tapes as a camera at their side would see them, with true points.

A parallel view of the true ears, eyes, nose and shoulder joints.  It shows what the side view's
model of the neck costs; what the pose model's points cost is seen in the clips.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from bench.compact import Floats
from bench.sessions import Session
from bench.table import Table, table_of
from posturecam.core.measure.calibration import Refused, calibrate
from posturecam.core.measure.estimator import measure
from posturecam.core.measure.prepared import prepare
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import BODY_POINTS, Pose, Reading

PICTURE_CM: Final = 120.0  # what the picture's height shows
POINTS: Final = {
    Body.LEFT_EAR: "l_tragus",
    Body.RIGHT_EAR: "r_tragus",
    Body.LEFT_EYE: "l_eye",
    Body.RIGHT_EYE: "r_eye",
    Body.NOSE: "nose",
    Body.LEFT_SHOULDER: "l_shoulder",
    Body.RIGHT_SHOULDER: "r_shoulder",
}


def from_the_side(sessions: Sequence[Session]) -> Table:
    """Calibrate on the six upright looks of each session and measure its test block."""
    return table_of(row for session in sessions for row in _rows(session))


def _rows(session: Session) -> list[dict[str, object]]:
    poses = [pose_from_the_side(session, number, t) for number, t in enumerate(session.times_s())]
    calm = (session.block == "A") & (session.pose == "upright")
    upright = [pose for pose, still in zip(poses, calm, strict=True) if still]
    profile = calibrate({"upright": upright}, (640, 480))
    prepared = None if isinstance(profile, Refused) else prepare(profile)
    rows = []
    for number in session.tests():
        reading = None if prepared is None else measure(prepared, poses[number])
        found = reading if isinstance(reading, Reading) else None
        rows.append(
            {
                "pose": str(session.pose[number]),
                "true_cva": float(session.truth["d_cva_deg"][number]),
                "cva": found and found.cva_change_deg,
                "cva_sd": found and found.cva_change_sd_deg,
            }
        )
    return rows


def pose_from_the_side(session: Session, number: int, t: float) -> Pose:
    """One look from the person's left: what is ahead lies to the left in the picture."""
    points, world = np.full((BODY_POINTS, 2), 0.5), np.zeros((BODY_POINTS, 3))
    origin = session.points_cm["c7"][0]
    for place, name in POINTS.items():
        left, up, ahead = session.points_cm[name][number] - origin
        points[place] = _seen(ahead, up)
        world[place] = np.array([-ahead, -up, -left]) / 100.0
    return Pose(t, points, np.ones(BODY_POINTS), world, None, 4 / 3)


def _seen(ahead_cm: float, up_cm: float) -> Floats:
    return np.array([2 / 3 - ahead_cm / PICTURE_CM, 0.5 - up_cm / PICTURE_CM])
