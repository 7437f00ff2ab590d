"""Which exercise is offered in place of one that hurts."""

from collections.abc import Collection

from posturecam.core.values import Cause
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.choose import NOTHING, choose
from posturecam.stretches.exercises import Exercise, Place
from posturecam.stretches.experience import Experiences


def instead_of(
    exercise: Exercise,
    catalogue: Catalogue,
    place: Place,
    exclude: Collection[str] = (),
    cause: Cause | None = None,
    known: Experiences = NOTHING,
) -> Exercise | None:
    """Return another exercise for the same cause that spares what `exercise` moves, if any.

    Without a `cause` it is the one that `exercise` fits best.  What is `known` of exercises with
    this person counts as in `choose`.
    """
    meant = cause or max(exercise.answers, key=lambda one: exercise.answers[one], default=None)
    if meant is None:
        return None
    moved = {muscle.name for muscle in exercise.muscles}
    alike = {
        one.key
        for one in catalogue.exercises
        if one.key == exercise.key or moved & {muscle.name for muscle in one.muscles}
    }
    return choose(catalogue, meant, place, exclude={*exclude, *alike}, known=known)
