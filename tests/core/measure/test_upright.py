"""Many looks made into one."""

from dataclasses import replace

import numpy as np
import pytest

from posturecam.core.measure.upright import Upright, facing_deg, mean_features, settle
from posturecam.core.pose.features import Features, Shoulders, extract_features
from posturecam.core.pose.head_pose import HeadFit, make_template
from posturecam.core.values import Pose, Unseen, Why
from tests.support.calibrated import YOU
from tests.support.synthetic import Camera, pose_of


def features(size: float, shoulders: Shoulders | Why) -> Features:
    return Features(HeadFit(size, 0.6, 0.4, 1.0, 2.0, 3.0, 0.02), shoulders)


def test_shoulders_are_averaged_over_the_looks_that_show_them() -> None:
    observations = [
        features(1.0, Why.SHOULDERS_HIDDEN),
        features(1.2, Shoulders(0.5, 0.8)),
        features(1.4, Shoulders(0.7, 0.9)),
    ]
    mean = mean_features(observations)
    assert mean.head.size == pytest.approx(1.2)
    assert isinstance(mean.shoulders, Shoulders)
    assert (mean.shoulders.width, mean.shoulders.down) == pytest.approx((0.6, 0.85))


def test_shoulders_that_no_look_shows_keep_their_reason() -> None:
    assert mean_features([features(1.0, Why.SHOULDERS_OUT)] * 2).shoulders is Why.SHOULDERS_OUT


def test_a_look_that_is_far_off_changes_no_mean() -> None:
    observations = [features(size, Shoulders(0.5, 0.8)) for size in (0.99, 1.0, 1.01)]
    mean = mean_features([*observations, features(5.0, Shoulders(9.0, 0.1))])
    assert mean.head.size == pytest.approx(1.0, abs=0.01)
    assert isinstance(mean.shoulders, Shoulders)
    assert (mean.shoulders.width, mean.shoulders.down) == pytest.approx((0.5, 0.8))


@pytest.mark.parametrize(
    ("turned", "expected"),
    [
        pytest.param({"yaw": 20.0}, (0.0, 20.0), id="to the left"),
        pytest.param({"yaw": -20.0}, (0.0, -20.0), id="to the right"),
        pytest.param({"pitch": 15.0}, (15.0, 0.0), id="down"),
    ],
)
def test_a_template_tells_how_it_faces_the_camera(
    turned: dict[str, float], expected: tuple[float, float]
) -> None:
    far = Camera(distance=1000.0, tilt=0.0, height=11.0, focal=15.0)
    straight = facing_deg(make_template([pose_of(YOU, far).face]))
    pitch, yaw = facing_deg(make_template([pose_of(YOU.moved(**turned), far).face]))
    assert (pitch - straight[0], yaw - straight[1]) == pytest.approx(expected, abs=1.0)


def observations(**wobble: float) -> list[Pose | Unseen]:
    """Ten looks, of which every other one is off by `wobble`."""
    return [pose_of(YOU.moved(**{k: v * (n % 2) for k, v in wobble.items()})) for n in range(10)]


def test_the_noise_is_how_looks_scatter() -> None:
    upright = settle(observations(c7_up=-1.0, pitch=2.0))
    assert isinstance(upright, Upright)
    shown = [
        extract_features(pose, upright.template) for pose in observations(c7_up=-1.0, pitch=2.0)
    ]  # type: ignore[arg-type]
    found = [one for one in shown if isinstance(one, Features)]
    pitches = [one.head.pitch_deg for one in found]
    assert upright.observations == len(found) == 10
    assert upright.noise.face_pitch_deg == pytest.approx(np.std(pitches, ddof=1))
    assert upright.noise.face_pitch_deg == pytest.approx(1.05, abs=0.25)
    downs = [one.head.y for one in found]
    assert upright.noise.face_down_percent == pytest.approx(100 * np.std(downs, ddof=1))
    assert upright.head.pitch_deg == pytest.approx(np.mean(pitches), abs=1e-6)


@pytest.mark.parametrize(
    ("wobble", "what"),
    [
        pytest.param({"yaw": 18.0}, "turned your head", id="turning"),
        pytest.param({"roll": 14.0}, "tilted your head", id="tilting"),
        pytest.param({"pitch": 18.0}, "nodded", id="nodding"),
        pytest.param({"c7_ahead": 6.5}, "moved towards the camera or away", id="near and far"),
        pytest.param({"c7_up": 4.0}, "moved up or down", id="up and down"),
    ],
)
def test_who_moves_is_told_how_and_that_alone(wobble: dict[str, float], what: str) -> None:
    assert settle(observations(**wobble)) == (
        f"upright: you {what} too much; sit still and try again",
    )
    half = {name: amount / 2 for name, amount in wobble.items()}
    assert isinstance(settle(observations(**half)), Upright)


def test_five_looks_are_enough_and_four_whole_ones_are_counted() -> None:
    seen = observations()
    assert isinstance(settle(seen[:5]), Upright)
    turned: list[Pose | Unseen] = [pose_of(YOU.moved(yaw=way * 55)) for way in (1, -1, 1, -1)]
    (reported,) = settle([*seen[:4], *turned])  # type: ignore[misc]
    assert reported.startswith(
        "upright: needs 5 clear frames, got 4 of 8 (face turned away); correct"
    )


def test_hidden_shoulders_are_counted_over_all_looks() -> None:
    some: list[Pose | Unseen] = list(observations())
    for n in range(6):
        one = some[n]
        assert isinstance(one, Pose)
        some[n] = replace(one, visibility=np.zeros_like(one.visibility))
    assert settle(some) == ("upright: shoulders hidden; move back or turn the camera",)
    upright = settle(some[1:])
    assert isinstance(upright, tuple)
    assert isinstance(settle([*some, pose_of(YOU)]), Upright)
