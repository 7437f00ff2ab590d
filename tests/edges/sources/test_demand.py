"""When a device may be closed, and when it is opened again."""

import pytest

from posturecam.edges.sources.demand import REST_S, WARM_UP_S, Demand


@pytest.mark.parametrize(
    ("shared", "paused", "ahead_s", "closes", "stays_closed"),
    [
        pytest.param(False, False, 3600, False, False, id="ours alone"),
        pytest.param(True, False, REST_S + 0.1, True, True, id="shared, wanted much later"),
        pytest.param(True, False, REST_S, False, True, id="shared, wanted later"),
        pytest.param(True, False, WARM_UP_S, False, False, id="shared, wanted soon"),
        pytest.param(False, True, 0, True, True, id="paused"),
    ],
)
def test_a_device_is_left_to_others(
    ahead_s: float, *, shared: bool, paused: bool, closes: bool, stays_closed: bool
) -> None:
    demand = Demand(shared, paused)
    demand.want(100.0)
    assert demand.lets_close(100.0 - ahead_s) is closes
    assert demand.keeps_closed(100.0 - ahead_s) is stays_closed
