"""The two angles of a tick as gauges: how much worse than calibrated, with error and limit."""

from dataclasses import dataclass
from typing import Final

from posturecam.core.parts import NoShoulders
from posturecam.core.values import Unseen
from posturecam.monitor import Rules, Tick

SCALE_DEG: Final = 20.0  # the right end of a gauge without a limit
WORSE, BETTER = 2.5, 0.75  # limits that a gauge shows to the right and left of the calibration
NECK, SHOULDERS = "Neck angle (CVA)", "Shoulders (FSA)"
NOT_NOW = "not measurable now"


@dataclass(frozen=True, slots=True)
class Gauge:
    """One angle: `worse` is how much worse than calibrated (right), with its error `sd`.

    `shown` is the signed change as measured; without a value `reason` says why.
    """

    label: str
    shown: float | None
    worse: float | None
    sd: float | None
    limit: float  # 0: off
    reason: str = ""

    @property
    def span(self) -> tuple[float, float]:
        """The values at the left and the right end."""
        scale = self.limit or SCALE_DEG / WORSE
        return -BETTER * scale, WORSE * scale

    @property
    def is_beyond(self) -> bool:
        """Whether the limit is reached."""
        return self.worse is not None and bool(self.limit) and self.worse >= self.limit

    @property
    def text(self) -> str:
        """The change with its error: `-11 ± 3°`, or `-`."""
        if self.shown is None:
            return "-"
        error = f" ± {self.sd:.0f}" if self.sd is not None else ""
        return f"{self.shown:+.0f}{error}°".replace("+0", "0").replace("-0", "0")

    def share(self, value: float) -> float:
        """Return the place of `value` on the gauge: 0 is the left end, 1 the right one."""
        low, high = self.span
        return (min(max(value, low), high) - low) / (high - low)


def gauges(tick: Tick, rules: Rules) -> tuple[Gauge, Gauge]:
    """Return neck and shoulders, each with its error and its limit; right is worse."""
    reading, limits = tick.reading, rules.tolerances
    neck_limit, shoulder_limit = limits.forward_head_deg, limits.rounded_shoulders_deg
    if isinstance(reading, Unseen):
        why = reading.why.value
        return (
            Gauge(NECK, None, None, None, neck_limit, why),
            Gauge(SHOULDERS, None, None, None, shoulder_limit, why),
        )
    cva, fsa = reading.cva_change_deg, reading.fsa_change_deg
    ahead = None if cva is None else -cva
    why = (reading.no_shoulders or NoShoulders.UNCLEAR).value
    return (
        Gauge(NECK, cva, ahead, reading.cva_change_sd_deg, neck_limit, NOT_NOW),
        Gauge(SHOULDERS, fsa, fsa, reading.fsa_change_sd_deg, shoulder_limit, why),
    )
