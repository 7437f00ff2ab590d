"""What a sitting remembers between two observations."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from posturecam.core.measure.calibration import calibrate
from posturecam.core.measure.face_change import FaceChangePolicy
from posturecam.core.measure.measuring import (
    BACKGROUND_MOVED,
    UNSEEN_CAMERA,
    Measuring,
    MeasuringPolicy,
    take_in,
)
from posturecam.core.measure.personal_gains import PersonalGains, apply
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.smoothing import SmoothingPolicy
from posturecam.core.measure.viewpoint_shift import MOVED
from posturecam.core.picture.background_shift import BackgroundPolicy
from posturecam.core.values import Grey, Observation, Pose, Reading, Unseen, View, Why
from tests.support.backgrounds import seen
from tests.support.calibrated import SIZE, YOU, from_side, made, profile_of
from tests.support.synthetic import pose_of
from tests.support.worn import put_on

POLICY = MeasuringPolicy(
    background=BackgroundPolicy(moved_by=0.02, moved_s=0, every_s=0),
    face=FaceChangePolicy(face_changed_s=0, every_s=1),
    smoothing=SmoothingPolicy(0.0, 1.0),
)
HERE, ELSEWHERE = seen(), seen(down=5)
SIDE = made(calibrate({"upright": [from_side(t / 4) for t in range(8)]}, SIZE, View.SIDE))
YOU_SEEN, BESIDE = pose_of(YOU), from_side()


def observed(t: float, who: Pose | Why, grey: Grey | None = None) -> Observation:
    if isinstance(who, Why):
        return Observation(t, (), who, grey=grey)
    return Observation(t, (replace(who, t=t),), grey=grey)


def measured(
    profile: Profile, *story: tuple[Pose | Why, Grey | None]
) -> Iterator[tuple[Measuring, Reading | Unseen]]:
    state, prepared = Measuring(), prepare(profile)
    for t, (who, grey) in enumerate(story):
        state, _, reading = take_in(POLICY, prepared, state, observed(float(t), who, grey))
        yield state, reading


def states(profile: Profile, *story: tuple[Pose | Why, Grey | None]) -> list[Measuring]:
    return [state for state, _ in measured(profile, *story)]


def whys(*story: tuple[Pose | Why, Grey | None]) -> list[Why | None]:
    found = [reading for _, reading in measured(SIDE, *story)]
    return [one.why if isinstance(one, Unseen) else None for one in found]


@pytest.mark.parametrize("why", Why)
def test_after_an_interruption_the_camera_may_stand_elsewhere(why: Why) -> None:
    *_, gone, back = states(
        profile_of(), *[(YOU_SEEN, None)] * 9, (why, None), (Why.NOBODY, None), (YOU_SEEN, None)
    )
    assert gone.interrupted is why.interrupted
    assert not back.interrupted
    assert gone.camera.jump == pytest.approx(0, abs=1e-3)  # in the same place for nine frames
    assert back.camera.jump == pytest.approx(MOVED if why.interrupted else 0, abs=1e-3)


def test_a_background_that_moved_makes_a_moved_camera_likely_once_for_each_move() -> None:
    story = [(Why.NOBODY, grey) for grey in (HERE, HERE, ELSEWHERE, ELSEWHERE, HERE)]
    calm, same, moved, after, again = states(profile_of(), *story)

    assert calm.camera is UNSEEN_CAMERA
    assert same.camera is UNSEEN_CAMERA
    assert moved.camera.jump == BACKGROUND_MOVED
    assert after.camera is moved.camera  # that is where the background is now
    assert again.camera is not moved.camera


def test_from_the_side_nothing_is_measured_while_the_background_is_elsewhere() -> None:
    story: Sequence[tuple[Pose | Why, Grey | None]] = [
        (BESIDE, HERE),
        (BESIDE, ELSEWHERE),
        (Why.SHOULDERS_OUT, ELSEWHERE),
        (Why.NOBODY, ELSEWHERE),
        (BESIDE, HERE),
    ]
    assert whys(*story) == [None, Why.CAMERA_MOVED, Why.CAMERA_MOVED, Why.NOBODY, None]


def test_a_reused_observation_is_not_measured_again() -> None:
    """These landmarks are another pose's, so that a measurement would show."""
    prepared = prepare(profile_of())
    state, _, before = take_in(POLICY, prepared, Measuring(), observed(0.0, YOU_SEEN))
    other = replace(observed(1.0, pose_of(YOU.moved(cva=-10))), reused=True)
    _, _, again = take_in(POLICY, prepared, state, other)
    assert again == replace(before, t=1.0)


def test_a_mask_teaches_nothing_about_camera_and_person() -> None:
    policy = replace(POLICY, face=FaceChangePolicy(face_changed_s=10, every_s=1))
    prepared, state = prepare(profile_of()), Measuring()
    poses = [YOU_SEEN, *(pose_of(YOU.moved(c7_ahead=n)) for n in range(4))]
    for t, pose in enumerate([YOU_SEEN, *(put_on(pose, "mask") for pose in poses)]):
        before = state
        state, _, _ = take_in(policy, prepared, state, observed(float(t), pose))
    assert state.face.in_doubt
    assert state.camera.shift is before.camera.shift
    assert state.camera.taught == before.camera.taught


GAINS = PersonalGains(cva_gain=1.5, cva_offset_deg=-2.0, cva_sd_deg=0.1, helped_deg=0.5)


@pytest.mark.parametrize("profile", [profile_of(), SIDE])
def test_readings_are_corrected_by_the_gains_of_the_profile(profile: Profile) -> None:
    story = [(YOU_SEEN if profile.front else BESIDE, None)] * 3
    plain = [reading for _, reading in measured(profile, *story)]
    corrected = [reading for _, reading in measured(replace(profile, gains=GAINS), *story)]

    assert corrected == [apply(GAINS, reading) for reading in plain]
    assert corrected != plain


def test_a_reading_that_is_used_again_is_corrected_once() -> None:
    prepared = prepare(replace(profile_of(), gains=GAINS))
    first = observed(0.0, YOU_SEEN)
    state, _, before = take_in(POLICY, prepared, Measuring(), first)

    _, _, after = take_in(POLICY, prepared, state, replace(first, t=0.5, reused=True))

    assert isinstance(before, Reading)
    assert isinstance(after, Reading)
    assert after.cva_change_deg == before.cva_change_deg
