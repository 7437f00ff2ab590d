"""Somebody who moves, seen by two cameras that have clocks of their own."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from posturecam.core.values import Pose
from tests.support.synthetic import Camera, Person, pose_of

Movement = Callable[[float], Person]

UPRIGHT = Person()
DESK = Camera()
BESIDE = Camera(distance=145.0, tilt=0.0, direction=90.0)


@dataclass(frozen=True)
class Clock:
    """Shows `t` at the true time `ahead_s + rate * t`."""

    ahead_s: float = 0.0
    rate: float = 1.0

    def shows(self, true_s: float) -> float:
        return (true_s - self.ahead_s) / self.rate


TRUE = Clock()


CHANGES = (("c7_ahead", 5.0), ("pitch", 14.0), ("cva", -10.0))
HELD_S = 2.0


def at_desk(seed: int, *, sway: int | None = None, body: Person = UPRIGHT) -> Movement:
    """A minute of changes of posture at irregular times, and sway in between.

    With another `sway` the same changes are made by somebody else, or another day.
    """
    chance = np.random.default_rng(seed)
    starts = np.arange(1.0, 55.0, 6.0) + chance.uniform(0, 4, 9)
    kinds, sizes = chance.integers(0, len(CHANGES), 9), chance.uniform(0.5, 1.5, 9)
    changes = [
        (start, CHANGES[kind][0], size * CHANGES[kind][1])
        for start, kind, size in zip(starts.tolist(), kinds, sizes.tolist(), strict=True)
    ]
    chance = np.random.default_rng(1000 + (seed if sway is None else sway))
    rates, phases = chance.uniform(0.08, 0.5, (3, 4)), chance.uniform(0, math.tau, (3, 4))

    def person(t: float) -> Person:
        ahead, pitch, up = np.sin(math.tau * rates * t + phases).sum(axis=1).tolist()
        moved = Counter(c7_ahead=0.5 * ahead, pitch=0.9 * pitch, c7_up=0.15 * up)
        for start, name, size in changes:
            moved[name] += size * (_step(t - start) - _step(t - start - HELD_S))
        return body.moved(**moved)

    return person


def _step(x: float) -> float:
    x = min(max(x, 0.0), 1.0)
    return x * x * (3 - 2 * x)


def seen(
    movement: Movement,
    times: Iterable[float],
    camera: Camera = DESK,
    clock: Clock = TRUE,
    noise: float = 0.0,
    seed: int = 0,
) -> list[Pose]:
    """What the pose model sees at the true `times`, with the times that `clock` shows then.

    Its 33 points trail as those of MediaPipe do; `noise` is in image heights.
    """
    chance = np.random.default_rng(seed)
    poses = [pose_of(movement(float(t)), camera, float(t)) for t in times]
    points = _trailing([pose.t for pose in poses], np.array([pose.points for pose in poses]))
    return [
        replace(
            pose,
            t=clock.shows(pose.t),
            points=point + chance.normal(0.0, noise, point.shape),
            face=pose.face + chance.normal(0.0, noise, 3) if noise else pose.face,
        )
        for pose, point in zip(poses, points, strict=True)
    ]


BODY_SIZE = 8.0
"""What MediaPipe takes for the size of somebody, in lengths from shoulders to ears."""


def _trailing(times: Sequence[float], points: np.ndarray) -> np.ndarray:
    """Smooth as MediaPipe does: a one-euro filter with cutoffs 0.05 + 80 |speed| and 1 Hz."""
    size = BODY_SIZE * float(
        np.linalg.norm(points[0, [7, 8]].mean(0) - points[0, [11, 12]].mean(0))
    )
    smooth, speed, kept = points[0], np.zeros_like(points[0]), [points[0]]
    for before, now, dt in zip(points[:-1], points[1:], np.diff(times), strict=True):
        speed = speed + _share(1.0, dt) * ((now - before) / dt / size - speed)
        smooth = smooth + _share(0.05 + 80.0 * np.abs(speed), dt) * (now - smooth)
        kept.append(smooth)
    return np.array(kept)


def _share(cutoff_hz: float | np.ndarray, dt: float) -> float | np.ndarray:
    return 1.0 / (1.0 + 1.0 / (math.tau * cutoff_hz * dt))
