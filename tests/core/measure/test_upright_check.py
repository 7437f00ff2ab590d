"""What is asked back about an upright pose that can be used."""

import pytest

from posturecam.core.measure.calibration import calibrate, doubts_about_looks
from posturecam.core.measure.describe import describe
from posturecam.core.measure.upright_check import doubts_about_upright
from posturecam.core.pose.features import Features
from posturecam.core.values import Unseen, View, Why
from tests.support.calibrated import CAMERA, SIZE, YOU, from_side, front_of, made, profile_of, still
from tests.support.synthetic import Camera

TALL = YOU.moved(acromion_up=-4)
SLUMPED = TALL.moved(cva=-20, c7_ahead=8, c7_up=-2, acromion_up=3, pitch=-8)
LOW = "your head seems lower above your shoulders than that of 95 % of upright people"


@pytest.mark.parametrize("camera", [CAMERA, Camera(tilt=15, height=-14), Camera(tilt=-8, height=8)])
def test_somebody_tall_is_asked_nothing(camera: Camera) -> None:
    assert doubts_about_looks(still(TALL, camera)) == ()


@pytest.mark.parametrize("camera", [CAMERA, Camera(tilt=12, height=-10)])
def test_somebody_slumped_is_asked(camera: Camera) -> None:
    assert [doubt.partition(":")[0] for doubt in doubts_about_looks(still(SLUMPED, camera))] == [
        LOW
    ]


@pytest.mark.parametrize(("yaw", "asked"), [(10.0, []), (-16.0, [True]), (16.0, [True])])
def test_looking_aside_is_asked_about(yaw: float, asked: list[bool]) -> None:
    doubts = doubts_about_looks(still(TALL.moved(yaw=yaw)))
    assert [doubt.startswith("you look 1") for doubt in doubts] == asked


def test_both_are_asked_about_and_said_of_the_profile() -> None:
    profile = made(calibrate({"upright": still(SLUMPED.moved(yaw=16))}, SIZE, View.FRONT))
    reported = "\n".join(describe(profile))
    assert f"{LOW}: is this as upright as you comfortably sit? If not, calibrate again" in reported
    assert "is that where you look when you work? If not, calibrate again" in reported
    assert "If not" not in "\n".join(describe(profile_of(TALL)))


def test_nothing_is_asked_about_what_cannot_be_used_or_is_seen_from_the_side() -> None:
    assert doubts_about_looks([Unseen(0.0, Why.NOBODY)] * 9) == ()
    assert doubts_about_looks([from_side(t) for t in range(9)]) == ()


def test_shoulders_that_are_missing_are_not_low() -> None:
    profile = profile_of(TALL)
    shoulderless = Features(front_of(profile).head, Why.SHOULDERS_OUT)
    assert doubts_about_upright(front_of(profile).template, shoulderless, 0.0) == ()


def test_before_a_camera_beside_you_the_face_looks_past_it_as_well() -> None:
    beside = Camera(direction=35, distance=80)
    assert not any("aside" in doubt for doubt in doubts_about_looks(still(TALL, beside)))
