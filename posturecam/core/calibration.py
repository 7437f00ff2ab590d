"""Guided poses -> Profile, or every reason why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from posturecam.core.camera_belief import CameraBelief
from posturecam.core.camera_model import Floats
from posturecam.core.estimator import ROUNDED, against_upright, distance_cm, read
from posturecam.core.guided_poses import SAME, doubt_about
from posturecam.core.identify import evidence, knowledge, set_up
from posturecam.core.kinds import USUAL
from posturecam.core.landmarks import GUIDED_POSES
from posturecam.core.mixture import after, before
from posturecam.core.orientation import TURNS, mostly_lying
from posturecam.core.profile import FrontCalibration, LeftOut, Profile, Setup, Shown
from posturecam.core.sagittal import SIGHTS, State
from posturecam.core.side_view import SideCalibration, azimuth_deg, calibrate_side, view_of
from posturecam.core.sight import Sight, look_at
from posturecam.core.upright import Upright, mean_sight, settle
from posturecam.core.upright_check import doubts_about_upright
from posturecam.core.values import Pose, Unseen, View, Why

WORSE_POSES: Final = ("slump", "head_forward")
MAX_BETTER_DEG: Final = 2.0
"""A slouch may look better than the upright pose by no more than this."""

BEYOND_SD: Final = 1.645
"""An angle so many of its standard deviations beyond upright is so in 95 of 100 looks."""

PROMISED_SHARE: Final = 0.5
"""Part of the looks at the rounded pose in which it must be told to be promised; by judgement."""


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
    if (view or _common_view(seen)) is View.SIDE:
        return _from_the_side(seen, picture)
    upright = settle(looks)
    if not isinstance(upright, Upright):
        return Refused(upright)
    setup = set_up(upright, picture[0] / picture[1])
    front = _front(upright, setup, setup, (), seen)
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
    promise = _judge(front, guided.get(ROUNDED, ()), left_out.get(ROUNDED))
    return Profile(
        picture_width=picture[0],
        picture_height=picture[1],
        view=View.FRONT,
        looks=upright.looks,
        poses=poses,
        distance_cm=distance_cm(front.upright, front, picture[0] / picture[1]),
        shoulders_measurable=promise[0],
        shoulders_reason=promise[1],
        front=front,
        left_out=tuple(left_out.values()),
    )


def doubt_about_pose(
    name: str, guided: Mapping[str, Sequence[Pose | Unseen]], picture: tuple[int, int]
) -> str | None:
    """Return why the guided pose `name` would be left out, to follow "it"; None if it would not."""
    upright = _seen_from_the_front(guided["upright"])
    if upright is None:
        return None
    setup = set_up(upright, picture[0] / picture[1])
    seen = [look for look in guided["upright"] if isinstance(look, Pose)]
    front = _front(upright, setup, setup, (), seen)
    doubts = [doubt_about(one, front) for one in _shown(name, guided[name], front)]
    return None if None in doubts or not doubts else doubts[0]


def doubts_about_looks(looks: Sequence[Pose | Unseen]) -> tuple[str, ...]:
    """Return questions about upright `looks` that could be used; none about others."""
    upright = _seen_from_the_front(looks)
    if upright is None:
        return ()
    return doubts_about_upright(upright.template, Sight(upright.head, upright.shoulders))


def _seen_from_the_front(looks: Sequence[Pose | Unseen]) -> Upright | None:
    seen = [look for look in looks if isinstance(look, Pose)]
    upright = settle(looks) if _common_view(seen) is View.FRONT else ()
    return upright if isinstance(upright, Upright) else None


def recalibrate(profile: Profile, looks: Sequence[Pose | Unseen]) -> Profile | Refused:
    """Find the camera again from upright `looks`; the person stays as in `profile`."""
    picture = (profile.picture_width, profile.picture_height)
    if why := mostly_lying(looks):
        return Refused((not_upright(why),))
    if profile.front is None:
        return calibrate({"upright": looks}, picture, profile.view)
    upright = settle(looks)
    if not isinstance(upright, Upright):
        return Refused(upright)
    setup = set_up(upright, picture[0] / picture[1])
    seen = [look for look in looks if isinstance(look, Pose)]
    front = _front(upright, setup, profile.front.guided_setup, profile.front.guided, seen)
    return replace(
        profile,
        looks=upright.looks,
        distance_cm=distance_cm(front.upright, front, picture[0] / picture[1]),
        front=front,
    )


def not_upright(why: Why) -> str:
    """Say that the picture must be turned."""
    return f"you are {why.value}; turn the picture clockwise by {TURNS[why]} degrees"


def _common_view(poses: Sequence[Pose]) -> View:
    sides = sum(view_of(pose) is View.SIDE for pose in poses)
    return View.SIDE if sides > len(poses) / 2 else View.FRONT


def _from_the_side(poses: Sequence[Pose], picture: tuple[int, int]) -> Profile | Refused:
    side = calibrate_side(poses)
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


def _front(
    upright: Upright,
    setup: Setup,
    guided_setup: Setup,
    guided: tuple[Shown, ...],
    seen: Sequence[Pose],
) -> FrontCalibration:
    return FrontCalibration(
        head=upright.head,
        shoulders=upright.shoulders,
        noise=upright.noise,
        setup=setup,
        guided_setup=guided_setup,
        guided=guided,
        face_template=tuple((float(x), float(y), float(z)) for x, y, z in upright.template),
        azimuth_deg=float(np.median([azimuth_deg(pose) for pose in seen])),
    )


def _shown(name: str, looks: Sequence[Pose | Unseen], front: FrontCalibration) -> list[Shown]:
    """Average the looks at one guided pose; a head turned to both sides is shown twice."""
    found = [look_at(look, front.template) for look in looks if isinstance(look, Pose)]
    sights = [sight for sight in found if isinstance(sight, Sight)]
    left = [sight for sight in sights if sight.head.yaw_deg > front.head.yaw_deg]
    right = [sight for sight in sights if sight.head.yaw_deg <= front.head.yaw_deg]
    groups = (left, right) if name == "turn" else (sights,)
    return [against_upright(name, mean_sight(group), front) for group in groups if group]


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
    prior = before(knowledge(replace(front, guided=())), tuple(USUAL.values()))
    mixture = after(prior, evidence(shown, front.setup))
    return np.asarray(mixture.shares @ mixture.belief.mean)


def _judge(
    front: FrontCalibration, looks: Sequence[Pose | Unseen], left_out: LeftOut | None
) -> tuple[bool, str]:
    """Say whether rounded shoulders will be told here, and why: they must be, at that very pose."""
    rounded = [shown for shown in front.guided if shown.pose == ROUNDED]
    if left_out is not None:
        return False, f"the pose you showed {left_out.reason} to this camera"
    if not rounded or len(rounded[0].change) < SIGHTS:
        return False, "your rounded shoulders were not shown"
    told = sum(_told_rounded(look, front) for look in looks)
    if told < PROMISED_SHARE * len(looks):
        seen = f"only {told}" if told else "none"
        return False, f"they are seen in {seen} of the {len(looks)} looks at your rounded pose"
    return True, f"they are seen in {told} of the {len(looks)} looks at your rounded pose"


def _told_rounded(look: Pose | Unseen, front: FrontCalibration) -> bool:
    """Whether the measurement by itself says of `look` that the shoulders are rounded."""
    if isinstance(look, Unseen):
        return False
    sight = look_at(look, front.template)
    if isinstance(sight, Unseen):
        return False
    _, reading = read(look.t, look.aspect, sight, front, CameraBelief())
    if isinstance(reading, Unseen) or reading.fsa_change_deg is None:
        return False
    return reading.fsa_change_deg >= BEYOND_SD * (reading.fsa_change_sd_deg or 0.0)
