"""Which exercise to propose for the fault that was measured."""

from collections.abc import Collection, Sequence
from math import log
from typing import Final

from posturecam.core.values import Cause
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.exercises import Exercise, Place
from posturecam.stretches.experience import Experience, Experiences

FITTING: Final = 2.0
"""An exercise fits a break that is between half as long and twice as long as it takes: half of the
repetitions still can be done, or all of them twice.  By judgement."""

NOTHING: Final[Experiences] = {}
UNKNOWN: Final = Experience()


def choose(
    catalogue: Catalogue,
    cause: Cause,
    place: Place,
    recent: Sequence[str] = (),
    exclude: Collection[str] = (),
    also: Sequence[Cause] = (),
    length_s: float | None = None,
    known: Experiences = NOTHING,
) -> Exercise | None:
    """Return an exercise for `cause` that can be done at `place`; None if there is none.

    The choice prefers exercises that fit well and were not proposed recently: never twice running
    if there is another, and each in its turn.  Ties go to the exercise that also helps with the
    causes `also`.  With `length_s`, the length of a break, the choice is among those that fit it
    (`FITTING`), or the nearest if none does.  `recent` holds the keys proposed before, newest last,
    for any cause (100 are plenty).  What is `known` of an exercise with this person lets it come up
    to 9/4 times as often, or 1/4 (`experience.py` has the rule); one that hurt does not come at
    all.  The same input gives the same choice.
    """
    painful = {key for key, one in known.items() if one.hurt}
    possible = alternatives(catalogue, cause, place, {*exclude, *painful})
    if length_s is not None:
        possible = fitting(possible, length_s)
    keys = {exercise.key for exercise in possible}
    reported = [key for key in recent if key in keys]
    return max(
        possible,
        key=lambda exercise: (
            _waited(exercise.key, reported)
            * exercise.answers[cause]
            * known.get(exercise.key, UNKNOWN).weight,
            sum(exercise.answers.get(other, 0) for other in also),
        ),
        default=None,
    )


def alternatives(
    catalogue: Catalogue, cause: Cause, place: Place, exclude: Collection[str] = ()
) -> tuple[Exercise, ...]:
    """Return what may be proposed for `cause` at `place`, best fit first."""
    possible = [
        exercise
        for exercise in catalogue.exercises
        if cause in exercise.answers and may_come(exercise, place, exclude)
    ]
    return tuple(sorted(possible, key=lambda exercise: -exercise.answers[cause]))


def may_come(exercise: Exercise, place: Place, exclude: Collection[str]) -> bool:
    """Return whether `exercise` may be proposed to somebody at `place`."""
    return exercise.offered and exercise.fits(place) and exercise.key not in exclude


def fitting(possible: Sequence[Exercise], length_s: float) -> tuple[Exercise, ...]:
    """Return those of `possible` that fit a break of `length_s`; the nearest ones if none does."""
    off = [abs(log(exercise.duration_s / length_s)) for exercise in possible]
    most = max(log(FITTING), min(off, default=0.0)) + 1e-9  # rounding
    return tuple(one for one, by in zip(possible, off, strict=True) if by <= most)


def _waited(key: str, reported: Sequence[str]) -> int:
    """Return the number of proposals since `key`; one more than all if it never was proposed."""
    newest_first = reported[::-1]
    return newest_first.index(key) if key in newest_first else len(reported) + 1
