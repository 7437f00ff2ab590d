"""Whether somebody sits where hardly anybody gets to by a change of posture alone.

Head and shoulders that lie higher or lower in the picture than at calibration, both of them, by
much and for long, tell of a camera that was tilted or moved, or of another height of chair or desk.
It needs no background and no picture of the past, so it works before a plain wall and from the
start of a sitting.  A person who slumps is told apart by coming nearer and by a head that sinks
more than the shoulders do.  Whoever sprawls, the hips slid far forward, does neither; so a lower
place is claimed only of somebody who has sat there from the start, not after sitting higher, and
it is told as one that may be a posture.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

from posturecam.core.geometry import rms_radius
from posturecam.core.head import RIGID
from posturecam.core.identify import knowledge
from posturecam.core.landmarks import Body
from posturecam.core.profile import FrontCalibration
from posturecam.core.sagittal import Fixed
from posturecam.core.sight import MIN_VISIBILITY
from posturecam.core.values import Pose, Reading, Unseen, Why

RISEN_CM: Final = 3.0
"""Higher than this, head and shoulders both, nobody gets from upright.  Tapes: 1.8 at most in 2752
looks of every movement; real people who stand and sign 1.5; recordings 0.4."""

STANDING_CM: Final = 25.0
"""Higher than this somebody has stood up.  Tapes, camera tilted by 8 degrees: 13 at most."""

SUNK_CM: Final = 4.0
"""Deeper than this, without coming nearer and head and shoulders together, nobody on the tapes
sits: no look in 2752; but a slump of 5.5 cm lies near, its head 7.2 lower and 5 % nearer."""

TOGETHER: Final = 0.8
"""The shoulders must have sunk by this part of what the head has.  A chair 10 cm lower: 0.86 (the
shoulders are further from the camera); a tilted camera: 1; tapes, slumps: 0.5 to 0.8."""

NEARER_PERCENT: Final = 4.0
"""So much larger than at calibration, a face that lies lower may be a slump's."""

MOST_NEARER_PERCENT: Final = 20.0
MOST_FURTHER_PERCENT: Final = 20.0
"""Beyond these sizes of the face the way to the camera and back explains too much: how steep it is
in the picture is known no better than the camera's tilt, to 6 degrees (1.5 cm at 20 %)."""

IN_PLACE_CM: Final = 2.0
"""Shoulders not further than this from their calibrated height are in their place.  Tapes, upright:
1.2 at most."""

NOT_SUNK_CM: Final = 3.0
"""Shoulders that lie no lower than this are clearly not sunk, whatever one look is off."""

SAT_S: Final = 4.0
"""Seen clearly not sunk for so long, somebody who then sits lower has slid down."""

ELSEWHERE: Final = 1 / 15
"""What a look counts for that if it is neither sunk nor clearly in place: a minute is enough."""

ABSENT_S: Final = 600.0
"""After so long out of sight a new sitting begins, and the chair may be another one."""

STANDS_S: Final = 5.0
"""For how long one look may count."""


@dataclass(frozen=True, slots=True)
class DisplacedPolicy:
    """When somebody counts as displaced."""

    settle_s: float  # for so long; 0: never
    every_s: float  # between two looks that count


@dataclass(frozen=True, slots=True)
class Displaced:
    """Whether somebody is, and for how many seconds looks have said the contrary.

    `lower`: it is a lower place, where a sprawl from the first look on lies too.  `sat_s` counts
    the seconds of this sitting that were not sunk.
    """

    moved: bool = False
    lower: bool = False
    contrary_s: float = 0.0
    sat_s: float = 0.0
    t: float | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """Against the calibration: how much higher head and shoulders lie, and how much larger.

    Centimetres at the distance of the face, up positive.  Whatever part of it coming nearer
    explains is taken off; where it is not known which way that goes, the smaller value counts.
    """

    head_cm: float
    shoulders_cm: float
    nearer_percent: float  # 100 log


def follow_displaced(
    policy: DisplacedPolicy,
    state: Displaced,
    pose: Pose | Unseen,
    measured: Reading | Unseen,
    front: FrontCalibration | None,
) -> Displaced:
    """Take in one look, if it is time to; looks without head or shoulders tell nothing."""
    if policy.settle_s <= 0 or front is None or not isinstance(pose, Pose):
        return state
    if state.t is not None and pose.t - state.t < policy.every_s:
        return state
    shift = shift_of(pose, front) if _whole(pose, measured) else None
    if shift is None:
        return replace(state, t=pose.t)
    passed_s = 0.0 if state.t is None else pose.t - state.t
    absent = passed_s >= ABSENT_S
    sat_s = 0.0 if absent else state.sat_s
    counts_s = min(passed_s, STANDS_S)
    lower = sunk(shift) and sat_s < SAT_S
    contrary = in_place(shift) if state.moved else risen(shift) or lower
    contrary_s = max(0.0, state.contrary_s + (counts_s if contrary else -counts_s))
    sat_s += 0.0 if absent else counts_s * _not_sunk(shift)
    if contrary_s >= policy.settle_s:
        return Displaced(not state.moved, lower and not state.moved, 0.0, sat_s, pose.t)
    return Displaced(state.moved, state.lower, contrary_s, sat_s, pose.t)


def risen(shift: Shift) -> bool:
    """Tell whether somebody is higher than a body gets by sitting up."""
    near = -MOST_FURTHER_PERCENT <= shift.nearer_percent <= MOST_NEARER_PERCENT
    return near and RISEN_CM <= min(shift.head_cm, shift.shoulders_cm) <= STANDING_CM


def sunk(shift: Shift) -> bool:
    """Tell whether somebody is lower than a slump gets, all of a piece."""
    near = -MOST_FURTHER_PERCENT <= shift.nearer_percent <= NEARER_PERCENT
    deep = max(shift.head_cm, shift.shoulders_cm) <= -SUNK_CM
    return near and deep and shift.shoulders_cm <= TOGETHER * shift.head_cm


def in_place(shift: Shift) -> bool:
    """Tell whether the shoulders are as high as calibrated, whatever the head does."""
    return abs(shift.shoulders_cm) <= IN_PLACE_CM


def _not_sunk(shift: Shift) -> float:
    """Say how much a look counts, 0 to 1, as one of somebody who sits and has not sunk."""
    if sunk(shift) or shift.shoulders_cm > STANDING_CM:
        return 0.0
    return 1.0 if -NOT_SUNK_CM < shift.shoulders_cm < RISEN_CM else ELSEWHERE


def shift_of(pose: Pose, front: FrontCalibration) -> Shift | None:
    """Say how far `pose` lies from the calibrated place; None without a face."""
    if pose.face is None:
        return None
    fixed, face = knowledge(front).mean, pose.face[list(RIGID)]
    horizon = 0.5 - math.exp(fixed[Fixed.FOCAL]) * math.tan(math.radians(fixed[Fixed.TILT]))
    cm = math.exp(fixed[Fixed.FACE_SIZE]) / front.setup.face_radius
    left, right = pose.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]]
    larger = rms_radius(face) / (front.setup.face_radius * front.head.size)
    wider = math.hypot(*(left - right)) / front.shoulders.width
    head = _risen(front.head.y - horizon, float(face[:, 1].mean()) - horizon, larger)
    down = float(left[1] + right[1]) / 2 - horizon
    shoulders = _risen(front.shoulders.down - horizon, down, wider)
    return Shift(cm * head, cm * shoulders, 100.0 * math.log(larger))


def _risen(then: float, now: float, larger: float) -> float:
    """How much higher `now` is than `then` (below the horizon), as it is and for its size.

    The smaller of the two, and 0 if they disagree about the direction.  What moves level towards
    the camera moves away from the horizon in proportion to its size.
    """
    as_is, for_size = then - now, larger * then - now
    if as_is * for_size <= 0:
        return 0.0
    return min(as_is, for_size, key=abs)


def _whole(pose: Pose, measured: Reading | Unseen) -> bool:
    """Tell whether head and shoulders may be believed; below the picture shoulders may lie."""
    seen = isinstance(measured, Reading) or measured.why is Why.SHOULDERS_OUT
    shoulders = pose.visibility[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]]
    return seen and bool(shoulders.min() >= MIN_VISIBILITY)
