"""A gauge as values: where things lie on it, and its words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.alerts.alert_dispatch import AlertLog, Reported
from posturecam.core.alerts.assessment import assess
from posturecam.core.alerts.position_changes import MovementState, Position
from posturecam.core.values import Cause, Level, Reading, Unseen, Why
from posturecam.monitor import Rules, Tick
from posturecam.settings import Settings
from posturecam.view.gauges import NECK, SHOULDERS, Gauge, gauges, split
from posturecam.view.headline import detail_of
from tests.support.desk import UPRIGHT, ListedObservations, calibrated, sitting

RULES = rules_of(Settings())


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


@pytest.mark.parametrize(
    ("value", "unit", "text", "amount"),
    [
        (4.3, "cm", "+4 ± 1 cm", "4 ± 1 cm"),
        (-0.3, "cm", "0 ± 1 cm", "0 ± 1 cm"),
        (12.6, "deg", "+13 ± 1°", "13 ± 1°"),
        (46.9, "min", "+46 ± 1 min", "46 ± 1 min"),
    ],
)
def test_a_change_has_its_unit(value: float, unit: str, text: str, amount: str) -> None:
    one = Gauge("x", value, value, 1.0, 3.0, unit=unit)
    assert (one.text, one.amount) == (text, amount)


def test_an_error_that_is_not_known_is_not_written() -> None:
    assert Gauge("x", 4.0, 4.0, 0.0, 3.0).text == "+4°"
    assert Gauge("x", None, None, 2.0, 3.0).amount == "-"


@pytest.fixture(scope="module")
def upright() -> Tick:
    observations = ListedObservations(sitting((3, UPRIGHT)))
    return list(monitor.watch(observations, calibrated().profile, RULES, Nobody()))[-1]


def reading_of(tick: Tick, **values: float | bool | None) -> Reading:
    assert isinstance(tick.reading, Reading)
    return replace(tick.reading, **values)  # type: ignore[arg-type]


def judged(tick: Tick, rules: Rules = RULES, **values: float | bool | None) -> Tick:
    reading = reading_of(tick, **values)
    return replace(tick, reading=reading, assessment=assess(reading, rules.tolerances))


def measure(tick: Tick, cause: Cause, rules: Rules = RULES) -> Gauge:
    (one,) = [one for one in gauges(tick, rules) if one.cause is cause]
    return one


BEYOND: dict[Cause, dict[str, float]] = {
    Cause.FORWARD_HEAD: {"cva_change_deg": -12.3, "head_pitch_change_deg": 0.0},
    Cause.ROUNDED_SHOULDERS: {"fsa_change_deg": 16.4, "shoulder_elevation_change_cm": 0.0},
    Cause.SLUMP: {"sink_cm": 4.6, "sink_sd_cm": 0.4, "neck_ahead_cm": 0.0},
    Cause.LEANING_IN: {"trunk_lean_change_deg": 14.2, "trunk_lean_change_sd_deg": 1.2},
    Cause.RAISED_SHOULDERS: {"shoulder_elevation_change_cm": 2.7},
    Cause.HEAD_TILT: {"head_tilt_deg": -21.0},
    Cause.TOO_CLOSE: {"approach_cm": 22.0, "camera_nearer_cm": 2.6},
}


@pytest.mark.parametrize("cause", BEYOND)
def test_headline_and_gauge_show_the_same_number(upright: Tick, cause: Cause) -> None:
    tick = judged(upright, **BEYOND[cause])
    (fault,) = [fault for fault in tick.assessment.measured if fault.cause is cause]
    one = measure(tick, cause)
    only = replace(tick.assessment, faults=(fault,), no_shoulders=None)
    number, unit = one.amount.split(" ± ")[0].removesuffix("°").removesuffix(" cm"), one.unit
    sign = "°" if unit == "deg" else " cm"

    assert f"by {number}{sign} (limit {one.limit:g}{sign})" in detail_of(only)
    assert (one.worse, one.limit, one.is_beyond) == (fault.amount, fault.limit, True)


def test_what_a_nod_explains_is_not_on_the_gauge(upright: Tick) -> None:
    tick = judged(upright, cva_change_deg=-9.6, head_pitch_change_deg=30.0)
    neck = measure(tick, Cause.FORWARD_HEAD)

    assert neck.worse == pytest.approx(0.0)
    assert not neck.is_beyond


def test_a_gauge_is_beyond_as_surely_as_is_asked_for(upright: Tick) -> None:
    strict = replace(RULES, tolerances=replace(RULES.tolerances, sure=0.95))
    values = {"cva_change_deg": -9.0, "cva_change_sd_deg": 3.0, "head_pitch_change_deg": 0.0}

    assert measure(judged(upright, **values), Cause.FORWARD_HEAD).is_beyond
    assert not measure(judged(upright, strict, **values), Cause.FORWARD_HEAD, strict).is_beyond


def test_a_slump_shown_by_leaning_is_measured_in_degrees(upright: Tick) -> None:
    leaning = {"trunk_lean_change_deg": 9.0, "cva_change_deg": -12.0, "head_pitch_change_deg": 0.0}
    one = measure(judged(upright, sink_cm=None, **leaning), Cause.SLUMP)

    assert (one.unit, one.limit, one.sd) == ("deg", 4.0, None)
    assert one.worse == pytest.approx(min(9.0, 4.0 * (12.0 - 0.4 * 9.0) / 4.8))


def test_errors_are_those_of_what_is_measured(upright: Tick) -> None:
    sds = {
        "trunk_lean_change_sd_deg": 1.5,
        "shoulder_elevation_change_sd_cm": 0.4,
        "camera_nearer_sd_cm": 2.5,
    }
    values = {"head_tilt_deg": 3.0, "sink_cm": 1.0, "sink_sd_cm": 0.5, "neck_ahead_cm": 0.0}
    values |= {"trunk_lean_change_deg": 0.0, "shoulder_elevation_change_cm": 0.0}
    tick = judged(upright, approach_cm=1.0, **values, **sds)

    assert measure(tick, Cause.LEANING_IN).sd == 1.5
    assert measure(tick, Cause.RAISED_SHOULDERS).sd == 0.4
    assert measure(tick, Cause.TOO_CLOSE).sd == 2.5
    assert measure(tick, Cause.SLUMP).sd == 0.5
    assert measure(tick, Cause.HEAD_TILT).sd is None


def test_a_fault_switched_off_has_no_gauge_but_neck_and_shoulders_have(upright: Tick) -> None:
    off = replace(RULES.tolerances, forward_head_deg=0.0, head_tilt_deg=0.0)
    rules = replace(RULES, tolerances=off, alerts=replace(RULES.alerts, still_too_long_s=0.0))
    causes = [one.cause for one in gauges(judged(upright, rules, head_tilt_deg=30.0), rules)]

    assert causes[:2] == [Cause.FORWARD_HEAD, Cause.ROUNDED_SHOULDERS]
    assert Cause.HEAD_TILT not in causes
    assert Cause.STILL_TOO_LONG not in causes


def test_unseen_has_the_reason_on_both_gauges_and_no_others(upright: Tick) -> None:
    unseen = Unseen(3.0, Why.NOBODY)
    tick = replace(upright, reading=unseen, assessment=assess(unseen, RULES.tolerances))
    shown = gauges(tick, RULES)

    assert [(one.label, one.reason) for one in shown[:2]] == [
        (NECK, "nobody in view"),
        (SHOULDERS, "nobody in view"),
    ]
    assert [one.cause for one in shown[2:]] == [Cause.STILL_TOO_LONG]


def test_time_in_one_position_is_in_minutes_that_are_over(upright: Tick) -> None:
    movement = MovementState(Position(0.0, 0.0, 0.0, 0.0), still_s=47 * 60 + 50)
    one = measure(
        replace(upright, state=replace(upright.state, movement=movement)), Cause.STILL_TOO_LONG
    )

    assert (one.amount, one.limit, one.is_beyond) == ("47 min", 45.0, True)
    nobody = replace(upright, state=replace(upright.state, movement=MovementState()))
    assert Cause.STILL_TOO_LONG not in [one.cause for one in gauges(nobody, RULES)]


def test_a_small_screen_shows_neck_shoulders_and_what_is_reported(upright: Tick) -> None:
    tick = judged(upright, **BEYOND[Cause.SLUMP])
    calm, rest = split(tick, gauges(tick, RULES))
    assert [one.label for one in calm] == [NECK, SHOULDERS]
    assert {one.label for one in rest} >= {"Slump", "Leaning in", "Head tilt"}

    reported = AlertLog(reported=(Reported(Cause.SLUMP, (), Level.NOTICE, 60.0),))
    alerting = replace(tick, state=replace(tick.state, alert_log=reported))
    shown, rest = split(alerting, gauges(alerting, RULES))
    assert [one.label for one in shown] == [NECK, SHOULDERS, "Slump"]
    assert "Slump" not in [one.label for one in rest]
