"""Somebody upside down or lying is noticed, whatever the face model makes of it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.measure.calibration import Refused, calibrate, recalibrate
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.pose.landmarks import Body
from posturecam.core.pose.orientation import lying, mostly_lying, rotation_deg
from posturecam.core.values import Observation, Pose, Unseen, Why
from tests.support.calibrated import SIZE, profile_of
from tests.support.synthetic import Person, pose_of


def seen(clockwise_deg: float = 0.0, person: Person | None = None, t: float = 0.0) -> Pose:
    """A person in a picture turned clockwise; the face stays upright, as the model makes it."""
    pose = pose_of(person or Person(), t=t)
    points = pose.points.copy()
    eyes = points[[Body.LEFT_EYE, Body.RIGHT_EYE]].mean(axis=0)
    points[[Body.MOUTH_LEFT, Body.MOUTH_RIGHT]] = eyes + np.array([0.0, 0.05])
    angle = np.radians(clockwise_deg)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([pose.aspect / 2, 0.5])
    return replace(pose, points=(points - middle) @ turn.T + middle)


@pytest.mark.parametrize(
    ("clockwise_deg", "why"),
    [
        (0, None),
        (45, None),
        (-45, None),
        (90, Why.HEAD_RIGHT),
        (-90, Why.HEAD_LEFT),
        (180, Why.UPSIDE_DOWN),
        (150, Why.UPSIDE_DOWN),
        (-150, Why.UPSIDE_DOWN),
    ],
)
def test_which_way_up(clockwise_deg: float, why: Why | None) -> None:
    assert lying(seen(clockwise_deg)) is why


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(Person(cva=20), id="far forward"),
        pytest.param(Person(lean=40), id="leaning in"),
        pytest.param(Person(pitch=50), id="looking down"),
        pytest.param(Person(roll=45), id="head on the shoulder"),
        pytest.param(Person(yaw=60), id="turned"),
    ],
)
def test_no_posture_is_taken_for_a_turned_picture(person: Person) -> None:
    assert lying(seen(0, person)) is None


def test_a_head_laid_down_on_an_upright_neck_is_no_turned_picture() -> None:
    pose = seen()
    pose.points[[Body.MOUTH_LEFT, Body.MOUTH_RIGHT]] -= (0.0, 0.2)  # the mouth above the eyes
    assert lying(pose) is None


@given(st.sampled_from([0, 90, 180, 270]), st.booleans(), st.sampled_from([90, 180, 270]))
def test_the_turn_named_puts_the_picture_right(rotate_deg: int, mirror: bool, off_deg: int) -> None:  # noqa: FBT001
    """A camera that is right at `right_deg` and set to `rotate_deg` is `off_deg` off."""
    right_deg = (rotate_deg + (off_deg if mirror else -off_deg)) % 360
    why = lying(seen(off_deg))
    assert why is not None
    assert rotation_deg(why, rotate_deg, mirror=mirror) == right_deg


@pytest.mark.parametrize(
    ("why", "rotate_deg", "mirror", "right_deg"),
    [
        (Why.UPSIDE_DOWN, 0, False, 180),
        (Why.UPSIDE_DOWN, 180, True, 0),
        (Why.HEAD_LEFT, 0, False, 90),
        (Why.HEAD_LEFT, 0, True, 270),
        (Why.HEAD_RIGHT, 180, False, 90),
    ],
)
def test_the_turn_that_puts_it_right(
    why: Why, rotate_deg: int, right_deg: int, *, mirror: bool
) -> None:
    assert rotation_deg(why, rotate_deg, mirror=mirror) == right_deg


def test_most_looks_decide() -> None:
    down, up, gone = seen(180), seen(), Unseen(0.0, Why.NOBODY)
    assert mostly_lying([down, down, up]) is Why.UPSIDE_DOWN
    assert mostly_lying([Unseen(0.0, Why.HEAD_LEFT), seen(-90), gone]) is Why.HEAD_LEFT
    assert mostly_lying([down, up]) is None
    assert mostly_lying([gone, gone, down]) is None
    assert mostly_lying([up]) is None
    assert mostly_lying([]) is None


def observations(clockwise_deg: float) -> list[Pose]:
    return [seen(clockwise_deg, t=float(t)) for t in range(8)]


@pytest.mark.parametrize("clockwise_deg", [90, 180, 270])
@pytest.mark.parametrize("again", [False, True], ids=["first", "again"])
def test_nobody_is_calibrated_lying(clockwise_deg: int, again: bool) -> None:  # noqa: FBT001
    poses = observations(clockwise_deg)
    refused = recalibrate(profile_of(), poses) if again else calibrate({"upright": poses}, SIZE)
    assert isinstance(refused, Refused)
    assert refused.problems[0].startswith("you are seen ")
    assert refused.problems[0].endswith(
        f"turn the picture clockwise by {(360 - clockwise_deg) % 360} degrees"
    )


@pytest.mark.parametrize("with_profile", [False, True])
def test_who_lies_is_not_followed(with_profile: bool) -> None:  # noqa: FBT001
    profile = profile_of() if with_profile else None
    upright, down = seen(), seen(180)
    alone, both = Observation(0.0, (down,)), Observation(0.0, (down, upright))
    assert follow_subject(Followed(), alone, profile)[1] == Unseen(0.0, Why.UPSIDE_DOWN)
    assert follow_subject(Followed(), both, profile)[1] is upright
