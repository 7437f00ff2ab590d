"""The upright pose: many looks at somebody sitting still, made into one."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Final

import numpy as np

from posturecam.core.body import learned_landmarks
from posturecam.core.measure.profile import Noise
from posturecam.core.pose.features import Shoulders, Sight, change, look_at
from posturecam.core.pose.geometry import fit_similarity, pitch_yaw_roll_deg
from posturecam.core.pose.head_pose import HeadFit, make_template
from posturecam.core.pose.landmarks import FEWEST_LOOKS
from posturecam.core.pose.pinhole import Floats
from posturecam.core.values import Pose, Unseen, Why

MAX_ASIDE_DEG: Final = 15.0
"""How far the face may look past the camera, beyond the direction from which the trunk is seen.
Looking aside further costs up to 2 degrees of CVA on rendered people."""

MAX_TURNING_DEG: Final = 8.0  # standard deviations while sitting still, from here on
MAX_NODDING_DEG: Final = 8.0
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
    "upright: your face is seen poorly, as when it is covered, blurred or badly lit; uncover it,"
    " see to more light and try again"
)


@dataclass(frozen=True, slots=True, eq=False)
class Upright:
    """The upright pose: face template (46, 3), what a look at it shows, and how looks scatter."""

    template: Floats
    head: HeadFit
    shoulders: Shoulders
    noise: Noise
    looks: int


def settle(
    looks: Sequence[Pose | Unseen], most_past_deg: float = MAX_ASIDE_DEG
) -> Upright | tuple[str, ...]:
    """Make one upright pose of `looks`, or tell everything that is wrong with them.

    The face may look past the camera by `most_past_deg`.
    """
    faces = [look.face for look in looks if isinstance(look, Pose) and look.face is not None]
    if len(faces) < FEWEST_LOOKS:
        return (_too_few([_faceless(look) for look in looks], len(faces)),)
    template = make_template(faces)
    tried = [look_at(look, template) if isinstance(look, Pose) else look for look in looks]
    sights = [sight for sight in tried if isinstance(sight, Sight)]
    whole = [sight for sight in sights if isinstance(sight.shoulders, Shoulders)]
    problems = [*_facing_problems(template, most_past_deg), *_shoulder_problems(sights, len(whole))]
    if len(whole) < FEWEST_LOOKS:
        return tuple(problems or (_too_few(tried, len(whole)),))
    head, shoulders = mean_head(whole), mean_shoulders(whole)
    noise = _noise([change(one, Sight(head, shoulders)) for one in whole])
    problems += _moving_problems(noise, whole)
    return tuple(problems) or Upright(template, head, shoulders, noise, len(whole))


def mean_sight(sights: Sequence[Sight]) -> Sight:
    """Average looks at one pose; the shoulders over those looks that show them."""
    whole = [sight for sight in sights if isinstance(sight.shoulders, Shoulders)]
    return Sight(mean_head(sights), mean_shoulders(whole) if whole else sights[0].shoulders)


def mean_head(sights: Sequence[Sight]) -> HeadFit:
    """Average the heads of `sights`, field by field."""
    return HeadFit(*_middle_mean([astuple(sight.head) for sight in sights]))


def mean_shoulders(sights: Sequence[Sight]) -> Shoulders:
    """Average the shoulders of those `sights` that show them; at least one must."""
    found = [sight.shoulders for sight in sights if isinstance(sight.shoulders, Shoulders)]
    return Shoulders(*_middle_mean([astuple(one) for one in found]))


def _middle_mean(rows: Sequence[tuple[float, ...]]) -> list[float]:
    """Mean of the middle half of each column: a few looks are far off."""
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


def _faceless(look: Pose | Unseen) -> Pose | Unseen:
    hidden = isinstance(look, Pose) and look.face is None
    return Unseen(look.t, Why.FACE_HIDDEN) if hidden else look


def _too_few(looks: Sequence[Pose | Sight | Unseen], found: int) -> str:
    reasons = sorted({look.why.value for look in looks if isinstance(look, Unseen)})
    step = f" ({', '.join(reasons)}); see to that and show it again"
    return (
        f"upright: needs {FEWEST_LOOKS} clear looks, got {found} of {len(looks)}"
        f"{step if reasons else '; show it for longer'}"
    )


def _facing_problems(template: Floats, most_past_deg: float) -> list[str]:
    yaw = facing_deg(template)[1]
    if abs(yaw) <= most_past_deg:
        return []
    todo = "look straight at the screen you work at, and put the camera close to it"
    return [f"upright: you looked {abs(yaw):.0f} degrees past the camera; {todo}"]


def _shoulder_problems(sights: Sequence[Sight], whole: int) -> list[str]:
    if whole >= FEWEST_LOOKS:
        return []
    whys = sorted({str(s.shoulders) for s in sights if not isinstance(s.shoulders, Shoulders)})
    return [f"upright: {why}; move back or turn the camera" for why in whys]


def _moving_problems(noise: Noise, sights: Sequence[Sight]) -> list[str]:
    turning = float(np.std([sight.head.yaw_deg for sight in sights], ddof=1))
    tilting = float(np.std([sight.head.roll_deg for sight in sights], ddof=1))
    turned = {
        "turned your head": turning > MAX_TURNING_DEG,
        "tilted your head": tilting > MAX_TILTING_DEG,
        "nodded": noise.face_pitch_deg > MAX_NODDING_DEG,
    }
    moved = {
        "moved towards the camera or away": noise.face_size_percent > MAX_SIZE_PERCENT,
        "moved up or down": noise.face_down_percent > MAX_SHIFT_PERCENT,
    }
    found = [what for what, bad in (turned | moved).items() if bad]
    if found and _face_seen_poorly(noise, sights, turned=any(turned.values())):
        return [FACE_SEEN_POORLY]
    return [f"upright: you {what} too much; sit still and try again" for what in found]


def _face_seen_poorly(noise: Noise, sights: Sequence[Sight], *, turned: bool) -> bool:
    """Tell whether the mesh of a restless person wanders, rather than the person."""
    misfit = float(np.median([sight.head.misfit for sight in sights]))
    if turned or noise.face_size_percent <= MAX_SIZE_PERCENT:
        return misfit > TURNING_MISFIT
    alone = noise.shoulder_width_percent < BODY_SHARE * noise.face_size_percent
    return alone or misfit > MOVING_MISFIT
