"""Guided poses against upright, as numbers."""

import pytest

from posturecam.core.measure.estimator import against_upright
from posturecam.core.measure.guided_poses import doubt_about
from posturecam.core.measure.profile import Profile
from posturecam.core.pose.features import Features, extract_features
from tests.support.calibrated import POSES, YOU, front_of, profile_of
from tests.support.synthetic import Person, pose_of


@pytest.fixture
def profile() -> Profile:
    return profile_of()


def doubt(profile: Profile, asked: str, person: Person) -> str | None:
    features = extract_features(pose_of(person), front_of(profile).template)
    assert isinstance(features, Features)
    return doubt_about(against_upright(asked, features, front_of(profile)), front_of(profile))


@pytest.mark.parametrize("asked", [name for name in POSES if name != "shoulders_rounded"])
def test_what_was_asked_for_is_used(asked: str, profile: Profile) -> None:
    assert doubt(profile, asked, YOU.moved(**POSES[asked])) is None


@pytest.mark.parametrize("asked", [*POSES, "slide", "turn"])
def test_upright_again_is_not(asked: str, profile: Profile) -> None:
    assert doubt(profile, asked, YOU) == "looks the same as upright"


def test_upright_again_is_not_said_to_be_another_pose(profile: Profile) -> None:
    assert doubt(profile, "look_down", YOU.moved(pitch=4)) == "looks the same as upright"


@pytest.mark.parametrize(("asked", "shown"), [("lean_in", "lean_back"), ("look_down", "lean_in")])
def test_another_pose_is_named(asked: str, shown: str, profile: Profile) -> None:
    assert doubt(profile, asked, YOU.moved(**POSES[shown])) == f"looks like {shown}"


def test_how_people_slide_is_up_to_them(profile: Profile) -> None:
    assert doubt(profile, "slide", YOU.moved(c7_ahead=15)) is None


@pytest.mark.parametrize(
    ("yaw", "reason"), [(11, "looks the same as upright"), (14, None), (-14, None)]
)
def test_a_turned_head_is_told_by_how_far(yaw: float, reason: str, profile: Profile) -> None:
    assert doubt(profile, "turn", YOU.moved(yaw=yaw)) == reason
