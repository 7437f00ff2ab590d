"""An exercise that is led, as values: what a terminal or the page shows of it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from posturecam.core.coach.leading import Lead, Stage
from posturecam.core.coach.moments import Moment, Summary, moment_of, summary_of
from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Phase
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.figure_moment import looped_s, moment_s
from posturecam.stretches.lead_words import FORMS, say, signs_of
from posturecam.view.seen_set import half_text, sides_text

Figure = Callable[[str, float, int], tuple[str, ...]]
"""Draws an exercise (its key) at a moment of its loop (seconds), in a number of columns."""


class Wish(StrEnum):
    """What the person can ask for."""

    PAUSE = "pause"  # or go on
    SKIP = "skip"
    HURTS = "hurts"
    YES = "yes"
    NO = "no"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Lesson:
    """An exercise at a moment."""

    exercise: str  # its key
    name: str
    say: str  # one sentence: what to do now
    count: int = 0  # the repetition that is on, of this side, from 1
    of: int = 0
    set_number: int = 1
    sets: int = 1
    left_s: float | None = None  # of what is on; None: it takes as long as it takes
    share: float = 0.0  # of what is on
    stage: Stage = Stage.READY
    phase: Phase = Phase.SETTLING
    reach: float = 0.0  # of the movement, 0 at rest to 1 and beyond
    side: Side = Side.BOTH
    breath: str = ""  # `in`, `out`; empty: nothing is said about it
    form: str = ""  # a hint in words
    obstacle: str = ""  # why nothing can be seen
    note: str = ""  # about the camera, such as why time is counted
    figure_s: float = 0.0  # the moment within the figure's loop
    progress: float = 0.0  # of all repetitions, 0 to 1
    by_time: bool = False  # time is counted, not what is seen
    paused: bool = False
    steps: tuple[str, ...] = ()
    asking: bool = False  # `say` is a question, answered with yes or no
    signs: tuple[str, ...] = ()  # that are asked about
    offer: str = ""  # key of the exercise offered instead
    finished: bool = False
    summary: tuple[str, ...] = ()  # what was done, line by line; at the end


def lesson_of(
    exercise: Exercise, lead: Lead, note: str = "", another: Exercise | None = None
) -> Lesson:
    """Put `lead` into words and numbers; `another` exercise is offered if this one hurts."""
    now = moment_of(lead)
    asking = lead.hurting is not None and lead.hurting.question is not None
    finished = lead.stage is Stage.OVER and not asking
    return Lesson(
        exercise=exercise.key,
        name=exercise.name,
        say=say(exercise, lead, now, "" if another is None else another.name),
        count=now.number,
        of=now.of,
        set_number=now.set_number,
        sets=now.sets,
        left_s=now.left_s,
        share=now.share,
        stage=now.stage,
        phase=now.phase,
        reach=now.reach,
        side=now.side,
        breath=now.breath.value,
        form="" if now.hint is None else FORMS[now.hint],
        obstacle="" if now.obstacle is None else now.obstacle.value,
        note=note,
        figure_s=figure_moment(exercise, lead, now),
        progress=now.progress,
        by_time=now.by_time,
        paused=lead.paused,
        steps=exercise.steps,
        asking=asking,
        signs=signs_of(lead.hurting),
        offer=another.key if asking and another is not None else "",
        finished=finished,
        summary=summary_lines(exercise, summary_of(lead)) if finished else (),
    )


def row_of(lesson: Lesson) -> dict[str, Any]:
    """Write `lesson` as values that JSON has."""
    return asdict(lesson)


def figure_moment(exercise: Exercise, lead: Lead, now: Moment) -> float:
    """Return the moment of its loop in which the figure moves like the person, in seconds.

    While getting ready it shows what is to come, and what has no repetitions goes on by itself.
    """
    endless = exercise.dose.repetitions is None and exercise.dose.hold_s is None
    if lead.stage is Stage.READY or (endless and now.phase is Phase.HOLD):
        return looped_s(exercise, lead.spent_s)
    hold_s = lead.plan.asked.hold_s
    shares = {
        Phase.GOING: now.reach,
        Phase.HOLD: now.held_s / hold_s if hold_s else 0.0,
        Phase.BACK: 1.0 - now.reach,
    }
    return moment_s(exercise, now.phase, shares.get(now.phase, 0.0), now.side)


def summary_lines(exercise: Exercise, done: Summary) -> tuple[str, ...]:
    """Say what was done."""
    one = "done" if done.done else "stopped before its end"
    counted = f"{done.done} of {done.asked} repetitions" if done.asked > 1 else one
    facts = (
        f"{done.seen} seen by the camera" if done.seen else "",
        half_text(done.partial),
        f"{done.skipped} skipped" if done.skipped else "",
        f"held for up to {done.held_s:.0f} s" if done.held_s >= 1 else "",
    )
    sides = {side: number for side, number in done.sides.items() if side is not Side.BOTH}
    return tuple(
        line
        for line in (
            f"{exercise.name}: {', '.join((counted, *filter(None, facts)))}.",
            sides_text(sides[Side.LEFT], sides[Side.RIGHT]) if sides and done.done else "",
            _forgotten(done),
        )
        if line
    )


def _forgotten(done: Summary) -> str:
    return "" if done.forgotten is None else f"The {done.forgotten.value} side was left behind."
