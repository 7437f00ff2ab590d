"""The parts of a posture that a frame may show, and why the shoulders are not among them."""

from enum import StrEnum


class Part(StrEnum):
    """What can be judged by itself; the values are the names used in files."""

    NECK = "neck"
    SHOULDERS = "shoulders"  # how far they are rounded
    TRUNK = "trunk"
    SHOULDER_HEIGHT = "shoulder_height"
    HEAD_TILT = "head_tilt"
    DISTANCE = "distance"


class NoShoulders(StrEnum):
    """Why a frame does not show how round the shoulders are; the text is what the user reads."""

    NOT_HERE = "shoulders cannot be judged with this calibration"
    UNCLEAR = "shoulders not clear in this frame"
    OUT = "shoulders out of the picture"
    HIDDEN = "shoulders hidden"
