from dataclasses import replace

import numpy as np
import pytest

from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.pose.pinhole import Floats
from posturecam.core.verify.blocks import blocks_of
from posturecam.core.verify.compared import Pair, columns
from posturecam.core.verify.gains import Line, NoGains, fit, learn
from tests.support.two_cameras import Story, filmed, front_rms


def learned(story: Story) -> PersonalGains:
    found = learn(filmed(story)[0])
    assert isinstance(found, PersonalGains), found
    return found


def corrected_rms(story: Story, gains: PersonalGains) -> float:
    """The front's true error in a session once it is corrected."""
    pairs, true = filmed(story)
    front = np.array([pair.front_deg for pair in pairs])
    error = gains.cva_gain * front + gains.cva_offset_deg - true
    return float(np.sqrt((error**2).mean()))


FLAT = Story(slope=0.6, front_sd=1.5, side_sd=1.5, seconds=240)


def test_a_head_that_is_read_too_small_is_corrected() -> None:
    gains = learned(FLAT)

    assert 1.1 < gains.cva_gain < 1 / 0.6


@pytest.mark.parametrize("seed", range(3))
def test_another_session_of_the_same_person_is_better_for_it(seed: int) -> None:
    gains = learned(FLAT)
    other = Story(slope=0.6, front_sd=1.5, seconds=240, deepest_deg=18.0, seed=10 + seed)

    assert corrected_rms(other, gains) < front_rms(other) - 0.5 * gains.helped_deg


def test_an_offset_is_learned_as_far_as_the_side_camera_can_know_it() -> None:
    gains = learned(Story(bias_deg=-5.0, front_sd=1.5, side_sd=1.5, seconds=240))

    assert 1.5 < gains.cva_offset_deg < 4.0


def test_what_is_left_and_what_it_helped_make_up_the_error() -> None:
    gains = learned(FLAT)

    assert gains.helped_deg > 0.3
    assert gains.cva_sd_deg > 0.0
    assert gains.cva_sd_deg + gains.helped_deg == pytest.approx(front_rms(FLAT), abs=1.2)


def test_somebody_read_right_gets_no_gains() -> None:
    found = [learn(filmed(Story(front_sd=1.5, seed=seed, seconds=90))[0]) for seed in range(8)]

    assert sum(isinstance(one, NoGains) for one in found) >= 7


def test_gains_that_hold_in_one_half_only_are_refused() -> None:
    """The first half is read too small, the second too large: whatever is learned is wrong."""
    small, _ = filmed(Story(slope=0.6, front_sd=0.5, side_sd=1.0, seconds=120))
    large, _ = filmed(Story(slope=1.5, front_sd=0.5, side_sd=1.0, seconds=240, seed=2))

    found = learn([*small, *(pair for pair in large if pair.t >= 120)])

    assert isinstance(found, NoGains)
    assert "on the other" in found.reason or "chance" in found.reason


def test_the_reason_of_a_session_that_shows_nothing_is_passed_on() -> None:
    found = learn(filmed(Story(seconds=20))[0])

    assert isinstance(found, NoGains)
    assert "s are needed" in found.reason


def test_the_less_is_known_the_less_is_changed() -> None:
    lines = []
    for side_sd in (1.0, 5.0):
        seen = columns(filmed(Story(slope=0.6, side_sd=side_sd, alike=0.0, seconds=64))[0])
        lines.append(fit(seen, blocks_of(seen.t), shared=0.0))

    assert abs(lines[1].gain - 1) < abs(lines[0].gain - 1)


def test_a_gain_is_trusted_no_more_than_the_slope_of_the_side_camera() -> None:
    seen = columns(filmed(Story(slope=0.8, front_sd=0.1, side_sd=0.1, seconds=240))[0])

    assert fit(seen, blocks_of(seen.t), shared=0.0).gain == pytest.approx(1.125, abs=0.02)


def test_what_both_cameras_err_alike_is_no_gain() -> None:
    """Both wander together by 3 degrees: a line through that would follow the errors."""
    seen = columns(filmed(Story(side_sd=3.0, alike=0.9, deepest_deg=10.0, seconds=400))[0])
    blocks = blocks_of(seen.t)

    assert fit(seen, blocks, shared=0.9 * 9.0).gain < fit(seen, blocks, shared=0.0).gain - 0.02


def test_a_line_moves_what_is_read() -> None:
    moved = Line(1.2, -1.0).moved(np.array([-10.0, 0.0]))

    assert moved.tolist() == pytest.approx([-3.0, -1.0])


def reading(story: Story, front: Floats) -> list[Pair]:
    return [
        replace(pair, front_deg=float(deg))
        for pair, deg in zip(filmed(story)[0], front, strict=True)
    ]


def test_a_front_camera_that_reads_the_contrary_gets_no_gains() -> None:
    story = Story(side_sd=0.5, seconds=240, stated_front=1.5, stated_side=2.2)
    found = learn(reading(story, -0.9 * filmed(story)[1]))

    assert isinstance(found, NoGains)
    assert "going back when it goes forward" in found.reason


def test_a_front_camera_that_stands_still_for_half_the_session_has_no_slope_there() -> None:
    story = Story(seconds=240)
    true = filmed(story)[1]
    true[len(true) // 2 :] = 0.0
    pairs = reading(story, true)
    still = columns(pairs[len(pairs) // 2 :])

    assert isinstance(learn(pairs), NoGains | PersonalGains)
    assert fit(still, blocks_of(still.t), 0.0).gain == 1.0
