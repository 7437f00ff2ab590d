"""Guided poses -> Profile, or every reason why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from posturecam.core.estimator import camera_and_person, evidence, read, sight_distance_cm
from posturecam.core.geometry import rms_radius
from posturecam.core.identify import first_guess, fit_of, learn_from, moved_camera, tilt_guess_deg
from posturecam.core.inversion import Belief
from posturecam.core.landmarks import GUIDED_POSES
from posturecam.core.profile import FrontCalibration, Profile
from posturecam.core.side_view import SideCalibration, calibrate_side, view_of
from posturecam.core.sight import Sight, look_at
from posturecam.core.upright import Upright, mean_sight, settle
from posturecam.core.values import Pose, Reading, Unseen, View

UNTAUGHT: Final = ("upright", "turn")
"""Poses that tell nothing more about camera and person."""

WORSE_POSES: Final = ("slump", "head_forward")
MAX_BETTER_DEG: Final = 2.0
"""A slouch may look better than the upright pose by no more than this."""

MIN_ROUNDING_DEG: Final = 10.0
"""Rounded shoulders that read as less than this cannot be told from upright ones."""


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
    seen = [look for look in looks if isinstance(look, Pose)]
    if (view or _common_view(seen)) is View.SIDE:
        return _from_the_side(seen, picture)
    upright = settle(looks)
    if not isinstance(upright, Upright):
        return Refused(upright)
    front = _front(upright, first_guess(upright, picture[0] / picture[1]))
    shown = {name: _sights(looks, front) for name, looks in guided.items() if name != "upright"}
    for name in GUIDED_POSES:
        if name not in UNTAUGHT and shown.get(name):
            front = _taught(front, name, shown[name])
    problems = _slouch_problems(shown, front)
    if problems:
        return Refused(problems)
    poses = ("upright", *(name for name in GUIDED_POSES if shown.get(name)))
    return _profile(front, upright.looks, poses, picture, _judge(shown, front))


def recalibrate(profile: Profile, looks: Sequence[Pose | Unseen]) -> Profile | Refused:
    """Find the camera again from upright `looks`; the person stays as in `profile`."""
    picture = (profile.picture_width, profile.picture_height)
    if profile.front is None:
        return calibrate({"upright": looks}, picture, profile.view)
    upright = settle(looks)
    if not isinstance(upright, Upright):
        return Refused(upright)
    known = moved_camera(profile.front, tilt_guess_deg(upright))
    verdict = (profile.shoulders_measurable, profile.shoulders_reason)
    return _profile(_front(upright, known), upright.looks, profile.poses, picture, verdict)


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
        distance_cm=sight_distance_cm(front.upright, front, picture[0] / picture[1]),
        shoulders_measurable=verdict[0],
        shoulders_reason=verdict[1],
        front=front,
    )


def _front(upright: Upright, fixed: Belief) -> FrontCalibration:
    return FrontCalibration(
        face_radius=rms_radius(upright.template),
        head=upright.head,
        shoulders=upright.shoulders,
        noise=upright.noise,
        fit=fit_of(fixed),
        face_template=tuple((float(x), float(y), float(z)) for x, y, z in upright.template),
    )


def _sights(looks: Sequence[Pose | Unseen], front: FrontCalibration) -> list[Sight]:
    found = [look_at(look, front.template) for look in looks if isinstance(look, Pose)]
    return [sight for sight in found if isinstance(sight, Sight)]


def _taught(front: FrontCalibration, name: str, sights: Sequence[Sight]) -> FrontCalibration:
    fixed = learn_from(camera_and_person(front), name, evidence(mean_sight(sights), front))
    return replace(front, fit=fit_of(fixed))


def _slouch_problems(
    shown: Mapping[str, Sequence[Sight]], front: FrontCalibration
) -> tuple[str, ...]:
    return tuple(
        f"upright looks more slouched than your {name} pose; sit up and try again"
        for name in WORSE_POSES
        if (reading := _read(shown.get(name, ()), front)) is not None
        and (reading.cva_change_deg or 0.0) > MAX_BETTER_DEG
    )


def _read(sights: Sequence[Sight], front: FrontCalibration) -> Reading | None:
    reading = read(0.0, 1.0, mean_sight(sights), front) if sights else None
    return reading if isinstance(reading, Reading) else None


def _judge(shown: Mapping[str, Sequence[Sight]], front: FrontCalibration) -> tuple[bool, str]:
    """Say whether rounded shoulders can be told from upright ones here, and why."""
    rounded = _read(shown.get("shoulders_rounded", ()), front)
    if rounded is None or rounded.fsa_change_deg is None:
        return False, "your rounded shoulders were not shown"
    if rounded.fsa_change_deg < MIN_ROUNDING_DEG:
        return False, "this camera hardly sees your shoulders round"
    return True, "your rounded shoulders can be told from upright ones"
