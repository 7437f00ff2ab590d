from dataclasses import replace

import numpy as np
import pytest
from bench import others
from bench.sessions import load_sessions
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose

POSE = next(
    observation
    for observation in load_sessions()[0].observations()
    if isinstance(observation, Pose)
)
RATIOS = ("nose-shoulder gap / shoulder width", "face width / shoulder width")


def moved(pose: Pose, points: dict[int, tuple[float, float]]) -> Pose:
    places = pose.points.copy()
    for name, shift in points.items():
        places[name] += shift
    return replace(pose, points=places)


@pytest.mark.parametrize("name", RATIOS)
@given(scale=st.floats(0.5, 2))
def test_ratios_do_not_know_the_size_of_the_picture(name: str, scale: float) -> None:
    measure = others.MEASURES[name]

    assert measure(replace(POSE, points=scale * POSE.points)) == pytest.approx(measure(POSE))


def test_a_sinking_nose_is_lower_and_nearer_to_the_shoulders() -> None:
    sunk = moved(POSE, {Body.NOSE: (0.0, 0.05)})

    assert others.nose_height(sunk) > others.nose_height(POSE)
    assert others.nose_gap(sunk) < others.nose_gap(POSE)


def test_sinking_ears_are_nearer_to_the_shoulders_and_lower_the_score() -> None:
    sunk = moved(POSE, {Body.LEFT_EAR: (0.0, 0.05), Body.RIGHT_EAR: (0.0, 0.05)})

    assert others.ear_gap(sunk) < others.ear_gap(POSE)
    assert others.tutorial_score(sunk) < others.tutorial_score(POSE)
    assert others.image_angle_deg(sunk) > others.image_angle_deg(POSE)


def test_the_world_angle_falls_when_the_ears_come_nearer() -> None:
    world = POSE.world.copy()
    world[[Body.LEFT_EAR, Body.RIGHT_EAR], 2] -= 0.05

    assert others.world_angle_deg(replace(POSE, world=world)) < others.world_angle_deg(POSE)


def test_a_change_is_against_the_upright_looks() -> None:
    sunk = moved(POSE, {Body.NOSE: (0.0, 0.05)})

    change = others.change_of(others.nose_height, [POSE, POSE], [POSE, None, sunk])

    assert change[0] == pytest.approx(0)
    assert np.isnan(change[1])
    assert change[2] == pytest.approx(0.05)


def test_a_line_is_fitted_on_other_people_only() -> None:
    body = np.repeat([1, 2, 3], 4)
    change = np.tile([0.0, 1.0, 2.0, 3.0], 3)
    truth = np.where(body == 3, 100.0, 2.0 * change - 1.0)

    fitted = others.fitted_elsewhere(change, truth, body)

    assert fitted[body == 3] == pytest.approx([-1.0, 1.0, 3.0, 5.0])
    assert fitted[body == 1] != pytest.approx(truth[body == 1])
