"""Today's exercises as text and as plain values."""

from typing import Any, Final

from posturecam.stretches.days import date_of, day_text
from posturecam.stretches.programme import SWIMMING
from posturecam.stretches.programme_day import WEEKEND, Kept, ProgrammeDay, Task, weekday
from posturecam.stretches.sentences import capital
from posturecam.stretches.show import session_text

NOTHING: Final = "No programme follows yet. Moving often is the best start."
KEPT: Final = {
    Kept.EASED: (
        "Your pain has eased. Keep on rather than stop: trials of such programmes ran 4 to 12 "
        "weeks (JPSR 2025), and in a trial of a year fewer and fewer kept to them (54 %, later "
        "35 %: Med Sci Sports Exerc 2008;40:983)."
    ),
    Kept.PATTERN: (
        "Your posture does not ask for all of these any more. They are kept on while you do them: "
        "trials of such programmes ran 4 to 12 weeks (JPSR 2025)."
    ),
}
STROKES: Final = (
    "In the water prefer backstroke. In front crawl keep the face in the water, and in "
    "breaststroke let the head dip with each stroke rather than hold it up (common practice; no "
    "trial found)."
)
TICK: Final = (
    "Led and counted: `posturecam stretch NAME --lead`. Done without: "
    "`posturecam history done NAME`."
)
WEAK_DAY, GENTLE_DAY, WEEKEND_DAY = (
    "with strengthening",
    "without strengthening",
    "a walk or a swim",
)


def today_text(today: ProgrammeDay, *, ticks: tuple[str, str] = ("[ ]", "[x]")) -> str:
    """Say what is for today, one exercise a line."""
    heading = f"{day_text(today.day)} {date_of(today.day):%Y}"
    if today.pause is not None:
        return f"{heading}: paused.\n{today.pause.advice}"
    if not today.tasks:
        return f"{heading}\n{NOTHING}"
    lines = (f"{ticks[task.is_done]} {_line(task)}" for task in today.tasks)
    return "\n".join((f"{heading}: {_kind(today)}", *lines, *why(today), TICK))


def today_row(today: ProgrammeDay) -> dict[str, Any]:
    """Return today for programs; `step` counts from 0."""
    return {
        "day": date_of(today.day).isoformat(),
        "strengthening": today.strengthens,
        "paused": None
        if today.pause is None
        else {"reason": today.pause.reason.value, "advice": today.pause.advice},
        "exercises": [_row(task) for task in today.tasks],
        "why": list(why(today)),
    }


def why(today: ProgrammeDay) -> tuple[str, ...]:
    """Say why something is kept on, and how to swim where that is for today."""
    swims = any(task.item.exercise.key == SWIMMING for task in today.tasks)
    return (*(KEPT[one] for one in today.kept), *((STROKES,) if swims else ()))


def _kind(today: ProgrammeDay) -> str:
    if weekday(today.day) in WEEKEND:
        return WEEKEND_DAY
    return WEAK_DAY if today.strengthens else GENTLE_DAY


def _line(task: Task) -> str:
    exercise = task.item.exercise
    dose = session_text(task.dose)
    muscles = ", ".join(muscle.value for muscle in task.item.muscles)
    for_what = f"to {task.item.does} {muscles}" if muscles else ""
    return f"{capital(exercise.name)} ({exercise.key}): " + (
        "; ".join(filter(None, (dose, for_what))) or task.dose.often
    )


def _row(task: Task) -> dict[str, Any]:
    exercise, dose = task.item.exercise, task.dose
    return {
        "exercise": exercise.key,
        "name": exercise.name,
        "does": task.item.does,
        "muscles": [muscle.value for muscle in task.item.muscles],
        "dose": session_text(dose),
        "repetitions": dose.repetitions,
        "sets": dose.sets,
        "hold_s": dose.hold_s,
        "sides": dose.sides,
        "step": task.step,
        "done": task.is_done,
        "kept": task.item.kept,
    }
