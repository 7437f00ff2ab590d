"""Counts repetitions of an exercise from readings, so that the camera sees it was done.

Exercise first: sit as usual for two seconds, which is the rest position; every way out and back
counts, if it was held long enough.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import fmean

from posturecam.core.values import Reading, Unseen
from posturecam.stretches.exercises import Exercise

REST_S = 2.0  # how long the rest position is measured
LOST_S = 5.0  # out of sight for longer, a repetition begins anew


@dataclass(frozen=True, slots=True)
class Move:
    """What is watched, in the unit of its measure, as a change from the rest position.

    A movement is out at `reach` and back at `release`.  With two `sides` it may go to the user's
    left (positive) or right; with one only the positive way counts.
    """

    measure: Callable[[Reading], float | None]
    reach: float
    release: float
    sides: int = 1


# Rendered bodies with known truth: a shrug reads 0.6 cm and more, 1.6 cm typically, all else 0.5 cm
# and less in nine of ten looks; a turn reads about 30 degrees.  Chin tucks and side bends have no
# recording to compare with; their reaches are several times the noise of an upright look.
MOVES: Mapping[str, Move] = {
    "chin_tuck": Move(lambda reading: reading.cva_change_deg, reach=4.0, release=2.0),
    "shrug_and_drop": Move(lambda r: r.shoulder_elevation_change_cm, reach=0.6, release=0.3),
    "neck_rotation": Move(lambda reading: reading.head_yaw_deg, reach=18.0, release=9.0, sides=2),
    "upper_trapezius_stretch": Move(lambda r: r.head_tilt_deg, reach=12.0, release=6.0, sides=2),
}


@dataclass(frozen=True, slots=True)
class CoachState:
    """What the coach remembers.  Counts are repetitions done; one-sided ones count as left."""

    resting: tuple[tuple[float, float], ...] = ()  # (t, value) while the rest is measured
    rest: float | None = None
    side: int = 0  # 1 out to the left (or the only way), -1 out to the right, 0 at rest
    out_t: float = 0.0  # since when
    seen_t: float = 0.0  # last measured
    left: int = 0
    right: int = 0


def count(move: Move, hold_s: float, state: CoachState, reading: Reading | Unseen) -> CoachState:
    """Take in one reading; a repetition counts on the way back, if held for `hold_s`."""
    value = None if isinstance(reading, Unseen) else move.measure(reading)
    if value is None:
        return state
    if state.side and reading.t - state.seen_t > LOST_S:
        state = replace(state, side=0)
    state = replace(state, seen_t=reading.t)
    if state.rest is None:
        return _rested(state, reading.t, value)
    return _moved(move, hold_s, state, value - state.rest)


def progress_text(exercise: Exercise, state: CoachState) -> str:
    """Say how far the exercise is: "3 of 8", "left 2 of 5, right 1 of 5"."""
    wanted = exercise.dose.repetitions or 1
    if state.rest is None:
        return "sit as usual for a moment"
    if exercise.dose.sides == 1:
        return f"{state.left + state.right} of {wanted}"
    return f"left {state.left} of {wanted}, right {state.right} of {wanted}"


def is_done(exercise: Exercise, state: CoachState) -> bool:
    """Tell whether every repetition of the dose was counted, on each side."""
    wanted = exercise.dose.repetitions or 1
    sides = (state.left, state.right) if exercise.dose.sides > 1 else (state.left + state.right,)
    return min(sides) >= wanted


def _rested(state: CoachState, t: float, value: float) -> CoachState:
    resting = (*state.resting, (t, value))
    if t - resting[0][0] < REST_S:
        return replace(state, resting=resting)
    return replace(state, resting=(), rest=fmean(value for _, value in resting))


def _moved(move: Move, hold_s: float, state: CoachState, change: float) -> CoachState:
    t = state.seen_t
    if state.side and state.side * change <= move.release:
        state = _back(state, held=t - state.out_t >= hold_s)
    if not state.side and (change >= move.reach or (move.sides > 1 and change <= -move.reach)):
        return replace(state, side=1 if change > 0 else -1, out_t=t)
    return state


def _back(state: CoachState, *, held: bool) -> CoachState:
    left, right = (int(held and state.side == side) for side in (1, -1))
    return replace(state, side=0, left=state.left + left, right=state.right + right)
