"""What a tick measures, as gauges: how much worse than calibrated, with error and limit.

A gauge shows the number that is compared with the limit, as headline and alert do: without what
looking down, a telephone or a moved camera explains.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import floor
from typing import Final

from posturecam.core.alerts.fault_amounts import head_loss_deg, rounding_deg, slump_cm
from posturecam.core.parts import NoShoulders
from posturecam.core.values import Cause, Fault, Reading, Unseen
from posturecam.monitor import Rules, Tick

SCALE: Final = 8.0  # stands for the limit of a gauge that has none: its right end is 20
WORSE, BETTER = 2.5, 0.75  # limits that a gauge shows to the right and left of the calibration
NECK, SHOULDERS = "Neck angle (CVA)", "Shoulders (FSA)"
NOT_NOW = "not measurable now"
OTHERS: Final[Mapping[Cause, str]] = {
    Cause.SLUMP: "Slump",
    Cause.LEANING_IN: "Leaning in",
    Cause.RAISED_SHOULDERS: "Raised shoulders",
    Cause.HEAD_TILT: "Head tilt",
    Cause.TOO_CLOSE: "Near the screen",
    Cause.STILL_TOO_LONG: "Time in position",
}
UNITS: Final = {"deg": "°", "cm": " cm", "min": " min"}
_MINUTE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Gauge:
    """One measure: `worse` is how much worse than calibrated (right), with its error `sd`.

    `shown` is the same with the sign of its angle; without a value `reason` says why.
    """

    label: str
    shown: float | None
    worse: float | None
    sd: float | None
    limit: float  # 0: off
    reason: str = ""
    unit: str = "deg"  # or "cm", "min"
    cause: Cause | None = None  # the fault that it is the measure of
    counted: float | None = None  # what is compared with the limit; None: `worse` itself

    @property
    def span(self) -> tuple[float, float]:
        """The values at the left and the right end."""
        scale = self.limit or SCALE
        return -BETTER * scale, WORSE * scale

    @property
    def is_beyond(self) -> bool:
        """Whether the limit is reached, as surely as `limits.sure` asks for."""
        counted = self.worse if self.counted is None else self.counted
        return counted is not None and bool(self.limit) and counted >= self.limit

    @property
    def text(self) -> str:
        """The change with its sign and error: `-11 ± 3°`, or `-`."""
        return self._written(self.shown, "+")

    @property
    def amount(self) -> str:
        """How much worse, as headline and alert write it: `11 ± 3°`, or `-`."""
        return self._written(self.worse, "-")

    def share(self, value: float) -> float:
        """Return the place of `value` on the gauge: 0 is the left end, 1 the right one."""
        low, high = self.span
        return (min(max(value, low), high) - low) / (high - low)

    def _written(self, value: float | None, sign: str) -> str:
        if value is None:
            return "-"
        whole = floor(value) if self.unit == "min" else value  # a minute counts once it is over
        error = f" ± {max(1.0, self.sd):.0f}" if self.sd else ""  # whole, and never nothing
        number = f"{whole:{sign}.0f}"
        return f"{'0' if number in ('+0', '-0') else number}{error}{UNITS[self.unit]}"


def gauges(tick: Tick, rules: Rules) -> tuple[Gauge, ...]:
    """Return neck and shoulders, then what else was measured and has a limit."""
    reading = tick.reading
    faults = {fault.cause: fault for fault in (*tick.assessment.doubted, *tick.assessment.measured)}
    if isinstance(reading, Unseen):
        pair = _unseen(rules, reading)
    else:
        pair = _neck(rules, reading, faults), _shoulders(rules, reading, faults)
    return (*pair, *_others(reading, faults), *_still(tick, rules))


def split(tick: Tick, shown: tuple[Gauge, ...]) -> tuple[tuple[Gauge, ...], tuple[Gauge, ...]]:
    """Return what a small screen shows, which is neck, shoulders and what is reported; the rest."""
    reported = {one.cause for one in tick.state.alert_log.reported}
    first = tuple(one for one in shown if one.label in (NECK, SHOULDERS) or one.cause in reported)
    return first, tuple(one for one in shown if one not in first)


def _unseen(rules: Rules, unseen: Unseen) -> tuple[Gauge, Gauge]:
    limits, why = rules.tolerances, unseen.why.value
    neck, shoulders = limits.forward_head_deg, limits.rounded_shoulders_deg
    return (
        Gauge(NECK, None, None, None, neck, why, cause=Cause.FORWARD_HEAD),
        Gauge(SHOULDERS, None, None, None, shoulders, why, cause=Cause.ROUNDED_SHOULDERS),
    )


def _neck(rules: Rules, reading: Reading, faults: Mapping[Cause, Fault]) -> Gauge:
    loss, cause = head_loss_deg(reading), Cause.FORWARD_HEAD
    return Gauge(
        NECK,
        None if loss is None else -loss,
        loss,
        reading.cva_change_sd_deg,
        rules.tolerances.forward_head_deg,
        NOT_NOW,
        cause=cause,
        counted=_counted(faults.get(cause)),
    )


def _shoulders(rules: Rules, reading: Reading, faults: Mapping[Cause, Fault]) -> Gauge:
    rounding, cause = rounding_deg(reading), Cause.ROUNDED_SHOULDERS
    return Gauge(
        SHOULDERS,
        rounding,
        rounding,
        reading.fsa_change_sd_deg,
        rules.tolerances.rounded_shoulders_deg,
        (reading.no_shoulders or NoShoulders.UNCLEAR).value,
        cause=cause,
        counted=_counted(faults.get(cause)),
    )


def _others(reading: Reading | Unseen, faults: Mapping[Cause, Fault]) -> Iterator[Gauge]:
    for cause, label in OTHERS.items():
        fault = faults.get(cause)
        if fault is not None and isinstance(reading, Reading):
            sd = _sd(reading, fault)
            amount, counted = fault.amount, _counted(fault)
            yield Gauge(label, amount, amount, sd, fault.limit, "", fault.unit, cause, counted)


def _still(tick: Tick, rules: Rules) -> Iterator[Gauge]:
    """For how long the position has been the same, once somebody has one."""
    movement, limit_s = tick.state.movement, rules.alerts.still_too_long_s
    if movement.anchor is not None and limit_s > 0:
        still, cause = movement.still_s / _MINUTE_S, Cause.STILL_TOO_LONG
        yield Gauge(OTHERS[cause], still, still, None, limit_s / _MINUTE_S, "", "min", cause)


def _sd(reading: Reading, fault: Fault) -> float | None:
    """Return the error of a fault's amount; None where none is known."""
    if fault.cause is Cause.SLUMP:
        sunk = slump_cm(reading) if fault.unit == "cm" else None
        return None if sunk is None else sunk[1]
    return {
        Cause.LEANING_IN: reading.trunk_lean_change_sd_deg,
        Cause.RAISED_SHOULDERS: reading.shoulder_elevation_change_sd_cm,
        Cause.TOO_CLOSE: reading.camera_nearer_sd_cm,
    }.get(fault.cause)


def _counted(fault: Fault | None) -> float | None:
    return None if fault is None else fault.counted
