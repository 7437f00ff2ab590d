"""What a catalogue may say of a movement, and how a fault in it is worded."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.errors import CatalogueError
from posturecam.stretches.catalogue import parse_catalogue
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.figure import joints
from posturecam.stretches.figure.movement import Anchor, Keyframe, Movement
from posturecam.stretches.figure.postures import Posture

EXERCISE = """
[exercise.nod]
name = "Nod"
kind = "mobility"
steps = ["Nod."]
places = ["any"]

[exercise.nod.movement]
loop_s = 4
{more}
keyframes = [
  {{ at_s = 0 }},
  {{ at_s = 2, {angles} }},
]
"""


def problem_of(angles: str = "neck.flexion = 20", more: str = "") -> str:
    with pytest.raises(CatalogueError) as caught:
        parse_catalogue(EXERCISE.format(angles=angles, more=more), "own.toml")
    return str(caught.value)


def keyframe(text: str) -> Keyframe:
    return Keyframe.model_validate(tomllib.loads(f"row = {{ at_s = 1, {text} }}")["row"])


def test_a_movement_is_read() -> None:
    text = EXERCISE.format(angles="neck.flexion = 20, left_hand = 'belly'", more="")
    (exercise,) = parse_catalogue(text, "own.toml").exercises
    assert exercise.movement is not None
    second = exercise.movement.keyframes[1]
    assert second.angles == {"neck.flexion": 20.0}
    assert second.contacts == {"left_hand": Anchor.BELLY}
    assert (second.at_s, second.end_s) == (2.0, 2.0)


def test_a_joint_in_pairs_is_both_and_one_side_wins() -> None:
    read = keyframe("left_elbow.flexion = 90, elbow.flexion = 20, hand = [10, 20, 100]")
    assert read.angles == {"left_elbow.flexion": 90.0, "right_elbow.flexion": 20.0}
    assert read.contacts == dict.fromkeys(("left_hand", "right_hand"), (10.0, 20.0, 100.0))


@pytest.mark.parametrize(
    ("angles", "words"),
    [
        ("nek.flexion = 10", "nek is not a joint; did you mean neck?"),
        ("neck.flexoin = 10", "neck has no flexoin; did you mean flexion?"),
        ("neck = 10", "neck needs a direction, such as neck.flexion"),
        ("neck.flexion = true", "neck.flexion must be a number, got True"),
        ("neck.flexion = 36", "keyframe 2, neck flexion is 36; -35 to 35 degrees is possible"),
        (
            "neck.flexion = 30, head.flexion = 16",
            "neck and head flexion together is 46; -45 to 45 degrees is possible (AAOS 1965)",
        ),
        ("knee.flexion = -1", "left knee flexion is -1; 0 to 150 degrees is possible (AMA guides)"),
        ("belly.rise = 101", "belly rise is 101; 0 to 100 percent is possible"),
        ("hand = 'nose'", "hand cannot be held at 'nose'"),
        ("hand = 'bely'", "did you mean belly?"),
        ("hand = [1, 2]", "it may be [forward, outward, up] in cm"),
        ("hand = [1, nan, 2]", "it may be [forward, outward, up] in cm, each up to 300"),
        ("hand = [1, 2, inf]", "each up to 300"),
        ("hand = [1, 2, 301]", "each up to 300"),
    ],
)
def test_a_fault_is_said_with_what_is_possible(angles: str, words: str) -> None:
    assert words in problem_of(angles)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("posture = 'seeted'", "'seeted' is not a posture; did you mean seated?"),
        ("view = 'left'", "view: 'left' is not known"),
        ("props = ['chiar']", "did you mean chair?"),
        ("loops = 3", "loops is not a field; did you mean loop_s?"),
    ],
)
def test_a_field_that_is_wrong(more: str, words: str) -> None:
    assert words in problem_of(more=more)


def row(*times: tuple[float, float | None], loop_s: float = 4) -> dict[str, Any]:
    frames = [{"at_s": at, "until_s": until} for at, until in times]
    return {"loop_s": loop_s, "keyframes": frames}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (row((1, None), (2, None)), "must begin at 0 s"),
        (row((0, 2), (1, None)), "follow each other"),
        (row((0, None), (2, 1)), "follow each other"),
        (row((0, None), (2, 4)), "loop_s must be later than the last keyframe (4 s)"),
    ],
)
def test_times_must_be_in_order(written: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("(", r"\(").replace(")", r"\)")):
        Movement.model_validate(written)


def test_a_posture_must_be_possible_too() -> None:
    with pytest.raises(ValueError, match="knee flexion is 200"):
        Posture.model_validate({"knee": {"flexion": 200}})


@given(
    st.dictionaries(
        st.sampled_from(
            ["neck.side_bend", "left_hip.flexion", "right_scapula.elevation", "root.turn"]
        ),
        st.floats(-90, 90),
    )
)
def test_mirroring_twice_changes_nothing(pose: dict[str, float]) -> None:
    once = joints.mirrored(pose)
    assert joints.mirrored(once) == pose
    assert once.get("neck.side_bend", 0) == -pose.get("neck.side_bend", 0)
    assert once.get("right_hip.flexion") == pose.get("left_hip.flexion")


def test_an_exercise_with_a_movement_survives_json() -> None:
    text = EXERCISE.format(angles="hand = [1, 2, 3]", more="mirror = true")
    (exercise,) = parse_catalogue(text, "own.toml").exercises
    assert Exercise.model_validate_json(exercise.model_dump_json()) == exercise
