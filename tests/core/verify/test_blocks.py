import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.verify.blocks import BLOCK_S, blocks_of, jackknife_sd, within_90
from tests.support.two_cameras import wandering

numbers = st.floats(-50, 50)


def test_blocks_are_numbered_without_those_that_are_empty() -> None:
    times = np.array([3.0, 3.0 + BLOCK_S - 0.1, 3.0 + BLOCK_S, 3.0 + 9 * BLOCK_S])

    assert blocks_of(times).tolist() == [0, 0, 1, 2]


@given(st.lists(numbers, min_size=2, max_size=12))
def test_of_single_moments_it_is_the_standard_error_of_the_mean(values: list[float]) -> None:
    found = jackknife_sd(lambda kept: float(np.array(values)[kept].mean()), np.arange(len(values)))

    textbook = np.std(values, ddof=1) / math.sqrt(len(values))
    assert found == pytest.approx(textbook, abs=1e-9)


@given(st.lists(numbers, min_size=4, max_size=20), st.integers(2, 4))
def test_each_block_is_left_out_once(values: list[float], count: int) -> None:
    blocks = np.arange(len(values)) % count
    means = []
    for number in range(count):
        kept = [value for value, block in zip(values, blocks, strict=True) if block != number]
        means.append(sum(kept) / len(kept))
    middle = sum(means) / count
    slow = math.sqrt((count - 1) / count * sum((mean - middle) ** 2 for mean in means))

    found = jackknife_sd(lambda kept: float(np.array(values)[kept].mean()), blocks)

    assert found == pytest.approx(slow, abs=1e-9)


def test_errors_that_last_are_not_taken_for_many() -> None:
    rng = np.random.default_rng(3)
    times = np.arange(0.0, 160.0, 0.25)
    means, stated = [], []
    for _ in range(60):
        error = wandering(rng, len(times), lasting_s=2.0)
        means.append(error.mean())
        stated.append(
            jackknife_sd(lambda kept, e=error: float(e[kept].mean()), blocks_of(times))  # type: ignore[misc]
        )

    as_if_independent = 1 / math.sqrt(len(times))
    assert np.mean(stated) == pytest.approx(np.std(means), rel=0.25)
    assert np.std(means) > 3 * as_if_independent


@pytest.mark.parametrize(
    ("blocks", "students_t"), [(5, 2.132), (9, 1.860), (16, 1.753), (121, 1.658)]
)
def test_few_blocks_need_more_standard_deviations(blocks: int, students_t: float) -> None:
    assert within_90(np.arange(blocks)) == pytest.approx(students_t, rel=0.012)
