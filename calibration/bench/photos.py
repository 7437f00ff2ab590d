"""Photographs of seated men from the side: are hunched ones told from straight ones, and how big?

There is no truth for them but what a person sees: straight, hunched, kneeling upright or reclined.
Each series was taken from about the same place; its straight photograph is the calibration.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bench import recordings
from bench.recordings import Variant, pose_of, tape_of
from bench.report import number
from posturecam.core.measure.calibration import Refused, calibrate
from posturecam.core.measure.estimator import measure
from posturecam.core.measure.plausibility import qualify
from posturecam.core.measure.prepared import prepare
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose, Reading
from posturecam.edges.sources.tape import open_tape

PHOTOS: Final = Variant("photos", 0.0)
SERIES: Final = {
    "straight_hf.jpg": ("hunchback.jpg", "hunchback_hf.jpg", "kneeling.jpg", "recline.jpg"),
    "straight_hf_flip.jpg": ("straight_flip.jpg", "hunchback_flip.jpg", "kneeling_flip.jpg"),
}
LOOKS: Final = 6


@dataclass(frozen=True, slots=True)
class Photo:
    """One photograph against the straight one of its series, in degrees."""

    name: str
    against: str
    line_deg: float  # ear-shoulder line forward of the vertical
    cva_change_deg: float | None
    cva_change_sd_deg: float | None


def photographs() -> Iterator[Photo]:
    """Measure every photograph that is there."""
    folder = recordings.SHARED / "footage" / "Sitting-Posture-Recognition"
    for straight, names in SERIES.items():
        upright = _seen(folder / straight)
        if upright is not None:
            for name in names:
                pose = _seen(folder / name)
                if pose is not None:
                    yield _measured(pose, upright, name, straight)


def photo_row(one: Photo) -> list[str]:
    """One photograph in one line."""
    change = "not measured"
    if one.cva_change_deg is not None and one.cva_change_sd_deg is not None:
        change = f"{number(one.cva_change_deg, 0)} ± {number(one.cva_change_sd_deg, 0)}"
    return [one.name, one.against, number(one.line_deg, 0), change]


def _measured(pose: Pose, upright: Pose, name: str, against: str) -> Photo:
    observations = [replace(upright, t=float(t)) for t in range(LOOKS)]
    size = (round(1000 * upright.aspect), 1000)
    profile = calibrate({"upright": observations}, size)
    reading = (
        None
        if isinstance(profile, Refused)
        else qualify(pose, measure(prepare(profile), pose), profile.front)
    )
    if not isinstance(reading, Reading):
        return Photo(name, against, _line_deg(pose), None, None)
    sizes = reading.cva_change_deg, reading.cva_change_sd_deg
    return Photo(name, against, _line_deg(pose), *sizes)


def _line_deg(pose: Pose) -> float:
    ears = pose.points[[Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0)
    shoulders = pose.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]].mean(axis=0)
    faces = 1.0 if pose.points[Body.NOSE, 0] >= ears[0] else -1.0
    ahead, up = faces * float(ears[0] - shoulders[0]), float(shoulders[1] - ears[1])
    return math.degrees(math.atan2(ahead, up))


def _seen(path: Path) -> Pose | None:
    tape = tape_of(path, PHOTOS) if path.exists() else None
    if tape is None:
        return None
    with open_tape(tape) as observations:
        observation = observations.next(0.0)
    pose = None if observation is None else pose_of(observation)
    return pose if isinstance(pose, Pose) else None
