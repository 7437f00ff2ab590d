"""(Pose, Profile) -> Reading: how the posture differs from the calibrated one, with its error."""

import math
from dataclasses import replace
from typing import Final

import numpy as np

from posturecam.core import anatomy, learned
from posturecam.core.inversion import Belief, Evidence
from posturecam.core.kinds import KINDS
from posturecam.core.mixture import Mixture, after, before, summarise
from posturecam.core.profile import FrontCalibration, Profile
from posturecam.core.sagittal import CHANGES, FIXTURES, State
from posturecam.core.shoulder_angle import shoulder_angle_change
from posturecam.core.side_view import measure_side
from posturecam.core.sight import Shoulders, Sight, change, look_at
from posturecam.core.values import Pose, Reading, Unseen, View, Why

HEAD_ALONE_SD_DEG: Final = 6.0
"""An angle from the head alone that is less certain than this is not told."""


def measure(pose: Pose, profile: Profile) -> Reading | Unseen:
    """Measure `pose` against `profile`, or say why it cannot be measured."""
    if profile.side is not None:
        return measure_side(pose, profile.side)
    if profile.front is None:
        return Unseen(pose.t, Why.STRANGER)
    sight = look_at(pose, profile.front.template)
    if isinstance(sight, Unseen):
        return sight
    reading = read(pose.t, pose.aspect, sight, profile.front)
    if isinstance(reading, Reading) and not profile.shoulders_measurable:
        return replace(reading, fsa_change_deg=None, fsa_change_sd_deg=None)
    return reading


def read(t: float, aspect: float, sight: Sight, front: FrontCalibration) -> Reading | Unseen:
    """Turn what a look shows into angles."""
    mixture = infer(sight, front)
    cva, cva_sd = _state(mixture, State.CVA)
    if not isinstance(sight.shoulders, Shoulders) and cva_sd > HEAD_ALONE_SD_DEG:
        return Unseen(t, sight.shoulders)
    whole = isinstance(sight.shoulders, Shoulders)
    fsa, fsa_sd = summarise(mixture, *shoulder_angle_change(mixture.belief.mean))
    distance = sight_distance_cm(sight, front, aspect)
    return Reading(
        t=t,
        view=View.FRONT,
        cva_change_deg=cva,
        cva_change_sd_deg=cva_sd,
        fsa_change_deg=fsa if whole else None,
        fsa_change_sd_deg=fsa_sd if whole else None,
        trunk_lean_change_deg=_state(mixture, State.LEAN)[0] if whole else None,
        head_pitch_change_deg=_state(mixture, State.PITCH)[0],
        head_yaw_deg=sight.head.yaw_deg - front.head.yaw_deg,
        shoulder_elevation_change_cm=_state(mixture, State.ACROMION_UP)[0] if whole else None,
        head_tilt_deg=sight.head.roll_deg - front.head.roll_deg,
        distance_cm=distance,
        approach_cm=sight_distance_cm(front.upright, front, aspect) - distance,
        sink_cm=-_state(mixture, State.C7_UP)[0] if whole else None,
    )


def infer(sight: Sight, front: FrontCalibration) -> Mixture:
    """What `sight` says about the posture, for every kind of movement at once."""
    return after(before(camera_and_person(front), tuple(KINDS.values())), evidence(sight, front))


def camera_and_person(front: FrontCalibration) -> Belief:
    """What the calibration knows of camera and person, (7,)."""
    return Belief(front.fit.vector(), np.array(front.fit.covariance))


def evidence(sight: Sight, front: FrontCalibration) -> Evidence:
    """Say how `sight` differs from the upright pose."""
    return Evidence(
        change=change(sight, front.upright),
        face_radius=front.face_radius,
        face_down=front.head.y - 0.5,
        yaw_rad=math.radians(sight.head.yaw_deg - front.head.yaw_deg),
        gains=np.array(learned.GAINS),
        noise=np.array(learned.NOISE),
    )


def sight_distance_cm(sight: Sight, front: FrontCalibration, aspect: float) -> float:
    """Camera to eyes, from the size of the face in the picture."""
    fit, head = front.fit, sight.head
    radius = front.face_radius * head.size / front.head.size
    depth = fit.face_radius_cm * fit.focal_heights / radius
    off_centre = math.hypot(head.x - aspect / 2.0, head.y - 0.5)
    return depth * math.hypot(1.0, off_centre / fit.focal_heights) - anatomy.EYES_AHEAD_CM


def _state(mixture: Mixture, index: State) -> tuple[float, float]:
    slopes = np.zeros(CHANGES + FIXTURES)
    slopes[index] = 1.0
    values = mixture.belief.mean[:, index]
    return summarise(mixture, values, np.broadcast_to(slopes, (len(values), len(slopes))))
