"""The two angles of a tick as gauges: how much worse than calibrated, with error and limit."""

from dataclasses import dataclass

from posturecam.core.parts import NoShoulders
from posturecam.core.values import Unseen
from posturecam.monitor import Rules, Tick

SCALE_DEG = 20.0  # a gauge without a limit shows so much
WORSE, BETTER = 2.5, 0.75  # a gauge shows so many limits to either side of the calibration
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
    limit: float
    reason: str = ""

    @property
    def span(self) -> tuple[float, float]:
        """The values at the left and the right end."""
        scale = self.limit or SCALE_DEG / WORSE
        return -BETTER * scale, WORSE * scale


def gauges(tick: Tick, rules: Rules) -> tuple[Gauge, Gauge]:
    """The two angles, each with its error and its limit; right is worse."""
    reading, limits = tick.reading, rules.tolerances
    if isinstance(reading, Unseen):
        why = reading.why.value
        return (
            Gauge(NECK, None, None, None, limits.forward_head_deg, why),
            Gauge(SHOULDERS, None, None, None, limits.rounded_shoulders_deg, why),
        )
    cva, fsa = reading.cva_change_deg, reading.fsa_change_deg
    worse = None if cva is None else -cva
    return (
        Gauge(NECK, cva, worse, reading.cva_change_sd_deg, limits.forward_head_deg, NOT_NOW),
        Gauge(
            SHOULDERS,
            fsa,
            fsa,
            reading.fsa_change_sd_deg,
            limits.rounded_shoulders_deg,
            (reading.no_shoulders or NoShoulders.UNCLEAR).value,
        ),
    )
