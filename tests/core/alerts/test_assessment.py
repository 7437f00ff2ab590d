"""What counts as a fault in one look."""

import math
from dataclasses import replace
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.assessment import Tolerances, assess, probability_beyond
from posturecam.core.alerts.fault_amounts import head_loss_deg, slump_cm
from posturecam.core.parts import NoShoulders
from posturecam.core.values import Activity, Cause, Reading, Unseen, Verdict, View, Why

UPRIGHT = Reading(0.0, View.FRONT, 0.0, 1.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0)
LIMITS = Tolerances(
    forward_head_deg=8,
    rounded_shoulders_deg=12,
    slump_cm=4,
    slump_lean_deg=4,
    leaning_in_deg=10,
    raised_shoulders_cm=2,
    head_tilt_deg=15,
    too_close_cm=15,
    sure=0.5,
)
OFF = Tolerances(0, 0, 0, 0, 0, 0, 0, 0, 0.5)


@pytest.mark.parametrize(
    ("changes", "causes"),
    [
        pytest.param({}, "", id="upright"),
        pytest.param({"cva_change_deg": -7.9}, "", id="just within"),
        pytest.param({"cva_change_deg": -8.0}, "forward_head", id="at the limit"),
        pytest.param({"cva_change_deg": 20.0}, "", id="head further back"),
        pytest.param(
            {"cva_change_deg": -8.1, "head_pitch_change_deg": 25.7}, "", id="looking down"
        ),
        pytest.param(
            {"cva_change_deg": -11.7, "head_pitch_change_deg": 27.8}, "", id="at the phone"
        ),
        pytest.param(
            {"cva_change_deg": -12.1, "head_pitch_change_deg": 13.0}, "", id="reading a letter"
        ),
        pytest.param(
            {"cva_change_deg": -17.0, "head_pitch_change_deg": 25.0},
            "forward_head",
            id="looking down with the head forward",
        ),
        pytest.param(
            {"cva_change_deg": -8.5, "head_pitch_change_deg": 7.0},
            "forward_head",
            id="a small nod explains nothing",
        ),
        pytest.param(
            {"cva_change_deg": -9.0, "head_pitch_change_deg": -20.0},
            "forward_head",
            id="looking up explains nothing",
        ),
        pytest.param({"fsa_change_deg": 12.0}, "rounded_shoulders", id="rounded"),
        pytest.param(
            {"fsa_change_deg": 20.0, "shoulder_elevation_change_cm": 2.7},
            "raised_shoulders",
            id="a shrug is no rounding",
        ),
        pytest.param(
            {"fsa_change_deg": 19.0, "shoulder_elevation_change_cm": 1.0},
            "rounded_shoulders",
            id="more than the shrug explains",
        ),
        pytest.param(
            {"fsa_change_deg": 18.9, "shoulder_elevation_change_cm": 1.0}, "", id="just explained"
        ),
        pytest.param(
            {"fsa_change_deg": 14.0, "shoulder_elevation_change_cm": -2.0},
            "rounded_shoulders",
            id="low shoulders explain nothing",
        ),
        pytest.param(
            {"cva_change_deg": -3.6, "trunk_lean_change_deg": 12.2, "approach_cm": 12.0},
            "leaning_in",
            id="leaning in with the neck following",
        ),
        pytest.param(
            {"cva_change_deg": -18.0, "trunk_lean_change_deg": 9.6, "approach_cm": 13.7},
            "slump+forward_head",
            id="full slouch",
        ),
        pytest.param(
            {"cva_change_deg": -18.0, "trunk_lean_change_deg": 16.0, "approach_cm": 20.0},
            "slump+forward_head",
            id="a slump explains lean and nearness",
        ),
        pytest.param(
            {"cva_change_deg": -7.0, "trunk_lean_change_deg": 15.8},
            "leaning_in",
            id="leaning in far lowers the neck too",
        ),
        pytest.param(
            {"cva_change_deg": -7.0, "trunk_lean_change_deg": 5.0},
            "slump",
            id="neck and trunk each a little",
        ),
        pytest.param(
            {"cva_change_deg": -7.0, "trunk_lean_change_deg": -5.0}, "", id="leaning back"
        ),
        pytest.param({"sink_cm": 5.0}, "slump", id="sunk"),
        pytest.param({"sink_cm": -5.0}, "", id="taller"),
        pytest.param({"sink_cm": 5.0, "neck_ahead_cm": 6.0}, "slump", id="sunk forward"),
        pytest.param(
            {"sink_cm": 5.0, "neck_ahead_cm": -21.0, "trunk_lean_change_deg": -22.0},
            "",
            id="sitting back against the backrest",
        ),
        pytest.param(
            {"sink_cm": 5.0, "neck_ahead_cm": -21.0, "cva_change_deg": -10.0},
            "forward_head",
            id="sitting back with the head pushed forward",
        ),
        pytest.param(
            {"sink_cm": 9.0, "neck_ahead_cm": -21.0},
            "slump",
            id="sunk more than sitting back explains",
        ),
        pytest.param(
            {"sink_cm": 5.0, "neck_ahead_cm": -90.0}, "", id="further back than a trunk is long"
        ),
        pytest.param(
            {"sink_cm": 8.0, "trunk_lean_change_deg": 5.0, "cva_change_deg": -8.0},
            "slump+forward_head",
            id="the worse sign of a slump counts",
        ),
        pytest.param({"approach_cm": 18.0}, "too_close", id="chair too close"),
        pytest.param(
            {"approach_cm": 18.0, "trunk_lean_change_deg": 12.0},
            "leaning_in",
            id="leaning in explains nearness",
        ),
        pytest.param({"head_tilt_deg": 16.0}, "head_tilt", id="tilted left"),
        pytest.param({"head_tilt_deg": -16.0}, "head_tilt", id="tilted right"),
        pytest.param(
            {"cva_change_deg": -16.0, "fsa_change_deg": 15.0, "head_tilt_deg": -23.0},
            "forward_head+head_tilt+rounded_shoulders",
            id="worst first",
        ),
    ],
)
def test_causes(changes: dict[str, Any], causes: str) -> None:
    assessment = assess(replace(UPRIGHT, **changes), LIMITS)
    assert "+".join(assessment.causes) == causes
    assert assessment.verdict is (Verdict.POOR if causes else Verdict.GOOD)


def test_a_fault_tells_amount_limit_and_unit() -> None:
    (fault,) = assess(replace(UPRIGHT, cva_change_deg=-12.0), LIMITS).faults
    assert (fault.amount, fault.limit, fault.unit, fault.ratio) == (12.0, 8.0, "deg", 1.5)


def test_a_slump_of_the_trunk_is_told_in_degrees_and_of_the_neck_in_cm() -> None:
    leant = replace(UPRIGHT, cva_change_deg=-16.0, trunk_lean_change_deg=7.5)
    assert [f.amount for f in assess(leant, LIMITS).faults if f.unit == "deg"] == [16.0, 7.5]
    (sunk,) = assess(replace(UPRIGHT, sink_cm=6.0), LIMITS).faults
    assert (sunk.cause, sunk.amount, sunk.unit) == (Cause.SLUMP, 6.0, "cm")


def test_everything_measured_is_told_with_its_amount_and_unit() -> None:
    reading = replace(
        UPRIGHT,
        cva_change_deg=-1.0,
        fsa_change_deg=2.0,
        trunk_lean_change_deg=-3.0,
        shoulder_elevation_change_cm=-0.5,
        head_tilt_deg=-4.0,
        approach_cm=5.0,
        sink_cm=1.5,
    )
    reported = [(f.cause, f.amount, f.limit, f.unit) for f in assess(reading, LIMITS).measured]
    assert reported == [
        (Cause.FORWARD_HEAD, 1.0, 8, "deg"),
        (Cause.ROUNDED_SHOULDERS, 2.0, 12, "deg"),
        (Cause.LEANING_IN, -3.0, 10, "deg"),
        (Cause.RAISED_SHOULDERS, -0.5, 2, "cm"),
        (Cause.HEAD_TILT, 4.0, 15, "deg"),
        (Cause.TOO_CLOSE, 5.0, 15, "cm"),
        (Cause.SLUMP, 1.5, 4, "cm"),
    ]


@pytest.mark.parametrize(
    ("pitch_deg", "loss_deg"),
    [
        pytest.param(None, 20.0, id="not known"),
        pytest.param(0.0, 20.0, id="level"),
        pytest.param(8.0, 20.0, id="hardly"),
        pytest.param(9.0, 20.0 - 0.32 * 9 / 4, id="a quarter of the way to reading"),
        pytest.param(11.0, 20.0 - 0.32 * 11 * 3 / 4, id="three quarters"),
        pytest.param(12.0, 20.0 - 0.32 * 12, id="reading"),
        pytest.param(30.0, 20.0 - 0.32 * 30, id="far down"),
        pytest.param(-15.0, 20.0, id="up"),
    ],
)
def test_the_further_a_nod_the_more_of_it_explains_the_loss(
    pitch_deg: float | None, loss_deg: float
) -> None:
    nodding = replace(UPRIGHT, cva_change_deg=-20.0, head_pitch_change_deg=pitch_deg)
    assert head_loss_deg(nodding) == pytest.approx(loss_deg)


@pytest.mark.parametrize(
    ("cause", "amount", "sd"),
    [
        pytest.param(Cause.FORWARD_HEAD, "cva_change_deg", "cva_change_sd_deg", id="head"),
        pytest.param(Cause.ROUNDED_SHOULDERS, "fsa_change_deg", "fsa_change_sd_deg", id="round"),
        pytest.param(
            Cause.LEANING_IN, "trunk_lean_change_deg", "trunk_lean_change_sd_deg", id="lean"
        ),
        pytest.param(
            Cause.RAISED_SHOULDERS,
            "shoulder_elevation_change_cm",
            "shoulder_elevation_change_sd_cm",
            id="raised",
        ),
        pytest.param(Cause.SLUMP, "sink_cm", "sink_sd_cm", id="sunk"),
    ],
)
def test_each_fault_is_as_doubtful_as_its_own_measurement(
    cause: Cause, amount: str, sd: str
) -> None:
    changes: dict[str, Any] = {amount: 0.0, sd: 5.0}
    measured = {f.cause: f for f in assess(replace(UPRIGHT, **changes), LIMITS).measured}
    fault = measured.pop(cause)
    expected = NormalDist(0.0, 5.0).cdf(-fault.limit)
    assert fault.probability == pytest.approx(expected)
    others = [f.probability for f in measured.values()]
    assert all(p < expected / 100 or p > 1 - 1e-6 for p in others)


@pytest.mark.parametrize(
    ("sd", "expected"),
    [
        pytest.param("trunk_lean_change_sd_deg", NormalDist(7.0, 3.0), id="the lean"),
        pytest.param("cva_change_sd_deg", NormalDist(15.0 - 0.4 * 7, 3.0), id="the neck"),
    ],
)
def test_a_slump_is_as_doubtful_as_the_more_doubtful_of_its_signs(
    sd: str, expected: NormalDist
) -> None:
    """A lean of 7 deg in which the neck gives way by 12.2 deg of the 4.8 deg that it must."""
    doubt: dict[str, Any] = {"cva_change_sd_deg": None, sd: 3.0}
    reading = replace(
        UPRIGHT, cva_change_deg=-15.0, trunk_lean_change_deg=7.0, sink_cm=None, **doubt
    )
    (slump,) = (f for f in assess(reading, LIMITS).measured if f.cause is Cause.SLUMP)
    limit = 4.0 if sd == "trunk_lean_change_sd_deg" else 0.6 * 8
    assert slump.probability == pytest.approx(1 - expected.cdf(limit))
    assert (slump.amount, slump.limit, slump.unit) == (7.0, 4.0, "deg")


@pytest.mark.parametrize(
    ("sure", "moved", "verdict"),
    [
        pytest.param(0.5, 0.9, Verdict.POOR, id="more likely than not"),
        pytest.param(0.7, 0.9, Verdict.UNKNOWN, id="doubtful, and the camera has moved"),
        pytest.param(0.7, 0.1, Verdict.GOOD, id="doubtful, before a camera in its place"),
    ],
)
def test_a_fault_counts_when_it_is_probable(sure: float, moved: float, verdict: Verdict) -> None:
    doubtful = replace(UPRIGHT, cva_change_deg=-9.0, cva_change_sd_deg=4.0, camera_moved=moved)
    now = assess(replace(doubtful, t=2.0), replace(LIMITS, sure=sure))
    assert now.t == 2.0
    assert now.verdict is verdict
    assert now.why is (Why.CAMERA_MOVED if verdict is Verdict.UNKNOWN else None)


@given(
    loss=st.floats(-20, 40), sd=st.floats(0, 10), sure=st.floats(0.3, 0.99), worse=st.floats(0, 10)
)
def test_it_counts_exactly_when_it_is_as_probable_as_asked_for(
    loss: float, sd: float, sure: float, worse: float
) -> None:
    """And a larger loss, or less certainty asked for, never counts for less."""
    reading = replace(UPRIGHT, cva_change_deg=-loss, cva_change_sd_deg=sd)
    only = replace(OFF, forward_head_deg=8.0, sure=sure)
    (fault,) = assess(reading, only).measured
    assert (fault.amount, fault.probability) == (loss, probability_beyond(loss, sd, 8.0))
    if abs(fault.probability - sure) > 1e-6:
        assert (fault.ratio >= 1) == (fault.probability >= sure)
    (more,) = assess(replace(reading, cva_change_deg=-loss - worse), only).measured
    assert more.ratio >= fault.ratio
    (bolder,) = assess(reading, replace(only, sure=0.3)).measured
    assert bolder.ratio >= fault.ratio


@pytest.mark.parametrize(
    ("loss", "moved", "far", "verdict"),
    [
        pytest.param(6.0, 0.9, 1.0, Verdict.UNKNOWN, id="within its limit, and perhaps not"),
        pytest.param(4.0, 0.9, 1.0, Verdict.GOOD, id="well within its limit"),
        pytest.param(6.0, 0.1, 0.0, Verdict.GOOD, id="as calibrated"),
        pytest.param(11.0, 0.9, 1.0, Verdict.POOR, id="lid opened"),
        pytest.param(11.0, 0.9, 3.0, Verdict.UNKNOWN, id="another place"),
        pytest.param(14.0, 0.9, 3.0, Verdict.POOR, id="another place, nearly certain"),
        pytest.param(4.0, 0.9, 3.0, Verdict.UNKNOWN, id="another place, hardly good for certain"),
        pytest.param(2.0, 0.9, 3.0, Verdict.GOOD, id="another place, good for certain"),
    ],
)
def test_doubt_about_the_camera_makes_it_silent(
    loss: float, moved: float, far: float, verdict: Verdict
) -> None:
    reading = replace(
        UPRIGHT,
        cva_change_deg=-loss,
        cva_change_sd_deg=4.0,
        camera_moved=moved,
        camera_far=far,
    )
    now = assess(reading, LIMITS)
    assert now.verdict is verdict
    assert now.why is (Why.CAMERA_MOVED if verdict is Verdict.UNKNOWN else None)


@pytest.mark.parametrize(
    ("nearer", "sd", "far", "causes"),
    [
        pytest.param(0.0, 0.0, 0.0, (Cause.TOO_CLOSE,), id="as calibrated"),
        pytest.param(9.0, 0.0, 1.0, (), id="the laptop stands nearer"),
        pytest.param(3.0, 1.0, 1.0, (Cause.TOO_CLOSE,), id="beyond that"),
        pytest.param(0.0, 0.0, 3.0, (), id="the screen may be anywhere"),
    ],
)
def test_nearer_to_the_screen_is_nearer_than_the_camera_has_come(
    nearer: float, sd: float, far: float, causes: tuple[Cause, ...]
) -> None:
    moved = replace(
        UPRIGHT,
        approach_cm=20.0,
        camera_nearer_cm=nearer,
        camera_nearer_sd_cm=sd,
        camera_far=far,
    )
    assert assess(moved, LIMITS).causes == causes


def test_a_slump_in_degrees_is_as_doubtful_as_the_worse_of_its_signs() -> None:
    slouched = replace(
        UPRIGHT,
        cva_change_deg=-18.0,
        cva_change_sd_deg=4.0,
        trunk_lean_change_deg=9.0,
        trunk_lean_change_sd_deg=5.0,
    )
    (slump,) = assess(slouched, replace(LIMITS, slump_cm=0.0, sure=0.9)).measured[-1:]
    assert slump.probability == probability_beyond(9.0, 5.0, LIMITS.slump_lean_deg)
    assert slump.counted == pytest.approx(9.0 - 1.2816 * 5.0, abs=1e-3)
    assert Cause.SLUMP not in assess(slouched, replace(LIMITS, sure=0.9, slump_cm=0.0)).causes


@pytest.mark.parametrize(
    ("amount", "sd", "expected"),
    [(8.0, 4.0, 0.5), (12.0, 4.0, 0.8413), (4.0, 4.0, 0.1587), (8.0, None, 1.0), (7.9, None, 0.0)],
)
def test_how_probable_it_is_that_a_limit_is_exceeded(
    amount: float, sd: float | None, expected: float
) -> None:
    assert probability_beyond(amount, sd, 8.0) == pytest.approx(expected, abs=1e-4)


def test_looking_down_is_reading() -> None:
    assert assess(replace(UPRIGHT, head_pitch_change_deg=13.0), LIMITS).activity == "reading"
    assert assess(replace(UPRIGHT, head_pitch_change_deg=12.0), LIMITS).activity is None


@pytest.mark.parametrize(
    ("changes", "without", "with_hand"),
    [
        pytest.param({"head_tilt_deg": -25.0}, "head_tilt", "", id="telephoning"),
        pytest.param(
            {"shoulder_elevation_change_cm": 3.0}, "raised_shoulders", "", id="the arm raised"
        ),
        pytest.param(
            {"head_tilt_deg": 25.0, "cva_change_deg": -9.0},
            "head_tilt+forward_head",
            "forward_head",
            id="telephoning with the head forward",
        ),
        pytest.param({"sink_cm": 6.0}, "slump", "slump", id="leaning on the hand"),
    ],
)
def test_a_hand_at_the_head_explains_tilt_and_raised_shoulders_alone(
    changes: dict[str, Any], without: str, with_hand: str
) -> None:
    reading = replace(UPRIGHT, **changes)
    held = assess(replace(reading, hand_at_head=True), LIMITS)
    assert "+".join(assess(reading, LIMITS).causes) == without
    assert "+".join(held.causes) == with_hand
    assert held.activity is Activity.HAND_AT_HEAD


@pytest.mark.parametrize(("rise_cm", "amounts"), [(-2.0, [-2.0]), (3.0, [0.0]), (None, [])])
def test_a_hand_at_the_head_leaves_low_shoulders_as_they_are(
    rise_cm: float | None, amounts: list[float]
) -> None:
    reading = replace(UPRIGHT, shoulder_elevation_change_cm=rise_cm, hand_at_head=True)
    measured = assess(replace(reading, head_tilt_deg=None), LIMITS).measured
    assert [f.amount for f in measured if f.cause is Cause.RAISED_SHOULDERS] == amounts
    assert Cause.HEAD_TILT not in [f.cause for f in measured]


def test_looking_down_with_a_hand_at_the_head_is_reading() -> None:
    reading = replace(UPRIGHT, head_pitch_change_deg=13.0, hand_at_head=True)
    assert assess(reading, LIMITS).activity is Activity.READING


@pytest.mark.parametrize("why", list(Why))
def test_what_was_not_seen_is_unknown_and_says_why(why: Why) -> None:
    assessment = assess(Unseen(3.0, why), LIMITS)
    assert (assessment.t, assessment.verdict, assessment.why) == (3.0, Verdict.UNKNOWN, why)
    turned = why in (Why.TURNED, Why.SIDEWAYS)
    assert assessment.activity is (Activity.TURNED if turned else None)


def test_a_reading_without_any_angle_is_unknown() -> None:
    empty = Reading(1.0, View.FRONT, *[None] * 12)
    now = assess(replace(empty, head_pitch_change_deg=20.0), LIMITS)
    assert (now.t, now.verdict, now.why) == (1.0, Verdict.UNKNOWN, Why.SHOULDERS_HIDDEN)
    assert now.activity is Activity.READING


def test_switched_off_nothing_is_a_fault_and_what_was_seen_is_good() -> None:
    slouched = replace(UPRIGHT, cva_change_deg=-30.0, trunk_lean_change_deg=20.0, sink_cm=20.0)
    assessment = assess(slouched, OFF)
    assert (assessment.verdict, assessment.measured) == (Verdict.GOOD, ())


@pytest.mark.parametrize("off", ["forward_head_deg", "slump_lean_deg", "slump_cm"])
def test_a_slump_is_told_by_the_signs_that_are_left(off: str) -> None:
    without: dict[str, Any] = {off: 0}
    slouched = replace(UPRIGHT, cva_change_deg=-18.0, trunk_lean_change_deg=9.0, sink_cm=6.0)
    (slump,) = (
        fault
        for fault in assess(slouched, replace(LIMITS, **without)).faults
        if fault.cause is Cause.SLUMP
    )
    assert slump.unit == ("deg" if off == "slump_cm" else "cm")


def test_small_limits_count_as_well() -> None:
    strict = Tolerances(*[0.5] * 9)
    moved = replace(UPRIGHT, cva_change_deg=-0.6, trunk_lean_change_deg=0.6, sink_cm=0.6)
    assert set(assess(moved, strict).causes) == {Cause.FORWARD_HEAD, Cause.SLUMP}
    sunk = replace(UPRIGHT, sink_cm=0.5)
    assert assess(sunk, strict).causes == (Cause.SLUMP,)


QUANTITIES = (
    "cva_change_deg",
    "fsa_change_deg",
    "trunk_lean_change_deg",
    "head_pitch_change_deg",
    "shoulder_elevation_change_cm",
    "head_tilt_deg",
    "approach_cm",
    "sink_cm",
    "neck_ahead_cm",
)
CHANGES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {name: st.none() | st.floats(-60, 60) for name in QUANTITIES}
)
READINGS = CHANGES.map(lambda changes: replace(UPRIGHT, **changes))


@given(reading=READINGS)
def test_faults_are_worst_first_and_beyond_their_limits(reading: Reading) -> None:
    assessment = assess(reading, LIMITS)
    ratios = [fault.ratio for fault in assessment.faults]
    assert ratios == sorted(ratios, reverse=True)
    assert all(ratio >= 1 for ratio in ratios)
    assert set(assessment.faults) <= set(assessment.measured)
    assert len({fault.cause for fault in assessment.measured}) == len(assessment.measured)


@given(reading=READINGS, name=st.sampled_from(QUANTITIES))
def test_what_is_not_measurable_adds_no_fault(reading: Reading, name: str) -> None:
    """Only an explanation may go with it: a nod, a shrug, a slump, a recline."""
    freed = {
        "head_pitch_change_deg": {Cause.FORWARD_HEAD, Cause.SLUMP},
        "shoulder_elevation_change_cm": {Cause.ROUNDED_SHOULDERS},
        "neck_ahead_cm": {Cause.SLUMP},
    }.get(name, {Cause.LEANING_IN, Cause.TOO_CLOSE})
    before = set(assess(reading, LIMITS).causes)
    without: dict[str, Any] = {name: None}
    after = set(assess(replace(reading, **without), LIMITS).causes)
    assert after - before <= freed


@given(
    sink=st.floats(-10, 20),
    ahead=st.floats(-40, 30),
    back=st.floats(0, 20),
    sd=st.none() | st.floats(0.2, 3),
)
def test_the_further_back_the_less_of_a_slump(
    sink: float, ahead: float, back: float, sd: float | None
) -> None:
    here = replace(UPRIGHT, sink_cm=sink, sink_sd_cm=sd, neck_ahead_cm=ahead, neck_ahead_sd_cm=1.0)
    cm, sd_cm = slump_cm(here) or (math.nan, None)
    behind_cm, _ = slump_cm(replace(here, neck_ahead_cm=ahead - back)) or (math.nan, None)
    assert behind_cm <= cm <= sink
    assert (sd_cm is None) == (sd is None)
    assert sd is None or (sd_cm or 0) >= sd


def test_how_far_a_recline_explains_is_as_sure_as_the_upright_lean() -> None:
    back = replace(UPRIGHT, sink_cm=6.0, sink_sd_cm=0.5, neck_ahead_cm=-20.0, neck_ahead_sd_cm=2.0)
    cm, sd_cm = slump_cm(back) or (math.nan, None)
    assert cm == pytest.approx(6.0 - 3.62, abs=0.01)
    assert sd_cm == pytest.approx(math.hypot(0.5, 20 * math.radians(3.8), 2 * 20 / 57), abs=0.01)
    doubtful = replace(back, neck_ahead_sd_cm=None)
    assert (slump_cm(doubtful) or (0, 0))[1] == pytest.approx(math.hypot(0.5, 1.326), abs=0.01)


@given(reading=READINGS)
def test_left_and_right_are_the_same(reading: Reading) -> None:
    tilt = reading.head_tilt_deg
    mirrored = replace(reading, head_tilt_deg=None if tilt is None else -tilt)
    assert assess(mirrored, LIMITS) == assess(reading, LIMITS)


BLIND = replace(UPRIGHT, fsa_change_deg=None, fsa_change_sd_deg=None)


@pytest.mark.parametrize("why", NoShoulders)
@pytest.mark.parametrize("cva_change_deg", [0.0, -20.0])
def test_a_verdict_without_the_shoulders_says_why(why: NoShoulders, cva_change_deg: float) -> None:
    now = assess(replace(BLIND, no_shoulders=why, cva_change_deg=cva_change_deg), LIMITS)

    assert now.verdict is (Verdict.POOR if cva_change_deg else Verdict.GOOD)
    assert now.no_shoulders is why
    assert now.why is None
    assert Cause.ROUNDED_SHOULDERS not in {fault.cause for fault in now.measured}


def test_shoulders_that_were_judged_leave_nothing_to_say() -> None:
    assert assess(UPRIGHT, LIMITS).no_shoulders is None
    assert assess(BLIND, LIMITS).no_shoulders is NoShoulders.UNCLEAR  # nothing better is known


def test_nothing_is_missed_of_rounded_shoulders_that_are_switched_off() -> None:
    now = assess(BLIND, replace(LIMITS, rounded_shoulders_deg=0))

    assert (now.verdict, now.no_shoulders) == (Verdict.GOOD, None)


@pytest.mark.parametrize(
    ("unseen", "why"),
    [
        (NoShoulders.NOT_HERE, Why.SHOULDERS_UNJUDGED),
        (NoShoulders.UNCLEAR, Why.SHOULDERS_UNJUDGED),
        (NoShoulders.OUT, Why.SHOULDERS_OUT),
        (NoShoulders.HIDDEN, Why.SHOULDERS_HIDDEN),
    ],
)
def test_where_nothing_else_is_wanted_unjudged_shoulders_are_no_verdict(
    unseen: NoShoulders, why: Why
) -> None:
    alone = replace(OFF, rounded_shoulders_deg=12)

    now = assess(replace(BLIND, no_shoulders=unseen), alone)

    assert (now.verdict, now.why, now.no_shoulders) == (Verdict.UNKNOWN, why, None)
    assert assess(UPRIGHT, alone).verdict is Verdict.GOOD


def test_what_a_moved_camera_leaves_in_doubt_keeps_its_probability() -> None:
    doubtful = replace(
        UPRIGHT, cva_change_deg=-6.0, cva_change_sd_deg=4.0, camera_moved=0.9, camera_far=1.0
    )
    now = assess(doubtful, LIMITS)
    assert (now.verdict, now.measured) == (Verdict.UNKNOWN, ())
    chances = {fault.cause: fault.probability for fault in now.doubted}
    assert chances[Cause.FORWARD_HEAD] == pytest.approx(probability_beyond(6.0, 4.0, 8.0))


def test_where_no_lid_and_no_chair_goes_nothing_is_said() -> None:
    certain = replace(
        UPRIGHT, cva_change_deg=-40.0, cva_change_sd_deg=2.0, camera_moved=1.0, camera_far=8.0
    )
    assert assess(certain, LIMITS).why is Why.CAMERA_MOVED
