from dataclasses import replace

import pytest

from posturecam.core.measure.estimator import measure
from posturecam.core.measure.prepared import prepare
from posturecam.core.values import Reading, Unseen, Why
from posturecam.core.verify.alignment import Alignment
from posturecam.core.verify.pairing import mean_in, pair_up
from tests.support.calibrated import profile_of, still

LATER = Alignment(10.0, 0.0, 2.0, 0.0, 1.0, 60.0)
READING = measure(prepare(profile_of()), still()[0])


def read(t: float, cva: float | None, sd: float | None = 2.0) -> Reading:
    assert isinstance(READING, Reading)
    return replace(READING, t=t, cva_change_deg=cva, cva_change_sd_deg=sd)


def test_the_side_is_put_on_the_clock_of_the_front_and_interpolated() -> None:
    front = [read(11.0, -5.0, 3.0)]
    side = [read(0.25, -6.0, 1.0), read(0.75, -8.0, 2.0)]

    (pair,) = pair_up(front, side, LATER, zero_deg=0.5)

    assert pair.t == 11.0
    assert (pair.front_deg, pair.front_sd_deg) == (-5.0, 3.0)
    assert pair.side_deg == pytest.approx(-6.5)
    assert pair.side_sd_deg == pytest.approx(1.5)


def test_what_only_one_camera_measured_is_no_pair() -> None:
    side = [read(0.0, 0.0), read(0.5, 0.0), Unseen(1.0, Why.TURNED), read(1.5, None), read(2.0, 0)]

    def times(*front: Reading | Unseen) -> list[float]:
        return [pair.t for pair in pair_up(front, side, LATER, 0.0)]

    assert times(read(9.9, 0.0), read(10.5, 0.0), read(14.1, 0.0)) == [10.5]
    assert times(Unseen(10.5, Why.NOBODY), read(10.6, None), read(10.7, 0.0, None)) == []
    assert times(read(12.0, 0.0)) == []  # 3 s without the side camera
    assert pair_up([read(10.5, 0.0)], [], LATER, 0.0) == ()


def test_a_gap_of_a_second_is_bridged_a_longer_one_is_not() -> None:
    assert pair_up([read(10.5, 0.0)], [read(0.0, 0.0), read(0.5, 0.0)], LATER, 0.0)
    assert not pair_up([read(10.5, 0.0)], [read(0.0, 0.0), read(0.51, 0.0)], LATER, 0.0)


def test_the_mean_is_of_what_was_measured_in_the_span() -> None:
    readings = [read(0.0, 1.0), read(1.0, 3.0), Unseen(1.5, Why.NOBODY), read(2.0, 90.0)]

    assert mean_in(readings, (0.0, 2.0)) == 2.0
    assert mean_in(readings, (3.0, 9.0)) is None
