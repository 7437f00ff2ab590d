"""What a calibration found out, in plain sentences."""

import math
from typing import Final

from posturecam.core.body.inversion import Belief
from posturecam.core.body.sagittal import Fixed
from posturecam.core.measure.estimator import ROUNDED
from posturecam.core.measure.person_model import knowledge
from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.measure.profile import FrontCalibration, Noise, Profile
from posturecam.core.measure.side_view import SideCalibration
from posturecam.core.measure.upright_check import doubts_about_upright

NEXT_BEST: Final = {
    "head_forward": "separates a forward head from leaning in",
    "lean_in": "shows the camera's tilt and how you lean in",
    "slump": "shows the camera's tilt and how you slouch",
    "shoulders_rounded": "shows whether your shoulders can be judged with this camera",
    "lean_back": "shows how far away you sit",
}
"""Guided poses that help most, best first, and what each one shows."""

EXPECTED_DEG: Final = (3.0, 2.9, 2.8)
"""Error (rms) of the head's angle after none, one, and more of these poses, on bodies left out."""


def describe(profile: Profile) -> tuple[str, ...]:
    """Say what `profile` found out, how well, and what would help most."""
    if profile.front is None:
        sentences = ("the camera sees you from the side", _shoulder_sentence(profile))
        return (*sentences, *_gains_sentences(profile.gains))
    return (
        *_camera_sentences(profile.front, profile.distance_cm or 0.0),
        *_direction_sentences(profile.side),
        _noise_sentence(profile.front.noise, profile.looks),
        _shoulder_sentence(profile),
        *(f"the pose {one.pose} was not used: it {one.reason}" for one in profile.left_out),
        *_upright_sentences(profile.front),
        *_next_sentences(profile),
        *_gains_sentences(profile.gains),
    )


def _camera_sentences(front: FrontCalibration, distance_cm: float) -> tuple[str, str]:
    known = knowledge(front)
    covariance = known.covariance
    size, focal, tilt = Fixed.FACE_SIZE, Fixed.FOCAL, Fixed.TILT
    share = covariance[size, size] + covariance[focal, focal] + 2.0 * covariance[size, focal]
    near = math.sqrt(max(share, 0.0)) * distance_cm
    error, angle = math.sqrt(covariance[tilt, tilt]), known.mean[tilt]
    way = "up" if angle >= 0.0 else "down"
    return (
        f"you sit {distance_cm:.0f} cm from the camera (give or take {near:.0f} cm)",
        f"the camera looks {way} by {_degrees(abs(angle))} (give or take {error:.0f})",
    )


def _direction_sentences(side: SideCalibration | None) -> tuple[str, ...]:
    if side is None:
        return ()
    around = _degrees(side.seen_from_deg)
    return (f"it stands {around} to your side: you are measured by your face and from the side",)


def _degrees(size: float) -> str:
    return f"{size:.0f} degree{'' if round(size) == 1 else 's'}"


def _noise_sentence(noise: Noise, observations: int) -> str:
    return (
        f"over {observations} frames of you sitting still, your face varied by"
        f" {noise.face_size_percent:.1f} % in size and {noise.face_pitch_deg:.1f} degrees in pitch,"
        f" your shoulders by {noise.shoulder_width_percent:.1f} % in width and"
        f" {noise.shoulders_down_percent:.1f} % of the picture in height"
    )


def _shoulder_sentence(profile: Profile) -> str:
    able = "can be measured" if profile.shoulders_measurable else "cannot be measured"
    if not profile.shoulders_measurable and ROUNDED in profile.poses:
        able = "cannot be measured reliably"
    return f"rounded shoulders {able} here: {profile.shoulders_reason}"


def _upright_sentences(front: FrontCalibration) -> list[str]:
    doubts = doubts_about_upright(front.template, front.upright, front.azimuth_deg)
    return [f"{doubt} If not, calibrate again" for doubt in doubts]


def _gains_sentences(gains: PersonalGains | None) -> tuple[str, ...]:
    if gains is None:
        return ()
    return (
        (
            "your personal gains, learned with a camera at the side: the change of the head's angle"
            f" times {gains.cva_gain:.2f}, {gains.cva_offset_deg:+.1f} degrees; on what they were"
            f" not learned from they lowered the error by {gains.helped_deg:.1f} degrees"
        ),
    )


def _next_sentences(profile: Profile) -> tuple[str, ...]:
    shown = len(profile.poses) - 1
    now, then = _expected_deg(shown), _expected_deg(shown + 1)
    error = f"expect the angle of your head to be off by about {now:.1f} degrees"
    missing = [name for name in NEXT_BEST if name not in profile.poses]
    if not missing:
        return (error,)
    best = missing[0]
    gain = f", or {then:.1f} with one more pose" if then < now else ""
    return (f"{error}{gain}", f"showing the pose {best} would help most: it {NEXT_BEST[best]}")


def _expected_deg(shown: int) -> float:
    return EXPECTED_DEG[min(shown, len(EXPECTED_DEG) - 1)]


def spread_of(known: Belief) -> tuple[float, float]:
    """How uncertain the camera's tilt (degrees) and the size of the face (percent) are (sd)."""
    tilt, size = (math.sqrt(known.covariance[one, one]) for one in (Fixed.TILT, Fixed.FACE_SIZE))
    return tilt, 100.0 * size


def describe_learned(
    front: FrontCalibration, person: Belief, observations: int, sittings: int, since: str
) -> str:
    """Say from what `person` was learned, and how much better it is known than calibrated."""
    (tilt, size), (tilt_then, size_then) = spread_of(person), spread_of(knowledge(front))
    return (
        f"learned from {_counted(observations, 'frame')} in {_counted(sittings, 'sitting')}"
        f" since {since}:"
        f" the camera's tilt is known to {tilt:.1f} degrees ({tilt_then:.1f} when you calibrated),"
        f" the size of your face to {size:.1f} % ({size_then:.1f})"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
