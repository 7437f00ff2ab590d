"""A calibration: what is known of one person before one camera.

Plain values only (numbers, text, tuples), so that it can be stored as readable text.
"""

from dataclasses import dataclass

import numpy as np

from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.measure.side_view import SideCalibration
from posturecam.core.pose.features import Features, Shoulders
from posturecam.core.pose.head_pose import HeadFit
from posturecam.core.pose.pinhole import Floats
from posturecam.core.values import View


@dataclass(frozen=True, slots=True)
class Noise:
    """Scatter of a single observation while sitting still (standard deviations)."""

    face_size_percent: float
    face_down_percent: float  # of the image height
    face_pitch_deg: float
    shoulder_width_percent: float
    shoulders_down_percent: float  # of the image height


@dataclass(frozen=True, slots=True)
class Setup:
    """Person before camera, as the upright pose alone shows it."""

    face_radius: float  # rms radius of the face template, image heights
    face_down: float  # face below the picture's centre, image heights
    tilt_deg: float  # guess: camera looking up positive
    tilt_sd_deg: float
    focal_heights: float  # guess: focal length in image heights
    facing_yaw_deg: float = 0.0  # past the camera, to the user's left; older profiles: unknown


@dataclass(frozen=True, slots=True)
class Shown:
    """A guided pose as it was shown, against the upright pose."""

    pose: str
    change: tuple[float, ...]  # as in `sagittal.Seen`; without shoulders three
    yaw_deg: float
    roll_deg: float
    misfit: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A guided pose that was shown but not used, and why, to follow its name."""

    pose: str
    reason: str


@dataclass(frozen=True, slots=True)
class FrontCalibration:
    """The upright pose seen from the front; places and lengths in image heights.

    Camera and person are worked out from `guided`, which was shown in `guided_setup`; the camera
    may have moved to `setup` since.
    """

    head: HeadFit
    shoulders: Shoulders
    noise: Noise
    setup: Setup
    guided_setup: Setup
    guided: tuple[Shown, ...]
    face_template: tuple[tuple[float, float, float], ...]  # (46, 3), centred
    azimuth_deg: float = 0.0  # of the camera: 0 before the trunk; profiles without it: unknown

    @property
    def upright(self) -> Features:
        """The upright pose as an observation would show it."""
        return Features(self.head, self.shoulders)

    @property
    def template(self) -> Floats:
        """The face template as an array, (46, 3)."""
        return np.array(self.face_template)


@dataclass(frozen=True, slots=True)
class Profile:
    """One person's calibrated upright pose.

    `front` or `side` holds what was found out; both do for a camera in between, whose `view` is
    FRONT.
    """

    picture_width: int
    picture_height: int
    view: View
    looks: int  # upright observations used
    poses: tuple[str, ...]  # guided poses used, `upright` first
    distance_cm: float | None  # camera to eyes while upright; None from the side
    shoulders_measurable: bool
    shoulders_reason: str  # why, or why not
    front: FrontCalibration | None = None
    side: SideCalibration | None = None
    left_out: tuple[LeftOut, ...] = ()  # guided poses shown but not used
    gains: PersonalGains | None = None  # learned with a camera at the side
