from posturecam.core.values import Cause
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.exercises import Exercise, Place
from posturecam.stretches.instead import instead_of


def offered(key: str, place: Place = Place.DESK, cause: Cause | None = None) -> Exercise | None:
    return instead_of(builtin()[key], builtin(), place, cause=cause)


def test_another_exercise_spares_what_hurts_and_helps_with_the_same() -> None:
    hurt = builtin()["chin_tuck"]

    another = offered("chin_tuck")

    assert another is not None
    assert Cause.FORWARD_HEAD in another.answers
    assert not {one.name for one in hurt.muscles} & {one.name for one in another.muscles}
    assert another.fits(Place.DESK)


def test_the_cause_that_was_measured_counts() -> None:
    another = offered("chin_tuck", cause=Cause.TOO_CLOSE)

    assert another is not None
    assert Cause.TOO_CLOSE in another.answers


def test_there_may_be_none() -> None:
    assert offered("neuromuscular_stimulation") is None
    none = {one.key for one in builtin().exercises}
    assert instead_of(builtin()["chin_tuck"], builtin(), Place.DESK, exclude=none) is None
