"""What a set that is led shows at a moment: what to do now, the numbers, the time left, the end."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from posturecam.core.coach.leading import REMIND_S, Ending, Lead, Stage
from posturecam.core.coach.movements import Side
from posturecam.core.coach.plan import Breath
from posturecam.core.coach.seen import Form, Obstacle, Phase
from posturecam.core.coach.turns import counts, forgotten

CALM_HOLD_S: Final = 8.0
"""From which length on a hold says how to breathe: one breath has room in it.  By judgement."""

BREATH_IN_S, BREATH_S = 3.0, 7.0
"""Of a breath that is said during a hold, in and in all: 8 to 9 a minute, calm, and nobody gets
light-headed.  By judgement; adults at rest take 12 to 20 a minute."""


class Cue(StrEnum):
    """What is to be said now."""

    READY = "ready"
    SETTLE = "settle"
    GO = "go"
    HOLD = "hold"
    BACK = "back"
    WAIT = "wait"  # the next repetition may begin
    REMIND = "remind"  # nothing is seen: what to do
    OBSTACLE = "obstacle"  # why nothing can be seen
    CHANGE_SIDE = "change_side"
    SET_REST = "set_rest"
    PAUSED = "paused"
    HURT = "hurt"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Moment:
    """A set at a moment; `number` is of the repetition that is on, of its side, from 1."""

    cue: Cue
    stage: Stage
    phase: Phase
    side: Side
    number: int
    of: int
    set_number: int
    sets: int
    left_s: float | None  # of what is on; None: the person decides
    share: float  # of what is on, 0 to 1
    held_s: float  # of the hold that is on
    reach: float  # of the movement, 0 at rest to 1 and beyond
    breath: Breath
    hint: Form | None
    obstacle: Obstacle | None
    by_time: bool
    progress: float  # of all repetitions, 0 to 1


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done in a set; repetitions of both sides together."""

    ending: Ending
    asked: int
    done: int  # seen, or led by time
    seen: int
    partial: int  # of those that were seen
    skipped: int
    sides: dict[Side, int]
    forgotten: Side | None
    held_s: float  # longest hold that was seen; 0: none
    lasted_s: float


def moment_of(lead: Lead) -> Moment:
    """Return what `lead` shows now."""
    phase, have = _phase(lead), counts(lead.plan, lead.expected)
    each = lead.plan.asked.repetitions
    side = lead.side
    within = have[side] - each * min(lead.sets_done, lead.plan.sets - 1)
    left_s, share = _left(lead, phase)
    return Moment(
        cue=_cue(lead, phase),
        stage=lead.stage,
        phase=phase,
        side=side,
        number=max(0, min(within + (lead.stage is not Stage.OVER), each)),
        of=each,
        set_number=min(lead.sets_done + 1, lead.plan.sets),
        sets=lead.plan.sets,
        left_s=left_s,
        share=share,
        held_s=_held_s(lead) if phase is Phase.HOLD else 0.0,
        reach=_reach(lead, phase, share),
        breath=_breath(lead, phase),
        hint=lead.hints.now if lead.stage is Stage.MOVE else None,
        obstacle=None if lead.seen is None else lead.seen.obstacle,
        by_time=lead.by_time and lead.stage is Stage.MOVE,
        progress=_progress(lead),
    )


def summary_of(lead: Lead) -> Summary:
    """Return what was done until now."""
    really = [one for one in lead.done if not one.skipped]
    return Summary(
        ending=lead.ending or Ending.STOPPED,
        asked=lead.plan.of * len(lead.plan.sides),
        done=len(really),
        seen=sum(one.seen for one in really),
        partial=sum(one.partial for one in really),
        skipped=len(lead.done) - len(really),
        sides=counts(lead.plan, really),
        forgotten=forgotten(lead.plan, lead.done),
        held_s=lead.longest_hold_s,
        lasted_s=lead.lasted_s,
    )


def _progress(lead: Lead) -> float:
    have, of = counts(lead.plan, lead.done), lead.plan.of
    return sum(min(one, of) for one in have.values()) / (of * len(have))


def _phase(lead: Lead) -> Phase:
    """Return where the movement is: as it is led by time, or as it is seen.

    What is held for long enough, or not held at all, is on its way back.
    """
    if lead.stage is not Stage.MOVE:
        return Phase.SETTLING if lead.stage in (Stage.READY, Stage.SETTLE) else Phase.REST
    if lead.by_time or lead.seen is None:
        return lead.phase
    phase = lead.shown.phase
    if phase is Phase.HOLD and lead.shown.held_s >= (lead.plan.asked.hold_s or 0.0):
        return Phase.BACK
    return Phase.REST if phase is Phase.SETTLING else phase


def _cue(lead: Lead, phase: Phase) -> Cue:
    if lead.ending is not None:
        ends = {Ending.DONE: Cue.DONE, Ending.STOPPED: Cue.STOPPED, Ending.HURT: Cue.HURT}
        return ends[lead.ending]
    if lead.paused:
        return Cue.PAUSED
    if lead.stage is Stage.REST:
        return Cue.SET_REST if lead.rest_s == lead.plan.pace.set_rest_s else Cue.CHANGE_SIDE
    if lead.stage is not Stage.MOVE:
        return Cue.READY if lead.stage is Stage.READY else Cue.SETTLE
    return _moving_cue(lead, phase)


def _moving_cue(lead: Lead, phase: Phase) -> Cue:
    follows = not lead.by_time and lead.seen is not None
    if phase is Phase.REST and follows:
        if lead.seen is not None and lead.seen.obstacle is not None:
            return Cue.OBSTACLE
        if lead.expected and lead.spent_s < lead.plan.pace.rest_s:
            return Cue.WAIT
        return Cue.GO if lead.spent_s < REMIND_S else Cue.REMIND
    cues = {Phase.GOING: Cue.GO, Phase.HOLD: Cue.HOLD, Phase.BACK: Cue.BACK}
    return cues.get(phase, Cue.WAIT)


def _left(lead: Lead, phase: Phase) -> tuple[float | None, float]:
    """Return the seconds left of what is on, and the share of it that is over."""
    if lead.stage in (Stage.SETTLE, Stage.OVER):
        return None, float(lead.stage is Stage.OVER)
    if lead.stage is Stage.READY:
        return _of(lead.plan.pace.ready_s, lead.spent_s)
    if lead.stage is Stage.REST:
        return _of(lead.rest_s, lead.spent_s)
    if lead.by_time or lead.seen is None:
        return _of(lead.plan.phase_s(phase), lead.spent_s)
    if phase is Phase.HOLD and lead.plan.asked.hold_s is not None:
        return _of(lead.plan.asked.hold_s, _held_s(lead))
    return None, 0.0


def _of(whole_s: float, spent_s: float) -> tuple[float, float]:
    left_s = max(0.0, whole_s - spent_s)
    return left_s, 1.0 - left_s / whole_s if whole_s else 1.0


def _reach(lead: Lead, phase: Phase, share: float) -> float:
    """Return how far the movement has gone; by time it goes evenly."""
    if lead.stage is not Stage.MOVE:
        return 0.0
    if not lead.by_time and lead.seen is not None:
        return lead.seen.reach
    return {Phase.GOING: share, Phase.HOLD: 1.0, Phase.BACK: 1.0 - share}.get(phase, 0.0)


def _breath(lead: Lead, phase: Phase) -> Breath:
    going = lead.plan.breath
    if phase is Phase.GOING:
        return going
    if phase is Phase.BACK and going is not Breath.FREE:
        return Breath.IN if going is Breath.OUT else Breath.OUT
    if phase is Phase.HOLD and (lead.plan.asked.hold_s or 0.0) >= CALM_HOLD_S:
        return Breath.IN if _held_s(lead) % BREATH_S < BREATH_IN_S else Breath.OUT
    return Breath.FREE


def _held_s(lead: Lead) -> float:
    """Return how long the hold that is on has lasted."""
    return lead.spent_s if lead.by_time or lead.seen is None else lead.shown.held_s
