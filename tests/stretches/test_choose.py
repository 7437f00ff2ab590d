"""Which exercise is proposed: stories, then laws over random catalogues."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.values import Cause
from posturecam.stretches.catalogue import Catalogue, builtin
from posturecam.stretches.choose import FITTING, alternatives, choose, fitting
from posturecam.stretches.exercises import Exercise, Kind, Place


def proposals(catalogue: Catalogue, cause: Cause, place: Place, count: int) -> list[str]:
    reported: list[str] = []
    for _ in range(count):
        exercise = choose(catalogue, cause, place, reported)
        reported += [exercise.key] if exercise else []
    return reported


def test_the_first_proposal_meets_the_fault_directly() -> None:
    first = choose(builtin(), Cause.FORWARD_HEAD, Place.DESK)
    assert first is not None
    assert first.key == "chin_tuck"


def test_the_same_fault_gets_another_exercise_the_next_time() -> None:
    reported = proposals(builtin(), Cause.ROUNDED_SHOULDERS, Place.DESK, 4)
    assert len(set(reported)) == 4


def test_a_direct_answer_comes_at_least_twice_as_often_as_general_relief() -> None:
    reported = proposals(builtin(), Cause.FORWARD_HEAD, Place.DESK, 60)
    assert reported.count("chin_tuck") >= 2 * reported.count("sit_back") > 0


def test_what_the_user_may_not_do_is_never_proposed() -> None:
    exercise = choose(builtin(), Cause.FORWARD_HEAD, Place.DESK, exclude=["chin_tuck"])
    assert exercise is not None
    assert exercise.key != "chin_tuck"


def test_nothing_is_proposed_when_everything_is_excluded() -> None:
    keys = {exercise.key for exercise in builtin().exercises}
    assert choose(builtin(), Cause.SLUMP, Place.DESK, exclude=keys) is None


def test_proposals_for_other_faults_do_not_disturb_the_turns() -> None:
    reported = ["shoulder_rolls", "heat", "not_an_exercise_any_more"]
    exercise = choose(builtin(), Cause.FORWARD_HEAD, Place.DESK, reported)
    assert exercise is not None
    assert exercise.key == "chin_tuck"


def test_among_equals_the_one_that_helps_with_more_comes_first() -> None:
    first = choose(builtin(), Cause.RAISED_SHOULDERS, Place.DESK)
    chosen = choose(builtin(), Cause.RAISED_SHOULDERS, Place.DESK, also=[Cause.ROUNDED_SHOULDERS])
    assert first is not None
    assert chosen is not None
    assert first.answers[Cause.RAISED_SHOULDERS] == chosen.answers[Cause.RAISED_SHOULDERS]
    assert (first.key, chosen.key) == ("upper_trapezius_stretch", "shoulder_rolls")


def an_exercise(
    number: int, fits: dict[Cause, int], places: set[Place], *, offered: bool
) -> Exercise:
    return Exercise(
        key=f"exercise_{number}",
        name=f"Exercise {number}",
        kind=Kind.STRETCH,
        answers=fits,
        steps=("Stretch.",),
        places=tuple(places),
        offered=offered,
    )


causes = st.sampled_from([Cause.SLUMP, Cause.HEAD_TILT])
places = st.sampled_from([Place.DESK, Place.FLOOR, Place.ANY])
catalogues = st.lists(
    st.builds(
        lambda *fields: fields,
        st.dictionaries(causes, st.integers(1, 3)),
        st.sets(places, min_size=1),
        st.booleans(),
    ),
    max_size=6,
).map(
    lambda rows: Catalogue(
        tuple(
            an_exercise(number, fits, where, offered=offered)
            for number, (fits, where, offered) in enumerate(rows)
        )
    )
)
histories = st.lists(st.integers(0, 6).map("exercise_{}".format), max_size=12)


@given(catalogue=catalogues, cause=causes, place=places, recent=histories)
def test_it_fits_fault_and_place_is_offered_and_differs_from_the_last(
    catalogue: Catalogue, cause: Cause, place: Place, recent: list[str]
) -> None:
    possible = [
        e
        for e in catalogue.exercises
        if cause in e.answers
        and e.offered
        and (place in e.places or Place.ANY in (place, *e.places))
    ]
    chosen = choose(catalogue, cause, place, recent)
    assert (chosen in possible) if possible else chosen is None
    if chosen and len(possible) > 1 and recent:
        assert chosen.key != recent[-1]


@given(catalogue=catalogues, cause=causes, place=places)
def test_all_alternatives_come_round_and_the_best_first(
    catalogue: Catalogue, cause: Cause, place: Place
) -> None:
    possible = alternatives(catalogue, cause, place)
    reported = proposals(catalogue, cause, place, 4 * len(possible))
    assert set(reported) == {exercise.key for exercise in possible}
    assert reported[:1] == [exercise.key for exercise in possible[:1]]


@given(catalogue=catalogues, cause=causes, place=places, recent=histories)
def test_the_same_input_gives_the_same_choice(
    catalogue: Catalogue, cause: Cause, place: Place, recent: list[str]
) -> None:
    assert choose(catalogue, cause, place, recent) == choose(
        catalogue, cause, place, tuple(recent), frozenset()
    )


@given(catalogue=catalogues, cause=causes, place=places, recent=histories, data=st.data())
def test_the_excluded_never_comes(
    catalogue: Catalogue, cause: Cause, place: Place, recent: list[str], data: st.DataObject
) -> None:
    excluded = data.draw(st.sets(st.sampled_from([f"exercise_{n}" for n in range(6)])))
    chosen = choose(catalogue, cause, place, recent, excluded)
    assert chosen is None or chosen.key not in excluded


@pytest.mark.parametrize("length_s", [20, 45, 120])
def test_the_exercise_of_a_break_fits_its_length(length_s: float) -> None:
    chosen: list[str] = []
    for _ in range(12):
        one = choose(builtin(), Cause.STILL_TOO_LONG, Place.DESK, recent=chosen, length_s=length_s)
        assert one is not None
        assert length_s / FITTING <= one.duration_s <= length_s * FITTING
        chosen.append(one.key)
    assert len(set(chosen)) > 2


def test_a_long_break_has_a_longer_exercise_than_a_micro_break() -> None:
    possible = alternatives(builtin(), Cause.STILL_TOO_LONG, Place.DESK)
    short, long = (fitting(possible, length_s) for length_s in (20, 120))
    assert short
    assert max(one.duration_s for one in short) < min(one.duration_s for one in long)


def test_where_none_fits_the_nearest_one_is_chosen() -> None:
    possible = alternatives(builtin(), Cause.STILL_TOO_LONG, Place.DESK)
    durations = sorted(one.duration_s for one in possible)
    assert {one.duration_s for one in fitting(possible, 1)} == {durations[0]}
    assert {one.duration_s for one in fitting(possible, 3600)} == {durations[-1]}
    assert fitting((), 20) == ()


@given(st.floats(1, 7200), st.lists(st.integers(0, 30), min_size=1, unique=True))
def test_there_is_always_an_exercise_that_fits_if_there_is_one(
    length_s: float, numbers: list[int]
) -> None:
    exercises = builtin().exercises
    possible = [exercises[number] for number in numbers if number < len(exercises)]
    found = fitting(possible, length_s)
    assert bool(found) == bool(possible)
    assert {one.key for one in found} <= {one.key for one in possible}
