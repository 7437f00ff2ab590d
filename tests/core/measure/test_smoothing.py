from dataclasses import replace

import pytest

from posturecam.core.measure.smoothing import SmoothingPolicy, SmoothingState, smooth
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


def test_only_the_window_counts_to_its_end() -> None:
    assert angle(run(at(0, -30), at(0.5, 0), at(1.0, -10))[-1]) == -5
    assert angle(run(at(0, -30), at(0.5, 0), at(0.99, -10))[-1]) == -10


def test_ten_seconds_between_looks_are_not_too_many() -> None:
    patient = SmoothingPolicy(window_s=60.0, gap_s=10.0)
    assert angle(run(at(0, 0), at(10, -10), policy=patient)[-1]) == -5
    assert angle(run(at(100, 0), at(109, -10), policy=patient)[-1]) == -5


def test_every_number_is_smoothed_by_itself_but_for_errors_and_times() -> None:
    observations = [
        Reading(
            t=t, view=View.FRONT, cva_change_deg=a, cva_change_sd_deg=s, fsa_change_deg=2 * a,
            fsa_change_sd_deg=s, trunk_lean_change_deg=3 * a, head_pitch_change_deg=4 * a,
            head_yaw_deg=5 * a, shoulder_elevation_change_cm=6 * a, head_tilt_deg=7 * a,
            distance_cm=60 + a, approach_cm=-a, sink_cm=8 * a,
        )
        for t, a, s in ((0.0, 1.0, 1.0), (0.3, 9.0, 2.0), (0.6, 2.0, 3.0))
    ]  # fmt: skip
    last = run(*observations)[-1]
    assert last == observations[-1]
    assert run(observations[0], observations[2], observations[1])[-1] == replace(
        observations[2], t=0.3, cva_change_sd_deg=2.0, fsa_change_sd_deg=2.0
    )


def test_nobody_for_a_moment_parts_no_window() -> None:
    assert angle(run(at(0, 0), Unseen(0.2, Why.NOBODY), at(0.4, -10))[-1]) == -5
