"""How much of an exercise: in steps that rise slowly by what was done, and fall after a pause.

A step lasts a week, Monday to Sunday.  After a week in which an exercise was done often enough it
is one step more; after one without it, or with pain, one less.  Pain within a week takes effect at
once.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from posturecam.core.history.exercise_log import ExerciseLog
from posturecam.core.history.report_data import DAY_S
from posturecam.stretches.exercises import Dose
from posturecam.stretches.warning_signs import SOME_PAIN

SHARES: Final = (0.5, 0.75, 1.0)
"""Of the repetitions in the catalogue, by step.  By judgement: half to begin with, all of it from
the third week on.  More is no better: 2 minutes a day eased neck and shoulder pain as much as 12
(Andersen 2011, 198 people)."""

WHOLE: Final = len(SHARES) - 1  # the step of the whole dose
TOP: Final = WHOLE + 1  # one set more, of what strengthens

ENOUGH_THRICE: Final = 2  # days of a week, of three; by judgement
ENOUGH_DAILY: Final = 3  # of five; by judgement


@dataclass(frozen=True, slots=True)
class Past:
    """What was done until the end of `today`; days are counted from 1970-01-01 in local time."""

    log: ExerciseLog
    utc_offset_s: int
    today: int

    def day_of(self, at_s: float) -> int:
        """Return the local day of a Unix time."""
        return int((at_s + self.utc_offset_s) // DAY_S)

    @property
    def monday(self) -> int:
        """The first day of this week."""
        return self.today - (self.today + 3) % 7  # day 0 was a Thursday

    def days_done(self, keys: Collection[str]) -> frozenset[int]:
        """Return the days on which any of the exercises `keys` was done without pain."""
        days = (self.day_of(o.at_s) for o in self.log.stretches if o.exercise in keys and o.is_done)
        return frozenset(day for day in days if day <= self.today)

    def days_hurt(self, keys: Collection[str]) -> frozenset[int]:
        """Return the days on which one of them hurt, or pain or a warning sign was noted."""
        hurt = (self.day_of(o.at_s) for o in self.log.stretches if o.exercise in keys and o.hurt)
        pain = (
            self.day_of(note.at_s)
            for note in self.log.pain
            if note.score >= SOME_PAIN or note.warning_signs
        )
        return frozenset(day for day in (*hurt, *pain) if day <= self.today)


def step_of(past: Past, keys: Collection[str], enough: int, top: int) -> int:
    """Return the step of the exercises `keys` today, from 0 to `top`."""
    done, hurt = past.days_done(keys), past.days_hurt(keys)
    if not done:
        return 0
    step, first = 0, min(done)
    for monday in range(first - (first + 3) % 7, past.monday, 7):
        week = range(monday, monday + 7)
        change = _change(done.intersection(week), hurt.intersection(week), enough)
        step = min(top, max(0, step + change))
    now_hurt = any(day >= past.monday for day in hurt)
    return max(0, step - 1) if now_hurt else step


def dose_at(dose: Dose, step: int) -> Dose:
    """Return the part of `dose` that is for `step`; what is not counted stays."""
    if dose.repetitions is None:
        return dose
    share = SHARES[min(step, WHOLE)]
    sets = dose.sets + (step >= TOP)
    return dose.model_copy(
        update={"repetitions": math.ceil(share * dose.repetitions), "sets": min(sets, 10)}
    )


def _change(done: Collection[int], hurt: Collection[int], enough: int) -> int:
    if hurt or not done:
        return -1
    return 1 if len(done) >= enough else 0
