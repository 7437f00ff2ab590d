"""Events of the camera: lost, back, moved.  Each is reported once."""

from dataclasses import dataclass, replace

from posturecam.core.alerts.assessment import SURE
from posturecam.core.values import Assessment, Event, EventKind, Verdict, Why

LASTING_S = 20.0  # for which a camera must surely have moved, to be reported (by judgement)


@dataclass(frozen=True, slots=True)
class CameraState:
    """Why there is no picture, and whether a moved camera has been reported."""

    lost: Why | None = None
    lost_t: float = 0.0
    moved: bool = False
    steady_t: float | None = None  # measuring again since
    likely_t: float | None = None  # likely to have moved since


def follow_camera(
    steady_s: float, state: CameraState, now: Assessment, moved: float = 0.0
) -> tuple[CameraState, tuple[Event, ...]]:
    """Take in one observation: return the new state and what changed.

    `moved` is how likely it is that the camera has moved.  It is reported again only after
    `steady_s` of measuring in between.
    """
    if now.why is not None and now.why.no_picture:
        if state.lost is now.why:
            return state, ()
        lost_t = now.t if state.lost is None else state.lost_t
        lost = replace(state, lost=now.why, lost_t=lost_t)
        return lost, (Event(now.t, EventKind.CAMERA_LOST, why=now.why),)
    back: tuple[Event, ...] = ()
    if state.lost is not None:
        held_s = now.t - state.lost_t
        back = (Event(now.t, EventKind.CAMERA_BACK, held_s=held_s, why=state.lost),)
        state = replace(state, lost=None)
    state, events = _follow_move(steady_s, state, now, moved)
    return state, back + events


def _follow_move(
    steady_s: float, state: CameraState, now: Assessment, likely: float
) -> tuple[CameraState, tuple[Event, ...]]:
    if likely >= SURE:
        state = replace(state, likely_t=now.t if state.likely_t is None else state.likely_t)
    elif now.verdict is not Verdict.UNKNOWN:
        state = replace(state, likely_t=None)
    seen_from_the_side = now.why is Why.CAMERA_MOVED and likely == 0.0
    if seen_from_the_side or _lasting(state, now.t):
        why = Why.CAMERA_MOVED
        events = () if state.moved else (Event(now.t, EventKind.CAMERA_MOVED, why=why),)
        return replace(state, moved=True, steady_t=None), events
    if state.likely_t is not None:
        return replace(state, steady_t=None), ()
    if not state.moved or now.verdict is Verdict.UNKNOWN:
        return state, ()
    steady_t = now.t if state.steady_t is None else state.steady_t
    moved = now.t - steady_t < steady_s
    return replace(state, moved=moved, steady_t=steady_t if moved else None), ()


def _lasting(state: CameraState, t: float) -> bool:
    return state.likely_t is not None and t - state.likely_t >= LASTING_S
