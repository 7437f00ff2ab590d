"""Ordinary movements at work with their true angles, and how well they are measured."""

import math

import numpy as np

from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Profile
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import Pose, Reading
from tests.support.synthetic import Camera, Person, pose_of

LONG_NECK = Person(neck=15.5, acromion_up=-6.5)  # somebody unlike the average that is assumed
Shown = list[tuple[Pose, float]]


def at_work(camera: Camera, seed: int, count: int = 30, from_s: float = 0.0) -> Shown:
    """Movements of `LONG_NECK`, one a second, each with the true change of CVA in degrees."""
    chance = np.random.default_rng(seed)
    shown = []
    for t in range(count):
        change = float(-abs(chance.normal(0, 9)))
        person = LONG_NECK.moved(
            cva=change,
            c7_ahead=float(chance.normal(0, 4)),
            lean=float(chance.normal(3, 5)),
            pitch=float(chance.normal(0, 8)),
        )
        shown.append((pose_of(person, camera, t=from_s + t), change))
    return shown


def sat(profile: Profile, belief: CameraBelief, camera: Camera, seed: int, n: int) -> CameraBelief:
    """What is believed after `n` movements at work."""
    prepared = prepare(profile)
    for pose, _ in at_work(camera, seed, n):
        belief, _ = measure_in_sitting(prepared, belief, pose)
    return belief


def error_deg(belief: CameraBelief, shown: Shown, profile: Profile) -> float:
    """Root mean square error of the change of CVA."""
    prepared, off = prepare(profile), []
    for pose, change in shown:
        _, reading = measure_in_sitting(prepared, belief, pose)
        assert isinstance(reading, Reading)
        off.append((reading.cva_change_deg or 0.0) - change)
    return math.sqrt(np.mean(np.square(off)))
