from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from posturecam.core.body.sagittal import Fixed
from posturecam.core.measure.calibration import calibrate, doubt_about_pose, recalibrate
from posturecam.core.measure.describe import describe
from posturecam.core.measure.estimator import measure
from posturecam.core.measure.person_model import evidence, knowledge
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile, Shown
from posturecam.core.pose.geometry import rms_radius
from posturecam.core.pose.head_pose import RIGID
from posturecam.core.values import Pose, Reading, Unseen, View, Why
from tests.support.calibrated import (
    CAMERA,
    POSES,
    SIZE,
    YOU,
    from_side,
    front_of,
    guided,
    made,
    problems,
    profile_of,
    still,
)
from tests.support.synthetic import Camera, pose_of


@cache
def taught() -> Profile:
    """A profile of every pose of `POSES`."""
    return made(calibrate(guided(CAMERA, *POSES), SIZE))


def tilt_error(profile: Profile) -> float:
    return float(np.sqrt(knowledge(front_of(profile)).covariance[Fixed.TILT, Fixed.TILT]))


def test_six_upright_looks_are_enough() -> None:
    profile = profile_of()
    assert profile.view is View.FRONT
    assert (profile.looks, profile.poses) == (6, ("upright",))
    assert profile.distance_cm == pytest.approx(62, rel=0.2)
    assert not profile.shoulders_measurable
    assert "not shown" in profile.shoulders_reason


def test_every_guided_pose_is_used_once_and_in_order() -> None:
    turned = [pose_of(YOU.moved(yaw=25)), pose_of(YOU.moved(yaw=-25))]
    observations = {**guided(CAMERA, *POSES), "turn": turned, "slide": []}
    profile = made(calibrate(observations, SIZE))
    assert set(profile.poses) == {"upright", "turn", *POSES}
    assert [shown.pose for shown in front_of(profile).guided].count("turn") == 2


def test_only_a_turn_is_shown_to_two_sides() -> None:
    both = [pose_of(YOU.moved(yaw=yaw, c7_ahead=8, lean=8, cva=-3)) for yaw in (20, 14, -20, -14)]
    profile = made(calibrate({"upright": still(), "turn": both, "lean_in": both}, SIZE))
    yaws = [(shown.pose, shown.yaw_deg) for shown in front_of(profile).guided]
    assert [name for name, _ in yaws] == ["lean_in", "turn", "turn"]
    assert [yaw for _, yaw in yaws] == pytest.approx([0, 17, -17], abs=2)


@pytest.mark.parametrize("tilt", [-8.0, 5.0, 18.0])
def test_leaning_in_tells_the_tilt_better(tilt: float) -> None:
    camera = Camera(tilt=tilt, height=-0.8 * tilt)
    alone = profile_of(YOU, camera)
    shown = made(calibrate(guided(camera, "lean_in", "lean_back", "slump"), SIZE))
    assert tilt_error(shown) < tilt_error(alone)
    assert knowledge(front_of(shown)).mean[Fixed.TILT] == pytest.approx(tilt, abs=9)


def test_too_few_looks_are_refused_with_their_reasons() -> None:
    observations: list[Pose | Unseen] = [
        *still(frames=2),
        Unseen(2, Why.NOBODY),
        Unseen(3, Why.TOO_DARK),
    ]
    reported = problems(calibrate({"upright": observations}, SIZE))
    assert "got 2 of 4" in reported
    assert "nobody in view" in reported
    assert "too dark" in reported


def test_what_the_picture_cuts_off_is_told() -> None:
    observations = still(camera=Camera(focal=4.0, height=-2.0))
    assert "face not whole in the picture" in problems(calibrate({"upright": observations}, SIZE))


def test_hidden_faces_are_told() -> None:
    observations: list[Pose | Unseen] = [replace(pose, face=None) for pose in still()]
    assert "got 0 of 6 (face hidden)" in problems(calibrate({"upright": observations}, SIZE))


def test_no_upright_pose_is_refused() -> None:
    assert "got 0 of 0" in problems(calibrate({}, SIZE))


def test_moving_too_much_names_every_way_of_moving() -> None:
    steps = [(0, 0), (14, 16), (-14, -16), (10, 12), (-10, -12), (14, 16)]
    observations: list[Pose | Unseen] = [
        pose_of(YOU.moved(yaw=yaw, pitch=pitch, c7_ahead=pitch / 3, c7_up=pitch / 3))
        for yaw, pitch in steps
    ]
    reported = problems(calibrate({"upright": observations}, SIZE))
    for what in ("turned your head", "nodded", "towards the camera", "up or down"):
        assert what in reported


def with_larger_face(pose: Pose, larger: float) -> Pose:
    """Make the face alone larger; the shoulders stay."""
    assert pose.face is not None
    centre = pose.face[list(RIGID)].mean(axis=0)
    face = pose.face.copy()
    face[list(RIGID)] = centre + larger * (face[list(RIGID)] - centre)
    return replace(pose, face=face)


def test_a_face_that_scatters_without_the_body_is_seen_poorly() -> None:
    observations = [
        with_larger_face(pose_of(YOU), larger) for larger in (0.92, 1.08, 0.94, 1.07, 1.0, 1.05)
    ]
    reported = problems(calibrate({"upright": observations}, SIZE))
    assert reported.startswith("upright: your face is not seen clearly")
    assert "moved" not in reported


def test_who_leans_to_and_fro_has_moved() -> None:
    observations = [
        pose_of(YOU.moved(c7_ahead=ahead)) for ahead in (-5.0, 5.0, -4.0, 4.0, 0.0, 5.0)
    ]
    reported = problems(calibrate({"upright": observations}, SIZE))
    assert (
        reported
        == "upright: you moved towards the camera or away too much; sit still and try again"
    )


@pytest.mark.parametrize(
    ("move", "misfit", "reason"),
    [
        ("c7_ahead", 0.028, "moved towards the camera"),
        ("c7_ahead", 0.042, "face is not seen clearly"),
        ("pitch", 0.042, "nodded"),
        ("pitch", 0.065, "face is not seen clearly"),
        ("c7_up", 0.042, "moved up or down"),
        ("c7_up", 0.065, "face is not seen clearly"),
    ],
)
def test_a_mesh_that_fits_badly_is_seen_poorly(move: str, misfit: float, reason: str) -> None:
    observations = []
    for number, way in enumerate((-1, 1, -0.8, 0.8, 0, 1)):
        size = {"c7_ahead": 5.0, "pitch": 11.0, "c7_up": 3.0}[move]
        pose = pose_of(YOU.moved(**{move: size * way}))
        assert pose.face is not None
        radius = rms_radius(pose.face[list(RIGID)])
        wrong = np.random.default_rng(number).normal(0, misfit * radius / 3**0.5, pose.face.shape)
        observations.append(replace(pose, face=pose.face + wrong))
    assert reason in problems(calibrate({"upright": observations}, SIZE))


def test_shoulders_outside_the_picture_are_refused() -> None:
    observations = still(camera=Camera(focal=2.7, height=6.6))
    assert "shoulders out of the picture" in problems(calibrate({"upright": observations}, SIZE))


def test_shoulders_seen_too_seldom_are_refused() -> None:
    observations = still()
    low = [replace(p, points=p.points + np.array([0.0, 0.9])) for p in observations]
    reported = problems(calibrate({"upright": [*observations[:4], *low[:2]]}, SIZE, View.FRONT))
    assert "out of the picture" in reported


def test_faces_lost_after_the_template_are_too_few() -> None:
    sideways = [pose_of(YOU.moved(yaw=55)), pose_of(YOU.moved(yaw=-55))]
    observations = [*still(frames=4), sideways[0], sideways[1], sideways[0]]
    assert "clear frames" in problems(calibrate({"upright": observations}, SIZE, View.FRONT))


def test_too_few_looks_come_with_what_to_do() -> None:
    seen = still(frames=4)
    longer = problems(calibrate({"upright": seen}, SIZE, View.FRONT))
    assert longer == "upright: needs 5 clear frames, got 4 of 4; show it for longer"
    dark = problems(calibrate({"upright": [*seen, Unseen(9.0, Why.TOO_DARK)]}, SIZE, View.FRONT))
    assert dark.endswith("got 4 of 5 (too dark to measure); correct that and show it again")


def test_looking_past_the_camera_is_refused() -> None:
    reported = problems(calibrate({"upright": still(YOU.moved(yaw=24))}, SIZE, View.FRONT))
    assert "degrees past the camera; look straight at the screen you work at" in reported
    assert made(calibrate({"upright": still(YOU.moved(yaw=-16))}, SIZE, View.FRONT))


@pytest.mark.parametrize("aside", [-18.0, 18.0])
def test_a_turned_head_counts_from_the_camera(aside: float) -> None:
    upright = still(YOU.moved(yaw=aside))
    setup = front_of(made(calibrate({"upright": upright}, SIZE, View.FRONT))).setup
    assert setup.facing_yaw_deg == pytest.approx(aside, abs=2.5)
    back, other = (
        evidence(Shown("", (0.0,) * 5, -times * aside, 0.0, 0.02), setup).asides[0]
        for times in (1, 2)
    )
    assert back == pytest.approx(-(setup.facing_yaw_deg**2) / 100, abs=0.1)
    assert other == pytest.approx(0.0, abs=1.0)
    old = replace(setup, facing_yaw_deg=0.0)
    assert evidence(Shown("", (0.0,) * 5, 20.0, 0.0, 0.02), old).asides[0] == pytest.approx(4.0)


def test_an_upright_pose_that_is_a_slouch_is_refused() -> None:
    slouched = YOU.moved(**POSES["head_forward"])
    observations = {"upright": still(slouched), "head_forward": [pose_of(YOU)] * 2}
    assert "more slouched than your head_forward pose" in problems(calibrate(observations, SIZE))


def test_rounded_shoulders_that_show_can_be_measured() -> None:
    shown = [pose_of(YOU.moved(acromion_ahead=5, half_width=2.5, acromion_up=-1.5))] * 2
    profile = made(calibrate({"upright": still(), "shoulders_rounded": shown}, SIZE))
    assert profile.shoulders_measurable
    assert profile.shoulders_reason == "they are seen in 2 of the 2 frames of your rounded pose"
    now = measure(prepare(profile), pose_of(YOU))
    assert isinstance(now, Reading)


def test_rounded_shoulders_that_do_not_show_cannot() -> None:
    profile = made(calibrate({"upright": still(), "shoulders_rounded": still(frames=2)}, SIZE))
    assert not profile.shoulders_measurable
    assert "the pose you showed looks the same as upright" in profile.shoulders_reason


def test_whoever_stays_upright_through_all_poses_shows_nothing() -> None:
    alone = profile_of()
    names = [*POSES, "turn", "slide"]
    drifted = [pose_of(YOU.moved(c7_ahead=0.8, pitch=1.5, yaw=3))] * 2
    fooled = made(calibrate({"upright": still(), **dict.fromkeys(names, drifted)}, SIZE))
    assert fooled.poses == ("upright",)
    assert front_of(fooled) == front_of(alone)
    assert fooled.distance_cm == alone.distance_cm
    assert not fooled.shoulders_measurable
    assert {(one.pose, one.reason) for one in fooled.left_out} == {
        (name, "looks the same as upright") for name in names
    }
    reported = describe(fooled)
    assert "the pose slump was not used: it looks the same as upright" in reported
    assert any("head_forward would help most" in line for line in reported)


def test_one_shown_pose_is_used_beside_one_that_shows_nothing() -> None:
    observations = {**guided(CAMERA, "lean_in"), "slump": still(frames=2)}
    profile = made(calibrate(observations, SIZE))
    assert profile.poses == ("upright", "lean_in")
    assert [one.pose for one in profile.left_out] == ["slump"]
    assert made(recalibrate(profile, still())).left_out == profile.left_out


def test_a_pose_shown_the_other_way_round_is_left_out() -> None:
    back = [pose_of(YOU.moved(**POSES["lean_back"]))] * 2
    profile = made(calibrate({"upright": still(), "lean_in": back}, SIZE))
    assert [(one.pose, one.reason) for one in profile.left_out] == [
        ("lean_in", "looks like lean_back")
    ]


def test_a_head_turned_to_one_side_is_used_once() -> None:
    observations = [pose_of(YOU.moved(yaw=yaw)) for yaw in (-2.0, 25.0, 25.0)]
    profile = made(calibrate({"upright": still(), "turn": observations}, SIZE))
    assert [shown.yaw_deg > 20 for shown in front_of(profile).guided] == [True]
    assert profile.left_out == ()


def test_a_slump_that_is_upright_again_is_no_slouched_upright() -> None:
    better = [pose_of(YOU.moved(cva=1.5))] * 2
    profile = made(calibrate({"upright": still(), "slump": better}, SIZE))
    assert [one.pose for one in profile.left_out] == ["slump"]


def test_a_pose_is_doubted_before_the_next_one_is_shown() -> None:
    observations = {**guided(CAMERA, "lean_in"), "slump": still(frames=2), "turn": []}
    assert doubt_about_pose("lean_in", observations, SIZE) is None
    assert doubt_about_pose("slump", observations, SIZE) == "looks the same as upright"
    assert doubt_about_pose("turn", observations, SIZE) is None
    assert doubt_about_pose("slump", {**observations, "upright": []}, SIZE) is None


SEEN = pose_of(YOU.moved(acromion_ahead=5, half_width=2.5, acromion_up=-1.5))
UNCLEAR = pose_of(YOU.moved(acromion_ahead=6, half_width=-1))
HEAD_INSTEAD = pose_of(YOU.moved(cva=-12, c7_ahead=4))  # far from upright, but not rounded
TURNED_AWAY = pose_of(YOU.moved(yaw=80))


@pytest.mark.parametrize(
    ("observations", "measurable", "says"),
    [
        pytest.param([SEEN, SEEN], True, "seen in 2 of the 2 frames", id="all"),
        pytest.param([SEEN, pose_of(YOU)], True, "seen in 1 of the 2 frames", id="half"),
        pytest.param(
            [SEEN, pose_of(YOU), pose_of(YOU)], False, "seen in only 1 of the 3 frames", id="fewer"
        ),
        pytest.param([UNCLEAR] * 2, False, "seen in none of the 2 frames", id="none"),
        pytest.param([HEAD_INSTEAD] * 2, False, "looks like head_forward", id="something else"),
        pytest.param(
            [SEEN, Unseen(0.0, Why.NOBODY), TURNED_AWAY],
            False,
            "seen in only 1 of the 3 frames",
            id="hardly seen at all",
        ),
    ],
)
def test_the_promise_is_what_then_happens_in_the_looks(
    observations: list[Pose | Unseen],
    measurable: bool,  # noqa: FBT001
    says: str,
) -> None:
    profile = made(calibrate({"upright": still(), "shoulders_rounded": observations}, SIZE))

    assert profile.shoulders_measurable is measurable
    assert says in profile.shoulders_reason
    reported = [
        measure(prepare(profile), observation)
        for observation in observations
        if isinstance(observation, Pose)
    ]
    angles = [one.fsa_change_deg for one in reported if isinstance(one, Reading)]
    rounded = sum(angle is not None and angle > 12 for angle in angles)
    assert (rounded >= len(observations) / 2) is measurable


def test_recalibration_keeps_the_person_and_forgets_the_tilt() -> None:
    before = taught()
    moved = Camera(tilt=15, height=-10)
    after = made(recalibrate(before, still(camera=moved)))
    assert after.poses == before.poses
    assert after.shoulders_measurable == before.shoulders_measurable
    assert tilt_error(after) > tilt_error(before)
    assert tilt_error(after) == pytest.approx(front_of(after).setup.tilt_sd_deg)
    old, new = knowledge(front_of(before)).mean, knowledge(front_of(after)).mean
    assert new[Fixed.TILT] > old[Fixed.TILT] + 4
    assert np.delete(new, Fixed.TILT) == pytest.approx(np.delete(old, Fixed.TILT))


def test_what_the_old_place_of_the_camera_said_of_the_person_is_kept_and_no_more_said() -> None:
    """The tilt was found out together with the person; the new one is of another camera."""
    before = taught()
    after = made(recalibrate(before, still(camera=Camera(tilt=12, height=-8))))
    old, new = (knowledge(front_of(profile)).covariance for profile in (before, after))
    others = [index for index in range(len(old)) if index != Fixed.TILT]
    deviations = np.sqrt(np.diag(old))
    assert np.abs(old[Fixed.TILT] / deviations / deviations[Fixed.TILT])[others].max() > 0.2
    assert not new[Fixed.TILT, others].any()
    assert not new[others, Fixed.TILT].any()
    assert new[np.ix_(others, others)] == pytest.approx(old[np.ix_(others, others)])


def test_recalibrating_in_the_same_place_finds_the_same_camera() -> None:
    before = taught()
    assert made(recalibrate(before, still())) == before


def test_recalibration_can_be_refused() -> None:
    before = profile_of()
    assert "got 0 of 0" in problems(recalibrate(before, []))


def test_a_camera_at_the_side_is_noticed() -> None:
    observations: list[Pose | Unseen] = [from_side(t) for t in range(6)]
    profile = made(calibrate({"upright": observations}, SIZE))
    assert profile.view is View.SIDE
    assert profile.front is None
    now = measure(prepare(profile), from_side(9.0))
    assert isinstance(now, Reading)
    assert now.view is View.SIDE
    assert describe(profile)[0] == "the camera sees you from the side"
    assert made(recalibrate(profile, observations)).view is View.SIDE


def test_too_few_looks_from_the_side_are_refused() -> None:
    assert "frames" in problems(calibrate({"upright": [from_side()]}, SIZE, View.SIDE))


def test_a_profile_without_any_calibration_knows_nobody() -> None:
    empty = replace(profile_of(), front=None)
    assert measure(prepare(empty), pose_of(YOU)) == Unseen(0.0, Why.STRANGER)


def test_the_description_tells_what_would_help_most() -> None:
    alone = describe(profile_of())
    assert any("cm from the camera" in line for line in alone)
    assert any("the camera looks up" in line for line in alone)
    assert any("head_forward would help most" in line for line in alone)
    assert any("about 3.0 degrees, or 2.9 with one more pose" in line for line in alone)
    whole = describe(taught())
    assert not any("would help" in line for line in whole)
    assert whole[-1].endswith("about 2.8 degrees")
    most = describe(made(calibrate(guided(CAMERA, *[n for n in POSES if n != "lean_back"]), SIZE)))
    assert "lean_back would help" in most[-1]
    assert "one more" not in most[-2]


def test_the_description_promises_no_more_of_the_shoulders_than_was_found() -> None:
    able = taught()
    each = (
        replace(able, shoulders_measurable=True),
        replace(able, shoulders_measurable=False),
        replace(able, shoulders_measurable=False, poses=("upright",)),
    )
    often, seldom, never = (
        next(line for line in describe(one) if "rounded shoulders" in line) for one in each
    )
    assert "can be measured here: " in often
    assert "cannot be measured reliably here: " in seldom
    assert "cannot be measured here: " in never


def test_the_description_tells_how_looks_scatter() -> None:
    profile = profile_of()
    front = front_of(profile)
    noise = replace(front.noise, shoulder_width_percent=1.23, shoulders_down_percent=0.44)
    reported = describe(replace(profile, front=replace(front, noise=noise)))
    assert any(
        "your shoulders by 1.2 % in width and 0.4 % of the picture in height" in line
        for line in reported
    )


def test_a_camera_that_looks_down_is_described_so() -> None:
    lines = describe(profile_of(YOU, Camera(tilt=-15, height=14)))
    assert any("looks down" in line for line in lines)


def test_one_degree_is_one_degree() -> None:
    tilts = (-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0)
    lines = [describe(profile_of(YOU, Camera(tilt=tilt)))[1] for tilt in tilts]
    assert not any(" 1 degrees" in line for line in lines)
    assert any(" 1 degree " in line for line in lines)
