"""A calibration: what is known of one person before one camera.

Plain values only (numbers, text, tuples), so that it can be stored as readable text.
"""

from dataclasses import dataclass

import numpy as np

from posturecam.core.camera_model import Floats
from posturecam.core.head import HeadFit
from posturecam.core.side_view import SideCalibration
from posturecam.core.sight import Shoulders, Sight
from posturecam.core.values import View


@dataclass(frozen=True, slots=True)
class Noise:
    """How much a single look scatters while sitting still (standard deviations)."""

    face_size_percent: float
    face_down_percent: float  # of the image height
    face_pitch_deg: float
    shoulder_width_percent: float
    shoulders_down_percent: float  # of the image height


@dataclass(frozen=True, slots=True)
class Fit:
    """Camera and person as far as they could be found out, in the order of `sagittal.Fixed`.

    `covariance` is of: tilt (deg), log focal length, log face size, craniovertebral angle (deg),
    neck length, acromia in front of and above C7 (cm).
    """

    camera_tilt_deg: float  # looking up positive
    focal_heights: float  # focal length in image heights
    face_radius_cm: float  # rms radius of the face template
    cva_deg: float
    neck_cm: float  # C7 to mid-tragus
    acromion_ahead_cm: float  # of C7
    acromion_up_cm: float  # above C7; negative
    covariance: tuple[tuple[float, ...], ...]

    def vector(self) -> Floats:
        """The seven values in the order and units of `sagittal.Fixed`."""
        return np.array(
            [
                self.camera_tilt_deg,
                np.log(self.focal_heights),
                np.log(self.face_radius_cm),
                self.cva_deg,
                self.neck_cm,
                self.acromion_ahead_cm,
                self.acromion_up_cm,
            ]
        )


@dataclass(frozen=True, slots=True)
class FrontCalibration:
    """The upright pose seen from the front; places and lengths in image heights."""

    face_radius: float  # rms radius of the face template
    head: HeadFit
    shoulders: Shoulders
    noise: Noise
    fit: Fit
    face_template: tuple[tuple[float, float, float], ...]  # (46, 3), centred

    @property
    def upright(self) -> Sight:
        """The upright pose as a look would show it."""
        return Sight(self.head, self.shoulders)

    @property
    def template(self) -> Floats:
        """The face template as an array, (46, 3)."""
        return np.array(self.face_template)


@dataclass(frozen=True, slots=True)
class Profile:
    """One person's calibrated upright pose; either `front` or `side` holds what was found out."""

    picture_width: int
    picture_height: int
    view: View
    looks: int  # upright looks used
    poses: tuple[str, ...]  # guided poses used, `upright` first
    distance_cm: float | None  # camera to eyes while upright; None from the side
    shoulders_measurable: bool
    shoulders_reason: str  # why, or why not
    front: FrontCalibration | None = None
    side: SideCalibration | None = None
