"""The upright pose: many observations of somebody sitting still, made into one."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Final

import numpy as np

from posturecam.core.body import learned_landmarks
from posturecam.core.measure.profile import Noise
from posturecam.core.pose.features import Features, Shoulders, change, extract_features
from posturecam.core.pose.geometry import fit_similarity, pitch_yaw_roll_deg
from posturecam.core.pose.head_pose import HeadFit, make_template
from posturecam.core.pose.landmarks import LEAST_OBSERVATIONS
from posturecam.core.pose.pinhole import Floats
from posturecam.core.values import Pose, Unseen, Why

MAX_ASIDE_DEG: Final = 15.0
"""How far the face may look past the camera, beyond the direction from which the trunk is seen.
Looking aside further costs up to 2 degrees of CVA on rendered people."""

MAX_TURNING_DEG: Final = 8.0  # or nodding; standard deviations while sitting still, from here on
MAX_TILTING_DEG: Final = 6.0
MAX_SIZE_PERCENT: Final = 5.0
MAX_SHIFT_PERCENT: Final = 3.0

BODY_SHARE: Final = 0.38
"""Shoulders of somebody who moves to and fro scatter in width by at least this share of the face's
scatter in size: 95 % of restless sittings put together from the tapes."""

MOVING_MISFIT: Final = 0.034
"""Median misfit of the meshes of somebody who moves to and fro: 95 % of the same lie below."""

TURNING_MISFIT: Final = 0.055
"""The same of somebody who turns, nods and bows the head."""

FACE_SEEN_POORLY: Final = (
    "upright: your face is not seen clearly (covered, blurred or badly lit); uncover it, add light"
    " and try again"
)


@dataclass(frozen=True, slots=True, eq=False)
class Upright:
    """The upright pose: face template (46, 3), what it shows, and the scatter of observations."""

    template: Floats
    head: HeadFit
    shoulders: Shoulders
    noise: Noise
    observations: int


def settle(
    observations: Sequence[Pose | Unseen], most_past_deg: float = MAX_ASIDE_DEG
) -> Upright | tuple[str, ...]:
    """Make one upright pose of `observations`, or return everything that is wrong with them.

    The face may look past the camera by `most_past_deg`.
    """
    faces = [
        observation.face
        for observation in observations
        if isinstance(observation, Pose) and observation.face is not None
    ]
    if len(faces) < LEAST_OBSERVATIONS:
        return (_too_few([_faceless(observation) for observation in observations], len(faces)),)
    template = make_template(faces)
    tried = [
        extract_features(observation, template) if isinstance(observation, Pose) else observation
        for observation in observations
    ]
    all_features = [features for features in tried if isinstance(features, Features)]
    whole = [features for features in all_features if isinstance(features.shoulders, Shoulders)]
    problems = [
        *_facing_problems(template, most_past_deg),
        *_shoulder_problems(all_features, len(whole)),
    ]
    if len(whole) < LEAST_OBSERVATIONS:
        return tuple(problems or (_too_few(tried, len(whole)),))
    head, shoulders = mean_head(whole), mean_shoulders(whole)
    noise = _noise([change(one, Features(head, shoulders)) for one in whole])
    problems += _moving_problems(noise, whole)
    return tuple(problems) or Upright(template, head, shoulders, noise, len(whole))


def mean_features(all_features: Sequence[Features]) -> Features:
    """Average observations of one pose; the shoulders over those that show them."""
    whole = [features for features in all_features if isinstance(features.shoulders, Shoulders)]
    return Features(
        mean_head(all_features), mean_shoulders(whole) if whole else all_features[0].shoulders
    )


def mean_head(all_features: Sequence[Features]) -> HeadFit:
    """Average the heads of `all_features`, field by field."""
    return HeadFit(*_middle_mean([astuple(features.head) for features in all_features]))


def mean_shoulders(all_features: Sequence[Features]) -> Shoulders:
    """Average the shoulders of those `all_features` that show them; at least one must."""
    found = [
        features.shoulders for features in all_features if isinstance(features.shoulders, Shoulders)
    ]
    return Shoulders(*_middle_mean([astuple(one) for one in found]))


def _middle_mean(rows: Sequence[tuple[float, ...]]) -> list[float]:
    """Mean of the middle half of each column: a few rows are far off."""
    cut = len(rows) // 4
    middle = np.sort(rows, axis=0)[cut : len(rows) - cut].mean(axis=0)
    return [float(value) for value in middle]


def facing_deg(template: Floats) -> tuple[float, float]:
    """Pitch (down) and yaw (to the user's left) of a face template, as the camera sees it."""
    rotation = fit_similarity(np.array(learned_landmarks.FACE), template).rotation
    pitch, yaw, _ = pitch_yaw_roll_deg(rotation)
    return pitch, yaw


def _noise(changes: Sequence[Floats]) -> Noise:
    return Noise(*np.std(changes, axis=0, ddof=1).tolist())


def _faceless(observation: Pose | Unseen) -> Pose | Unseen:
    hidden = isinstance(observation, Pose) and observation.face is None
    return Unseen(observation.t, Why.FACE_HIDDEN) if hidden else observation


def _too_few(observations: Sequence[Pose | Features | Unseen], found: int) -> str:
    reasons = sorted(
        {observation.why.value for observation in observations if isinstance(observation, Unseen)}
    )
    step = f" ({', '.join(reasons)}); correct that and show it again"
    return (
        f"upright: needs {LEAST_OBSERVATIONS} clear frames, got {found} of {len(observations)}"
        f"{step if reasons else '; show it for longer'}"
    )


def _facing_problems(template: Floats, most_past_deg: float) -> list[str]:
    yaw = facing_deg(template)[1]
    if abs(yaw) <= most_past_deg:
        return []
    todo = "look straight at the screen you work at, and put the camera close to it"
    return [f"upright: you looked {abs(yaw):.0f} degrees past the camera; {todo}"]


def _shoulder_problems(all_features: Sequence[Features], whole: int) -> list[str]:
    if whole >= LEAST_OBSERVATIONS:
        return []
    whys = sorted(
        {str(s.shoulders) for s in all_features if not isinstance(s.shoulders, Shoulders)}
    )
    return [f"upright: {why}; move back or turn the camera" for why in whys]


def _moving_problems(noise: Noise, all_features: Sequence[Features]) -> list[str]:
    turning = float(np.std([features.head.yaw_deg for features in all_features], ddof=1))
    tilting = float(np.std([features.head.roll_deg for features in all_features], ddof=1))
    turned = {
        "turned your head": turning > MAX_TURNING_DEG,
        "tilted your head": tilting > MAX_TILTING_DEG,
        "nodded": noise.face_pitch_deg > MAX_TURNING_DEG,
    }
    moved = {
        "moved towards the camera or away": noise.face_size_percent > MAX_SIZE_PERCENT,
        "moved up or down": noise.face_down_percent > MAX_SHIFT_PERCENT,
    }
    found = [what for what, bad in (turned | moved).items() if bad]
    if found and _face_seen_poorly(noise, all_features, turned=any(turned.values())):
        return [FACE_SEEN_POORLY]
    return [f"upright: you {what} too much; sit still and try again" for what in found]


def _face_seen_poorly(noise: Noise, all_features: Sequence[Features], *, turned: bool) -> bool:
    """Tell whether the mesh of a restless person wanders, rather than the person."""
    misfit = float(np.median([features.head.misfit for features in all_features]))
    if turned or noise.face_size_percent <= MAX_SIZE_PERCENT:
        return misfit > TURNING_MISFIT
    alone = noise.shoulder_width_percent < BODY_SHARE * noise.face_size_percent
    return alone or misfit > MOVING_MISFIT
