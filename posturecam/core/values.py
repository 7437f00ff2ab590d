"""What flows through posturecam, in the order in which it flows.

All values are frozen.  Arrays occur only in `Frame` and `Pose`.  Units are in the names, and
times (`t`) are seconds since the stream began.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from posturecam.core.parts import NoShoulders
from posturecam.core.reasons import Why as Why  # noqa: PLC0414 - part of what flows

BODY_POINTS = 33
FACE_POINTS = 468

Grey = NDArray[np.float32]  # (h, w): a small picture, brightness 0 to 255


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: `image` is (H, W, 3) uint8, RGB."""

    t: float
    image: NDArray[np.uint8]

    def __post_init__(self) -> None:
        """Refuse anything that is not an RGB picture."""
        if self.image.ndim != 3 or self.image.shape[2] != 3 or self.image.dtype != np.uint8:
            msg = f"image must be (H, W, 3) uint8, got {self.image.shape} {self.image.dtype}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Unseen:
    """Nothing could be measured, and why: `Unseen(4.2, Why.TURNED)`."""

    t: float
    why: Why


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """One person's landmarks, in image heights: x right, y down, (0, 0) the top left corner.

    `points` is (33, 2); `visibility` (33,), 0 to 1; `world` (33, 3) in metres as the pose model
    gives it (origin mid-hips, y down, smaller z nearer to the camera; not metric at a desk).
    `face` is the (468, 3) face mesh in image heights (z smaller = nearer), or None if no face was
    found.  `aspect` is the picture's width / height, so its centre is (aspect / 2, 0.5).
    `depth` (33,), in image heights, and `presence` (33,), 0 to 1, are the pose model's too; nothing
    here measures with them, but a pose tape keeps them.
    """

    t: float
    points: NDArray[np.float64]
    visibility: NDArray[np.float64]
    world: NDArray[np.float64]
    face: NDArray[np.float64] | None
    aspect: float
    depth: NDArray[np.float64] | None = None
    presence: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        """Refuse arrays of another shape, or that are not finite."""
        _require("points", self.points, (BODY_POINTS, 2))
        _require("visibility", self.visibility, (BODY_POINTS,))
        _require("world", self.world, (BODY_POINTS, 3))
        for name, array, shape in (
            ("face", self.face, (FACE_POINTS, 3)),
            ("depth", self.depth, (BODY_POINTS,)),
            ("presence", self.presence, (BODY_POINTS,)),
        ):
            if array is not None:
                _require(name, array, shape)


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """Everybody in view in one frame, or why nobody could be seen.

    Either `people` is not empty or `why` is set.  Recorded landmarks have no `frame` and no `grey`.
    """

    t: float
    people: tuple[Pose, ...]
    why: Why | None = None
    frame: Frame | None = None
    grey: Grey | None = None  # the picture of `frame`, small
    reused: bool = False  # nothing moved: `people` and `why` are those of an earlier frame

    def __post_init__(self) -> None:
        """Require people or a reason, and not both."""
        if bool(self.people) == (self.why is not None):
            msg = f"an observation has people or a reason, got {len(self.people)} and {self.why}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Reuse:
    """How still the next picture must be for the last result to be used again."""

    stands_s: float = 0.0  # not for longer than this
    shift: float = 0.0  # image heights; nothing may have moved farther
    sure: bool = False  # the person wanted was measured: nobody else need be searched for


class View(StrEnum):
    """From where the camera sees the person."""

    FRONT = "front"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class Reading:
    """Angles of one frame, as changes from the user's own calibration.  Facts, no opinion.

    None means "not measurable in this frame"; it is never a guess and never NaN.
    """

    t: float
    view: View
    cva_change_deg: float | None  # craniovertebral angle; < 0: head further forward
    cva_change_sd_deg: float | None
    fsa_change_deg: float | None  # forward shoulder angle from the trunk axis; > 0: rounder
    fsa_change_sd_deg: float | None
    trunk_lean_change_deg: float | None  # forward positive
    head_pitch_change_deg: float | None  # down positive
    head_yaw_deg: float | None  # to the user's left positive; 0 faces the camera as calibrated
    shoulder_elevation_change_cm: float | None  # up positive, relative to the trunk
    head_tilt_deg: float | None  # ear towards the user's left shoulder positive
    distance_cm: float | None  # camera to eyes
    approach_cm: float | None  # nearer to the camera than calibrated positive
    sink_cm: float | None  # base of the neck lower than calibrated positive
    hand_at_head: bool = False  # a hand at an ear: a telephone, or the head leaning on it
    trunk_lean_change_sd_deg: float | None = None
    shoulder_elevation_change_sd_cm: float | None = None
    sink_sd_cm: float | None = None
    camera_moved: float = 0.0  # how likely it is that the camera has moved since calibration
    camera_shift_deg: float = 0.0  # how much further up it is then expected to point
    camera_nearer_cm: float = 0.0  # and to be nearer
    camera_nearer_sd_cm: float = 0.0
    camera_far: float = 0.0  # and how far it is then in all, in usual moves (sd)
    no_shoulders: NoShoulders | None = None  # why `fsa_change_deg` is None; None: it is measured
    neck_ahead_cm: float | None = None  # base of the neck further forward than calibrated positive
    neck_ahead_sd_cm: float | None = None


class Verdict(StrEnum):
    """What one observation says about the posture."""

    GOOD = "good"
    POOR = "poor"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """What is held too long.  The values are the names used in files and settings."""

    FORWARD_HEAD = "forward_head"
    ROUNDED_SHOULDERS = "rounded_shoulders"
    SLUMP = "slump"
    LEANING_IN = "leaning_in"
    RAISED_SHOULDERS = "raised_shoulders"
    HEAD_TILT = "head_tilt"
    TOO_CLOSE = "too_close"
    STILL_TOO_LONG = "still_too_long"


class Activity(StrEnum):
    """What somebody is doing that changes angles without being a fault."""

    READING = "reading"  # looking down at keyboard, paper or phone
    HAND_AT_HEAD = "hand_at_head"  # telephoning
    TURNED = "turned"


@dataclass(frozen=True, slots=True)
class Fault:
    """How far one fault goes: `amount` of `limit`.

    `counted` is what the true amount exceeds as probably as asked for; None: the amount itself.
    """

    cause: Cause
    amount: float  # in `unit`; for angles the size of the change in the bad direction
    limit: float  # > 0
    unit: str  # "deg" or "cm"
    probability: float = 1.0  # that the true amount is beyond the limit
    counted: float | None = None  # in `unit`

    @property
    def ratio(self) -> float:
        """The amount that counts in limits: 1 and more is a fault, 0 and less none at all."""
        return (self.amount if self.counted is None else self.counted) / self.limit


@dataclass(frozen=True, slots=True)
class Assessment:
    """The opinion on one observation: POOR has `faults`, worst first; UNKNOWN has `why`.

    `measured` holds everything that could be judged, within its limit or beyond.  GOOD and POOR are
    about that alone: `no_shoulders` says why the shoulders are not among it.
    """

    t: float
    verdict: Verdict
    faults: tuple[Fault, ...] = ()
    why: Why | None = None
    activity: Activity | None = None
    measured: tuple[Fault, ...] = ()
    no_shoulders: NoShoulders | None = None
    doubted: tuple[Fault, ...] = ()  # what would have been `measured`, but for the camera

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The causes of a POOR verdict, worst first."""
        return tuple(fault.cause for fault in self.faults)


class EventKind(StrEnum):
    """What can happen; the values are the names used in `--events` files."""

    ALERT = "alert"
    CLEARED = "cleared"
    BREAK_DUE = "break_due"
    AWAY = "away"
    BACK = "back"
    CAMERA_MOVED = "camera_moved"
    CAMERA_LOST = "camera_lost"
    CAMERA_BACK = "camera_back"


class Level(StrEnum):
    """How loudly an alert is brought to the user."""

    SILENT = "silent"  # colour in the terminal only
    NOTICE = "notice"  # desktop notification
    CARD = "card"  # notification with the stretch to do now


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth reporting.

    `held_s` is how long it had lasted: the cause of an alert, the sitting before a break, the
    absence before somebody is back.
    """

    t: float
    kind: EventKind
    cause: Cause | None = None
    held_s: float | None = None
    amount: float | None = None  # typical amount over the hold, in `unit`
    unit: str | None = None
    level: Level | None = None
    stretch: str | None = None  # key of the exercise chosen for the cause
    also: tuple[Cause, ...] = ()  # what else is wrong at the same time, worst first
    why: Why | None = None  # of a camera event: what the camera said
    length_s: float | None = None  # of a break: how long it should last
    micro: bool = False  # the break is a micro-break, taken at the desk


def _require(name: str, array: NDArray[np.float64], shape: tuple[int, ...]) -> None:
    if array.shape != shape:
        msg = f"{name} must have shape {shape}, got {array.shape}"
        raise ValueError(msg)
    if not np.isfinite(array).all():
        msg = f"{name} must be finite"
        raise ValueError(msg)
