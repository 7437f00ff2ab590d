"""Names of the landmarks that posturecam uses, by MediaPipe's numbering."""

from enum import IntEnum
from typing import Final


class Body(IntEnum):
    """Points of the 33-point body model that can be seen at a desk; left is the person's left."""

    NOSE = 0
    LEFT_EYE = 2
    RIGHT_EYE = 5
    LEFT_EAR = 7
    RIGHT_EAR = 8
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16


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
