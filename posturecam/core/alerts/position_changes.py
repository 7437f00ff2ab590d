"""Changes of position: what counts as having moved, and for how long nobody did.

Moving is credited whatever the posture: the next posture is the best one.
"""

from dataclasses import dataclass, replace

from posturecam.core.values import Reading, Unseen, Why


@dataclass(frozen=True, slots=True)
class MovementPolicy:
    """How far apart two positions are, and how long the new one must last."""

    angle_deg: float  # of trunk or neck
    shift_cm: float  # towards the camera, or down
    settle_s: float
    away_s: float  # an absence this long is a change of position


@dataclass(frozen=True, slots=True)
class Position:
    """Where the body is: changes from calibration, None where not measured."""

    cva_deg: float | None
    lean_deg: float | None
    approach_cm: float | None
    sink_cm: float | None


@dataclass(frozen=True, slots=True)
class MovementState:
    """The position last settled in, since when, and since when another one is being tried."""

    anchor: Position | None = None
    since_t: float | None = None
    leaving_t: float | None = None
    absent_t: float | None = None


def position(reading: Reading) -> Position:
    """Return the part of `reading` that tells positions apart."""
    return Position(
        reading.cva_change_deg, reading.trunk_lean_change_deg, reading.approach_cm, reading.sink_cm
    )


def apart(policy: MovementPolicy, a: Position, b: Position) -> bool:
    """Whether two positions differ in anything that was measured in both.  Symmetric."""
    angles = ((a.cva_deg, b.cva_deg), (a.lean_deg, b.lean_deg))
    shifts = ((a.approach_cm, b.approach_cm), (a.sink_cm, b.sink_cm))
    return any(_further(*pair, policy.angle_deg) for pair in angles) or any(
        _further(*pair, policy.shift_cm) for pair in shifts
    )


def still_s(state: MovementState, t: float) -> float:
    """How long the position has been the same, s."""
    return 0.0 if state.since_t is None else t - state.since_t


def move(
    policy: MovementPolicy, state: MovementState, now: Reading | Unseen
) -> tuple[MovementState, bool]:
    """Take in one look: return the new state, and whether the position has changed.

    Looks that show nothing change nothing, except an absence of `away_s` or more.
    """
    if isinstance(now, Unseen):
        return _unseen(state, now), False
    anchor = state.anchor
    if anchor is None:
        return MovementState(position(now), now.t), False
    if state.absent_t is not None and now.t - state.absent_t >= policy.away_s:
        return MovementState(position(now), now.t), True
    state = replace(state, absent_t=None)
    if not apart(policy, anchor, position(now)):
        return replace(state, leaving_t=None), False
    leaving_t = now.t if state.leaving_t is None else state.leaving_t
    if now.t - leaving_t < policy.settle_s:
        return replace(state, leaving_t=leaving_t), False
    return MovementState(position(now), now.t), True


def _unseen(state: MovementState, now: Unseen) -> MovementState:
    if now.why is not Why.NOBODY or state.absent_t is not None:
        return state
    return replace(state, absent_t=now.t)


def _further(a: float | None, b: float | None, limit: float) -> bool:
    return a is not None and b is not None and abs(a - b) > limit
