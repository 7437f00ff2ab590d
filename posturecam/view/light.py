"""From a tick to the glance at it."""

from dataclasses import dataclass

from posturecam.core.alerts.alerting import next_break, snoozed_until_s
from posturecam.core.values import Verdict
from posturecam.monitor import Rules, Tick
from posturecam.view.glance import SNOOZE_S, Glance, Light
from posturecam.view.headline import Headline, headline_of


@dataclass(frozen=True, slots=True)
class Beside:
    """What a glance needs beside a tick."""

    profile: str = ""
    source: str = ""
    paused: bool = False  # by hand, now; the tick may be older
    paused_until: str = ""
    today_s: float = 0.0
    well_s: float = 0.0
    alerts: int = 0
    alert: str = ""
    stretch: str = ""
    hushed: str = ""
    waiting: int = 0
    snooze_s: float = SNOOZE_S


def glance_of(tick: Tick, rules: Rules, beside: Beside) -> Glance:
    """Say how things are at `tick`."""
    headline = headline_of(tick, rules.alerts, paused=beside.paused)
    until_s = snoozed_until_s(tick.state)
    snoozed_s = 0.0 if until_s is None else max(0.0, until_s - tick.assessment.t)
    coming = next_break(tick.state, rules.alerts)
    return Glance(
        light=light_of(tick, paused=beside.paused),
        sentence=_sentence(headline),
        detail=headline.detail,
        today_s=beside.today_s,
        well_s=beside.well_s,
        break_in_s=None if coming is None else coming.in_s,
        snoozed_s=snoozed_s,
        paused_until=beside.paused_until,
        hushed=beside.hushed,
        waiting=beside.waiting,
        alerts=beside.alerts,
        alert=beside.alert,
        stretch=beside.stretch,
        profile=beside.profile,
        source=beside.source,
        snooze_s=beside.snooze_s,
    )


def _sentence(headline: Headline) -> str:
    """Say what is seen and since when: `sitting well for 2 minutes, neck and trunk only`."""
    said = " ".join(filter(None, (headline.state, headline.lasted)))
    return f"{said}, {headline.scope}" if headline.scope else said


def light_of(tick: Tick, *, paused: bool = False) -> Light:
    """Return the state at `tick`; `paused` by hand since then, it is only that."""
    why, verdict = tick.assessment.why, tick.assessment.verdict
    if paused or (why is not None and why.paused):
        return Light.PAUSED
    if why is not None and why.no_picture:
        return Light.CAMERA_LOST
    if tick.state.attendance.away:
        return Light.AWAY
    if verdict is Verdict.UNKNOWN:
        return Light.UNSURE
    return Light.BEYOND if verdict is Verdict.POOR else Light.WELL
