"""Somebody at a desk, seen from the front and from the side, each by its own clock."""

import math
from collections.abc import Iterator
from dataclasses import replace

from posturecam.app.verify.gathering import Gathered
from posturecam.core.values import Observation, Pose, Why
from tests.support.calibrated import SIZE, YOU
from tests.support.synthetic import Camera, Person, pose_of

FRONT = Camera()
SIDE = Camera(distance=150.0, tilt=0.0, direction=88.0)
STEP_S = 0.25
UPRIGHT_S = 11.0
POSES = (
    {"cva": -14.0},
    {"cva": -15.0, "c7_ahead": 7.0, "c7_up": -1.6, "lean": 7.0, "acromion_ahead": 3.5},
    {"pitch": 22.0, "cva": -5.0},
    {"cva": -18.0, "c7_ahead": 2.0},
)
EVERY_S = 14.0  # from one pose to the next, half of it upright


def person_at(t: float) -> Person:
    """Return how somebody sits at `t`: upright for 11 s, then one pose after the other, swaying."""
    since_s = t - UPRIGHT_S
    pose = POSES[int(since_s // EVERY_S) % len(POSES)]
    phase = (since_s % EVERY_S) / EVERY_S
    share = 0.0 if since_s < 0 else math.sin(math.pi * min(1.0, phase * 1.6)) ** 2
    sway = {
        "c7_ahead": 0.30 * math.sin(1.3 * t) + 0.2 * math.sin(0.37 * t * t / 20),
        "pitch": 0.8 * math.sin(0.9 * t + 1.0) + 0.5 * math.sin(2.1 * t),
        "c7_up": 0.1 * math.sin(1.7 * t),
    }
    moved = {name: share * by for name, by in pose.items()}
    for name, by in sway.items():
        moved[name] = moved.get(name, 0.0) + by
    return YOU.moved(**moved)


def seen_by(camera: Camera, lasts_s: float, began_s: float = 0.0) -> Iterator[Pose]:
    """Yield what `camera` sees for `lasts_s`, if it began at `began_s`, by its own clock."""
    for number in range(round(lasts_s / STEP_S)):
        t = number * STEP_S
        yield replace(pose_of(person_at(t + began_s), camera), t=t)


def gathered(
    camera: Camera, lasts_s: float = 70.0, began_s: float = 0.0, name: str = "a.mp4"
) -> Gathered:
    """Return what was kept of `camera`."""
    looks = seen_by(camera, lasts_s, began_s)
    return Gathered(name, SIZE, tuple(Observation(look.t, (look,)) for look in looks))


def nobody(lasts_s: float = 70.0) -> Gathered:
    """Return what was kept of an empty room."""
    times = [number * STEP_S for number in range(round(lasts_s / STEP_S))]
    return Gathered("empty.mp4", SIZE, tuple(Observation(t, (), Why.NOBODY) for t in times))
