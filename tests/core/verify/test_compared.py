import numpy as np
import pytest

from posturecam.core.verify.compared import Pair, columns


def pair(t: float, front: float = 0.0, side: float = 0.0) -> Pair:
    return Pair(t, front, 3.0, side, 2.0)


def test_columns_are_in_the_order_of_time() -> None:
    seen = columns([pair(2.0, -4.0, -5.0), pair(1.0, -1.0, -3.0)])

    assert seen.t.tolist() == [1.0, 2.0]
    assert seen.apart.tolist() == [2.0, 1.0]
    assert (seen.front_sd.tolist(), seen.side_sd.tolist()) == ([3.0, 3.0], [2.0, 2.0])


def test_no_pairs_are_empty_columns() -> None:
    assert len(columns([]).t) == 0


def test_a_moment_stands_until_the_next_but_not_through_a_gap() -> None:
    seen = columns([pair(0.0), pair(0.25), pair(0.5), pair(30.0), pair(30.25)])

    assert seen.stands_s.tolist() == pytest.approx([0.25, 0.25, 1.0, 0.25, 0.25])


def test_a_single_moment_stands_for_a_second() -> None:
    assert columns([pair(4.0)]).stands_s.tolist() == [1.0]


def test_a_part_keeps_every_column() -> None:
    seen = columns([pair(0.0, -1.0, -2.0), pair(1.0, -3.0, -5.0)])

    part = seen.part(np.array([False, True]))

    assert [float(column[0]) for column in (part.t, part.front, part.front_sd)] == [1.0, -3.0, 3.0]
    assert [float(column[0]) for column in (part.side, part.side_sd)] == [-5.0, 2.0]
