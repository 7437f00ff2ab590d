"""Looks of the tapes as the fit needs them: what the program's first stage sees, and the truth."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.compact import Floats
from bench.face import upright_template
from bench.sessions import TAPES, Session
from posturecam.core.measure.upright import facing_deg, mean_features
from posturecam.core.pose.features import Features, change, extract_features
from posturecam.core.pose.geometry import rms_radius
from posturecam.core.values import Pose

KINDS: Final = {
    "upright": "upright",
    "sidelean": "upright",
    "slump": "slump",
    "slouch": "slump",
    "headfwd": "head_forward",
    "round": "shoulders_rounded",
    "leanin": "lean_in",
    "leanback": "lean_back",
    "slide": "slide",
    "lookdown": "look_down",
    "phone": "look_down",
    "turnL": "turn",
    "turnR": "turn",
    "shrug": "shrug",
    "combo": "combined",
}


@dataclass(frozen=True, slots=True, eq=False)
class Postures:
    """Looks, one row each; angles in degrees, lengths in cm and image heights."""

    session: NDArray[np.int64]
    asked: NDArray[np.bool_]  # looks of the calibration
    kind: NDArray[np.str_]
    truth: Floats  # (N, 7) changes of posture
    fixed: Floats  # (N, 7) true camera and person
    setting: Floats  # (N, 2) face radius, face below the picture's centre
    hints: Floats  # (N, 5) what the upright pose tells about the tilt
    change: Floats  # (N, 5) as seen, NaN where something is missing
    turned: Floats  # (N, 3) yaw, roll against upright, misfit of the mesh


def postures_of(sessions: Sequence[Session]) -> Postures:
    """Every look of `sessions`."""
    parts = [_of(session) for session in sessions]
    names = [field.name for field in fields(Postures)]
    return Postures(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


_seen: dict[int, Postures] = {}


def _of(session: Session) -> Postures:
    if session.number not in _seen:
        _seen[session.number] = _measure(session)
    return _seen[session.number]


def _measure(session: Session) -> Postures:
    count = len(session.pose)
    truth, depth, own = _truth(session.number)
    template = upright_template(session)
    radius = rms_radius(template)
    all_features = [_sight(observation, template) for observation in session.observations()]
    asked = session.block == "A"
    calm = asked & (session.pose == "upright")
    upright = mean_features(
        [s for s, u in zip(all_features, calm, strict=True) if u and s is not None]
    )
    rows = np.full((count, 8), np.nan)
    sizes = np.full(count, np.nan)
    for row, features in enumerate(all_features):
        if features is not None and len(one := change(features, upright)) == 5:
            head, before = features.head, upright.head
            yaw, roll = head.yaw_deg - before.yaw_deg, head.roll_deg - before.roll_deg
            rows[row] = [*one, yaw, roll, head.misfit]
            sizes[row] = head.size
    focal = float(session.facts["f_px"]) / session.height
    face_cm = np.nanmean((depth * sizes / focal * radius)[calm])
    camera = [float(session.facts["cam_tilt_up_deg"]), np.log(focal), np.log(face_cm)]
    down, width = upright.head.y - 0.5, upright.shoulders.width  # type: ignore[union-attr]
    drop = (upright.shoulders.down - upright.head.y) / radius  # type: ignore[union-attr]
    hints = [1.0, facing_deg(template)[0], down, drop, np.log(radius / width)]
    return Postures(
        session=np.full(count, session.number),
        asked=asked,
        kind=np.array([KINDS[str(pose)] for pose in session.pose]),
        truth=truth,
        fixed=np.tile([*camera, *own], (count, 1)),
        setting=np.tile([radius, down], (count, 1)),
        hints=np.tile(hints, (count, 1)),
        change=rows[:, :5],
        turned=rows[:, 5:],
    )


def _sight(observation: object, template: Floats) -> Features | None:
    features = extract_features(observation, template) if isinstance(observation, Pose) else None
    return features if isinstance(features, Features) else None


def _truth(number: int) -> tuple[Floats, Floats, Floats]:
    """Changes of posture, depth of the face, and upright sizes of one session."""
    tables, sessions = _tables()
    rows = sessions == number
    own = tables["upright"][np.searchsorted(np.unique(sessions), number)]
    return tables["changes"][rows], tables["face_depth_cm"][rows], own


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, Floats], NDArray[np.int64]]:
    with np.load(TAPES / "postures.npz") as file:
        tables = {name: file[name].astype(np.float64) for name in file.files}
    with np.load(TAPES / "truth.npz") as file:
        return tables, file["session"].astype(np.int64)
