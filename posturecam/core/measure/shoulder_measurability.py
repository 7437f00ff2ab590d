"""Whether rounded shoulders can be measured on this person before this camera."""

from collections.abc import Sequence
from typing import Final

from posturecam.core.body.sagittal import SIGHTS
from posturecam.core.measure.estimator import BEYOND_SD, ROUNDED, read
from posturecam.core.measure.profile import FrontCalibration, LeftOut
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.pose.features import look_at
from posturecam.core.values import Pose, Unseen

PROMISED_SHARE: Final = 0.5
"""Part of the looks at the rounded pose in which it must be measured; by judgement."""


def promise(
    front: FrontCalibration, looks: Sequence[Pose | Unseen], left_out: LeftOut | None
) -> tuple[bool, str]:
    """Return whether rounded shoulders are measured at the person's own rounded pose, and why."""
    rounded = [shown for shown in front.guided if shown.pose == ROUNDED]
    if left_out is not None:
        return False, f"the pose you showed {left_out.reason} to this camera"
    if not rounded or len(rounded[0].change) < SIGHTS:
        return False, "your rounded shoulders were not shown"
    told = sum(_told_rounded(look, front) for look in looks)
    if told < PROMISED_SHARE * len(looks):
        seen = f"only {told}" if told else "none"
        return False, f"they are seen in {seen} of the {len(looks)} looks at your rounded pose"
    return True, f"they are seen in {told} of the {len(looks)} looks at your rounded pose"


def _told_rounded(look: Pose | Unseen, front: FrontCalibration) -> bool:
    """Whether the measurement by itself says of `look` that the shoulders are rounded."""
    if isinstance(look, Unseen):
        return False
    sight = look_at(look, front.template)
    if isinstance(sight, Unseen):
        return False
    _, reading = read(look.t, look.aspect, sight, front, CameraBelief())
    if isinstance(reading, Unseen) or reading.fsa_change_deg is None:
        return False
    return reading.fsa_change_deg >= BEYOND_SD * (reading.fsa_change_sd_deg or 0.0)
