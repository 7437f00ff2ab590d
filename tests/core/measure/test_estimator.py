import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.core.body.inversion import Shift
from posturecam.core.body.mixture import before, changes
from posturecam.core.body.movement_priors import USUAL
from posturecam.core.body.sagittal import Fixed, State
from posturecam.core.measure.calibration import calibrate
from posturecam.core.measure.estimator import (
    SHOULDERS_SD_DEG,
    against_upright,
    distance_cm,
    measure,
    measure_in_sitting,
)
from posturecam.core.measure.person_model import evidence, knowledge
from posturecam.core.measure.prepared import prepare, prepare_front
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.viewpoint_shift import CameraBelief, infer
from posturecam.core.parts import NoShoulders
from posturecam.core.pose.features import Features, extract_features
from posturecam.core.values import Reading, Unseen, Why
from tests.support.calibrated import CAMERA, SIZE, YOU, front_of, made, profile_of, still
from tests.support.synthetic import Camera, Person, mirrored, pose_of


def reading(person: Person, camera: Camera = CAMERA) -> Reading:
    found = measure(prepare(profile_of(YOU, camera)), pose_of(person, camera))
    assert isinstance(found, Reading)
    return found


def test_sitting_as_calibrated_reads_no_change() -> None:
    now = reading(YOU)
    assert now.cva_change_deg == pytest.approx(0, abs=0.7)
    assert now.trunk_lean_change_deg == pytest.approx(0, abs=0.7)
    assert now.approach_cm == pytest.approx(0, abs=0.3)


@pytest.mark.parametrize(
    ("moves", "field", "sign"),
    [
        pytest.param({"cva": -12}, "cva_change_deg", -1, id="head forward"),
        pytest.param({"cva": 6}, "cva_change_deg", 1, id="chin back"),
        pytest.param({"c7_ahead": 11, "lean": 12}, "trunk_lean_change_deg", 1, id="leaning in"),
        pytest.param({"c7_ahead": -9, "lean": -9}, "trunk_lean_change_deg", -1, id="leaning back"),
        pytest.param({"pitch": 20, "cva": -7}, "head_pitch_change_deg", 1, id="looking down"),
        pytest.param({"yaw": 20}, "head_yaw_deg", 1, id="turning to the left"),
        pytest.param({"yaw": -20}, "head_yaw_deg", -1, id="turning to the right"),
        pytest.param({"roll": 12}, "head_tilt_deg", 1, id="ear to the left shoulder"),
        pytest.param({"roll": -12}, "head_tilt_deg", -1, id="ear to the right shoulder"),
        pytest.param({"acromion_up": 3}, "shoulder_elevation_change_cm", 1, id="shrugging"),
        pytest.param({"c7_ahead": 8}, "approach_cm", 1, id="sliding in"),
        pytest.param({"c7_ahead": -8}, "approach_cm", -1, id="sliding back"),
        pytest.param({"c7_up": -4}, "sink_cm", 1, id="sinking"),
    ],
)
def test_signs(moves: dict[str, float], field: str, sign: int) -> None:
    """A single look that sinks may be a lowered chair: most of it is taken for that."""
    value = getattr(reading(YOU.moved(**moves)), field)
    assert value * sign > (0.1 if field == "sink_cm" else 0.5)


@pytest.mark.parametrize("tilt", [-10.0, 0.0, 15.0])
def test_head_forward_is_read_whatever_the_tilt(tilt: float) -> None:
    camera = Camera(tilt=tilt, height=-tilt)
    assert reading(YOU.moved(cva=-12), camera).cva_change_deg == pytest.approx(-12, abs=4)


def test_mirror_swaps_sides_and_no_sagittal_angle() -> None:
    person = YOU.moved(cva=-8, yaw=12, roll=6, pitch=5)
    straight = measure(prepare(profile_of()), pose_of(person))
    there = made(calibrate({"upright": [mirrored(p) for p in still()]}, SIZE))
    swapped = measure(prepare(there), mirrored(pose_of(person)))
    assert isinstance(straight, Reading)
    assert isinstance(swapped, Reading)
    assert straight.head_yaw_deg is not None
    assert straight.head_tilt_deg is not None
    assert swapped.cva_change_deg == pytest.approx(straight.cva_change_deg, abs=1e-6)
    assert swapped.head_pitch_change_deg == pytest.approx(straight.head_pitch_change_deg, abs=1e-6)
    assert swapped.head_yaw_deg == pytest.approx(-straight.head_yaw_deg, abs=1e-6)
    assert swapped.head_tilt_deg == pytest.approx(-straight.head_tilt_deg, abs=1e-6)


def test_no_face_is_unseen() -> None:
    found = measure(prepare(profile_of()), replace(pose_of(YOU), face=None))
    assert found == Unseen(0.0, Why.FACE_HIDDEN)


def test_a_turned_face_is_unseen() -> None:
    assert measure(prepare(profile_of()), pose_of(YOU.moved(yaw=60))) == Unseen(0.0, Why.TURNED)


def test_a_mesh_that_is_no_face_is_unseen() -> None:
    scattered = np.random.default_rng(3).uniform(0.3, 0.6, (468, 3))
    found = measure(prepare(profile_of()), replace(pose_of(YOU), face=scattered))
    assert isinstance(found, Unseen)


def test_without_shoulders_the_head_alone_is_less_certain() -> None:
    pose = pose_of(YOU.moved(cva=-10))
    outside = pose.points + np.array([0.0, 0.9])
    alone = measure(prepare(profile_of()), replace(pose, points=outside))
    whole = measure(prepare(profile_of()), pose)
    assert isinstance(whole, Reading)
    assert isinstance(alone, Unseen) or (
        alone.fsa_change_deg is None
        and (alone.cva_change_sd_deg or 0) > (whole.cva_change_sd_deg or 0)
    )


def test_a_head_alone_that_tells_too_little_is_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posturecam.core.measure.estimator.HEAD_ALONE_SD_DEG", 0.1)
    pose = pose_of(YOU.moved(cva=-10))
    outside = replace(pose, points=pose.points + np.array([0.0, 0.9]))
    assert measure(prepare(profile_of()), outside) == Unseen(0.0, Why.SHOULDERS_OUT)
    hidden = replace(pose, visibility=np.zeros(33))
    assert measure(prepare(profile_of()), hidden) == Unseen(0.0, Why.SHOULDERS_HIDDEN)


@settings(max_examples=10)  # each calibrates
@given(st.floats(0.3, 3.0))
def test_another_picture_size_changes_nothing(factor: float) -> None:
    """Landmarks are in image heights: another number of pixels is the same pose."""
    size = round(640 * factor), round(480 * factor)
    there = made(calibrate({"upright": still()}, size))
    pose = pose_of(YOU.moved(cva=-10, pitch=4))
    here, now = measure(prepare(profile_of()), pose), measure(prepare(there), pose)
    assert isinstance(here, Reading)
    assert isinstance(now, Reading)
    assert now.cva_change_deg == pytest.approx(here.cva_change_deg, abs=0.1)


def test_a_wider_picture_of_the_same_scene_changes_little() -> None:
    narrow = measure(prepare(profile_of()), pose_of(YOU.moved(cva=-10)))
    wide_camera = Camera(aspect=16 / 9)
    wide = measure(prepare(profile_of()), pose_of(YOU.moved(cva=-10), wide_camera))
    assert isinstance(narrow, Reading)
    assert isinstance(wide, Reading)
    assert wide.cva_change_deg == pytest.approx(narrow.cva_change_deg, abs=1e-6)


def test_a_shoulder_angle_is_told_only_where_it_is_certain_enough() -> None:
    """Within 9 degrees, or surely rounder than upright; what else they show is told anyway."""
    reported = {}
    for name, pose in {
        "leaning back": pose_of(YOU.moved(c7_ahead=-9, lean=-8.5, cva=2.3)),
        "shrugging": pose_of(YOU.moved(acromion_up=4)),
        "before an open lid": pose_of(YOU, Camera(tilt=18)),
    }.items():
        now = measure(prepare(promised()), pose)
        assert isinstance(now, Reading)
        assert now.shoulder_elevation_change_cm is not None
        assert (now.fsa_change_deg is None) == (now.fsa_change_sd_deg is None)
        sd_deg = now.fsa_change_sd_deg or 0.0
        assert sd_deg <= 9 or (now.fsa_change_deg or 0.0) >= 1.645 * sd_deg
        reported[name] = now.fsa_change_deg is not None
    assert reported == {"leaning back": True, "shrugging": True, "before an open lid": False}


@pytest.mark.parametrize("nearer", [1.0, 1.25])
@pytest.mark.parametrize(
    ("x", "y"),
    [pytest.param(2 / 3, 0.5, id="in the middle"), pytest.param(1.0, 0.3, id="off to the side")],
)
def test_the_eyes_are_half_a_centimetre_nearer_than_the_middle_of_the_face(
    nearer: float, x: float, y: float
) -> None:
    front = front_of(profile_of())
    focal, face_cm = (math.exp(knowledge(front).mean[i]) for i in (Fixed.FOCAL, Fixed.FACE_SIZE))
    head = replace(front.head, x=x, y=y, size=front.head.size * nearer)
    depth_cm = face_cm / (front.setup.face_radius * nearer / focal)
    aside_cm, below_cm = (depth_cm * off / focal for off in (x - 2 / 3, y - 0.5))
    middle_cm = math.hypot(depth_cm, aside_cm, below_cm)
    now = distance_cm(Features(head, front.shoulders), prepare_front(front), 4 / 3)
    assert now == pytest.approx(middle_cm - 0.5)


def test_a_reading_tells_what_is_believed_of_the_posture_and_how_surely() -> None:
    """Each number with the uncertainty of its own."""
    front = front_of(profile_of())
    pose = pose_of(YOU.moved(cva=-9, lean=4, c7_ahead=5, c7_up=-1, yaw=9, roll=-7, pitch=6), t=3.0)
    features = extract_features(pose, front.template)
    assert isinstance(features, Features)
    observation = evidence(
        against_upright("", features, front), front.setup, front.shoulders.down - 0.5
    )
    usual = before(knowledge(front), tuple(USUAL.values()))
    belief, mixture = infer(CameraBelief(), 3.0, usual, observation)
    moved, doubt = changes(mixture)
    found, now = measure_in_sitting(prepare(profile_of()), CameraBelief(), pose)
    assert isinstance(now, Reading)
    assert (now.t, found.t, found.moved) == (3.0, 3.0, belief.moved)
    nearer, nearer_sd = belief.expected(Shift.NEARER)
    assert (now.camera_moved, now.camera_far) == (belief.moved, belief.far)
    assert now.camera_shift_deg == belief.expected(Shift.TILT)[0]
    assert (now.camera_nearer_cm, now.camera_nearer_sd_cm) == (nearer, nearer_sd)
    assert now.camera_shift_deg != 0
    reported = {
        State.CVA: (now.cva_change_deg, now.cva_change_sd_deg),
        State.LEAN: (now.trunk_lean_change_deg, now.trunk_lean_change_sd_deg),
        State.ACROMION_UP: (now.shoulder_elevation_change_cm, now.shoulder_elevation_change_sd_cm),
        State.PITCH: (now.head_pitch_change_deg, doubt[State.PITCH]),
        State.C7_UP: (-(now.sink_cm or math.nan), now.sink_sd_cm),
    }
    assert reported == {one: pytest.approx((moved[one], doubt[one])) for one in reported}
    turned = (
        features.head.yaw_deg - front.head.yaw_deg,
        features.head.roll_deg - front.head.roll_deg,
    )
    assert (now.head_yaw_deg, now.head_tilt_deg) == pytest.approx(turned)
    ready = prepare_front(front)
    upright_cm = distance_cm(front.upright, ready, pose.aspect)
    assert now.distance_cm == pytest.approx(distance_cm(features, ready, pose.aspect))
    assert now.approach_cm == pytest.approx(upright_cm - (now.distance_cm or math.nan))


def test_leaning_in_with_the_neck_following_is_no_forward_head() -> None:
    leaning = YOU.moved(c7_ahead=11, c7_up=-1.6, lean=12, cva=-3.5)
    observations = {"upright": still(), "lean_in": [pose_of(leaning)] * 2}
    taught = made(calibrate(observations, SIZE))
    now = measure(prepare(taught), pose_of(leaning))
    assert isinstance(now, Reading)
    assert now.cva_change_deg is not None
    assert now.cva_change_deg > -8


ROUNDED = YOU.moved(acromion_ahead=5, half_width=-0.5)


@cache
def promised() -> Profile:
    """A profile that promises to see the shoulders round."""
    shown = [pose_of(YOU.moved(acromion_ahead=5, half_width=2.5, acromion_up=-1.5))] * 2
    found = made(calibrate({"upright": still(), "shoulders_rounded": shown}, SIZE))
    assert found.shoulders_measurable
    return found


def test_shoulders_that_are_surely_forward_are_told_though_not_by_how_much() -> None:
    shown = {"upright": still(), "shoulders_rounded": [pose_of(ROUNDED)] * 2}
    profile = made(calibrate(shown, SIZE))

    now = measure(prepare(replace(profile, shoulders_measurable=True)), pose_of(ROUNDED))

    assert isinstance(now, Reading)
    assert now.fsa_change_deg is not None
    assert now.fsa_change_sd_deg is not None
    assert now.fsa_change_sd_deg > SHOULDERS_SD_DEG
    assert now.fsa_change_deg > 12
    assert now.no_shoulders is None


@pytest.mark.parametrize(
    ("person", "poses", "why"),
    [
        pytest.param(
            YOU.moved(acromion_ahead=3, half_width=-0.5),
            ("shoulders_rounded",),
            NoShoulders.UNCLEAR,
        ),
        pytest.param(YOU, (), NoShoulders.NOT_HERE),
    ],
    ids=["not clear", "never seen rounded"],
)
def test_shoulders_that_are_not_told_say_why(
    person: Person, poses: tuple[str, ...], why: NoShoulders
) -> None:
    profile = replace(promised(), front=replace(promised().front, guided=()))

    now = measure(prepare(replace(profile, poses=("upright", *poses))), pose_of(person))

    assert isinstance(now, Reading)
    assert (now.fsa_change_deg, now.fsa_change_sd_deg) == (None, None)
    assert now.no_shoulders is why


@pytest.mark.parametrize("promises", [True, False])
@pytest.mark.parametrize(
    ("marks", "visible", "why"),
    [
        (np.array([[0.1, 2.0], [1.2, 2.0]]), 1.0, NoShoulders.OUT),
        (None, 0.0, NoShoulders.HIDDEN),
    ],
    ids=["out", "hidden"],
)
def test_shoulders_out_of_sight_are_so_whatever_the_calibration(
    marks: np.ndarray | None,
    visible: float,
    why: NoShoulders,
    promises: bool,  # noqa: FBT001
) -> None:
    pose = pose_of(YOU)
    points, visibility = pose.points.copy(), pose.visibility.copy()
    points[[11, 12]] = points[[11, 12]] if marks is None else marks
    visibility[[11, 12]] = visible
    profile = replace(promised(), shoulders_measurable=promises)

    now = measure(prepare(profile), replace(pose, points=points, visibility=visibility))

    assert isinstance(now, Reading)
    assert now.fsa_change_deg is None
    assert now.no_shoulders is why
