"""The sagittal model: from a change of posture to what the picture shows, as pure geometry.

A chain of C7, mid-tragus, face centre and mid-acromion in the sagittal plane, seen by a pinhole
camera.  Every function is vectorised: the last axis holds the parameters, in the order of `State`,
`Fixed` and `Seen`.
"""

from enum import IntEnum
from typing import Final

import numpy as np

from posturecam.core import anatomy
from posturecam.core.camera_model import Floats, back_project, project


class State(IntEnum):
    """What may change from look to look, as changes from the calibrated upright pose."""

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
    """What a look shows, as changes from the calibrated upright pose."""

    FACE_SIZE = 0  # percent (100 log)
    FACE_DOWN = 1  # percent of the image height
    FACE_PITCH = 2  # deg; as the face mesh shows it
    SHOULDER_WIDTH = 3  # percent (100 log)
    SHOULDERS_DOWN = 4  # percent of the image height


CHANGES: Final = len(State)
FIXTURES: Final = len(Fixed)
SIGHTS: Final = len(Seen)


def seen(
    state: Floats, fixed: Floats, face_radius: float, face_down: float, yaw_rad: float = 0.0
) -> Floats:
    """Return what `state` (..., 7) looks like to a camera and person `fixed` (..., 7).

    `face_radius` is the rms radius of the face template at calibration in image heights,
    `face_down` the place of its centre below the picture's centre, and `yaw_rad` how far the head
    is turned now.  The result is (..., 5), in the order of `Seen`.
    """
    then = _landed(np.zeros_like(state), fixed, face_radius, face_down, 0.0)
    now = _landed(state, fixed, face_radius, face_down, yaw_rad)
    face_depth, face, acromion_depth, shoulders = (b - a for a, b in zip(then, now, strict=True))
    ray = np.degrees(np.arctan(now[1] * np.exp(-fixed[..., Fixed.FOCAL])))
    ray_then = np.degrees(np.arctan(then[1] * np.exp(-fixed[..., Fixed.FOCAL])))
    return np.stack(
        (
            -100.0 * face_depth,
            100.0 * face,
            state[..., State.PITCH] + ray - ray_then,
            -100.0 * acromion_depth,
            100.0 * shoulders,
        ),
        axis=-1,
    )


def _landed(
    state: Floats, fixed: Floats, face_radius: float, face_down: float, yaw_rad: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Log depth and place below the centre, of the face and of the acromia."""
    tilt, focal = np.radians(fixed[..., Fixed.TILT]), np.exp(fixed[..., Fixed.FOCAL])
    ahead, up = upright_tragus(fixed, face_radius, face_down)
    cva, neck = np.radians(fixed[..., Fixed.CVA]), fixed[..., Fixed.NECK]
    # "ahead" is distance from the lens, so forward movement is subtracted from it.
    c7_ahead = ahead + neck * np.cos(cva) - state[..., State.C7_AHEAD]
    c7_up = up - neck * np.sin(cva) + state[..., State.C7_UP]
    cva = cva + np.radians(state[..., State.CVA])
    reach, rise = face_offset(state[..., State.PITCH], yaw_rad)
    face_ahead = c7_ahead - neck * np.cos(cva) - reach
    face_up = c7_up + neck * np.sin(cva) + rise
    lean = np.radians(state[..., State.LEAN])
    fore = fixed[..., Fixed.ACROMION_AHEAD] + state[..., State.ACROMION_AHEAD]
    above = fixed[..., Fixed.ACROMION_UP] + state[..., State.ACROMION_UP]
    acromion_ahead = c7_ahead - (fore * np.cos(lean) + above * np.sin(lean))
    acromion_up = c7_up + above * np.cos(lean) - fore * np.sin(lean)
    face_depth, face = project(face_ahead, face_up, tilt, focal)
    acromion_depth, shoulders = project(acromion_ahead, acromion_up, tilt, focal)
    return np.log(face_depth), face, np.log(acromion_depth), shoulders


def upright_tragus(fixed: Floats, face_radius: float, face_down: float) -> tuple[Floats, Floats]:
    """Where the mid-tragus was at calibration: level distance from the lens and height, cm."""
    focal = np.exp(fixed[..., Fixed.FOCAL])
    depth = np.exp(fixed[..., Fixed.FACE_SIZE]) * focal / face_radius
    ahead, up = back_project(
        depth, np.full_like(depth, face_down), np.radians(fixed[..., Fixed.TILT]), focal
    )
    reach, rise = face_offset(np.zeros_like(depth), 0.0)
    return ahead + reach, up - rise


def face_offset(pitch_deg: Floats, yaw_rad: float) -> tuple[Floats, Floats]:
    """How far the face centre lies in front of and above the mid-tragus, cm, at this pitch."""
    pitch = np.radians(pitch_deg)
    ahead = anatomy.FACE_AHEAD_CM * np.cos(yaw_rad)
    return (
        ahead * np.cos(pitch) + anatomy.FACE_UP_CM * np.sin(pitch),
        anatomy.FACE_UP_CM * np.cos(pitch) - ahead * np.sin(pitch),
    )
