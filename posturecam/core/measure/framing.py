"""What somebody should change so that the camera sees them well: place, distance, face, light."""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.body import learned_landmarks
from posturecam.core.body.sagittal import Fixed
from posturecam.core.measure.upright import facing_deg
from posturecam.core.picture.exposure import LUMA
from posturecam.core.pose.features import MARGIN, MAX_YAW_DEG, find_shoulders
from posturecam.core.pose.geometry import rms_radius
from posturecam.core.pose.head_pose import RIGID
from posturecam.core.pose.landmarks import FRONTAL_WIDTH, Body
from posturecam.core.pose.pinhole import Floats, focal_of
from posturecam.core.values import Pose, Unseen, Why

NEAREST_CM, FARTHEST_CM = 40.0, 95.0
"""Between these a face is large enough to be measured and the shoulders still fit into the picture
of most cameras; the rendered people sat from 45 to 90 cm away.  By judgement."""

STEP_CM: Final = 5.0
"""Distances are advised in steps of this: the true size of a face differs by 7 % (sd)."""

SIDEWAYS: Final = FRONTAL_WIDTH / 2
"""Shoulders narrower than this, in heights of the ears above them, are seen from the side, where
no face is expected."""

SHADE: Final = 0.4
"""A part of the face with less than this of the brightness of the opposite part may lie in the
shadow.  The samples have 0.4 to 0.9, some lit from one side, and are measured well."""

DIM: Final = 25.0
"""And only if it is darker than this (grey levels), since bright parts are seen well.  The darkest
part of a face in the samples has 31."""

FOREHEAD: Final = (10, 67, 297, 151)
CHIN: Final = (152, 175, 176, 400)
CHEEKS: Final = ((50, 205, 123), (280, 425, 352))  # the person's right and left
"""Points of MediaPipe's face mesh."""

PATCH: Final = 0.15
"""Radius, in radii of the face, of the part of the picture that is looked at around a point."""

INSTEAD: Final = {
    Why.NOBODY: "sit down in front of the camera",
    Why.TURNED: "look at the screen",
    Why.SIDEWAYS: "turn towards the camera",
    Why.FACE_HIDDEN: "keep hands, cup and hair away from your face",
    Why.FACE_OUT: "move until your whole face is in the picture",
    Why.SHOULDERS_OUT: "tilt the screen or move back until both shoulders are in the picture",
    Why.SHOULDERS_HIDDEN: "let both shoulders be seen",
    Why.UPSIDE_DOWN: "turn the camera the right way up, or set camera.rotate",
    Why.HEAD_LEFT: "turn the camera the right way up, or set camera.rotate",
    Why.HEAD_RIGHT: "turn the camera the right way up, or set camera.rotate",
    Why.TOO_DARK: "turn on a light in front of you",
    Why.TOO_BRIGHT: "turn the camera away from the window or the lamp",
    Why.BLANK: "open the cover of the camera",
    Why.TOO_SMALL: "come nearer to the camera",
    Why.CAMERA_BUSY: "close the other program that has the camera",
    Why.CAMERA_LOST: "plug the camera in again",
}
"""What to do about each reason for which nobody is seen."""


def advice(seen: Pose | Unseen, image: NDArray[np.uint8] | None = None) -> tuple[str, ...]:
    """Say what to change, what matters most first; nothing if all is well.

    `image` (H, W, 3) is the picture that shows `seen`; without one nothing is said about the light.
    """
    if isinstance(seen, Unseen):
        return (INSTEAD[seen.why],) if seen.why in INSTEAD else ()
    if seen.face is None:
        return () if _from_the_side(seen) else (INSTEAD[Why.FACE_HIDDEN],)
    found = [*_place(seen, seen.face), *_facing(seen.face)]
    if image is not None:
        found += _light(seen.face, image)
    return tuple(found)


def _from_the_side(seen: Pose) -> bool:
    left, right = seen.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]]
    ears = seen.points[[Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0)
    gap = math.hypot(*((left + right) / 2 - ears))
    return math.hypot(*(left - right)) < SIDEWAYS * gap


def face_distance_cm(face: Floats, aspect: float) -> float:
    """Return about how far `face` (468, 3) is from the camera: of the usual size, a usual lens."""
    focal = focal_of(learned_landmarks.DIAGONAL_FOV_DEG, aspect)
    size_cm = math.exp(learned_landmarks.FIXED_MEAN[Fixed.FACE_SIZE])
    return focal * size_cm / rms_radius(face.take(RIGID, axis=0))


def _place(seen: Pose, face: Floats) -> Iterator[str]:
    distance_cm = face_distance_cm(face, seen.aspect)
    across = _outside(face[:, 0], seen.aspect)
    down = _outside(face[:, 1], 1.0)
    if across:
        # the picture is not mirrored: its left is the person's right
        yield f"move to your {'left' if across < 0 else 'right'} until your face is in the picture"
    if down:
        way = "back" if down < 0 else "forward"
        yield f"tilt the screen {way} until your face is in the middle"
    if distance_cm < NEAREST_CM:
        yield f"move back by {_steps(NEAREST_CM - distance_cm)} cm"
    elif distance_cm > FARTHEST_CM:
        yield f"come {_steps(distance_cm - FARTHEST_CM)} cm nearer"
    shoulders = find_shoulders(seen)
    if isinstance(shoulders, Why):
        yield INSTEAD[shoulders]


def _outside(values: Floats, end: float) -> float:
    """Return by how much `values` lie before 0 (negative) or beyond `end`; 0: within."""
    low, high = float(values.min()), float(values.max())
    return min(0.0, low + MARGIN) or max(0.0, high - end - MARGIN)


def _steps(cm: float) -> int:
    return int(STEP_CM * max(1, math.ceil(cm / STEP_CM)))


def _facing(face: Floats) -> Iterator[str]:
    _, yaw = facing_deg(face.take(RIGID, axis=0))
    if abs(yaw) > MAX_YAW_DEG:
        yield INSTEAD[Why.TURNED]


def _light(face: Floats, image: NDArray[np.uint8]) -> Iterator[str]:
    """Compare chin with forehead, and one cheek with the other."""
    radius = PATCH * rms_radius(face.take(RIGID, axis=0))
    forehead, chin, right, left = (
        sum(_brightness(image, face[point, :2], radius) for point in points) / len(points)
        for points in (FOREHEAD, CHIN, *CHEEKS)
    )
    if chin < min(DIM, SHADE * forehead):
        yield "your chin is in the shadow: let light fall on you from the front"
    for cheek, other, side in ((right, left, "right"), (left, right, "left")):
        if cheek < min(DIM, SHADE * other):
            yield f"the {side} side of your face is in the shadow: turn on a light there"


def _brightness(image: NDArray[np.uint8], point: Floats, radius: float) -> float:
    """Return the mean brightness around `point` (image heights), 0 to 255."""
    height, width = image.shape[:2]
    half = max(1, round(radius * height))
    x, y = (np.clip(point * height, 0, (width - 1, height - 1))).astype(int)
    part = image[max(0, y - half) : y + half + 1, max(0, x - half) : x + half + 1]
    return float((part.reshape(-1, 3).astype(np.float32) @ LUMA).mean())
