"""What a part of the measurement is worth: the same bench without it."""

import math
from dataclasses import replace
from typing import Final

import numpy as np

from bench.compact import Floats
from bench.sessions import Raw, Session
from posturecam.core.measure.profile import Profile

HEAD_POINTS: Final = tuple(range(11))  # nose, eyes, ears, mouth of the body model
KNOWN_TILT_SD_DEG: Final = 0.5


def without_mesh(session: Session) -> Session:
    """Place the upright mesh by the body model's nose, eyes, ears and mouth alone.

    Size, place and roll of the head then come from those eleven points, pitch and yaw not at all.
    """
    upright = [
        raw for raw, pose in zip(session.raws, session.pose, strict=True) if pose == "upright"
    ]
    model = next(raw for raw in upright if raw.landmarks is not None and raw.face is not None)
    return replace(session, raws=tuple(_placed(raw, model, session) for raw in session.raws))


def with_tilt(profile: Profile, tilt_deg: float) -> Profile:
    """Take the camera's tilt as known."""
    if profile.front is None:
        return profile
    known = {"tilt_deg": tilt_deg, "tilt_sd_deg": KNOWN_TILT_SD_DEG}
    setup = replace(profile.front.setup, **known)
    guided_setup = replace(profile.front.guided_setup, **known)
    return replace(profile, front=replace(profile.front, setup=setup, guided_setup=guided_setup))


def _placed(raw: Raw, model: Raw, session: Session) -> Raw:
    if raw.landmarks is None or raw.face is None:
        return raw
    stretch = np.array([session.width / session.height, 1.0])
    head = raw.landmarks[list(HEAD_POINTS), :2] * stretch
    turn, shift = _similarity(_head(model, stretch), head)
    mesh = _face(model)
    scale = math.hypot(*turn[0])
    places = (mesh[:, :2] * stretch) @ turn.T + shift
    return replace(raw, face=np.column_stack([places / stretch, mesh[:, 2] * scale]))


def _similarity(source: Floats, target: Floats) -> tuple[Floats, Floats]:
    """Rotation with scale (2, 2) and shift (2,) that take `source` nearest to `target`."""
    a, b = source - source.mean(axis=0), target - target.mean(axis=0)
    along = float((a * b).sum()) / float((a * a).sum())
    across = float((a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum()) / float((a * a).sum())
    turn = np.array([[along, -across], [across, along]])
    return turn, target.mean(axis=0) - turn @ source.mean(axis=0)


def _head(raw: Raw, stretch: Floats) -> Floats:
    landmarks = np.asarray(raw.landmarks)
    return np.asarray(landmarks[list(HEAD_POINTS), :2] * stretch)


def _face(raw: Raw) -> Floats:
    return np.asarray(raw.face)
