"""The sagittal model: from a change of posture to what the picture shows, as pure geometry.

A chain of C7, mid-tragus, face centre and mid-acromion in the sagittal plane, seen by a pinhole
camera.  Every function is vectorised: the last axis holds the parameters, in the order of `State`,
`Fixed` and `Seen`.

Places in the plane are complex numbers (see `camera_model`), so that turning something by an angle
is multiplying it by `exp(1j * angle)`.
"""

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np

from posturecam.core.body import anatomy
from posturecam.core.pose.pinhole import (
    Complexes,
    Floats,
    back_project,
    project,
    project_slopes,
)


class State(IntEnum):
    """What may change between observations, as changes from the calibrated upright pose."""

    CVA = 0  # deg; < 0: head further forward
    C7_AHEAD = 1  # cm; base of the neck further forward, towards the screen
    C7_UP = 2  # cm
    LEAN = 3  # deg; trunk forward
    ACROMION_AHEAD = 4  # cm; acromia further in front of C7, along the trunk's own axes
    ACROMION_UP = 5  # cm
    PITCH = 6  # deg; head down


class Fixed(IntEnum):
    """What stays as calibrated: camera and person."""

    TILT = 0  # deg; camera looking up
    FOCAL = 1  # natural logarithm of the focal length in image heights
    FACE_SIZE = 2  # natural logarithm of the face template's rms radius in cm
    CVA = 3  # deg
    NECK = 4  # cm; C7 to tragus
    ACROMION_AHEAD = 5  # cm; acromia in front of C7
    ACROMION_UP = 6  # cm; negative: below C7


class Seen(IntEnum):
    """What an observation shows, as changes from the calibrated upright pose."""

    FACE_SIZE = 0  # percent (100 log)
    FACE_DOWN = 1  # percent of the image height
    FACE_PITCH = 2  # deg; as the face mesh shows it
    SHOULDER_WIDTH = 3  # percent (100 log)
    SHOULDERS_DOWN = 4  # percent of the image height


CHANGES: Final = len(State)
FIXTURES: Final = len(Fixed)
FEATURES: Final = len(Seen)

KNOWN: Final = CHANGES + FIXTURES

TILT, FOCAL, FACE_SIZE, CVA, NECK, ARM_AHEAD, ARM_UP = (CHANGES + index for index in Fixed)
"""Places of `Fixed` among all parameters: `State` comes first."""

ANGLES: Final = (State.CVA, State.LEAN, State.PITCH, TILT, CVA)
SCALE: Final = np.array([100.0, 100.0, np.degrees(1.0), 100.0, 100.0])
SLOPE_SCALE: Final = SCALE[:, None] * np.where(np.isin(range(KNOWN), ANGLES), math.pi / 180, 1.0)
"""From logarithms, image heights and radians to the units of `Seen` and of the parameters."""

FACE, ACROMION, ACROMION_THEN = range(3)
"""The points that are seen: two as they are now, one as it was at calibration."""


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """The parts of the body at calibration (`..._then`) and now, each (...)."""

    camera: Complexes  # how it looks up
    depth_then: Floats  # of the face
    face_then: Complexes  # from the lens
    neck_then: Complexes  # from C7 to the mid-tragus
    neck: Complexes
    head: Complexes  # from the mid-tragus to the face centre
    trunk: Complexes  # how it is turned
    arm_then: Complexes  # from C7 to the mid-acromion
    arm: Complexes


def seen(
    state: Floats, fixed: Floats, face_radius: float, face_down: float, yaw_rad: float = 0.0
) -> tuple[Floats, Floats]:
    """Return what `state` (..., 7) looks like to a camera and person `fixed` (..., 7).

    `face_radius` is the rms radius of the face template at calibration in image heights,
    `face_down` the place of its centre below the picture's centre, and `yaw_rad` how far the head
    is turned now.  The result is (..., 5), in the order of `Seen`, and its slopes (..., 5, 14) per
    unit of `state` and `fixed`.
    """
    focal = np.exp(fixed[..., Fixed.FOCAL])
    ray_then = face_down / focal
    chain = _chain(state, fixed, face_radius / focal, ray_then, yaw_rad)
    points, camera = _points(state, chain), chain.camera[..., None]
    depth, ray = project(points, camera)
    nearer, lower = project_slopes(_moves(fixed, chain, points), camera, depth, ray)
    observations = np.empty((*state.shape[:-1], FEATURES))
    observations[..., Seen.FACE_SIZE] = np.log(chain.depth_then / depth[..., FACE])
    observations[..., Seen.FACE_DOWN] = focal * ray[..., FACE] - face_down
    observations[..., Seen.FACE_PITCH] = np.arctan(ray[..., FACE]) - np.arctan(ray_then)
    observations[..., Seen.SHOULDER_WIDTH] = np.log(
        depth[..., ACROMION_THEN] / depth[..., ACROMION]
    )
    observations[..., Seen.SHOULDERS_DOWN] = focal * (ray[..., ACROMION] - ray[..., ACROMION_THEN])
    slopes = _slopes(nearer, lower, ray, focal[..., None])
    slopes[..., Seen.FACE_DOWN, FOCAL] += observations[..., Seen.FACE_DOWN] + face_down
    slopes[..., Seen.FACE_PITCH, FOCAL] += ray_then / (1.0 + ray_then**2)
    slopes[..., Seen.SHOULDERS_DOWN, FOCAL] += observations[..., Seen.SHOULDERS_DOWN]
    observations *= SCALE
    observations[..., Seen.FACE_PITCH] += state[..., State.PITCH]
    return observations, slopes * SLOPE_SCALE


def _slopes(nearer: Floats, lower: Floats, ray: Floats, focal: Floats) -> Floats:
    """Slopes of what is seen (..., 5, 14) from those of the points' depths and rays."""
    slopes = np.empty((*nearer.shape[:-2], FEATURES, KNOWN))
    slopes[..., Seen.FACE_SIZE, :] = -nearer[..., FACE, :]
    slopes[..., Seen.FACE_SIZE, FOCAL] += 1.0  # of the face at calibration
    slopes[..., Seen.FACE_SIZE, FACE_SIZE] += 1.0
    slopes[..., Seen.FACE_DOWN, :] = focal * lower[..., FACE, :]
    slopes[..., Seen.FACE_PITCH, :] = lower[..., FACE, :] / (1.0 + ray[..., FACE, None] ** 2)
    slopes[..., Seen.FACE_PITCH, State.PITCH] += 1.0
    slopes[..., Seen.SHOULDER_WIDTH, :] = nearer[..., ACROMION_THEN, :] - nearer[..., ACROMION, :]
    rise = lower[..., ACROMION, :] - lower[..., ACROMION_THEN, :]
    slopes[..., Seen.SHOULDERS_DOWN, :] = focal * rise
    return slopes


def _chain(
    state: Floats, fixed: Floats, face_angle: Floats, ray_then: Floats, yaw_rad: float
) -> Chain:
    """Put the body together; a template seen at `face_angle` (radians) has its rms radius."""
    angles = np.stack(
        (
            fixed[..., Fixed.TILT],
            -fixed[..., Fixed.CVA],
            -fixed[..., Fixed.CVA] - state[..., State.CVA],
            state[..., State.PITCH],
            state[..., State.LEAN],
        )
    )
    camera, neck_then, neck, pitch, trunk = np.exp(1j * np.radians(angles))
    depth_then = np.exp(fixed[..., Fixed.FACE_SIZE]) / face_angle
    arm_then = 1j * fixed[..., Fixed.ACROMION_UP] - fixed[..., Fixed.ACROMION_AHEAD]
    arm = arm_then + 1j * state[..., State.ACROMION_UP] - state[..., State.ACROMION_AHEAD]
    return Chain(
        camera=camera,
        depth_then=depth_then,
        face_then=back_project(depth_then, ray_then, camera),
        neck_then=-neck_then * fixed[..., Fixed.NECK],
        neck=-neck * fixed[..., Fixed.NECK],
        head=pitch * _head(yaw_rad),
        trunk=trunk,
        arm_then=arm_then,
        arm=arm * trunk,
    )


def _head(yaw_rad: float) -> complex:
    """From the mid-tragus to the face centre, upright, turned to the side."""
    return complex(-anatomy.FACE_AHEAD_CM * math.cos(yaw_rad), anatomy.FACE_UP_CM)


def _points(state: Floats, chain: Chain) -> Complexes:
    """Where the points are, from the lens, (..., 3)."""
    c7_then = chain.face_then - _head(0.0) - chain.neck_then
    c7 = c7_then + 1j * state[..., State.C7_UP] - state[..., State.C7_AHEAD]
    places = (c7 + chain.neck + chain.head, c7 + chain.arm, c7_then + chain.arm_then)
    return np.stack(places, axis=-1)


def _moves(fixed: Floats, chain: Chain, points: Complexes) -> Complexes:
    """How the points move in front of the camera, per unit of each parameter, (..., 3, 14)."""
    moves = np.zeros((*points.shape, KNOWN), dtype=np.complex128)
    face, acromion, acromion_then = (moves[..., point, :] for point in range(3))
    neck_length = fixed[..., Fixed.NECK]
    moves[..., TILT] = 1j * (chain.face_then[..., None] - points)
    moves[..., FOCAL] = (chain.depth_then * chain.camera)[..., None]
    moves[..., FACE_SIZE] = chain.face_then[..., None]
    moves[..., CVA] = 1j * chain.neck_then[..., None]
    moves[..., NECK] = -(chain.neck_then / neck_length)[..., None]
    moves[..., :ACROMION_THEN, State.C7_AHEAD] = -1.0
    moves[..., :ACROMION_THEN, State.C7_UP] = 1j
    face[..., State.CVA] = -1j * chain.neck
    face[..., CVA] += face[..., State.CVA]
    face[..., NECK] += chain.neck / neck_length
    face[..., State.PITCH] = 1j * chain.head
    acromion[..., State.LEAN] = 1j * chain.arm
    acromion[..., State.ACROMION_AHEAD] = acromion[..., ARM_AHEAD] = -chain.trunk
    acromion[..., State.ACROMION_UP] = acromion[..., ARM_UP] = 1j * chain.trunk
    acromion_then[..., ARM_AHEAD] = -1.0
    acromion_then[..., ARM_UP] = 1j
    return moves
