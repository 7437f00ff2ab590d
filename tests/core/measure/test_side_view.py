import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from posturecam.core.measure import side_view
from posturecam.core.measure.side_view import (
    SideCalibration,
    azimuth_deg,
    calibrate_side,
    measure_side,
)
from posturecam.core.parts import NoShoulders
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose, Reading, Unseen, View, Why

GAP = 0.19  # ears above shoulders, image heights
NECK = 0.63 * GAP
CVA_DEG = 52.0


def person(
    cva_change_deg: float = 0.0,
    *,
    t: float = 0.0,
    trunk: tuple[float, float] = (0.0, 0.0),
    direction_deg: float = 90.0,
    pitch_deg: float = 0.0,
    faces: float = 1.0,
    size: float = 1.0,
    at: tuple[float, float] = (0.6, 0.7),
) -> Pose:
    """Somebody whose neck turns about C7, and whose trunk moves by (forward, up) image heights."""
    cva = np.radians(CVA_DEG + np.array([cva_change_deg, 0.0]))
    neck = NECK * np.stack([np.cos(cva), np.sin(cva)], axis=1)
    shoulders = np.array(trunk)
    ears = shoulders + neck[0] - neck[1] + (0.04, GAP)
    nod = math.radians(12.0 - pitch_deg)
    eyes = ears + 0.06 * np.array([math.cos(nod), math.sin(nod)])
    seen = size * np.array([faces * math.sin(math.radians(direction_deg)), -1.0])
    half = np.array([size * 0.8 * GAP * math.cos(math.radians(direction_deg)), 0.0])
    points, world = np.full((33, 2), 0.5), np.zeros((33, 3))
    for left, right, place, share in (
        (Body.LEFT_EAR, Body.RIGHT_EAR, ears, 0.4),
        (Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER, shoulders, 1.0),
        (Body.LEFT_EYE, Body.RIGHT_EYE, eyes, 0.2),
    ):
        points[left], points[right] = (
            at + place * seen + share * half,
            at + place * seen - share * half,
        )
    points[Body.NOSE] = at + (eyes + np.array([0.02, -0.03])) * seen
    line = 0.17 * np.array([math.cos(math.radians(direction_deg)), 0.0, faces])
    line[2] *= math.sin(math.radians(direction_deg))
    world[Body.LEFT_SHOULDER], world[Body.RIGHT_SHOULDER] = line, -line
    return Pose(t, points, np.ones(33), world, None, 4 / 3)


def calibrated(**like: float) -> SideCalibration:
    side = calibrate_side([person(**like) for _ in range(6)])
    assert isinstance(side, SideCalibration)
    return side


def change(pose: Pose, side: SideCalibration) -> float:
    reading = measure_side(pose, side)
    assert isinstance(reading, Reading)
    assert reading.cva_change_deg is not None
    return reading.cva_change_deg


def test_the_direction_is_found() -> None:
    assert azimuth_deg(person(direction_deg=40)) == pytest.approx(40, abs=3)


@pytest.mark.parametrize("faces", [1.0, -1.0])
@pytest.mark.parametrize("direction_deg", [45.0, 90.0])
@pytest.mark.parametrize("cva_change_deg", [-18.0, -8.0, 0.0, 6.0])
def test_a_head_that_goes_forward_is_measured(
    faces: float, direction_deg: float, cva_change_deg: float
) -> None:
    side = calibrated(faces=faces, direction_deg=direction_deg)
    pose = person(cva_change_deg, faces=faces, direction_deg=direction_deg)

    assert change(pose, side) == pytest.approx(cva_change_deg, abs=2.5)


def test_the_chair_may_slide() -> None:
    assert abs(change(person(trunk=(0.05, 0.0)), calibrated())) < 5


def test_what_a_side_camera_cannot_see_is_not_guessed() -> None:
    reading = measure_side(person(-10), calibrated())

    assert isinstance(reading, Reading)
    assert reading.view is View.SIDE
    assert reading.fsa_change_deg is None
    assert reading.no_shoulders is NoShoulders.NOT_HERE
    assert reading.trunk_lean_change_deg is None
    assert reading.shoulder_elevation_change_cm is None


def test_a_nod_is_a_pitch_only_from_the_side() -> None:
    nod = measure_side(person(pitch_deg=20), calibrated())
    oblique = measure_side(person(pitch_deg=20, direction_deg=45), calibrated(direction_deg=45))

    assert isinstance(nod, Reading)
    assert nod.head_pitch_change_deg == pytest.approx(20)
    assert isinstance(oblique, Reading)
    assert oblique.head_pitch_change_deg is None


def test_sinking_is_positive() -> None:
    reading = measure_side(person(trunk=(0.0, -0.5 * GAP)), calibrated())

    assert isinstance(reading, Reading)
    assert reading.sink_cm == pytest.approx(0.47 * 21.5, abs=0.2)


def test_a_recline_goes_back_and_down() -> None:
    turned = np.radians(20.0)
    back, down = 57 / 21.5 * GAP * np.sin(turned), 57 / 21.5 * GAP * (1 - np.cos(turned))
    reading = measure_side(person(trunk=(-back, -down)), calibrated())

    assert isinstance(reading, Reading)
    assert reading.neck_ahead_cm == pytest.approx(-57 * np.sin(turned), abs=1.5)
    assert reading.sink_cm == pytest.approx(57 * (1 - np.cos(turned)), abs=1.5)
    assert reading.sink_sd_cm is not None
    assert reading.neck_ahead_sd_cm is not None
    assert reading.sink_sd_cm < reading.neck_ahead_sd_cm


@pytest.mark.parametrize(
    "pose", [person(faces=-1.0), person(direction_deg=20)], ids=["other way", "to the camera"]
)
def test_somebody_turned_is_not_measured(pose: Pose) -> None:
    assert measure_side(pose, calibrated()) == Unseen(0.0, Why.TURNED)


def test_doubt_grows_with_the_noise_and_with_the_travel_of_the_shoulders() -> None:
    cooldown = calibrated()
    still = measure_side(person(-10), cooldown)
    noisy = measure_side(person(-10), replace(cooldown, noise=0.06))
    moved = measure_side(person(-10, trunk=(0.1, -0.02)), cooldown)

    assert isinstance(still, Reading)
    assert isinstance(noisy, Reading)
    assert isinstance(moved, Reading)
    assert still.cva_change_sd_deg is not None
    assert noisy.cva_change_sd_deg is not None
    assert moved.cva_change_sd_deg is not None
    assert still.cva_change_sd_deg < noisy.cva_change_sd_deg
    assert still.cva_change_sd_deg < moved.cva_change_sd_deg


def test_an_error_in_the_direction_matters_at_three_quarters_and_not_from_the_side() -> None:
    doubts = []
    for direction_deg in (90.0, 60.0, 45.0):
        pose = person(-18, direction_deg=direction_deg)
        reading = measure_side(pose, calibrated(direction_deg=direction_deg))
        assert isinstance(reading, Reading)
        doubts.append(reading.cva_change_sd_deg)
    side, oblique, more_oblique = doubts
    assert side < oblique < more_oblique


@pytest.mark.parametrize(
    ("observations", "problem"),
    [
        ([person()] * 4, "upright: needs 5 clear frames, got 4; show it for longer"),
        ([person(change) for change in (-20, 0, 20, -20, 0)], "moved too much"),
        ([person(size=-1.0)] * 5, "ears are not above"),
    ],
)
def test_an_upright_that_cannot_be_used_is_refused(observations: list[Pose], problem: str) -> None:
    refused = calibrate_side(observations)

    assert isinstance(refused, tuple)
    assert problem in " ".join(refused)


@given(cva=st.floats(-25, 10), forward=st.floats(-0.1, 0.15), direction_deg=st.floats(30, 90))
def test_mirrored_pictures_measure_the_same(
    cva: float, forward: float, direction_deg: float
) -> None:
    pose = person(cva, trunk=(forward, 0.0), direction_deg=direction_deg)
    other = person(cva, trunk=(forward, 0.0), direction_deg=direction_deg, faces=-1.0)
    here = calibrated(direction_deg=direction_deg)
    there = calibrated(direction_deg=direction_deg, faces=-1.0)

    assert change(pose, here) == pytest.approx(change(other, there), abs=1e-6)


@given(cva=st.floats(-25, 10), forward=st.floats(-0.1, 0.15), size=st.floats(0.5, 1.5))
def test_scaled_pictures_from_the_side_measure_the_same(
    cva: float, forward: float, size: float
) -> None:
    far, near = calibrated(), calibrated(size=size)

    assert change(person(cva, trunk=(forward, 0.0)), far) == pytest.approx(
        change(person(cva, trunk=(forward, 0.0), size=size), near), abs=0.1
    )


@given(cva=st.floats(-25, 10), direction_deg=st.floats(20, 89))
def test_a_little_further_round_little_changes(cva: float, direction_deg: float) -> None:
    pose = person(cva, trunk=(0.02, 0.0), direction_deg=direction_deg)
    here = calibrated(direction_deg=direction_deg)
    there = replace(here, direction_deg=here.seen_from_deg + 1)

    assert change(pose, here) == pytest.approx(change(pose, there), abs=1.5)


def test_who_may_have_come_nearer_is_less_certain_from_ahead_than_from_the_side() -> None:
    reclined = (-0.12, -0.02)
    oblique = measure_side(person(trunk=reclined, direction_deg=45), calibrated(direction_deg=45))
    beside = measure_side(person(trunk=reclined), calibrated())
    assert isinstance(oblique, Reading)
    assert isinstance(beside, Reading)
    assert (oblique.sink_sd_cm or 0) > 1.2 * (beside.sink_sd_cm or 0)


def test_a_profile_without_a_direction_goes_by_the_shoulders() -> None:
    side = calibrated(direction_deg=50)
    assert side.direction_deg is None
    assert side.seen_from_deg == side.azimuth_deg
    assert replace(side, direction_deg=41.0).seen_from_deg == 41.0
    assert replace(side, direction_deg=0.0).seen_from_deg > 5


def slow_cva_change(
    ears: tuple[float, float], shoulders: tuple[float, float], side: SideCalibration
) -> tuple[float, float]:
    """Go through the angles one by one: how well does each explain what is seen?"""
    own_drop = side_view.OWN_DROP * max(0.0, shoulders[0])
    least = (side_view.OWN_LEAST[0], side_view.OWN_LEAST[1] - own_drop)
    travel = math.hypot(*shoulders)
    seen_from = math.radians(side.seen_from_deg)
    sway = side_view.SWAY / math.tan(seen_from)
    nearer = shoulders[0] * math.cos(seen_from) * side.gap / side_view.FOCAL
    besides = (sway, nearer)
    c7, sd = [], []
    for axis in (0, 1):
        own = min(max(side_view.OWN[axis] * shoulders[axis], least[axis]), side_view.OWN_MOST[axis])
        c7.append(shoulders[axis] - own)
        stray = side_view.STRAY + side.noise
        sd.append(math.hypot(stray, side_view.STRAY_GAIN[axis] * travel, besides[axis]))
    line_sd_deg = math.hypot(side_view.LINE_SD_DEG, math.degrees(sway))
    wide = side.gap * math.sin(seen_from)
    ahead = (side.ears_x - side.shoulders_x) / wide
    line_then = math.atan2(1.0, ahead)
    line_now = math.atan2(1.0 + ears[1] - shoulders[1], ahead + ears[0] - shoulders[0])
    turned_deg = math.degrees(line_now - line_then)
    upright_deg, weights = side_view.UPRIGHT_CVA_DEG, {}
    for step in range(-90, 91):
        change_deg = step / 2
        now, then = math.radians(upright_deg + change_deg), math.radians(upright_deg)
        x = c7[0] + side_view.NECK * (math.cos(now) - math.cos(then))
        y = c7[1] + side_view.NECK * (math.sin(now) - math.sin(then))
        usual_deg = side_view.FORWARD_SD_DEG if change_deg < 0 else side_view.BACK_SD_DEG
        line_off_deg = turned_deg - side_view.LINE_SHARE * change_deg
        off = (
            (ears[0] - x) / sd[0],
            (ears[1] - y) / sd[1],
            line_off_deg / line_sd_deg,
            change_deg / usual_deg,
        )
        weights[change_deg] = -sum(one**2 for one in off) / 2
    best = max(weights.values())
    shares = {change_deg: math.exp(weight - best) for change_deg, weight in weights.items()}
    total = sum(shares.values())
    mean = sum(change_deg * share for change_deg, share in shares.items()) / total
    variance = sum((one - mean) ** 2 * share for one, share in shares.items()) / total
    direction = math.radians(side_view.DIRECTION_SD_DEG) * mean / math.tan(seen_from)
    return mean, math.sqrt(variance + side_view.LANDMARKS_SD_DEG**2 + direction**2)


TRAVEL = st.tuples(st.floats(-0.3, 0.5), st.floats(-0.4, 0.3))


@given(ears=TRAVEL, shoulders=TRAVEL, direction_deg=st.floats(31, 90), noise=st.floats(0, 0.08))
@example(ears=(-0.3, -0.2), shoulders=(-0.3, -0.3), direction_deg=60.0, noise=0.02)
@example(ears=(0.4, 0.1), shoulders=(0.5, 0.3), direction_deg=80.0, noise=0.02)
def test_the_change_is_what_explains_ears_shoulders_and_their_line_best(
    ears: tuple[float, float],
    shoulders: tuple[float, float],
    direction_deg: float,
    noise: float,
) -> None:
    side = replace(calibrated(), azimuth_deg=direction_deg, noise=noise)
    found = side_view.cva_change(np.array(ears), np.array(shoulders), side)
    assert found == pytest.approx(slow_cva_change(ears, shoulders, side), abs=1e-6)


@given(cva=st.floats(-25, 10), forward=st.floats(-0.1, 0.15), drop=st.floats(0, 0.05))
def test_the_sd_is_never_less_than_the_landmarks_allow(
    cva: float, forward: float, drop: float
) -> None:
    reading = measure_side(person(cva, trunk=(forward, -drop)), calibrated())

    assert isinstance(reading, Reading)
    assert reading.cva_change_sd_deg is not None
    assert 1.5 <= reading.cva_change_sd_deg < 15
