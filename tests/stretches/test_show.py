"""The list of exercises and one exercise in full, as plain text."""

import pytest

from posturecam.core.values import Cause
from posturecam.stretches import show
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.exercises import Dose, Evidence, Exercise, Kind, Place
from posturecam.stretches.show import details, dose_text, listing


def test_the_whole_list_has_every_exercise_once() -> None:
    rows = listing(builtin())
    assert [row.key for row in rows] == [exercise.key for exercise in builtin().exercises]


def test_the_list_for_a_cause_starts_with_the_best_fit() -> None:
    rows = listing(builtin(), Cause.LEANING_IN, Place.DESK)
    fits = [builtin()[row.key].answers[Cause.LEANING_IN] for row in rows]
    assert fits == sorted(fits, reverse=True)
    assert all(Cause.LEANING_IN in builtin()[row.key].answers for row in rows)
    assert all("at the desk" in row.places or row.places == "anywhere" for row in rows)


def test_a_row() -> None:
    row = listing(builtin(), Cause.ROUNDED_SHOULDERS, Place.STANDING)[0]
    assert row == show.Row(
        key="scapular_squeeze",
        name="Scapular squeeze",
        kind="strengthening",
        places="anywhere",
        dose="5 x 10 s, 2 to 4 times a day",
    )


def test_an_exercise_in_full() -> None:
    lines = details(builtin()["doorway_chest_stretch"])
    assert lines[0] == "Doorway chest stretch (stretch, standing)"
    assert "1. Stand in a doorway and lay one forearm on the frame, elbow at shoulder height." in (
        lines
    )
    assert "Dose: 2 x 30 s on each side, once or twice a day" in lines
    assert "Pectoralis minor and major: stretched (typically tight)" in lines
    assert any(line.startswith("Not for: A shoulder that slips out") for line in lines)
    assert any(line.startswith("Evidence: supported by measurements in a lab") for line in lines)
    assert any(line.startswith("Sources: Borstad JD") for line in lines)
    assert lines[-1].startswith("Stop if you get dizzy")


def test_honest_labels_reach_the_reader() -> None:
    assert "Evidence: for comfort; no good evidence. No trial found." in "\n".join(
        details(builtin()["acupressure_upper_arm"])
    )
    assert details(builtin()["neuromuscular_stimulation"])[0] == (
        "Neuromuscular stimulation (ask a physiotherapist, anywhere)"
    )


def test_an_exercise_of_the_users_own_may_say_little() -> None:
    own = Exercise(
        key="own", name="My own", kind=Kind.RELAX, steps=("Rest.",), places=(Place.DESK,)
    )
    assert details(own)[:5] == (
        "My own (relaxation, at the desk)",
        "",
        "1. Rest.",
        "",
        "Evidence: common practice; no trial found.",
    )


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        (Dose(), ""),
        (Dose(often="daily"), "daily"),
        (Dose(hold_s=900), "15 min"),
        (Dose(hold_s=30, repetitions=1, sides=2), "30 s on each side"),
        (Dose(hold_s=20, repetitions=2, sides=2, often="daily"), "2 x 20 s on each side, daily"),
        (Dose(repetitions=10), "10 times"),
        (Dose(repetitions=12, sets=2), "2 sets of 12"),
        (Dose(hold_s=2, repetitions=10, sets=2), "2 sets of 10 x 2 s"),
    ],
)
def test_doses_in_words(dose: Dose, expected: str) -> None:
    assert dose_text(dose) == expected


def test_every_kind_place_evidence_and_cause_has_its_words() -> None:
    assert set(show.KINDS) == set(Kind)
    assert set(show.PLACES) == set(Place)
    assert set(show.EVIDENCE) == set(Evidence)
    assert set(show.CAUSES) == set(Cause)
