"""What the coach is asked for: one set of an exercise."""

from posturecam.core.coach.movements import Set
from posturecam.stretches.exercises import Exercise


def set_of(exercise: Exercise) -> Set:
    """Return one set of `exercise`, with the movement by which it can be followed, if any."""
    dose = exercise.dose
    return Set(exercise.followed, dose.repetitions or 1, dose.hold_s, dose.sides)
