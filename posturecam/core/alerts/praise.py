"""Praise that is earned: rare, about what was measured, and never while anything is wrong.

Two things earn it.  A fault that was reported was corrected, and no fault came back in `KEPT_S`
during which it could be judged.  Or the first hour at the desk is over, and the fault that the
person usually has most took up half of its usual share or less.

It is no event: nothing is counted, kept or written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from posturecam.core.alerts.alerting import AlertState, held, in_doubt, snoozed_until_s
from posturecam.core.alerts.elapsed import Elapsed
from posturecam.core.values import Assessment, Cause, Event, EventKind, Verdict

KEPT_S: Final = 600.0
"""Good posture after a correction that earns praise: as long as the usual silence after an alert,
so that another alert could have come by then.  By judgement."""

FIRST_S: Final = 3600.0  # the first hour, of time in which the usual fault could be judged

NIGHT_S: Final = 14400.0
"""Without the person at the desk, after which the next hour is a first one again: longer than a
lunch or a meeting, shorter than a night.  By judgement."""

USUAL_SHARE: Final = 0.05
"""Of the judged time; below it a fault is not what somebody usually has.  The report calls a fault
occasional from there (a quarter of the default of `report.much_share`)."""

LESS: Final = 0.5  # of the usual share; by judgement, more than two ordinary hours differ by

APART_S: Final = 3600.0  # between two praises: at most one in an hour
DAY_S: Final = 86400.0
MOST_A_DAY: Final = 3  # by judgement: praise for everything is noise


class Merit(StrEnum):
    """What praise is for."""

    KEPT = "kept"  # a correction was kept up
    BETTER_HOUR = "better_hour"  # less of the usual fault in the first hour


@dataclass(frozen=True, slots=True)
class Praise:
    """Something that went well."""

    t: float
    merit: Merit
    cause: Cause
    lasted_s: float  # for which the correction was kept up, or the fault could be judged


@dataclass(frozen=True, slots=True)
class PraiseState:
    """What is remembered between two observations."""

    corrected: Cause | None = None  # reported, and corrected last
    kept_s: float = 0.0  # seen to be good since then
    left: bool = False  # the desk, since the last alert
    judged_s: float = 0.0  # in which the usual fault could be judged, since the last night
    fault_s: float = 0.0  # in which it was there
    gone_s: float = 0.0  # since the person was last there
    hour_over: bool = False  # the first hour has been looked at
    praised_t: tuple[float, ...] = ()  # of the last day


def follow_praise(
    state: PraiseState,
    elapsed: Elapsed,
    now: Assessment,
    events: Sequence[Event],
    alerts: AlertState,
    usual: Mapping[Cause, float],
) -> tuple[PraiseState, Praise | None]:
    """Take in one observation; return the praise that it earns, if any.

    `usual` holds the share of its judged time that each fault usually takes up, 0 to 1; empty if
    nothing is known of the person.
    """
    worst = max(usual, key=usual.__getitem__, default=None)
    state = _corrections(_pass_time(state, elapsed, worst), events)
    if not _all_well(now, alerts):
        return state, None
    found = _kept(state, now.t) or _better_hour(state, now.t, worst, usual)
    state = replace(state, hour_over=state.hour_over or state.judged_s >= FIRST_S)
    return (state, None) if found is None else _rarely(state, found)


def _rarely(state: PraiseState, found: Praise) -> tuple[PraiseState, Praise | None]:
    """Give the praise `found` unless there was enough of it; it is over either way."""
    if found.merit is Merit.KEPT:
        state = replace(state, corrected=None, kept_s=0.0)
    lately = tuple(t for t in state.praised_t if found.t - t < DAY_S)
    if len(lately) >= MOST_A_DAY or any(found.t - t < APART_S for t in lately):
        return state, None
    return replace(state, praised_t=(*lately, found.t)), found


def _all_well(now: Assessment, alerts: AlertState) -> bool:
    """Whether nothing at all is wrong, or about to be."""
    return (
        now.verdict is Verdict.GOOD
        and not in_doubt(alerts, now)
        and not held(alerts)
        and not alerts.alert_log.reported
        and snoozed_until_s(alerts) is None
        and not alerts.sitting.break_due
    )


def _pass_time(state: PraiseState, elapsed: Elapsed, worst: Cause | None) -> PraiseState:
    here_s = elapsed.here_s()
    before_s = 0.0 if here_s > 0 else state.gone_s
    gone_s = before_s + elapsed.stood_s + elapsed.gap_s - here_s
    if gone_s >= NIGHT_S:
        state = replace(state, judged_s=0.0, fault_s=0.0, hour_over=False)
    state = replace(state, gone_s=gone_s)
    last = elapsed.last
    if last is None or last.verdict is Verdict.UNKNOWN:
        return state
    causes = {fault.cause for fault in (*last.measured, *last.faults)}
    if last.verdict is Verdict.POOR:
        state = replace(state, kept_s=0.0)
    elif state.corrected in causes:
        state = replace(state, kept_s=state.kept_s + here_s)
    if worst in causes:
        fault_s = state.fault_s + (here_s if worst in last.causes else 0.0)
        state = replace(state, judged_s=state.judged_s + here_s, fault_s=fault_s)
    return state


def _corrections(state: PraiseState, events: Sequence[Event]) -> PraiseState:
    """Begin to count after a correction; an alert or an absence ends that.

    Who has left the desk has not corrected what was reported before.
    """
    for event in events:
        if event.kind is EventKind.CLEARED:
            corrected = None if state.left else event.cause
            state = replace(state, corrected=corrected, kept_s=0.0)
        elif event.kind in (EventKind.ALERT, EventKind.AWAY, EventKind.CAMERA_MOVED):
            left = event.kind is EventKind.AWAY
            state = replace(state, corrected=None, kept_s=0.0, left=left)
    return state


def _kept(state: PraiseState, t: float) -> Praise | None:
    if state.corrected is None or state.kept_s < KEPT_S:
        return None
    return Praise(t, Merit.KEPT, state.corrected, state.kept_s)


def _better_hour(
    state: PraiseState, t: float, worst: Cause | None, usual: Mapping[Cause, float]
) -> Praise | None:
    if worst is None or state.hour_over or state.judged_s < FIRST_S:
        return None
    little = state.fault_s / state.judged_s <= LESS * usual[worst]
    if usual[worst] < USUAL_SHARE or not little:
        return None
    return Praise(t, Merit.BETTER_HOUR, worst, state.judged_s)
