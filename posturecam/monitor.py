"""The pipeline: observations in, ticks out.  Cameras, videos and pose tapes all run through it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from posturecam.core.alerts.alerting import AlertPolicy, AlertState, step
from posturecam.core.alerts.assessment import Tolerances, assess
from posturecam.core.alerts.elapsed import Elapsed, elapsed_since
from posturecam.core.alerts.requests import Request
from posturecam.core.alerts.reuse import ReusePolicy, reuse
from posturecam.core.alerts.sampling import SamplingPolicy, is_calm, next_frame_s
from posturecam.core.measure.measuring import UNSEEN_CAMERA, Measuring, MeasuringPolicy, take_in
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Observation,
    Pose,
    Reading,
    Reuse,
    Unseen,
)
from posturecam.ports import Observations, Requests
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.choose import choose
from posturecam.stretches.exercises import Place
from posturecam.stretches.experience import Known, nothing_known

REMEMBERED = 50  # proposals that count when the next exercise is chosen


@dataclass(frozen=True, slots=True)
class Offers:
    """Which exercises may be proposed, and where they are done.

    What is `known` of them with this person is asked for each proposal: it changes meanwhile.
    """

    catalogue: Catalogue
    place: Place
    exclude: tuple[str, ...]
    known: Known = nothing_known


@dataclass(frozen=True, slots=True)
class Rules:
    """All policies of the monitor; app/policies.py makes them from the settings."""

    sampling: SamplingPolicy
    reuse: ReusePolicy
    measuring: MeasuringPolicy
    tolerances: Tolerances
    alerts: AlertPolicy
    offers: Offers


@dataclass(frozen=True, slots=True, eq=False)
class Tick:
    """One observation and all that followed from it."""

    observation: Observation
    pose: Pose | Unseen
    reading: Reading | Unseen
    assessment: Assessment
    requests: tuple[Request, ...]  # taken into account with this observation
    camera: CameraBelief  # what the sitting has shown of camera and person
    elapsed: Elapsed = field(default_factory=Elapsed)  # since the observation before
    state: AlertState = field(default_factory=AlertState)
    events: tuple[Event, ...] = ()
    recent: tuple[str, ...] = ()  # exercises proposed, newest last


@dataclass(frozen=True, slots=True)
class Wish:
    """When the next frame is wanted, and when the result of the last one may be used again."""

    not_before_s: float = 0.0
    reuse: Reuse = field(default_factory=Reuse)


def watch(
    observations: Observations,
    profile: Profile,
    rules: Rules,
    requests: Requests,
    since: Tick | None = None,
    camera: CameraBelief = UNSEEN_CAMERA,
) -> Iterator[Tick]:
    """Turn observations into ticks, lazily, until they end.  Starts no thread, reads no clock.

    With `since`, the last tick before a new calibration, it carries on with what was remembered;
    `camera` is what it begins with of camera and person.
    """
    prepared, measuring = prepare(profile), Measuring(camera)
    tick, wish = since, Wish()
    while (seen := observations.next(wish.not_before_s, wish.reuse)) is not None:
        measuring, pose, reading = take_in(rules.measuring, prepared, measuring, seen)
        assessment = assess(reading, rules.tolerances)
        asked = tuple(requests.take())
        tick = _alert(rules, tick, Tick(seen, pose, reading, assessment, asked, measuring.camera))
        yield tick
        wish = _wish(rules, tick)


def _alert(rules: Rules, before: Tick | None, now: Tick) -> Tick:
    """Let the alert machine take its step after the tick `before`."""
    state, recent = (before.state, before.recent) if before else (AlertState(), ())
    last = before.assessment if before else None
    elapsed = elapsed_since(last, now.assessment.t, rules.alerts.frame_stands_s)
    state, events = step(rules.alerts, state, elapsed, now.assessment, now.reading, now.requests)
    events, recent = advise(rules.offers, events, recent)
    return replace(now, elapsed=elapsed, state=state, events=events, recent=recent)


def _wish(rules: Rules, now: Tick) -> Wish:
    """Say when the next frame is wanted, and how still its picture must be to be spared."""
    calm = is_calm(rules.sampling, now.assessment, now.state)
    return Wish(
        next_frame_s(rules.sampling, now.assessment, now.state),
        reuse(rules.reuse, now.assessment, now.state, calm=calm),
    )


def advise(
    offers: Offers, events: tuple[Event, ...], recent: tuple[str, ...]
) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """Give each alert and break its exercise; return the events and all that was proposed."""
    advised = []
    for event in events:
        cause = Cause.STILL_TOO_LONG if event.kind is EventKind.BREAK_DUE else event.cause
        exercise = None
        if cause is not None and event.kind in (EventKind.ALERT, EventKind.BREAK_DUE):
            exercise = choose(
                offers.catalogue,
                cause,
                offers.place,
                recent,
                offers.exclude,
                length_s=event.length_s,
                known=offers.known(),
            )
        if exercise is not None:
            recent = (*recent, exercise.key)[-REMEMBERED:]
        advised.append(replace(event, stretch=exercise.key) if exercise else event)
    return tuple(advised), recent
