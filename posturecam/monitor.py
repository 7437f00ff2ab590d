"""The pipeline: observations in, ticks out.  Cameras, videos and pose tapes all run through it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from posturecam.core.alerts.alerting import AlertPolicy, AlertState, step
from posturecam.core.alerts.assessment import Tolerances, assess
from posturecam.core.alerts.elapsed import Elapsed, elapsed_since
from posturecam.core.alerts.requests import Request
from posturecam.core.alerts.reuse import ReusePolicy, reuse
from posturecam.core.alerts.sampling import SamplingPolicy, is_calm, next_frame_s
from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.face_change import (
    FaceChange,
    FaceChangePolicy,
    allow_for_face,
    follow_face,
)
from posturecam.core.measure.plausibility import qualify
from posturecam.core.measure.prepared import Prepared, prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.smoothing import SmoothingPolicy, SmoothingState, smooth
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.measure.viewpoint_shift import CameraBelief, after_absence, reopened, stirred
from posturecam.core.picture.background_shift import Background, BackgroundPolicy, follow_background
from posturecam.core.pose.pinhole import Floats
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
    View,
    Why,
)
from posturecam.ports import Observations, Requests
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.choose import choose
from posturecam.stretches.exercises import Place

UNSEEN_CAMERA = CameraBelief()
BACKGROUND = 0.9  # how likely the camera has moved when the background has; the rest is furniture
REMEMBERED = 50  # proposals that count when the next exercise is chosen


@dataclass(frozen=True, slots=True)
class Offers:
    """Which exercises may be proposed, and where they are done."""

    catalogue: Catalogue
    place: Place
    exclude: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """All policies of the monitor; app/policies.py makes them from the settings."""

    sampling: SamplingPolicy
    reuse: ReusePolicy
    background: BackgroundPolicy
    face: FaceChangePolicy
    smoothing: SmoothingPolicy
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
    elapsed: Elapsed  # since the observation before
    requests: tuple[Request, ...]  # taken into account with this observation
    events: tuple[Event, ...]
    state: AlertState
    recent: tuple[str, ...]  # exercises proposed, newest last
    camera: CameraBelief  # what the sitting has shown of camera and person


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
    prepared = prepare(profile)
    alerts, recent = (since.state, since.recent) if since else (AlertState(), ())
    last = since.assessment if since else None
    smoothing, followed, before = SmoothingState(), Followed(), None
    not_before_s, still, background = 0.0, Reuse(), Background()
    face, reopens = FaceChange(), False
    while (observation := observations.next(not_before_s, still)) is not None:
        followed, pose = follow_subject(followed, observation, profile)
        if isinstance(pose, Unseen):
            reopens = reopens or pose.why.interrupted
        elif reopens:
            camera, reopens = reopened(camera), False
        background, earlier = (
            follow_background(rules.background, background, observation),
            background,
        )
        if background.moved is not earlier.moved:
            camera = stirred(camera, BACKGROUND)
            background = (
                background if profile.view is View.SIDE else Background()
            )  # to notice the next move too
        taught = camera
        camera, measured = reading_of(pose, prepared, before, camera)
        before = pose, measured
        face = follow_face(rules.face, face, pose, measured, _face_of(prepared))
        if face.in_doubt:  # a mask teaches nothing about camera and person
            camera = replace(after_absence(taught, camera.t), t=camera.t)
        if background.moved and profile.view is View.SIDE:
            measured = misplaced(measured)
        else:
            measured = allow_for_face(measured, face)
        smoothing, reading = smooth(rules.smoothing, smoothing, measured)
        assessment = assess(reading, rules.tolerances)
        elapsed = elapsed_since(last, assessment.t, rules.alerts.frame_stands_s)
        last, asked = assessment, tuple(requests.take())
        alerts, events = step(rules.alerts, alerts, elapsed, assessment, reading, asked)
        events, recent = advise(rules.offers, events, recent)
        yield Tick(
            observation,
            pose,
            reading,
            assessment,
            elapsed,
            asked,
            events,
            alerts,
            recent,
            camera,
        )
        not_before_s = next_frame_s(rules.sampling, assessment, alerts)
        calm = is_calm(rules.sampling, assessment, alerts)
        still = reuse(rules.reuse, assessment, alerts, calm=calm)


def _face_of(prepared: Prepared) -> Floats | None:
    """The face to compare with; one seen obliquely strays too far while its head goes forward."""
    oblique = prepared.profile.side is not None
    return None if prepared.front is None or oblique else prepared.front.template


def reading_of(
    pose: Pose | Unseen,
    prepared: Prepared,
    before: tuple[Pose | Unseen, Reading | Unseen] | None,
    camera: CameraBelief = UNSEEN_CAMERA,
) -> tuple[CameraBelief, Reading | Unseen]:
    """Measure `pose`, unless its very landmarks were measured in the look before."""
    if isinstance(pose, Unseen):
        return camera, pose
    last = before[0] if before is not None else None
    if before and isinstance(last, Pose) and last.points is pose.points and last.face is pose.face:
        return replace(camera, t=pose.t), replace(before[1], t=pose.t)
    camera, measured = measure_in_sitting(prepared, camera, pose)
    return camera, qualify(pose, measured, prepared.profile.front)


def misplaced(measured: Reading | Unseen) -> Reading | Unseen:
    """Say that the camera was moved, instead of what `measured` would make of it."""
    if isinstance(measured, Reading) or measured.why is Why.SHOULDERS_OUT:
        return Unseen(measured.t, Why.CAMERA_MOVED)
    return measured


def advise(
    offers: Offers, events: tuple[Event, ...], recent: tuple[str, ...]
) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """Give each alert and break its exercise; return the events and all that was proposed."""
    advised = []
    for event in events:
        cause = Cause.STILL_TOO_LONG if event.kind is EventKind.BREAK_DUE else event.cause
        exercise = None
        if cause is not None and event.kind in (EventKind.ALERT, EventKind.BREAK_DUE):
            exercise = choose(offers.catalogue, cause, offers.place, recent, offers.exclude)
        if exercise is not None:
            recent = (*recent, exercise.key)[-REMEMBERED:]
        advised.append(replace(event, stretch=exercise.key) if exercise else event)
    return tuple(advised), recent
