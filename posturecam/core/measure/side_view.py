"""Forward head from the side, or three-quarters: where the ears moved against the shoulders.

The plane of bending lies across the picture, so the neck is seen, except for its lower end (C7).
C7 is taken from the shoulders: it follows them, but less, because shoulders also round and drop by
themselves.  The neck keeps its length, so ears, shoulders and one angle must agree; the angle is
found on a grid.  Lengths are in "gaps" (ears above shoulders when upright), x points to where the
person faces, y up.  Hips and the tip of the shoulder are not seen well enough for trunk lean and
forward shoulder angle, which stay None.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core.body import learned_landmarks
from posturecam.core.body.sagittal import Fixed
from posturecam.core.parts import NoShoulders
from posturecam.core.pose.landmarks import FRONTAL_WIDTH, LEAST_OBSERVATIONS, Body
from posturecam.core.pose.pinhole import Floats, focal_of
from posturecam.core.values import Pose, Reading, Unseen, View, Why

MOSTLY_SIDE_DEG: Final = 60.0
TURNED_DEG: Final = 30.0  # further from the calibrated direction than this, nothing is comparable

# Sagittal positions of 64 rendered sessions (calibration/tapes), in gaps of 21.5 cm.
GAP_CM: Final = 21.5
NECK: Final = learned_landmarks.FIXED_MEAN[Fixed.NECK] / GAP_CM  # C7 to tragus; sd 0.05
UPRIGHT_CVA_DEG: Final = learned_landmarks.FIXED_MEAN[Fixed.CVA]  # people: docs/science.md
OWN: Final = np.array([0.3, 0.7])  # share of the shoulders' travel that C7 does not make: x, y
OWN_LEAST: Final = np.array([-0.06, -0.03])  # shoulders go back and down by this without the trunk,
OWN_MOST: Final = np.array([0.22, 0.12])  # forward and up by this; the rest is the trunk
OWN_DROP: Final = 0.2  # rounding lowers them further: share of their way forward
STRAY: Final = 0.02  # sd of C7 when the shoulders stay, each way
STRAY_GAIN: Final = np.array([0.35, 0.12])  # more of it, by travel of the shoulders
LINE_SHARE: Final = 0.45  # the line shoulders-ears turns by this share of the neck's change,
LINE_SD_DEG: Final = 8.0  # so well; it alone holds when the person or camera came nearer
FORWARD_SD_DEG: Final = 16.0  # how far heads go forward,
BACK_SD_DEG: Final = 5.0  # and back from upright
LANDMARKS_SD_DEG: Final = 1.5  # what MediaPipe's ears and shoulders add (clips with known truth)
DIRECTION_SD_DEG: Final = 5.0  # error of the direction (tapes 5, clips 3)
SWAY: Final = 0.03  # gaps: sd of the ears to the side of the shoulders (tapes 0.025)
FOCAL: Final = focal_of(learned_landmarks.DIAGONAL_FOV_DEG, 4 / 3)  # image heights
LEAST_DIRECTION_DEG: Final = 10.0  # less than this shows nothing that goes forward
CHANGES_DEG: Final = np.arange(-45.0, 45.5, 0.5)
CHANGE_SD_DEG: Final = np.where(CHANGES_DEG < 0, FORWARD_SD_DEG, BACK_SD_DEG)

STILL: Final = 0.08  # gaps: ears wandering further than this (sd) were not one posture


@dataclass(frozen=True, slots=True)
class SideCalibration:
    """The upright posture seen from the side, in image heights (y up), x towards the face."""

    azimuth_deg: float  # how far the trunk is turned from the camera: 0 faces it, 90 from the side
    faces: float  # +1 towards the right edge of the picture, -1 towards the left
    gap: float  # ears above shoulders
    ears_x: float
    ears_y: float
    shoulders_x: float
    shoulders_y: float
    pitch_deg: float  # line from ears to eyes above the horizontal
    noise: float  # sd of the ears within the upright poses, in gaps
    direction_deg: float | None = None  # the same by the face too; profiles without it: unknown

    @property
    def sine(self) -> float:
        """Share of what goes forward that the picture shows."""
        return math.sin(math.radians(self.seen_from_deg))

    @property
    def cosine(self) -> float:
        """Share of what goes forward that comes nearer to the camera."""
        return math.cos(math.radians(self.seen_from_deg))

    @property
    def cotangent(self) -> float:
        """How much of what goes sideways is taken for going forward."""
        return self.cosine / self.sine

    @property
    def seen_from_deg(self) -> float:
        """Direction of the camera by all that is known of it."""
        known = self.azimuth_deg if self.direction_deg is None else self.direction_deg
        return max(LEAST_DIRECTION_DEG, known)


def azimuth_deg(pose: Pose) -> float:
    """How far the trunk is turned from the camera: 0 faces it, 90 is seen from the side."""
    return sum(trunk_signs_deg(pose)) / 2


def trunk_signs_deg(pose: Pose) -> tuple[float, float]:
    """How far the trunk is turned from the camera, by two independent signs.

    One is the line of the shoulders in the pose model's own space, the other the width of the
    shoulders against the gap between ears and shoulders in the picture.
    """
    left, right = pose.world[Body.LEFT_SHOULDER], pose.world[Body.RIGHT_SHOULDER]
    across, along = abs(float(left[0] - right[0])), abs(float(left[2] - right[2]))
    by_space = math.degrees(math.atan2(along, across))
    shoulders = pose.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]]
    gap = abs(float(_ears(pose)[1] - _shoulders(pose)[1]))
    width = abs(float(shoulders[0, 0] - shoulders[1, 0]))
    by_width = math.degrees(math.acos(min(1.0, width / max(FRONTAL_WIDTH * gap, 1e-6))))
    return by_space, by_width


def calibrate_side(
    upright: Sequence[Pose], direction_deg: float | None = None
) -> SideCalibration | tuple[str, ...]:
    """Return the upright posture from its poses, or every reason why not."""
    if len(upright) < LEAST_OBSERVATIONS:
        found = f"needs {LEAST_OBSERVATIONS} clear frames, got {len(upright)}"
        return (f"upright: {found}; show it for longer",)
    marks = np.array([_marks(pose) for pose in upright])
    ears_x, ears_y, shoulders_x, shoulders_y, pitch = (float(m) for m in np.median(marks, axis=0))
    gap = ears_y - shoulders_y
    if gap <= 0:
        return ("upright: the ears are not above the shoulders; sit up and look ahead",)
    noise = float(np.hypot(*marks[:, :2].std(axis=0))) / gap
    if noise > STILL:
        return ("upright: you moved too much; sit still and try again",)
    faces = float(np.median([_faces(pose) for pose in upright]))
    return SideCalibration(
        azimuth_deg=float(np.median([azimuth_deg(pose) for pose in upright])),
        faces=math.copysign(1.0, faces),
        gap=gap,
        ears_x=ears_x,
        ears_y=ears_y,
        shoulders_x=shoulders_x,
        shoulders_y=shoulders_y,
        pitch_deg=pitch,
        noise=noise,
        direction_deg=direction_deg,
    )


def measure_side(pose: Pose, side: SideCalibration) -> Reading | Unseen:
    """Measure the change of craniovertebral angle, or say why not."""
    turned = abs(azimuth_deg(pose) - side.azimuth_deg) > TURNED_DEG
    if turned or _faces(pose) != side.faces:
        return Unseen(pose.t, Why.TURNED)
    ears, shoulders, pitch_deg = travel(pose, side)
    change_deg, sd_deg = cva_change(ears, shoulders, side)
    c7, c7_sd = _c7_travel(shoulders), _c7_sd(shoulders, side)
    mostly_side = side.seen_from_deg >= MOSTLY_SIDE_DEG
    return Reading(
        t=pose.t,
        view=View.SIDE,
        cva_change_deg=change_deg,
        cva_change_sd_deg=sd_deg,
        fsa_change_deg=None,
        fsa_change_sd_deg=None,
        trunk_lean_change_deg=None,
        head_pitch_change_deg=-pitch_deg if mostly_side else None,
        head_yaw_deg=None,
        shoulder_elevation_change_cm=None,
        head_tilt_deg=None,
        distance_cm=None,
        approach_cm=None,
        sink_cm=float(-c7[1] * GAP_CM),
        sink_sd_cm=float(c7_sd[1] * GAP_CM),
        neck_ahead_cm=float(c7[0] * GAP_CM),
        neck_ahead_sd_cm=float(c7_sd[0] * GAP_CM),
        no_shoulders=NoShoulders.NOT_HERE,
    )


def cva_change(ears: Floats, shoulders: Floats, side: SideCalibration) -> tuple[float, float]:
    """Find the change of CVA (deg) and its sd from the travel of ears and shoulders (gaps)."""
    doubt = misfit(ears, shoulders, side) + (CHANGES_DEG / CHANGE_SD_DEG) ** 2
    weight = np.exp(-(doubt - doubt.min()) / 2)
    weight /= weight.sum()
    change = float(weight @ CHANGES_DEG)
    variance = float(weight @ (CHANGES_DEG - change) ** 2)
    direction = math.radians(DIRECTION_SD_DEG) * side.cotangent * change
    return change, math.sqrt(variance + LANDMARKS_SD_DEG**2 + direction**2)


def misfit(
    ears: Floats,
    shoulders: Floats,
    side: SideCalibration,
    own: Floats = OWN,
    stray_gain: Floats = STRAY_GAIN,
) -> Floats:
    """Return how badly each of `CHANGES_DEG` fits the travel of ears and shoulders (gaps).

    Squared and summed in standard deviations: -2 times its logarithm of likelihood.
    """
    upright = math.radians(UPRIGHT_CVA_DEG)
    angles = upright + np.radians(CHANGES_DEG)
    neck = NECK * np.stack([np.cos(angles) - math.cos(upright), np.sin(angles) - math.sin(upright)])
    off = ears[:, None] - neck - _c7_travel(shoulders, own)[:, None]
    sway = SWAY * side.cotangent
    apart = off / np.hypot(_c7_sd(shoulders, side, stray_gain), [sway, 0.0])[:, None]
    line_sd = math.hypot(LINE_SD_DEG, math.degrees(sway))
    line = (_line_deg(ears, shoulders, side) - LINE_SHARE * CHANGES_DEG) / line_sd
    return np.asarray((apart**2).sum(axis=0) + line**2)


def _c7_travel(shoulders: Floats, own: Floats = OWN) -> Floats:
    """Travel of the base of the neck that goes with a travel of the shoulders, both in gaps."""
    least = OWN_LEAST - np.array([0.0, OWN_DROP * max(0.0, float(shoulders[0]))])
    return np.asarray(shoulders - np.clip(own * shoulders, least, OWN_MOST))


def _c7_sd(shoulders: Floats, side: SideCalibration, stray_gain: Floats = STRAY_GAIN) -> Floats:
    """Doubt about the base of the neck, x and y in gaps.

    Whoever comes nearer or goes away moves from or to the horizon too, which is about a gap off:
    the lens is within 25 cm of the height of the neck (tapes).
    """
    own = np.hypot(STRAY + side.noise, stray_gain * np.hypot(*shoulders))
    nearer = float(shoulders[0]) * side.cosine * side.gap / FOCAL
    return np.asarray(np.hypot(own, [0.0, nearer]))


def _line_deg(ears: Floats, shoulders: Floats, side: SideCalibration) -> float:
    """Turn of the line from shoulders to ears since calibration; backwards is positive."""
    unit = side.gap * side.sine
    before = np.array([(side.ears_x - side.shoulders_x) / unit, 1.0])
    now = before + ears - shoulders
    return math.degrees(math.atan2(now[1], now[0]) - math.atan2(before[1], before[0]))


def travel(pose: Pose, side: SideCalibration) -> tuple[Floats, Floats, float]:
    """Travel of ears and shoulders since calibration in gaps, and of the head's pitch in degrees.

    Seen at three quarters, what goes forward is foreshortened by the sine of the direction.
    """
    ears_x, ears_y, shoulders_x, shoulders_y, pitch_deg = _marks(pose)
    unit = side.gap * np.array([side.sine, 1.0])
    ears = np.array([ears_x - side.ears_x, ears_y - side.ears_y]) / unit
    shoulders = np.array([shoulders_x - side.shoulders_x, shoulders_y - side.shoulders_y]) / unit
    return ears, shoulders, (pitch_deg - side.pitch_deg + 180) % 360 - 180


def _marks(pose: Pose) -> tuple[float, float, float, float, float]:
    """Ears and shoulders (x to where the face points, y up) and the pitch of the head."""
    flip = np.array([_faces(pose), -1.0])
    ears, shoulders = _ears(pose) * flip, _shoulders(pose) * flip
    ahead = pose.points[[Body.LEFT_EYE, Body.RIGHT_EYE]].mean(axis=0) * flip - ears
    pitch_deg = math.degrees(math.atan2(float(ahead[1]), float(ahead[0])))
    return float(ears[0]), float(ears[1]), float(shoulders[0]), float(shoulders[1]), pitch_deg


def _faces(pose: Pose) -> float:
    return 1.0 if pose.points[Body.NOSE, 0] >= _ears(pose)[0] else -1.0


def _ears(pose: Pose) -> Floats:
    return np.asarray(pose.points[[Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0))


def _shoulders(pose: Pose) -> Floats:
    return np.asarray(pose.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]].mean(axis=0))
