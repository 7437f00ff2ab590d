"""The pipeline: looks in, ticks out.  Live cameras, videos and pose tapes all run through here."""

from collections.abc import Iterator
from dataclasses import dataclass

from posturecam.core.alerting import AlertPolicy, AlertState, step
from posturecam.core.assessment import Tolerances, assess
from posturecam.core.estimator import measure
from posturecam.core.people import follow
from posturecam.core.profile import Profile
from posturecam.core.sampling import SamplingPolicy, next_look_s
from posturecam.core.smoothing import SmoothingPolicy, SmoothingState, smooth
from posturecam.core.values import Assessment, Event, Look, Pose, Reading, Unseen
from posturecam.ports import Looks, Requests


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything the monitor goes by; app.py makes it from the settings."""

    sampling: SamplingPolicy
    smoothing: SmoothingPolicy
    tolerances: Tolerances
    alerts: AlertPolicy


@dataclass(frozen=True, slots=True, eq=False)
class Tick:
    """One look and all that followed from it."""

    look: Look
    pose: Pose | Unseen
    reading: Reading | Unseen
    assessment: Assessment
    events: tuple[Event, ...]
    state: AlertState


def watch(looks: Looks, profile: Profile, rules: Rules, requests: Requests) -> Iterator[Tick]:
    """Turn looks into ticks, lazily.  Ends when `looks` ends; starts no thread, reads no clock."""
    alerts, smoothing, followed = AlertState(), SmoothingState(), None
    not_before_s = 0.0
    while (look := looks.next(not_before_s)) is not None:
        pose = follow(look, followed, profile)
        followed = pose if isinstance(pose, Pose) else followed
        measured = measure(pose, profile) if isinstance(pose, Pose) else pose
        smoothing, reading = smooth(rules.smoothing, smoothing, measured)
        assessment = assess(reading, rules.tolerances)
        alerts, events = step(rules.alerts, alerts, assessment, reading, requests.take())
        yield Tick(look, pose, reading, assessment, events, alerts)
        not_before_s = next_look_s(rules.sampling, assessment, alerts)
