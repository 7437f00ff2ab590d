import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.core.pose.pinhole import Floats
from posturecam.core.verify import two_errors
from posturecam.core.verify.blocks import blocks_of
from posturecam.core.verify.compared import Compared, Pair, columns
from posturecam.core.verify.two_errors import Estimate, front_error
from tests.support.two_cameras import Story, filmed, front_rms


def estimate(story: Story) -> Estimate:
    seen = columns(filmed(story)[0])
    return front_error(seen, blocks_of(seen.t))


def stated(sds: Floats) -> float:
    return math.sqrt(sum(float(sd) ** 2 for sd in sds) / len(sds))


def slow_weights(seen: Compared, worth: float) -> list[float]:
    """What `front_error` makes of each factor of the front's sd, one moment at a time."""
    found = []
    for front in two_errors.FRONTS:
        total = 0.0
        for a, b in product(two_errors.STEPS, two_errors.STEPS):
            side = math.exp(two_errors.SIDE_SPREAD * a)
            alike = min(max(two_errors.ALIKE + two_errors.ALIKE_SD * b, 0.0), 0.9)
            doubt = a**2 + b**2
            doubt += (math.log(front / two_errors.ACTUAL) / two_errors.ACTUAL_SPREAD) ** 2
            x, y = front * stated(seen.front_sd), side * stated(seen.side_sd)
            variance = x * x + y * y - 2 * alike * x * y
            for f, s in zip(seen.front, seen.side, strict=True):
                doubt += worth / len(seen.t) * (math.log(variance) + (f - s) ** 2 / variance)
            total += math.exp(-doubt / 2)
        found.append(total / 1.0)
    whole = sum(found)
    return [one / whole for one in found]


moments = st.lists(
    st.tuples(st.floats(-20, 5), st.floats(1, 5), st.floats(-20, 5), st.floats(1, 5)),
    min_size=4,
    max_size=6,
)


@settings(max_examples=5, deadline=None)
@given(moments)
def test_it_is_bayes_rule_on_the_grid(rows: list[tuple[float, float, float, float]]) -> None:
    pairs = [Pair(10.0 * number, *row) for number, row in enumerate(rows)]
    seen = columns(pairs)
    blocks = blocks_of(seen.t)
    weights = slow_weights(seen, two_errors._worth(seen.apart**2, blocks))
    upto, lowest, middle = 0.0, None, None
    for factor, weight in zip(two_errors.FRONTS, weights, strict=True):
        upto += weight
        lowest = factor * stated(seen.front_sd) if lowest is None and upto >= 0.05 else lowest
        middle = factor * stated(seen.front_sd) if middle is None and upto >= 0.5 else middle
    assert lowest is not None
    assert middle is not None

    found = front_error(seen, blocks)

    assert found.low == pytest.approx(lowest, rel=0.08)  # one step of the grid
    assert found.value == pytest.approx(middle, rel=0.08)
    assert found.low < found.value < found.high


@pytest.mark.parametrize("front_sd", [1.5, 3.0, 5.0])
@pytest.mark.parametrize("side_sd", [1.0, 2.0])
def test_the_interval_holds_the_error_that_was_put_in(front_sd: float, side_sd: float) -> None:
    story = Story(seconds=300, front_sd=front_sd, side_sd=side_sd)

    assert estimate(story).low < front_rms(story) < estimate(story).high


def test_a_front_that_is_three_degrees_off_is_so_found() -> None:
    values = [estimate(Story(seed=seed)).value for seed in range(6)]

    assert np.mean(values) == pytest.approx(3.0, abs=0.3)


def test_independent_errors_are_within_the_interval_too() -> None:
    for seed in range(6):
        story = Story(alike=0.0, seed=seed)
        assert estimate(story).low < front_rms(story) < estimate(story).high


def test_longer_sessions_say_more() -> None:
    short, long = (estimate(Story(seconds=length, side_sd=0.5)) for length in (60, 400))

    assert (long.high - long.low) / long.value < 0.85 * (short.high - short.low) / short.value


def test_a_better_side_camera_says_more() -> None:
    poor, good = (
        estimate(Story(seconds=400, side_sd=4.0)),
        estimate(Story(seconds=400, side_sd=0.5)),
    )

    assert good.high - good.low < 0.5 * (poor.high - poor.low)


def test_what_two_cameras_agree_on_may_still_be_wrong() -> None:
    """Both cameras err by 3 degrees, half of it alike: no error at all would be a lie."""
    seen = columns(filmed(Story(seconds=400, side_sd=3.0))[0])
    apart = float((seen.apart**2).mean())

    assert apart - 3.0**2 < 2.0  # what taking off the side's error would leave
    assert front_error(seen, blocks_of(seen.t)).value == pytest.approx(3.0, abs=0.6)


def test_degrees_may_be_any_unit() -> None:
    pairs = filmed(Story())[0]
    seen = columns(pairs)
    twice = Compared(
        seen.t,
        *(2 * column for column in (seen.front, seen.front_sd)),
        *(2 * column for column in (seen.side, seen.side_sd)),
    )
    one, two = front_error(seen, blocks_of(seen.t)), front_error(twice, blocks_of(seen.t))

    assert (two.value, two.low, two.high) == pytest.approx(
        (2 * one.value, 2 * one.low, 2 * one.high)
    )


def test_cameras_that_never_differ_give_a_small_error_not_a_failure() -> None:
    t = np.arange(0.0, 80.0, 1.0)
    front = np.sin(t)
    seen = Compared(t, front, np.full(80, 3.0), front, np.full(80, 2.0))

    found = front_error(seen, blocks_of(t))

    assert 0.0 < found.low <= found.value < 2.0
