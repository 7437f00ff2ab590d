"""A gauge as values: where things lie on it, and its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.view.gauges import Gauge


def gauge(change: float | None, sd: float | None = None, limit: float = 8.0) -> Gauge:
    return Gauge("Neck", change, None if change is None else -change, sd, limit)


@pytest.mark.parametrize(
    ("value", "share"),
    [(-6.0, 0.0), (-100.0, 0.0), (0.0, 6 / 26), (8.0, 14 / 26), (20.0, 1.0), (100.0, 1.0)],
)
def test_a_gauge_goes_from_three_quarters_of_a_limit_to_two_and_a_half(
    value: float, share: float
) -> None:
    assert gauge(1.0).share(value) == pytest.approx(share)


@given(limit=st.floats(0, 90), value=st.floats(-1e6, 1e6))
def test_everything_lies_on_the_gauge(limit: float, value: float) -> None:
    assert 0.0 <= gauge(1.0, limit=limit).share(value) <= 1.0


def test_without_a_limit_a_gauge_has_a_scale_of_its_own() -> None:
    assert gauge(1.0, limit=0.0).span == (-6.0, 20.0)


@pytest.mark.parametrize(
    ("change", "limit", "beyond"),
    [
        (-8.0, 8.0, True),
        (-7.9, 8.0, False),
        (9.0, 8.0, False),
        (-9.0, 0.0, False),
        (None, 8.0, False),
    ],
)
def test_a_gauge_is_beyond_its_limit_from_there_on(
    change: float | None,
    limit: float,
    beyond: bool,  # noqa: FBT001 - a table
) -> None:
    assert gauge(change, limit=limit).is_beyond is beyond


@pytest.mark.parametrize(
    ("change", "sd", "text"),
    [
        (-11.2, 2.6, "-11 ± 3°"),
        (3.4, None, "+3°"),
        (0.4, 1.0, "0 ± 1°"),
        (-0.4, 1.0, "0 ± 1°"),
        (None, None, "-"),
    ],
)
def test_a_change_is_written_with_its_error(
    change: float | None, sd: float | None, text: str
) -> None:
    assert gauge(change, sd).text == text
