"""Which exercise to propose for the fault that was measured."""

from collections.abc import Collection, Sequence

from posturecam.core.values import Cause
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.exercises import Exercise, Place


def choose(
    catalogue: Catalogue,
    cause: Cause,
    place: Place,
    recent: Sequence[str] = (),
    exclude: Collection[str] = (),
    also: Sequence[Cause] = (),
) -> Exercise | None:
    """Return an exercise for `cause` that can be done at `place`; None if there is none.

    The choice prefers exercises that fit well and were not proposed recently: never twice running
    if there is another, and each in its turn.  Ties go to the exercise that also helps with the
    causes `also`.  `recent` holds the keys proposed before, newest last, for any cause (100 are
    plenty).  The same input gives the same choice.
    """
    possible = alternatives(catalogue, cause, place, exclude)
    keys = {exercise.key for exercise in possible}
    reported = [key for key in recent if key in keys]
    return max(
        possible,
        key=lambda exercise: (
            _waited(exercise.key, reported) * exercise.answers[cause],
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
        if cause in exercise.answers
        and exercise.offered
        and exercise.fits(place)
        and exercise.key not in exclude
    ]
    return tuple(sorted(possible, key=lambda exercise: -exercise.answers[cause]))


def _waited(key: str, reported: Sequence[str]) -> int:
    """Return the number of proposals since `key`; one more than all if it never was proposed."""
    newest_first = reported[::-1]
    return newest_first.index(key) if key in newest_first else len(reported) + 1
