"""Whether rounded shoulders can be measured on this person before this camera."""

from collections.abc import Sequence
from typing import Final

from posturecam.core.body.sagittal import FEATURES
from posturecam.core.measure.estimator import BEYOND_SD, ROUNDED, read
from posturecam.core.measure.prepared import PreparedFront
from posturecam.core.measure.profile import LeftOut
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.pose.features import extract_features
from posturecam.core.values import Pose, Unseen

PROMISED_SHARE: Final = 0.5
"""Share of the frames of the rounded pose in which it must be measured; by judgement."""


def promise(
    front: PreparedFront, observations: Sequence[Pose | Unseen], left_out: LeftOut | None
) -> tuple[bool, str]:
    """Return whether rounded shoulders are measured at the person's own rounded pose, and why."""
    rounded = [shown for shown in front.calibration.guided if shown.pose == ROUNDED]
    if left_out is not None:
        return False, f"the pose you showed {left_out.reason} to this camera"
    if not rounded or len(rounded[0].change) < FEATURES:
        return False, "your rounded pose was not shown"
    reported = sum(_reported_rounded(observation, front) for observation in observations)
    count = len(observations)
    if reported < PROMISED_SHARE * count:
        seen = f"only {reported}" if reported else "none"
        return False, f"they are seen in {seen} of the {count} frames of your rounded pose"
    return True, f"they are seen in {reported} of the {count} frames of your rounded pose"


def _reported_rounded(observation: Pose | Unseen, front: PreparedFront) -> bool:
    """Whether the measurement by itself says of `observation` that the shoulders are rounded."""
    if isinstance(observation, Unseen):
        return False
    features = extract_features(observation, front.template)
    if isinstance(features, Unseen):
        return False
    _, reading = read(observation.t, observation.aspect, features, front, CameraBelief())
    if isinstance(reading, Unseen) or reading.fsa_change_deg is None:
        return False
    return reading.fsa_change_deg >= BEYOND_SD * (reading.fsa_change_sd_deg or 0.0)
