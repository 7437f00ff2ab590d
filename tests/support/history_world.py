"""Ticks and sittings for the history's tests."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from posturecam.core.alerts.alert_dispatch import Reported
from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.elapsed import Elapsed, elapsed_since
from posturecam.core.alerts.requests import Request
from posturecam.core.history.dose import Exposure, Measure, Weighted
from posturecam.core.history.records import Origin, Sitting
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Fault,
    Level,
    Observation,
    Pose,
    Reading,
    Unseen,
    Verdict,
    View,
    Why,
)
from posturecam.edges.history.recorder import Recorder, open_recorder
from posturecam.monitor import Tick

START_S = 1_728_288_000.0  # Monday 2024-10-07 08:00 UTC
OFFSET_S = 7200
SITTING = Sitting(START_S, OFFSET_S, "desk", "2024-10-01", "1.2.3", "{}", Origin.WATCH)


def reading(t: float, cva: float = -4.0) -> Reading:
    fields = dict.fromkeys(Reading.__dataclass_fields__, None) | {"t": t, "view": View.FRONT}
    fields |= {"cva_change_deg": cva, "cva_change_sd_deg": 2.0, "fsa_change_deg": 3.0}
    return Reading(**fields | {"fsa_change_sd_deg": 2.5, "distance_cm": 60.0})


def habits(**means: float) -> dict[Measure, Weighted]:
    """An hour of each; `head_yaw_deg=-15` and so on."""
    return {Measure(name): Weighted.of(mean, 0.0, 3600.0) for name, mean in means.items()}


def faults(*exposures: Exposure) -> dict[Cause, Exposure]:
    return {one.cause: one for one in exposures}


def frame(
    now: Assessment,
    measured: Reading | None = None,
    *events: Event,
    state: AlertState | None = None,
    requests: tuple[Request, ...] = (),
    pose: Pose | None = None,
) -> Tick:
    """One tick; nothing measured unless given."""
    unseen = Unseen(now.t, now.why or Why.MOVING)
    return Tick(
        observation=Observation(now.t, (), Why.NOBODY),
        pose=pose or unseen,
        reading=measured or unseen,
        assessment=now,
        elapsed=Elapsed(),
        requests=requests,
        events=events,
        state=state or AlertState(),
        recent=(),
        camera=CameraBelief(),
    )


def tick(t: float, verdict: Verdict = Verdict.GOOD, *events: Event) -> Tick:
    """Good, poor by a forward head, or unknown since nobody is there."""
    if verdict is Verdict.UNKNOWN:
        return unseen(t, Why.NOBODY, *events)
    poor = verdict is Verdict.POOR
    faults = (Fault(Cause.FORWARD_HEAD, 16.0, 8.0, "deg"),) if poor else ()
    now = Assessment(t, verdict, faults)
    return frame(now, reading(t, -16.0 if poor else -1.0), *events)


def unseen(t: float, why: Why, *events: Event) -> Tick:
    """Nothing measured, for that reason."""
    return frame(Assessment(t, Verdict.UNKNOWN, why=why), None, *events)


def after(last: Tick | None, now: Tick, stands_s: float = 10.0) -> Tick:
    """`now` as the monitor gives it after `last`, which stands for `stands_s` at most."""
    before = last.assessment if last else None
    reported = {one.cause: one for one in last.state.alert_log.reported} if last else {}
    for event in now.events:
        if event.kind is EventKind.ALERT and event.cause is not None:
            level, held_s = event.level or Level.NOTICE, event.held_s or 0.0
            reported[event.cause] = Reported(event.cause, (), level, held_s)
        if event.kind is EventKind.CLEARED and event.cause is not None:
            reported.pop(event.cause, None)
    alert_log = replace(now.state.alert_log, reported=tuple(reported.values()))
    elapsed = elapsed_since(before, now.assessment.t, stands_s)
    return replace(now, elapsed=elapsed, state=replace(now.state, alert_log=alert_log))


def following(ticks: Iterable[Tick], stands_s: float = 10.0) -> Iterator[Tick]:
    """The ticks one after the other."""
    last: Tick | None = None
    for one in ticks:
        last = after(last, one, stands_s)
        yield last


def record(
    path: Path, ticks: Iterable[Tick], sitting: Sitting = SITTING, **options: Any
) -> Recorder:
    wanted = {"every_s": 20.0} | options
    with open_recorder(path, sitting, **wanted) as recorder:
        take = taking(recorder)
        for one in ticks:
            take(one)
    return recorder


def taking(recorder: Recorder, stands_s: float = 10.0) -> Callable[[Tick], str]:
    """Let `recorder` take ticks one after the other; each stands for `stands_s` at most."""
    last: Tick | None = None

    def take(now: Tick) -> str:
        nonlocal last
        last = after(last, now, stands_s)
        return recorder.take(last)

    return take


def half_an_hour() -> list[Tick]:
    """Ten minutes good, ten poor, ten away; one look every five seconds."""
    verdicts = (Verdict.GOOD, Verdict.POOR, Verdict.UNKNOWN)
    return [tick(5.0 * n, verdicts[n // 120]) for n in range(360)]
