from dataclasses import replace

import pytest

from posturecam.core.measure.personal_gains import PersonalGains, apply
from posturecam.core.values import Unseen, Why
from tests.support.stories import NEUTRAL

GAINS = PersonalGains(cva_gain=1.25, cva_offset_deg=-0.5, cva_sd_deg=2.0, helped_deg=0.6)
FORWARD = replace(NEUTRAL, cva_change_deg=-8.0, cva_change_sd_deg=3.0)


def test_without_gains_nothing_changes() -> None:
    assert apply(None, FORWARD) is FORWARD


def test_the_change_and_its_error_follow_the_gain() -> None:
    assert apply(GAINS, FORWARD) == replace(FORWARD, cva_change_deg=-10.5, cva_change_sd_deg=3.75)


@pytest.mark.parametrize("stated", [0.5, None])
def test_the_error_is_never_smaller_than_what_the_gains_left(stated: float | None) -> None:
    corrected = apply(GAINS, replace(FORWARD, cva_change_sd_deg=stated))

    assert corrected == replace(FORWARD, cva_change_deg=-10.5, cva_change_sd_deg=2.0)


@pytest.mark.parametrize(
    "measured", [Unseen(1.0, Why.TURNED), replace(FORWARD, cva_change_deg=None)]
)
def test_what_was_not_measured_stays_so(measured: object) -> None:
    assert apply(GAINS, measured) is measured  # type: ignore[arg-type]
