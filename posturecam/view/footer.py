"""The footer of a screen: the next break, how many alerts, how long, how far away."""

from collections.abc import Iterator
from dataclasses import dataclass

from posturecam.core.alerts.alerting import AlertPolicy, next_break, snoozed_until_s
from posturecam.core.alerts.breaks import NextBreak
from posturecam.core.values import Reading
from posturecam.monitor import Tick
from posturecam.view.times import brief, clock_text


@dataclass(frozen=True, slots=True)
class Footer:
    """Facts beside the posture, those wanted most first."""

    snoozed: str = ""  # `snoozed for 15 min`; empty: alerts come
    others: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """All of them."""
        return (self.snoozed, *self.others) if self.snoozed else self.others


def footer_of(tick: Tick, policy: AlertPolicy, alerts: int) -> Footer:
    """Return the facts at `tick`; `alerts` is how many there were in this run."""
    return Footer(_snoozed(tick), tuple(_others(tick, policy, alerts)))


def break_text(coming: NextBreak) -> str:
    """Say when a break is due: `break in 12 min`, `short break in 5 min`."""
    name = "short break" if coming.micro else "break"
    return f"{name} due now" if coming.in_s <= 0 else f"{name} in {brief(coming.in_s)}"


def _snoozed(tick: Tick) -> str:
    until_s = snoozed_until_s(tick.state)
    left_s = 0.0 if until_s is None else until_s - tick.assessment.t
    return f"snoozed for {brief(left_s)}" if left_s > 0 else ""


def _others(tick: Tick, policy: AlertPolicy, alerts: int) -> Iterator[str]:
    coming = next_break(tick.state, policy)
    if tick.state.sitting.micro_s is not None:
        yield "short break now"
    elif coming is not None:
        yield break_text(coming)
    yield f"{alerts} alert{'' if alerts == 1 else 's'}"
    yield f"{clock_text(tick.assessment.t)} watched"
    if isinstance(tick.reading, Reading) and tick.reading.distance_cm is not None:
        yield f"{tick.reading.distance_cm:.0f} cm away"
