"""Two cameras without a common clock: offset and drift from the movement, or why not."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Unseen, Why
from posturecam.core.verify import alignment
from posturecam.core.verify.alignment import Alignment, NotAligned, align
from tests.support.altered_poses import faceless
from tests.support.synthetic import Person, mirrored
from tests.support.two_clocks import BESIDE, TRUE, Camera, Clock, at_desk, seen

WHOLE = np.arange(0.0, 60.0, 0.25)
BIG = Person(neck=15.0, half_width=21.0)


@pytest.fixture(scope="module")
def front():
    return seen(at_desk(1), WHOLE)


@pytest.fixture(scope="module")
def side():
    return seen(at_desk(1), WHOLE + 0.1, BESIDE)


def off_s(found, clock=TRUE, at_s=(10.0, 30.0, 50.0)):
    """How far off the side camera's times are at the true times `at_s`."""
    assert isinstance(found, Alignment), found
    return max(abs(found.to_front(clock.shows(t)) - t) for t in at_s)


def by(clock, poses):
    """The same frames with the times of another clock."""
    return [replace(pose, t=clock.shows(pose.t)) for pose in poses]


def reason(found):
    assert isinstance(found, NotAligned), found
    return found.reason


def test_clocks_that_run_alike_are_found_so(front, side):
    found = align(front, side)

    assert off_s(found) < 0.06
    assert found.rate == pytest.approx(1.0, abs=0.002)
    assert found.correlation > 0.9
    assert found.shared_s == pytest.approx(60.0, abs=1.0)
    assert found.middle_s == pytest.approx(30.0, abs=0.5)
    assert found.offset_sd_s > 0.02  # however clear the movement is, the lag varies by this,
    assert found.rate_sd > 0.02 * math.sqrt(12) / 60  # and may do so evenly over the minute


@pytest.mark.parametrize(
    "clock", [Clock(130.0), Clock(-130.03), Clock(3.337, 1.01), Clock(-500.0, 0.985)]
)
def test_offset_and_drift_of_the_clock_at_the_side_are_found(front, side, clock):
    found = align(front, by(clock, side))

    assert off_s(found, clock) < 0.06
    assert found.rate == pytest.approx(clock.rate, abs=0.002)


@pytest.mark.parametrize(
    "camera",
    [
        Camera(distance=145.0, direction=-90.0),
        Camera(distance=120.0, direction=60.0, height=-15.0, tilt=0.0),
        Camera(distance=170.0, direction=-110.0, height=20.0, tilt=-8.0),
        Camera(distance=145.0, direction=90.0, aspect=9 / 16, focal=0.8, tilt=0.0),
    ],
    ids=["right", "three quarters", "from behind", "portrait"],
)
def test_the_camera_at_the_side_may_stand_anywhere(front, camera):
    assert off_s(align(front, seen(at_desk(1), WHOLE, camera))) < 0.1


def test_a_low_lens_in_front_does_not_matter(side):
    low = Camera(distance=60.0, height=-10.0, tilt=14.0)

    assert off_s(align(seen(at_desk(1), WHOLE, low), side)) < 0.1


def test_mirrored_pictures_give_the_same(front, side):
    plain = align(front, side)

    for one, other in ((front, _mirrored(side)), (_mirrored(front), side)):
        found = align(one, other)
        assert found.offset_s == pytest.approx(plain.offset_s, abs=0.02)
        assert found.rate == pytest.approx(plain.rate, abs=0.001)


def _mirrored(poses):
    return [mirrored(pose) for pose in poses]


def test_frames_may_come_irregularly_and_be_missing(front):
    chance = np.random.default_rng(4)
    times = np.sort(chance.uniform(0.0, 60.0, 500))
    side = seen(at_desk(1), times[(times < 22.0) | (times > 29.0)], BESIDE)
    holes = [
        Unseen(pose.t, Why.TURNED) if 40.0 < pose.t < 44.0 else pose
        for pose in front
        if chance.uniform() > 0.2
    ]

    found = align(holes, side)

    assert off_s(found) < 0.1
    assert found.shared_s < 52.0


def test_two_frames_a_second_are_enough():
    times = np.arange(0.2, 60.0, 0.5)

    assert off_s(align(seen(at_desk(1), times), seen(at_desk(1), times + 0.17, BESIDE))) < 0.15


def test_one_recording_may_begin_earlier_and_end_sooner(front):
    clock = Clock(-20.0)
    side = seen(at_desk(1), np.arange(-20.0, 42.0, 0.2), BESIDE, clock)

    found = align(front, side)

    assert off_s(found, clock, (5.0, 20.0, 40.0)) < 0.1
    assert found.shared_s == pytest.approx(42.0, abs=1.5)


def test_noise_makes_it_less_certain(front, side):
    noisy = seen(at_desk(1), WHOLE + 0.1, BESIDE, noise=0.01, seed=2)

    found, plain = align(front, noisy), align(front, side)

    assert off_s(found) < 3 * found.sd_s(50.0)
    assert found.offset_sd_s > 1.5 * plain.offset_sd_s


def test_it_is_least_certain_at_the_ends():
    found = Alignment(5.0, 0.03, 1.001, 0.001, 0.8, 60.0, middle_s=30.0)

    assert found.sd_s(30.0) == 0.03
    assert found.sd_s(70.0) == pytest.approx(0.05)
    assert found.to_front(10.0) == pytest.approx(15.01)


@settings(max_examples=6)
@given(st.floats(-550.0, 550.0), st.floats(-1e5, 1e5), st.floats(0.982, 1.018))
def test_other_clocks_change_only_offset_and_rate(offset_s, both_s, rate):
    front, side = FILMED
    plain = align(front, side)
    clock = Clock(both_s + offset_s, rate)

    found = align(by(Clock(both_s), front), by(clock, by(Clock(-both_s), side)))

    assert found.rate == pytest.approx(plain.rate * rate, abs=0.002)
    expected = plain.to_front(20.0)
    shown = Clock(both_s).shows(expected)
    assert found.to_front(clock.shows(20.0 + both_s)) == pytest.approx(shown, abs=0.05)


FILMED = (
    seen(at_desk(3), np.arange(0, 40.0, 0.3)),
    seen(at_desk(3), np.arange(0, 40.0, 0.3), BESIDE),
)


@settings(max_examples=5)
@given(st.integers(0, 1000))
def test_noise_moves_it_by_what_is_said(seed):
    noisy = [
        replace(
            pose, points=pose.points + np.random.default_rng(seed + k).normal(0, 0.002, (33, 2))
        )
        for k, pose in enumerate(FILMED[1])
    ]

    found = align(FILMED[0], noisy)

    assert abs(found.to_front(20.0) - 20.0) < 4 * found.sd_s(20.0)


def test_without_a_face_in_front_it_is_refused(front, side):
    assert reason(align([faceless(pose) for pose in front], side)) == alignment.NO_FACE
    assert reason(align([], side)) == alignment.NO_FACE


def test_with_nobody_at_the_side_it_is_refused(front):
    assert reason(align(front, [Unseen(t, Why.NOBODY) for t in WHOLE])) == alignment.NO_SIDE


def test_too_few_frames_are_refused(front, side):
    assert reason(align(front[::4], side)) == alignment.TOO_SLOW
    assert reason(align(front, side[::4])) == alignment.TOO_SLOW


def test_short_recordings_are_refused(front, side):
    assert reason(align(front[:60], side)) == alignment.TOO_SHORT
    assert reason(align(front, side[:60])) == alignment.TOO_SHORT


def test_recordings_that_hardly_share_anything_are_refused(front, side):
    holes = [pose for pose in side if not 8.0 < pose.t < 52.0]

    assert reason(align(front, holes)) == alignment.TOO_SHORT


@pytest.mark.parametrize("every_s", [0.9, 1.6])
def test_frames_in_bursts_show_too_little_between_them(front, every_s):
    bursts = np.arange(10.0, 40.0, every_s)[:, None] + [0.0, 0.05, 0.1]

    assert reason(align(front, seen(at_desk(1), bursts.ravel(), BESIDE))) == alignment.TOO_SHORT


def test_another_session_is_refused(front):
    another = seen(at_desk(2), WHOLE, BESIDE)

    assert reason(align(front, another)) == alignment.UNALIKE


def test_another_part_of_the_session_is_refused(front, side):
    assert isinstance(align(front[:112], side[124:]), NotAligned)


def test_somebody_who_sits_still_is_refused():
    def still(t):
        return Person().moved(pitch=0.02 * math.sin(t))

    front, side = seen(still, WHOLE, noise=0.001), seen(still, WHOLE, BESIDE, noise=0.001, seed=1)

    assert reason(align(front, side)) == alignment.STILL


def test_movement_that_repeats_itself_is_refused():
    def rocking(t):
        return Person().moved(c7_ahead=4 * math.sin(math.tau * t / 6))

    found = align(seen(rocking, WHOLE), seen(rocking, WHOLE, BESIDE))

    assert reason(found) == alignment.REPEATED


def test_another_person_with_the_same_guide_is_refused(front):
    another = seen(at_desk(1, sway=2, body=BIG), WHOLE, BESIDE)

    assert reason(align(front, another)) == alignment.ONLY_LARGE


def test_small_movement_is_not_asked_for_where_both_are_of_one_session(front):
    calm = seen(at_desk(1, sway=2, body=BIG), WHOLE, BESIDE)

    assert isinstance(align(front, calm, one_session=True), Alignment)


def test_a_wrong_frame_rate_is_named(front, side):
    quick = by(Clock(10.0, 1.25), side)

    assert "25 % too fast" in reason(align(front, quick))


def test_what_is_too_uncertain_is_refused(front, side, monkeypatch):
    monkeypatch.setattr(alignment, "MOST_SD_S", 0.001)

    assert "can be aligned to 0.0 s only" in reason(align(front, side))


def test_shoulders_out_of_the_picture_leave_the_head(front, side):
    low = [replace(pose, points=pose.points + SINK) for pose in front]

    assert off_s(align(low, side)) < 0.1


SINK = np.zeros((33, 2))
SINK[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER], 1] = 2.0
