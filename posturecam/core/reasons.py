"""Why a frame gave no measurement, and what each reason says of the person and the camera.

The only table of reasons: alerts, breaks, sampling, history and reports read it.
"""

from enum import Enum, StrEnum, auto
from typing import Final, Self


class Presence(Enum):
    """Where the calibrated person is, as one observation shows."""

    HERE = "here"
    GONE = "gone"  # nobody, or somebody else, is in the chair
    UNKNOWN = "unknown"  # no picture, or none that shows it


class Mark(Enum):
    """What else a reason says."""

    PAUSED = auto()  # nothing is watched, on purpose
    NO_PICTURE = auto()  # the camera is at fault
    ASIDE = auto()  # the person faces something else
    HEAD_SEEN = auto()  # the head shows, the shoulders do not
    INTERRUPTED = auto()  # afterwards the camera may stand elsewhere: lid closed, cable pulled


_HERE: Final = Presence.HERE
_GONE: Final = Presence.GONE
_UNKNOWN: Final = Presence.UNKNOWN


class Why(StrEnum):
    """Why a frame gave no measurement; the text is what the user reads."""

    presence: Presence
    marks: tuple[Mark, ...]

    def __new__(cls, text: str, presence: Presence, *marks: Mark) -> Self:
        """Keep what the reason says beside its text."""
        member = str.__new__(cls, text)
        member._value_ = text
        member.presence, member.marks = presence, marks
        return member

    NOBODY = "nobody in view", _GONE
    STRANGER = "not the person calibrated", _GONE
    TURNED = "face turned away", _HERE, Mark.ASIDE
    SIDEWAYS = "sitting sideways to the camera", _HERE, Mark.ASIDE
    FACE_HIDDEN = "face hidden", _HERE
    FACE_OUT = "face not whole in the picture", _HERE
    FACE_CHANGED = "face looks different from when you calibrated", _HERE
    SHOULDERS_OUT = "shoulders out of the picture", _HERE, Mark.HEAD_SEEN
    SHOULDERS_HIDDEN = "shoulders hidden", _HERE, Mark.HEAD_SEEN
    SHOULDERS_UNJUDGED = "shoulders cannot be judged", _HERE
    UPSIDE_DOWN = "seen upside down", _HERE
    HEAD_LEFT = "seen lying, head to the left", _HERE
    HEAD_RIGHT = "seen lying, head to the right", _HERE
    MOVING = "moving too much", _HERE  # only a pose tape may say so
    CAMERA_MOVED = "not sure: the camera seems to have moved; sit up for 10 s", _HERE
    EXERCISING = "an exercise is led", _HERE  # its movement is no posture
    TOO_DARK = "too dark to measure", _UNKNOWN
    TOO_BRIGHT = "too bright to measure", _UNKNOWN
    BLANK = "the camera's picture is blank", _UNKNOWN
    TOO_SMALL = "too far from the camera", _UNKNOWN
    NOT_RECORDED = "not seen when it was recorded", _UNKNOWN
    CAMERA_BUSY = "another program has the camera", _UNKNOWN, Mark.NO_PICTURE
    CAMERA_YIELDED = "paused: another program asked for the camera", _UNKNOWN, Mark.PAUSED
    CAMERA_LOST = "the camera gives no picture", _UNKNOWN, Mark.NO_PICTURE, Mark.INTERRUPTED
    PAUSED = "paused (press p to resume)", _UNKNOWN, Mark.PAUSED
    LOCKED = "paused: the screen is locked", _GONE, Mark.PAUSED, Mark.INTERRUPTED
    ON_BATTERY = "paused: on battery", _UNKNOWN, Mark.PAUSED
    OFF_HOURS = "paused: outside your working hours", _UNKNOWN, Mark.PAUSED

    @property
    def paused(self) -> bool:
        """Whether nothing is watched, on purpose."""
        return Mark.PAUSED in self.marks

    @property
    def no_picture(self) -> bool:
        """Whether the camera is at fault."""
        return Mark.NO_PICTURE in self.marks

    @property
    def aside(self) -> bool:
        """Whether the person faces something else."""
        return Mark.ASIDE in self.marks

    @property
    def head_seen(self) -> bool:
        """Whether the head shows, and only the shoulders do not."""
        return Mark.HEAD_SEEN in self.marks

    @property
    def interrupted(self) -> bool:
        """Whether the camera may stand elsewhere afterwards."""
        return Mark.INTERRUPTED in self.marks
