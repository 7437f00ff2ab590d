"""Guided poses -> Profile, or every reason why not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from posturecam.core.body import movement_priors
from posturecam.core.body.mixture import after, before
from posturecam.core.body.sagittal import State
from posturecam.core.measure.blended_view import side_first, side_share
from posturecam.core.measure.estimator import ROUNDED, against_upright, distance_cm
from posturecam.core.measure.guided_poses import SAME, doubt_about
from posturecam.core.measure.person_model import evidence, first_guess, set_up
from posturecam.core.measure.prepared import prepare_front
from posturecam.core.measure.profile import FrontCalibration, LeftOut, Profile, Setup, Shown
from posturecam.core.measure.shoulder_measurability import promise
from posturecam.core.measure.side_view import SideCalibration, azimuth_deg, calibrate_side
from posturecam.core.measure.upright import MAX_ASIDE_DEG, Upright, mean_features, settle
from posturecam.core.measure.upright_check import doubts_about_upright
from posturecam.core.measure.viewing_direction import direction_deg
from posturecam.core.pose.features import Features, extract_features
from posturecam.core.pose.landmarks import GUIDED_POSES
from posturecam.core.pose.orientation import TURNS, mostly_lying
from posturecam.core.pose.pinhole import Floats
from posturecam.core.values import Pose, Unseen, View, Why

WORSE_POSES: Final = ("slump", "head_forward")
MAX_BETTER_DEG: Final = 2.0
"""A slouch may look better than the upright pose by no more than this."""


ANOTHER_SIDE: Final = (
    "the camera sees you {} now, but this calibration was made from another side;"
    " calibrate again for this place"
)


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
    observations = guided.get("upright", ())
    if why := mostly_lying(observations):
        return Refused((not_upright(why),))
    seen = [observation for observation in observations if isinstance(observation, Pose)]
    share = _share(seen, view)
    return _seen_from(share, seen, picture, lambda: _guided_front(guided, picture))


def doubt_about_pose(
    name: str, guided: Mapping[str, Sequence[Pose | Unseen]], picture: tuple[int, int]
) -> str | None:
    """Return why the guided pose `name` would be left out, to follow "it"; None if it would not."""
    upright = _seen_from_the_front(guided["upright"])
    if upright is None:
        return None
    setup = set_up(upright, picture[0] / picture[1])
    front = _front(upright, setup, setup, (), guided["upright"])
    doubts = [doubt_about(one, front) for one in _shown(name, guided[name], front)]
    return None if None in doubts or not doubts else doubts[0]


def doubts_about_looks(observations: Sequence[Pose | Unseen]) -> tuple[str, ...]:
    """Return questions about upright `observations` that can be used; none about others."""
    upright = _seen_from_the_front(observations)
    if upright is None:
        return ()
    features, azimuth = Features(upright.head, upright.shoulders), _azimuth_deg(observations)
    return doubts_about_upright(upright.template, features, azimuth)


def _seen_from_the_front(observations: Sequence[Pose | Unseen]) -> Upright | None:
    share = _share(
        [observation for observation in observations if isinstance(observation, Pose)], None
    )
    upright = () if side_first(share) else _settle(observations)
    return upright if isinstance(upright, Upright) else None


def recalibrate(profile: Profile, observations: Sequence[Pose | Unseen]) -> Profile | Refused:
    """Find the camera again from upright `observations`; the person stays as in `profile`."""
    picture = (profile.picture_width, profile.picture_height)
    if why := mostly_lying(observations):
        return Refused((not_upright(why),))
    seen = [observation for observation in observations if isinstance(observation, Pose)]
    if profile.front is None:
        if _share(seen, None) == 0.0 and seen:
            return Refused((ANOTHER_SIDE.format("from the front"),))
        return calibrate({"upright": observations}, picture, profile.view)
    share = _share(seen, None if profile.side else profile.view)
    if share == 1.0:
        return Refused((ANOTHER_SIDE.format("from the side"),))
    front = profile.front
    return _seen_from(share, seen, picture, lambda: _front_again(profile, front, observations))


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


def _settle(observations: Sequence[Pose | Unseen]) -> Upright | tuple[str, ...]:
    """Make one upright pose; people who sit turned from the camera face past it as well."""
    seen = [observation for observation in observations if isinstance(observation, Pose)]
    return settle(observations, MAX_ASIDE_DEG + (direction_deg(seen) if seen else 0.0))


def _guided_front(
    guided: Mapping[str, Sequence[Pose | Unseen]], picture: tuple[int, int]
) -> Profile | Refused:
    observations = guided.get("upright", ())
    upright = _settle(observations)
    if not isinstance(upright, Upright):
        return Refused(upright)
    setup = set_up(upright, picture[0] / picture[1])
    front = _front(upright, setup, setup, (), observations)
    shown = [one for name in GUIDED_POSES[1:] for one in _shown(name, guided.get(name, ()), front)]
    doubts = [doubt_about(one, front) for one in shown]
    if problems := _slouch_problems(shown, doubts, front):
        return Refused(problems)
    used = tuple(one for one, doubt in zip(shown, doubts, strict=True) if doubt is None)
    front = replace(front, guided=used)
    poses = ("upright", *dict.fromkeys(one.pose for one in used))
    left_out = {
        one.pose: LeftOut(one.pose, doubt)
        for one, doubt in zip(shown, doubts, strict=True)
        if doubt is not None and one.pose not in poses
    }
    ready = prepare_front(front)
    measurable, reason = promise(ready, guided.get(ROUNDED, ()), left_out.get(ROUNDED))
    return Profile(
        picture_width=picture[0],
        picture_height=picture[1],
        view=View.FRONT,
        looks=upright.observations,
        poses=poses,
        distance_cm=distance_cm(front.upright, ready, picture[0] / picture[1]),
        shoulders_measurable=measurable,
        shoulders_reason=reason,
        front=front,
        left_out=tuple(left_out.values()),
    )


def _front_again(
    profile: Profile, before: FrontCalibration, observations: Sequence[Pose | Unseen]
) -> Profile | Refused:
    picture = (profile.picture_width, profile.picture_height)
    upright = _settle(observations)
    if not isinstance(upright, Upright):
        return Refused(upright)
    setup = set_up(upright, picture[0] / picture[1])
    front = _front(upright, setup, before.guided_setup, before.guided, observations)
    return replace(
        profile,
        looks=upright.observations,
        distance_cm=distance_cm(front.upright, prepare_front(front), picture[0] / picture[1]),
        front=front,
        side=None,
    )


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
        shoulders_reason="a camera at the side cannot measure rounded shoulders",
        side=side,
    )


def _front(
    upright: Upright,
    setup: Setup,
    guided_setup: Setup,
    guided: tuple[Shown, ...],
    observations: Sequence[Pose | Unseen],
) -> FrontCalibration:
    return FrontCalibration(
        head=upright.head,
        shoulders=upright.shoulders,
        noise=upright.noise,
        setup=setup,
        guided_setup=guided_setup,
        guided=guided,
        face_template=tuple((float(x), float(y), float(z)) for x, y, z in upright.template),
        azimuth_deg=_azimuth_deg(observations),
    )


def _azimuth_deg(observations: Sequence[Pose | Unseen]) -> float:
    """How far the trunk is mostly turned from the camera."""
    return float(
        np.median(
            [
                azimuth_deg(observation)
                for observation in observations
                if isinstance(observation, Pose)
            ]
        )
    )


def _shown(
    name: str, observations: Sequence[Pose | Unseen], front: FrontCalibration
) -> list[Shown]:
    """Average the observations of a guided pose; a head turned both ways gives two."""
    found = [
        extract_features(observation, front.template)
        for observation in observations
        if isinstance(observation, Pose)
    ]
    all_features = [features for features in found if isinstance(features, Features)]
    left = [features for features in all_features if features.head.yaw_deg > front.head.yaw_deg]
    right = [features for features in all_features if features.head.yaw_deg <= front.head.yaw_deg]
    groups = (left, right) if name == "turn" else (all_features,)
    return [against_upright(name, mean_features(group), front) for group in groups if group]


def _slouch_problems(
    shown: Sequence[Shown], doubts: Sequence[str | None], front: FrontCalibration
) -> tuple[str, ...]:
    return tuple(
        f"upright looks more slouched than your {one.pose} pose; sit up and try again"
        for one, doubt in zip(shown, doubts, strict=True)
        if one.pose in WORSE_POSES
        and doubt != SAME
        and _posture(one, front)[State.CVA] > MAX_BETTER_DEG
    )


def _posture(shown: Shown, front: FrontCalibration) -> Floats:
    """The most likely change of posture in a guided pose, whatever it was called."""
    prior = before(first_guess(front.setup), tuple(movement_priors.USUAL.values()))
    mixture = after(prior, evidence(shown, front.setup))
    return np.asarray(mixture.shares @ mixture.belief.mean)
