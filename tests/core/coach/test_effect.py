"""How far a fault came back: what is claimed, and that nothing is where nothing happened."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.coach.effect import (
    APART,
    BATCH_S,
    COUNT,
    GAIN,
    LEAST_S,
    TILT_SD_DEG,
    Sample,
    difference,
    is_sure,
    measured_s,
    sample_of,
)
from posturecam.core.history.records import ExerciseEffect
from posturecam.core.values import Cause, Fault
from tests.support.history_world import reading


def samples(
    *amounts: float, sd: float = 0.0, every_s: float = 1.0, unit: str = "deg"
) -> tuple[Sample, ...]:
    return tuple(Sample(n * every_s, every_s, a, sd, unit) for n, a in enumerate(amounts))


def test_a_difference_of_steady_amounts_has_the_error_that_does_not_cancel() -> None:
    effect = difference(samples(*[12.0] * 60, sd=3.0), samples(*[2.0] * 60, sd=1.0))

    assert effect is not None
    apart = APART * math.sqrt((3.0**2 + 1.0**2) / 2)
    assert effect.back == pytest.approx(10.0)
    assert effect.error == pytest.approx(math.hypot(apart, GAIN * 10.0))
    assert (effect.unit, effect.stayed_s, effect.stays) == ("deg", None, False)


def test_what_wanders_by_itself_adds_to_the_error() -> None:
    wandering = samples(*([8.0] * 10 + [10.0] * 10 + [12.0] * 10))
    effect = difference(wandering, samples(*[10.0] * 30))

    assert effect is not None
    assert effect.back == pytest.approx(0.0)
    assert effect.error == pytest.approx(math.sqrt(4.0 / (COUNT * 3)))


def test_time_weighs_not_the_number_of_frames() -> None:
    before = (Sample(0, 30, 10, 0, "deg"), *samples(*[16.0] * 10))
    effect = difference(before, samples(*[0.0] * 20))

    assert effect is not None
    assert effect.back == pytest.approx((30 * 10 + 10 * 16) / 40)


@pytest.mark.parametrize("seconds", [0, int(LEAST_S) - 1])
def test_too_little_measured_claims_nothing(seconds: int) -> None:
    enough, short = samples(*[9.0] * 60), samples(*[1.0] * seconds)
    assert difference(enough, short) is None
    assert difference(short, enough) is None


@pytest.mark.parametrize("stood_s", [(LEAST_S,), (BATCH_S - 1, 60.0)])
def test_looks_too_far_apart_for_a_scatter_claim_nothing(stood_s: tuple[float, ...]) -> None:
    enough = samples(*[9.0] * 60)
    sparse = tuple(Sample(60.0 * n, s, 1.0, 0.0, "deg") for n, s in enumerate(stood_s))
    assert difference(enough, sparse) is None
    assert difference(sparse, enough) is None


def test_amounts_in_another_unit_are_left_out() -> None:
    before = samples(*[9.0] * 30) + samples(*[90.0] * 30, unit="cm")
    effect = difference(before, samples(*[1.0] * 30) + samples(*[50.0] * 30, unit="cm"))

    assert effect is not None
    assert effect.back == pytest.approx(8.0)
    assert difference(before, samples(*[1.0] * 60, unit="cm")) is None


def test_a_short_rest_makes_no_batch_of_its_own() -> None:
    steady = samples(*[5.0] * 30)
    with_rest = samples(*([5.0] * 30 + [50.0] * 2))
    short, longer = difference(with_rest, steady), difference(samples(*[5.0] * 32), steady)

    assert short is not None
    assert longer is not None
    third = (8 * 5.0 + 2 * 5.0 + 2 * 50.0) / 12
    assert short.error**2 - (GAIN * short.back) ** 2 == pytest.approx(
        float(np.var([5.0, 5.0, third], ddof=1)) / (COUNT * 3)
    )


def test_sure_is_beyond_twice_the_error() -> None:
    assert is_sure(ExerciseEffect(4.1, 2.0, "deg"))
    assert not is_sure(ExerciseEffect(4.0, 2.0, "deg"))
    assert not is_sure(ExerciseEffect(-9.0, 2.0, "deg"))


NOISE_SD, KEEPS = 2.5, math.exp(-0.5 / 5.0)  # of desk sittings: sd 2 to 3 deg, resembling for 5 s


def wandering(rng: np.random.Generator, mean: float) -> tuple[Sample, ...]:
    """A minute with two frames a second, whose error resembles itself."""
    amounts, error = [], NOISE_SD * rng.standard_normal()
    for _ in range(120):
        error = KEEPS * error + NOISE_SD * math.sqrt(1 - KEEPS**2) * rng.standard_normal()
        amounts.append(mean + error)
    return samples(*amounts, sd=3.0, every_s=0.5)


def test_an_exercise_that_never_happened_shows_no_effect() -> None:
    rng = np.random.default_rng(13)
    pairs = [difference(wandering(rng, 12.0), wandering(rng, 12.0)) for _ in range(200)]
    claimed = sum(effect is not None and is_sure(effect) for effect in pairs)
    assert claimed <= 0.05 * len(pairs)


def test_one_that_brought_the_head_back_does() -> None:
    rng = np.random.default_rng(13)
    pairs = [difference(wandering(rng, 14.0), wandering(rng, 4.0)) for _ in range(100)]
    claimed = sum(effect is not None and is_sure(effect) for effect in pairs)
    assert claimed >= 0.9 * len(pairs)


@given(
    st.lists(st.floats(-30, 30), min_size=20, max_size=90),
    st.lists(st.floats(-30, 30), min_size=20, max_size=90),
    st.floats(0, 10),
)
def test_before_and_after_may_change_places(
    first: list[float], second: list[float], sd: float
) -> None:
    there = difference(samples(*first, sd=sd), samples(*second, sd=sd))
    back = difference(samples(*second, sd=sd), samples(*first, sd=sd))

    assert there is not None
    assert back is not None
    assert there.back == pytest.approx(-back.back, abs=1e-9)
    assert there.error == pytest.approx(back.error)
    assert there.error >= APART * sd - 1e-9
    assert measured_s(samples(*first)) >= 2 * BATCH_S


@pytest.mark.parametrize(
    ("cause", "unit", "sd"),
    [
        (Cause.FORWARD_HEAD, "deg", 2.0),
        (Cause.ROUNDED_SHOULDERS, "deg", 2.5),
        (Cause.LEANING_IN, "deg", 1.5),
        (Cause.SLUMP, "deg", 1.5),
        (Cause.SLUMP, "cm", 0.7),
        (Cause.RAISED_SHOULDERS, "cm", 0.3),
        (Cause.HEAD_TILT, "deg", TILT_SD_DEG),
        (Cause.TOO_CLOSE, "cm", 0.9),
        (Cause.STILL_TOO_LONG, "deg", 0.0),
    ],
)
def test_each_amount_has_the_error_of_its_own_reading(cause: Cause, unit: str, sd: float) -> None:
    measured = replace(
        reading(4.0),
        trunk_lean_change_sd_deg=1.5,
        sink_sd_cm=0.7,
        shoulder_elevation_change_sd_cm=0.3,
        camera_nearer_sd_cm=0.9,
    )
    fault = Fault(cause, 7.0, 8.0, unit)
    assert sample_of(measured, fault, 0.5) == Sample(4.0, 0.5, 7.0, sd, unit)
