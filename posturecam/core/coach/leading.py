"""Leads a set: a state machine of time and of what the camera sees.

Where the movement is followed the lead waits for the person and counts what is seen.  If nothing
is seen for a while it goes on by time, so that nobody is stuck, and follows again as soon as the
person is seen moving.  Where it is not followed time is counted.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from posturecam.core.coach.hints import Hints
from posturecam.core.coach.hurting import Hurting
from posturecam.core.coach.movements import Side
from posturecam.core.coach.plan import Plan
from posturecam.core.coach.seen import Form, Phase, Repetition, Seen
from posturecam.core.coach.shown import Shown
from posturecam.core.coach.turns import Done, counts, forgotten, sets_done, side_now
from posturecam.core.coach.visibility import GAP_S

REMIND_S: Final = 6.0
"""Without a movement after which it is said again what to do; a slow repetition has begun by then.
By judgement."""

BY_TIME_S: Final = 12.0
"""Without a movement after which the lead goes on by time: reminded, and still not seen.  By
judgement."""

SETTLE_S: Final = 10.0
"""For which the camera may look at how somebody sits before the set; then time is counted.  By
judgement."""

UNDER_WAY_S: Final = 20.0
"""Beside two holds, for which a movement may be under way without an end; then it goes on by time.
By judgement: four times a slow repetition."""

_NEXT: Final = {
    Phase.GOING: Phase.HOLD,
    Phase.HOLD: Phase.BACK,
    Phase.BACK: Phase.REST,
    Phase.REST: Phase.GOING,
}


class Stage(StrEnum):
    """Where the set is."""

    READY = "ready"  # cautions are read, the position is taken
    SETTLE = "settle"  # the camera looks at how somebody sits at rest
    MOVE = "move"
    REST = "rest"  # between two sets, or two sides
    OVER = "over"


class Ending(StrEnum):
    """How it ended."""

    DONE = "done"
    STOPPED = "stopped"
    HURT = "hurt"


@dataclass(frozen=True, slots=True)
class Lead:
    """All that is remembered of a set that is led; times are those given to `step`."""

    plan: Plan
    stage: Stage = Stage.READY
    phase: Phase = Phase.GOING  # of the repetition that is led by time
    by_time: bool = False
    spent_s: float = 0.0  # in the stage, or in what goes on in it
    rest_s: float = 0.0  # how long this rest lasts
    t_s: float | None = None  # of the last step
    lasted_s: float = 0.0  # without pauses
    paused: bool = False
    done: tuple[Done, ...] = ()
    taken: int = 0  # repetitions seen that were taken in
    begun: int = 0  # repetitions seen when the movement began
    pending: Done | None = None  # a movement that is over, and may yet count as seen
    seen: Seen | None = None  # now; None: no camera follows
    longest_hold_s: float = 0.0  # that was seen
    shown: Shown = field(default_factory=Shown)  # of what is seen
    hints: Hints = field(default_factory=Hints)
    ending: Ending | None = None
    hurting: Hurting | None = None

    @property
    def expected(self) -> tuple[Done, ...]:
        """What is over, with the movement that may yet count: a first one waits for a second."""
        return self.done if self.pending is None else (*self.done, self.pending)

    @property
    def side(self) -> Side:
        """Whose turn it is."""
        return side_now(self.plan, self.expected)

    @property
    def sets_done(self) -> int:
        """How many sets are whole."""
        return sets_done(self.plan, self.done)


def step(lead: Lead, t_s: float, seen: Seen | None = None) -> Lead:
    """Return the lead at `t_s`; `seen` is what the camera has seen of the set, None without one.

    Time never runs backwards: an observation is a little older than the clock.
    """
    t_s = t_s if lead.t_s is None else max(t_s, lead.t_s)
    passed_s = 0.0 if lead.t_s is None else t_s - lead.t_s
    passed_s = passed_s if passed_s <= GAP_S else 0.0
    seen = seen if lead.plan.is_followed else None
    if lead.paused or lead.stage is Stage.OVER:
        taken = lead.taken if seen is None else max(lead.taken, len(seen.reps))
        return replace(lead, t_s=t_s, seen=seen, taken=taken)
    now = _take_in(replace(lead, t_s=t_s, lasted_s=lead.lasted_s + passed_s), seen, passed_s)
    if now.stage is not Stage.OVER:
        now = _go_on(now, passed_s)
    return replace(now, hints=now.hints.follow(t_s, _wanted(now)))


def pause(lead: Lead) -> Lead:
    """Stand still: no time passes, and nothing is counted."""
    return replace(lead, paused=lead.stage is not Stage.OVER)


def resume(lead: Lead) -> Lead:
    """Go on from there."""
    return replace(lead, paused=False)


def skip(lead: Lead) -> Lead:
    """Leave out what is on now: getting ready, a rest, or this repetition."""
    now = resume(lead)
    if now.stage in (Stage.READY, Stage.SETTLE, Stage.REST):
        return _move(now)
    if now.stage is Stage.MOVE:
        skipped = Done(now.side, now.t_s or 0.0, skipped=True)
        return _count(replace(now, phase=Phase.GOING, spent_s=0.0), skipped)
    return lead


def stop(lead: Lead) -> Lead:
    """End it here."""
    return lead if lead.stage is Stage.OVER else _over(lead, Ending.STOPPED)


def hurts(lead: Lead) -> Lead:
    """End it at once, and ask for the warning signs."""
    if lead.hurting is not None:
        return lead
    return replace(_over(lead, Ending.HURT), hurting=Hurting())


def answer(lead: Lead, *, yes: bool, offers: bool) -> Lead:
    """Take in the answer to the question asked because it hurts (`hurting.py`)."""
    if lead.hurting is None:
        return lead
    return replace(lead, hurting=lead.hurting.answer(yes=yes, offers=offers))


def _wanted(lead: Lead) -> tuple[Form, ...]:
    """Return the hints that would help now, most useful first."""
    if lead.seen is None or lead.stage is not Stage.MOVE:
        return ()
    other = (Form.OTHER_SIDE,) if forgotten(lead.plan, lead.done) else ()
    return (*other, *lead.seen.form)


def _take_in(lead: Lead, seen: Seen | None, passed_s: float) -> Lead:
    """Count what was seen since the last step, and follow whoever has begun to move."""
    if seen is None:
        return replace(lead, seen=None)
    done = tuple(_judged_again(one, seen.reps) for one in lead.done)
    shown = lead.shown.follow(seen, passed_s)
    hold_s = max((one.held_s for one in seen.reps), default=lead.longest_hold_s)
    now = replace(lead, seen=seen, shown=shown, done=done, taken=max(lead.taken, len(seen.reps)))
    now = replace(now, longest_hold_s=hold_s)
    if now.stage is Stage.MOVE:
        now = _turned(now, lead.shown)
    for index in range(lead.taken, now.taken):
        now = _count_seen(now, index, seen.reps[index])
    return now


def _turned(lead: Lead, before: Shown) -> Lead:
    """Follow whoever has begun to move; a movement that has ended may yet count."""
    if lead.shown.is_moving and not before.is_moving:
        return replace(lead, by_time=False, spent_s=0.0, begun=lead.taken)
    if before.is_moving and not lead.shown.is_moving:
        one = Done(before.side, lead.t_s or 0.0) if lead.taken == lead.begun else None
        return replace(lead, spent_s=0.0, pending=one)
    return lead


def _judged_again(one: Done, reps: tuple[Repetition, ...]) -> Done:
    """Return `one` as it is judged now that more of the set was seen."""
    if one.index is None or one.index >= len(reps):
        return one
    now = reps[one.index]
    return replace(one, side=now.side, partial=now.partial)


def _count_seen(lead: Lead, index: int, repetition: Repetition) -> Lead:
    """Count a repetition that was seen; one that was counted by time meanwhile is that one.

    One in the middle of which it was skipped is over already.
    """
    if any(one.skipped and repetition.start_s < one.at_s < repetition.end_s for one in lead.done):
        return replace(lead, spent_s=0.0, pending=None)
    one = Done(repetition.side, repetition.end_s, index, repetition.partial)
    now = replace(lead, by_time=False, spent_s=0.0, phase=Phase.GOING, pending=None)
    last = lead.done[-1] if lead.done else None
    by_time = last is not None and not last.seen and not last.skipped
    if last is not None and by_time and repetition.start_s < last.at_s:
        return replace(now, done=(*lead.done[:-1], one))
    return _count(now, one) if lead.stage is not Stage.OVER else lead


def _count(lead: Lead, one: Done) -> Lead:
    """Count `one`, and go on to the next repetition, rest, or the end."""
    now = replace(lead, done=(*lead.done, one), stage=Stage.MOVE, pending=None)
    have = counts(now.plan, now.done).values()
    if min(have) >= now.plan.of or max(have) >= 2 * now.plan.of:
        return _over(now, Ending.DONE)
    pace = now.plan.pace
    if now.sets_done > lead.sets_done:
        return replace(now, stage=Stage.REST, rest_s=pace.set_rest_s)
    if not now.plan.alternate and now.side is not side_now(lead.plan, lead.done):
        return replace(now, stage=Stage.REST, rest_s=pace.change_s)
    return now


def _over(lead: Lead, ending: Ending) -> Lead:
    return replace(lead, stage=Stage.OVER, ending=ending, paused=False)


def _go_on(lead: Lead, passed_s: float) -> Lead:
    """Let time pass in the stage that is on."""
    if lead.stage is Stage.MOVE:
        return _by_time(lead, passed_s) if lead.by_time else _follow(lead, passed_s)
    now = replace(lead, spent_s=lead.spent_s + passed_s)
    if lead.stage is Stage.SETTLE:
        return _settle(now)
    lasts_s = now.plan.pace.ready_s if now.stage is Stage.READY else now.rest_s
    if now.spent_s < lasts_s:
        return now
    settles = now.stage is Stage.READY and _is_settling(now)
    return replace(now, stage=Stage.SETTLE, spent_s=0.0) if settles else _move(now)


def _settle(lead: Lead) -> Lead:
    if not _is_settling(lead):
        return _move(lead)
    return replace(_move(lead), by_time=True) if lead.spent_s >= SETTLE_S else lead


def _is_settling(lead: Lead) -> bool:
    return lead.seen is not None and lead.shown.phase is Phase.SETTLING


def _move(lead: Lead) -> Lead:
    """Begin with the next repetition, by time if it was by time before or nobody looks."""
    by_time = lead.by_time or lead.seen is None
    return replace(lead, stage=Stage.MOVE, phase=Phase.GOING, spent_s=0.0, by_time=by_time)


def _follow(lead: Lead, passed_s: float) -> Lead:
    """Wait for what is seen, for some time."""
    now = replace(lead, spent_s=lead.spent_s + passed_s)
    if now.seen is None:
        return _move(now)
    under_way_s = UNDER_WAY_S + 2 * (now.plan.asked.hold_s or 0.0)
    patience_s = under_way_s if now.shown.is_moving else BY_TIME_S
    if now.spent_s < patience_s:
        return now
    return replace(_move(now), by_time=True, pending=None)


def _by_time(lead: Lead, passed_s: float) -> Lead:
    """Lead by the pace of the plan."""
    now = replace(lead, spent_s=lead.spent_s + passed_s)
    while now.stage is Stage.MOVE and now.spent_s >= now.plan.phase_s(now.phase):
        over = replace(now, spent_s=now.spent_s - now.plan.phase_s(now.phase))
        now = replace(over, phase=_NEXT[over.phase])
        if over.phase is Phase.BACK:
            now = _count(now, Done(now.side, (now.t_s or 0.0) - now.spent_s))
    return now
