"""Landmarks that posturecam uses, by MediaPipe's numbering, and the guided poses."""

from enum import IntEnum
from typing import Final


class Body(IntEnum):
    """Those of the body model's 33 points that are used; left is the person's left."""

    NOSE = 0
    LEFT_EYE = 2
    RIGHT_EYE = 5
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12


GUIDED_POSES: Final = (
    "upright",
    "slump",
    "head_forward",
    "shoulders_rounded",
    "lean_in",
    "lean_back",
    "slide",
    "look_down",
    "turn",
    "shrug",
)

FRONTAL_WIDTH: Final = 1.6
"""Width of the shoulders from the front, in heights of the ears above them: 1.45 to 1.85 in
rendered and real people."""

MIN_VISIBILITY: Final = 0.4
"""Below this the pose model itself doubts that a point can be seen: a shoulder, or a hand, of which
it says 0.6 to 1 if it is at the head."""

LEAST_OBSERVATIONS: Final = 5
"""The upright pose needs this many clear frames, from whatever side the camera sees it."""
