"""Ticks and sittings for the history's tests."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.elapsed import Elapsed, elapsed_since
from posturecam.core.history.records import Origin, Sitting
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    Fault,
    Observation,
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


def tick(t: float, verdict: Verdict = Verdict.GOOD, *events: Event) -> Tick:
    unseen = Unseen(t, Why.NOBODY)
    poor = verdict is Verdict.POOR
    faults = (Fault(Cause.FORWARD_HEAD, 16.0, 8.0, "deg"),) if poor else ()
    away = verdict is Verdict.UNKNOWN
    return Tick(
        observation=Observation(t, (), Why.NOBODY),
        pose=unseen,
        reading=unseen if away else reading(t, -16.0 if poor else -1.0),
        assessment=Assessment(t, verdict, faults, Why.NOBODY if away else None),
        elapsed=Elapsed(),
        requests=(),
        events=events,
        state=AlertState(),
        recent=(),
        camera=CameraBelief(),
    )


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
    last: Assessment | None = None

    def take(now: Tick) -> str:
        nonlocal last
        elapsed = elapsed_since(last, now.assessment.t, stands_s)
        last = now.assessment
        return recorder.take(replace(now, elapsed=elapsed))

    return take


def half_an_hour() -> list[Tick]:
    """Ten minutes good, ten poor, ten away; one look every five seconds."""
    verdicts = (Verdict.GOOD, Verdict.POOR, Verdict.UNKNOWN)
    return [tick(5.0 * n, verdicts[n // 120]) for n in range(360)]
