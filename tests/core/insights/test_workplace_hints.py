from dataclasses import replace

import pytest

from posturecam.core.history.dose import NOTHING, Dose, Exposure, Judged
from posturecam.core.history.totals import Breaks
from posturecam.core.insights.workplace_hints import Advice, HintPolicy, hints
from posturecam.core.values import Cause
from tests.support.history_world import faults, habits

POLICY = HintPolicy(
    pitch_deg=10,
    looking_down_share=0.5,
    distance_cm=50,
    off_centre=0.15,
    yaw_deg=12,
    turned_share=0.25,
    camera_tilt_deg=20,
    head_tilt_deg=6,
    raised_share=0.15,
    breaks_taken_share=0.34,
    still_s=3600,
    least_s=3600,
)
FINE = Dose(
    good_s=20_000.0,
    longest_still_s=1800.0,
    sums=habits(
        head_pitch_deg=2.0,
        head_yaw_deg=1.0,
        head_tilt_deg=1.0,
        trunk_lean_deg=0.0,
        shoulder_elevation_cm=0.0,
        distance_cm=62.0,
        off_centre=0.02,
    ),
    judged=Judged(*[20_000.0] * 6),
)
MOST_TAKEN = Breaks(6, 4)
RAISED = faults(Exposure(Cause.RAISED_SHOULDERS, 6000, 7000))


def given_for(
    summed: Dose, breaks: Breaks = MOST_TAKEN, tilt_deg: float | None = 14.0
) -> list[Advice]:
    return [hint.advice for hint in hints(POLICY, summed, breaks, tilt_deg)]


def with_habits(**means: float) -> Dose:
    return replace(FINE, sums={**FINE.sums, **habits(**means)})


def test_nothing_is_hinted_at_where_nothing_was_measured() -> None:
    assert hints(replace(POLICY, least_s=0.0), NOTHING, Breaks(0, 0), 30.0) == ()


@pytest.mark.parametrize(
    ("summed", "expected"),
    [
        pytest.param(FINE, [], id="nothing to say"),
        pytest.param(with_habits(head_pitch_deg=12), [Advice.SCREEN_LOW], id="screen low"),
        pytest.param(with_habits(distance_cm=41), [Advice.TOO_CLOSE], id="too close"),
        pytest.param(with_habits(off_centre=-0.2), [Advice.OFF_CENTRE], id="off-centre, right"),
        pytest.param(with_habits(head_yaw_deg=-15), [Advice.TURNED], id="turned"),
        pytest.param(with_habits(head_tilt_deg=7), [Advice.HEAD_TILT], id="head tilted"),
        pytest.param(replace(FINE, reading_s=11_000), [Advice.LOOKING_DOWN], id="looking down"),
        pytest.param(replace(FINE, turned_s=6_000), [Advice.SECOND_SCREEN], id="second screen"),
        pytest.param(replace(FINE, faults=RAISED), [Advice.RAISED_SHOULDERS], id="raised"),
        pytest.param(
            replace(FINE, faults=RAISED, judged=Judged()), [], id="raised, but hardly judged"
        ),
        pytest.param(replace(FINE, longest_still_s=5400), [Advice.LONG_STILL], id="frozen"),
        pytest.param(replace(FINE, good_s=600, reading_s=600), [], id="too little measured"),
        pytest.param(replace(FINE, sums={}), [], id="nothing known of the place"),
    ],
)
def test_stories(summed: Dose, expected: list[Advice]) -> None:
    assert given_for(summed) == expected


def test_breaks_and_camera() -> None:
    assert given_for(FINE, Breaks(6, 1)) == [Advice.NO_BREAKS]
    assert given_for(FINE, Breaks(0, 0)) == []
    assert given_for(FINE, tilt_deg=-25.0) == [Advice.CAMERA_TILT]
    assert given_for(FINE, tilt_deg=None) == []


def test_every_hint_carries_the_figure_behind_it() -> None:
    (hint,) = hints(POLICY, with_habits(distance_cm=41), Breaks(6, 4), None)

    assert (hint.figure, hint.limit, hint.unit) == (41, 50, "cm")
