"""The built-in catalogue, users' own files, and every fault at once."""

import pytest

from posturecam.core.values import Cause
from posturecam.errors import CatalogueError, InputError
from posturecam.stretches.catalogue import (
    builtin,
    find,
    load_catalogue,
    parse_catalogue,
    unknown_keys,
)
from posturecam.stretches.choose import alternatives
from posturecam.stretches.exercises import Effect, Evidence, Exercise, Kind, Place, Usually

OWN = """
[source.physio]
title = "My physiotherapist"

[exercise.chin_tuck]
name = "Chin tuck as my physiotherapist showed me"
kind = "strengthen"
answers = { forward_head = 3 }
steps = ["Do it her way."]
places = ["desk"]
sources = ["physio"]

[exercise.balance_board]
name = "Balance board"
kind = "activity"
answers = { still_too_long = 2 }
steps = ["Stand on the board for a minute."]
places = ["standing"]
"""
MUST_HAVE = (
    "chin tuck",
    "scapular squeeze",
    "shoulder rolls",
    "gentle neck roll (half circles)",
    "upper trapezius stretch",
    "levator scapulae stretch",
    "doorway chest stretch",
    "seated thoracic extension",
    "cat-cow",
    "child's pose",
    "wall angel",
    "lat pulldown",
    "band pulldown",
    "dumbbell row",
    "barbell row",
    "reverse dumbbell fly",
    "lateral raise",
    "walking",
    "swimming",
    "heat",
    "slow breathing",
    "acupressure",
    "trigger-point self-massage",
    "neuromuscular stimulation",
)
# Janda's upper crossed pattern: what is typically tight and what typically weak.
TIGHT = ("upper trapezius", "levator scapulae", "pectoralis")
WEAK = ("deep neck flexors", "lower trapezius", "serratus anterior", "rhomboids")


def every(exercises: tuple[Exercise, ...] = builtin().exercises) -> list[object]:
    return [pytest.param(exercise, id=exercise.key) for exercise in exercises]


@pytest.mark.parametrize("name", MUST_HAVE)
def test_the_catalogue_holds(name: str) -> None:
    assert find(builtin(), name).steps


@pytest.mark.parametrize("exercise", every())
def test_every_exercise_says_what_care_it_needs_and_how_well_it_is_supported(
    exercise: Exercise,
) -> None:
    assert exercise.muscles
    assert exercise.cautions
    if exercise.evidence in (Evidence.TRIAL, Evidence.LABORATORY, Evidence.LEAFLET):
        assert exercise.sources
        assert exercise.evidence_note
    assert bool(exercise.answers) != (exercise.kind is Kind.ASK_PHYSIO)


@pytest.mark.parametrize("exercise", every())
def test_every_text_is_calm_and_promises_nothing(exercise: Exercise) -> None:
    texts = (*exercise.steps, *exercise.cautions, *exercise.not_for, exercise.evidence_note)
    assert all(text.endswith(".") for text in texts if text)
    words = " ".join(texts).lower()
    assert not [bad for bad in ("!", "cure", "correct posture", "must", "heal") if bad in words]


@pytest.mark.parametrize("exercise", every())
def test_typically_tight_and_weak_follow_the_upper_crossed_pattern(exercise: Exercise) -> None:
    for muscle in exercise.muscles:
        if any(name in muscle.name for name in TIGHT) and "lower" not in muscle.name:
            assert muscle.usually in (Usually.TIGHT, Usually.VARIES)
        if any(name in muscle.name for name in WEAK):
            assert muscle.usually is Usually.WEAK
            assert muscle.effect is Effect.STRENGTHENED


@pytest.mark.parametrize("place", [Place.DESK, Place.STANDING, Place.FLOOR, Place.GYM, Place.ANY])
@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_has_three_answers_at_every_place(cause: Cause, place: Place) -> None:
    assert len(alternatives(builtin(), cause, place)) >= 3


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_has_a_direct_answer_or_two_good_ones_at_the_desk(cause: Cause) -> None:
    fits = [found.answers[cause] for found in alternatives(builtin(), cause, Place.DESK)]
    assert fits[0] == 3


def test_what_an_alert_offers_takes_two_minutes_at_most_without_equipment() -> None:
    for cause in Cause:
        for place in (Place.DESK, Place.STANDING):
            assert all(e.duration_s <= 120 for e in alternatives(builtin(), cause, place))


@pytest.mark.parametrize("name", ["acupressure", "heat", "swimming", "EMS"])
def test_honestly_labelled_ones_are_listed_but_never_offered(name: str) -> None:
    assert not find(builtin(), name).offered


def test_own_exercises_replace_and_add() -> None:
    catalogue = load_catalogue(OWN, "mine.toml")
    assert len(catalogue.exercises) == len(builtin().exercises) + 1
    assert catalogue["chin_tuck"].name == "Chin tuck as my physiotherapist showed me"
    assert catalogue["chin_tuck"].sources[0].title == "My physiotherapist"
    assert catalogue["balance_board"].evidence is Evidence.COMMON_PRACTICE
    assert catalogue["wall_angel"] == builtin()["wall_angel"]


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_without_an_own_file_the_builtin_one_is_used(nothing: str) -> None:
    assert load_catalogue(nothing) is builtin()


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(CatalogueError) as caught:
        parse_catalogue(text, "mine.toml")
    assert str(caught.value).startswith("The exercises in mine.toml need fixing:")
    assert caught.value.exit_code == 2
    return caught.value.problems


def test_every_fault_is_told_at_once() -> None:
    assert problems("""
exercize = 1
[exercise.nod]
name = "x"
kind = "strech"
muscles = [{ name = "abc", effect = "stretchd" }]
steps = []
answers = { forward_hed = 1, slump = 9 }
places = ["dsk"]
dos = {}
sources = ["nix"]
[exercise.Bad]
dose = { hold_s = -1 }
""") == (
        "exercize is not a part of an exercise file; did you mean exercise?",
        "nod: source 'nix' is not in the file",
        "nod: name is too short",
        "nod: kind: 'strech' is not known; did you mean stretch?",
        "nod: muscles, 1, effect: 'stretchd' is not known; did you mean stretched?",
        "nod: answers, forward_hed: 'forward_hed' is not known; did you mean forward_head?",
        "nod: answers, slump: input should be less than or equal to 3, got 9",
        "nod: steps is empty",
        "nod: places, 1: 'dsk' is not known; did you mean desk?",
        "nod: dos is not a field; did you mean dose?",
        "Bad: key may have small letters, digits and _ only, a letter first",
        "Bad: name is missing",
        "Bad: kind is missing",
        "Bad: steps is missing",
        "Bad: dose, hold_s: input should be greater than 0, got -1",
        "Bad: places is missing",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a = ", "not valid TOML", id="not TOML"),
        pytest.param("# nothing", "it has no [exercise.NAME] table", id="empty"),
        pytest.param("exercise = 3", "exercise must be written as tables", id="a number"),
        pytest.param("exercise = { a = 3 }", "exercise must be written as tables", id="no table"),
        pytest.param(OWN.replace('"Do it her way."', "7"), "chin_tuck: step 1 must be", id="step"),
        pytest.param(
            OWN.replace('["physio"]', '"physo"'), "'physo' is not in the file; did", id="source"
        ),
        pytest.param(
            OWN.replace('kind = "activity"', 'kind = "ask_physio"'),
            "balance_board: what needs a physiotherapist's advice",
            id="ask first",
        ),
        pytest.param(
            OWN.replace('"activity"', '"quux"'), "it may be stretch, strengthen", id="choices"
        ),
    ],
)
def test_a_faulty_file(text: str, expected: str) -> None:
    (problem,) = problems(text)
    assert expected in problem


@pytest.mark.parametrize("name", ["chin_tuck", "Chin tuck", "CHIN-TUCK", " neck retraction "])
def test_exercises_are_found_by_any_of_their_names(name: str) -> None:
    assert find(builtin(), name).key == "chin_tuck"


def test_a_misspelt_name_gets_the_nearest_one() -> None:
    with pytest.raises(InputError, match=r"'chin tukc'\. Did you mean chin_tuck\? `posturecam"):
        find(builtin(), "chin tukc")
    with pytest.raises(InputError, match=r"'qqqq'\. `posturecam stretch` lists them all"):
        find(builtin(), "qqqq")


def test_keys_that_name_no_exercise_are_told() -> None:
    assert unknown_keys(builtin(), ["heat", "wall_angle"]) == (
        "wall_angle is not an exercise; did you mean wall_angel?",
    )
    with pytest.raises(KeyError):
        builtin()["wall_angle"]


def test_what_is_much_too_long_is_shown_in_part() -> None:
    dose = "repetitions = [" + "1, " * 500 + "]"
    with pytest.raises(CatalogueError) as caught:
        parse_catalogue(f"[exercise.nod]\nname = 'Nod'\n[exercise.nod.dose]\n{dose}", "own.toml")
    assert len(str(caught.value)) < 1000
    assert "..." in str(caught.value)
