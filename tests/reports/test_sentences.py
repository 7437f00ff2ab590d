"""What five invented patterns are told.  Nobody sat like this."""

from dataclasses import replace

import pytest

from posturecam.core.history.dose import Dose, Exposure, Judged
from posturecam.core.history.totals import Breaks
from posturecam.core.insights.certainty import Certainty
from posturecam.core.insights.trend import (
    SURE,
    Angles,
    Direction,
    Point,
    Progress,
    compare,
    difference,
)
from posturecam.core.insights.workplace_hints import Advice, Hint, hints
from posturecam.core.values import Cause
from posturecam.reports.balance_text import NOTHING, balance_sentences, item_text
from posturecam.reports.findings import balance
from posturecam.reports.hint_text import hint_text
from posturecam.reports.policy import policy_of
from posturecam.reports.progress_text import progress_sentences
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.programme import programme
from tests.support.history_world import faults, habits

POLICY = policy_of(Settings())
HOURS_10_S = 36_000.0
JUDGED = Judged(*[HOURS_10_S] * 6)
ALL_TAKEN = Breaks(6, 6)
MONDAY = 20_003


def weeks(*means: float, angle: Angles = Angles.CVA, better: int = 0) -> Progress:
    points = tuple(Point(MONDAY + 7 * n, mean, 0.8, 5, 90_000) for n, mean in enumerate(means))
    if len(points) < 2:
        return Progress(angle, points, "too little", None, None, 0)  # type: ignore[arg-type]
    change, error = difference(points[0], points[-1])
    return Progress(angle, points, compare(angle, points[0], points[-1]), change, error, better)


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        pytest.param(
            weeks(-9.0, -5.0, -4.0, better=2),
            (
                (
                    "In the week of 21 Oct 2024 your head was 4.0 +- 1.6 degrees further forward "
                    "than calibrated."
                ),
                (
                    "In the week of 21 Oct 2024 you sat 5.0 +- 2.2 degrees closer to upright than "
                    "in the week of 7 Oct 2024: a change for the better, larger than the noise."
                ),
                (
                    "It has been better for 2 weeks now. This is the time to keep on with the "
                    "exercises rather than to stop: what was gained stays only with use."
                ),
            ),
            id="invented: two weeks better",
        ),
        pytest.param(
            weeks(-9.0, -8.2),
            (
                (
                    "In the week of 14 Oct 2024 your head was 8.2 +- 1.6 degrees further forward "
                    "than calibrated."
                ),
                (
                    "Between the weeks of 7 Oct 2024 and 14 Oct 2024 there is no change larger "
                    "than the noise (+0.8 +- 2.2 degrees)."
                ),
            ),
            id="invented: no change",
        ),
        pytest.param(
            weeks(3.0, 9.0, angle=Angles.FSA),
            (
                (
                    "In the week of 14 Oct 2024 your shoulders were 9.0 +- 1.6 degrees rounder "
                    "than calibrated."
                ),
                (
                    "In the week of 14 Oct 2024 you sat 6.0 +- 2.2 degrees further from upright "
                    "than in the week of 7 Oct 2024, which is more than the noise. Has anything "
                    "changed: chair, screen, workload? A new calibration takes a minute if the "
                    "camera has moved."
                ),
            ),
            id="invented: shoulders worse",
        ),
        pytest.param(
            weeks(1.0),
            (
                (
                    "In the week of 7 Oct 2024 there was no difference from your calibration "
                    "beyond the noise (1.0 +- 1.6 degrees)."
                ),
                (
                    "Too little was measured to compare weeks: that takes two weeks with at least "
                    "two measured days each, under the same calibration."
                ),
            ),
            id="invented: one week",
        ),
        pytest.param(
            weeks(),
            (
                (
                    "Too little was measured to compare weeks: that takes two weeks with at least "
                    "two measured days each, under the same calibration."
                ),
            ),
            id="invented: nothing measured",
        ),
    ],
)
def test_progress(progress: Progress, expected: tuple[str, ...]) -> None:
    assert progress_sentences(progress) == expected


def test_what_is_no_larger_than_its_error_as_printed_is_no_difference() -> None:
    """4.62 +- 4.57 degrees is larger than its error, but reads as 4.6 +- 4.6."""
    week = Point(MONDAY, 4.62, 4.57 / SURE, 2, 9000)
    found = Progress(Angles.FSA, (week,), Direction.TOO_LITTLE, None, None, 0)

    assert progress_sentences(found)[0] == (
        "In the week of 7 Oct 2024 there was no difference from your calibration beyond the noise "
        "(4.6 +- 4.6 degrees)."
    )
    larger = replace(found, weeks=(replace(week, mean_deg=4.66),))
    assert "4.7 +- 4.6 degrees rounder than calibrated" in progress_sentences(larger)[0]


def test_further_back_and_less_round_are_said_so() -> None:
    back = progress_sentences(weeks(4.0))[0]
    flat = progress_sentences(weeks(-4.0, angle=Angles.FSA))[0]

    assert "4.0 +- 1.6 degrees further back" in back
    assert "4.0 +- 1.6 degrees less round" in flat


def pattern(**shares: float) -> tuple[Exposure, ...]:
    return tuple(
        Exposure(Cause(name), share * HOURS_10_S, share * HOURS_10_S)
        for name, share in shares.items()
    )


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        pytest.param({}, NOTHING, id="invented: upright"),
        pytest.param(
            {"forward_head": 0.3}, "Likely weak: deep neck flexors (head forward).", id="head"
        ),
        pytest.param(
            {"rounded_shoulders": 0.1},
            "Possibly tight: pectorals (shoulders rounded).",
            id="invented: shoulders now and then",
        ),
        pytest.param(
            {"rounded_shoulders": 0.1, "slump": 0.1},
            "Likely tight: pectorals (shoulders rounded, slumped).",
            id="invented: slump and shoulders",
        ),
        pytest.param(
            {"forward_head": 0.1, "rounded_shoulders": 0.1}, "upper crossed", id="invented: both"
        ),
    ],
)
def test_balance(shares: dict[str, float], expected: str) -> None:
    said = balance_sentences(balance(POLICY.balance, pattern(**shares), JUDGED))

    assert any(expected in sentence for sentence in said)
    assert not shares or "physiotherapist can test it" in said[-1]


def test_a_fault_whose_angle_is_uncertain_says_what_it_takes() -> None:
    unknown = Certainty(Cause.ROUNDED_SHOULDERS, 10.0, 6.0)
    never = Certainty(Cause.FORWARD_HEAD, None, 4.0)
    said = balance_sentences((), (unknown, never))

    assert said == (
        (
            "Shoulders rounded: the angle is known to +- 10.0 degrees; conclusions about muscles "
            "take +- 6.0 or better, which more days bring."
        ),
        "Head forward: the angle was not measured on any day for long enough to conclude anything.",
    )
    assert balance_sentences((), (replace(unknown, error_deg=5.0),)) == (NOTHING,)


def test_the_programme_meets_the_pattern_and_stays_short(catalogue: Catalogue) -> None:
    shares = {"forward_head": 0.3, "rounded_shoulders": 0.3, "slump": 0.3, "raised_shoulders": 0.3}
    items = programme(balance(POLICY.balance, pattern(**shares), JUDGED), catalogue)

    assert len(items) == 7
    keys = [item.exercise.key for item in items]
    assert {"chin_tuck", "doorway_chest_stretch", "scapular_squeeze"} <= set(keys)
    (tuck,) = [item for item in items if item.exercise.key == "chin_tuck"]
    assert item_text(tuck) == (
        "Chin tuck: to stretch and strengthen suboccipitals, deep neck flexors; 8 x 5 s, three "
        "days a week, with a day between."
    )
    assert {item.often for item in items} == {
        "every working day",
        "three days a week, with a day between",
    }


def test_every_exercise_of_every_programme_is_in_the_catalogue(catalogue: Catalogue) -> None:
    from posturecam.stretches.programme import ANSWERS  # noqa: PLC0415 - read by this test alone

    there = {exercise.key for exercise in catalogue.exercises}
    assert {key for keys in ANSWERS.values() for key in keys} <= there


PLAIN = Dose(good_s=HOURS_10_S, longest_still_s=1800.0, judged=JUDGED)


def reported(summed: Dose, breaks: Breaks = ALL_TAKEN, tilt_deg: float | None = None) -> list[str]:
    return [hint_text(hint) for hint in hints(POLICY.hints, summed, breaks, tilt_deg)]


@pytest.mark.parametrize(
    ("summed", "figures"),
    [
        pytest.param(
            replace(PLAIN, sums=habits(head_pitch_deg=14.0, distance_cm=38.0)),
            ("look down by 14 degrees", "38 cm from the camera"),
            id="invented: laptop flat on the desk",
        ),
        pytest.param(
            replace(PLAIN, turned_s=12_000.0, sums=habits(head_yaw_deg=-15.0)),
            ("turned by 15 degrees to the right", "33 % of the time you are turned away"),
            id="invented: second screen",
        ),
        pytest.param(
            replace(PLAIN, reading_s=18_000.0, sums=habits(off_centre=-0.2)),
            ("50 % of the time you look down", "20 % of the picture's width to the right"),
            id="invented: paper beside the keyboard",
        ),
        pytest.param(
            replace(
                PLAIN, faults=faults(*pattern(raised_shoulders=0.2)), sums=habits(head_tilt_deg=8.0)
            ),
            (
                "tilted by 8 degrees to the left",
                "20 % of the time in which they were judged your shoulders are raised",
            ),
            id="invented: on the telephone",
        ),
        pytest.param(
            replace(PLAIN, longest_still_s=5400.0), ("was 90 minutes",), id="invented: frozen"
        ),
    ],
)
def test_hints_carry_their_figure(summed: Dose, figures: tuple[str, ...]) -> None:
    said = reported(summed)

    assert len(said) == len(figures)
    assert all(figure in sentence for figure, sentence in zip(figures, said, strict=True))


def test_breaks_and_camera_carry_theirs() -> None:
    (camera, breaks) = reported(PLAIN, Breaks(10, 1), -25.0)

    assert "tilted by 25 degrees down" in camera
    assert "took 10 % of the breaks" in breaks


@pytest.mark.parametrize("advice", Advice)
def test_every_hint_has_a_calm_text(advice: Advice) -> None:
    said = hint_text(Hint(advice, 30.0, 20.0, "%"))

    assert "30" in said
    assert "!" not in said
