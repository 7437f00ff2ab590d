"""Whether a face still has the shape that was calibrated."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.measure.calibration import calibrate
from posturecam.core.measure.estimator import measure
from posturecam.core.measure.face_change import (
    LIKE,
    STRANGE,
    FaceChange,
    FaceChangePolicy,
    allow_for_face,
    follow_face,
    strangeness_of,
)
from posturecam.core.measure.plausibility import qualify
from posturecam.core.measure.prepared import prepare
from posturecam.core.pose.hands import HANDS
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose, Reading, Unseen, Why
from tests.support.altered_poses import SHOULDERS, faint
from tests.support.calibrated import SIZE, YOU, front_of, made, profile_of, still
from tests.support.synthetic import Camera, Person, mirrored, pose_of
from tests.support.worn import FAINT, SHAPES, put_on

POLICY = FaceChangePolicy(face_changed_s=10, every_s=2)
BARE, MASKED = pose_of(YOU), put_on(pose_of(YOU), "mask")


PROFILE = profile_of()
FRONT = front_of(PROFILE)
TEMPLATE = FRONT.template


def strange(pose: Pose) -> float:
    found = strangeness_of(pose, TEMPLATE)
    assert found is not None
    return found


def follow(
    *parts: tuple[float, Pose | Unseen], policy: FaceChangePolicy = POLICY, every_s: float = 1.0
) -> list[bool]:
    """Whether the face counts as changed after each look; each part lasts for so many seconds."""
    state, changed, t = FaceChange(), [], 0.0
    for lasts_s, one in parts:
        for _ in range(round(lasts_s / every_s)):
            now = replace(one, t=t)
            state = follow_face(policy, state, now, measured(now), TEMPLATE)
            changed.append(state.changed)
            t += every_s
    return changed


def measured(one: Pose | Unseen) -> Reading | Unseen:
    return one if isinstance(one, Unseen) else qualify(one, measure(prepare(PROFILE), one), FRONT)


@pytest.mark.parametrize("thing", SHAPES)
@pytest.mark.parametrize("how", [YOU, YOU.moved(cva=-12), YOU.moved(yaw=12), YOU.moved(pitch=6)])
def test_what_covers_a_part_of_the_face_is_strange_in_any_posture(thing: str, how: Person) -> None:
    bare = pose_of(how)
    assert strange(bare) < LIKE
    assert strange(put_on(bare, thing)) > STRANGE
    assert strange(put_on(mirrored(bare), thing)) > STRANGE


@pytest.mark.parametrize("thing", FAINT)
def test_what_hardly_moves_the_mesh_is_measured_on(thing: str) -> None:
    assert strange(put_on(BARE, thing)) < STRANGE


@given(
    st.floats(-20, 10),
    st.floats(-10, 10),
    st.floats(-18, 18),
    st.floats(-15, 15),
    st.floats(-15, 15),
)
def test_no_posture_is_strange(
    cva: float, pitch: float, yaw: float, roll: float, ahead: float
) -> None:
    how = YOU.moved(cva=cva, pitch=pitch, yaw=yaw, roll=roll, c7_ahead=ahead)
    assert (strangeness_of(pose_of(how), TEMPLATE) or 0.0) < STRANGE


@given(st.floats(0.5, 2.0), st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))
def test_neither_place_nor_a_little_size_matters(size: float, x: float, y: float) -> None:
    face = MASKED.face
    assert face is not None
    elsewhere = replace(MASKED, face=face + np.array([x, y, 0.0]))
    assert strange(elsewhere) == pytest.approx(strange(MASKED))
    assert strange(put_on(BARE, "mask", larger=0.9 + 0.1 * size)) > STRANGE


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(YOU.moved(yaw=30), id="turned to the left"),
        pytest.param(YOU.moved(yaw=-30), id="turned to the right"),
        pytest.param(YOU.moved(pitch=20), id="looking down"),
        pytest.param(YOU.moved(pitch=-20), id="looking up"),
    ],
)
def test_a_head_turned_or_bowed_far_shows_nothing(how: Person) -> None:
    assert strangeness_of(pose_of(how), TEMPLATE) is None


def test_no_face_shows_nothing() -> None:
    assert strangeness_of(replace(BARE, face=None), TEMPLATE) is None


def first(changed: Iterable[bool], *, value: bool = True) -> int:
    return list(changed).index(value)


def test_put_on_in_the_middle_and_taken_off_again() -> None:
    changed = follow((30, BARE), (60, MASKED), (60, BARE))
    assert 38 <= first(changed) <= 42
    assert all(changed[42:98])
    assert 98 <= 90 + first(changed[90:], value=False) <= 102
    assert not any(changed[102:])


def test_put_on_before_the_sitting_begins() -> None:
    assert 10 <= first(follow((30, MASKED))) <= 14


def test_a_face_that_is_neither_like_nor_unlike_stays_what_it_was() -> None:
    between = blended(0.9)
    assert LIKE < strange(between) < STRANGE
    assert not any(follow((120, between)))
    assert all(follow((30, MASKED), (120, between))[20:])


def blended(wanted: float) -> Pose:
    """The mask, as far on as makes a face as strange as `wanted`."""
    assert BARE.face is not None
    assert MASKED.face is not None
    for share in np.linspace(0, 1, 101):
        found = replace(BARE, face=BARE.face + share * (MASKED.face - BARE.face))
        if strange(found) >= wanted:
            return found
    raise AssertionError


def test_a_grimace_now_and_then_is_none() -> None:
    assert not any(follow(*[(6, MASKED), (8, BARE)] * 10))


def test_looks_far_apart_count_for_five_seconds_each() -> None:
    changed = follow((600, MASKED), every_s=30)
    assert changed[:4] == [False, False, True, True]


def test_looks_closer_together_than_asked_are_not_compared() -> None:
    assert not any(follow((5, MASKED), policy=FaceChangePolicy(1, 6)))


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(Unseen(0.0, Why.NOBODY), id="nobody"),
        pytest.param(replace(MASKED, face=None), id="no face"),
        pytest.param(put_on(pose_of(YOU.moved(yaw=30)), "mask"), id="turned"),
        pytest.param(put_on(pose_of(YOU, scale=2.0), "mask"), id="not whole in the picture"),
    ],
)
def test_looks_that_show_no_whole_face_change_nothing(seen: Pose | Unseen) -> None:
    assert not any(follow((60, seen)))
    assert all(follow((20, MASKED), (60, seen))[20:])


def test_a_hand_at_the_head_is_not_something_put_on() -> None:
    points = MASKED.points.copy()
    points[HANDS] = points[Body.LEFT_EAR] + [0.02, 0.03]
    holding = replace(MASKED, points=points)
    found = measured(holding)
    assert isinstance(found, Reading)
    assert found.hand_at_head
    assert not any(follow((60, holding)))


def test_hidden_shoulders_hide_no_face() -> None:
    assert any(follow((30, faint(MASKED, SHOULDERS, 0.1))))


def test_it_can_be_switched_off_and_needs_a_front_calibration() -> None:
    assert not any(follow((60, MASKED), policy=FaceChangePolicy(0, 2)))
    state = follow_face(POLICY, FaceChange(), MASKED, measured(MASKED), None)
    assert state == FaceChange()


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(measured(BARE), Why.FACE_CHANGED, id="measured"),
        pytest.param(Unseen(0.0, Why.FACE_HIDDEN), Why.FACE_CHANGED, id="so strange that hidden"),
        pytest.param(Unseen(0.0, Why.NOBODY), Why.NOBODY, id="nobody"),
        pytest.param(Unseen(0.0, Why.TURNED), Why.TURNED, id="turned"),
    ],
)
def test_the_reason_takes_the_place_of_angles(seen: Reading | Unseen, expected: Why) -> None:
    assert allow_for_face(seen, FaceChange(changed=True)) == Unseen(0.0, expected)


def test_until_it_is_certain_the_angle_is_less_certain() -> None:
    found = measured(BARE)
    assert isinstance(found, Reading)
    assert found.cva_change_sd_deg is not None
    assert allow_for_face(found, FaceChange()) == found
    doubted = allow_for_face(found, FaceChange(contrary_s=2))
    assert isinstance(doubted, Reading)
    assert doubted.cva_change_sd_deg == pytest.approx(np.hypot(found.cva_change_sd_deg, 6.0))
    assert doubted == replace(found, cva_change_sd_deg=doubted.cva_change_sd_deg)
    beside = replace(found, cva_change_deg=None, cva_change_sd_deg=None)
    for other in (beside, Unseen(0.0, Why.TURNED)):
        assert allow_for_face(other, FaceChange(contrary_s=2)) == other


def test_an_upright_calibrated_with_it_on_is_like_itself() -> None:
    observations = [put_on(pose, "mask") for pose in still()]
    template = front_of(made(calibrate({"upright": observations}, SIZE))).template
    assert (strangeness_of(MASKED, template) or 9.0) < LIKE
    assert (strangeness_of(BARE, template) or 0.0) > STRANGE


def test_another_camera_height_is_no_other_face() -> None:
    for camera in (Camera(tilt=10), Camera(height=-6), Camera(height=6), Camera(distance=60)):
        assert strange(pose_of(YOU, camera)) < STRANGE


@pytest.mark.parametrize(
    ("state", "in_doubt"),
    [
        (FaceChange(), False),
        (FaceChange(contrary_s=0.5), True),
        (FaceChange(changed=True), True),
        (FaceChange(changed=True, contrary_s=3.0), True),
    ],
)
def test_a_face_is_in_doubt_until_looks_say_so_no_more(
    state: FaceChange, *, in_doubt: bool
) -> None:
    assert state.in_doubt is in_doubt
