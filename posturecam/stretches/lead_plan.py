"""How an exercise is led in time, from its entry in the catalogue."""

from dataclasses import replace
from typing import Final

from posturecam.core.coach.plan import Pace, Plan
from posturecam.errors import InputError
from posturecam.stretches.exercises import Exercise, Kind, Place
from posturecam.stretches.sets import set_of

WORDS_PER_S: Final = 3.0
"""Read by somebody who does not hurry; adults read 4 words a second silently (Brysbaert, J Mem
Lang 2019;109:104047)."""

LEAST_READY_S: Final = 6.0
"""To get into position at least.  By judgement."""

CHANGE_S: Final = 6.0
"""To change sides.  By judgement: long enough to turn around in a doorway."""

SET_REST_S: Final = 30.0
"""Between two sets.  By judgement: the loads of the catalogue are light."""


def plan_of(exercise: Exercise) -> Plan:
    """Return how `exercise` is led.

    Raises:
        InputError: It is none that can be led.
    """
    if exercise.kind is Kind.ASK_PHYSIO or exercise.places == (Place.WATER,):
        msg = (
            f"{exercise.name} is nothing that can be led here. "
            f"`posturecam stretch {exercise.key}` describes it."
        )
        raise InputError(msg)
    dose, lead = exercise.dose, exercise.lead
    asked = set_of(exercise)
    if dose.repetitions is None and dose.hold_s is None:
        asked = replace(asked, hold_s=exercise.duration_s)
    ready_s = max(LEAST_READY_S, sum(map(reading_s, before(exercise))))
    pace = Pace(ready_s, lead.go_s, lead.back_s, lead.rest_s, CHANGE_S, SET_REST_S)
    return Plan(asked, pace, dose.sets, lead.alternate, lead.breath)


def before(exercise: Exercise) -> tuple[str, ...]:
    """Return what is said before the exercise, cautions first, then the position."""
    not_for = tuple(f"Not for: {one}" for one in exercise.not_for)
    return (*not_for, *exercise.cautions, exercise.steps[0])


def reading_s(sentence: str) -> float:
    """Return how long it takes to read `sentence`, in seconds."""
    return len(sentence.split()) / WORDS_PER_S
