"""The model against exact projection of a body in three dimensions (synthetic.py)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.body.sagittal import CHANGES, KNOWN, Seen, State, seen
from posturecam.core.pose.features import change, extract_features
from posturecam.core.pose.geometry import rms_radius
from posturecam.core.pose.head_pose import make_template
from posturecam.core.pose.pinhole import back_project, focal_of, project, project_slopes
from tests.support.synthetic import FACE_RADIUS_CM, Camera, Person, pose_of

YOU, CAMERA = Person(), Camera(distance=67.0, tilt=6.0, height=2.0)


def exact(camera: Camera = CAMERA, **moves: float) -> np.ndarray:
    """What perfect landmarks of a moved body show."""
    upright, moved = pose_of(YOU, camera), pose_of(YOU.moved(**moves), camera)
    template = make_template([upright.face])
    return change(extract_features(moved, template), extract_features(upright, template))


def modelled(camera: Camera = CAMERA, **changes: float) -> np.ndarray:
    """What the sagittal model expects."""
    upright = pose_of(YOU, camera)
    template = make_template([upright.face])
    state = np.zeros(CHANGES)
    for name, value in changes.items():
        state[State[name]] = value
    person = (YOU.cva, YOU.neck, YOU.acromion_ahead, YOU.acromion_up)
    size = np.log(rms_radius(np.array(template)) / (camera.focal / depth_of_face(camera)))
    fixed = np.array([camera.tilt, np.log(camera.focal), size, *person])
    down = extract_features(upright, template).head.y - 0.5
    return seen(state, fixed, rms_radius(template), down)[0]


def aimed(tilt: float) -> Camera:
    """A camera tilted by `tilt` that has the face in the middle of its picture."""
    return Camera(distance=67.0, tilt=tilt, height=11.0 - 50.0 * math.tan(math.radians(tilt)))


def depth_of_face(camera: Camera) -> float:
    cva = np.radians(YOU.cva)
    middle = np.array([[0, YOU.neck * np.sin(cva) + 1.1, YOU.neck * np.cos(cva) + 7.2]])
    return float(camera.project(middle)[1][0])


@pytest.mark.parametrize(
    ("moves", "changes"),
    [
        pytest.param({"cva": -5}, {"CVA": -5}, id="neck 5"),
        pytest.param({"cva": -10}, {"CVA": -10}, id="neck 10"),
        pytest.param({"c7_ahead": 5}, {"C7_AHEAD": 5}, id="chair slide 5 cm"),
        pytest.param({"c7_ahead": -8}, {"C7_AHEAD": -8}, id="chair back 8 cm"),
        pytest.param({"acromion_ahead": 1}, {"ACROMION_AHEAD": 1}, id="protract 10 mm"),
        pytest.param({"acromion_up": 1}, {"ACROMION_UP": 1}, id="shrug 10 mm"),
        pytest.param({"c7_up": -3}, {"C7_UP": -3}, id="slump C7 30 mm"),
        pytest.param({"lean": 10, "c7_ahead": 9}, {"LEAN": 10, "C7_AHEAD": 9}, id="lean 10"),
    ],
)
@pytest.mark.parametrize("tilt", [-8.0, 6.0, 16.0])
def test_model_and_exact_projection_agree(
    moves: dict[str, float], changes: dict[str, float], tilt: float
) -> None:
    camera = aimed(tilt)
    difference = modelled(camera, **changes) - exact(camera, **moves)
    # The face is a cloud here and a point in the model: half a percent of its size.
    assert np.abs(difference[[Seen.FACE_SIZE, Seen.SHOULDER_WIDTH]]).max() < 1.0
    assert np.abs(difference[[Seen.FACE_DOWN, Seen.SHOULDERS_DOWN]]).max() < 0.6
    # A mesh is seen along its own ray, the cloud along the axis: up to 3 degrees at the edge.
    assert abs(difference[Seen.FACE_PITCH]) < 3.0


def test_nothing_moved_nothing_seen() -> None:
    assert modelled() == pytest.approx(np.zeros(5), abs=1e-12)


def test_one_degree_of_neck_moves_the_face_as_the_science_table_says() -> None:
    """Science 7.2: per degree 2 mm forward and 1.7 mm down at L = 15 cm, CVA 50."""
    change_seen = modelled(Camera(distance=60, tilt=0, height=9), CVA=-1)
    assert change_seen[Seen.FACE_SIZE] == pytest.approx(0.33, abs=0.1)
    assert change_seen[Seen.FACE_DOWN] > 0
    assert change_seen[Seen.SHOULDER_WIDTH] == pytest.approx(0)
    assert change_seen[Seen.SHOULDERS_DOWN] == pytest.approx(0)


def test_with_a_camera_that_looks_up_who_comes_nearer_rises() -> None:
    assert modelled(aimed(15), C7_AHEAD=8)[Seen.FACE_DOWN] < -2
    assert modelled(aimed(-10), C7_AHEAD=8)[Seen.FACE_DOWN] > 1


def test_back_projection_undoes_projection() -> None:
    place, camera = np.array([60.0 + 5.0j, 70.0 - 20.0j]), np.exp(np.array([0.2j, -0.1j]))
    depth, ray = project(place, camera)
    assert back_project(depth, ray, camera) == pytest.approx(place)


def test_a_camera_that_looks_up_sees_what_is_level_further_down() -> None:
    depth, ray = project(np.array(10.0 + 0.0j), np.exp(np.array(0.1j)))
    assert float(depth) == pytest.approx(10 * math.cos(0.1))
    assert float(ray) == pytest.approx(math.tan(0.1))


def test_points_behind_the_camera_stay_finite() -> None:
    depth, ray = project(np.array(-3.0 + 1.0j), np.array(1.0 + 0.0j))
    assert depth > 0
    assert np.isfinite(ray)


LIKELY = np.array([5.0, np.log(1.15), np.log(6.0), 52.0, 13.6, 2.5, -5.5])
MOVED = st.tuples(*(st.floats(-reach, reach) for reach in (25, 15, 10, 25, 4, 4, 40)))
PERSON = st.tuples(*(st.floats(-reach, reach) for reach in (15, 0.2, 0.15, 8, 2, 1.5, 1.5)))


@given(MOVED, PERSON, st.floats(0.05, 0.2), st.floats(-0.3, 0.3), st.floats(-0.6, 0.6))
def test_slopes_are_those_of_finite_differences(
    state: tuple[float, ...], person: tuple[float, ...], radius: float, down: float, yaw: float
) -> None:
    here = np.array([*state, *(LIKELY + person)])

    def observation(all_: np.ndarray) -> np.ndarray:
        return seen(all_[..., :CHANGES], all_[..., CHANGES:], radius, down, yaw)[0]

    step = 1e-5 * np.eye(KNOWN)
    expected = (observation(here + step) - observation(here - step)) / 2e-5
    slopes = seen(here[:CHANGES], here[CHANGES:], radius, down, yaw)[1]
    assert slopes == pytest.approx(expected.T, rel=1e-5, abs=1e-5)


def test_what_is_behind_the_camera_does_not_come_nearer() -> None:
    camera = np.array(1.0 + 0.0j)
    depth, ray = project(np.array([-3.0 + 1.0j, 30.0 + 1.0j]), camera)
    nearer, _ = project_slopes(np.full((2, 1), -1.0 + 0.0j), camera[None], depth, ray)
    assert nearer == pytest.approx(np.array([[0.0], [-1 / 30]]))


@pytest.mark.parametrize(("fov", "pixels"), [(60, 1272), (69, 1068), (78, 907)])
def test_focal_length_of_a_720p_camera(fov: float, pixels: float) -> None:
    """Science 7.1."""
    assert focal_of(fov, 1280 / 720) * 720 == pytest.approx(pixels, abs=1)


def test_the_face_radius_of_the_synthetic_person() -> None:
    template = make_template([pose_of(YOU, CAMERA).face])
    radius_cm = rms_radius(template) * depth_of_face(CAMERA) / CAMERA.focal
    assert radius_cm == pytest.approx(FACE_RADIUS_CM, rel=0.08)
    assert math.isfinite(radius_cm)
