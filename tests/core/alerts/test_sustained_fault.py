"""The watch on one fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.elapsed import Elapsed
from posturecam.core.alerts.sustained_fault import (
    Hold,
    HoldPolicy,
    advance,
    corrected,
    mean_ratio,
    sustained,
)
from posturecam.core.values import Cause, Fault

POLICY = HoldPolicy(hold_s=10, share=0.8, clear_ratio=0.5, clear_s=3, forgive_s=4, card_s=30)


def fault(ratio: float) -> Fault:
    return Fault(Cause.FORWARD_HEAD, ratio * 8, 8.0, "deg")


def watch(*observations: tuple[float, float | None]) -> Hold:
    hold, before_t = Hold(), observations[0][0]
    for t, ratio in observations:
        hold = advance(POLICY, hold, passed(t - before_t), None if ratio is None else fault(ratio))
        before_t = t
    return hold


def passed(seconds: float) -> Elapsed:
    """Time in which an observation stands for two seconds at most."""
    stood_s = min(seconds, 2.0)
    return Elapsed(stood_s, seconds - stood_s)


@pytest.mark.parametrize(
    ("hold_s", "clear", "forgive", "stands"),
    [
        pytest.param(60, 3, 4, 30, id="long hold"),
        pytest.param(10, 3, 4, 5, id="as set"),
        pytest.param(3, 1, 3, 1.5, id="short hold"),
        pytest.param(0.75, 0.25, 0.75, 0.375, id="shortest hold"),
    ],
)
def test_other_times_shrink_to_a_short_hold(
    hold_s: float, clear: float, forgive: float, stands: float
) -> None:
    policy = HoldPolicy(hold_s, 0.8, 0.5, 3, 4, 30)
    found = (
        policy.clear_after_s,
        policy.forgive_up_to_s,
        policy.stands_at_most_s,
    )
    assert found == (clear, forgive, stands)


def test_a_look_stands_until_the_next_but_not_for_long() -> None:
    assert watch((0, 1.5), (1.5, 0.7)).held_s == 1.5
    assert watch((0, 1.5), (4, 0.7)).held_s == 2.0


def test_the_newest_look_stands_for_nothing_yet() -> None:
    assert watch((7, 1.5)).held_s == 0


@pytest.mark.parametrize(
    ("back_at", "held_s"),
    [pytest.param(6.0, 2.0, id="short gap"), pytest.param(6.1, 0.0, id="long gap")],
)
def test_a_gap_stops_the_watch_and_then_ends_it(back_at: float, held_s: float) -> None:
    assert watch((0, 1.5), (back_at, 1.5)).held_s == held_s
    assert watch((0, 1.5), (2, None), (3.9, None), (back_at, 1.5)).held_s == held_s


def test_a_gap_ends_the_watch_while_it_lasts() -> None:
    assert watch((0, 1.5), (2, None), (6.1, None)).held_s == 0


def test_correction_needs_its_time_in_one_piece() -> None:
    assert not corrected(POLICY, watch((0, 1.5), (2, 0.4), (4, 0.4), (4.9, 0.4)))
    assert corrected(POLICY, watch((0, 1.5), (2, 0.4), (4, 0.4), (5, 0.4)))
    assert not corrected(POLICY, watch((0, 1.5), (2, 0.5), (4, 0.5), (5, 0.5)))
    assert not corrected(POLICY, watch((0, 1.5), (2, 0.9), (4, 0.9), (5.9, 0.9), (6.9, 1.0)))
    assert corrected(POLICY, watch((0, 1.5), (2, 0.9), (4, 0.9), (6, 0.9), (7, 0.9)))
    assert not corrected(POLICY, watch((0, 1.5), (2, 0.4), (4, 0.6), (4.5, 0.4), (6.4, 0.4)))


def test_correction_ends_the_hold_and_forgets_it() -> None:
    hold = watch((0, 1.5), (2, 0.4), (4, 0.4), (5, 1.5), (6, 1.5))
    assert (hold.held_s, hold.runs) == (1.0, ((0.0, 1.0),))


def test_mean_ratio_is_weighed_by_time() -> None:
    assert mean_ratio(POLICY, watch((0, 3.0), (1, 1.0), (3, 0.7), (4, 0.7))) == pytest.approx(5 / 3)
    assert mean_ratio(POLICY, Hold()) == 0


def test_spans_that_touch_are_one() -> None:
    hold = watch(*((t, 1.5) for t in range(9)), (9, 0.7), (10, 1.2), (11, 1.2))
    assert hold.runs == ((0.0, 9.0), (10.0, 11.0))


def test_spans_before_the_window_are_forgotten() -> None:
    observations = [(t, 1.5 if t % 2 else 0.7) for t in range(100)]
    assert len(watch(*observations).runs) <= POLICY.hold_s / 2 + 1


@given(st.lists(st.tuples(st.floats(0.05, 2), st.floats(0, 2)), min_size=1, max_size=50))
def test_looking_twice_at_the_same_changes_nothing(observations: list[tuple[float, float]]) -> None:
    """A look in the middle that sees what the one before saw adds nothing and takes nothing."""
    before_s, once, twice = 0.0, Hold(), Hold()
    for lasts_s, ratio in observations:
        once = advance(POLICY, once, passed(before_s), fault(ratio))
        twice = advance(POLICY, twice, passed(before_s / 2), fault(ratio))
        twice = advance(POLICY, twice, passed(lasts_s / 2), fault(ratio))
        before_s = lasts_s
    once = advance(POLICY, once, passed(before_s), fault(0.7))
    twice = advance(POLICY, twice, passed(before_s / 2), fault(0.7))
    assert once.held_s == pytest.approx(twice.held_s, abs=1e-6)
    near = abs(once.lasted_s - POLICY.hold_s) < 1e-5
    assert near or sustained(POLICY, once, 10) == sustained(POLICY, twice, 10)
