"""What is to be done today: two to four exercises, from the programme and from what was done.

Monday, Wednesday and Friday strengthen, unless that was done the day before; the other working days
stretch and move; at weekends there is a walk or a swim.  Among more exercises than there is room
for, those come first whose turn is longest ago.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from posturecam.core.history.exercise_log import ExerciseLog
from posturecam.core.history.report_data import DAY_S
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.dose_steps import (
    ENOUGH_DAILY,
    ENOUGH_THRICE,
    TOP,
    WHOLE,
    Past,
    dose_at,
    step_of,
)
from posturecam.stretches.exercises import Dose
from posturecam.stretches.experience import experiences
from posturecam.stretches.programme import DAILY, Item, activities, kept_on
from posturecam.stretches.programme_pause import Pause, has_eased, pause_of

LEAST: Final = 2  # a day
MOST: Final = 4
STRENGTH_DAYS: Final = (0, 2, 4)  # of the week, Monday is 0: a day between, at weekends two
WEEKEND: Final = (5, 6)
FILLING: Final = ("postural_reset", "neck_rotation", "shoulder_rolls", "walking")
"""What is added on a day with fewer exercises than `LEAST`: gentle movement for any pattern."""
KEPT_DAYS: Final = 28
"""For how long an exercise stays in the programme after it was done last: four weeks, the shortest
of the trials (4 to 12 weeks: JPSR 2025)."""


class Kept(StrEnum):
    """Why something is kept on."""

    EASED = "eased"  # the pain has eased
    PATTERN = "pattern"  # the pattern does not ask for it any more


@dataclass(frozen=True, slots=True)
class Task:
    """One exercise of today, in the dose of its step."""

    item: Item
    dose: Dose
    step: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """Today, counted in days from 1970-01-01; no tasks where it is paused, or nothing follows."""

    day: int
    tasks: tuple[Task, ...] = ()
    strengthens: bool = False
    pause: Pause | None = None
    kept: tuple[Kept, ...] = ()


def programme_day(
    items: Sequence[Item], catalogue: Catalogue, log: ExerciseLog, day: int, utc_offset_s: int = 0
) -> ProgrammeDay:
    """Return what is for `day`; records after it do not count."""
    past = Past(_until(log, day, utc_offset_s), utc_offset_s, day)
    hurts = {key for key, one in experiences(past.log).items() if one.hurt}
    kept = kept_on(items, _lately(past), catalogue)
    pool = [one for one in kept if one.exercise.key not in hurts]
    pause = pause_of(past)
    if pause is not None or not pool:
        return ProgrammeDay(day, pause=pause)
    strengthens = _strengthens(pool, past)
    chosen = _chosen(pool, catalogue, past, hurts, strengthens=strengthens)
    tasks = tuple(_task(item, past) for item in chosen)
    strong = any(task.item.strengthens for task in tasks)
    return ProgrammeDay(day, tasks, strong, kept=_kept(past, tasks))


def weekday(day: int) -> int:
    """Return the day of the week, Monday is 0."""
    return (day + 3) % 7


def _until(log: ExerciseLog, day: int, utc_offset_s: int) -> ExerciseLog:
    ends_s = (day + 1) * DAY_S - utc_offset_s
    return replace(
        log,
        stretches=tuple(one for one in log.stretches if one.at_s < ends_s),
        pain=tuple(one for one in log.pain if one.at_s < ends_s),
        fresh_starts=tuple(one for one in log.fresh_starts if one.at_s < ends_s),
    )


def _lately(past: Past) -> set[str]:
    """Return the exercises done lately of themselves, not to answer an alert."""
    return {
        one.exercise
        for one in past.log.stretches
        if one.is_done and one.cause is None and past.day_of(one.at_s) > past.today - KEPT_DAYS
    }


def _strengthens(pool: Sequence[Item], past: Past) -> bool:
    keys = {item.exercise.key for item in pool if item.strengthens}
    yesterday = past.today - 1 in past.days_done(keys)
    return weekday(past.today) in STRENGTH_DAYS and not yesterday


def _chosen(
    pool: Sequence[Item], catalogue: Catalogue, past: Past, hurts: set[str], *, strengthens: bool
) -> tuple[Item, ...]:
    """Return the exercises of today; on a day of strength, half of them or more strengthen."""
    if weekday(past.today) in WEEKEND:
        return tuple(one for one in activities(catalogue) if one.exercise.key not in hurts)
    room = _room(pool, past)
    strong = _in_turn([one for one in pool if one.strengthens], past) if strengthens else []
    gentle = _in_turn([one for one in pool if not one.strengthens], past)
    half = max((room + 1) // 2, room - len(gentle))
    chosen = [*strong[:half], *gentle][:room]
    filling = (one for one in _filling(catalogue, pool) if one.exercise.key not in hurts)
    return (*chosen, *filling)[: max(LEAST, len(chosen))]


def _room(pool: Sequence[Item], past: Past) -> int:
    """Return how many exercises there are today: one more after each week with enough of them."""
    keys = {item.exercise.key for item in pool}
    return LEAST + step_of(past, keys, ENOUGH_DAILY, MOST - LEAST)


def _in_turn(items: Sequence[Item], past: Past) -> list[Item]:
    """Sort by when each was done last before today; in the order of the programme where alike."""

    def last(item: Item) -> int:
        days = past.days_done({item.exercise.key}) - {past.today}
        return max(days, default=-1)

    return sorted(items, key=last)


def _filling(catalogue: Catalogue, pool: Sequence[Item]) -> tuple[Item, ...]:
    there = {one.key: one for one in catalogue.exercises}
    known = {item.exercise.key for item in pool}
    keys = [key for key in FILLING if key in there and key not in known]
    return tuple(Item(there[key], "move", (), DAILY) for key in keys)


def _task(item: Item, past: Past) -> Task:
    keys = {item.exercise.key}
    enough, top = (ENOUGH_THRICE, TOP) if item.strengthens else (ENOUGH_DAILY, WHOLE)
    step = step_of(past, keys, enough, top)
    is_done = past.today in past.days_done(keys)
    return Task(item, dose_at(item.exercise.dose, step), step, is_done)


def _kept(past: Past, tasks: Sequence[Task]) -> tuple[Kept, ...]:
    eased = (Kept.EASED,) if has_eased(past) else ()
    pattern = (Kept.PATTERN,) if any(task.item.kept for task in tasks) else ()
    return (*eased, *pattern)
