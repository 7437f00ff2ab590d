"""The pipeline itself."""

from dataclasses import replace

import pytest

from posturecam.core.measure.calibration import calibrate
from posturecam.core.measure.estimator import measure
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.values import Reading, Unseen, Why
from posturecam.monitor import reading_of
from tests.support.synthetic import Person, pose_of

UPRIGHT = Person()


@pytest.fixture(scope="module")
def profile() -> Profile:
    wobble = [UPRIGHT.moved(c7_ahead=0.1 * (n % 5)) for n in range(12)]
    seen = [replace(pose_of(person), t=n / 4) for n, person in enumerate(wobble)]
    made = calibrate({"upright": seen}, (640, 480))
    assert isinstance(made, Profile)
    return made


def test_the_very_same_landmarks_are_not_measured_twice(profile: Profile) -> None:
    pose = pose_of(UPRIGHT)
    known = Unseen(0.0, Why.MOVING)  # not what measuring would give
    _, again = reading_of(replace(pose, t=1.0), prepare(profile), (pose, known))
    assert again == Unseen(1.0, Why.MOVING)


def test_other_landmarks_are_measured(profile: Profile) -> None:
    before, pose = pose_of(UPRIGHT), replace(pose_of(UPRIGHT.moved(cva=-10)), t=1.0)
    _, reading = reading_of(pose, prepare(profile), (before, measure(prepare(profile), before)))
    assert isinstance(reading, Reading)
    assert reading == measure(prepare(profile), pose)
    assert reading == reading_of(pose, prepare(profile), None)[1]


def test_nobody_gives_no_reading(profile: Profile) -> None:
    pose, nobody = pose_of(UPRIGHT), Unseen(1.0, Why.NOBODY)
    prepared = prepare(profile)
    assert reading_of(nobody, prepared, (pose, measure(prepared, pose)))[1] is nobody
    assert isinstance(reading_of(pose, prepared, (nobody, nobody))[1], Reading)
