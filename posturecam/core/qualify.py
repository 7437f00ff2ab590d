"""What trunk and hands say about a measurement: whether it may be believed, what explains it."""

from dataclasses import replace
from typing import Final

from posturecam.core.hands import hand_at_head
from posturecam.core.side_view import azimuth_deg
from posturecam.core.values import Pose, Reading, Unseen, View, Why

MAX_SIDEWAYS_DEG: Final = 35.0
"""Beyond this the shoulders are narrow for being turned, not for being raised or rounded.  Seen
from the front rendered and real people lie below 30, and 99.8 % of their looks below this."""


def qualify(pose: Pose, measured: Reading | Unseen) -> Reading | Unseen:
    """Take back what was `measured` of a trunk turned sideways; note a hand at the head."""
    if isinstance(measured, Unseen):
        return measured
    if measured.view is View.FRONT and azimuth_deg(pose) > MAX_SIDEWAYS_DEG:
        return Unseen(pose.t, Why.SIDEWAYS)
    return replace(measured, hand_at_head=hand_at_head(pose))
