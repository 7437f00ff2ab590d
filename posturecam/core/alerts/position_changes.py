"""Changes of position: what counts as having moved, and for how long nobody did.

Moving is credited whatever the posture: the next posture is the best one.
"""

from dataclasses import dataclass, replace

from posturecam.core.alerts.elapsed import FORGOTTEN_S, Elapsed
from posturecam.core.values import Reading, Unseen


@dataclass(frozen=True, slots=True)
class MovementPolicy:
    """How far apart two positions are, and how long the new one must last."""

    moved_deg: float  # of trunk or neck
    moved_cm: float  # towards the camera, or down
    moved_s: float
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
    """The position last settled in, and the time spent in it and out of it."""

    anchor: Position | None = None
    still_s: float = 0.0  # in the same position, as far as the person was seen to be there
    leaving_s: float | None = None  # in another position
    gone_s: float = 0.0  # since the person was last measured
    unknown_s: float = 0.0  # since the person was last seen to be there
    moved: bool = False  # the newest observation completed a change of position


def position(reading: Reading) -> Position:
    """Return what distinguishes one position from another."""
    return Position(
        reading.cva_change_deg, reading.trunk_lean_change_deg, reading.approach_cm, reading.sink_cm
    )


def apart(policy: MovementPolicy, a: Position, b: Position) -> bool:
    """Whether two positions differ in anything that was measured in both.  Symmetric."""
    angles = ((a.cva_deg, b.cva_deg), (a.lean_deg, b.lean_deg))
    shifts = ((a.approach_cm, b.approach_cm), (a.sink_cm, b.sink_cm))
    return any(_further(*pair, policy.moved_deg) for pair in angles) or any(
        _further(*pair, policy.moved_cm) for pair in shifts
    )


def follow_position(
    policy: MovementPolicy, state: MovementState, elapsed: Elapsed, now: Reading | Unseen
) -> MovementState:
    """Let time pass, then take in one observation.

    One that shows nothing changes nothing; an absence of `away_s` is a change of position.  After
    `FORGOTTEN_S` in which nobody knows who was there, everything starts again.
    """
    state = _pass_time(state, elapsed)
    if isinstance(now, Unseen):
        return state
    here = position(now)
    anchor = state.anchor
    if anchor is None:
        return MovementState(here)
    if state.gone_s >= policy.away_s:
        return MovementState(here, moved=True)
    if not apart(policy, anchor, here):
        return replace(state, leaving_s=None, gone_s=0.0)
    leaving_s = state.leaving_s or 0.0
    if leaving_s < policy.moved_s:
        return replace(state, leaving_s=leaving_s, gone_s=0.0)
    return MovementState(here, moved=True)


def _pass_time(state: MovementState, elapsed: Elapsed) -> MovementState:
    here_s = elapsed.here_s()
    unknown_s = 0.0 if here_s > 0 else state.unknown_s + elapsed.unknown_s()
    if unknown_s >= FORGOTTEN_S:
        return MovementState(unknown_s=unknown_s)
    leaving_s = None if state.leaving_s is None else state.leaving_s + here_s
    return replace(
        state,
        still_s=state.still_s + here_s,
        leaving_s=leaving_s,
        gone_s=state.gone_s + elapsed.gone_s(),
        unknown_s=unknown_s,
        moved=False,
    )


def _further(a: float | None, b: float | None, limit: float) -> bool:
    return a is not None and b is not None and abs(a - b) > limit
