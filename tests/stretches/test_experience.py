"""What is learned of an exercise, the rule, and its words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.core.history.exercise_log import ExerciseLog
from posturecam.core.history.records import (
    AlertRecord,
    ExerciseEffect,
    FreshStart,
    Outcome,
    StretchRecord,
)
from posturecam.core.history.report_data import DatedAlert
from posturecam.core.values import Cause
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.choose import alternatives, choose
from posturecam.stretches.exercises import Place
from posturecam.stretches.experience import Experience, experiences, nothing_known
from posturecam.stretches.experience_words import NOT_KNOWN, effect_text, reason_text

HEAD = Cause.FORWARD_HEAD
SURE, UNSURE = ExerciseEffect(6.0, 2.0, "deg"), ExerciseEffect(3.0, 2.0, "deg")


def done(
    at_s: float, effect: ExerciseEffect | None = None, key: str = "chin_tuck"
) -> StretchRecord:
    return StretchRecord(at_s, key, 8, cause=HEAD, effect=effect)


def dismissed(
    at_s: float, outcome: Outcome = Outcome.DISMISSED, key: str | None = "chin_tuck"
) -> DatedAlert:
    return DatedAlert(at_s, AlertRecord(0.0, HEAD, 60.0, 12.0, "deg", "notice", key, outcome))


def test_what_helped_was_left_and_hurt_is_counted() -> None:
    log = ExerciseLog(
        stretches=(
            done(1, SURE),
            done(2, replace(SURE, back=8.0)),
            done(3, UNSURE),
            done(4),
            replace(done(5), skipped=True),
            replace(done(6, key="wall_angel"), hurt=True),
        ),
        alerts=(dismissed(7), dismissed(8, Outcome.CORRECTED), dismissed(9, key=None)),
    )
    known = experiences(log)

    assert known["chin_tuck"] == Experience(
        done=4, left=2, tried=3, helped=2, back=7.0, unit="deg", cause=HEAD
    )
    assert known["wall_angel"].hurt
    assert set(known) == {"chin_tuck", "wall_angel"}
    assert nothing_known() == experiences(ExerciseLog()) == {}


def test_amounts_in_another_unit_than_the_newest_are_not_averaged() -> None:
    log = ExerciseLog(stretches=(done(1, replace(SURE, unit="cm")), done(2, SURE)))
    assert experiences(log)["chin_tuck"].back == 6.0


@pytest.mark.parametrize(
    ("start", "left"),
    [(FreshStart(3.5), {"wall_angel"}), (FreshStart(3.5, "chin_tuck"), {"sit_back", "wall_angel"})],
)
def test_a_fresh_start_forgets_what_was_before(start: FreshStart, left: set[str]) -> None:
    log = ExerciseLog(
        stretches=(
            replace(done(1), hurt=True),
            done(2, key="sit_back"),
            done(4, key="wall_angel"),
        ),
        alerts=(dismissed(3),),
        fresh_starts=(FreshStart(0.5, "chin_tuck"), start),
    )
    assert set(experiences(log)) == left


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_the_weight_is_bounded_and_grows_with_what_helped(
    done_: int, left: int, helped: int, not_helped: int
) -> None:
    one = Experience(done_, left, helped + not_helped, helped)
    better = replace(one, helped=helped + 1, tried=one.tried + 1)
    worse = replace(one, left=left + 1)

    assert 0.25 < one.weight < 2.25
    assert better.weight > one.weight > worse.weight
    assert Experience().weight == 1.0


def turns(known: dict[str, Experience], count: int = 60) -> list[str]:
    reported: list[str] = []
    for _ in range(count):
        exercise = choose(builtin(), HEAD, Place.DESK, reported, known=known)
        assert exercise is not None
        reported.append(exercise.key)
    return reported


def test_what_helped_comes_more_often_and_what_is_skipped_more_seldom() -> None:
    plain = turns({})
    learned = turns(
        {
            "sit_back": Experience(done=5, tried=5, helped=5),
            "postural_reset": Experience(left=8),
        }
    )
    assert learned.count("sit_back") > plain.count("sit_back")
    assert 0 < learned.count("postural_reset") < plain.count("postural_reset")


def test_what_hurt_does_not_come_at_all() -> None:
    assert "chin_tuck" not in turns({"chin_tuck": Experience(hurt=True)})
    everything = {one.key: Experience(hurt=True) for one in builtin().exercises}
    assert choose(builtin(), HEAD, Place.DESK, known=everything) is None


counts = st.integers(0, 20)
known_ones = st.builds(
    lambda d, left, t, h: Experience(d, left, max(t, h), h), counts, counts, counts, counts
)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(list(Cause)),
    st.dictionaries(st.sampled_from([one.key for one in builtin().exercises]), known_ones),
)
def test_whatever_was_learned_nothing_comes_twice_running_and_everything_comes(
    cause: Cause, known: dict[str, Experience]
) -> None:
    possible = {one.key for one in alternatives(builtin(), cause, Place.DESK)}
    reported: list[str] = []
    for _ in range(15 * len(possible)):
        exercise = choose(builtin(), cause, Place.DESK, reported, known=known)
        assert exercise == choose(builtin(), cause, Place.DESK, reported, known=dict(known))
        assert exercise is not None
        assert exercise.key not in reported[-1:] or len(possible) == 1
        reported.append(exercise.key)
    assert set(reported) == possible


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (
            Experience(done=4, tried=4, helped=3, back=4.2, unit="deg", cause=HEAD),
            (
                "Proposed more often: your head came back by 4 degrees in 3 of 4 times and you did "
                "it 4 times."
            ),
        ),
        (
            Experience(done=1, tried=1),
            (
                "Proposed as often as at first: no change beyond the error the one time and you "
                "did it once."
            ),
        ),
        (
            Experience(done=1, tried=1, helped=1, back=4.2, unit="deg", cause=HEAD),
            (
                "Proposed more often: your head came back by 4 degrees the one time and you did "
                "it once."
            ),
        ),
        (
            Experience(tried=2, helped=1, back=0.04, unit="cm", cause=HEAD),
            "Proposed as often as at first: no change beyond the error in any of 2 times.",
        ),
        (Experience(left=1), "Proposed less often: you left it out the one time."),
        (
            Experience(done=1, left=3),
            "Proposed less often: you left it out 3 of 4 times.",
        ),
        (
            Experience(2, 0, 2, 2, 2.0, "cm", None),
            "Proposed more often: it helped by 2.0 cm in 2 of 2 times and you did it 2 times.",
        ),
        (Experience(), NOT_KNOWN),
        (Experience(hurt=True), "Not proposed since it hurt, until you say otherwise."),
    ],
)
def test_the_choice_can_be_explained(known: Experience, text: str) -> None:
    assert reason_text(known) == text


@pytest.mark.parametrize(
    ("cause", "effect", "text"),
    [
        (HEAD, SURE, "After chin tuck: your head came back by 6 degrees (+- 4)."),
        (
            Cause.RAISED_SHOULDERS,
            ExerciseEffect(2.4, 0.5, "cm"),
            "After chin tuck: your shoulders came down by 2.4 cm (+- 1.0).",
        ),
        (HEAD, UNSURE, "After chin tuck: no change beyond the error (+3 +- 4 degrees)."),
        (
            Cause.SLUMP,
            ExerciseEffect(0.3, 0.1, "cm"),
            "After chin tuck: you came up by 0.3 cm from your slump (+- 0.2).",
        ),
        (
            Cause.SLUMP,
            ExerciseEffect(-0.04, 0.01, "cm"),
            "After chin tuck: no change beyond the error (+0.0 +- 0.1 cm).",
        ),
        (
            HEAD,
            ExerciseEffect(0.3, 0.1, "deg"),
            "After chin tuck: no change beyond the error (+0 +- 1 degrees).",
        ),
        (None, SURE, "After chin tuck: it helped by 6 degrees (+- 4)."),
        (
            HEAD,
            ExerciseEffect(-3.0, 2.0, "deg"),
            "After chin tuck: no change beyond the error (-3 +- 4 degrees).",
        ),
        (Cause.STILL_TOO_LONG, SURE, "After chin tuck: it helped by 6 degrees (+- 4)."),
        (
            HEAD,
            ExerciseEffect(-5.0, 1.0, "deg"),
            "After chin tuck: no better than before (-5 +- 2 degrees).",
        ),
    ],
)
def test_the_effect_is_said_with_its_error(
    cause: Cause | None, effect: ExerciseEffect, text: str
) -> None:
    assert effect_text("chin tuck", cause, effect) == text
