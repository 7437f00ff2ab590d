"""What people do at a desk that is no bad posture: telephoning, stretching, standing up and so on.

Each is watched by the whole pipeline with the default settings; afterwards a real slouch has to be
told as ever.  Laws over the size of each movement look at one look at a time.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.app.policies import rules_of
from posturecam.core.alerts.assessment import assess
from posturecam.core.measure.calibration import calibrate, recalibrate
from posturecam.core.measure.measuring import reading_of
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.pose.hands import hand_at_head
from posturecam.core.values import Assessment, Cause, Frame, Pose, Reading, Verdict, Why
from posturecam.edges.mediapipe.bundles import Bundles
from posturecam.edges.mediapipe.landmarker import open_landmarker
from posturecam.edges.sources.open_source import open_source
from posturecam.settings import Camera, Settings
from posturecam.view.headline import detail_of, state_of
from tests.support.altered_poses import (
    EARS,
    SHOULDERS,
    at,
    bent,
    covered,
    faceless,
    faint,
    sideways,
    with_hand,
)
from tests.support.calibrated import SIZE, front_of, made, profile_of, still
from tests.support.desk import FORWARD, UPRIGHT, calibrated
from tests.support.scenes import SLOUCHING, YOU, Background, alerts, states, watched
from tests.support.synthetic import pose_of

WELL_S, SCENE_S, SLOUCH_S = 5.0, 110.0, 66.0
LIMITS = rules_of(Settings()).tolerances
NARROW = UPRIGHT.moved(half_width=-5)  # shoulders as wide as the pose model sees real ones
PROFILE = calibrated().profile
SIDE = st.sampled_from([-1, 1])


NARROW_PROFILE = profile_of(NARROW)


def one_look(pose: Pose, profile: Profile = PROFILE, before: Pose | None = None) -> Assessment:
    """The opinion on `pose` alone, or on it in a sitting that began with `before`."""
    prepared = prepare(profile)
    camera = CameraBelief() if before is None else reading_of(before, prepared, CameraBelief())[0]
    return assess(reading_of(pose, prepared, camera)[1], LIMITS)


def seldom(background: Callable[[float], Pose], every_s: float = 3.0) -> Background:
    """Show a new pose only so often: measuring is what takes time in these tests."""
    shown: dict[int, Pose] = {}

    def now(t: float) -> tuple[Pose]:
        number = int(t / every_s)
        if number not in shown:
            shown[number] = background(number * every_s)
        return (shown[number],)

    return now


def lately(background: Background, rest: Pose, until_s: float) -> Background:
    return lambda t: background(t) if t < until_s else (rest,)


def telephoning(tilt_deg: float, *, face: bool = True) -> Background:
    def background(t: float) -> Pose:
        wobble = np.sin(t)
        side = 1 if tilt_deg > 0 else -1
        pose = bent(YOU, tilt_deg + 2 * wobble)
        pose = with_hand(covered(pose, side, 0.03 + 0.03 * wobble), side, 0.02 * wobble)
        return pose if face else faceless(pose)

    return seldom(background)


def standing(up: float, took_s: float) -> Background:
    """Get up so far, in image heights, then stand until the last ten seconds; then sit down."""

    def background(t: float) -> tuple[Pose]:
        share = min(1.0, t / took_s, max(0.0, SCENE_S - 5 - t) / took_s)
        pose = at(YOU, 0, -up * share)
        return (pose if pose.points[EARS, 1].min() > 0.1 else faceless(pose),)

    return background


def stretching(lasts_s: float, size: float) -> Background:
    """Arms overhead, chest opened and head back, every forty seconds."""
    open_chest = {"lean": -16, "pitch": -40, "acromion_up": 5, "c7_ahead": -8, "acromion_ahead": -3}
    pose = pose_of(UPRIGHT.moved(**{name: size * by for name, by in open_chest.items()}))
    overhead = pose.points.copy()
    overhead[15:23] = pose.points[EARS].mean(axis=0) - (0, 0.35)
    pose = replace(pose, points=overhead)
    return lambda t: (pose,) if t % 40 < lasts_s else (YOU,)


def wrapped(pose: Pose) -> Background:
    """A headset and a scarf: ears, chin and shoulders doubted, the shoulders jumping about."""
    noise = np.random.default_rng(4)

    def background(_t: float) -> Pose:
        hidden = faint(pose, [*EARS, 9, 10], noise.uniform(0, 0.4))
        hidden = faint(hidden, SHOULDERS, noise.uniform(0.25, 0.55))
        points = hidden.points.copy()
        points[SHOULDERS] += noise.normal(0, 0.004, (2, 2))
        return replace(hidden, points=points)

    return seldom(background, 2.0)


HAND, OUT, HIDDEN = "hand at the head", Why.FACE_OUT, Why.FACE_HIDDEN


@pytest.mark.parametrize(
    ("background", "names"),
    [
        pytest.param(telephoning(20), {HAND}, id="telephone, head tilted 20 degrees left"),
        pytest.param(telephoning(-28), {HAND}, id="telephone, 28 degrees right"),
        pytest.param(telephoning(25, face=False), {HIDDEN}, id="telephone before the face"),
        pytest.param(standing(0.5, 2), {OUT}, id="standing up"),
        pytest.param(standing(0.9, 0.3), {OUT, Why.STRANGER, "away"}, id="jumping up"),
        pytest.param(lambda _: Why.NOBODY, {"away"}, id="standing, the trunk not found"),
        pytest.param(wrapped(YOU), {"sitting well"}, id="headset and scarf"),
    ],
)
def test_it_is_named_for_what_it_is_and_a_slouch_afterwards_is_told(
    background: Background, names: set[str]
) -> None:
    ticks = watched(
        PROFILE,
        (WELL_S, lambda _: (YOU,)),
        (SCENE_S, background),
        (SLOUCH_S, lambda _: (SLOUCHING,)),
    )
    seen = states(ticks, WELL_S + 30, WELL_S + SCENE_S - 10)
    assert seen
    assert seen <= names
    (alert,) = alerts(ticks)
    assert alert.cause is Cause.FORWARD_HEAD
    assert 60 <= alert.t - WELL_S - SCENE_S <= 64


@pytest.mark.parametrize(("lasts_s", "size"), [(3, 1.0), (15, 0.6), (30, 1.0)])
def test_stretching_is_no_fault_and_earns_no_alert(lasts_s: float, size: float) -> None:
    ticks = watched(
        PROFILE, (SCENE_S, stretching(lasts_s, size)), (SLOUCH_S, lambda _: (SLOUCHING,))
    )
    (alert,) = alerts(ticks)
    assert alert.t >= SCENE_S + 60


@pytest.mark.parametrize("turned_deg", [45, -60, 90])
def test_at_the_side_of_the_desk_with_the_face_to_the_screen(turned_deg: float) -> None:
    slouching = pose_of(FORWARD.moved(half_width=-5))
    ticks = watched(
        NARROW_PROFILE,
        (WELL_S, lambda _: (pose_of(NARROW),)),
        (SCENE_S, seldom(lambda t: sideways(NARROW, turned_deg, head=15 * np.sin(t)))),
        (SLOUCH_S, lambda _: (slouching,)),
    )
    assert states(ticks, WELL_S, WELL_S + SCENE_S) == {Why.SIDEWAYS}
    assert [alert.t > WELL_S + SCENE_S for alert in alerts(ticks)] == [True]


@pytest.mark.parametrize("turned_deg", [30, -30])
def test_before_a_camera_beside_the_screen_a_turn_is_measured_from_there(turned_deg: float) -> None:
    observations = [
        replace(sideways(NARROW.moved(c7_ahead=n % 3 / 5), turned_deg), t=n / 4) for n in range(12)
    ]
    profile = made(calibrate({"upright": observations}, SIZE))
    assert front_of(profile).azimuth_deg == pytest.approx(30, abs=3)
    a_little, far = (sideways(NARROW, turned_deg * times) for times in (1.4, 2.5))
    assert one_look(a_little, profile).verdict is not Verdict.UNKNOWN
    assert one_look(far, profile).why is Why.SIDEWAYS
    before = made(recalibrate(profile, still(NARROW)))
    assert front_of(before).azimuth_deg < 10


def test_a_slouch_in_headset_and_scarf_is_told() -> None:
    ticks = watched(PROFILE, (WELL_S, lambda _: (YOU,)), (SCENE_S, wrapped(SLOUCHING)))
    assert any(isinstance(one.reading, Reading) and one.reading.no_shoulders for one in ticks)
    (alert,) = alerts(ticks)
    assert alert.cause is Cause.FORWARD_HEAD


def test_a_hand_that_is_not_always_found_still_explains_the_tilt() -> None:
    found = np.random.default_rng(3)

    def background(_t: float) -> Pose:
        return with_hand(bent(YOU, 25), 1, visibility=0.9 if found.random() < 0.6 else 0.1)

    assert not alerts(watched(PROFILE, (WELL_S, lambda _: (YOU,)), (150, seldom(background, 1.0))))


def test_a_slouch_at_the_telephone_is_told() -> None:
    pose = with_hand(bent(SLOUCHING, 20), 1)
    (alert,) = alerts(watched(PROFILE, (90, lambda _: (pose,))))
    assert alert.cause is Cause.FORWARD_HEAD
    assert alert.also == ()


def test_on_the_telephone_the_screen_says_why_a_tilt_is_no_fault() -> None:
    observation = one_look(with_hand(bent(YOU, 25), 1))
    assert state_of(observation) == "hand at the head"
    said = "no fault; with a hand at the ear a tilted head does not count"
    assert detail_of(observation) == f"{said}; shoulders cannot be judged with this calibration"


def test_a_head_tilted_without_a_hand_is_told() -> None:
    pose = with_hand(bent(YOU, 25), 1, visibility=0.2)  # one that is only guessed is none
    (alert,) = alerts(watched(PROFILE, (90, lambda _: (pose,))))
    assert alert.cause is Cause.HEAD_TILT


# Laws: one look at a time, over the size of each movement.


@given(
    side=SIDE,
    tilt_deg=st.floats(0, 30),
    in_neck=st.floats(0.3, 0.6),
    guessed=st.floats(0, 0.06),
    below=st.floats(-0.02, 0.06),
)
def test_no_tilt_at_the_telephone_is_a_fault(
    side: int, tilt_deg: float, in_neck: float, guessed: float, below: float
) -> None:
    tilted = covered(bent(YOU, side * tilt_deg, in_neck), side, guessed)
    assert one_look(with_hand(tilted, side, below)).verdict is Verdict.GOOD


@given(side=SIDE, turned_deg=st.floats(45, 90), head_deg=st.floats(-30, 30))
def test_a_trunk_turned_far_is_never_judged(side: int, turned_deg: float, head_deg: float) -> None:
    observation = one_look(sideways(NARROW, side * turned_deg, head=head_deg), NARROW_PROFILE)
    assert observation.why in (Why.SIDEWAYS, Why.TURNED)


@given(side=SIDE, turned_deg=st.floats(0, 28), head_deg=st.floats(-30, 30))
def test_a_trunk_turned_a_little_still_is(side: int, turned_deg: float, head_deg: float) -> None:
    observation = one_look(sideways(NARROW, side * turned_deg, head=head_deg), NARROW_PROFILE)
    assert observation.verdict is Verdict.GOOD


@given(
    lean=st.floats(-20, 0),
    pitch=st.floats(-45, 0),
    acromion_up=st.floats(0, 5),
    c7_ahead=st.floats(-10, 0),
    c7_up=st.floats(0, 3),
    cva=st.floats(0, 15),
)
def test_stretching_looks_at_most_like_raised_shoulders(**opened: float) -> None:
    causes = one_look(pose_of(UPRIGHT.moved(**opened)), before=pose_of(UPRIGHT)).causes
    assert set(causes) <= {Cause.RAISED_SHOULDERS}


@given(up=st.floats(0.45, 1.5), across=st.floats(-0.3, 0.3))
def test_a_head_above_the_picture_is_called_so(up: float, across: float) -> None:
    for pose in (at(YOU, across, -up), faceless(at(YOU, across, -up))):
        assert one_look(pose).why is Why.FACE_OUT


# Real people, by the real model.


def people_of(paths: Sequence[Path], times: Sequence[float], bundles: Bundles) -> list[Pose]:
    """Whoever is in pictures of these recordings, each searched by itself."""
    found: list[Pose] = []
    with open_landmarker(bundles, max_people=1, related=False) as finder:
        for path in paths:
            with open_source(str(path), Camera()) as source:
                frames = [source.read(t) for t in times]
            found += [p for f in frames if isinstance(f, Frame) for p in finder.find(f).people]
    return found


@pytest.mark.model
def test_hands_at_the_heads_of_real_people_are_seen(shared: Path, bundles: Bundles) -> None:
    films = shared / "footage" / "sample-videos"
    at_head = people_of([films / "learn.mkv", films / "bird.mkv"], (0.9, 1.1), bundles)
    elsewhere = people_of([films / "book.mkv", films / "yes.mkv"], (0.9, 1.3), bundles)
    assert [hand_at_head(pose) for pose in at_head] == [True] * 4
    assert [hand_at_head(pose) for pose in elsewhere] == [False] * 4
    assert Why.SIDEWAYS not in [one_look(pose).why for pose in at_head + elsewhere]


@pytest.mark.model
def test_real_people_seen_from_the_side_are_not_judged(shared: Path, bundles: Bundles) -> None:
    photos = sorted((shared / "footage" / "Sitting-Posture-Recognition").glob("*_hf*.jpg"))
    people = people_of(photos, (0.0,), bundles)
    assert len(people) == len(photos) > 4
    assert {one_look(pose).why for pose in people} <= {Why.TURNED, Why.SIDEWAYS, Why.FACE_HIDDEN}
