"""Whether somebody sits where nobody can sit who has only changed posture."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import Camera, Person, mirrored, pose_of

from posturecam.core import displaced
from posturecam.core.calibration import calibrate
from posturecam.core.displaced import (
    Displaced,
    DisplacedPolicy,
    Shift,
    follow_displaced,
    in_place,
    risen,
    shift_of,
    sunk,
)
from posturecam.core.estimator import measure
from posturecam.core.landmarks import Body
from posturecam.core.profile import FrontCalibration, Profile
from posturecam.core.values import Pose, Unseen, Why

YOU = Person()
POLICY = DisplacedPolicy(settle_s=20, every_s=2)
HIGHER, LOWER = YOU.moved(c7_up=7), YOU.moved(c7_up=-9)
LOW, NEARLY_SUNK = YOU.moved(c7_up=-2.6), YOU.moved(c7_up=-3.9)
HIGHER_A_LITTLE = YOU.moved(c7_up=3.9, cva=-18)


def made() -> Profile:
    wobble = [YOU.moved(c7_ahead=0.1 * (n % 5)) for n in range(12)]
    profile = calibrate({"upright": [pose_of(one) for one in wobble]}, (640, 480))
    assert isinstance(profile, Profile)
    return profile


PROFILE = made()
assert PROFILE.front is not None
FRONT: FrontCalibration = PROFILE.front


def follow(seen: Iterable[Pose | Unseen], policy: DisplacedPolicy = POLICY) -> list[bool]:
    """Whether somebody counts as displaced after each look."""
    state, moved = Displaced(), []
    for one in seen:
        measured = one if isinstance(one, Unseen) else measure(one, PROFILE)
        state = follow_displaced(policy, state, one, measured, FRONT)
        moved.append(state.moved)
    return moved


def last_of(seen: Iterable[Pose | Unseen]) -> Displaced:
    state = Displaced()
    for one in seen:
        measured = one if isinstance(one, Unseen) else measure(one, PROFILE)
        state = follow_displaced(POLICY, state, one, measured, FRONT)
    return state


def times(*parts: tuple[float, Person | Why], every_s: float = 1.0) -> list[Pose | Unseen]:
    """Somebody sits as each part says, for so many seconds."""
    seen: list[Pose | Unseen] = []
    for lasts_s, how in parts:
        for _ in range(round(lasts_s / every_s)):
            t = every_s * len(seen)
            seen.append(Unseen(t, how) if isinstance(how, Why) else pose_of(how, t=t))
    return seen


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        pytest.param(Shift(3.5, 3.2, 0), True, id="higher than anybody gets"),
        pytest.param(Shift(2.5, 3.2, 0), False, id="the head a little higher"),
        pytest.param(Shift(0, 3.5, 0), False, id="only the shoulders"),
        pytest.param(Shift(38, 36, 0), False, id="standing"),
        pytest.param(Shift(4, 4, 19), True, id="higher, and the chair forward"),
        pytest.param(Shift(4, 4, 21), False, id="higher, and far nearer"),
        pytest.param(Shift(4, 4, -21), False, id="higher, and far further"),
        pytest.param(Shift(-6, -5, 0), True, id="the chair lowered"),
        pytest.param(Shift(-6, -5, -10), True, id="the chair lowered and pushed back"),
        pytest.param(Shift(-3.8, -3.8, 0), False, id="as deep as a body sinks"),
        pytest.param(Shift(-6, -5, 8), False, id="deep, but nearer"),
        pytest.param(Shift(-9, -5, 0), False, id="deep, the head more than the shoulders"),
        pytest.param(Shift(-6, -5, -21), False, id="deep, and far further"),
        pytest.param(Shift(-5, 0, 0), False, id="a nod"),
        pytest.param(Shift(0, 0, 0), False, id="as calibrated"),
    ],
)
def test_what_no_change_of_posture_explains(shift: Shift, *, expected: bool) -> None:
    assert (risen(shift) or sunk(shift)) is expected


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(times((60, YOU)), False, id="all as calibrated"),
        pytest.param(times((18, HIGHER)), False, id="higher, not for long"),
        pytest.param(times((24, HIGHER)), True, id="higher"),
        pytest.param(times((24, LOWER)), True, id="lower"),
        pytest.param(times((30, YOU), (24, HIGHER)), True, id="higher from a moment on"),
        pytest.param(times((30, YOU), (60, LOWER)), False, id="slid down after sitting well"),
        pytest.param(times((4, YOU), (24, LOWER)), True, id="lower from the start, nearly"),
        pytest.param(times((30, LOW), (60, LOWER)), False, id="slid down from somewhat lower"),
        pytest.param(
            times((20, NEARLY_SUNK), (25, LOWER)), True, id="nearly sunk, then lower, at first"
        ),
        pytest.param(
            times((80, NEARLY_SUNK), (60, LOWER)), False, id="nearly sunk, then lower, later"
        ),
        pytest.param(times((80, HIGHER_A_LITTLE), (60, LOWER)), False, id="down from higher"),
        pytest.param(
            times((30, YOU), (600, Why.NOBODY), (25, LOWER)), True, id="lower after an absence"
        ),
        pytest.param(
            times((30, YOU), (600, Why.NOBODY), (3, YOU), (27, LOWER)),
            True,
            id="sitting down lower after an absence",
        ),
        pytest.param(
            times((30, YOU), (500, Why.NOBODY), (60, LOWER)), False, id="down after a short one"
        ),
        pytest.param(times((15, HIGHER), (15, YOU), (15, HIGHER)), False, id="up and down"),
        pytest.param(times((24, HIGHER), (18, YOU)), True, id="back, not for long"),
        pytest.param(times((24, HIGHER), (24, YOU)), False, id="back in place"),
        pytest.param(times((24, HIGHER), (60, YOU.moved(c7_up=3))), True, id="half way back"),
        pytest.param(times((24, HIGHER), (60, Why.NOBODY)), True, id="displaced, then away"),
        pytest.param(times((60, Why.NOBODY)), False, id="nobody there"),
        pytest.param(times((60, HIGHER.moved(yaw=60))), False, id="turned away: no telling"),
        pytest.param(times((100, HIGHER), every_s=10), True, id="looks far apart"),
    ],
)
def test_when_somebody_counts_as_displaced(seen: list[Pose | Unseen], *, expected: bool) -> None:
    assert follow(seen)[-1] is expected


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(times((24, LOWER)), True, id="lower"),
        pytest.param(times((24, HIGHER)), False, id="higher"),
        pytest.param(times((24, LOWER), (15, YOU)), True, id="lower, in place for a moment"),
        pytest.param(times((24, LOWER), (24, YOU)), False, id="in place again"),
    ],
)
def test_a_lower_place_is_told_as_one(seen: list[Pose | Unseen], *, expected: bool) -> None:
    assert last_of(seen).lower is expected


@pytest.mark.parametrize(("up_cm", "expected"), [(36, True), (20, False)])
def test_standing_is_no_sitting(
    monkeypatch: pytest.MonkeyPatch, up_cm: float, *, expected: bool
) -> None:
    pose, state = pose_of(YOU), Displaced()
    for t in range(145):
        cm = up_cm if t < 120 else -6
        shift = Shift(-10.0 if t < 120 else cm, cm, 0.0)  # the head as of nobody that has risen
        monkeypatch.setattr(displaced, "shift_of", lambda *_, shift=shift: shift)
        here = replace(pose, t=float(t))
        state = follow_displaced(POLICY, state, here, measure(here, PROFILE), FRONT)
    assert state.moved is expected


def test_one_look_counts_for_a_few_seconds_at_most() -> None:
    moved = follow([pose_of(HIGHER, t=t) for t in (0.0, 600.0, 1200.0, 1800.0, 2400.0)])
    assert moved == [False] * 4 + [True]


def test_it_can_be_switched_off_and_not_every_look_counts() -> None:
    here = pose_of(HIGHER, t=1.0)
    state = Displaced(t=0.0)
    reading = measure(here, PROFILE)
    assert follow_displaced(POLICY, state, here, reading, FRONT) is state
    assert follow_displaced(POLICY, state, here, reading, None) is state
    assert not any(follow(times((60, HIGHER)), DisplacedPolicy(0, 2)))


def test_shoulders_that_the_pose_model_doubts_tell_nothing() -> None:
    def doubted(pose: Pose | Unseen) -> Pose:
        assert isinstance(pose, Pose)
        visibility = pose.visibility.copy()
        visibility[Body.LEFT_SHOULDER] = 0.2
        return replace(pose, visibility=visibility)

    assert not any(follow(map(doubted, times((60, HIGHER)))))


def test_shoulders_below_the_picture_still_tell() -> None:
    high = Camera(height=20)
    seen = [pose_of(YOU, high, t=float(t)) for t in range(40)]
    assert seen[0].points[Body.LEFT_SHOULDER, 1] > 1.02
    assert follow(seen)[-1]


def test_without_a_face_there_is_no_telling() -> None:
    assert shift_of(replace(pose_of(YOU), face=None), FRONT) is None


@settings(deadline=None)
@given(up=st.floats(-8, 8))
def test_the_height_is_told_in_centimetres(up: float) -> None:
    shift = shift_of(pose_of(YOU.moved(c7_up=up)), FRONT)
    assert shift is not None
    assert shift.head_cm == pytest.approx(up, abs=0.5)
    assert in_place(shift) is (abs(shift.shoulders_cm) <= 2.0)


@settings(deadline=None)
@given(ahead=st.floats(-12, 12))
def test_sliding_the_chair_is_no_height(ahead: float) -> None:
    shift = shift_of(pose_of(YOU.moved(c7_ahead=ahead)), FRONT)
    assert shift is not None
    assert not risen(shift)
    assert not sunk(shift)
    assert in_place(shift)


@settings(deadline=None)  # the first example works out what is known of the person
@given(up=st.floats(-8, 8), scale=st.sampled_from([0.5, 2.0]))
def test_a_mirror_changes_nothing(up: float, scale: float) -> None:
    pose = pose_of(YOU.moved(c7_up=up, yaw=scale))
    one, other = shift_of(pose, FRONT), shift_of(mirrored(pose), FRONT)
    assert one is not None
    assert other is not None
    assert np.allclose(
        (one.head_cm, one.shoulders_cm, one.nearer_percent),
        (other.head_cm, other.shoulders_cm, other.nearer_percent),
    )
