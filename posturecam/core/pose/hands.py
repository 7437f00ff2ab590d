"""Where the hands are, as far as they explain an angle."""

import math
from typing import Final

import numpy as np

from posturecam.core.pose.landmarks import MIN_VISIBILITY, Body
from posturecam.core.values import Pose

HANDS: Final = slice(15, 23)
"""Wrists and knuckles of both hands among the body's points."""

AT_EAR: Final = 0.5
"""How far from an ear, in distances from ears to shoulders (about 20 cm), a hand is at the head.
Knuckles of people who touch temple or cheek: 0.2 to 0.4; who hold a hand before the chest: 0.8."""


def hand_at_head(pose: Pose) -> bool:
    """Tell whether a hand is at an ear, as of somebody who holds a telephone there."""
    ears = pose.points[[Body.LEFT_EAR, Body.RIGHT_EAR]]
    shoulders = pose.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]]
    reach = AT_EAR * math.hypot(*(shoulders.mean(axis=0) - ears.mean(axis=0)))
    hands = pose.points[HANDS][pose.visibility[HANDS] >= MIN_VISIBILITY]
    gaps = np.linalg.norm(hands[:, None] - ears[None], axis=-1)
    return bool((gaps <= reach).any())
