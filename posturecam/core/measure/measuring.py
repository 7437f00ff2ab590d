"""From one observation to one reading, with all that a sitting remembers in between.

Whom to follow, where the camera is believed to be, whether the face or the background have
changed, and the readings that are smoothed together.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.face_change import (
    FaceChange,
    FaceChangePolicy,
    allow_for_face,
    follow_face,
)
from posturecam.core.measure.personal_gains import apply
from posturecam.core.measure.plausibility import qualify
from posturecam.core.measure.prepared import Prepared
from posturecam.core.measure.smoothing import SmoothingPolicy, SmoothingState, smooth
from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.measure.viewpoint_shift import CameraBelief, after_absence, reopened, stirred
from posturecam.core.picture.background_shift import Background, BackgroundPolicy, follow_background
from posturecam.core.pose.pinhole import Floats
from posturecam.core.values import Observation, Pose, Reading, Unseen, View, Why

UNSEEN_CAMERA: Final = CameraBelief()
BACKGROUND_MOVED: Final = 0.9
"""How likely the camera has moved when the background has; the rest is furniture (by judgement)."""


@dataclass(frozen=True, slots=True)
class MeasuringPolicy:
    """How changes of background and face are noticed, and how readings are smoothed."""

    background: BackgroundPolicy
    face: FaceChangePolicy
    smoothing: SmoothingPolicy


@dataclass(frozen=True, slots=True, eq=False)
class Measuring:
    """What a sitting remembers between two observations."""

    camera: CameraBelief = UNSEEN_CAMERA
    followed: Followed = field(default_factory=Followed)
    background: Background = field(default_factory=Background)
    face: FaceChange = field(default_factory=FaceChange)
    smoothing: SmoothingState = field(default_factory=SmoothingState)
    measured: Reading | Unseen | None = None  # of the newest observation, not smoothed
    interrupted: bool = False  # since somebody was last seen


def take_in(
    policy: MeasuringPolicy, prepared: Prepared, state: Measuring, observation: Observation
) -> tuple[Measuring, Pose | Unseen, Reading | Unseen]:
    """Measure `observation`: return the new state, the subject's pose and the smoothed reading."""
    followed, pose = follow_subject(state.followed, observation, prepared.profile)
    camera, interrupted = _after_interruption(state, pose)
    background, camera = _follow_background(policy, prepared, state, camera, observation)
    reused = state.measured if observation.reused else None
    taught, measured = reading_of(pose, prepared, camera, reused)
    face = follow_face(policy.face, state.face, pose, measured, _face_of(prepared))
    if face.in_doubt:  # a mask teaches nothing about camera and person
        taught = replace(after_absence(camera, taught.t), t=taught.t)
    reliable = _misplaced(measured) if _is_elsewhere(prepared, background) else measured
    smoothing, reading = smooth(policy.smoothing, state.smoothing, allow_for_face(reliable, face))
    now = Measuring(taught, followed, background, face, smoothing, measured, interrupted)
    return now, pose, reading


def reading_of(
    pose: Pose | Unseen,
    prepared: Prepared,
    camera: CameraBelief,
    reused: Reading | Unseen | None = None,
) -> tuple[CameraBelief, Reading | Unseen]:
    """Measure `pose`; of an observation that was reused, the reading before is `reused`."""
    if isinstance(pose, Unseen):
        return camera, pose
    if reused is not None:
        return replace(camera, t=pose.t), replace(reused, t=pose.t)
    camera, measured = measure_in_sitting(prepared, camera, pose)
    qualified = qualify(pose, measured, prepared.profile.front)
    return camera, apply(prepared.profile.gains, qualified)


def _after_interruption(state: Measuring, pose: Pose | Unseen) -> tuple[CameraBelief, bool]:
    """Once somebody is seen again, believe that the camera may have been moved meanwhile."""
    if isinstance(pose, Unseen):
        return state.camera, state.interrupted or pose.why.interrupted
    return (reopened(state.camera) if state.interrupted else state.camera), False


def _follow_background(
    policy: MeasuringPolicy,
    prepared: Prepared,
    state: Measuring,
    camera: CameraBelief,
    observation: Observation,
) -> tuple[Background, CameraBelief]:
    """Take a background that moved, or moved back, as a hint that the camera did."""
    background = follow_background(policy.background, state.background, observation)
    if background.moved is state.background.moved:
        return background, camera
    from_the_side = prepared.profile.view is View.SIDE
    start = background if from_the_side else Background()  # to notice the next move too
    return start, stirred(camera, BACKGROUND_MOVED)


def _face_of(prepared: Prepared) -> Floats | None:
    """The face to compare with; one seen obliquely strays too far while its head goes forward."""
    oblique = prepared.profile.side is not None
    return None if prepared.front is None or oblique else prepared.front.template


def _is_elsewhere(prepared: Prepared, background: Background) -> bool:
    """Whether a camera at the side, for which there is no filter, has been moved."""
    return background.moved and prepared.profile.view is View.SIDE


def _misplaced(measured: Reading | Unseen) -> Reading | Unseen:
    """Say that the camera was moved, instead of what `measured` would make of it."""
    if isinstance(measured, Reading) or measured.why is Why.SHOULDERS_OUT:
        return Unseen(measured.t, Why.CAMERA_MOVED)
    return measured
