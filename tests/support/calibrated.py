"""Synthetic people who sit still, and their calibrations; each is calculated once."""

from functools import cache

import numpy as np

from posturecam.core.measure.calibration import Refused, calibrate
from posturecam.core.measure.profile import FrontCalibration, Profile
from posturecam.core.values import BODY_POINTS, Pose
from tests.support.synthetic import Camera, Person, pose_of

SIZE = (640, 480)
YOU, CAMERA = Person(), Camera()
WOBBLES = (-0.4, 0.3, 0.0, 0.5, -0.3, -0.1)  # cm and degrees: nobody sits perfectly still
POSES = {
    "slump": {"cva": -15, "c7_ahead": 7, "c7_up": -1.6, "lean": 7, "acromion_ahead": 3.5},
    "head_forward": {"cva": -14},
    "shoulders_rounded": {"acromion_ahead": 4, "half_width": -0.5},
    "lean_in": {"cva": -3.5, "c7_ahead": 11, "c7_up": -1.6, "lean": 12},
    "lean_back": {"cva": 2.3, "c7_ahead": -9, "lean": -8.5},
    "look_down": {"cva": -8, "pitch": 25},
    "shrug": {"acromion_up": 2.7},
}


def still(person: Person = YOU, camera: Camera = CAMERA, frames: int = 6) -> list[Pose]:
    """Frames of somebody who sits as well as `person`, four a second."""
    moving = (WOBBLES[number % len(WOBBLES)] for number in range(frames))
    people = (person.moved(c7_ahead=by, pitch=by) for by in moving)
    return [pose_of(one, camera, number / 4) for number, one in enumerate(people)]


def guided(camera: Camera, *names: str) -> dict[str, list[Pose]]:
    """Frames of the upright pose, and two of each of the `POSES` with these names."""
    shown = {name: [pose_of(YOU.moved(**POSES[name]), camera)] * 2 for name in names}
    return {"upright": still(YOU, camera), **shown}


def from_side(t: float = 0.0) -> Pose:
    """Somebody seen from their right side, whose face mesh is not found."""
    points = np.zeros((BODY_POINTS, 2))
    points[0], points[[2, 5]], points[[7, 8]] = (0.80, 0.30), (0.76, 0.26), (0.68, 0.28)
    points[11], points[12] = (0.60, 0.55), (0.61, 0.55)
    world = np.zeros((BODY_POINTS, 3))
    world[11], world[12] = (0.0, 0.0, -0.18), (0.0, 0.0, 0.18)
    return Pose(t, points, np.ones(BODY_POINTS), world, None, 4 / 3)


def made(found: Profile | Refused) -> Profile:
    """The profile, where a calibration must succeed."""
    assert isinstance(found, Profile), found
    return found


def problems(found: Profile | Refused) -> str:
    """Every problem, where a calibration must be refused."""
    assert isinstance(found, Refused), found
    return "; ".join(found.problems)


@cache
def profile_of(person: Person = YOU, camera: Camera = CAMERA) -> Profile:
    """The profile of `person` before `camera`, calibrated upright only."""
    return made(calibrate({"upright": still(person, camera)}, SIZE))


def front_of(profile: Profile) -> FrontCalibration:
    assert profile.front is not None
    return profile.front
