"""Pose -> Reading: how the posture differs from the calibrated one, with its error."""

import math
from dataclasses import replace
from typing import Final

from posturecam.core.body import anatomy
from posturecam.core.body.inversion import Shift
from posturecam.core.body.mixture import changes, summarise
from posturecam.core.body.sagittal import Fixed, State
from posturecam.core.body.shoulder_angle import shoulder_angle_change
from posturecam.core.measure.blended_view import join
from posturecam.core.measure.person_model import evidence
from posturecam.core.measure.prepared import Prepared, PreparedFront
from posturecam.core.measure.profile import FrontCalibration, Shown
from posturecam.core.measure.side_view import measure_side
from posturecam.core.measure.viewpoint_shift import CameraBelief, infer
from posturecam.core.parts import NoShoulders
from posturecam.core.pose.features import Features, Shoulders, change, extract_features
from posturecam.core.values import Pose, Reading, Unseen, View, Why

ROUNDED: Final = "shoulders_rounded"
"""The guided pose that must have been seen before an angle of the shoulders is reported."""

HEAD_ALONE_SD_DEG: Final = 6.0
"""Standard deviation beyond which an angle from the head alone is not reported."""

SHOULDERS_SD_DEG: Final = 9.0
"""Standard deviation beyond which a forward shoulder angle is reported as None.  Tapes: half of the
people who can be measured at all are more certain; their error is 7 degrees instead of 9."""

BEYOND_SD: Final = 1.645
"""An angle this many standard deviations beyond upright is rounder in 95 of 100 frames; then it is
reported nevertheless.  The rounder, the less certain is by how much.  Tapes: of acromia 2 cm
forward 44 % are named instead of 30, of those within 0.7 cm 2.1 instead of 1.1."""


def measure(prepared: Prepared, pose: Pose) -> Reading | Unseen:
    """Measure `pose` by itself, or return the reason why it cannot be measured."""
    return measure_in_sitting(prepared, CameraBelief(), pose)[1]


def measure_in_sitting(
    prepared: Prepared, belief: CameraBelief, pose: Pose
) -> tuple[CameraBelief, Reading | Unseen]:
    """Measure `pose`, given what the sitting has shown of the camera; return that updated, too."""
    side = prepared.profile.side
    if prepared.front is None:
        stranger = Unseen(pose.t, Why.STRANGER)
        return belief, measure_side(pose, side) if side else stranger
    belief, front = _from_the_front(prepared, prepared.front, belief, pose)
    if side is None:
        return belief, front
    return belief, join(front, measure_side(pose, side), side.seen_from_deg)


def _from_the_front(
    prepared: Prepared, front: PreparedFront, belief: CameraBelief, pose: Pose
) -> tuple[CameraBelief, Reading | Unseen]:
    features = extract_features(pose, front.template)
    if isinstance(features, Unseen):
        return belief, features
    belief, reading = read(pose.t, pose.aspect, features, front, belief)
    if isinstance(reading, Reading) and ROUNDED not in prepared.profile.poses:
        reading = without_shoulders(reading)
    return belief, reading


def without_shoulders(reading: Reading) -> Reading:
    """Take back the angle of shoulders that were not seen rounded at calibration."""
    if reading.no_shoulders not in (None, NoShoulders.UNCLEAR):
        return reading
    none = NoShoulders.NOT_HERE
    return replace(reading, fsa_change_deg=None, fsa_change_sd_deg=None, no_shoulders=none)


def read(
    t: float, aspect: float, features: Features, front: PreparedFront, belief: CameraBelief
) -> tuple[CameraBelief, Reading | Unseen]:
    """Turn the `features` of a picture of this `aspect` into angles, or return why not.

    The first value returned is the belief about the camera after the observation.
    """
    then = front.calibration
    shown = against_upright("", features, then)
    observation = evidence(shown, then.setup, then.shoulders.down - 0.5)
    belief, mixture = infer(belief, t, front.usual, observation)
    moved, doubt = changes(mixture)
    cva_sd = doubt[State.CVA]
    if not isinstance(features.shoulders, Shoulders) and cva_sd > HEAD_ALONE_SD_DEG:
        return belief, Unseen(t, features.shoulders)
    whole = isinstance(features.shoulders, Shoulders)
    fsa, fsa_sd = summarise(mixture, *shoulder_angle_change(mixture.belief.mean))
    clear = whole and (fsa_sd <= SHOULDERS_SD_DEG or fsa >= BEYOND_SD * fsa_sd)
    distance = distance_cm(features, front, aspect)
    nearer, nearer_sd = belief.expected(Shift.NEARER)
    return belief, Reading(
        t=t,
        view=View.FRONT,
        cva_change_deg=moved[State.CVA],
        cva_change_sd_deg=cva_sd,
        fsa_change_deg=fsa if clear else None,
        fsa_change_sd_deg=fsa_sd if clear else None,
        trunk_lean_change_deg=moved[State.LEAN] if whole else None,
        head_pitch_change_deg=moved[State.PITCH],
        head_yaw_deg=features.head.yaw_deg - then.head.yaw_deg,
        shoulder_elevation_change_cm=moved[State.ACROMION_UP] if whole else None,
        head_tilt_deg=features.head.roll_deg - then.head.roll_deg,
        distance_cm=distance,
        approach_cm=distance_cm(then.upright, front, aspect) - distance,
        sink_cm=-moved[State.C7_UP] if whole else None,
        trunk_lean_change_sd_deg=doubt[State.LEAN] if whole else None,
        shoulder_elevation_change_sd_cm=doubt[State.ACROMION_UP] if whole else None,
        sink_sd_cm=doubt[State.C7_UP] if whole else None,
        camera_moved=belief.moved,
        camera_shift_deg=belief.expected(Shift.TILT)[0],
        camera_nearer_cm=nearer,
        camera_nearer_sd_cm=nearer_sd,
        camera_far=belief.far,
        no_shoulders=None if clear else _unseen(features),
        neck_ahead_cm=moved[State.C7_AHEAD] if whole else None,
        neck_ahead_sd_cm=doubt[State.C7_AHEAD] if whole else None,
    )


def _unseen(features: Features) -> NoShoulders:
    """Return why `features` shows no forward shoulder angle."""
    if isinstance(features.shoulders, Shoulders):
        return NoShoulders.UNCLEAR
    out = features.shoulders is Why.SHOULDERS_OUT
    return NoShoulders.OUT if out else NoShoulders.HIDDEN


def against_upright(pose: str, features: Features, front: FrontCalibration) -> Shown:
    """What `features` shows against the upright pose, under the name of a guided `pose`."""
    return Shown(
        pose=pose,
        change=tuple(change(features, front.upright).tolist()),
        yaw_deg=features.head.yaw_deg - front.head.yaw_deg,
        roll_deg=features.head.roll_deg - front.head.roll_deg,
        misfit=features.head.misfit,
    )


def distance_cm(features: Features, front: PreparedFront, aspect: float) -> float:
    """Return the distance from the camera to the eyes, by the size of the face in the picture."""
    fixed, head, then = front.known.mean, features.head, front.calibration
    focal = math.exp(fixed[Fixed.FOCAL])
    radius = then.setup.face_radius * head.size / then.head.size
    depth = math.exp(fixed[Fixed.FACE_SIZE]) * focal / radius
    off_centre = math.hypot(head.x - aspect / 2.0, head.y - 0.5)
    return depth * math.hypot(1.0, off_centre / focal) - anatomy.EYES_AHEAD_CM
