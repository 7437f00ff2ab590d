from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.core.pose.pinhole import Floats
from posturecam.core.verify.agreement import (
    LEAST_S,
    Agreement,
    Estimate,
    NotCompared,
    Pair,
    agree,
    slope_of,
)
from posturecam.core.verify.compared import columns
from tests.support.two_cameras import Story, filmed, front_rms


def agreement(story: Story) -> Agreement:
    found = agree(filmed(story)[0], 8.0, 0.5)
    assert isinstance(found, Agreement)
    return found


def holds(estimate: Estimate, value: float) -> bool:
    return estimate.low <= value <= estimate.high


def test_the_error_is_that_of_the_front_camera_alone() -> None:
    story = Story(front_sd=3.0, side_sd=2.0, alike=0.0)
    found = agreement(story)

    assert holds(found.rms_deg, front_rms(story))
    assert found.raw_rms_deg == pytest.approx(3.6, abs=0.8)
    assert found.side_error_deg == pytest.approx(2.0)
    assert found.pairs == 480


@pytest.mark.parametrize("slope", [0.7, 1.0, 1.2])
def test_the_slope_is_not_flattened_by_the_errors_of_the_side(slope: float) -> None:
    values = [agreement(Story(slope=slope, side_sd=3.5, seed=seed)).slope for seed in range(4)]

    assert np.mean([one.value for one in values]) == pytest.approx(slope, abs=0.08)
    assert sum(holds(one, slope) for one in values) >= 3


def test_a_plain_slope_would_be_flatter() -> None:
    pairs, _ = filmed(Story(side_sd=3.5, alike=0.0, seconds=300))
    seen = columns(pairs)
    plain = np.polyfit(seen.side, seen.front, 1)[0]

    assert slope_of(seen, 0.0) > plain + 0.08


def test_errors_that_both_share_do_not_steepen_the_slope() -> None:
    seen = columns(filmed(Story(side_sd=3.0, alike=0.45, seconds=300))[0])

    assert slope_of(seen, 3.0) < slope_of(seen, 0.0) - 0.03
    assert slope_of(seen, 3.0) == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("bias", [-3.0, 0.0, 4.0])
def test_a_bias_is_found_with_what_the_side_may_be_off_by(bias: float) -> None:
    found = agreement(Story(bias_deg=bias)).bias_deg

    assert holds(found, bias)
    assert found.high - found.low > 2 * 1.645 * 1.1


def test_a_slope_is_no_surer_than_that_of_the_side_camera() -> None:
    slope = agreement(Story(slope=0.8, front_sd=0.2, side_sd=0.2, seconds=300)).slope

    assert slope.high - slope.low > 2 * 1.645 * 0.12 * slope.value


def test_intervals_hold_what_was_put_in() -> None:
    found = [agreement(Story(seconds=90, slope=0.85, seed=seed)) for seed in range(15)]

    assert sum(holds(one.slope, 0.85) for one in found) >= 12


def test_the_share_within_is_that_of_intervals_as_wide_as_both_errors() -> None:
    right = agreement(Story(stated_front=3.0, seconds=300)).within_90
    narrow = agreement(Story(stated_front=1.0, stated_side=0.5, seconds=300)).within_90

    assert right == pytest.approx(0.9, abs=0.04)
    assert narrow < 0.6


def test_calls_are_at_the_limit_asked_for() -> None:
    pairs, true = filmed(Story(front_sd=1.0, side_sd=1.0, slope=0.8))
    found = agree(pairs, 8.0, 0.5)

    assert isinstance(found, Agreement)
    assert found.calls.limit_deg == 8.0
    assert found.calls.faults_s == pytest.approx(0.25 * (true < -9.3).sum(), abs=5)
    assert found.calls.hits_s > 0.9 * found.calls.faults_s
    assert found.calls.false_s < 0.05 * found.calls.good_s


def test_a_front_that_is_never_sure_enough_calls_nothing() -> None:
    unsure = agree(filmed(Story(slope=0.5))[0], 15.0, 0.99)

    assert isinstance(unsure, Agreement)
    assert unsure.calls.hits_s == 0.0


@settings(max_examples=6, deadline=None)
@given(st.floats(-5, 5), st.floats(-100, 100), st.randoms(use_true_random=False))
def test_only_the_bias_follows_a_shift(shift: float, later_s: float, order) -> None:  # type: ignore[no-untyped-def]
    pairs, _ = filmed(Story(seconds=60))
    moved = [replace(p, t=p.t + later_s, front_deg=p.front_deg + shift) for p in pairs]
    order.shuffle(moved)
    before, after = agree(pairs, 8.0, 0.5), agree(moved, 8.0, 0.5)

    assert isinstance(before, Agreement)
    assert isinstance(after, Agreement)
    assert after.bias_deg.value == pytest.approx(before.bias_deg.value + shift)
    assert after.bias_deg.high - after.bias_deg.low == pytest.approx(
        before.bias_deg.high - before.bias_deg.low, rel=0.2
    )


def test_the_same_session_gives_the_same_figures() -> None:
    pairs, _ = filmed(Story())

    assert agree(pairs, 8.0, 0.5) == agree(list(reversed(pairs)), 8.0, 0.5)


def refusal(pairs: list[Pair]) -> str:
    found = agree(pairs, 8.0, 0.5)
    assert isinstance(found, NotCompared)
    return found.reason


def test_without_a_moment_in_common_there_is_nothing_to_compare() -> None:
    assert refusal([]) == "the two cameras measured no moment in common"


def test_a_short_session_is_refused_with_what_is_needed() -> None:
    assert refusal(filmed(Story(seconds=30))[0]).startswith(
        f"both cameras measured the angle for 30 s only; {LEAST_S:.0f} s are needed"
    )


def test_few_long_spells_are_not_enough() -> None:
    """Fifty seconds in one piece and no other: too few blocks for an interval."""
    pairs = [replace(p, t=p.t / 2) for p in filmed(Story(seconds=70))[0]]

    assert "s are needed" in refusal(pairs)


def test_a_head_that_hardly_moves_shows_nothing() -> None:
    reason = refusal(filmed(Story(deepest_deg=2.0))[0])

    assert reason.startswith("the head moved by ")
    assert reason.endswith("bring the head well forward and back several times")


def wrong(pairs: list[Pair], front: Floats) -> list[Pair]:
    return [replace(pair, front_deg=float(deg)) for pair, deg in zip(pairs, front, strict=True)]


def test_a_front_camera_that_reads_nonsense_is_reported_as_bad_as_it_is() -> None:
    pairs, true = filmed(Story())
    found = agree(wrong(pairs, -3.0 * true), 8.0, 0.5)

    assert isinstance(found, Agreement)
    assert found.rms_deg.high > float(np.sqrt(np.mean((4.0 * true) ** 2))) > found.rms_deg.low


def test_a_head_that_moved_in_one_stretch_only_has_no_slope() -> None:
    times = [t / 4 for t in range(400)]
    once = [-25.0 if 16 <= t < 24 else 0.0 for t in times]
    pairs = [Pair(t, 0.8 * deg, 2.0, deg, 2.2) for t, deg in zip(times, once, strict=True)]

    found = agree(pairs, 8.0, 0.5)

    assert isinstance(found, NotCompared)
    assert "moved once only" in found.reason
