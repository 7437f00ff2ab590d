"""Detect a face that no longer has the calibrated shape: something was put on or taken off.

A mask, a beard, a hat or dark glasses make the mesh come out wrong as a whole: larger or smaller,
bowed or raised, in the parts that are covered and in those that are not.  Leaving out the parts
that fit badly does not bring the head's size back (docs/science.md), so such a face is noticed and
not measured.  It differs from a posture by its shape: how far forehead, brows, eyes, nose,
temples, ears, cheeks and jaw lie from where a rigid move of the calibrated face would put them,
compared with how far they lie on bare faces that nod, turn, come nearer and slouch.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from posturecam.core.body import learned_faces
from posturecam.core.pose.geometry import fit_similarity, pitch_yaw_roll_deg, rms_radius
from posturecam.core.pose.head_pose import LEFT, MIDLINE, RIGHT, RIGID
from posturecam.core.pose.pinhole import Floats
from posturecam.core.values import Pose, Reading, Unseen, Why

REGIONS: Final = {
    "forehead": (10, 151, 338, 109, 297, 67, 332, 103),
    "brows": (296, 66, 293, 63, 301, 71),
    "eyes": (263, 33, 256, 26, 347, 118, 345, 116),
    "bridge": (6, 168),
    "nose": (4, 5, 437, 217, 358, 129, 326, 97),
    "temples": (389, 162, 264, 34),
    "ears": (454, 234, 366, 137),
    "cheeks": (411, 187, 425, 205),
    "jaw": (361, 132),
}
"""Regions of the face by points of the mesh; all but two points of `head.RIGID` are in one."""

MOST_TURNED_DEG: Final = 20.0
MOST_BOWED_DEG: Final = 12.0
"""Turned, bowed or raised further than this, a mesh has errors of its own and shows nothing."""

STANDS_S: Final = 5.0
"""The longest time that one observation counts for."""

LIKE: Final = 0.8
"""Below this a face that had changed is the calibrated one again."""

DOUBTED_DEG: Final = 6.0
"""Error (sd) of the head's angle from a face that may have changed.  Things drawn on real people
move it by 5 to 10 degrees (rms), on rendered ones by 2 to 5."""

STRANGE: Final = 1.0
"""Above this a face is unlike the calibrated one: the unit of `strangeness`."""


@dataclass(frozen=True, slots=True)
class FaceChangePolicy:
    """When a face counts as changed."""

    face_changed_s: float  # it must look changed for this long; 0: never
    every_s: float  # between two observations that count


@dataclass(frozen=True, slots=True)
class FaceChange:
    """Whether the face has changed, and for how many seconds it has seemed otherwise."""

    changed: bool = False
    contrary_s: float = 0.0
    t: float | None = None

    @property
    def in_doubt(self) -> bool:
        """Whether it is, or may be, another face than the calibrated one."""
        return self.changed or self.contrary_s > 0.0


def follow_face(
    policy: FaceChangePolicy,
    state: FaceChange,
    pose: Pose | Unseen,
    measured: Reading | Unseen,
    template: Floats | None,
) -> FaceChange:
    """Return the state after one observation; without a whole bare face it stays the same.

    `template` (46, 3) is the calibrated face; None if faces are not to be compared.
    """
    if policy.face_changed_s <= 0 or template is None or not isinstance(pose, Pose):
        return state
    if state.t is not None and pose.t - state.t < policy.every_s:
        return state
    strange = strangeness_of(pose, template) if _face_seen(measured) else None
    if strange is None:
        return FaceChange(state.changed, state.contrary_s, pose.t)
    counts_s = 0.0 if state.t is None else min(pose.t - state.t, STANDS_S)
    contrary = strange < LIKE if state.changed else strange > STRANGE
    contrary_s = max(0.0, state.contrary_s + (counts_s if contrary else -counts_s))
    if contrary_s >= policy.face_changed_s:
        return FaceChange(not state.changed, 0.0, pose.t)
    return FaceChange(state.changed, contrary_s, pose.t)


def allow_for_face(measured: Reading | Unseen, state: FaceChange) -> Reading | Unseen:
    """Return the reason in place of the angles of a changed face; of one in doubt, less certain."""
    if state.changed:
        seen = isinstance(measured, Reading) or measured.why is Why.FACE_HIDDEN
        return Unseen(measured.t, Why.FACE_CHANGED) if seen else measured
    if isinstance(measured, Unseen) or measured.cva_change_sd_deg is None or not state.contrary_s:
        return measured
    return replace(measured, cva_change_sd_deg=math.hypot(measured.cva_change_sd_deg, DOUBTED_DEG))


def strangeness_of(pose: Pose, template: Floats) -> float | None:
    """Return the strangeness of the face of `pose`; None without a face, or if it is turned."""
    return None if pose.face is None else strangeness(pose.face, template)


def strangeness(face: Floats, template: Floats) -> float | None:
    """Return how unlike `template` (46, 3) the shape of `face` (468, 3) is, whatever its pose.

    1 is passed by one bare face in 200 on the tapes (bodies left out).  None if the face is turned,
    bowed or raised too far.
    """
    shape, cues = shape_change(face, template)
    if abs(cues[1]) > MOST_BOWED_DEG or abs(cues[2]) > MOST_TURNED_DEG**2:
        return None
    return float(stray(_WEIGHTS @ shape, _WEIGHTS @ _EXPECTED @ cues)) / learned_faces.LIMIT


def stray(shape: Floats, expected: Floats) -> Floats:
    """Return the rms (...) of what is left of `shape` (..., 17) beyond any part of `expected`.

    Both are whitened.  How much a mesh bends when its head nods differs from face to face, so any
    share of what is expected may be there.
    """
    along, own = (shape * expected).sum(axis=-1), np.square(expected).sum(axis=-1)
    share = np.clip(along / np.maximum(own, 1e-9), 0.0, 1.0)
    return np.asarray(np.sqrt(np.square(shape - share[..., None] * expected).mean(axis=-1)))


def shape_change(face: Floats, template: Floats) -> tuple[Floats, Floats]:
    """Return where the regions lie beyond a rigid move, and what explains a part of that.

    The first (17,) in percent of the face's radius: outward and down for each of `REGIONS`, down
    only for the bridge.  The second (5,): 1, pitch, yaw squared, pitch squared, 100 log size, in
    degrees.
    """
    points = face.take(RIGID, axis=0)
    fit = fit_similarity(template, points)
    rest = (points - fit.centre) @ fit.rotation / fit.scale - (template - template.mean(axis=0))
    pitch, yaw, _ = pitch_yaw_roll_deg(fit.rotation)
    cues = np.array([1.0, pitch, yaw**2, pitch**2, 100.0 * math.log(fit.scale)])
    return _AVERAGES @ rest[:, :2].ravel() * (100.0 / rms_radius(template)), cues


def _face_seen(measured: Reading | Unseen) -> bool:
    """Tell whether the face is in the picture, with no hand at it."""
    if isinstance(measured, Reading):
        return not measured.hand_at_head
    return measured.why.head_seen


def _averages() -> Floats:
    """Make the matrix (17, 92) that averages x and y of the rigid points over regions."""
    outward = (0.0,) * len(MIDLINE) + (1.0,) * len(LEFT) + (-1.0,) * len(RIGHT)
    rows = []
    for points in REGIONS.values():
        members = [RIGID.index(point) for point in points]
        across, down = np.zeros((2, len(RIGID), 2))
        across[members, 0] = np.array(outward)[members] / len(members)
        down[members, 1] = 1.0 / len(members)
        rows += [across, down] if across.any() else [down]
    return np.array(rows).reshape(len(rows), -1)


_AVERAGES: Final = _averages()
_EXPECTED: Final = np.array(learned_faces.EXPECTED)
_WEIGHTS: Final = np.array([row + (0.0,) * (17 - len(row)) for row in learned_faces.WEIGHTS])
