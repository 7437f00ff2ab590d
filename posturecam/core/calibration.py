"""Guided poses -> Profile, or every reason why not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from posturecam.core.both_views import side_first, side_share
from posturecam.core.camera_model import Floats
from posturecam.core.direction import direction_deg
from posturecam.core.estimator import against_upright, distance_cm
from posturecam.core.identify import evidence, knowledge, set_up
from posturecam.core.kinds import USUAL
from posturecam.core.landmarks import GUIDED_POSES
from posturecam.core.mixture import after, before
from posturecam.core.orientation import TURNS, mostly_lying
from posturecam.core.profile import FrontCalibration, Profile, Setup, Shown
from posturecam.core.sagittal import SIGHTS, State
from posturecam.core.side_view import SideCalibration, azimuth_deg, calibrate_side
from posturecam.core.sight import Sight, look_at
from posturecam.core.upright import MAX_FACING_DEG, Upright, mean_sight, settle
from posturecam.core.values import Pose, Unseen, View, Why

WORSE_POSES: Final = ("slump", "head_forward")
MAX_BETTER_DEG: Final = 2.0
"""A slouch may look better than the upright pose by no more than this."""

MIN_SEPARATION: Final = 3.0
"""Rounded shoulders must lie so many standard deviations of the noise from upright (d')."""

MAX_OBLIQUE_DEG: Final = 55.0
"""Where the side is measured too, the face may look so far past the camera.  Clips seen from 41
degrees: meshes say 34 to 49."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no profile: every problem, each with what to do."""

    problems: tuple[str, ...]


def calibrate(
    guided: Mapping[str, Sequence[Pose | Unseen]],
    picture: tuple[int, int],
    view: View | None = None,
) -> Profile | Refused:
    """Make a profile of `guided` poses (upright is required) in pictures of width, height.

    `view` says from where the camera sees; None finds it out.
    """
    looks = guided.get("upright", ())
    if why := mostly_lying(looks):
        return Refused((not_upright(why),))
    seen = [look for look in looks if isinstance(look, Pose)]
    share = _share(seen, view)
    return _seen_from(share, seen, picture, lambda: _guided_front(guided, picture, share))


def recalibrate(profile: Profile, looks: Sequence[Pose | Unseen]) -> Profile | Refused:
    """Find the camera again from upright `looks`; the person stays as in `profile`."""
    picture = (profile.picture_width, profile.picture_height)
    if why := mostly_lying(looks):
        return Refused((not_upright(why),))
    if profile.front is None:
        return calibrate({"upright": looks}, picture, profile.view)
    seen = [look for look in looks if isinstance(look, Pose)]
    share = _share(seen, None if profile.side else profile.view)
    front = profile.front
    return _seen_from(share, seen, picture, lambda: _front_again(profile, front, looks, share))


def _share(seen: Sequence[Pose], view: View | None) -> float:
    """How much the side counts: as `view` says, or by where the camera is."""
    if view is None:
        return side_share(direction_deg(seen)) if seen else 0.0
    return 1.0 if view is View.SIDE else 0.0


def _seen_from(
    share: float,
    seen: Sequence[Pose],
    picture: tuple[int, int],
    from_the_front: Callable[[], Profile | Refused],
) -> Profile | Refused:
    """Calibrate from the front, the side or both; the one that counts more must succeed."""
    if share == 0.0:
        return from_the_front()
    side = _from_the_side(seen, picture)
    front = from_the_front() if share < 1.0 else side
    if share < 1.0 and isinstance(front, Profile) and isinstance(side, Profile):
        return replace(front, side=side.side)
    return side if side_first(share) else front


def _settle(looks: Sequence[Pose | Unseen], share: float) -> Upright | tuple[str, ...]:
    return settle(looks, MAX_OBLIQUE_DEG if share > 0.0 else MAX_FACING_DEG)


def _guided_front(
    guided: Mapping[str, Sequence[Pose | Unseen]], picture: tuple[int, int], share: float
) -> Profile | Refused:
    looks = guided.get("upright", ())
    upright = _settle(looks, share)
    if not isinstance(upright, Upright):
        return Refused(upright)
    setup = set_up(upright, picture[0] / picture[1])
    front = _front(upright, setup, setup, (), looks)
    shown = [one for name in GUIDED_POSES[1:] for one in _shown(name, guided.get(name, ()), front)]
    front = replace(front, guided=tuple(shown))
    problems = _slouch_problems(front)
    if problems:
        return Refused(problems)
    poses = ("upright", *dict.fromkeys(one.pose for one in shown))
    return _profile(front, upright.looks, poses, picture, _judge(front))


def _front_again(
    profile: Profile, before: FrontCalibration, looks: Sequence[Pose | Unseen], share: float
) -> Profile | Refused:
    picture = (profile.picture_width, profile.picture_height)
    upright = _settle(looks, share)
    if not isinstance(upright, Upright):
        return Refused(upright)
    setup = set_up(upright, picture[0] / picture[1])
    front = _front(upright, setup, before.guided_setup, before.guided, looks)
    verdict = (profile.shoulders_measurable, profile.shoulders_reason)
    return _profile(front, upright.looks, profile.poses, picture, verdict)


def not_upright(why: Why) -> str:
    """Say that the picture must be turned."""
    return f"you are {why.value}; turn the picture clockwise by {TURNS[why]} degrees"


def _from_the_side(poses: Sequence[Pose], picture: tuple[int, int]) -> Profile | Refused:
    side = calibrate_side(poses, direction_deg(poses) if poses else None)
    if not isinstance(side, SideCalibration):
        return Refused(side)
    return Profile(
        picture_width=picture[0],
        picture_height=picture[1],
        view=View.SIDE,
        looks=len(poses),
        poses=("upright",),
        distance_cm=None,
        shoulders_measurable=False,
        shoulders_reason="a camera at the side cannot tell rounded shoulders",
        side=side,
    )


def _profile(
    front: FrontCalibration,
    looks: int,
    poses: tuple[str, ...],
    picture: tuple[int, int],
    verdict: tuple[bool, str],
) -> Profile:
    return Profile(
        picture_width=picture[0],
        picture_height=picture[1],
        view=View.FRONT,
        looks=looks,
        poses=poses,
        distance_cm=distance_cm(front.upright, front, picture[0] / picture[1]),
        shoulders_measurable=verdict[0],
        shoulders_reason=verdict[1],
        front=front,
    )


def _front(
    upright: Upright,
    setup: Setup,
    guided_setup: Setup,
    guided: tuple[Shown, ...],
    looks: Sequence[Pose | Unseen],
) -> FrontCalibration:
    turned = [azimuth_deg(look) for look in looks if isinstance(look, Pose)]
    return FrontCalibration(
        head=upright.head,
        shoulders=upright.shoulders,
        noise=upright.noise,
        setup=setup,
        guided_setup=guided_setup,
        guided=guided,
        face_template=tuple((float(x), float(y), float(z)) for x, y, z in upright.template),
        azimuth_deg=float(np.median(turned)),
    )


def _shown(name: str, looks: Sequence[Pose | Unseen], front: FrontCalibration) -> list[Shown]:
    """Average the looks at one guided pose; a head turned to both sides is shown twice."""
    found = [look_at(look, front.template) for look in looks if isinstance(look, Pose)]
    sights = [sight for sight in found if isinstance(sight, Sight)]
    left = [sight for sight in sights if sight.head.yaw_deg > front.head.yaw_deg]
    right = [sight for sight in sights if sight.head.yaw_deg <= front.head.yaw_deg]
    groups = (left, right) if name == "turn" else (sights,)
    return [against_upright(name, mean_sight(group), front) for group in groups if group]


def _slouch_problems(front: FrontCalibration) -> tuple[str, ...]:
    return tuple(
        f"upright looks more slouched than your {shown.pose} pose; sit up and try again"
        for shown in front.guided
        if shown.pose in WORSE_POSES and _posture(shown, front)[State.CVA] > MAX_BETTER_DEG
    )


def _posture(shown: Shown, front: FrontCalibration) -> Floats:
    """The most likely change of posture in a guided pose, whatever it was called."""
    prior = before(knowledge(replace(front, guided=())), tuple(USUAL.values()))
    mixture = after(prior, evidence(shown, front.setup))
    return np.asarray(mixture.shares @ mixture.belief.mean)


def _judge(front: FrontCalibration) -> tuple[bool, str]:
    """Say whether rounded shoulders can be told from upright ones here, and why."""
    rounded = [shown for shown in front.guided if shown.pose == "shoulders_rounded"]
    if not rounded or len(rounded[0].change) < SIGHTS:
        return False, "your rounded shoulders were not shown"
    if separation(rounded[0], front) < MIN_SEPARATION:
        return False, "this camera hardly sees your shoulders round"
    return True, "your rounded shoulders can be told from upright ones"


def separation(shown: Shown, front: FrontCalibration) -> float:
    """How many standard deviations of the noise `shown` lies from upright (d')."""
    change, noise = np.array(shown.change), evidence(shown, front.setup).noise
    return float(np.sqrt(change @ np.linalg.solve(noise, change)))
