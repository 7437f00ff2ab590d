from dataclasses import replace

import pytest

from posturecam.core.smoothing import SmoothingPolicy, SmoothingState, smooth
from posturecam.core.values import Reading, Unseen, View, Why

POLICY = SmoothingPolicy(window_s=1.0, gap_s=10.0)
CALM = Reading(0.0, View.FRONT, 0.0, 2.0, 0.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0)


def run(*readings: Reading | Unseen, policy: SmoothingPolicy = POLICY) -> list[Reading | Unseen]:
    state, out = SmoothingState(), []
    for reading in readings:
        state, smoothed = smooth(policy, state, reading)
        out.append(smoothed)
    return out


def at(t: float, cva: float | None, view: View = View.FRONT) -> Reading:
    return replace(CALM, t=t, cva_change_deg=cva, view=view)


def angle(reading: Reading | Unseen) -> float | None:
    assert isinstance(reading, Reading)
    return reading.cva_change_deg


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param([at(0, 0), at(0.3, -30), at(0.6, 0)], 0, id="a blip is taken out"),
        pytest.param([at(0, 0), at(2, -10)], -10, id="old looks are left out"),
        pytest.param([at(0, 0), at(0.5, -10, View.SIDE)], -10, id="another view starts afresh"),
        pytest.param([at(0, 0), at(0.5, None)], None, id="unmeasured stays unmeasured"),
        pytest.param([at(0, None), at(0.5, -4)], -4, id="gaps in the past do not matter"),
    ],
)
def test_stories(story: list[Reading], expected: float | None) -> None:
    assert angle(run(*story)[-1]) == expected


def test_looks_far_apart_are_never_mixed() -> None:
    patient = SmoothingPolicy(window_s=60.0, gap_s=10.0)
    assert angle(run(at(0, 0), at(11, -10), policy=patient)[-1]) == -10
    assert angle(run(at(0, 0), at(9, -10), policy=patient)[-1]) == -5


def test_unseen_passes_through() -> None:
    gone = Unseen(0.5, Why.NOBODY)
    assert run(at(0, 0), gone)[-1] is gone


def test_error_is_not_averaged_away() -> None:
    last = run(at(0, 0), at(0.2, 0), replace(at(0.4, 0), cva_change_sd_deg=3.5))[-1]
    assert isinstance(last, Reading)
    assert last.cva_change_sd_deg == 3.5


def test_a_hand_at_the_head_counts_as_the_newest_look_has_it() -> None:
    held = [replace(at(t, 0), hand_at_head=hand) for t, hand in ((0, True), (0.2, True))]
    last = run(*held, at(0.4, 0))[-1]
    assert isinstance(last, Reading)
    assert last.hand_at_head is False
