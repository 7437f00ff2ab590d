"""What trunk and hands say about a measurement: whether it may be believed, what explains it."""

from dataclasses import replace
from typing import Final

from posturecam.core.measure.profile import FrontCalibration
from posturecam.core.measure.side_view import azimuth_deg
from posturecam.core.pose.hands import hand_at_head
from posturecam.core.values import Pose, Reading, Unseen, Why

MAX_SIDEWAYS_DEG: Final = 35.0
"""Beyond this the shoulders are narrow for being turned, not for being raised or rounded.  Seen
from the front rendered and real people lie below 30, and 99.8 % of their frames below this."""

BEYOND_UPRIGHT_DEG: Final = 25.0
"""Before a camera beside the screen the trunk is turned to it already when upright, by 31 degrees
at most; it must turn by this much more.  Tapes, 3062 frames: 20.6 at most, in a slouch."""


def qualify(
    pose: Pose, measured: Reading | Unseen, front: FrontCalibration | None
) -> Reading | Unseen:
    """Take back what was `measured` of a trunk turned sideways; note a hand at the head."""
    if isinstance(measured, Unseen):
        return measured
    if front is not None and azimuth_deg(pose) > _most_sideways_deg(front):
        return Unseen(pose.t, Why.SIDEWAYS)
    return replace(measured, hand_at_head=hand_at_head(pose))


def _most_sideways_deg(front: FrontCalibration) -> float:
    return max(MAX_SIDEWAYS_DEG, front.azimuth_deg + BEYOND_UPRIGHT_DEG)
