"""People compared: intervals against a direct evaluation, and what they must respect."""

import math
from collections.abc import Sequence

import numpy as np
import pytest

from posturecam.core.insights.between_people import (
    PRIOR_SCALE_DEG,
    Estimate,
    Sitting,
    Spread,
    calibration_error,
    spread,
)

FEW = (
    Sitting("ann", "a", -8.0, 2.0),
    Sitting("ann", "a", -5.0, 2.0),
    Sitting("ann", "b", -9.5, 3.0),
    Sitting("ben", "c", -1.0, 2.5),
    Sitting("ben", "c", 1.5, 2.5),
    Sitting("cem", "d", -4.0, 1.5),
)


def found(sittings: Sequence[Sitting]) -> Spread:
    result = spread(sittings)
    assert result is not None
    return result


def values(estimate: Estimate | None) -> tuple[float, float, float]:
    assert estimate is not None
    return estimate.value, estimate.low, estimate.high


def people(count: int, recordings: int, sds: tuple[float, float], seed: int = 1) -> list[Sitting]:
    """`count` people with standard deviations between and within, each recording calibrated."""
    random = np.random.default_rng(seed)
    own = random.normal(-6.0, sds[0], count)
    means = own[:, None] + random.normal(0, math.hypot(sds[1], 2.0), (count, recordings))
    return [
        Sitting(f"p{one}", f"c{one}.{number}", float(mean), 2.0)
        for one, row in enumerate(means)
        for number, mean in enumerate(row)
    ]


def directly(sittings: Sequence[Sitting]) -> dict[str, np.ndarray]:
    """The posterior by the covariance of all recordings, evenly over both standard deviations."""
    persons = np.array([[a.person == b.person for b in sittings] for a in sittings], float)
    same = np.array([[a.calibration == b.calibration for b in sittings] for a in sittings], float)
    error = same * np.mean([one.sd**2 for one in sittings])
    y, ones = np.array([one.mean for one in sittings]), np.ones(len(sittings))
    sds = (np.arange(100) + 0.5) * 0.6
    between, within = (one.ravel() for one in np.meshgrid(sds, sds))
    squares = between[:, None, None] ** 2, within[:, None, None] ** 2
    cov = squares[0] * persons + squares[1] * np.eye(y.size) + error
    inverse = np.linalg.inv(cov)
    total = ones @ inverse @ ones
    mean = inverse @ y @ ones / total
    left = y - mean[:, None]
    fit = np.einsum("gi,gij,gj->g", left, inverse, left)
    log = -0.5 * (np.linalg.slogdet(cov)[1] + np.log(total) + fit)
    log -= sum(np.log1p((sd / PRIOR_SCALE_DEG) ** 2) for sd in (between, within))
    weight = np.exp(log - log.max())
    return {
        "between": between,
        "within": within,
        "mean": mean,
        "variance": 1 / total,
        "weight": weight / weight.sum(),
    }


def quantiles(values: np.ndarray, weight: np.ndarray) -> list[float]:
    order = np.argsort(values)
    middles = np.cumsum(weight[order]) - 0.5 * weight[order]
    return [float(one) for one in np.interp((0.5, 0.025, 0.975), middles, values[order])]


def test_the_intervals_are_those_of_a_direct_evaluation() -> None:
    result, truth = found(FEW), directly(FEW)

    weight, variances = truth["weight"], (truth["between"] ** 2, truth["within"] ** 2)
    share = variances[0] / sum(variances)
    draws = np.random.default_rng(2).choice(weight.size, 100_000, p=weight)
    means = np.random.default_rng(3).normal(truth["mean"][draws], np.sqrt(truth["variance"][draws]))
    assert values(result.between) == pytest.approx(
        quantiles(truth["between"], weight), rel=0.06, abs=0.3
    )
    assert values(result.within) == pytest.approx(
        quantiles(truth["within"], weight), rel=0.06, abs=0.3
    )
    assert values(result.share) == pytest.approx(quantiles(share, weight), abs=0.04)
    assert values(result.mean) == pytest.approx(np.quantile(means, (0.5, 0.025, 0.975)), abs=0.25)


def test_people_and_recordings_are_counted() -> None:
    result = found(FEW)

    assert (result.people, result.recordings, result.repeated) == (3, 6, 2)
    assert result.error == pytest.approx(math.sqrt((2 * 4 + 9 + 2 * 6.25 + 2.25) / 6))


def test_nothing_is_said_of_no_recordings() -> None:
    assert spread(()) is None


def test_one_recording_shows_its_own_mean_and_error() -> None:
    result = found([Sitting("ann", "a", -4.0, 2.0)])

    assert (result.between, result.within, result.share) == (None, None, None)
    assert values(result.mean) == pytest.approx((-4.0, -4.0 - 3.92, -4.0 + 3.92), abs=0.01)


def test_one_person_varies_but_shows_nothing_of_others() -> None:
    result = found([Sitting("ann", "a", mean, 2.0) for mean in (-8.0, -2.0, -5.0, -6.0)])

    assert (result.between, result.share) == (None, None)
    assert values(result.within)[1] > 1.0
    assert values(result.mean)[1] < -5.25 - 3.92 < values(result.mean)[0]


def test_where_nobody_was_recorded_twice_between_holds_both() -> None:
    result = found([Sitting(f"p{n}", f"c{n}", float(n), 1.0) for n in range(6)])

    assert (result.within, result.share, result.repeated) == (None, None, 0)
    assert values(result.between)[1] > 0.5


def test_few_people_give_wide_intervals() -> None:
    widths = []
    for count in (2, 3, 10, 60):
        _, low, high = values(found(people(count, 2, (4.0, 2.0))).between)
        widths.append(high - low)

    assert widths == sorted(widths, reverse=True)
    assert widths[1] > 8.0
    assert widths[3] < 2.5


def test_many_people_give_back_what_they_were_made_of() -> None:
    made = people(300, 3, (4.0, 2.0))

    result = found(made)

    assert values(result.mean)[0] == pytest.approx(np.mean([one.mean for one in made]), abs=0.01)
    assert values(result.mean)[1] < values(result.mean)[0] - 0.4
    assert values(result.between)[0] == pytest.approx(4.0, abs=0.3)
    assert values(result.within)[0] == pytest.approx(2.0, abs=0.2)
    assert values(result.share) == pytest.approx((0.78, 0.72, 0.82), abs=0.05)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    held = 0
    for seed in range(60):
        _, low, high = values(found(people(4, 1, (4.0, 0.0), seed)).between)
        held += low <= 4.0 <= high

    assert held >= 54


def test_what_the_measurement_explains_is_no_difference_between_people() -> None:
    means = np.random.default_rng(5).normal(0, 3.0, 60)

    noisy = found([Sitting(f"p{n}", f"c{n}", float(m), 3.0) for n, m in enumerate(means)])
    sure = found([Sitting(f"p{n}", f"c{n}", float(m), 0.1) for n, m in enumerate(means)])

    assert values(noisy.between)[0] < 1.0
    assert values(sure.between)[0] == pytest.approx(3.0, abs=0.5)


def test_recordings_of_one_calibration_share_its_error() -> None:
    """It looks like a difference between people, and does not shrink with more recordings."""
    means = [(f"p{n}", float(mean)) for n in range(5) for mean in (n - 0.2, n, n + 0.2, n + 0.1)]

    shared = found([Sitting(person, person, mean, 3.0) for person, mean in means])
    apart = found([Sitting(p, f"{n}", mean, 3.0) for n, (p, mean) in enumerate(means)])

    assert values(shared.mean)[2] - values(shared.mean)[1] > 1.2 * (
        values(apart.mean)[2] - values(apart.mean)[1]
    )
    assert values(shared.within)[2] < 0.5


def test_what_is_far_from_upright_counts_as_much_though_its_error_is_larger() -> None:
    means = [-12.0, -11.0, -10.0, -2.0, -1.0, 0.0]

    result = found([Sitting(f"p{n}", f"c{n}", m, 1.0 - m / 4) for n, m in enumerate(means)])

    assert values(result.mean)[0] == pytest.approx(-6.0, abs=1e-6)


def test_a_calibration_is_one_of_its_person() -> None:
    """Two people measured against one profile do not share its error."""
    one = found([Sitting("ann", "default", -3.0, 2.0), Sitting("ben", "default", 3.0, 2.0)])
    two = found([Sitting("ann", "a", -3.0, 2.0), Sitting("ben", "b", 3.0, 2.0)])

    assert one == two


def test_the_error_of_a_persons_mean_shrinks_with_calibrations_only() -> None:
    one = [Sitting("ann", "a", -3.0, 2.0)]
    again = [*one, Sitting("ann", "a", -5.0, 2.0)]
    anew = [*one, Sitting("ann", "b", -5.0, 2.0)]

    assert calibration_error(one) == pytest.approx(2.0)
    assert calibration_error(again) == pytest.approx(2.0)
    assert calibration_error(anew) == pytest.approx(2.0 / math.sqrt(2))
    assert calibration_error([*again, *anew[1:]]) == pytest.approx(math.hypot(4, 2) / 3)


def test_a_shift_of_all_shifts_the_mean_alone() -> None:
    moved = found([Sitting(s.person, s.calibration, s.mean + 10, s.sd) for s in FEW])
    still = found(FEW)

    assert values(moved.mean) == pytest.approx([v + 10 for v in values(still.mean)], abs=1e-6)
    assert values(moved.between) == pytest.approx(values(still.between), rel=1e-6)


def test_where_nothing_is_known_it_is_as_the_prior_says() -> None:
    blind = [Sitting("ann", "a", 0.0, 1e6), Sitting("ben", "b", 0.0, 1e6)]

    assert values(found(blind).between)[0] == pytest.approx(5.0, rel=0.02)  # median: its scale
