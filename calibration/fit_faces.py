"""Learn from the tapes how far the shape of a bare face strays from its calibration.

Run as `python calibration/fit_faces.py`, it writes posturecam/core/body/learned_faces.py and
says how often bodies left out exceed each limit.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Any, Final

import numpy as np
from bench.compact import Floats
from bench.face import upright_template
from bench.sessions import Session, load_sessions
from bench.writing import text
from fit_movements import rows

from posturecam.core.body import learned_faces
from posturecam.core.measure.face_change import MOST_BOWED_DEG, MOST_TURNED_DEG, shape_change, stray
from posturecam.core.values import Pose

MODULE: Final = Path(learned_faces.__file__)
SHARE: Final = 99.5  # percent of bare looks at people left out that stay below the limit
ROUNDER: Final = 0.1  # of the mean variance, added to every variance: 32 bodies are few
FOLDS: Final = 8
INDENT: Final[Any] = {"initial_indent": "    ", "subsequent_indent": "     "}
HEAD: Final = '''\
"""How the shape of a bare face strays, learned from the tapes.  Written by fit_faces.py.

Orders and units: `face_change.shape_change`.
"""

from typing import Final

'''
NOTES: Final = {
    "EXPECTED": "Part of the shape that each cue explains, per unit of it: (17, 5).",
    "WEIGHTS": "Rows, up to the diagonal, of the triangular matrix that whitens the rest.",
    "LIMIT": "Root mean square of that, exceeded by one bare look in 200.",
}


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """Looks at bare faces: `shape` (n, 17), `cues` (n, 5), `body` (n,), `pose` (n,)."""

    shape: Floats
    cues: Floats
    body: Any
    pose: Any

    def where(self, mask: Any) -> "Faces":
        """Return the looks for which `mask` is true."""
        return Faces(self.shape[mask], self.cues[mask], self.body[mask], self.pose[mask])


def faces_of(sessions: Sequence[Session]) -> Faces:
    """Take every look of every session that shows a face, against the session's own upright."""
    rows = []
    for session in sessions:
        template = upright_template(session)
        for observation, pose in zip(session.observations(), session.pose, strict=True):
            if isinstance(observation, Pose) and observation.face is not None:
                rows.append((*shape_change(observation.face, template), session.body, str(pose)))
    shapes, cues, bodies, poses = zip(*rows, strict=True)
    return Faces(np.array(shapes), np.array(cues), np.array(bodies), np.array(poses))


def learn_faces(faces: Faces) -> dict[str, Any]:
    """Everything that is learned but the limit."""
    cues = faces.cues
    expected = np.linalg.lstsq(cues, faces.shape, rcond=None)[0].T
    rest = faces.shape - cues @ expected.T
    covariance = rest.T @ rest / len(rest)
    covariance += ROUNDER * np.trace(covariance) / len(covariance) * np.eye(len(covariance))
    weights = np.linalg.inv(np.linalg.cholesky(covariance))
    return {"EXPECTED": rows(expected), "WEIGHTS": rows(weights)}


def strays(faces: Faces, learned: Mapping[str, Any]) -> Floats:
    """Return how far each look strays, (n,), in units of the spread; NaN where turned too far."""
    weights = np.array(learned["WEIGHTS"]).T
    expected = faces.cues @ np.array(learned["EXPECTED"]).T
    found = stray(faces.shape @ weights, expected @ weights)
    turned = (np.abs(faces.cues[:, 1]) > MOST_BOWED_DEG) | (faces.cues[:, 2] > MOST_TURNED_DEG**2)
    return np.asarray(np.where(turned, np.nan, found))


def strays_left_out(faces: Faces) -> Floats:
    """Return the same, learned without an eighth of the bodies each time, the tested one in it."""
    found = np.full(len(faces.body), np.nan)
    for fold in range(FOLDS):
        tested = faces.body % FOLDS == fold
        found[tested] = strays(faces.where(tested), learn_faces(faces.where(~tested)))
    return found


def written(name: str, value: Any) -> str:
    """Return a number or rows of numbers as Python, wrapped but not one number a line."""
    if isinstance(value, float):
        return f'{name}: Final = {text(value)}\n"""{NOTES[name]}"""\n'
    rows = "\n".join(fill(f"{text(row)},", 96, **INDENT) for row in value)
    return f'{name}: Final = (\n{rows}\n)  # fmt: skip\n"""{NOTES[name]}"""\n'


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn from all bodies and write what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODULE, help="the module to write")
    options = parser.parse_args(arguments)
    faces = faces_of(load_sessions())
    left_out = strays_left_out(faces)
    shown = np.isfinite(left_out)
    limit = float(np.percentile(left_out[shown], SHARE))
    values = {**learn_faces(faces), "LIMIT": limit}
    values["WEIGHTS"] = [row[: number + 1] for number, row in enumerate(values["WEIGHTS"])]
    options.out.write_text(HEAD + "\n".join(written(name, values[name]) for name in NOTES))
    print(f"{shown.sum()} of {len(shown)} looks count; limit {limit:.3f}")
    for part in (50, 90, 95, 99, 99.5, 99.9, 100):
        print(f"{part} %: {np.percentile(left_out[shown], part) / limit:.2f}")
    for pose in np.unique(faces.pose):
        here = shown & (faces.pose == pose)
        share = 100 * np.mean(left_out[here] > limit)
        print(f"{pose}: {here.sum()} looks, {share:.1f} % beyond the limit")


if __name__ == "__main__":
    main()
